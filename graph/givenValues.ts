import { type ResourceNode, formatReference, kindOf } from "./graph";
import { offlineOutputs } from "./offlineOutputs";

type Outputs = Readonly<Record<string, unknown>>;

/** A value that a resource gives to others, and the references that stand for it: an id is often an ARN or a name, too. */
interface GivenValue {
  references: string[];
  /** Whether the value tells by itself where it comes from. A version or a state does not: a key must ask for it. */
  telling: boolean;
}

/** A resource that others have values of. */
export class Giver {
  readonly kind: string;
  /** To its id. */
  readonly reference: string;
  private found?: ReadonlyMap<string, GivenValue>;

  /**
   * @param outputs what came of it; null is not known.
   * @param offline what the offline plan has in their places, where it has references there. Asked for once a value is looked for.
   */
  constructor(
    { type, name }: ResourceNode,
    private readonly outputs: Outputs,
    private readonly offline: () => Outputs,
  ) {
    this.kind = kindOf(type);
    this.reference = formatReference({ kind: this.kind, name, property: "id" });
  }

  /** The reference for a value that is all from here; undefined for any other. */
  referenceTo(value: string, key: string): string | undefined {
    const { references, telling } = this.given.get(value) ?? NOT_GIVEN;
    const fitting = references.map((reference) => ({ reference, by: fitness(key, reference) }));
    const best = fitting.reduce((one, other) => (other.by > one.by ? other : one), { reference: references[0], by: 0 });
    return telling || best.by > 0 ? best.reference : undefined;
  }

  /** Values that are known wherever they stand within a text, with their references. */
  *telling(): Iterable<[string, string]> {
    for (const [value, { references, telling }] of this.given)
      if (telling && references[0] !== undefined) yield [value, references[0]];
  }

  private get given(): ReadonlyMap<string, GivenValue> {
    this.found ??= valuesGiven(this.offline(), this.outputs);
    return this.found;
  }
}

const NOT_GIVEN: GivenValue = { references: [], telling: false };

/** What the offline plan has as the outputs of a resource. Of a type that it does not know: all that it was not asked to be. */
export function referencesTo(node: ResourceNode, outputs: Outputs): Outputs {
  const reference = (property: string) => formatReference({ kind: kindOf(node.type), name: node.name, property });
  const own = Object.keys(outputs).filter((key) => NAMING.has(key) || !(key in node.inputs));
  return {
    ...(offlineOutputs(node, () => undefined) ??
      Object.fromEntries(own.map((key) => [key, referencesLike(outputs[key], key, reference)]))),
    // Last, as an id is often a name or an ARN too, and those say more.
    id: reference("id"),
  };
}

/** Outputs that may stand among the inputs too, as the provider makes names up. */
const NAMING: ReadonlySet<string> = new Set(["arn", "id", "name"]);

/** References in place of all values, with the paths that they are named by: `dnsEntries_0_dnsName`. */
function referencesLike(value: unknown, path: string, reference: (property: string) => string): unknown {
  if (value === null || typeof value !== "object") return reference(path);
  const parts = Object.entries(value).map(([key, each]) => [key, referencesLike(each, `${path}_${key}`, reference)]);
  return Object.fromEntries(parts);
}

function valuesGiven(offline: Outputs, outputs: Outputs): Map<string, GivenValue> {
  const found = new Map<string, GivenValue>();
  for (const [value, reference] of valuesBeside(offline, outputs)) {
    const telling = value.length >= LEAST_LENGTH && !/^\d+$/.test(value);
    found.set(value, { references: [...(found.get(value)?.references ?? []), reference], telling });
  }
  return found;
}

/** Of a name or an id that is known wherever it stands. */
const LEAST_LENGTH = 8;

/** Each value that is known, beside what the offline plan has for it. */
function* valuesBeside(offline: unknown, actual: unknown): Iterable<[string, string]> {
  if (typeof offline === "string") {
    if (offline.includes("${") && (typeof actual === "string" || typeof actual === "number") && actual !== "")
      yield [String(actual), offline];
    return;
  }
  if (offline === null || typeof offline !== "object" || actual === null || typeof actual !== "object") return;
  for (const [key, each] of Object.entries(offline)) yield* valuesBeside(each, (actual as Outputs)[key]);
}

/** How much a key asks for what a reference gives, in characters: `version` for `latestVersion`, `loadBalancerArn` for `arn`. */
function fitness(key: string, reference: string): number {
  const asking = key.replace(/s$/, "").toLowerCase();
  const asked = /\.(\w+)\}$/.exec(reference)?.[1]?.toLowerCase() ?? "";
  return asking.endsWith(asked) || asked.endsWith(asking) ? Math.min(asking.length, asked.length) : 0;
}
