import type { Change } from "../graph/compare";
import { referencesIn, type GraphIndex, type ResourceNode } from "../graph/graph";
import { ofType, timed, TYPES, type Comparison, type Interruption } from "./comparison";
import { names as namesOf, SWITCHED, type NameRow } from "./dns";
import { DURATIONS, type Duration } from "./durations";
import type { Finding } from "./findings";
import { publicRecords } from "./summary";

/** Names on the internet; that of a consumer is told with the consumer. */
export function names(comparison: Comparison): Interruption[] {
  const { from, to } = comparison;
  const nameOf = (node: ResourceNode) => String(node.inputs["name"]);
  const after = new Set(publicRecords(to).map(nameOf));
  const former = new Map(publicRecords(from).map((node) => [node.name, node]));
  return ofType(comparison, TYPES.record, "replace", "delete").flatMap(({ name, order }): Interruption[] => {
    const node = former.get(name);
    if (!node) return [];
    const hostname = nameOf(node);
    const common = {
      rule: "name",
      severity: "outage" as const,
      who: `clients that look up ${hostname}`,
      resources: [name],
    };
    if (!after.has(hostname)) return [{ ...common, what: "the name is gone", ...timed(DURATIONS.forGood) }];
    if (order !== "delete-before-create") return [];
    return [{ ...common, what: "the record goes before its successor comes", ...timed(DURATIONS.alias) }];
  });
}

/** Where the records of a name are. */
interface Held {
  record: ResourceNode;
  /** The zone's resource, or its name where it is looked up. Two zones may have one name. */
  zone: string;
  /** The zone's name. */
  zoneName: string;
}

/** By hostname; those alone whose zone the graph tells. */
function heldNames(index: GraphIndex): Map<string, Held> {
  return new Map(
    publicRecords(index).flatMap((record): [string, Held][] => {
      const { name, zoneId } = record.inputs;
      const [zone] = referencesIn(zoneId);
      if (!zone) return [];
      return [[String(name), { record, zone: `${zone.kind}:${zone.name}`, zoneName: zoneNameOf(index, zoneId) }]];
    }),
  );
}

/** Names whose records go to another hosted zone: lookups are not led there at once, or not at all. */
export function movedNames(comparison: Comparison): Interruption[] {
  const after = heldNames(comparison.to);
  return [...heldNames(comparison.from)].flatMap(([hostname, was]): Interruption[] => {
    const is = after.get(hostname);
    if (!is || is.zone === was.zone) return [];
    const { what, duration } = moveOf(comparison, was, is);
    return [
      {
        rule: "name-zone",
        severity: "outage",
        who: `clients that look up ${hostname}`,
        what,
        ...timed(duration),
        resources: [was.record.name],
      },
    ];
  });
}

interface Move {
  what: string;
  duration: Duration;
}

function moveOf({ from, to }: Comparison, was: Held, is: Held): Move {
  const zoneOf = (index: GraphIndex, { record }: Held) => index.referred(record.inputs["zoneId"]);
  const [former, next] = [zoneOf(from, was), zoneOf(to, is)];
  const formerName = former && from.ofType(ZONE).find(({ name }) => name === former.name)?.name;
  const goes = formerName !== undefined && !to.ofType(ZONE).some(({ name }) => name === formerName);
  const comes = next !== undefined && !from.ofType(ZONE).some(({ name }) => name === next.name);
  const sameName = was.zoneName === is.zoneName;
  if (comes) return toNewZone(is, next, sameName, delegationOf(to, is.zoneName) !== undefined);
  if (goes) return fromDeletedZone(was, sameName, delegationOf(from, was.zoneName));
  return {
    what: `its records go from the zone ${was.zoneName} to another, ${is.zoneName}: see first that lookups are led there`,
    duration: DURATIONS.otherZone,
  };
}

const delegationOf = (index: GraphIndex, zone: string): ResourceNode | undefined =>
  recordsOf(index, "NS").find(({ inputs }) => inputs["name"] === zone);

