import type { PlacedBox, Rectangle } from "../layout";
import { isArea } from "./rows";

/** Lines that ways may run on. A way goes from crossing to crossing, and turns there. */
export interface Grid {
  xs: number[];
  ys: number[];
  /** By crossing (`row * xs.length + column`): whether the piece from there to the next crossing on its right is closed. */
  closedRight: Uint8Array;
  closedDown: Uint8Array;
  /** By crossing: index of the innermost area around the middle of that piece, plus one; 0 where there is none. */
  areaRight: Uint8Array;
  areaDown: Uint8Array;
}

/** Between lines side by side. */
const TRACK = 7;

/** From what a way must not touch: a box, a text. */
const CLEARANCE = { box: 4, text: 6 };

/** How far from a box lines run along it, nearest first. */
const DISTANCES = [13, 20, 27];

/**
 * Lines through the middle of each box and along its sides, no two closer than lines can be told apart.
 * Closed is what leads through a box that is no area, or over a text.
 */
export function gridOf(
  boxes: readonly PlacedBox[],
  texts: readonly Rectangle[],
  size: { width: number; height: number },
): Grid {
  const leaves = boxes.filter(({ box }) => !isArea(box));
  const areas = boxes.filter(({ box }) => isArea(box));
  const xs = lines(
    leaves.map(({ x, width }) => [x, width]),
    areas.map(({ x, width }) => [x, width]),
    size.width,
  );
  const ys = lines(
    leaves.map(({ y, height }) => [y, height]),
    areas.map(({ y, height }) => [y, height]),
    size.height,
  );
  const count = xs.length * ys.length;
  const grid: Grid = {
    xs,
    ys,
    closedRight: new Uint8Array(count),
    closedDown: new Uint8Array(count),
    areaRight: new Uint8Array(count),
    areaDown: new Uint8Array(count),
  };
  areas.forEach((area, index) => {
    eachPiece(
      grid,
      area,
      (crossing, right) => {
        (right ? grid.areaRight : grid.areaDown)[crossing] = index + 1;
      },
      true,
    );
  });
  const shut = [
    ...leaves.map((leaf) => grown(leaf, CLEARANCE.box)),
    ...texts.map((text) => grown(text, CLEARANCE.text)),
  ];
  for (const each of shut)
    eachPiece(grid, each, (crossing, right) => {
      (right ? grid.closedRight : grid.closedDown)[crossing] = 1;
    });
  return grid;
}

/** Middles come first, then what is nearest to a box: a later line that is too close to one that is there already is none. */
function lines(leaves: [number, number][], areas: [number, number][], end: number): number[] {
  const borders = areas.flatMap(([from, length]) => [from, from + length]);
  const wanted = [
    ...leaves.map(([from, length]) => from + length / 2),
    ...areas.map(([from, length]) => from + length / 2),
    ...DISTANCES.flatMap((distance) => leaves.flatMap(([from, length]) => [from - distance, from + length + distance])),
    ...leaves.flatMap(([from, length]) => [from + length / 2 - 14, from + length / 2 + 14]),
    ...DISTANCES.flatMap((distance) => areas.flatMap(([from, length]) => [from - distance, from + length + distance])),
    ...[7, 14].flatMap((distance) => areas.flatMap(([from, length]) => [from + distance, from + length - distance])),
  ];
  const taken: number[] = [];
  for (const each of new Set(wanted.map(Math.round))) {
    if (each < 5 || each > end - 5) continue;
    if (borders.some((border) => Math.abs(border - each) < 4)) continue;
    if (taken.every((other) => Math.abs(other - each) >= TRACK)) taken.push(each);
  }
  return taken.sort((a, b) => a - b);
}

export const grown = ({ x, y, width, height }: Rectangle, by: number): Rectangle => ({
  x: x - by,
  y: y - by,
  width: width + 2 * by,
  height: height + 2 * by,
});

/** Calls back for every piece that has a point inside of a rectangle; or, for `middle`, its middle. */
function eachPiece(
  { xs, ys }: Grid,
  { x, y, width, height }: Rectangle,
  call: (crossing: number, right: boolean) => void,
  middle = false,
): void {
  const inX = (at: number) => at > x && at < x + width;
  const inY = (at: number) => at > y && at < y + height;
  const meets = (from: number, to: number, low: number, high: number) =>
    middle ? (from + to) / 2 > low && (from + to) / 2 < high : to > low && from < high;
  ys.forEach((rowY, row) => {
    const nextY = ys[row + 1];
    const touchesRow = inY(rowY);
    const touchesDown = nextY !== undefined && meets(rowY, nextY, y, y + height);
    if (!touchesRow && !touchesDown) return;
    xs.forEach((columnX, index) => {
      const nextX = xs[index + 1];
      const crossing = row * xs.length + index;
      if (touchesRow && nextX !== undefined && meets(columnX, nextX, x, x + width)) call(crossing, true);
      if (touchesDown && inX(columnX)) call(crossing, false);
    });
  });
}
