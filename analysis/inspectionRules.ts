import { referencesIn, type GraphIndex } from "../graph/graph";
import { covered, overlaps } from "../plan/cidrs";
import { firewallName } from "../plan/names";
import { ofType, rangesOf, timed, TYPES, type Comparison, type Interruption } from "./comparison";
import { DURATIONS } from "./durations";
import { deniedRanges, egressNames, groupOf, groupsFor, isOpen } from "./ruleGroups";
import { inspectedZones, openZones, zoneWays, type ZoneWay } from "./zoneWays";

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
    what: "they go round the firewall from now on; while the routes change, one direction still passes it, which the program's own rules let go on",
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

/** Clients that the load balancer admits and that a firewall begins to drop, in some zones or in all. Zones that come had no clients. */
export function deniedClients({ from, to }: Comparison): Interruption[] {
  const [before, after] = [inspectedZones(from), inspectedZones(to)];
  const known = openZones(from);
  const admitted = from.ofType(TYPES.loadBalancer).flatMap((door) =>
    ((door.inputs["securityGroups"] ?? []) as unknown[]).flatMap((id) => {
      const group = from.referred(id);
      return group ? rangesOf(from, TYPES.ingressRule, group).map(({ cidr }) => cidr) : [];
    }),
  );
  const placesOf = new Map<string, ZoneWay[]>();
  for (const place of [...after.values()].filter(({ zone }) => known.has(zone))) {
    const was = before.has(place.zone) ? deniedRanges(from, place.region) : [];
    for (const range of deniedRanges(to, place.region))
      if (!covered(range, was)) placesOf.set(range, [...(placesOf.get(range) ?? []), place]);
  }
  return [...placesOf]
    .filter(([range]) => admitted.some((cidr) => overlaps(cidr, range)))
    .map(([range, places]) => ({
      rule: "clients",
      severity: "outage",
      who: `clients in ${range}`,
      what: `the firewall drops their packets from now on, in ${zonesIn(places)}`,
      ...timed(DURATIONS.forGood),
      resources: groupsIn(to, "denied", places),
    }));
}

const zonesIn = (places: readonly ZoneWay[]): string =>
  places
    .map(({ zone }) => zone)
    .sort()
    .join(", ");

const groupsIn = (index: GraphIndex, purpose: "denied" | "egress", places: readonly ZoneWay[]): string[] =>
  [...new Set(places.map(({ region }) => region))].flatMap((region) =>
    groupsFor(index, purpose, region).map(({ name }) => name),
  );

/** Names that the service could connect to and can no more, from the zones whose NAT gateways are before the firewall. */
export function closedNames({ from, to }: Comparison): Interruption[] {
  const before = inspectedZones(from);
  const [was, is] = [natZones(from), natZones(to)];
  const found = new Map<string, ZoneWay[]>();
  for (const place of inspectedZones(to).values()) {
    const { zone, region } = place;
    // Where nothing went out nothing is closed.
    if (!is.has(zone) || !was.has(zone)) continue;
    const closed = closedBy(before.has(zone) ? egressNames(from, region) : undefined, egressNames(to, region));
    if (closed !== undefined) found.set(closed, [...(found.get(closed) ?? []), place]);
  }
  return [...found].map(([whom, places]) => ({
    rule: "egress",
    severity: "outage",
    who: `the service's own TLS connections to ${whom}`,
    what: `the firewall lets them out no more, in ${zonesIn(places)}`,
    ...timed(DURATIONS.forGood),
    resources: groupsIn(to, "egress", places),
  }));
}

/** What some names closed; undefined where nothing is. Without names all are open. */
function closedBy(before: readonly string[] | undefined, after: readonly string[] | undefined): string | undefined {
  if (!after) return undefined;
  if (!before) return `any name but ${after.join(", ")}`;
  const gone = before.filter((name) => !after.some((each) => isOpen(each, name)));
  return gone.length === 0 ? undefined : gone.join(", ");
}

const natZones = (index: GraphIndex): Set<unknown> =>
  new Set(
    index.ofType(TYPES.natGateway).map(({ inputs }) => index.referred(inputs["subnetId"])?.inputs["availabilityZone"]),
  );

