import { OverriddenResources } from "../config/checks/overrides";
import type { Mistake, Path } from "../config/mistakes";
import { closestWord } from "../plan/closestWord";
import { type OverrideInputs, type Overrides, isMapping } from "../plan/overrides";
import { type Graph, GraphIndex } from "./graph";
import { sdkInputs } from "./sdkInputs";
import { type Properties, type Property, mappingTable } from "./terraform/mappingTable";

export interface OverrideJudgement {
  /** Overrides of nothing, and inputs that the provider does not take. */
  mistakes: Mistake[];
  /** The inputs that came of them, by logical name. */
  overridden: Record<string, string[]>;
}

/** What overrides are to the resources of a graph. */
export function judgeOverrides(graph: Graph, overrides: Overrides): OverrideJudgement {
  const index = GraphIndex.of(graph);
  const own = graph.resources.filter(({ custom, external, type }) => custom && !external && type.startsWith("aws:"));
  const found = new OverriddenResources(overrides);
  const judged = new Map<string, Mistake[]>();
  const overridden: Record<string, string[]> = {};
  for (const node of own)
    for (const [key, inputs] of found.add({ ...node, region: index.regionOf(node) })) {
      const place = `${key} ${node.type}`;
      judged.set(place, judged.get(place) ?? inputMistakes(node.type, inputs, ["overrides", key]));
      overridden[node.name] = [...new Set([...(overridden[node.name] ?? []), ...Object.keys(inputs)])].sort();
    }
  const mistakes = found.mistakes();
  const unclear = new Set(mistakes.map(({ path }) => path[1]));
  const ofInputs = [...judged.values()].flat().filter(({ path }) => !unclear.has(path[1]));
  return { mistakes: [...mistakes, ...ofInputs], overridden };
}

/** The SDK says which inputs there are; their form is that of the provider, where its version of the table has them. */
function inputMistakes(type: string, inputs: OverrideInputs, path: Path): Mistake[] {
  const names = sdkInputs(type);
  const { properties = {} } = mappingTable().resources[type] ?? {};
  return Object.entries(inputs).flatMap(([name, value]) => {
    if (!names.includes(name)) return [unknownInput(type, name, value, path, names)];
    const property = properties[name];
    return property ? valueMistakes(type, property, value, [...path, name]) : [];
  });
}

function unknownInput(of: string, name: string, value: unknown, path: Path, names: readonly string[]): Mistake {
  const meant = closestWord(name, names);
  return {
    path: [...path, name],
    value,
    allowed: `an input of ${of}: ${[...names].sort().join(", ")}`,
    fix: meant === undefined ? "name one of these inputs" : `write ${meant}`,
  };
}

function valueMistakes(type: string, property: Property, value: unknown, path: Path): Mistake[] {
  if (value === null) return property.use === "required" ? [needed(value, path)] : [];
  if (!property.many) return singleMistakes(type, property, value, path);
  if (!Array.isArray(value)) return [wrong(value, path, `a list, each ${FORMS[property.type]}`)];
  return value.flatMap((each, place) => singleMistakes(type, property, each, [...path, place]));
}

function singleMistakes(of: string, { type, properties }: Property, value: unknown, path: Path): Mistake[] {
  const right = type === "map" || type === "object" ? isMapping(value) : typeof value === JAVASCRIPT_TYPES[type];
  if (!right) return [wrong(value, path, FORMS[type])];
  if (!isMapping(value) || !properties) return [];
  return fieldMistakes(of, properties, value, path);
}

function fieldMistakes(of: string, properties: Properties, value: OverrideInputs, path: Path): Mistake[] {
  const settable = Object.keys(properties).filter((name) => properties[name]?.use !== "computed");
  return Object.entries(value).flatMap(([name, each]) => {
    const property = properties[name];
    if (!property || !settable.includes(name))
      return [unknownInput(`${path.slice(2).join(".")} of ${of}`, name, each, path, settable)];
    return valueMistakes(of, property, each, [...path, name]);
  });
}

const JAVASCRIPT_TYPES = { string: "string", number: "number", bool: "boolean" } as const;

const FORMS: Readonly<Record<Property["type"], string>> = {
  string: "a text",
  number: "a number",
  bool: "true or false",
  map: "a mapping of texts",
  object: "a mapping",
};

const wrong = (value: unknown, path: Path, allowed: string): Mistake => ({
  path,
  value,
  allowed,
  fix: allowed === FORMS.string && typeof value !== "object" ? "quote it" : `give ${allowed}`,
});

const needed = (value: unknown, path: Path): Mistake => ({
  path,
  value,
  allowed: "a value: the resource must have this input",
  fix: "take the null out",
});
