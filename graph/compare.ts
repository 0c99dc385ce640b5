import { formerUrns } from "./aliases";
import { type Difference, differences, leaves } from "./differences";
import {
  type Graph,
  GraphIndex,
  REFERENCE,
  type ResourceNode,
  formatReference,
  kindOf,
  referableResources,
  referencesIn,
} from "./graph";
import { mapTexts } from "./texts";

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

/**
 * What an update from one graph to the other does, by resource: those of `to` in their order, then those that go. Components are
 * among them; they exist in the engine's state only.
 *
 * A replaced resource has new ids, so what refers to it changes too, and may have to be replaced in turn.
 */
export function compare(from: Graph, to: Graph, effects: ProviderEffects): ResourceChange[] {
  const former = new Map(from.resources.map((node) => [node.urn, node]));
  const taken = new Set<string>();
  const found = new Map<string, ResourceChange>();
  const ofReference = new Map(referableResources(to).map((node) => [`${kindOf(node.type)}:${node.name}`, node.urn]));
  const [fromIndex, toIndex] = [GraphIndex.of(from), GraphIndex.of(to)];
  const names: FormerNames = new Map();
  const zones = new Map(zonesByEither(from, to).map(({ before, after }) => [before, after]));
  const earlier: EarlierChanges = {
    graph: toIndex,
    byUrn: (urn) => found.get(urn),
    byReference: (kind, name) => found.get(ofReference.get(`${kind}:${name}`) ?? ""),
  };
  // Registration order has every resource after those it refers to.
  for (const node of to.resources) {
    const before = formerUrns(node, to)
      .map((urn) => former.get(urn))
      .find((each) => each && !taken.has(each.urn));
    if (before) {
      taken.add(before.urn);
      if (before.name !== node.name && !before.remote) names.set(`${kindOf(before.type)}:${before.name}`, node.name);
    }
    found.set(
      node.urn,
      before
        ? comparison(
            { ...before, inputs: withPresentZones(withPresentNames(before.inputs, names), zones) },
            node,
            earlier,
            effects,
          )
        : addition(node, toIndex),
    );
  }
  const removals = from.resources.filter(({ urn }) => !taken.has(urn)).map((node) => removal(node, fromIndex));
  return [...found.values(), ...removals];
}

/** The present names of resources that had others, by kind and former name: `Vpc:box`. */
type FormerNames = Map<string, string>;

/** What refers to a resource by its former name means the same resource. */
function withPresentNames(inputs: ResourceNode["inputs"], names: FormerNames): ResourceNode["inputs"] {
  if (names.size === 0) return inputs;
  return mapTexts(inputs, (text) =>
    text.replaceAll(REFERENCE, (reference, kind: string, name: string, property: string) => {
      const present = names.get(`${kind}:${name}`);
      return present === undefined ? reference : formatReference({ kind, name: present, property });
    }),
  );
}

/** A hosted zone that one graph looks up by its name, and the other knows by its id. */
export interface ZoneByEither {
  /** The zone's name. */
  zone: string;
  /** Its id. */
  id: string;
  /** How it reads in the graph before, and in the one after. */
  before: string;
  after: string;
  /** Logical names of the records that lie in it. */
  records: string[];
}

const ZONE_LOOKED_UP = /^\$\{HostedZone:([^}]+)\.zoneId\}$/;
const ZONE_ID = /^Z[A-Z0-9]+$/;

/**
 * Records that stay what they are, in a zone that is looked up before and has an id after, or the other way round. That the two are the same
 * zone is assumed: AWS takes no record in a zone whose name it does not end in, and what has another provider may be another account's.
 */
export function zonesByEither(from: Graph, to: Graph): ZoneByEither[] {
  const former = new Map(from.resources.filter(isRecord).map((node) => [node.urn, node]));
  const found = new Map<string, ZoneByEither>();
  for (const node of to.resources.filter(isRecord)) {
    const was = former.get(node.urn);
    const [before, after] = [String(was?.inputs["zoneId"]), String(node.inputs["zoneId"])];
    const zone = ZONE_LOOKED_UP.exec(before)?.[1] ?? ZONE_LOOKED_UP.exec(after)?.[1];
    const id = [before, after].find((each) => ZONE_ID.test(each));
    if (zone === undefined || id === undefined || was?.provider !== node.provider) continue;
    const name = String(node.inputs["name"]);
    if (name !== zone && !name.endsWith(`.${zone}`)) continue;
    const known = found.get(before) ?? { zone, id, before, after, records: [] };
    found.set(before, { ...known, records: [...known.records, node.name] });
  }
  return [...found.values()];
}

const isRecord = ({ type }: ResourceNode): boolean => type === "aws:route53/record:Record";

/** What lies in such a zone lies in the same one. */
function withPresentZones(inputs: ResourceNode["inputs"], zones: ReadonlyMap<string, string>): ResourceNode["inputs"] {
  if (zones.size === 0) return inputs;
  const present = (text: string) =>
    [...zones].reduce((changed, [before, after]) => changed.replaceAll(before, after), text);
  return mapTexts(inputs, present, () => true);
}

const identityOf = (node: ResourceNode, graph: GraphIndex) => {
  const { urn, type, name } = node;
  const owner = graph.ownerOf(node);
  return { urn, type, name, ...(owner && { component: owner.name }) };
};

function addition(node: ResourceNode, graph: GraphIndex): ResourceChange {
  return {
    ...identityOf(node, graph),
    action: node.external ? "read" : "create",
    inputs: [],
    hidden: [],
    refused: false,
  };
}

function removal(node: ResourceNode, graph: GraphIndex): ResourceChange {
  const stays = node.external || node.retainOnDelete;
  // What is only read is not protected: the engine forgets it.
  return {
    ...identityOf(node, graph),
    action: stays ? "leave" : "delete",
    inputs: [],
    hidden: [],
    refused: node.protect,
  };
}

