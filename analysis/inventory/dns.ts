import { type Graph, GraphIndex, type ResourceNode } from "../../graph/graph";
import { CONTINENTS, EVERYWHERE, type Geolocation } from "../../plan/dns/geolocations";
import type { Routing } from "../../plan/dns/routing";
import { privateNameRecords, privateRecords, publicRecords, serviceRecords } from "./dnsRecords";
import { TYPES } from "./resourceTypes";

/** Something that a name is answered with. */
export interface NameAnswer {
  /** Undefined for an accelerator, which is in all regions. */
  region?: string;
  /** Logical names of load balancers, addresses, or an accelerator. */
  leadsTo: string[];
  /** When: `while it is well`, `45 % of the answers`. */
  when: string;
  /** What it takes to be healthy: `1 of 3 addresses`. Undefined: its targets alone decide. */
  well?: string;
  /** Whether it is answered with while all is healthy. */
  good: boolean;
}

/** A name, and what it is answered with. */
export interface NameRow {
  hostname: string;
  /** How it chooses, past an accelerator. Undefined where it leads to an accelerator alone. */
  routing?: Routing;
  /** Whether an accelerator comes first. */
  accelerated: boolean;
  /** Whether people can take regions out of the answers. */
  switched: boolean;
  answers: NameAnswer[];
  /** Logical name of the record that has the name. */
  record: string;
  /** Seconds, where its records say so; else an alias has the time to live of what it leads to. */
  ttlSeconds?: number;
  /** It is in a private zone, and leads to internal load balancers. */
  private?: true;
}

const ACCELERATOR = "aws:globalaccelerator/accelerator:Accelerator";
/** The names of a stack, read from their records: the public ones, then those in private zones. */
export function names(graph: Graph): NameRow[] {
  const index = GraphIndex.of(graph);
  const rows = (roots: readonly ResourceNode[], records: readonly ResourceNode[]): NameRow[] => {
    const seen = new Set<string>();
    return roots.flatMap((root) => {
      const hostname = String(root.inputs["name"]);
      if (root.inputs["type"] === "AAAA" || seen.has(hostname)) return [];
      seen.add(hostname);
      return [nameRow(new RecordTree(index, records), root, hostname)];
    });
  };
  return [
    ...rows(publicRecords(index), serviceRecords(index)),
    ...rows(privateNameRecords(index), privateRecords(index)).map((row): NameRow => ({ ...row, private: true })),
  ];
}

function nameRow(tree: RecordTree, root: ResourceNode, hostname: string): NameRow {
  const answers = mergeAnswers(tree.answers(tree.recordSet(root), { when: [], good: true }));
  const ttl = tree.ttls[0];
  const leadsToRegion = answers.some(({ region }) => region !== undefined);
  return {
    hostname,
    ...(leadsToRegion && { routing: tree.policies[0] ?? "simple" }),
    accelerated: answers.some(({ region }) => region === undefined),
    switched: answers.some(({ when }) => when.includes(ROUTING_CONTROL_ON)),
    answers,
    record: root.name,
    ...(ttl !== undefined && { ttlSeconds: ttl }),
  };
}

/** Answers that differ in nothing but where they lead: the addresses of a region, the locations of one. */
function mergeAnswers(answers: readonly NameAnswer[]): NameAnswer[] {
  const found = new Map<string, NameAnswer>();
  for (const answer of answers) {
    const { region = "", when, well = "", good } = answer;
    const key = JSON.stringify([region, when, well, good]);
    const other = found.get(key);
    if (other) other.leadsTo = [...new Set([...other.leadsTo, ...answer.leadsTo])];
    else found.set(key, { ...answer });
  }
  return [...found.values()];
}

/** Said of a region that is answered with only as people want. */
export const ROUTING_CONTROL_ON = "while its switch is On";

type Inputs = Readonly<Record<string, unknown>>;

interface Alias {
  name?: unknown;
  zoneId?: unknown;
}

const aliasOf = ({ inputs }: ResourceNode): Alias | undefined => (inputs["aliases"] as Alias[] | undefined)?.[0];

/** When the records above lead to this one. */
interface Condition {
  when: readonly string[];
  good: boolean;
}

/** Follows the records of one name down to what they lead to. */
class RecordTree {
  /** The policies above the answers, the highest first. A pair that has an accelerator first is none. */
  readonly policies: Routing[] = [];
  readonly ttls: number[] = [];

  constructor(
    private readonly index: GraphIndex,
    private readonly records: readonly ResourceNode[],
  ) {}

  /** The records of the same name and type in the same zone. */
  recordSet({ inputs }: ResourceNode): ResourceNode[] {
    return this.recordsNamed(inputs["name"], inputs["zoneId"], inputs["type"]);
  }

  answers(group: readonly ResourceNode[], condition: Condition): NameAnswer[] {
    const [first] = group;
    if (!first) return [];
    const policy = policyOf(first.inputs);
    const leadsToAccelerator = group.some((record) => this.targetOf(record)?.type === ACCELERATOR);
    // A lone record with a weight holds the health of a region below its routing control.
    const chooses = policy !== "simple" && (policy !== "weighted" || group.length > 1);
    if (!leadsToAccelerator && chooses) this.policies.push(policy);
    const choices = group.map((record) => ({ record, ...choiceOf(record.inputs, policy, group) }));
    return choices.flatMap(({ record, when, good }) =>
      this.answersOf(record, {
        when: [...condition.when, ...(when === "" ? [] : [when])],
        good: condition.good && good,
      }),
    );
  }

