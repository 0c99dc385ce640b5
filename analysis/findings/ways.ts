import type { GraphIndex } from "../../graph/graph";
import { contains } from "../../plan/cidrs";
import { WAY_TYPES } from "../inventory/resourceTypes";
import { topologyOf } from "../paths/network/topology";
import type { Network, RouteTable, Way } from "../paths/network/vpc";
import type { Finding } from "./finding";

/* What an owner should know of the ways to other networks. */

const ownNetworks = ({ graph }: GraphIndex): Network[] => topologyOf(graph).networks.filter(({ own }) => own);

const tablesOf = ({ subnets }: Network): RouteTable[] => [...new Set(subnets.map(({ table }) => table))];

/** The firewall stands between load balancers and the internet; ways lead to the subnets behind them. */
export function uninspectedWays(index: GraphIndex): Finding[] {
  return ownNetworks(index)
    .filter(({ endpoints, ways }) => endpoints.length > 0 && ways.length > 0)
    .map(({ name, ways }) => {
      const resources = ways.map((way) => way.name).sort();
      return {
        severity: "warning",
        rule: "uninspected-way",
        text: `The firewall does not see what goes by ${resources.join(", ")}: it inspects what ${name} and the internet send each other.`,
        fix: "Have those networks inspect it, as by a firewall behind the transit gateway: here security groups alone say who connects to what.",
        resources,
      };
    });
}

/** Zones whose packets a transit gateway does not take. Source: docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html */
export function blackholeWays(index: GraphIndex): Finding[] {
  return ownNetworks(index).flatMap(({ ways, subnets }) =>
    ways.flatMap((way): Finding[] => {
      if (way.kind !== "transitGateway") return [];
      const attached = new Set(way.subnets.map(({ zone }) => zone));
      const led = subnets.filter(({ table }) => leadsTo(table, way)).map(({ zone }) => zone);
      const lost = [...new Set(led)].filter((zone) => !attached.has(zone)).sort();
      if (lost.length === 0) return [];
      return [
        {
          severity: "warning",
          rule: "blackhole-way",
          text: `${way.name} has no subnet in ${lost.join(", ")}, and routes there lead to it: what follows them is lost.`,
          fix: "Attach the gateway in a subnet of each zone that has routes to it.",
          resources: [way.name],
        },
      ];
    }),
  );
}

const leadsTo = ({ routes }: RouteTable, way: Way): boolean =>
  routes.some(({ target }) => target.kind === "way" && target.via === way);

/** What somebody of another account has to accept first. */
export function waitingWays(index: GraphIndex): Finding[] {
  return [...waitingAttachments(index), ...waitingPeerings(index), ...waitingProposals(index)];
}

function waitingAttachments(index: GraphIndex): Finding[] {
  return ownNetworks(index).flatMap((network) =>
    network.ways
      .filter((way) => way.kind === "transitGateway" && !tablesOf(network).some((table) => leadsTo(table, way)))
      .map(({ name, to }) =>
        waiting(
          name,
          `No route leads to ${name}: the owner of ${to} may have to accept the attachment first.`,
          "Set accepted: true once it is accepted, and the routes come.",
        ),
      ),
  );
}

function waitingPeerings(index: GraphIndex): Finding[] {
  const accepted = new Set(
    index.ofType(WAY_TYPES.accepter).map(({ inputs }) => index.resolve(inputs["vpcPeeringConnectionId"])),
  );
  return index
    .ofType(WAY_TYPES.peering)
    .filter((node) => !accepted.has(node) && node.inputs["autoAccept"] !== true)
    .map(({ name, inputs }) =>
      waiting(
        name,
        `${name} waits for account ${String(inputs["peerOwnerId"])}, whose VPC ${String(inputs["peerVpcId"])} is: until it accepts, and makes routes back, routes to it lead nowhere.`,
        "Have it accepted within 7 days, after which AWS forgets the request; or name a role of that account under assumeRoleArn.",
      ),
    );
}

function waitingProposals(index: GraphIndex): Finding[] {
  return index
    .ofType(WAY_TYPES.directConnectProposal)
    .map(({ name, inputs }) =>
      waiting(
        name,
        `${name} is a proposal: account ${String(inputs["dxGatewayOwnerAccountId"])} has to accept the association with its Direct Connect gateway.`,
        "Have it accepted, and then set accepted: true, so that the routes are learnt.",
      ),
    );
}

const waiting = (resource: string, text: string, fix: string): Finding => ({
  severity: "note",
  rule: "waiting-way",
  text,
  fix,
  resources: [resource],
});

/**
 * Of two ways to one address the narrower range goes before the wider, and what is made before what is learnt.
 * Source: docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
 */
export function overlappingWays(index: GraphIndex): Finding[] {
  return ownNetworks(index).flatMap((network) => {
    const found = tablesOf(network).flatMap(overlapsIn);
    return [...new Map(found.map((each) => [each.text, each])).values()];
  });
}

function overlapsIn({ routes, learnsFrom }: RouteTable): Finding[] {
  const led = routes.flatMap(({ cidr, target }) => (target.kind === "way" ? [{ cidr, way: target.via.name }] : []));
  const held = led.flatMap((wide): Finding[] => {
    const parts = led.filter(({ cidr, way }) => way !== wide.way && cidr !== wide.cidr && contains(wide.cidr, cidr));
    if (parts.length === 0) return [];
    const text = parts.map(({ cidr, way }) => `${cidr} by ${way}`).join(", ");
    return [overlap(`Of ${wide.cidr}, which goes by ${wide.way}, a part goes elsewhere: ${text}.`, [wide, ...parts])];
  });
  if (!learnsFrom || led.length === 0) return held;
  const { name: way } = learnsFrom;
  return [
    ...held,
    overlap(`What is announced at ${way} goes by other ways where routes to the same range are made.`, [{ way }]),
  ];
}

const overlap = (text: string, ways: readonly { way: string }[]): Finding => ({
  severity: "note",
  rule: "overlapping-ways",
  text,
  fix: "Nothing, if it is meant so; the other side must send its answers by the same way.",
  resources: [...new Set(ways.map(({ way }) => way))].sort(),
});

/**
 * What stands alone behind a gateway is in no plan.
 * Sources: docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html, docs.aws.amazon.com/directconnect/latest/UserGuide/disaster-recovery-resiliency.html
 */
export function singleWays(index: GraphIndex): Finding[] {
  return index.ofType(WAY_TYPES.vpnGateway).map(({ name }) => ({
    severity: "note",
    rule: "single-way",
    text: `What is announced at ${name} is reached for as long as the connections stand that end there, which are in no plan.`,
    fix: "See that there are two: Direct Connect at two locations, or a VPN connection beside it, with both its tunnels up.",
    resources: [name],
  }));
}