/** The graph after, and the changes of resources that come before in it, by URN, and by what references call them. */
interface EarlierChanges {
  graph: GraphIndex;
  byUrn: (urn: string) => ResourceChange | undefined;
  byReference: (kind: string, name: string) => ResourceChange | undefined;
}

function comparison(
  before: ResourceNode,
  after: ResourceNode,
  earlier: EarlierChanges,
  effects: ProviderEffects,
): ResourceChange {
  const inputs = after.custom ? inputChanges(before, after, earlier, effects) : [];
  const forced = inputs.some(({ effect }) => effect === "replace");
  const action = forced ? "replace" : inputs.length > 0 ? "update" : "keep";
  return {
    ...identityOf(after, earlier.graph),
    ...(before.urn === after.urn ? {} : { formerUrn: before.urn }),
    action,
    inputs,
    ...(forced && { order: replacementOrder(after, inputs, earlier) }),
    hidden: [...new Set([...before.secrets, ...after.secrets])].sort(),
    refused: forced && before.protect && after.protect,
  };
}

function inputChanges(
  before: ResourceNode,
  after: ResourceNode,
  earlier: EarlierChanges,
  effects: ProviderEffects,
): InputChange[] {
  const own = [...differences(before.inputs, after.inputs), ...secretDifferences(before, after)].map((each) => ({
    ...each,
    effect: effects.effectOf(after.type, each.path, each.change),
  }));
  const seen = new Set(own.map(({ path }) => path));
  const followed = referencedChanges(after, earlier, effects).filter(({ path }) => !seen.has(path));
  const provider = providerChange(before, after, earlier);
  return [...own, ...followed, ...provider, ...tiedReplacements(after, earlier)]
    .filter(({ path }) => !isWithin(path, after.ignoreChanges))
    .map((each) => (isWithin(each.path, after.replaceOnChanges) ? { ...each, effect: "replace" } : each));
}

/** Replacements that the program ties to those of other resources. */
function tiedReplacements({ replaceWith }: ResourceNode, earlier: EarlierChanges): InputChange[] {
  return replaceWith
    .filter((urn) => earlier.byUrn(urn)?.action === "replace")
    .map((because) => ({ path: "replaceWith", change: "changed", effect: "replace", because }));
}

/** Encrypted values read alike; whether they are the same is seen by their digests. */
function secretDifferences(before: ResourceNode, after: ResourceNode): Difference[] {
  return after.secrets
    .filter((key) => before.digests[key] !== undefined && before.digests[key] !== after.digests[key])
    .map((path) => ({ path, change: "changed", before: before.inputs[path], after: after.inputs[path] }));
}

const isWithin = (path: string, places: readonly string[]): boolean =>
  places.some((place) => place === "*" || path === place || path.startsWith(`${place}.`));

/** Inputs whose text is the same, and whose value comes from a resource that has another one after this update. */
function referencedChanges(after: ResourceNode, earlier: EarlierChanges, effects: ProviderEffects): InputChange[] {
  return leaves(after.inputs).flatMap(({ path, value }): InputChange[] => {
    const source = referencesIn(value)
      .map(({ kind, name, property }) => ({ change: earlier.byReference(kind, name), property }))
      .find(({ change, property }) => change !== undefined && outputChanges(change, property, effects))?.change;
    if (!source) return [];
    const effect = effects.effectOf(after.type, path, "changed");
    return [{ path, change: "changed", before: value, after: value, effect, because: source.urn }];
  });
}

function outputChanges({ action, type, inputs }: ResourceChange, property: string, effects: ProviderEffects): boolean {
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

/**
 * The default tags of a provider reach all that has tags. What gets a provider of another name is replaced, whatever that stands for.
 * Source: diffProvider in pkg/resource/deploy/step_generator.go of the engine ("accept the diff and replace everything")
 */
function providerChange(before: ResourceNode, after: ResourceNode, earlier: EarlierChanges): InputChange[] {
  if (before.provider !== after.provider)
    return [{ path: "provider", change: "changed", before: before.provider, after: after.provider, effect: "replace" }];
  if (!("tags" in after.inputs) || after.provider === undefined) return [];
  const source = earlier.byUrn(after.provider);
  if (!source?.inputs.some(({ path }) => path === "defaultTags")) return [];
  return [{ path: "tagsAll", change: "changed", effect: "update", because: source.urn }];
}

/**
 * The engine creates first, unless a resource says otherwise. The bridge says so for a resource whose name the program gives, as
 * two cannot have it; and what is replaced only because of a resource that goes first goes before that.
 */
function replacementOrder(
  after: ResourceNode,
  inputs: readonly InputChange[],
  earlier: EarlierChanges,
): ResourceChange["order"] {
  if (after.deleteBeforeReplace) return "delete-before-create";
  // For another provider the engine replaces without asking the bridge.
  const asked = inputs.some(({ path, effect }) => effect === "replace" && path !== "provider");
  if (asked && hasFixedName(after)) return "delete-before-create";
  const followsDeletion = inputs.some(
    ({ effect, because }) =>
      effect === "replace" && because !== undefined && earlier.byUrn(because)?.order === "delete-before-create",
  );
  return followsDeletion ? "delete-before-create" : "create-before-delete";
}

/** Types whose `name` is no name that the provider could make up. */
const NAMED_BY_USE = ["aws:route53/record:Record", "aws:route53/zone:Zone", "aws:servicediscovery/service:Service"];

const hasFixedName = ({ type, inputs }: ResourceNode): boolean =>
  !NAMED_BY_USE.includes(type) && typeof inputs["name"] === "string";
