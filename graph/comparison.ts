import { type Difference, differences, leaves } from "./differences";
import { type GraphIndex, type ResourceNode, referencesIn } from "./graph";
import { type InputChange, type ProviderEffects, type ResourceChange, identityOf } from "./resourceChange";

/** The graph after, and the changes of resources that come before in it, by URN, and by what references call them. */
export interface EarlierChanges {
  graph: GraphIndex;
  byUrn: (urn: string) => ResourceChange | undefined;
  byReference: (kind: string, name: string) => ResourceChange | undefined;
}

/** What becomes of a resource that both graphs have. */
export function comparison(
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
