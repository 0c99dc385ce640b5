import { GraphIndex, kindOf, referable, referencesIn, type Graph, type ResourceNode } from "./graph";
import { formerUrns } from "./aliases";
import { differences, leaves, type Difference } from "./differences";

/** What a change of one input does to a resource. */
export type Effect = "update" | "replace" | "unknown";

/** What the provider says of its resource types. */
export interface Effects {
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
export type Action = "keep" | "update" | "replace" | "create" | "read" | "delete" | "leave";

/** What becomes of one resource between two graphs. */
export interface Change {
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

/**
 * What an update from one graph to the other does, by resource: those of `to` in their order, then those that go. Components are
 * among them; they exist in the engine's state only.
 *
 * A replaced resource has new ids, so what refers to it changes too, and may have to be replaced in turn.
 */
export function compare(from: Graph, to: Graph, effects: Effects): Change[] {
  const former = new Map(from.resources.map((node) => [node.urn, node]));
  const taken = new Set<string>();
  const found = new Map<string, Change>();
  const ofReference = new Map(referable(to).map((node) => [`${kindOf(node.type)}:${node.name}`, node.urn]));
  const [was, now] = [new GraphIndex(from), new GraphIndex(to)];
  const earlier: Earlier = {
    graph: now,
    at: (urn) => found.get(urn),
    named: (kind, name) => found.get(ofReference.get(`${kind}:${name}`) ?? ""),
  };
  // Registration order has every resource after those it refers to.
  for (const node of to.resources) {
    const before = formerUrns(node, to)
      .map((urn) => former.get(urn))
      .find((each) => each && !taken.has(each.urn));
    if (before) taken.add(before.urn);
    found.set(node.urn, before ? changed(before, node, earlier, effects) : appeared(node, now));
  }
  const gone = from.resources.filter(({ urn }) => !taken.has(urn)).map((node) => vanished(node, was));
  return [...found.values(), ...gone];
}

const about = (node: ResourceNode, graph: GraphIndex) => {
  const { urn, type, name } = node;
  const owner = graph.ownerOf(node);
  return { urn, type, name, ...(owner && { component: owner.name }) };
};

function appeared(node: ResourceNode, graph: GraphIndex): Change {
  return { ...about(node, graph), action: node.external ? "read" : "create", inputs: [], hidden: [], refused: false };
}

function vanished(node: ResourceNode, graph: GraphIndex): Change {
  const stays = node.external || node.retainOnDelete;
  // What is only read is not protected: the engine forgets it.
  return { ...about(node, graph), action: stays ? "leave" : "delete", inputs: [], hidden: [], refused: node.protect };
}

/** The graph after, and the changes of resources that come before in it, by URN, and by what references call them. */
interface Earlier {
  graph: GraphIndex;
  at: (urn: string) => Change | undefined;
  named: (kind: string, name: string) => Change | undefined;
}

function changed(before: ResourceNode, after: ResourceNode, earlier: Earlier, effects: Effects): Change {
  const inputs = after.custom ? inputChanges(before, after, earlier, effects) : [];
  const forced = inputs.some(({ effect }) => effect === "replace");
  const action = forced ? "replace" : inputs.length > 0 ? "update" : "keep";
  return {
    ...about(after, earlier.graph),
    ...(before.urn === after.urn ? {} : { formerUrn: before.urn }),
    action,
    inputs,
    ...(forced && { order: orderOf(after, inputs, earlier) }),
    hidden: [...new Set([...before.secrets, ...after.secrets])].sort(),
    refused: forced && before.protect && after.protect,
  };
}

function inputChanges(before: ResourceNode, after: ResourceNode, earlier: Earlier, effects: Effects): InputChange[] {
  const own = [...differences(before.inputs, after.inputs), ...encrypted(before, after)].map((each) => ({
    ...each,
    effect: effects.effectOf(after.type, each.path, each.change),
  }));
  const seen = new Set(own.map(({ path }) => path));
  const followed = following(after, earlier, effects).filter(({ path }) => !seen.has(path));
  const provider = providerChange(before, after, earlier);
  return [...own, ...followed, ...provider, ...replacedWith(after, earlier)]
    .filter(({ path }) => !within(path, after.ignoreChanges))
    .map((each) => (within(each.path, after.replaceOnChanges) ? { ...each, effect: "replace" } : each));
}

/** Replacements that the program ties to those of other resources. */
function replacedWith({ replaceWith }: ResourceNode, earlier: Earlier): InputChange[] {
  return replaceWith
    .filter((urn) => earlier.at(urn)?.action === "replace")
    .map((because) => ({ path: "replaceWith", change: "changed", effect: "replace", because }));
}

/** Encrypted values read alike; whether they are the same is seen by their digests. */
function encrypted(before: ResourceNode, after: ResourceNode): Difference[] {
  return after.secrets
    .filter((key) => before.digests[key] !== undefined && before.digests[key] !== after.digests[key])
    .map((path) => ({ path, change: "changed", before: before.inputs[path], after: after.inputs[path] }));
}

const within = (path: string, places: readonly string[]): boolean =>
  places.some((place) => place === "*" || path === place || path.startsWith(`${place}.`));

/** Inputs whose text is the same, and whose value comes from a resource that has another one after this update. */
function following(after: ResourceNode, earlier: Earlier, effects: Effects): InputChange[] {
  return leaves(after.inputs).flatMap(({ path, value }): InputChange[] => {
    const source = referencesIn(value)
      .map(({ kind, name, property }) => ({ change: earlier.named(kind, name), property }))
      .find(({ change, property }) => change !== undefined && givesAnother(change, property, effects))?.change;
    if (!source) return [];
    const effect = effects.effectOf(after.type, path, "changed");
    return [{ path, change: "changed", before: value, after: value, effect, because: source.urn }];
  });
}

function givesAnother({ action, type, inputs }: Change, property: string, effects: Effects): boolean {
  if (action === "replace") return true;
  return (
    action === "update" &&
    effects.recomputes(
      type,
      property,
      inputs.map(({ path }) => path),
    )
  );
}

/** The default tags of a provider reach all that has tags. A provider of another name may stand for another account or region. */
function providerChange(before: ResourceNode, after: ResourceNode, earlier: Earlier): InputChange[] {
  if (before.provider !== after.provider)
    return [{ path: "provider", change: "changed", before: before.provider, after: after.provider, effect: "unknown" }];
  if (!("tags" in after.inputs) || after.provider === undefined) return [];
  const source = earlier.at(after.provider);
  if (!source?.inputs.some(({ path }) => path === "defaultTags")) return [];
  return [{ path: "tagsAll", change: "changed", effect: "update", because: source.urn }];
}

/**
 * The engine creates first, unless it is told otherwise. The bridge tells it so for a resource whose name the program gives, as
 * two cannot have it; and what is replaced only because of a resource that goes first goes before that.
 */
function orderOf(after: ResourceNode, inputs: readonly InputChange[], earlier: Earlier): Change["order"] {
  if (after.deleteBeforeReplace || hasFixedName(after)) return "delete-before-create";
  const follows = inputs.some(
    ({ effect, because }) =>
      effect === "replace" && because !== undefined && earlier.at(because)?.order === "delete-before-create",
  );
  return follows ? "delete-before-create" : "create-before-delete";
}

/** Types whose `name` is no name that the provider could make up. */
const NAMED_BY_USE = ["aws:route53/record:Record", "aws:route53/zone:Zone", "aws:servicediscovery/service:Service"];

const hasFixedName = ({ type, inputs }: ResourceNode): boolean =>
  !NAMED_BY_USE.includes(type) && typeof inputs["name"] === "string";
