import type { GraphIndex } from "../../../graph/graph";
import { covered, overlaps } from "../../../plan/cidrs";
import { coversName, deniedRanges, egressNames, ruleGroupsFor } from "../../inventory/firewallRuleGroups";
import { TYPES } from "../../inventory/resourceTypes";
import { rangesOfGroup } from "../../inventory/securityGroups";
import { type ZoneRoute, inspectedZones, zoneRoutes, zonesWithInternetRoute } from "../../inventory/zoneRoutes";
import type { Comparison } from "../comparison/comparison";
import { DURATIONS } from "../comparison/durations";
import { type Interruption, timed } from "../comparison/interruption";

/**
 * Open connections whose packets begin or cease to pass a firewall's endpoint. An endpoint that has not seen a connection begin may
 * drop what follows before any rule is evaluated, so that streamExceptionPolicy CONTINUE may not help; the internet gateway knows of no
 * connections. Sources: docs.aws.amazon.com/network-firewall/latest/developerguide/troubleshooting-general-issues.html,
 * docs.aws.amazon.com/network-firewall/latest/developerguide/stream-exception-policy.html
 */
export function changedInspection(comparison: Comparison): Interruption[] {
  const [before, after] = [zoneRoutes(comparison.from), zoneRoutes(comparison.to)];
  const moved = [...after.values()].flatMap((now) => {
    const was = before.get(now.route);
    return was && isRerouted(comparison, was, now) ? [{ ...now, into: now.nextHop !== "gateway" }] : [];
  });
  return [true, false].flatMap((into) =>
    byRegion(moved.filter((each) => each.into === into)).map((zones) => inspectionInterruption(zones, into)),
  );
}

/** Another next hop, or the same firewall with an endpoint that is made anew. */
function isRerouted({ changes }: Comparison, was: ZoneRoute, now: ZoneRoute): boolean {
  if (was.nextHop !== now.nextHop) return true;
  const [, endpoint] = now.nextHop.split(" ");
  return endpoint !== undefined && changes.get(`${TYPES.endpointAssociation} ${endpoint}`)?.action === "replace";
}

function byRegion(routes: readonly ZoneRoute[]): ZoneRoute[][] {
  const regions = [...new Set(routes.map(({ region }) => region))].sort();
  return regions.map((region) =>
    routes.filter((each) => each.region === region).sort((a, b) => a.zone.localeCompare(b.zone)),
  );
}

function inspectionInterruption(routes: readonly ZoneRoute[], into: boolean): Interruption {
  const zones = routes.map(({ zone }) => zone).join(", ");
  const common = {
    who: `connections open through ${zones}, of clients and of the service's own`,
    resources: routes.map(({ route }) => route),
  };
  if (into)
    return {
      rule: "inspection",
      severity: "brief",
      what: "they come to a firewall endpoint that has not seen them begin, and may be dropped there, though no rule drops them",
      ...timed(DURATIONS.inspected),
      ...common,
    };
  return {
    rule: "inspection",
    severity: "none",
    what: "they go round the firewall from now on; while the routes change, one direction still passes it, which the program's own rules let go on",
    ...timed(DURATIONS.uninspected),
    ...common,
  };
}

/** Clients that the load balancer admits and that a firewall begins to drop, in some zones or in all. Zones that come had no clients. */
export function deniedClients({ from, to }: Comparison): Interruption[] {
  const [before, after] = [inspectedZones(from), inspectedZones(to)];
  const known = zonesWithInternetRoute(from);
  const admitted = from.ofType(TYPES.loadBalancer).flatMap((loadBalancer) =>
    ((loadBalancer.inputs["securityGroups"] ?? []) as unknown[]).flatMap((id) => {
      const group = from.resolve(id);
      return group ? rangesOfGroup(from, TYPES.ingressRule, group).map(({ cidr }) => cidr) : [];
    }),
  );
  const routesByRange = new Map<string, ZoneRoute[]>();
  for (const route of [...after.values()].filter(({ zone }) => known.has(zone))) {
    const was = before.has(route.zone) ? deniedRanges(from, route.region) : [];
    for (const range of deniedRanges(to, route.region))
      if (!covered(range, was)) routesByRange.set(range, [...(routesByRange.get(range) ?? []), route]);
  }
  return [...routesByRange]
    .filter(([range]) => admitted.some((cidr) => overlaps(cidr, range)))
    .map(([range, routes]) => ({
      rule: "clients",
      severity: "outage",
      who: `clients in ${range}`,
      what: `the firewall drops their packets from now on, in ${zonesIn(routes)}`,
      ...timed(DURATIONS.forGood),
      resources: groupsIn(to, "denied", routes),
    }));
}

const zonesIn = (routes: readonly ZoneRoute[]): string =>
  routes
    .map(({ zone }) => zone)
    .sort()
    .join(", ");

const groupsIn = (index: GraphIndex, purpose: "denied" | "egress", routes: readonly ZoneRoute[]): string[] =>
  [...new Set(routes.map(({ region }) => region))].flatMap((region) =>
    ruleGroupsFor(index, purpose, region).map(({ name }) => name),
  );

/** Names that the service could connect to and can no more, from the zones whose NAT gateways are before the firewall. */
export function closedNames({ from, to }: Comparison): Interruption[] {
  const before = inspectedZones(from);
  const [was, is] = [natZones(from), natZones(to)];
  const found = new Map<string, ZoneRoute[]>();
  for (const route of inspectedZones(to).values()) {
    const { zone, region } = route;
    // Where nothing went out nothing is closed.
    if (!is.has(zone) || !was.has(zone)) continue;
    const closed = closedBy(before.has(zone) ? egressNames(from, region) : undefined, egressNames(to, region));
    if (closed !== undefined) found.set(closed, [...(found.get(closed) ?? []), route]);
  }
  return [...found].map(([names, routes]) => ({
    rule: "egress",
    severity: "outage",
    who: `the service's own TLS connections to ${names}`,
    what: `the firewall lets them out no more, in ${zonesIn(routes)}`,
    ...timed(DURATIONS.forGood),
    resources: groupsIn(to, "egress", routes),
  }));
}

/** What some names closed; undefined where nothing is. Without names all are open. */
function closedBy(before: readonly string[] | undefined, after: readonly string[] | undefined): string | undefined {
  if (!after) return undefined;
  if (!before) return `any name but ${after.join(", ")}`;
  const gone = before.filter((name) => !after.some((each) => coversName(each, name)));
  return gone.length === 0 ? undefined : gone.join(", ");
}

const natZones = (index: GraphIndex): Set<unknown> =>
  new Set(
    index.ofType(TYPES.natGateway).map(({ inputs }) => index.resolve(inputs["subnetId"])?.inputs["availabilityZone"]),
  );
