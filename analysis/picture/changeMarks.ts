import type { ResourceChange } from "../../graph/resourceChange";
import { parseUrn } from "../../graph/urns";
import { ACCELERATOR_TYPES, TYPES } from "../inventory/resourceTypes";
import { allBoxes } from "./boxTree";
import { asideWords, comingAndGoing, countedKinds, inputWords, isAside, lineWords } from "./changeWords";
import type { Box, Diagram, Marks } from "./diagram";

/** A diagram by what is looked up in it. */
export interface Side {
  boxes: ReadonlyMap<string, Box>;
  /** Boxes by the URN of what they stand for. */
  holders: ReadonlyMap<string, Box>;
}

export interface SwitchSides {
  before: Side;
  after: Side;
  /** By URN, also the former one. */
  changes: ReadonlyMap<string, ResourceChange>;
}

export function sideOf(diagram: Diagram): Side {
  const boxes = allBoxes(diagram);
  return {
    boxes: new Map(boxes.map((box) => [box.id, box])),
    holders: new Map(boxes.flatMap((box) => box.resources.map((urn): [string, Box] => [urn, box]))),
  };
}

/** What becomes of the box of an id, from whether the sides have it and from what becomes of its resources. */
export function boxMarks(id: string, sides: SwitchSides): Marks {
  const [was, is] = [sides.before.boxes.get(id), sides.after.boxes.get(id)];
  const differences = was && is ? differenceWords(was, is, sides) : [];
  const words = [...shortened(differences), ...addressWords(was, is, sides)];
  const change = was && is ? changeOf(is, differences, sides) : presence(was, is, sides);
  return { ...(change && { change }), ...(words.length > 0 && { remark: words.join(", ") }) };
}

function changeOf(is: Box, differences: readonly string[], { changes }: SwitchSides): Marks["change"] {
  if (changes.get(is.resources[0] ?? "")?.action === "replace") return "replaced";
  return differences.length > 0 ? "changes" : undefined;
}

function presence(was: Box | undefined, is: Box | undefined, { changes }: SwitchSides): Marks["change"] {
  const box = is ?? was;
  // An address outlives the box that it was shown in.
  if (box?.kind === "address" && box.resources.some((urn) => isKept(changes.get(urn)))) return "changes";
  return is ? "comes" : "goes";
}

/** Differences that a box names before it counts the rest. What becomes of an address is said beside them, always. */
const NAMED = 2;

const shortened = (words: readonly string[]): readonly string[] =>
  words.length > NAMED ? [...words.slice(0, NAMED), `${words.length - NAMED} more`] : words;

const isKept = (change: ResourceChange | undefined): boolean =>
  change?.action === "keep" || change?.action === "update";

/** What differs between the two sides of a box that both have. */
function differenceWords(was: Box, is: Box, { changes }: SwitchSides): string[] {
  const all = [...new Set([...is.resources, ...was.resources].flatMap((urn) => changes.get(urn) ?? []))];
  const found = all.filter((each) => !isAside(each));
  const those = (...actions: ResourceChange["action"][]) => found.filter(({ action }) => actions.includes(action));
  const main = changes.get(is.resources[0] ?? "");
  return [
    ...(main?.order ? [ORDER[main.order]] : []),
    ...comingAndGoing(those("create", "read"), those("delete", "leave")),
    ...countedKinds(
      those("replace").filter((each) => each !== main),
      "replaced",
    ),
    ...new Set(those("update").flatMap(inputWords)),
    ...lineWords([was.title, ...was.lines], [is.title, ...is.lines]),
    ...asideWords(all.filter(isAside)),
  ];
}

const ORDER = { "create-before-delete": "the new one first", "delete-before-create": "the old one first" } as const;

/** Types of what is a published address, or holds some. */
const ADDRESSES: Readonly<Record<string, string>> = {
  [TYPES.eip]: "address",
  [ACCELERATOR_TYPES.accelerator]: "addresses",
};

/** What becomes of the addresses of a box, whatever becomes of the box itself. */
function addressWords(was: Box | undefined, is: Box | undefined, { after, changes }: SwitchSides): string[] {
  const urns = [...new Set([...(was?.resources ?? []), ...(is?.resources ?? [])])];
  return [
    ...new Set(
      urns.flatMap((urn) => {
        const [change, words] = [changes.get(urn), ADDRESSES[parseUrn(urn).types.at(-1) ?? ""]];
        if (!change || !words) return [];
        if (change.action === "leave") return `${words} kept outside the stack`;
        if (change.action === "delete" || change.action === "replace") return `${words} lost`;
        if (!isKept(change)) return [];
        const holder = after.holders.get(change.urn);
        if (!holder || (is && (was || is.kind !== "address"))) return `${words} kept`;
        return `${words} kept, now ${holder.kind === "address" ? "parked" : "in use"}`;
      }),
    ),
  ];
}
