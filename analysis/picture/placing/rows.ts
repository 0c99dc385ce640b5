import type { Box } from "../diagram";

/** Boxes that stand beside each other: each in a column of its area, or wherever there is room. */
export type Row = { kind: "columns"; boxes: Box[] } | { kind: "beside"; boxes: Box[] };

/** What has things inside, and lets ways in to them. */
export const isArea = (box: Box): boolean => box.boxes !== undefined;

/** How the boxes of an area stand, from top to bottom. */
export function rowsOf({ boxes = [], arrange }: Pick<Box, "boxes" | "arrange">): Row[] {
  const rows: Row[] = [];
  for (const box of boxes) {
    const last = rows.at(-1);
    if (box.column !== undefined) {
      if (last?.kind === "columns" && last.boxes.every(({ column }) => column !== box.column)) last.boxes.push(box);
      else rows.push({ kind: "columns", boxes: [box] });
    } else if (last?.kind === "beside" && (arrange === "columns" || areAlike(last.boxes, box))) last.boxes.push(box);
    else rows.push({ kind: "beside", boxes: [box] });
  }
  return rows;
}

/** Small ones of a kind need no rows of their own. */
const areAlike = (others: readonly Box[], box: Box): boolean =>
  !isArea(box) && others.every((other) => !isArea(other) && other.kind === box.kind);

/** The rows of a whole picture: an area without a title is not drawn, and only says what stands side by side. */
export const rowsOfPicture = (boxes: readonly Box[]): Row[] =>
  boxes.map((box) => ({ kind: "beside", boxes: box.title === "" && box.boxes !== undefined ? box.boxes : [box] }));

/** How many areas stand within each other below an area down to the deepest box that stands in one of its columns. */
export function depthOfColumns(area: Box): number {
  const depths = (area.boxes ?? [])
    .filter(({ columns }) => columns === undefined)
    .map((box) => (box.column === undefined ? (hasColumns(box) ? 1 + depthOfColumns(box) : 0) : 0));
  return Math.max(0, ...depths);
}

const hasColumns = (box: Box): boolean =>
  (box.boxes ?? []).some((inner) => inner.column !== undefined || (inner.columns === undefined && hasColumns(inner)));