/** Rules that come, go or change while the firewall stays, and rules of others that come with it. */
export function changedRules(comparison: Comparison): Interruption[] {
  const { from, to } = comparison;
  const [before, after] = [groupTexts(from), groupTexts(to)];
  const [was, is] = [policyRegions(from), policyRegions(to)];
  const names = [...new Set([...before.keys(), ...after.keys()])].filter((name) => {
    const [one, other] = [before.get(name), after.get(name)];
    const region = (other ?? one)?.region ?? "";
    // What goes with its firewall decides nothing more. Of what comes with one, only rules of others are news.
    return one?.text !== other?.text && is.has(region) && (was.has(region) || other?.drops === true);
  });
  return names.map((name) => ({
    rule: "inspection-rules",
    severity: "none",
    who: `connections that ${name} decides`,
    what: before.has(name) ? (after.has(name) ? "its rules change" : "its rules are gone") : "its rules are new",
    ...timed(DURATIONS.rulesSpread),
    resources: [name],
    ...(after.get(name)?.drops && { unjudged: `the rules of ${name}` }),
  }));
}

const policyRegions = (index: GraphIndex): Set<string> =>
  new Set(index.ofType(TYPES.firewallPolicy).map((node) => index.regionOf(node) ?? ""));

/** Traffic that begins to pass a firewall that this stack does not have. */
export function foreignFirewalls({ from, to }: Comparison): Interruption[] {
  const [before, after] = [foreignArns(from), foreignArns(to)];
  return [...after]
    .filter((arn) => !before.has(arn))
    .map((arn) => ({
      rule: "inspection-rules",
      severity: "none",
      who: `connections that ${arn} decides`,
      what: "its rules, its treatment of open connections and its ranges are its owner's",
      ...timed(DURATIONS.rulesSpread),
      resources: [],
      unjudged: `the rules of ${arn}`,
    }));
}

/** The firewalls of others that some zone's packets pass, by ARN. */
function foreignArns(index: GraphIndex): Set<string> {
  const used = new Set([...inspectedZones(index).values()].map(({ way }) => way.split(" ")[1]));
  const arns = index
    .ofType(TYPES.endpointAssociation)
    .filter(({ name }) => used.has(name))
    .map(({ inputs }) => inputs["firewallArn"]);
  return new Set(arns.filter((arn) => typeof arn === "string" && arn.startsWith("arn:")) as string[]);
}

/** Log groups of a firewall that go, with what they hold. */
export function deletedLogs(comparison: Comparison): Interruption[] {
  const { from } = comparison;
  const ofFirewalls = new Set(
    from.ofType(TYPES.logging).flatMap(({ inputs }) => referencesIn(inputs).map(({ name }) => name)),
  );
  const gone = ofType(comparison, TYPES.logGroup, "delete", "replace").filter(({ name }) => ofFirewalls.has(name));
  if (gone.length === 0) return [];
  const names = gone.map(({ name }) => name).sort();
  return [
    {
      rule: "logs",
      severity: "none",
      who: `whoever reads ${names.join(", ")}`,
      what: "log groups are deleted with what they hold; export that before, if it must be kept",
      ...timed(DURATIONS.forGood),
      resources: names,
    },
  ];
}

interface GroupText {
  region: string;
  /** Its rules, the ranges that they name, and its place in the policy. */
  text: string;
  /** Whether it is a team's own, and drops something. */
  drops: boolean;
}

/** What each rule group says, by its name. */
function groupTexts(index: GraphIndex): Map<string, GroupText> {
  const places = new Map(
    index.ofType(TYPES.firewallPolicy).flatMap(({ inputs }) => {
      const { statefulRuleGroupReferences: references = [] } = (inputs["firewallPolicy"] ?? {}) as {
        statefulRuleGroupReferences?: { priority?: number; resourceArn?: unknown }[];
      };
      return references.map(({ priority, resourceArn }) => [index.referred(resourceArn)?.name, priority] as const);
    }),
  );
  return new Map(
    index.ofType(TYPES.ruleGroup).map((node): [string, GroupText] => {
      const region = index.regionOf(node) ?? "";
      const text = JSON.stringify([groupOf(node), places.get(node.name)]);
      const isOwn = node.name.startsWith(`${firewallName(region)}-own-`);
      const drops = isOwn && /^\s*(?:drop|reject)\b/m.test(groupOf(node).rulesSource?.rulesString ?? "");
      return [node.name, { region, text, drops }];
    }),
  );
}
