import type { ChangeKind } from "../../graph/differences";
import { type Property, resourceMapping } from "../../graph/terraform/mappingTable";
import { alternatives, sameValue, valuesFor } from "./candidateValues";
import { ABSENT, propertyAt, valueAt, withValueAt } from "./propertyPaths";
import { type Inputs, pathsOf, variantsOf } from "./recordedInputs";

/** A property of a type, with values that the provider may take for it in one of the type's recorded forms. */
export interface Topic {
  type: string;
  path: string;
  property: Property;
  /** Recorded forms of the type, those first that have the property; more may come while it is tried. */
  variants: Inputs[];
  /** Of the property in the first form; ABSENT where no form has it. */
  current: unknown;
  /** To be tried. */
  values: readonly unknown[];
}

/** One resource before and after a change. */
export interface Transition {
  before: Inputs;
  after: Inputs;
}

/** Every recorded path of a type, and all arguments at its top that can be given. */
export function topicsOf(type: string, recorded: readonly Inputs[]): Topic[] {
  const { properties } = resourceMapping(type);
  const variants = variantsOf(type, recorded);
  const given = new Set(variants.flatMap((inputs) => pathsOf(inputs, properties)));
  const open = Object.keys(properties).filter((key) => !given.has(key) && properties[key]?.use !== "computed");
  const topics = [...given].map((path) => recordedTopic(type, path, variants, recorded));
  return [...topics, ...open.map((path) => unrecordedTopic(type, path, variants))].sort((one, other) =>
    one.path < other.path ? -1 : 1,
  );
}

function mappedProperty(type: string, path: string): Property {
  const property = propertyAt(resourceMapping(type).properties, path);
  if (!property) throw new Error(`${type} has no ${path}`);
  return property;
}

function recordedTopic(type: string, path: string, all: readonly Inputs[], recorded: readonly Inputs[]): Topic {
  const property = mappedProperty(type, path);
  const has = (inputs: Inputs) => valueAt(inputs, path) !== ABSENT;
  const variants = [...all.filter(has), ...all.filter((inputs) => !has(inputs))];
  const current = valueAt(variants[0], path);
  const others = recorded.map((inputs) => valueAt(inputs, path)).filter((each) => each !== ABSENT);
  const name = path.split(".").at(-1) ?? path;
  const leafless = property.type === "object" && property.many === undefined;
  const values = leafless ? [] : alternatives(name, property, current, others);
  return { type, path, property, variants, current, values: [current, ABSENT, ...values, ...emptied(property)] };
}

function unrecordedTopic(type: string, path: string, variants: readonly Inputs[]): Topic {
  const property = mappedProperty(type, path);
  const values = valuesFor(path, property);
  return {
    type,
    path,
    property,
    variants: [...variants],
    current: ABSENT,
    values: [ABSENT, ...values, ...emptied(property)],
  };
}

const emptied = ({ many }: Property): unknown[] => (many === undefined ? [] : [[]]);

/** Before and after, of each kind of change, the likeliest to be taken first. `accepted` are the values that can be made. */
export function transitionsOf(
  { path, property }: Topic,
  base: Inputs,
  accepted: readonly unknown[],
): Map<ChangeKind, Transition[]> {
  const pairs = accepted.flatMap((from) => accepted.map((to) => [from, to] as const));
  const steps = new Map<ChangeKind, Transition[]>();
  for (const [from, to] of pairs) {
    const change = changeKindOf(property, from, to);
    if (!change || (property.use === "required" && (from === ABSENT || to === ABSENT))) continue;
    const step = { before: withValueAt(base, path, from) as Inputs, after: withValueAt(base, path, to) as Inputs };
    steps.set(change, [...(steps.get(change) ?? []), step]);
  }
  // What AWS fills where nothing is said stays where it is no longer said; only an empty list takes it away.
  const empties = ({ before, after }: Transition) =>
    [before, after].some((each) => sizeOf(valueAt(each, path)) === 0 && valueAt(each, path) !== ABSENT);
  for (const change of ["first", "last"] as const) {
    const [empty, absent] = partition(steps.get(change) ?? [], empties);
    if (steps.has(change)) steps.set(change, [...empty, ...absent]);
  }
  return steps;
}

/** What passes a test, and what does not. */
export function partition<T>(all: readonly T[], test: (each: T) => boolean): [T[], T[]] {
  return [all.filter(test), all.filter((each) => !test(each))];
}

/** The changes that can happen to a property. */
export function changeKindsOf({ use, many, type }: Property): ChangeKind[] {
  const whole: ChangeKind[] =
    use === "required" ? [] : many !== undefined || type === "map" ? ["first", "last"] : ["added", "removed"];
  const inner: ChangeKind[] = many !== undefined || type === "map" ? ["added", "removed", "changed"] : ["changed"];
  return [...inner, ...whole].sort();
}

/** Undefined where nothing changes, or more than one thing. An empty collection is like none. */
function changeKindOf(property: Property, from: unknown, to: unknown): ChangeKind | undefined {
  if (sameValue(from, to)) return undefined;
  const collection = property.many !== undefined || property.type === "map";
  const [before, after] = [sizeOf(from), sizeOf(to)];
  if (!collection) {
    if (from === ABSENT) return "added";
    return to === ABSENT ? "removed" : "changed";
  }
  if (before === 0 && after === 0) return undefined;
  if (before === 0) return "first";
  if (after === 0) return "last";
  const [old, fresh] = [partsOf(from), partsOf(to)];
  const lost = old.filter((each) => !fresh.includes(each)).length;
  const won = fresh.filter((each) => !old.includes(each)).length;
  if (lost === 0 && won === 1) return "added";
  if (lost === 1 && won === 0) return "removed";
  return lost === 1 && won === 1 ? "changed" : undefined;
}

function partsOf(value: unknown): string[] {
  if (value === ABSENT || value === null || typeof value !== "object") return [];
  const parts: unknown[] = Array.isArray(value) ? value : Object.entries(value);
  return parts.map((each) => JSON.stringify(each));
}

const sizeOf = (value: unknown): number => partsOf(value).length;
