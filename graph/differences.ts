import { isDeepStrictEqual } from "node:util";

/**
 * What happens to an input: it was not there and is, or the reverse; or it has another value. Of a collection (a list, a
 * set, a map) `added`, `removed` and `changed` speak of an element beside others; `first` and `last` of its coming from nothing or
 * going to nothing.
 */
export type ChangeKind = "added" | "removed" | "changed" | "first" | "last";

/** One place where two values differ. */
export interface Difference {
  /** `healthCheck.interval`; places in lists are left out: `forward.targetGroups.weight`. */
  path: string;
  /**
   * It was not there and is, it is no longer there, or it is another. Of a list, elements came beside others, went, or were changed;
   * `first` and `last` speak of a list that had none before, or has none after.
   */
  change: ChangeKind;
  before?: unknown;
  after?: unknown;
}

type PlainObject = Record<string, unknown>;

const isMapping = (value: unknown): value is PlainObject =>
  value !== null && typeof value === "object" && !Array.isArray(value);

const joinPath = (path: string, key: string): string => (path === "" ? key : `${path}.${key}`);

/** Where two mappings differ, as deep as they have the same shape, sorted by path. A value of undefined is none. */
export function differences(before: PlainObject, after: PlainObject, path = ""): Difference[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key) => valueDifferences(before[key], after[key], joinPath(path, key)));
}

function valueDifferences(before: unknown, after: unknown, path: string): Difference[] {
  if (isDeepStrictEqual(before, after)) return [];
  // A list that is not given is one without elements.
  const [left, right] = [before ?? [], after ?? []];
  if (Array.isArray(left) && Array.isArray(right)) return listDifference(left, right, path);
  if (before === undefined) return [{ path, change: "added", after }];
  if (after === undefined) return [{ path, change: "removed", before }];
  if (isMapping(before) && isMapping(after)) return differences(before, after, path);
  return [{ path, change: "changed", before, after }];
}

/** What stands in both lists is taken out. What is left on one side came or went; as many on both sides were changed. */
function listDifference(before: readonly unknown[], after: readonly unknown[], path: string): Difference[] {
  if (before.length === 0 && after.length === 0) return [];
  if (before.length === 0) return [{ path, change: "first", after }];
  if (after.length === 0) return [{ path, change: "last", before }];
  const left = elementsNotIn(before, after);
  const right = elementsNotIn(after, before);
  // The same elements in another order.
  if (left.length === 0 && right.length === 0) return [{ path, change: "changed", before, after }];
  if (left.length === 0) return [{ path, change: "added", after: right }];
  if (right.length === 0) return [{ path, change: "removed", before: left }];
  if (left.length !== right.length || ![...left, ...right].every(isMapping))
    return [{ path, change: "changed", before: left, after: right }];
  const inner = left.flatMap((each, index) => differences(each as PlainObject, right[index] as PlainObject, path));
  return [...new Map(inner.map((each) => [`${each.path} ${each.change}`, each])).values()];
}

/** The elements of one list that the other has not, counting repetitions. */
function elementsNotIn(list: readonly unknown[], other: readonly unknown[]): unknown[] {
  const rest = [...other];
  return list.filter((each) => {
    const at = rest.findIndex((candidate) => isDeepStrictEqual(candidate, each));
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

/** Every text, number and so on in a value, with the path it has in differences. */
export function leaves(value: unknown, path = ""): { path: string; value: unknown }[] {
  if (Array.isArray(value)) return value.flatMap((each) => leaves(each, path));
  if (isMapping(value)) return Object.entries(value).flatMap(([key, each]) => leaves(each, joinPath(path, key)));
  return value === undefined ? [] : [{ path, value }];
}
