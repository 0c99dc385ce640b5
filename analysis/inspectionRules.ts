import type { GraphIndex, ResourceNode } from "../graph/graph";
import { ANYWHERE, covered, overlaps } from "../plan/cidrs";
import { ofType, rangesOf, timed, TYPES, type Comparison, type Interruption } from "./comparison";
import { DURATIONS } from "./durations";
import { deniedRanges, egressNames, groupOf } from "./ruleGroups";

/** Where a zone's packets go on their way to the internet, and so where those from it come by. */
type Way = "gateway" | `endpoint ${string}`;

interface ZoneWay {
  region: string;
  zone: string;
  route: string;
  way: Way;
}

/** The default routes of the subnets that have one to the internet: by the gateway itself, or by a firewall's endpoint before it. */
function zoneWays(index: GraphIndex): Map<string, ZoneWay> {
  const zones = new Map(
    index.ofType(TYPES.routeTableAssociation).map(({ inputs }): [string | undefined, unknown] => {
      return [
        index.referred(inputs["routeTableId"])?.urn,
        index.referred(inputs["subnetId"])?.inputs["availabilityZone"],
      ];
    }),
  );
  return new Map(
    index.ofType(TYPES.route).flatMap((route): [string, ZoneWay][] => {
      const way = wayOf(index, route);
      const zone = zones.get(index.referred(route.inputs["routeTableId"])?.urn);
      if (!way || typeof zone !== "string") return [];
      return [[route.name, { region: index.regionOf(route) ?? "", zone, route: route.name, way }]];
    }),
  );
}

function wayOf(index: GraphIndex, { inputs }: ResourceNode): Way | undefined {
  if (inputs["destinationCidrBlock"] !== ANYWHERE) return undefined;
  const endpoint = index.referred(inputs["vpcEndpointId"]);
  if (endpoint) return `endpoint ${endpoint.name}`;
  return inputs["gatewayId"] === undefined ? undefined : "gateway";
}

/**
 * Open connections whose packets begin or cease to pass a firewall's endpoint. An endpoint that has not seen a connection begin may
 * drop what follows before any rule is asked, so that streamExceptionPolicy CONTINUE may not help; the internet gateway knows of no
 * connections. Sources: docs.aws.amazon.com/network-firewall/latest/developerguide/troubleshooting-general-issues.html,
 * docs.aws.amazon.com/network-firewall/latest/developerguide/stream-exception-policy.html
 */
export function inspection(comparison: Comparison): Interruption[] {
  const [before, after] = [zoneWays(comparison.from), zoneWays(comparison.to)];
  const moved = [...after.values()].flatMap((now) => {
    const was = before.get(now.route);
    return was && isMoved(comparison, was, now) ? [{ ...now, into: now.way !== "gateway" }] : [];
  });
  return [true, false].flatMap((into) =>
    byRegion(moved.filter((each) => each.into === into)).map((zones) => told(zones, into)),
  );
}

/** Another way, or the same through an endpoint that is made anew. */
function isMoved({ changes }: Comparison, was: ZoneWay, now: ZoneWay): boolean {
  if (was.way !== now.way) return true;
  const [, endpoint] = now.way.split(" ");
  return endpoint !== undefined && changes.get(`${TYPES.endpointAssociation} ${endpoint}`)?.action === "replace";
}

function byRegion(ways: readonly ZoneWay[]): ZoneWay[][] {
  const regions = [...new Set(ways.map(({ region }) => region))].sort();
  return regions.map((region) =>
    ways.filter((each) => each.region === region).sort((a, b) => a.zone.localeCompare(b.zone)),
  );
}

function told(ways: readonly ZoneWay[], into: boolean): Interruption {
  const zones = ways.map(({ zone }) => zone).join(", ");
  const common = {
    who: `connections open through ${zones}, of clients and of the service's own`,
    resources: ways.map(({ route }) => route),
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
    what: "they go round the firewall from now on; while the routes change, one direction still passes it, and it lets that go on",
    ...timed(DURATIONS.uninspected),
    ...common,
  };
}

/** Settings of the stateful engine: a change may start it anew, on every endpoint at once. */
export function engineOptions(comparison: Comparison): Interruption[] {
  return ofType(comparison, TYPES.firewallPolicy, "update", "replace")
    .filter(({ inputs }) => inputs.some(({ path }) => path.startsWith("firewallPolicy.statefulEngineOptions")))
    .map(({ name }) => ({
      rule: "inspection-engine",
      severity: "brief",
      who: `connections open through the firewall of ${name}`,
      what: "its engine may start anew, and does not know them any more; the rules are asked again",
      ...timed(DURATIONS.inspected),
      resources: [name],
    }));
}

/** Clients that the load balancer admits and that a firewall begins to drop. */
export function deniedClients({ from, to }: Comparison): Interruption[] {
  const before = deniedRanges(from);
  const admitted = from.ofType(TYPES.loadBalancer).flatMap((door) =>
    ((door.inputs["securityGroups"] ?? []) as unknown[]).flatMap((id) => {
      const group = from.referred(id);
      return group ? rangesOf(from, TYPES.ingressRule, group).map(({ cidr }) => cidr) : [];
    }),
  );
  return [...new Set(deniedRanges(to))]
    .filter((range) => !covered(range, before) && admitted.some((cidr) => overlaps(cidr, range)))
    .map((range) => ({
      rule: "clients",
      severity: "outage",
      who: `clients in ${range}`,
      what: "the firewall drops their packets from now on",
      ...timed(DURATIONS.forGood),
      resources: to.ofType(TYPES.ruleGroup).flatMap(({ name }) => (name.endsWith("-denied") ? [name] : [])),
    }));
}

/** Names that the service could connect to and can no more. */
export function closedNames({ from, to }: Comparison): Interruption[] {
  const [before, after] = [egressNames(from), egressNames(to)];
  if (!after) return [];
  const gone = before?.filter((name) => !after.includes(name));
  if (gone?.length === 0) return [];
  const whom = gone ? gone.join(", ") : `any name but ${after.join(", ")}`;
  return [
    {
      rule: "egress",
      severity: "outage",
      who: `the service's own TLS connections to ${whom}`,
      what: "the firewall lets them out no more",
      ...timed(DURATIONS.forGood),
      resources: to.ofType(TYPES.ruleGroup).flatMap(({ name }) => (name.endsWith("-egress") ? [name] : [])),
    },
  ];
}

/** Rules whose text changes or that come: what they drop is not for this program to know, but that they may is. */
export function changedRules(comparison: Comparison): Interruption[] {
  const text = (index: GraphIndex, name: string) => {
    const node = index.ofType(TYPES.ruleGroup).find((each) => each.name === name);
    return node && groupOf(node).rulesSource?.rulesString;
  };
  const firewalls = comparison.from.ofType(TYPES.firewallPolicy).length > 0;
  return ofType(comparison, TYPES.ruleGroup, "create", "update", "replace", "delete")
    .filter(({ name }) => firewalls && text(comparison.from, name) !== text(comparison.to, name))
    .map(({ name, action }) => ({
      rule: "inspection-rules",
      severity: "none",
      who: `new connections that ${name} decides`,
      what: `${RULES_CHANGE[action] ?? "its rules change"}; open ones keep the verdict they had`,
      ...timed(DURATIONS.rulesSpread),
      resources: [name],
    }));
}

const RULES_CHANGE: Readonly<Partial<Record<string, string>>> = {
  create: "its rules are new",
  delete: "its rules are gone",
};
