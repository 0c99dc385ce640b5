import { type Node, type Yoga, loadYoga } from "yoga-layout/load";
import type { Label, Measure, PlacedBox, PlacedColumn } from "../layout";

/** Where boxes and headings stand; of ways, nothing. */
export interface Placed {
  height: number;
  boxes: PlacedBox[];
  columns: PlacedColumn[];
  labels: Label[];
}

export interface Builder {
  yoga: Yoga;
  measure: Measure;
  /** Width of a tier's title, left of its cells. */
  tierTitle: number;
  /** What takes the places of a box, of a text or of a column, once all is laid out: with the left top corner of its parent. */
  readers: ((placed: Placed) => void)[];
}

let loaded: Promise<Yoga> | undefined;

/** Loaded once: each load takes 16 MiB of memory outside of the heap, for which V8 collects all of the heap again and again. */
export const flexbox = (): Promise<Yoga> => (loaded ??= loadYoga());

export const append = (parent: Node, child: Node): void => {
  parent.insertChild(child, parent.getChildCount());
};

export function column({ yoga }: Builder, gap: number): Node {
  const node = yoga.Node.create();
  node.setFlexDirection(yoga.FLEX_DIRECTION_COLUMN);
  node.setGap(yoga.GUTTER_ALL, gap);
  return node;
}

export function beside({ yoga }: Builder, gap: number): Node {
  const node = yoga.Node.create();
  node.setFlexDirection(yoga.FLEX_DIRECTION_ROW);
  node.setGap(yoga.GUTTER_ALL, gap);
  return node;
}

export function rectangle(node: Node): { x: number; y: number; width: number; height: number } {
  return { ...absolute(node), width: node.getComputedWidth(), height: node.getComputedHeight() };
}

export function absolute(node: Node): { x: number; y: number } {
  const parent = node.getParent();
  const { x, y } = parent === null ? { x: 0, y: 0 } : absolute(parent);
  return { x: x + node.getComputedLeft(), y: y + node.getComputedTop() };
}

export const moved = (label: Label, { x, y }: { x: number; y: number }): Label => ({
  ...label,
  x: label.x + x,
  y: label.y + y,
});
