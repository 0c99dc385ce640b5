import { COMPUTED, COMPUTED_LISTS, COMPUTED_STRUCTURES } from "./computed";
import { type ResourceNode, formatReference, kindOf } from "./graph";

/**
 * What AWS would give for a resource, as references to it, beside `id` and what the program itself gave; undefined for a type that is not
 * in graph/computed.ts.
 *
 * @param inputsOf of the resource that a value refers to.
 */
export function offlineOutputs(
  { type, name, inputs }: Pick<ResourceNode, "type" | "name" | "inputs">,
  inputsOf: (value: unknown) => ResourceNode["inputs"] | undefined,
): Record<string, unknown> | undefined {
  const computed = COMPUTED[type];
  if (!computed) return undefined;
  const reference = (property: string) => formatReference({ kind: kindOf(type), name, property });
  const lists = Object.entries(COMPUTED_LISTS[type] ?? {}).map(([property, length]): [string, string[]] => [
    property,
    Array.from({ length }, (_, index) => reference(`${property}${index}`)),
  ]);
  return {
    ...Object.fromEntries(computed.map((property) => [property, reference(property)])),
    ...Object.fromEntries(lists),
    ...COMPUTED_STRUCTURES[type]?.({ inputs, reference, inputsOf }),
  };
}
