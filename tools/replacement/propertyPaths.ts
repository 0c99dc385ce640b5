import type { Properties, Property } from "../../graph/terraform/mappingTable";

/** Stands for a property that is not given. */
export const ABSENT = Symbol("absent");

/** The property at a path, through objects and lists of them. */
export function propertyAt(properties: Properties, path: string): Property | undefined {
  const [step = "", ...rest] = path.split(".");
  const property = properties[step];
  return rest.length === 0 || !property ? property : propertyAt(property.properties ?? {}, rest.join("."));
}

/** The value at a path; of lists, in the first element that has it. */
export function valueAt(value: unknown, path: string): unknown {
  if (path === "") return value;
  if (Array.isArray(value)) return valueAt(value[placeOf(value, path)], path);
  const [step = "", ...rest] = path.split(".");
  if (typeof value !== "object" || value === null || !(step in value)) return ABSENT;
  return valueAt((value as Record<string, unknown>)[step], rest.join("."));
}

function placeOf(list: readonly unknown[], path: string): number {
  return Math.max(
    0,
    list.findIndex((each) => valueAt(each, path) !== ABSENT),
  );
}

/** A copy with another value at a path, in the same place that `valueAt` reads; ABSENT takes the property out. */
export function withValueAt(value: unknown, path: string, to: unknown): unknown {
  if (path === "") return to;
  if (Array.isArray(value)) {
    const place = placeOf(value, path);
    return value.map((each, index) => (index === place ? withValueAt(each, path, to) : (each as unknown)));
  }
  const [step = "", ...rest] = path.split(".");
  const { [step]: before, ...others } = (value ?? {}) as Record<string, unknown>;
  const after = withValueAt(before ?? {}, rest.join("."), to);
  return after === ABSENT ? others : { ...others, [step]: after };
}
