import { readdirSync } from "node:fs";
import { join } from "node:path";
import { StackRecorder } from "../../cli/recording/stackRecorder";
import { SECRET } from "../../config/mistakes";
import type { Graph, ResourceNode } from "../../graph";
import { REFERENCE } from "../../graph/graph";
import { dummyValue } from "../../graph/terraform/dummyValues";
import { type Properties, resourceMapping } from "../../graph/terraform/mappingTable";
import { NEWER_TYPES } from "../../graph/terraform/newer";
import { SHAPES, recordConfig } from "../../test/support/recording";

const ROOT = join(__dirname, "..", "..");

export type Inputs = Readonly<Record<string, unknown>>;

/** The stacks of the repository: those of its own, and the examples. */
export function stackFiles(): string[] {
  const examples = readdirSync(join(ROOT, "examples")).filter((file) => /\.ya?ml$/.test(file));
  return ["dev", "prod", ...examples.sort().map((file) => join(ROOT, "examples", file))];
}

/** The graphs of every stack, every example and every shape of the tests. */
export async function recordedGraphs(): Promise<Graph[]> {
  const recorder = StackRecorder.of(ROOT);
  const stacks = [];
  for (const stack of stackFiles()) stacks.push(await recorder.graphOfStack(stack));
  return [...stacks, ...(await Promise.all(Object.values(SHAPES).map((raw) => recordConfig(raw))))];
}

/** The resources that the provider of the mapping makes. */
export function managedResources({ resources }: Graph): ResourceNode[] {
  return resources.filter(
    ({ custom, external, type }) => custom && !external && type.startsWith("aws:") && !(type in NEWER_TYPES),
  );
}

/** Inputs as literals, of each resource that the graphs make, by type. None twice. */
export function recordedInputs(graphs: readonly Graph[]): Map<string, Inputs[]> {
  const found = new Map<string, Map<string, Inputs>>();
  for (const node of graphs.flatMap(managedResources)) {
    const inputs = literalInputs(node);
    const known = found.get(node.type) ?? new Map<string, Inputs>();
    found.set(node.type, known.set(JSON.stringify(inputs), inputs));
  }
  return new Map([...found].map(([type, inputs]) => [type, [...inputs.values()]]));
}

/**
 * Inputs as literals, without the region, which is the provider's there.
 *
 * @param mark goes behind the names of what they refer to, so that nothing else refers to the same. Default: none.
 */
export function literalInputs({ inputs }: Pick<ResourceNode, "inputs">, mark = ""): Inputs {
  const entries = Object.entries(literalValue(inputs, mark) as Record<string, unknown>);
  return Object.fromEntries(entries.filter(([key]) => key !== "region"));
}

function literalValue(value: unknown, mark: string): unknown {
  if (value === SECRET) return Buffer.from("secret").toString("base64");
  if (typeof value === "string")
    return value.replace(REFERENCE, (_, kind: string, name: string, property: string) =>
      dummyValue({ kind, name: `${name}${mark}`, property }),
    );
  if (Array.isArray(value)) return value.map((each) => literalValue(each, mark));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key, each]) => key !== "__defaults" && each !== null);
  return Object.fromEntries(entries.map(([key, each]) => [key, literalValue(each, mark)]));
}

/** Every path of given properties, whole objects and collections too, places in lists left out. */
export function pathsOf(value: unknown, properties: Properties, prefix = ""): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((each) => pathsOf(each, properties, prefix)))];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    const property = properties[key];
    if (!property) return [];
    const inner = property.type === "object" ? pathsOf(each, property.properties ?? {}, `${prefix}${key}.`) : [];
    return [`${prefix}${key}`, ...inner];
  });
}

/**
 * A few of the recorded inputs that have, together, every path and every set of top-level arguments that was recorded: the first
 * has the most.
 */
export function variantsOf(type: string, all: readonly Inputs[]): Inputs[] {
  const { properties } = resourceMapping(type);
  const withPaths = all.map((inputs) => ({ inputs, paths: pathsOf(inputs, properties) }));
  const sorted = withPaths.sort(
    (one, other) =>
      other.paths.length - one.paths.length || (JSON.stringify(one.inputs) < JSON.stringify(other.inputs) ? -1 : 1),
  );
  const covered = new Set<string>();
  return sorted.flatMap(({ inputs, paths }) => {
    if (paths.every((path) => covered.has(path)) && covered.size > 0) return [];
    for (const path of paths) covered.add(path);
    return [inputs];
  });
}
