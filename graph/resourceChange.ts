import type { Difference } from "./differences";
import type { GraphIndex, ResourceNode } from "./graph";

/** What a change of one input does to a resource. */
type Effect = "update" | "replace" | "unknown";

/** What the provider says of its resource types. */
export interface ProviderEffects {
  /** `path` is that of the input, lists left out: `forward.targetGroups.weight`. */
  effectOf: (type: string, path: string, change: Difference["change"]) => Effect;
  /** Whether an output gets another value when such inputs are updated in place. */
  recomputes: (type: string, output: string, paths: readonly string[]) => boolean;
}

export interface InputChange extends Difference {
  effect: Effect;
  /** URN of the resource that gives another value after its replacement, where the program's text is the same. */
  because?: string;
}

/**
 * `leave`: it goes from the stack and stays in the account, as `retainOnDelete` says, or because it was only read.
 * `read`: it exists, and the stack begins to read it.
 */
type Action = "keep" | "update" | "replace" | "create" | "read" | "delete" | "leave";

/** What becomes of one resource between two graphs. */
export interface ResourceChange {
  urn: string;
  /** The URN it had, where an alias says that it is the same resource under another. */
  formerUrn?: string;
  type: string;
  name: string;
  /** Logical name of what it lies in. */
  component?: string;
  action: Action;
  inputs: InputChange[];
  /** Of a replacement: whether the old one goes first. */
  order?: "create-before-delete" | "delete-before-create";
  /** Properties that are kept encrypted: whether they change is seen, what changes in them is not. */
  hidden: string[];
  /** Whether the engine refuses: it deletes or replaces nothing that the stack has as protected. */
  refused: boolean;
}

/** What a change says of the resource itself. */
export const identityOf = (node: ResourceNode, graph: GraphIndex) => {
  const { urn, type, name } = node;
  const owner = graph.ownerOf(node);
  return { urn, type, name, ...(owner && { component: owner.name }) };
};
