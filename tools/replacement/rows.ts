import type { EffectRow, TypeEffects } from "../../graph/terraform/replacementTable";
import type { ProbeResult } from "./prober";

/** The findings about one type, as the table has them. */
export function typeEffectsOf(results: readonly ProbeResult[]): TypeEffects {
  const paths = [...new Set(results.map(({ topic }) => topic.path))].sort();
  const inputs: Record<string, EffectRow> = {};
  const unknown: Record<string, string> = {};
  for (const path of paths) {
    const own = results
      .filter(({ topic }) => topic.path === path)
      .sort((one, other) => (one.change < other.change ? -1 : 1));
    const open = own.filter(({ effect }) => effect === "unknown");
    // That nothing happens when it goes says nothing where nothing else is known to happen either.
    const idle = open.length > 0 && own.every(({ effect, kept }) => effect === "unknown" || kept);
    const known = idle ? [] : own.filter(({ effect }) => effect !== "unknown");
    if (known.length > 0) inputs[path] = effectRow(known, open.length === 0);
    for (const { change, why = "" } of open) unknown[known.length > 0 ? `${path} ${change}` : path] = why;
  }
  return { inputs, recomputed: recomputedOf(results), unknown };
}

/** One word where all that can happen to the input has the same effect. */
function effectRow(known: readonly ProbeResult[], complete: boolean): EffectRow {
  const effects = new Set(known.map(({ effect }) => effect));
  const [only] = effects;
  if (complete && effects.size === 1 && only !== undefined && only !== "unknown") return only;
  return Object.fromEntries(known.map(({ change, effect }) => [change, effect]));
}

/** By attribute, the inputs whose update changes it; `*` where every one in the table does. */
function recomputedOf(results: readonly ProbeResult[]): Record<string, string[]> {
  const updates = results.filter(({ effect }) => effect === "update");
  const all = new Set(updates.map(({ topic }) => topic.path));
  const attributes = [...new Set(updates.flatMap(({ recomputed }) => recomputed))].sort();
  return Object.fromEntries(
    attributes.map((attribute) => {
      const having = updates.filter(({ recomputed }) => recomputed.includes(attribute));
      const inputs = [...new Set(having.map(({ topic }) => topic.path))].sort();
      return [attribute, inputs.length === all.size ? ["*"] : inputs];
    }),
  );
}
