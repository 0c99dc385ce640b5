import type { Edge } from "../diagram";
import type { Label, Measure, PlacedBox, PlacedEdge, Point, Rectangle } from "../layout";
import { grown } from "./grid";
import { meets } from "./ports";
import { isArea } from "./rows";
import { FONT, markText, textsOf } from "./text";

/** From a line to its text. */
const GAP = 4;

/** Between the places along a piece of a line where a text may stand. */
const STEP = 10;

/**
 * Puts its words beside each way, where nothing else is. Of ways that begin or end at one box, and have the same words,
 * one has them. Where there is no room for all, the mark alone is said; what finds none is left out, and stays in the way's own tooltip.
 */
export function labelWays(
  edges: readonly PlacedEdge[],
  boxes: readonly PlacedBox[],
  labels: readonly Label[],
  size: { width: number; height: number },
  measure: Measure,
): PlacedEdge[] {
  const taken: Rectangle[] = [
    ...boxes.filter(({ box }) => !isArea(box)),
    ...boxes.flatMap((box) => (isArea(box.box) ? textsOf(box) : [])),
    ...labels,
  ];
  const borders = boxes.filter(({ box }) => isArea(box));
  const said: Edge[] = [];
  return edges.map((placed) => {
    const text = edgeText(placed.edge);
    if (text === undefined || said.some((other) => saysTheSame(other, placed.edge))) return placed;
    const others = edges.filter((each) => each !== placed);
    const isFree = (at: Rectangle) =>
      at.x > 2 &&
      at.x + at.width < size.width - 2 &&
      !taken.some((each) => overlap(grown(at, 2), each)) &&
      !others.some((way) => pieces(way.points).some(([a, b]) => meets(grown(at, 1), a, b)));
    const placeOf = (words: string): Rectangle | undefined => {
      const shape = { width: measure(words, FONT.line, false), height: 14 };
      const places = candidates(placed.points, shape).filter(isFree);
      const beside = places.filter((place) => !pieces(placed.points).some(([a, b]) => meets(place, a, b)));
      return beside.find((place) => !borders.some((area) => crossesBorder(place, area))) ?? beside[0] ?? places[0];
    };
    for (const words of [text, markText(placed.edge)]) {
      const at = words === undefined ? undefined : placeOf(words);
      if (words === undefined || at === undefined) continue;
      taken.push(at);
      said.push(placed.edge);
      return { ...placed, label: { ...at, text: words, size: FONT.line, bold: false, role: "edge" } };
    }
    return placed;
  });
}

/** What is said of a way: its label, and its mark. */
export function edgeText(edge: Edge): string | undefined {
  const words = [edge.label, markText(edge)].filter((part) => part !== undefined && part !== "");
  return words.length === 0 ? undefined : words.join(": ");
}

const saysTheSame = (one: Edge, other: Edge): boolean =>
  edgeText(one) === edgeText(other) && one.kind === other.kind && (one.from === other.from || one.to === other.to);

const pieces = (points: readonly Point[]): [Point, Point][] =>
  points.slice(1).map((point, index) => [points[index] ?? point, point]);

/** Along the longest piece first, from its middle outwards, right of it or above it first, and on it last. */
function candidates(points: readonly Point[], { width, height }: { width: number; height: number }): Rectangle[] {
  return pieces(points)
    .map(([a, b]) => ({ a, b, length: Math.abs(a.x - b.x) + Math.abs(a.y - b.y) }))
    .sort((one, other) => other.length - one.length)
    .flatMap(({ a, b, length }) => {
      const toward = { x: Math.sign(b.x - a.x), y: Math.sign(b.y - a.y) };
      const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
      return outward(length / 2 - STEP).flatMap((by): Rectangle[] => {
        const [x, y] = [Math.round(middle.x + toward.x * by), Math.round(middle.y + toward.y * by)];
        const places =
          toward.x === 0
            ? [x + GAP, x - GAP - width, x - Math.round(width / 2)].map((left) => ({ x: left, y: y - height / 2 }))
            : [y - 2 - height, y + 2, y - height / 2].map((top) => ({ x: x - Math.round(width / 2), y: top }));
        return places.map((place) => ({ ...place, width, height }));
      });
    });
}

/** 0, then a step to either side, and so on to an end. */
function outward(end: number): number[] {
  const steps = Array.from({ length: Math.max(0, Math.floor(end / STEP)) }, (_, index) => (index + 1) * STEP);
  return [0, ...steps.flatMap((step) => [step, -step])];
}

export const overlap = (a: Rectangle, b: Rectangle): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

function crossesBorder(at: Rectangle, area: Rectangle): boolean {
  const inside =
    at.x > area.x && at.y > area.y && at.x + at.width < area.x + area.width && at.y + at.height < area.y + area.height;
  return overlap(at, area) && !inside;
}
