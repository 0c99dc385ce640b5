import { type Json, isObject } from "./keywords";

/** A step down from a mapping or a list: a key, any name, or any item; and which alternative the value is then, where there are several. */
export interface Step {
  key?: string;
  into: "key" | "name" | "item";
  /** The mapping or list, of several alternatives the one that has the step. */
  holder: Json;
  /** The value's schema, as it stands. */
  node: Json;
  /** Whether the mapping must have the key. */
  required: boolean;
}

/** A place in a stack file, with the steps to it. */
export interface Place {
  /** `ha-tcp:regions.*.zones[]`; an alternative of a mapping by its kind: `ha-tcp:guard.shield(advanced).contacts`. */
  path: string;
  steps: readonly Step[];
  node: Json;
  required: boolean;
}

/** What a schema's value can be: itself, or each of its alternatives, with what tells them apart. */
export function alternatives(node: Json): { node: Json; mark: string }[] {
  const several = node["anyOf"] ?? node["oneOf"];
  if (node["properties"] !== undefined || !Array.isArray(several)) return [{ node, mark: "" }];
  return (several as Json[]).flatMap((each) =>
    alternatives(each).map(({ node: inner, mark }) => ({ node: inner, mark: `${kindOf(inner)}${mark}` })),
  );
}

function kindOf({ properties }: Json): string {
  const kind = isObject(properties) && isObject(properties["kind"]) ? properties["kind"]["const"] : undefined;
  return typeof kind === "string" ? `(${kind})` : "";
}

/** Every place below a schema's value, in the order of the schema. Rules (if, then, not, allOf) are of no place. */
export function places(schema: Json, path = "", steps: readonly Step[] = []): Place[] {
  return alternatives(schema).flatMap(({ node, mark }) => {
    const at = `${path}${mark}`;
    return stepsInto(node).flatMap((step): Place[] => {
      const below = `${at}${step.into === "item" ? "[]" : `${at === "" ? "" : "."}${step.key ?? "*"}`}`;
      const taken = [...steps, step];
      return [
        { path: below, steps: taken, node: step.node, required: step.required },
        ...places(step.node, below, taken),
      ];
    });
  });
}

function stepsInto(holder: Json): Step[] {
  const { properties, items, additionalProperties, required } = holder;
  const demanded = Array.isArray(required) ? (required as string[]) : [];
  const keys = isObject(properties) ? Object.entries(properties as Record<string, Json>) : [];
  return [
    ...keys
      .filter(([, node]) => !isForbidden(node))
      .map(([key, node]): Step => ({ key, into: "key", holder, node, required: demanded.includes(key) })),
    ...(isObject(additionalProperties)
      ? [{ into: "name", holder, node: additionalProperties, required: true } as const]
      : []),
    ...(isObject(items) ? [{ into: "item", holder, node: items, required: true } as const] : []),
  ];
}

/** A key that there is no more. */
const isForbidden = ({ deprecated }: Json): boolean => deprecated === true;

/** The schema of a stack file's config, by its places. */
export function configPlaces(schema: Json): Place[] {
  const { config } = schema["properties"] as { config: Json };
  const { required } = config["else"] as { required: string[] };
  const { required: ofConsumer } = config["then"] as { required: string[] };
  const demanded = [...required, ...ofConsumer];
  return places(config).map((place) => ({ ...place, required: place.required || demanded.includes(place.path) }));
}
