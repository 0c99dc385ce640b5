import { formerUrns } from "./aliases";
import { type EarlierChanges, comparison } from "./comparison";
import {
  type Graph,
  GraphIndex,
  REFERENCE,
  type ResourceNode,
  formatReference,
  kindOf,
  referableResources,
} from "./graph";
import { type ProviderEffects, type ResourceChange, identityOf } from "./resourceChange";
import { mapTexts } from "./texts";
import { zonesByEither } from "./zonesByEither";

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

/** What lies in such a zone lies in the same one. */
function withPresentZones(inputs: ResourceNode["inputs"], zones: ReadonlyMap<string, string>): ResourceNode["inputs"] {
  if (zones.size === 0) return inputs;
  const present = (text: string) =>
    [...zones].reduce((changed, [before, after]) => changed.replaceAll(before, after), text);
  return mapTexts(inputs, present, () => true);
}

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
