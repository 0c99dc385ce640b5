import type { GraphIndex, ResourceNode } from "../../../graph/graph";
import { contains, covered, prefixLength } from "../../../plan/cidrs";
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
  const found = new Map<string, Interruption>();
  const later = routesByTable(to);
  for (const [table, routes] of routesByTable(from)) {
    const next = later.get(table);
    // A route that goes with its zone takes its hosts along. Those in tables of others are not the service's own.
    if (!next) continue;
    // What comes may take a part of a range away.
    for (const [range, name] of new Map([...next, ...routes].map((each) => [rangeOf(each), each.name]))) {
      const before = wayTo(from, routes, range);
      const after = wayTo(to, next, range);
      if (before === undefined || after === before) continue;
      // Parts that together are all of it are judged by themselves.
      const parts = next.map(rangeOf).filter((each) => contains(range, each));
      if (after === undefined && covered(range, parts)) continue;
      const key = [table.split(" ")[0], range, before, after].join(" ");
      const known = found.get(key);
      if (known) known.resources.push(name);
      else found.set(key, routeChange(range, before, after, name));
    }
  }
  return [...found.values()];
}

/** The routes of IPv4 of each route table that the stack makes, by region and name. */
function routesByTable(index: GraphIndex): Map<string, ResourceNode[]> {
  const tables = new Map<string, ResourceNode[]>(
    index.ofType(TYPES.routeTable).map((table) => [`${index.regionOf(table) ?? ""} ${table.name}`, []]),
  );
  for (const route of index.ofType(TYPES.route)) {
    const table = index.resolve(route.inputs["routeTableId"]);
    if (!table || typeof route.inputs["destinationCidrBlock"] !== "string") continue;
    tables.get(`${index.regionOf(table) ?? ""} ${table.name}`)?.push(route);
  }
  return tables;
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

/** By the narrowest of a table's routes that holds all of a range. */
function wayTo(index: GraphIndex, routes: readonly ResourceNode[], range: string): string | undefined {
  const [route] = routes
    .filter((each) => contains(rangeOf(each), range))
    .sort((one, other) => prefixLength(rangeOf(other)) - prefixLength(rangeOf(one)));
  return route && wayOf(index, route);
}

const rangeOf = ({ inputs }: ResourceNode): string => String(inputs["destinationCidrBlock"]);

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
