import type { GraphIndex, ResourceNode } from "../../../graph/graph";
import { contains, prefixLength } from "../../../plan/cidrs";
import { TYPES, WAY_TYPES } from "../../inventory/resourceTypes";
import { type Comparison, changesOfType } from "../comparison/comparison";
import { DURATIONS } from "../comparison/durations";
import { type Interruption, timed } from "../comparison/interruption";

/* What an update means to connections to other networks. */

/** Ranges that are reached by another way, or by none; gateways whose routes are learnt no more, or not for a time. */
export const changedWays = (comparison: Comparison): Interruption[] => [
  ...changedRoutes(comparison),
  ...changedGateways(comparison),
  ...changedAssociations(comparison),
];

function changedRoutes({ from, to }: Comparison): Interruption[] {
  const tables = new Set(to.ofType(TYPES.routeTable).map(({ name }) => name));
  const found = new Map<string, Interruption>();
  for (const route of from.ofType(TYPES.route)) {
    const before = wayOf(from, route);
    const table = from.resolve(route.inputs["routeTableId"])?.name;
    // A route that goes with its zone takes its hosts along. Those in tables of others are not the service's own.
    if (before === undefined || table === undefined || !tables.has(table)) continue;
    const range = String(route.inputs["destinationCidrBlock"]);
    const after = wayTo(to, table, range);
    if (after === before) continue;
    const key = [from.regionOf(route), range, before, after].join(" ");
    const known = found.get(key);
    if (known) known.resources.push(route.name);
    else found.set(key, routeChange(range, before, after, route.name));
  }
  return [...found.values()];
}

function routeChange(range: string, before: string, after: string | undefined, resource: string): Interruption {
  const common = { rule: "ways", who: `the service's own connections to ${range}`, resources: [resource] };
  return after === undefined
    ? { ...common, severity: "outage", what: `${before} leads there no more`, ...timed(DURATIONS.forGood) }
    : { ...common, severity: "brief", what: `they go by ${after} instead of ${before}`, ...timed(DURATIONS.otherWay) };
}

/** What a route leads to, as people know it: the transit gateway's id, or the VPC that a peering is with. */
function wayOf(index: GraphIndex, { inputs }: ResourceNode): string | undefined {
  const { transitGatewayId, vpcPeeringConnectionId } = inputs;
  if (typeof transitGatewayId === "string") return index.resolve(transitGatewayId)?.name ?? transitGatewayId;
  const peering = index.resolve(vpcPeeringConnectionId);
  if (!peering) return undefined;
  const { peerVpcId } = peering.inputs;
  return `the peering with ${index.resolve(peerVpcId)?.name ?? String(peerVpcId)}`;
}

/** By the narrowest route of a table that holds all of a range. */
function wayTo(index: GraphIndex, table: string, range: string): string | undefined {
  const [route] = index
    .ofType(TYPES.route)
    .filter(({ inputs: { destinationCidrBlock: cidr, routeTableId } }) => {
      return typeof cidr === "string" && index.resolve(routeTableId)?.name === table && contains(cidr, range);
    })
    .sort((one, other) => prefixOf(other) - prefixOf(one));
  return route && wayOf(index, route);
}

const prefixOf = ({ inputs }: ResourceNode): number => prefixLength(String(inputs["destinationCidrBlock"]));

/** What is learnt no more: of a gateway, or of what ends there. */
function changedGateways(comparison: Comparison): Interruption[] {
  const found = [
    ...changesOfType(comparison, WAY_TYPES.vpnGateway, "delete", "replace").map(({ name, action }) =>
      action === "delete"
        ? outage(name, "the gateway goes", DURATIONS.forGood)
        : outage(name, "the gateway is replaced, and whatever ended there with it", DURATIONS.vpnGateway),
    ),
    ...[WAY_TYPES.directConnect, WAY_TYPES.directConnectProposal].flatMap((type) =>
      changesOfType(comparison, type, "delete", "replace").map(({ name, action }) =>
        action === "delete"
          ? outage(name, "the association with the Direct Connect gateway goes", DURATIONS.forGood)
          : outage(name, "it is associated anew with a Direct Connect gateway", DURATIONS.directConnect),
      ),
    ),
  ];
  // A gateway takes its association along.
  const gateways = found.map(({ resources: [name = ""] }) => name);
  return found.filter(({ resources: [name = ""] }) => !gateways.some((each) => name === `${each}-direct-connect`));
}

const outage = (name: string, what: string, duration: (typeof DURATIONS)[keyof typeof DURATIONS]): Interruption => ({
  rule: "ways",
  severity: "outage",
  who: `the service's own connections by what ${name.replace(/-direct-connect$/, "")} learns, where no other route leads`,
  what,
  ...timed(duration),
  resources: [name],
});

/** A transit gateway routes what comes from a VPC by one table at a time, and drops it while there is none. */
function changedAssociations({ from, to, all }: Comparison): Interruption[] {
  const stays = (attachment: string) =>
    [from, to].every((index) => index.ofType(WAY_TYPES.attachment).some(({ name }) => name === attachment));
  return all
    .filter(({ type, action }) => type === WAY_TYPES.association && action !== "keep" && action !== "update")
    .map(({ name }) => ({ name, attachment: name.replace(/-association$/, "") }))
    .filter(({ attachment }) => stays(attachment))
    .map(({ name, attachment }) => ({
      rule: "ways",
      severity: "outage",
      who: `the service's own connections by ${attachment}`,
      what: "the transit gateway routes them by another of its route tables",
      ...timed(DURATIONS.association),
      resources: [name],
    }));
}

/** What AWS has once alone, and what the engine makes under a new name before it deletes it under the old one. */
export function doubledWays({ from, to, all }: Comparison): string[] {
  const once: [type: string, keys: string[], why: string][] = [
    [WAY_TYPES.attachment, ["transitGatewayId", "vpcId"], "AWS attaches a VPC to a transit gateway once"],
    [WAY_TYPES.peering, ["peerVpcId", "vpcId"], "two VPCs have one peering"],
    [TYPES.route, ["destinationCidrBlock", "routeTableId"], "a route table has one route to a range"],
  ];
  return once.flatMap(([type, keys, why]) => {
    const keyOf = (index: GraphIndex, urn: string): string =>
      keys.map((key) => String(index.get(urn)?.inputs[key])).join(" ");
    const those = (action: string) => all.filter((each) => each.type === type && each.action === action);
    const going = new Map(those("delete").map(({ urn, name }) => [keyOf(from, urn), name]));
    return those("create").flatMap(({ urn, name }) => {
      const former = going.get(keyOf(to, urn));
      if (former === undefined) return [];
      return [
        `${name} would come before ${former} goes, and ${why}: keep the former name, or take ${former} out in an update before`,
      ];
    });
  });
}
