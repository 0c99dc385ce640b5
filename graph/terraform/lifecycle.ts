import { type ResourceNode, referencesIn } from "../graph";
import { type LeftOut, titleOf } from "./arguments";
import { type ExportScope, addressOf, awsResources } from "./expressions";
import type { Properties, Property } from "./mappingTable";
import { NEWER_TYPES } from "./newer";

/** The meta-arguments of a resource: what protects and orders it. */
export function metaArguments(
  scope: ExportScope,
  node: ResourceNode,
  properties: Properties,
  destroyedFirst: ReadonlySet<string>,
): Record<string, unknown> {
  const ignored = node.ignoreChanges.map((path) => ignoredPath(path, properties, node));
  const dependencies = explicitDependencies(scope, node);
  // What is only read is never replaced; and of what the document cannot say, nothing can be said to follow.
  const replacementTriggers = awsResources(scope.graph).filter(
    ({ urn, type, external }) => node.replaceWith.includes(urn) && !external && !(type in NEWER_TYPES),
  );
  return {
    ...(dependencies.length > 0 && { depends_on: dependencies }),
    lifecycle: {
      create_before_destroy: !destroyedFirst.has(node.urn),
      ...(node.protect && { prevent_destroy: true }),
      // Its id is another one only where it is replaced.
      ...(replacementTriggers.length > 0 && {
        replace_triggered_by: replacementTriggers.map((each) => `${addressOf(scope, each)}.id`).sort(),
      }),
      ...(ignored.length > 0 && { ignore_changes: node.ignoreChanges.includes("*") ? "all" : ignored }),
    },
  };
}

/** The explicit dependencies, without what its arguments refer to anyway. */
function explicitDependencies(scope: ExportScope, node: ResourceNode): string[] {
  const shown = new Set(
    referencesIn(node.inputs).map(({ kind, name }) => scope.nodes.get(`${kind}:${name}`)?.urn ?? ""),
  );
  const known = new Map(
    awsResources(scope.graph).flatMap((each) => (each.type in NEWER_TYPES ? [] : [[each.urn, each]])),
  );
  return node.dependencies
    .flatMap((urn) => (shown.has(urn) ? [] : (known.get(urn) ?? [])))
    .filter((each) => !(scope.offline && each.external))
    .map((each) => addressOf(scope, each))
    .sort();
}

/** `desiredCapacity` gives `desired_capacity`, `launchTemplate.version` gives `launch_template[0].version`. */
function ignoredPath(path: string, properties: Properties, node: ResourceNode): string {
  if (path === "*") return path;
  const steps = path.match(/[^.[\]"]+/g) ?? [];
  let inner: Properties | undefined = properties;
  let written = "";
  let last: Property | undefined;
  for (const step of steps) {
    if (/^\d+$/.test(step) || last?.type === "map") {
      written += last?.type === "map" ? `["${step}"]` : `[${step}]`;
      continue;
    }
    last = inner?.[step];
    if (!last)
      throw new Error(`${node.type} ${node.name}: ignoreChanges names ${path}, which the provider does not know`);
    written += `${written === "" ? "" : "."}${last.name}${last.block && !last.many && step !== steps.at(-1) ? "[0]" : ""}`;
    inner = last.properties;
  }
  return written;
}

/**
 * Resources that are deleted before their replacement is made: those that say so, and all that depend on them. Terraform hands
 * create_before_destroy on from a resource to all that it depends on, so that a load balancer whose listener has it would come
 * up beside its predecessor, whose addresses it needs.
 * Source: https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#create_before_destroy
 */
export function destroyedFirst(resources: readonly ResourceNode[]): ReadonlySet<string> {
  const found = new Set(resources.filter(({ deleteBeforeReplace }) => deleteBeforeReplace).map(({ urn }) => urn));
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const { urn, dependencies } of resources) if (dependencies.some((each) => found.has(each))) found.add(urn);
  }
  return found;
}

/** What the engine does and a document cannot say. */
export function unexportedOptions(nodes: readonly ResourceNode[], first: ReadonlySet<string>): LeftOut[] {
  const keeping = nodes.filter(({ retainOnDelete }) => retainOnDelete);
  const replaced = nodes.filter(({ replaceOnChanges }) => replaceOnChanges.length > 0);
  const reordered = nodes.filter(({ urn, deleteBeforeReplace }) => first.has(urn) && !deleteBeforeReplace);
  return [
    ...keeping.map((node) => ({
      what: `${titleOf(node)}: retainOnDelete`,
      why: "Terraform keeps a thing only by a removed block, which is written when the thing goes",
    })),
    ...replaced.map((node) => ({
      what: `${titleOf(node)}: replaceOnChanges`,
      why: "Terraform replaces by the provider's own rules only",
    })),
    ...reordered.slice(0, 1).map(() => ({
      what: `creation before deletion of ${reordered.map(titleOf).sort().join(", ")}`,
      why: "they depend on something that is deleted before it is made again, and Terraform orders both alike",
    })),
  ];
}
