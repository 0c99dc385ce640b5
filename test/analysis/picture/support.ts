import { join } from "node:path";
import { type Box, type Diagram, type Edge, diagramOf } from "../../../analysis/picture";
import { ROOT, recordStack } from "../../support/recording";

/** A box, and the areas around it, the outermost first. */
export interface Placed {
  box: Box;
  around: Box[];
}

export const placed = (boxes: readonly Box[], around: Box[] = []): Placed[] =>
  boxes.flatMap((box) => [{ box, around }, ...placed(box.boxes ?? [], [...around, box])]);

export const recordExample = (name: string) =>
  recordStack(name.endsWith(".yaml") ? join(ROOT, "examples", name) : name);

export const drawExample = async (name: string): Promise<Diagram> => diagramOf(await recordExample(name));

const boxText = ({ id, title, lines, column }: Box): string =>
  `${id}: ${[title, ...lines].filter((text) => text !== "").join(" | ")}${column === undefined ? "" : ` @${column}`}`;

/** Its boxes, a line each, those inside others indented. */
export const outline = ({ boxes }: Diagram): string[] =>
  placed(boxes).map(({ box, around }) => `${"  ".repeat(around.length)}${boxText(box)}`);

const edgeText = ({ id, label, remark }: Edge): string =>
  [id, ...(label === undefined ? [] : [`“${label}”`]), ...(remark === undefined ? [] : [`! ${remark}`])].join(" ");

export const ways = ({ edges }: Diagram): string[] => edges.map(edgeText);