function toNewZone({ zoneName }: Held, { name }: ResourceNode, sameName: boolean, delegated: boolean): Move {
  if (sameName)
    return {
      what:
        `its records go to a new zone ${zoneName}, which is another than the one of that name that lookups are led to: import that ` +
        `one instead of creating it (pulumi import ${ZONE} ${name} ZONE-ID, with --parent and --provider)`,
      duration: DURATIONS.undelegated,
    };
  return delegated
    ? {
        what: `its records go to the zone ${zoneName}, which is made and delegated with them, maybe before them`,
        duration: DURATIONS.noSuchName,
      }
    : {
        what: `its records go to a new zone ${zoneName}, which nobody delegates to yet: say dns.delegation, or leave them where they are`,
        duration: DURATIONS.undelegated,
      };
}

function fromDeletedZone({ zoneName }: Held, sameName: boolean, delegation: ResourceNode | undefined): Move {
  const what = `its records leave the zone ${zoneName}, which is deleted`;
  const ttl = delegation?.inputs["ttl"];
  return {
    what: `${what}${sameName ? ", and lookups are led to it: leave create: true" : ": lower delegation.ttlSeconds before"}`,
    duration:
      ttl === undefined || sameName
        ? DURATIONS.undelegated
        : {
            text: `${Number(ttl)} s, the time that the delegation to the deleted zone may be kept`,
            source: "dns.delegation.ttlSeconds",
          },
  };
}

/** How long what a name was answered with is used. An accelerator comes first wherever there is one. */
function keptAnswer({ accelerated, ttlSeconds }: NameRow): Duration {
  const stay = "open connections stay where they are";
  const { text, source } = DURATIONS.acceleratorAlias;
  if (accelerated) return { text: `${text}; ${stay}`, source };
  return {
    text: `${ttlSeconds ?? 60} s, the time that an answer may be kept; ${stay}`,
    source: ttlSeconds === undefined ? DURATIONS.alias.source : "dns.ttlSeconds",
  };
}

const regionsOf = ({ answers }: NameRow, which: (answer: NameRow["answers"][number]) => boolean): string[] => [
  ...new Set(answers.filter(which).map(({ region }) => region ?? "the accelerator")),
];

const policyOf = ({ accelerated, routing }: NameRow): string =>
  [...(accelerated ? ["the accelerator"] : []), ...(routing === undefined ? [] : [routing])].join(", then ");

/** Names that are answered with other regions, or otherwise. Whoever has an answer keeps it for a while, and nothing is refused meanwhile. */
export function changedAnswers({ from, to }: Comparison): Interruption[] {
  const after = new Map(namesOf(to.graph).map((row) => [row.hostname, row]));
  return namesOf(from.graph).flatMap((was): Interruption[] => {
    const is = after.get(was.hostname);
    const told = is ? differences(was, is) : [];
    if (told.length === 0) return [];
    // That what they lead to goes is told of the load balancer.
    return [
      {
        rule: "name-answers",
        severity: "none",
        who: `clients that look up ${was.hostname}`,
        what: told.join("; "),
        ...timed(keptAnswer(was)),
        resources: [was.record],
      },
    ];
  });
}

function differences(was: NameRow, is: NameRow): string[] {
  const [reached, reachable] = [regionsOf(was, () => true), regionsOf(is, () => true)];
  const [chosen, choosable] = [was, is].map((row) => regionsOf(row, ({ good }) => good)) as [string[], string[]];
  const gone = reached.filter((region) => !reachable.includes(region));
  const lost = chosen.filter((region) => reachable.includes(region) && !choosable.includes(region));
  const [before, now] = [policyOf(was), policyOf(is)];
  const obeys = !was.switched && is.switched;
  const obeyed = was.switched && !is.switched;
  return [
    ...(before === now ? [] : [`answers are chosen by ${now}, not by ${before}`]),
    ...(gone.length > 0 ? [`no answer leads to ${gone.join(" or ")} any more`] : []),
    ...(obeys ? ["a region whose switch is Off, as a new one is, is answered with no more while another's is On"] : []),
    ...(obeyed ? ["a region whose switch is Off is answered with again"] : []),
    ...(lost.length > 0 ? [`answers lead to ${lost.join(" or ")} only while others are not well`] : []),
    ...(before === now ? moved(was, is) : []),
  ];
}

/** Regions that are answered with as before, and to others than before: other shares, places or sizes. */
function moved(was: NameRow, is: NameRow): string[] {
  const [before, now] = [timesOf(was), timesOf(is)];
  return [...now].flatMap(([region, when]) => {
    const former = before.get(region);
    return former === undefined || former === when ? [] : [`new lookups go to ${region}: ${when} (${former} before)`];
  });
}

