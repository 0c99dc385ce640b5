import type { Box, Change, Condition, Diagram, Edge, EdgeKind } from "./diagram";

/** In pixels, from the top left corner of the picture. */
export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A line of text. Its rectangle is as wide as the text, by the font's own measures. */
export interface Label extends Rectangle {
  text: string;
  /** Of the font, in pixels. */
  size: number;
  bold: boolean;
  /** What it is to a reader: a box's title, one of its lines, or its mark in words; a column's or the picture's heading; an edge's label. */
  role: "title" | "line" | "mark" | "column" | "heading" | "edge" | "legend";
}

export interface PlacedBox extends Rectangle {
  box: Box;
  /** Id of the area that it is inside of. */
  parent?: string;
  labels: Label[];
}

export interface Point {
  x: number;
  y: number;
}

export interface PlacedEdge {
  edge: Edge;
  /** Corners of its line, from its beginning to its arrow's point. */
  points: Point[];
  label?: Label;
}

/** A column of an area, from its heading down. */
export interface PlacedColumn extends Rectangle {
  /** Id of the area. */
  area: string;
  key: string;
}

/** What a line, a border or a pattern of the picture means. */
export interface LegendEntry extends Rectangle {
  sample: { kind: EdgeKind } | { change: Change } | { condition: Condition };
  label: Label;
}

/** A diagram with a place for each of its parts. */
export interface Layout {
  diagram: Diagram;
  width: number;
  height: number;
  /** An area before what is inside. */
  boxes: PlacedBox[];
  edges: PlacedEdge[];
  columns: PlacedColumn[];
  legend: LegendEntry[];
  /** Those of no box: heading and columns. */
  labels: Label[];
}

/** How wide a text is, in pixels. */
export type Measure = (text: string, size: number, bold: boolean) => number;
