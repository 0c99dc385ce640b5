import type { Path } from "./mistakes";

/** What stands at a place of what was read; undefined where nothing does. */
export function valueAt(raw: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      value === null || typeof value !== "object" ? undefined : (value as Record<string | number, unknown>)[part],
    raw,
  );
}
