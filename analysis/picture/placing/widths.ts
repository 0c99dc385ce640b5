import type { Box, BoxKind } from "../diagram";
import { depthOfColumns, isArea, rowsOf, rowsOfPicture } from "./rows";

/** Distances, in pixels. Lines run through gaps and paddings, so these are as wide as the lines need. */
export const SPACE = {
  /** Around the picture, and between its rows. */
  margin: 16,
  rows: 44,
  /** Between boxes side by side. */
  beside: 22,
  /** Between the rows inside of an area. */
  inside: 26,
  /** From a box's border to its text. */
  text: 7,
  /** Between cells of columns. */
  cells: 14,
} as const;

/** From the border of an area to what is inside, left and right; above and below. */
const PADDING: Partial<Record<BoxKind, Padding>> = {
  region: { across: 12, down: 14 },
  account: { across: 12, down: 14 },
  vpc: { across: 28, down: 16 },
};

/** Of bands across the zones, whatever they are of. */
export const BAND: Padding = { across: 8, down: 8 };

export const paddingOf = (area: Box): Padding => PADDING[area.kind] ?? BAND;

interface Padding {
  across: number;
  down: number;
}

/** Widths of a box that stands in a column, of one that does not, and of what stands left of a tier's cells: what the tier is. */
interface Widths {
  cell: number;
  leaf: number;
  tierTitle: number;
}

const LEAST: Widths = { cell: 110, leaf: 150, tierTitle: 108 };
const GOOD: Widths = { cell: 176, leaf: 210, tierTitle: 138 };

/** A picture is no wider, so that its text can be read on a page of that width. */
const WIDEST = 1200;
const NARROWEST = 720;

/** How wide a picture is, and the titles of its tiers: as its boxes like it, or as they need it where a page would not hold that. */
export function widthsOf(boxes: readonly Box[]): { width: number; tierTitle: number } {
  const rows = rowsOfPicture(boxes).map((row) => besides(row.boxes.map((box) => width(box, GOOD))));
  const good = Math.max(NARROWEST, ...rows) + 2 * SPACE.margin;
  return good > WIDEST ? { width: WIDEST, tierTitle: LEAST.tierTitle } : { width: good, tierTitle: GOOD.tierTitle };
}

/** What a box needs, so that its text does not break in too many lines. */
export const leastWidth = (box: Box): number => width(box, LEAST);

function width(box: Box, each: Widths): number {
  if (!isArea(box)) return box.column === undefined ? each.leaf : each.cell;
  const padding = 2 * paddingOf(box).across;
  if (box.columns !== undefined) {
    const count = box.columns.length;
    const cells = count * each.cell + (count - 1) * SPACE.cells;
    return padding + 2 * BAND.across * depthOfColumns(box) + each.tierTitle + cells;
  }
  const rows = rowsOf(box).map(({ boxes }) => besides(boxes.map((inner) => width(inner, each))));
  return padding + Math.max(each.leaf, ...rows);
}

const besides = (widths: readonly number[]): number =>
  widths.reduce((sum, each) => sum + each, 0) + SPACE.beside * (widths.length - 1);