/** When each region is answered with while all is well, apart from switches. */
function timesOf({ answers }: NameRow): Map<string, string> {
  const found = new Map<string, string[]>();
  for (const { region = "the accelerator", when, good } of answers) {
    if (!good) continue;
    const parts = when.split(", ").filter((part) => part !== SWITCHED);
    found.set(region, [...(found.get(region) ?? []), parts.join(", ") || "always"]);
  }
  return new Map([...found].map(([region, times]) => [region, times.sort().join(" and ")]));
}

const CONTROL = "aws:route53recoverycontrol/routingControl:RoutingControl";

/** The switches that records obey, by the region that each takes out of the answers. */
function obeyedControls(index: GraphIndex): Map<string, ResourceNode> {
  const found = index.ofType(TYPES.record).flatMap(({ inputs }): [string, ResourceNode][] => {
    const check = index.referred(inputs["healthCheckId"]);
    const control = index.referred(check?.inputs["routingControlArn"]);
    // Its logical name says which region it is of: components/routingControls.ts.
    return control?.type === CONTROL ? [[control.name.split("-control-").at(-1) ?? "", control]] : [];
  });
  return new Map(found);
}

/**
 * A new switch is Off. A region that clients are sent to, and that obeyed none or another, would be out of the answers at once; and one
 * that people have taken out by the former switch would be back where all are new.
 * Source: docs.aws.amazon.com/r53recovery/latest/dg/getting-started-cli-routing.control-state.html
 */
export function newSwitches({ from, to, changes }: Comparison): string[] {
  const reached = new Set(namesOf(from.graph).flatMap(({ answers }) => answers.map(({ region }) => region)));
  const found = [...obeyedControls(to)].filter(
    ([region, { name }]) => reached.has(region) && isNewControl(changes.get(`${CONTROL} ${name}`)),
  );
  if (found.length === 0) return [];
  return [
    `${found.map(([, { name }]) => name).join(", ")} would be new, and so Off, while names obey them: update with ` +
      "dns.routingControls.use: false first, set them On by hand (aws route53-recovery-cluster update-routing-control-state), and let " +
      "use: true be the next update",
  ];
}

/** A control stays in the cluster and the panel that it was made in: of others, it is another. */
const isNewControl = (change: Change | undefined): boolean =>
  change !== undefined &&
  (["create", "replace"].includes(change.action) ||
    change.inputs.some(({ path }) => path === "clusterArn" || path === "controlPanelArn"));

/** That the health of a region is not all that decides. */
export function obeyedSwitches(index: GraphIndex): Finding[] {
  const controls = obeyedControls(index);
  if (controls.size === 0) return [];
  return [
    {
      severity: "note",
      rule: "obeyed-switches",
      text: "The names obey switches: a region whose switch is Off, as a new one is, is out of the answers while another's is On.",
      fix: "Look at them before an update, and set that of a new region On (aws route53-recovery-cluster get-routing-control-state).",
      resources: [...controls.values()].map(({ name }) => name),
    },
  ];
}

const SIGNING = "aws:route53/hostedZoneDnsSec:HostedZoneDnsSec";
const ZONE = "aws:route53/zone:Zone";
const DISABLING = "docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec-disable.html";
const ENABLING = "docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec-enable-signing.html";

const zoneNameOf = (index: GraphIndex, zoneId: unknown): string => {
  const node = index.referred(zoneId);
  return textOf(node?.inputs["name"]) || (/HostedZone:(.*)\.zoneId/.exec(textOf(zoneId))?.[1] ?? "");
};

const recordsOf = (index: GraphIndex, type: string): ResourceNode[] =>
  index.ofType(TYPES.record).filter(({ inputs }) => inputs["type"] === type);

/** The zones of a stack that are signed, by name, with the resource that signs each. */
const signedZones = (index: GraphIndex): Map<string, ResourceNode> =>
  new Map(index.ofType(SIGNING).map((node) => [zoneNameOf(index, zoneIdOf(index, node)), node]));

/** Of its zone it knows by its key. */
const zoneIdOf = (index: GraphIndex, { inputs }: ResourceNode): unknown => {
  const zoneId = inputs["hostedZoneId"];
  return index.referred(zoneId)?.inputs["hostedZoneId"] ?? zoneId;
};