  private answersOf(record: ResourceNode, condition: Condition): NameAnswer[] {
    const alias = aliasOf(record);
    const below = alias ? this.recordsNamed(alias.name, alias.zoneId, record.inputs["type"]) : [];
    const switched = this.routingControlOf(record);
    const when = [...condition.when, ...(switched === undefined ? [] : [switched])];
    if (below.length > 0) return this.answers(below, { ...condition, when });
    const target = this.targetOf(record);
    if (!target) return [];
    if (typeof record.inputs["ttl"] === "number") this.ttls.push(record.inputs["ttl"]);
    const region = target.type === ACCELERATOR ? undefined : this.index.regionOf(target);
    const well = this.healthOf(record);
    return [
      {
        ...(region !== undefined && { region }),
        leadsTo: [target.name],
        when: when.join(", ") || "always",
        ...(well !== undefined && { well }),
        good: condition.good,
      },
    ];
  }

  /** A load balancer, an accelerator or an address. */
  private targetOf(record: ResourceNode): ResourceNode | undefined {
    return this.index.resolve(aliasOf(record)?.name ?? record.inputs["records"]);
  }

  private recordsNamed(name: unknown, zoneId: unknown, type: unknown): ResourceNode[] {
    return this.records.filter(
      ({ inputs }) => inputs["name"] === name && inputs["zoneId"] === zoneId && inputs["type"] === type,
    );
  }

  private healthCheckOf({ inputs }: ResourceNode): Inputs | undefined {
    return this.index.resolve(inputs["healthCheckId"])?.inputs;
  }

  private routingControlOf(record: ResourceNode): string | undefined {
    return this.healthCheckOf(record)?.["type"] === "RECOVERY_CONTROL" ? ROUTING_CONTROL_ON : undefined;
  }

  private healthOf(record: ResourceNode): string | undefined {
    const check = this.healthCheckOf(record);
    if (!check || check["type"] === "RECOVERY_CONTROL") return undefined;
    if (check["type"] !== "CALCULATED") return "each by itself";
    const target = this.targetOf(record)?.type;
    if (target === ACCELERATOR) return "an address and a region";
    const children = (check["childHealthchecks"] ?? []) as unknown[];
    const ofZones = children.filter(
      (child) => this.index.resolve(child)?.inputs["type"] === "CLOUDWATCH_METRIC",
    ).length;
    if (target === TYPES.eip) return "each by itself, and its zone";
    // Where zones count, too, the threshold is above all of them (see plan/dns/zoneHealth.ts).
    const least = Number(check["childHealthThreshold"]) - ofZones;
    return `${least} of ${children.length - ofZones} ${ofZones > 0 ? "zones" : "addresses"}`;
  }
}

/** Which input says which policy. */
const POLICIES: Readonly<Record<string, Routing>> = {
  failoverRoutingPolicies: "failover",
  latencyRoutingPolicies: "latency",
  weightedRoutingPolicies: "weighted",
  geolocationRoutingPolicies: "geolocation",
  geoproximityRoutingPolicy: "geoproximity",
  multivalueAnswerRoutingPolicy: "multivalue",
};

const policyOf = (inputs: Inputs): Routing =>
  Object.entries(POLICIES).find(([key]) => inputs[key] !== undefined)?.[1] ?? "simple";

interface Choice {
  when: string;
  good: boolean;
}

/** When a record is chosen from its group. A lone one has no choice, but may be the first of several. */
function choiceOf(inputs: Inputs, policy: Routing, group: readonly ResourceNode[]): Choice {
  const alone = group.length === 1;
  switch (policy) {
    case "failover":
      return isPrimary(inputs) ? { when: "while it is well", good: true } : { when: "else", good: false };
    case "weighted":
      return alone ? { when: "", good: true } : weightedChoice(inputs, group);
    case "geolocation":
      return { when: `for ${placeOf(inputs)}`, good: true };
    case "geoproximity":
      return { when: `where it is near${biasOf(inputs)}`, good: true };
    case "latency":
      return { when: alone ? "" : "where it is the nearest", good: true };
    case "multivalue":
      return { when: "up to eight of all addresses", good: true };
    case "simple":
      return { when: "", good: true };
  }
}

const firstOf = (inputs: Inputs, key: string): Inputs => ((inputs[key] ?? []) as Inputs[])[0] ?? {};

const isPrimary = (inputs: Inputs): boolean => firstOf(inputs, "failoverRoutingPolicies")["type"] === "PRIMARY";

const weightOf = ({ inputs }: { inputs: Inputs }): number =>
  Number(firstOf(inputs, "weightedRoutingPolicies")["weight"] ?? 0);

function weightedChoice(inputs: Inputs, group: readonly ResourceNode[]): Choice {
  const weight = weightOf({ inputs });
  const all = group.reduce((sum, record) => sum + weightOf(record), 0);
  if (weight === 0) return { when: "while no other is well", good: false };
  return { when: `${Math.round((weight / all) * 100)} % of the answers`, good: true };
}

function placeOf(inputs: Inputs): string {
  const { continent, country, subdivision } = firstOf(inputs, "geolocationRoutingPolicies") as Geolocation;
  if (continent !== undefined)
    return Object.entries(CONTINENTS).find(([, code]) => code === continent)?.[0] ?? continent;
  if (country === EVERYWHERE) return "everywhere else";
  return [country, subdivision].filter((part) => part !== undefined).join("-");
}

function biasOf(inputs: Inputs): string {
  const bias = Number((inputs["geoproximityRoutingPolicy"] as Inputs | undefined)?.["bias"] ?? 0);
  return bias === 0 ? "" : `, bias ${bias > 0 ? "+" : ""}${bias}`;
}
