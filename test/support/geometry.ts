import type { Edge } from "../../analysis/picture/diagram";
import type { Label, Layout, PlacedBox, Point, Rectangle } from "../../analysis/picture/layout";
import { edgeText } from "../../analysis/picture/placing/edgeLabels";
import { textsOf } from "../../analysis/picture/placing/text";

/** What a reader would find wrong in a picture's geometry, a line each; of a good one, nothing. */
export const mistakesIn = (layout: Layout): string[] => [
  ...sizeMistakes(layout),
  ...boxMistakes(layout),
  ...columnMistakes(layout),
  ...labelMistakes(layout),
  ...wayMistakes(layout),
];

const inside = (a: Rectangle, b: Rectangle): boolean =>
  a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height;

/** Whether there is less than so many pixels between the two. */
const closer = (a: Rectangle, b: Rectangle, gap: number): boolean =>
  a.x < b.x + b.width + gap && b.x < a.x + a.width + gap && a.y < b.y + b.height + gap && b.y < a.y + a.height + gap;

/** Whether a straight line has a point inside of a rectangle. */
const runsThrough = ([a, b]: readonly [Point, Point], { x, y, width, height }: Rectangle): boolean =>
  Math.max(a.x, b.x) > x && Math.min(a.x, b.x) < x + width && Math.max(a.y, b.y) > y && Math.min(a.y, b.y) < y + height;

const allLabels = ({ boxes, edges, labels, legend }: Layout): Label[] => [
  ...labels,
  ...boxes.flatMap((box) => box.labels),
  ...edges.flatMap(({ label }) => label ?? []),
  ...legend.map(({ label }) => label),
];

function sizeMistakes(layout: Layout): string[] {
  const page = { x: 0, y: 0, width: layout.width, height: layout.height };
  const all = [...layout.boxes, ...layout.legend, ...allLabels(layout)];
  return [
    ...(layout.width > 1200 ? [`${layout.width} pixels wide`] : []),
    ...all.filter((each) => !inside(each, page)).map((each) => `outside of the picture: ${nameOf(each)}`),
    ...allLabels(layout)
      .filter(({ size }) => size < 11)
      .map(({ text }) => `too small to read: ${text}`),
  ];
}

const nameOf = (each: object): string =>
  "box" in each ? (each as PlacedBox).box.id : "text" in each ? (each as Label).text : "legend";

function boxMistakes({ boxes }: Layout): string[] {
  const byId = new Map(boxes.map((placed) => [placed.box.id, placed]));
  const outside = boxes.filter(({ parent, ...box }) => parent !== undefined && !inside(box, byId.get(parent)!));
  const close = pairsOf(boxes).filter(([a, b]) => a.parent === b.parent && closer(a, b, 12));
  return [
    ...outside.map(({ box, parent }) => `${box.id} is not inside ${parent}`),
    ...close.map(([a, b]) => `too close: ${a.box.id} and ${b.box.id}`),
  ];
}

/** Boxes of a column stand below each other, through all tiers of a VPC. */
function columnMistakes({ boxes, columns }: Layout): string[] {
  const byId = new Map(boxes.map((placed) => [placed.box.id, placed]));
  const around = (placed: PlacedBox): PlacedBox | undefined => {
    const parent = placed.parent === undefined ? undefined : byId.get(placed.parent);
    return parent === undefined || parent.box.columns !== undefined ? parent : around(parent);
  };
  return boxes.flatMap((placed) => {
    const { box, x, width } = placed;
    if (box.column === undefined) return [];
    const area = around(placed);
    const alike = boxes.filter((other) => other.box.column === box.column && around(other) === area);
    const column = columns.find((each) => each.area === area?.box.id && each.key === box.column);
    const aligned =
      column !== undefined && [x - column.x, column.x + column.width - x - width].every((by) => by >= 3 && by <= 7);
    const same = alike.every((other) => other.x === x && other.width === width);
    return aligned && same ? [] : [`${box.id} stands beside its column`];
  });
}

function labelMistakes(layout: Layout): string[] {
  const crossing = pairsOf(allLabels(layout)).filter(([a, b]) => closer(a, b, 0));
  const outside = layout.boxes.flatMap((box) => box.labels.filter((label) => !inside(label, box)));
  const over = layout.edges.flatMap(({ label }) => {
    const covered = layout.boxes.find((each) =>
      (each.box.boxes === undefined ? [each] : textsOf(each)).some((part) => label && closer(label, part, 0)),
    );
    return label && covered ? [`${label.text} is over ${covered.box.id}`] : [];
  });
  return [
    ...outside.map(({ text }) => `not inside its box: ${text}`),
    ...crossing.map(([a, b]) => `one over the other: ${a.text} and ${b.text}`),
    ...over,
  ];
}

function wayMistakes(layout: Layout): string[] {
  const labels = allLabels(layout);
  const said = layout.edges.filter(({ label }) => label !== undefined).map(({ edge }) => edge);
  const isSaid = (edge: Edge) =>
    said.some((one) => edgeText(one) === edgeText(edge) && (one.from === edge.from || one.to === edge.to));
  return layout.edges.flatMap(({ edge, points, label }) => {
    const pieces = points.slice(1).map((point, index): [Point, Point] => [points[index]!, point]);
    const through = layout.boxes.filter(
      ({ box, ...at }) => box.boxes === undefined && pieces.some((piece) => runsThrough(piece, at)),
    );
    const over = labels.filter((each) => each !== label && pieces.some((piece) => runsThrough(piece, each)));
    return [
      ...(pieces.some(([a, b]) => (a.x === b.x) === (a.y === b.y)) ? [`${edge.id} is not orthogonal`] : []),
      ...through.map(({ box }) => `${edge.id} runs through ${box.id}`),
      ...over.map(({ text }) => `${edge.id} runs over ${text}`),
      ...ends(layout, edge, points),
      ...(edgeText(edge) !== undefined && !isSaid(edge) ? [`${edge.id} has no room for ${edgeText(edge)}`] : []),
    ];
  });
}

/** A way begins and ends on the borders of its boxes. */
function ends({ boxes }: Layout, edge: Edge, points: readonly Point[]): string[] {
  const isOn = (id: string, { x, y }: Point) =>
    boxes.some(
      (each) =>
        each.box.id === id &&
        inside({ x, y, width: 0, height: 0 }, each) &&
        (x === each.x || x === each.x + each.width || y === each.y || y === each.y + each.height),
    );
  return isOn(edge.from, points[0]!) && isOn(edge.to, points.at(-1)!) ? [] : [`${edge.id} does not reach its ends`];
}

const pairsOf = <T>(all: readonly T[]): [T, T][] =>
  all.flatMap((a, index) => all.slice(index + 1).map((b): [T, T] => [a, b]));
