import type { Point } from "../layout";
import type { Grid } from "./grid";
import { type Port, HEADING } from "./ports";
import { CheapestFirst } from "./queue";

/** What a step costs beside its length, in pixels that a way would rather go round. */
const COST = { bend: 40, closed: 4000, crossing: 14, shared: 60 };

/** What a pixel costs on a line of the way's own bundle. */
const OWN = 0.8;

const DIRECTIONS = Object.keys(HEADING).length;

/** The opposite of a heading. */
const back = (heading: number): number => heading ^ 1;

/** A piece of the grid that is another way's, too: `own` where both lead from or to the same box. */
export type Use = "free" | "own" | "other";

export interface Question {
  from: readonly Port[];
  to: readonly Port[];
  /** Factor of a piece's length in an area, by that area's index plus one; 0 is outside of all. */
  factors: readonly number[];
  useOf: (crossing: number, across: boolean) => Use;
  useOfPort: (port: Port) => Use;
  /** Whether another way goes through a crossing at a right angle. */
  isCrossed: (crossing: number, across: boolean) => boolean;
}

export interface Route {
  from: Port;
  to: Port;
  /** From the first to the last. */
  crossings: number[];
}

/** The cheapest way from a box to another: short, with few bends, and on lines of its own. Undefined where a box has no port. */
export function cheapestRoute(grid: Grid, question: Question): Route | undefined {
  const { xs, ys } = grid;
  const states = xs.length * ys.length * DIRECTIONS;
  const cost = new Float64Array(states * 2).fill(Infinity);
  const before = new Int32Array(states * 2).fill(-1);
  const queue = new CheapestFirst();
  const goals = byCrossing(question.to);
  const starts = new Map<number, Port>();
  const ends = new Map<number, Port>();
  const guess = guessOf(grid, question.to);
  const portCost = (port: Port) => port.distance + (question.useOfPort(port) === "other" ? 3 * COST.shared : 0);
  const offer = (state: number, value: number, from: number) => {
    if (value >= (cost[state] ?? 0)) return false;
    cost[state] = value;
    before[state] = from;
    queue.push(state, value + (state < states ? guess(Math.floor(state / DIRECTIONS)) : 0));
    return true;
  };
  for (const port of question.from) {
    const state = port.crossing * DIRECTIONS + port.out;
    if (offer(state, portCost(port), -1)) starts.set(state, port);
  }
  for (let state = queue.pop(); state !== undefined; state = queue.pop()) {
    if (state >= states) return read(state - states, before, starts, ends.get(state));
    const crossing = Math.floor(state / DIRECTIONS);
    const heading = state % DIRECTIONS;
    const so = cost[state] ?? 0;
    for (const port of goals.get(crossing) ?? []) {
      // Out of the box that it is to lead into.
      if (port.out === heading) continue;
      const value = so + portCost(port) + (back(port.out) === heading ? 0 : COST.bend);
      if (offer(states + state, value, state)) ends.set(states + state, port);
    }
    for (const next of headings) {
      const to = next === back(heading) ? undefined : neighbour(grid, crossing, next);
      if (to === undefined) continue;
      const bend = next === heading ? 0 : COST.bend;
      offer(to * DIRECTIONS + next, so + bend + stepCost(grid, question, crossing, to), state);
    }
  }
  return undefined;
}

/** Of the piece between two crossings side by side. */
function stepCost(grid: Grid, { factors, useOf, isCrossed }: Question, from: number, to: number): number {
  const across = Math.abs(to - from) < grid.xs.length;
  const piece = Math.min(from, to);
  const length = across ? lengthOf(grid.xs, piece % grid.xs.length) : lengthOf(grid.ys, rowOf(grid, piece));
  const area = (across ? grid.areaRight : grid.areaDown)[piece] ?? 0;
  const closed = (across ? grid.closedRight : grid.closedDown)[piece] === 1;
  const use = useOf(piece, across);
  const factor = (factors[area] ?? 1) * (use === "own" ? OWN : 1);
  const shared = use === "other" ? COST.shared + 8 * length : 0;
  return length * factor + shared + (closed ? COST.closed : 0) + (isCrossed(to, across) ? COST.crossing : 0);
}

const lengthOf = (lines: readonly number[], index: number): number => (lines[index + 1] ?? 0) - (lines[index] ?? 0);

const rowOf = ({ xs }: Grid, crossing: number): number => Math.floor(crossing / xs.length);

const headings = Object.values(HEADING);

/** The next crossing; undefined at an end of the grid. */
function neighbour({ xs, ys }: Grid, crossing: number, heading: number): number | undefined {
  const column = crossing % xs.length;
  if (heading === HEADING.right) return column + 1 < xs.length ? crossing + 1 : undefined;
  if (heading === HEADING.left) return column > 0 ? crossing - 1 : undefined;
  if (heading === HEADING.up) return crossing >= xs.length ? crossing - xs.length : undefined;
  return crossing + xs.length < xs.length * ys.length ? crossing + xs.length : undefined;
}

/** Never more than what is left: the distance to the rectangle around all ends. */
function guessOf({ xs, ys }: Grid, ports: readonly Port[]): (crossing: number) => number {
  const at = ports.map(({ crossing }) => ({
    x: xs[crossing % xs.length] ?? 0,
    y: ys[Math.floor(crossing / xs.length)] ?? 0,
  }));
  const [left, right] = [Math.min(...at.map(({ x }) => x)), Math.max(...at.map(({ x }) => x))];
  const [top, bottom] = [Math.min(...at.map(({ y }) => y)), Math.max(...at.map(({ y }) => y))];
  return (crossing) => {
    const x = xs[crossing % xs.length] ?? 0;
    const y = ys[Math.floor(crossing / xs.length)] ?? 0;
    return OWN * (Math.max(left - x, 0, x - right) + Math.max(top - y, 0, y - bottom));
  };
}

function byCrossing(ports: readonly Port[]): Map<number, Port[]> {
  const map = new Map<number, Port[]>();
  for (const port of ports) map.set(port.crossing, [...(map.get(port.crossing) ?? []), port]);
  return map;
}

function read(last: number, before: Int32Array, starts: Map<number, Port>, to: Port | undefined): Route | undefined {
  const crossings: number[] = [];
  let state = last;
  for (;;) {
    crossings.unshift(Math.floor(state / DIRECTIONS));
    const previous = before[state] ?? -1;
    if (previous < 0) break;
    state = previous;
  }
  const from = starts.get(state);
  return from === undefined || to === undefined ? undefined : { from, to, crossings };
}

/** Corners of a route: where it begins and ends, and where it turns. */
export function cornersOf({ xs, ys }: Grid, { from, to, crossings }: Route): Point[] {
  const all = [
    from.point,
    ...crossings.map((crossing) => ({
      x: xs[crossing % xs.length] ?? 0,
      y: ys[Math.floor(crossing / xs.length)] ?? 0,
    })),
    to.point,
  ];
  const corners: Point[] = [];
  for (const point of all) {
    const [one, two] = corners.slice(-2);
    const straight =
      one !== undefined &&
      two !== undefined &&
      ((one.x === two.x && two.x === point.x) || (one.y === two.y && two.y === point.y));
    if (straight) corners.pop();
    corners.push(point);
  }
  return corners;
}
