import type { Edge, EdgeKind } from "../diagram";
import type { Label, PlacedBox, PlacedEdge } from "../layout";
import { edgeText } from "./edgeLabels";
import { type Grid, gridOf, grown } from "./grid";
import { type Port, portsOf } from "./ports";
import { type Route, type Use, cheapestRoute, cornersOf } from "./route";
import { isArea } from "./rows";
import { straightRoute } from "./straight";
import { textsOf } from "./text";

/** Who chooses a line first. */
const ORDER: readonly EdgeKind[] = ["client", "consumer", "egress", "name", "serves"];

/** From a border to a way's first turn, and from its last to the border that its arrow points at. */
const ROOM = { from: 6, to: 12 };

/** How much rather a way goes round an area that neither end is in. */
const FOREIGN = 14;

/** Orthogonal ways between boxes, one after the other, each on lines that are free as far as there are any. */
export function routeWays(
  edges: readonly Edge[],
  boxes: readonly PlacedBox[],
  labels: readonly Label[],
  size: { width: number; height: number },
): PlacedEdge[] {
  const texts = [...labels, ...boxes.filter(({ box }) => isArea(box)).flatMap(textsOf)];
  const grid = gridOf(boxes, texts, size);
  const byId = new Map(boxes.map((placed) => [placed.box.id, placed]));
  const uses = new Uses(grid);
  const closed = [...boxes.filter(({ box }) => !isArea(box)), ...texts];
  const placed = new Map<Edge, PlacedEdge>();
  for (const edge of inOrder(edges, byId)) {
    const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
    if (from === undefined || to === undefined) throw new Error(`Way ${edge.id}: no box has one of its ends.`);
    const ports = (box: PlacedBox, other: PlacedBox, room: number) =>
      portsOf(
        grid,
        box,
        room,
        isInside(other, box, byId),
        closed.filter((each) => each !== box).map((each) => grown(each, 2)),
      );
    const seen = uses.seenBy(edge);
    const within = new Set([from, to, ...around(from, byId), ...around(to, byId)]);
    const between = [...boxes.filter((box) => !within.has(box)), ...texts.map((text) => grown(text, 4))];
    const route =
      straightRoute(grid, [from, to], between, seen.useOfPort) ??
      cheapestRoute(grid, {
        from: ports(from, to, ROOM.from),
        to: ports(to, from, ROOM.to),
        factors: factorsOf(boxes, byId, from, to),
        ...seen,
      });
    if (route === undefined) throw new Error(`Way ${edge.id}: there is no room beside its ends.`);
    uses.add(edge, grid, route);
    placed.set(edge, { edge, points: cornersOf(grid, route) });
  }
  return edges.flatMap((edge) => placed.get(edge) ?? []);
}

function inOrder(edges: readonly Edge[], byId: ReadonlyMap<string, PlacedBox>): Edge[] {
  const length = ({ from, to }: Edge): number => {
    const [a, b] = [byId.get(from), byId.get(to)];
    if (a === undefined || b === undefined) return 0;
    return Math.abs(a.x + a.width / 2 - b.x - b.width / 2) + Math.abs(a.y + a.height / 2 - b.y - b.height / 2);
  };
  return [...edges].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || length(a) - length(b));
}

function around(box: PlacedBox | undefined, byId: ReadonlyMap<string, PlacedBox>): PlacedBox[] {
  const parent = box?.parent === undefined ? undefined : byId.get(box.parent);
  return parent === undefined ? [] : [parent, ...around(parent, byId)];
}

const isInside = (box: PlacedBox, area: PlacedBox, byId: ReadonlyMap<string, PlacedBox>): boolean =>
  around(box, byId).includes(area);

/** What a pixel costs in each area: one where an end is inside of it, much where none is. */
function factorsOf(
  boxes: readonly PlacedBox[],
  byId: ReadonlyMap<string, PlacedBox>,
  from: PlacedBox,
  to: PlacedBox,
): number[] {
  const own = new Set([...around(from, byId), ...around(to, byId)]);
  const factor = (area: PlacedBox): number =>
    [area, ...around(area, byId)].reduce((product, each) => product * (own.has(each) ? 1 : FOREIGN), 1);
  return [1, ...boxes.filter(({ box }) => isArea(box)).map(factor)];
}

/** Which ways have taken which pieces, crossings and ports. */
class Uses {
  /** By `pieceKey`. */
  private readonly pieces: (Edge[] | undefined)[];
  private readonly passes: (Edge[] | undefined)[];
  private readonly ports = new Map<string, Edge[]>();

  constructor({ xs, ys }: Grid) {
    this.pieces = new Array<undefined>(2 * xs.length * ys.length).fill(undefined);
    this.passes = [...this.pieces];
  }

  seenBy(edge: Edge): {
    useOf: (crossing: number, across: boolean) => Use;
    useOfPort: (port: Port) => Use;
    isCrossed: (crossing: number, across: boolean) => boolean;
  } {
    const useBy = (others: readonly Edge[] | undefined): Use => {
      if (others === undefined) return "free";
      return others.every((other) => runWith(edge, other)) ? "own" : "other";
    };
    return {
      useOf: (crossing, across) => useBy(this.pieces[pieceKey(crossing, across)]),
      useOfPort: (port) => useBy(this.ports.get(portKey(port))),
      isCrossed: (crossing, across) =>
        this.passes[pieceKey(crossing, !across)]?.some((other) => !runWith(edge, other)) ?? false,
    };
  }

  add(edge: Edge, { xs }: Grid, { from, to, crossings }: Route): void {
    for (const key of [portKey(from), portKey(to)]) this.ports.set(key, [...(this.ports.get(key) ?? []), edge]);
    const add = (lists: (Edge[] | undefined)[], key: number) => {
      lists[key] = [...(lists[key] ?? []), edge];
    };
    crossings.forEach((crossing, index) => {
      const next = crossings[index + 1];
      if (next === undefined) return;
      const across = Math.abs(next - crossing) < xs.length;
      add(this.pieces, pieceKey(Math.min(crossing, next), across));
      for (const end of [crossing, next]) add(this.passes, pieceKey(end, across));
    });
  }
}

/** Ways of one kind that begin or end at one box may share a line, as nothing is said of one that is not of the other: they are a bundle. */
const runWith = (one: Edge, other: Edge): boolean =>
  one.kind === other.kind && edgeText(one) === edgeText(other) && (one.from === other.from || one.to === other.to);

const pieceKey = (crossing: number, across: boolean): number => 2 * crossing + (across ? 1 : 0);
const portKey = ({ point }: Port): string => `${point.x} ${point.y}`;
