import type { PlacedBox, Point, Rectangle } from "../layout";
import type { Grid } from "./grid";

/** Directions; of two that are opposite, the numbers differ in their last bit. */
export const HEADING = { right: 0, left: 1, down: 2, up: 3 } as const;

/** Where a way may leave or reach a box: at its border, on a line of the grid. */
export interface Port {
  point: Point;
  /** The first crossing of the way, or its last. */
  crossing: number;
  /** Where a way that leaves the box heads. */
  out: number;
  /** From the middle of that side, and the length to the crossing. */
  distance: number;
}

/** How strongly a side's middle draws a way, by the side's length: a long one, whose middle may be far from the other end, hardly. */
const MIDDLE_PULL = 30;

/** From a corner of a box. */
export const CORNER = 14;

/**
 * Ports of all four sides, to the outside of a box; or to the inside of an area, where the other end is in there.
 *
 * @param room from the border to the first crossing, at least: an arrow's point needs some.
 */
export function portsOf(
  grid: Grid,
  box: PlacedBox,
  room: number,
  inside: boolean,
  closed: readonly Rectangle[],
): Port[] {
  const { xs, ys } = grid;
  const { x, y, width, height } = box;
  const ports: Port[] = [];
  const add = (point: Point, column: number, row: number, out: number) => {
    const [atX, atY] = [xs[column], ys[row]];
    if (atX === undefined || atY === undefined) return;
    const end = { x: atX, y: atY };
    if (closed.some((shut) => meets(shut, point, end))) return;
    const across = out === HEADING.left || out === HEADING.right;
    const middle = across ? Math.abs(point.y - y - height / 2) : Math.abs(point.x - x - width / 2);
    const length = Math.abs(point.x - end.x) + Math.abs(point.y - end.y);
    const nearMiddle = middle * Math.min(0.3, MIDDLE_PULL / (across ? height : width));
    ports.push({ point, crossing: row * xs.length + column, out, distance: nearMiddle + length });
  };
  const sign = inside ? -1 : 1;
  const [left, right, up, down] = inside
    ? [HEADING.right, HEADING.left, HEADING.down, HEADING.up]
    : [HEADING.left, HEADING.right, HEADING.up, HEADING.down];
  xs.forEach((at, column) => {
    if (at < x + CORNER || at > x + width - CORNER) return;
    add({ x: at, y }, column, next(ys, y, -sign, room), up);
    add({ x: at, y: y + height }, column, next(ys, y + height, sign, room), down);
  });
  ys.forEach((at, row) => {
    if (at < y + CORNER || at > y + height - CORNER) return;
    add({ x, y: at }, next(xs, x, -sign, room), row, left);
    add({ x: x + width, y: at }, next(xs, x + width, sign, room), row, right);
  });
  return ports;
}

/** Index of the nearest line before or after a border, with some room between; of none, -1. */
function next(lines: readonly number[], border: number, sign: number, room: number): number {
  if (sign > 0) return lines.findIndex((line) => line >= border + room);
  const beyond = lines.findIndex((line) => line > border - room);
  return (beyond < 0 ? lines.length : beyond) - 1;
}

/** Whether a straight line has a point inside of a rectangle. */
export function meets({ x, y, width, height }: Rectangle, a: Point, b: Point): boolean {
  return (
    Math.max(a.x, b.x) > x &&
    Math.min(a.x, b.x) < x + width &&
    Math.max(a.y, b.y) > y &&
    Math.min(a.y, b.y) < y + height
  );
}