/** Signatures that come or go while others still have it otherwise. */
export function signatures({ from, to }: Comparison): Interruption[] {
  const [before, after] = [signedZones(from), signedZones(to)];
  const published = (index: GraphIndex, zone: string) =>
    recordsOf(index, "DS").find(({ inputs }) => inputs["name"] === zone);
  const ended = [...before].flatMap(([zone, node]) =>
    after.has(zone) ? [] : [endedSignatures(zone, node, published(from, zone))],
  );
  const begun = [...after].flatMap(([zone, node]) =>
    before.has(zone) || !published(to, zone) || !hasZone(from, zone) ? [] : [begunSignatures(zone, node)],
  );
  return [...ended, ...begun];
}

const hasZone = (index: GraphIndex, zone: string): boolean =>
  index.ofType(ZONE).some(({ inputs }) => inputs["name"] === zone);

function endedSignatures(zone: string, node: ResourceNode, ds: ResourceNode | undefined): Interruption {
  const common = { rule: "dnssec", who: `clients whose resolvers check signatures of ${zone}`, resources: [node.name] };
  if (ds)
    return {
      ...common,
      severity: "outage",
      what: "the signatures end while the DS record is still kept by others: set publish: false first, and wait",
      ...timed({ text: `${String(ds.inputs["ttl"])} s, the time that the DS record may be kept`, source: DISABLING }),
      resources: [node.name, ds.name],
    };
  return {
    ...common,
    severity: "none",
    what: "the signatures end: look first that the parent zone has no DS record, and has had none for that record's time to live",
    ...timed({ text: "none, once that is so", source: DISABLING }),
  };
}

const begunSignatures = (zone: string, node: ResourceNode): Interruption => ({
  rule: "dnssec",
  severity: "outage",
  who: `clients whose resolvers check signatures of ${zone}`,
  what: "the DS record comes while answers without signatures are still kept: sign first, and set publish: true later",
  ...timed({ text: "the longest time that a record of the zone may be kept", source: ENABLING }),
  resources: [node.name],
});

/** Zones that the zone above them leads to no more, or to name servers that are not theirs. */
export function delegations(comparison: Comparison): Interruption[] {
  const { from, to } = comparison;
  const outage = (zone: string, what: string, duration: Duration, resource: string): Interruption => ({
    rule: "delegation",
    severity: "outage",
    who: `clients that look up a name in ${zone}`,
    what,
    ...timed(duration),
    resources: [resource],
  });
  const delegated = new Map(recordsOf(from, "NS").map((node) => [node.name, node]));
  const undone = ofType(comparison, TYPES.record, "delete").flatMap(({ name }) => {
    const node = delegated.get(name);
    const zone = textOf(node?.inputs["name"]);
    return node && hasZone(to, zone) ? [outage(zone, "its delegation is gone", DURATIONS.forGood, name)] : [];
  });
  const anew = ofType(comparison, ZONE, "replace").flatMap(({ name }) => {
    const node = from.ofType(ZONE).find((each) => each.name === name && each.inputs["vpcs"] === undefined);
    const until = {
      text: "until the parent zone's delegation to the former one is changed and forgotten",
      source: DISABLING,
    };
    return node
      ? [outage(textOf(node.inputs["name"]), "the zone is another, with other name servers", until, name)]
      : [];
  });
  return [...undone, ...anew];
}

/** Names inside the VPC that go, or come to mean something else. One that goes with its backend is wanted so. */
function privateName(comparison: Comparison, { name, action }: Change): Interruption {
  const { from, to } = comparison;
  const node = from.ofType(TYPES.discovery).find((each) => each.name === name);
  const zone = from.referred(node?.inputs["namespaceId"])?.inputs["name"];
  return {
    rule: "private-name",
    severity: to.ofType(TYPES.discovery).length > 0 ? "outage" : "brief",
    who: `whoever looks up ${textOf(node?.inputs["name"])}.${textOf(zone)} inside the VPC`,
    what: action === "delete" ? "the name is gone" : "the name goes before its successor comes",
    ...timed(action === "delete" ? DURATIONS.forGood : DURATIONS.registration),
    resources: [name],
  };
}

export const privateNames = (comparison: Comparison): Interruption[] =>
  ofType(comparison, TYPES.discovery, "replace", "delete").map((change) => privateName(comparison, change));

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
