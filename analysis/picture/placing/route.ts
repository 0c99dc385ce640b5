import type { Point } from "../layout";
import type { Grid } from "./grid";
import { type Port, HEADING } from "./ports";
import { CheapestFirst } from "./queue";

/** What a step costs beside its length, in pixels that a way would rather go round. */
const COST = { bend: 40, closed: 4000, crossing: 14, shared: 60 };

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
    for (const step of stepsFrom(grid, crossing)) {
      if (step.heading === back(heading)) continue;
      const bend = step.heading === heading ? 0 : COST.bend;
      offer(step.to * DIRECTIONS + step.heading, so + bend + stepCost(question, step), state);
    }
  }
  return undefined;
}

interface Step {
  /** Crossing that it leads to. */
  to: number;
  /** Crossing whose piece it is. */
  piece: number;
  across: boolean;
  heading: number;
  length: number;
  area: number;
  closed: boolean;
}

function stepCost({ factors, useOf, isCrossed }: Question, { to, piece, across, length, area, closed }: Step): number {
  const use = useOf(piece, across);
  const factor = (factors[area] ?? 1) * (use === "own" ? 0.6 : 1);
  const shared = use === "other" ? COST.shared + 8 * length : 0;
  return length * factor + shared + (closed ? COST.closed : 0) + (isCrossed(to, across) ? COST.crossing : 0);
}

function stepsFrom({ xs, ys, closedRight, closedDown, areaRight, areaDown }: Grid, crossing: number): Step[] {
  const column = crossing % xs.length;
  const row = Math.floor(crossing / xs.length);
  const steps: Step[] = [];
  const add = (piece: number, to: number, heading: number, length: number) => {
    const across = heading === HEADING.right || heading === HEADING.left;
    const area = (across ? areaRight : areaDown)[piece] ?? 0;
    const closed = (across ? closedRight : closedDown)[piece] === 1;
    steps.push({ to, piece, across, heading, length, area, closed });
  };
  const [x = 0, y = 0] = [xs[column], ys[row]];
  const [left, right, up, down] = [xs[column - 1], xs[column + 1], ys[row - 1], ys[row + 1]];
  if (right !== undefined) add(crossing, crossing + 1, HEADING.right, right - x);
  if (left !== undefined) add(crossing - 1, crossing - 1, HEADING.left, x - left);
  if (down !== undefined) add(crossing, crossing + xs.length, HEADING.down, down - y);
  if (up !== undefined) add(crossing - xs.length, crossing - xs.length, HEADING.up, y - up);
  return steps;
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
    const [x = 0, y = 0] = [xs[crossing % xs.length], ys[Math.floor(crossing / xs.length)]];
    return 0.6 * (Math.max(left - x, 0, x - right) + Math.max(top - y, 0, y - bottom));
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
