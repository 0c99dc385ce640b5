import type { EdgeKind } from "../../analysis/picture/diagram";
import type { PlacedEdge, Point } from "../../analysis/picture/layout";

/**
 * What is to be drawn of each way, by its id: where ways of a kind share a line, one draws it, as dashes over dashes are none.
 * A way has no points where others draw all of it; without its arrow, it ends where it meets another.
 */
export function drawnParts(edges: readonly PlacedEdge[]): Map<string, { points: Point[]; arrow: boolean }> {
  const drawn = new Map<EdgeKind, Point[][]>();
  const parts = new Map<string, { points: Point[]; arrow: boolean }>();
  for (const { edge, points } of edges) {
    const others = drawn.get(edge.kind) ?? [];
    const begun = without(points, others);
    const ended = without([...begun].reverse(), others).reverse();
    const last = ended.at(-1);
    const end = points.at(-1);
    parts.set(edge.id, { points: ended, arrow: last?.x === end?.x && last?.y === end?.y });
    drawn.set(edge.kind, [...others, points]);
  }
  return parts;
}

/** A line without what others have drawn of it from its first point on. */
function without(points: readonly Point[], others: readonly Point[][]): Point[] {
  const pieces = others.flatMap((other) => other.slice(1).map((b, index): [Point, Point] => [other[index] ?? b, b]));
  let rest = [...points];
  for (;;) {
    const [a, b] = rest;
    if (a === undefined || b === undefined) return [];
    const reached = pieces.map((piece) => reach(a, b, piece)).find((point) => point !== undefined);
    if (reached === undefined) return rest;
    rest = reached.x === b.x && reached.y === b.y ? rest.slice(1) : [reached, ...rest.slice(1)];
  }
}

/** How far from a towards b a piece on the same line goes; undefined where it does not lead on from a. */
function reach(a: Point, b: Point, [c, d]: [Point, Point]): Point | undefined {
  const across = a.y === b.y;
  if (across ? c.y !== a.y || d.y !== a.y : c.x !== a.x || d.x !== a.x) return undefined;
  const along = ({ x, y }: Point) => (across ? x : y);
  const sign = Math.sign(along(b) - along(a));
  const [near, far] = [Math.min(sign * along(c), sign * along(d)), Math.max(sign * along(c), sign * along(d))];
  const start = sign * along(a);
  if (near > start || far <= start) return undefined;
  const at = sign * Math.min(far, sign * along(b));
  return across ? { x: at, y: a.y } : { x: a.x, y: at };
}
