import type { GraphIndex, ResourceNode } from "../../../graph/graph";
import { covered } from "../../../plan/cidrs";
import { existingVpcs, leadsOut } from "../../inventory/existingVpcs";
import { TYPES } from "../../inventory/resourceTypes";
import { rangesOfGroup } from "../../inventory/securityGroups";
import { type Comparison, changesOfType } from "../comparison/comparison";
import { DURATIONS } from "../comparison/durations";
import { type Interruption, timed } from "../comparison/interruption";

/** NAT gateways that are replaced, and routes that lead to another one or to none. */
export function changedEgress(comparison: Comparison): Interruption[] {
  const replaced = changesOfType(comparison, TYPES.natGateway, "replace").map(({ name }) => ({
    rule: "egress",
    severity: "outage" as const,
    who: `the service's own connections through ${name}`,
    what: "the gateway is replaced",
    ...timed(DURATIONS.natGateway),
    resources: [name],
  }));
  return [
    ...replaced,
    ...comparison.from.ofType(TYPES.route).flatMap((route) => changedEgressRoute(comparison, route)),
    ...movedEgress(comparison),
  ];
}

/** Into a VPC that exists and out of it: from there it is the owner's addresses that others see. */
function movedEgress({ from, to }: Comparison): Interruption[] {
  const moves = [
    ...gatewaysBeside(from, to).map((each) => ({ ...each, ways: ["those of the VPC's owner", each.addresses] })),
    ...gatewaysBeside(to, from).map((each) => ({ ...each, ways: [each.addresses, "those of the VPC's owner"] })),
  ];
  return moves.map(({ region, gateways, ways: [after, before] }) => ({
    rule: "egress",
    severity: "outage",
    who: `the service's own connections from ${region}, to whoever has addresses on a list`,
    what: `they come from ${after} instead of ${before}`,
    ...timed(DURATIONS.admitted),
    resources: gateways,
  }));
}

/** The NAT gateways of regions that, in the other graph, stand in a VPC that leads out by routes of its owner. */
function gatewaysBeside(index: GraphIndex, other: GraphIndex) {
  return existingVpcs(other).flatMap((vpc) => {
    const region = other.regionOf(vpc) ?? "";
    const nodes = index.ofType(TYPES.natGateway).filter((node) => index.regionOf(node) === region);
    if (nodes.length === 0 || !leadsOut(other, region)) return [];
    const addresses = nodes.map((node) => addressOf(index, node)).join(", ");
    return [{ region, gateways: nodes.map(({ name }) => name), addresses }];
  });
}

function changedEgressRoute({ from, to }: Comparison, route: ResourceNode): Interruption[] {
  const now = to.ofType(TYPES.route).find(({ name }) => name === route.name);
  const before = egressAddress(from, route);
  const after = now && egressAddress(to, now);
  // A route that goes with its zone takes its hosts along.
  const routeTable = from.resolve(route.inputs["routeTableId"])?.name;
  const zoneStays = to.ofType(TYPES.routeTable).some(({ name }) => name === routeTable);
  if (before === undefined || before === after || !zoneStays) return [];
  const common = {
    rule: "egress",
    severity: "outage" as const,
    who: `the service's own connections by ${route.name}`,
    resources: [route.name],
  };
  if (after === undefined)
    return [{ ...common, what: "nothing leads to the internet any more", ...timed(DURATIONS.forGood) }];
  const what = `they come from ${after} instead of ${before}; open ones are cut`;
  return [{ ...common, what, ...timed(DURATIONS.admitted) }];
}

/** Further addresses that a NAT gateway gets or loses, where it stays. */
export function changedNatAddresses(comparison: Comparison): Interruption[] {
  const { from, to } = comparison;
  const gatewaysIn = (index: GraphIndex) => new Set(index.ofType(TYPES.natGateway).map(({ name }) => name));
  const [before, after] = [gatewaysIn(from), gatewaysIn(to)];
  const of = (index: GraphIndex, action: "create" | "delete") => {
    const names = new Set(changesOfType(comparison, TYPES.natAddress, action).map(({ name }) => name));
    return index.ofType(TYPES.natAddress).flatMap(({ name, inputs }) => {
      const gateway = index.resolve(inputs["natGatewayId"])?.name ?? "";
      const address = index.resolve(inputs["allocationId"])?.name ?? String(inputs["allocationId"]);
      return names.has(name) && before.has(gateway) && after.has(gateway) ? [{ name, gateway, address }] : [];
    });
  };
  return [
    ...of(to, "create").map(({ name, gateway, address }) => ({
      rule: "egress",
      severity: "outage" as const,
      who: `the service's own connections through ${gateway}, to whoever has addresses on a list`,
      what: `some come from ${address} too, and are refused where that is not on it; park it until it is`,
      ...timed(DURATIONS.admitted),
      resources: [name],
    })),
    ...of(from, "delete").map(({ name, gateway, address }) => ({
      rule: "egress",
      severity: "brief" as const,
      who: `the service's own connections through ${gateway} that come from ${address}`,
      what: "they are cut if they last longer than its drain",
      ...timed(DURATIONS.natAddress),
      resources: [name],
    })),
  ];
}

/** What the connections that a route leads through a NAT gateway come from. */
function egressAddress(index: GraphIndex, { inputs }: ResourceNode): string | undefined {
  const gateway = index.resolve(inputs["natGatewayId"]);
  return gateway && addressOf(index, gateway);
}

function addressOf(index: GraphIndex, { inputs: { allocationId } }: ResourceNode): string {
  return index.resolve(allocationId)?.name ?? String(allocationId);
}

/** Destinations that a security group let its members connect to and lets them no more. */
export function closedDestinations({ from, to }: Comparison): Interruption[] {
  return from.ofType(TYPES.securityGroup).flatMap((group) => {
    const now = to.ofType(TYPES.securityGroup).find(({ name }) => name === group.name);
    if (!now) return [];
    const after = rangesOfGroup(to, TYPES.egressRule, now);
    return rangesOfGroup(from, TYPES.egressRule, group)
      .filter(
        ({ cidr, port }) =>
          !covered(
            cidr,
            after.flatMap((each) => (each.port === port ? [each.cidr] : [])),
          ),
      )
      .map(({ name, cidr, port }) => ({
        rule: "egress",
        severity: "outage",
        who: `the service's own connections to ${cidr} on port ${String(port)}`,
        what: `${group.name} lets them out no more`,
        ...timed(DURATIONS.forGood),
        resources: [name],
      }));
  });
}
