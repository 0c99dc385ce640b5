import type { Path } from "../mistakes";
import { valueAt } from "../valueAt";
import { type SchemaNode, alternativesOf, kindConstant, schemaAt } from "./schemaNodes";

/** How to add what is missing: the kind that has the keys which are there, or one as in an example. */
export function missingFix(path: Path, raw: unknown, root: SchemaNode): string {
  const kind = path.at(-1) === "kind" ? kindOf(path.slice(0, -1), raw, root) : undefined;
  if (kind !== undefined) return `add kind: ${kind}`;
  const node = schemaAt(root, path, raw);
  const example = node?.examples?.[0] ?? node?.items?.examples?.slice(0, 1);
  if (example === undefined) return "add it";
  return `add it, such as ${typeof example === "string" ? example : JSON.stringify(example)}`;
}

/** The one kind that has all keys of a mapping. */
function kindOf(path: Path, raw: unknown, root: SchemaNode): string | undefined {
  const keys = Object.keys(valueAt(raw, path) ?? {});
  const fitting = (alternativesOf(schemaAt(root, path, raw)) ?? []).filter(({ properties = {} }) =>
    keys.every((key) => key in properties),
  );
  return keys.length > 0 && fitting.length === 1 ? String(kindConstant(fitting[0])) : undefined;
}
