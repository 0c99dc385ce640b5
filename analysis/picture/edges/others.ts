import type { NameAnswer } from "../../inventory/dns";
import type { Way } from "../../paths/network/vpc";
import { TYPES } from "../../inventory/resourceTypes";
import { foreignId } from "../boxes/accelerators";
import { otherPrincipals, ownServices } from "../boxes/clients";
import { firewallIdOf } from "../boxes/firewalls";
import { nameId } from "../boxes/names";
import { PARTNER_NETWORKS } from "../boxes/partnerNetworks";
import { partnerAccess } from "../../paths/frontDoor/partnerAccess";
import type { Edge, EdgeKind } from "../diagram";
import { INTERNET, OTHER_CONSUMERS, boxId } from "../ids";
import type { Scene } from "../scene";
import { dialText } from "./labels";

/* What leads somewhere and is no path of packets. */

export const edge = (
  kind: EdgeKind,
  from: string,
  to: string,
  more: Pick<Edge, "label" | "remark" | "by"> = {},
): Edge => ({
  id: `${kind}:${from} > ${to}`,
  kind,
  from,
  to,
  ...more,
});

/** Who asks for a public name, and what each name is answered with. */
export function nameEdges(scene: Scene): Edge[] {
  return scene.names.flatMap((row) => {
    const id = nameId(row);
    const answers = new Map<string, Set<string>>();
    for (const answer of row.answers)
      for (const to of boxesOfAnswer(scene, answer)) answers.set(to, (answers.get(to) ?? new Set()).add(answer.when));
    return [
      edge("name", row.private ? PARTNER_NETWORKS : INTERNET, id, { label: "asks" }),
      ...[...answers].map(([to, when]) => edge("name", id, to, labelOf([...when]))),
    ];
  });
}

const labelOf = (when: readonly string[]): Pick<Edge, "label"> =>
  when.includes("always") ? {} : { label: when.join(" or ") };

/** Load balancers by their own names or by their addresses, or an accelerator. */
function boxesOfAnswer({ followed }: Scene, { region, leadsTo }: NameAnswer): string[] {
  if (region === undefined) return leadsTo.map((name) => boxId("accelerator", name));
  const frontDoors = followed.frontDoors.filter(
    ({ name, nodes }) => leadsTo.includes(name) || nodes.some(({ address = "" }) => leadsTo.includes(address)),
  );
  return [...new Set(frontDoors.map(({ name }) => boxId("loadBalancer", name)))];
}

/** To load balancers that no plan here has. */
export const foreignEndpointEdges = ({ endpointGroups }: Scene): Edge[] =>
  endpointGroups.flatMap((group) =>
    group.endpoints
      .filter(({ foreign, weight }) => foreign && weight > 0)
      .map(({ name }) =>
        edge("client", boxId("accelerator", group.accelerator?.name ?? ""), foreignId(group.region, name), {
          label: dialText(group, name),
        }),
      ),
  );

const WAYS: Readonly<Record<Way["kind"], string>> = {
  transitGateway: "by the transit gateway",
  peering: "by the peering",
  vpnGateway: "by the virtual private gateway",
};

/** From clients in other networks, by what joins these to the VPC, and on to what takes their connections. */
export function partnerEdges(scene: Scene): Edge[] {
  const access = partnerAccess(scene.followed.frontDoors);
  return [...new Set(access.map(({ frontDoor }) => frontDoor))].flatMap((frontDoor) => {
    const ways = access.filter((each) => each.frontDoor === frontDoor).map(({ way }) => way);
    const balancer = boxId("loadBalancer", frontDoor.name);
    const fleets = frontDoor.targetGroups.flatMap(({ targets }) => targets.map(({ fleet }) => fleet.name));
    return [
      edge("client", PARTNER_NETWORKS, balancer, {
        label: [...new Set(ways.map(({ kind }) => WAYS[kind]))].join(", "),
        by: [...new Set(ways.map(({ name }) => boxId("way", name)))],
      }),
      ...fleets.map((name) => edge("client", balancer, boxId("targets", name))),
    ];
  });
}

/** From consumers that have stacks of their own to the services that let them in. */
export const otherConsumerEdges = (scene: Scene): Edge[] =>
  ownServices(scene)
    .filter((service) => otherPrincipals(scene, service).length > 0)
    .map(({ name }) => edge("consumer", OTHER_CONSUMERS, boxId("endpointService", name)));

/** From a firewall to its endpoints in each VPC. */
export function firewallEdges(scene: Scene): Edge[] {
  const { index, networks } = scene;
  return networks.flatMap((network) => {
    const names = new Set(network.endpoints.map(({ name }) => name));
    const associations = index.ofType(TYPES.endpointAssociation).filter(({ name }) => names.has(name));
    const firewalls = new Set(associations.map(({ inputs }) => firewallIdOf(scene, inputs["firewallArn"])));
    return [...firewalls].map((id) => edge("serves", id, boxId("firewallEndpoint", network.name)));
  });
}

/** From a peering on to the other VPC, where that is drawn, too. */
export const peeringEdges = ({ networks, followed }: Scene): Edge[] =>
  networks.flatMap((network) =>
    network.ways.flatMap(({ name, peer }) => {
      const used = followed.paths.some(
        ({ region, through, verdict }) => region === network.region && through === name && verdict !== "closed",
      );
      return peer && networks.includes(peer) && used
        ? [edge("egress", boxId("way", name), boxId("vpc", peer.name))]
        : [];
    }),
  );
