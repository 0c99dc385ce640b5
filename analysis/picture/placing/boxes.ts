import type { Edge, Node } from "yoga-layout/load";
import type { Box, Diagram } from "../diagram";
import type { Label, Measure, PlacedBox } from "../layout";
import { type Builder, type Placed, absolute, append, beside, column, flexbox, moved, rectangle } from "./nodes";
import { type Row, depthOfColumns, isArea, rowsOf, rowsOfPicture } from "./rows";
import { type Text, FONT, block } from "./text";
import { BAND, SPACE, leastWidth, paddingOf } from "./widths";

/** What columns mean to what stands in them, however deep. */
interface Columns {
  keys: string[];
  /** Areas between the deepest box that stands in a column and the area around all, less those that were passed. */
  depth: number;
  /** Whether a tier's title takes its room left of the cells already. */
  titled: boolean;
}

/** Places boxes by flexbox: rows below each other, and columns that are as wide in each row of an area. */
export async function placeBoxes(
  diagram: Diagram,
  { width, tierTitle }: { width: number; tierTitle: number },
  measure: Measure,
): Promise<Placed> {
  const yoga = await flexbox();
  const builder: Builder = { yoga, measure, tierTitle, readers: [] };
  const root = column(builder, SPACE.rows);
  root.setPadding(yoga.EDGE_ALL, SPACE.margin);
  append(root, heading(builder, diagram));
  for (const row of rowsOfPicture(diagram.boxes)) append(root, rowNode(builder, row, undefined));
  root.calculateLayout(width, undefined, yoga.DIRECTION_LTR);
  const placed: Placed = { height: root.getComputedHeight(), boxes: [], columns: [], labels: [] };
  for (const read of builder.readers) read(placed);
  root.freeRecursive();
  return placed;
}

/** A picture's title, and its lines. */
function heading(builder: Builder, { title, lines }: Diagram): Node {
  const { yoga, measure } = builder;
  const node = yoga.Node.create();
  const labels = [title, ...lines].map((text, index): Label => {
    const size = index === 0 ? FONT.heading : FONT.title;
    const bold = index === 0;
    const y = index === 0 ? 0 : 26 + (index - 1) * 17;
    return {
      x: 0,
      y,
      width: measure(text, size, bold),
      height: index === 0 ? 24 : 16,
      text,
      size,
      bold,
      role: "heading",
    };
  });
  node.setHeight(26 + lines.length * 17);
  node.setMargin(yoga.EDGE_BOTTOM, -SPACE.rows / 2);
  builder.readers.push((placed) => placed.labels.push(...labels.map((label) => moved(label, absolute(node)))));
  return node;
}

function rowNode(builder: Builder, row: Row, columns: Columns | undefined): Node {
  if (row.kind === "columns" && columns !== undefined) return cellsNode(builder, row.boxes, columns);
  const { yoga } = builder;
  const node = beside(builder, SPACE.beside);
  node.setFlexWrap(yoga.WRAP_WRAP);
  node.setJustifyContent(yoga.JUSTIFY_CENTER);
  for (const box of row.boxes) {
    const child = boxNode(builder, box, columns);
    if (isArea(box) || columns !== undefined) {
      child.setFlexGrow(1);
      child.setFlexShrink(1);
      child.setFlexBasis(leastWidth(box));
    } else {
      child.setMinWidth(Math.min(leastWidth(box), 150));
      child.setMaxWidth(340);
      if (row.boxes.some(isArea)) child.setAlignSelf(yoga.ALIGN_CENTER);
    }
    append(node, child);
  }
  return node;
}

/** A cell for each column, also where nothing stands in it. */
function cellsNode(builder: Builder, boxes: readonly Box[], columns: Columns): Node {
  const { yoga } = builder;
  const node = beside(builder, SPACE.cells);
  const inset = BAND.across * columns.depth;
  node.setPadding(yoga.EDGE_LEFT, inset + (columns.titled ? 0 : builder.tierTitle));
  node.setPadding(yoga.EDGE_RIGHT, inset);
  for (const key of columns.keys) {
    const box = boxes.find(({ column: of }) => of === key);
    // All are as wide, whatever is inside: a box's own padding would add to its share.
    const cell = yoga.Node.create();
    cell.setFlexGrow(1);
    cell.setFlexBasis(0);
    if (box !== undefined) append(cell, boxNode(builder, box, undefined));
    append(node, cell);
  }
  return node;
}

function boxNode(builder: Builder, box: Box, columns: Columns | undefined): Node {
  if (isArea(box)) return areaNode(builder, box, columns);
  const node = textNode(builder, { ...box, glyph: true }, (placed, labels) => {
    placed.boxes.push({ ...rectangle(node), box, labels });
  });
  node.setPadding(builder.yoga.EDGE_ALL, SPACE.text);
  return node;
}

function areaNode(builder: Builder, box: Box, around: Columns | undefined): Node {
  const { yoga } = builder;
  const columns = columnsInside(box, around);
  const atLeft = columns?.titled === true;
  const node = atLeft ? beside(builder, 0) : column(builder, 12);
  const { across, down } = paddingOf(box);
  node.setPadding(yoga.EDGE_HORIZONTAL, across);
  node.setPadding(yoga.EDGE_VERTICAL, down);
  const own: PlacedBox = { x: 0, y: 0, width: 0, height: 0, box, labels: [] };
  builder.readers.push((placed) => placed.boxes.push(Object.assign(own, rectangle(node))));
  const title = textNode(builder, { ...box, glyph: !atLeft }, (_, labels) => own.labels.push(...labels));
  if (atLeft) {
    title.setWidth(builder.tierTitle);
    title.setPadding(yoga.EDGE_RIGHT, SPACE.text);
  }
  append(node, title);
  if (box.columns !== undefined && columns !== undefined) append(node, headingsNode(builder, box, columns, node));
  const body = column(builder, SPACE.inside);
  if (atLeft) {
    body.setFlexGrow(1);
    body.setFlexShrink(1);
    body.setJustifyContent(yoga.JUSTIFY_CENTER);
  }
  const before = builder.readers.length;
  for (const row of rowsOf(box)) append(body, rowNode(builder, row, columns));
  insideOf(builder, before, box.id);
  append(node, body);
  return node;
}

/** Boxes that are read by the readers from an index on have an area around them, where no closer one has claimed them. */
function insideOf({ readers }: Builder, from: number, parent: string): void {
  for (let index = from; index < readers.length; index += 1) {
    const read = readers[index];
    if (read === undefined) continue;
    readers[index] = (placed) => {
      const before = placed.boxes.length;
      read(placed);
      for (const box of placed.boxes.slice(before)) box.parent ??= parent;
    };
  }
}

function columnsInside(box: Box, around: Columns | undefined): Columns | undefined {
  if (box.columns !== undefined)
    return { keys: box.columns.map(({ key }) => key), depth: depthOfColumns(box), titled: false };
  if (around === undefined) return undefined;
  return { ...around, depth: around.depth - 1, titled: !(box.boxes ?? []).some(isArea) };
}

/** The zones' names. A column reaches from its own down to the end of the area. */
function headingsNode(builder: Builder, box: Box, columns: Columns, area: Node): Node {
  const { yoga, measure } = builder;
  const node = beside(builder, SPACE.cells);
  const inset = BAND.across * columns.depth;
  node.setPadding(yoga.EDGE_LEFT, inset + builder.tierTitle);
  node.setPadding(yoga.EDGE_RIGHT, inset);
  for (const { key, title } of box.columns ?? []) {
    const cell = yoga.Node.create();
    cell.setFlexGrow(1);
    cell.setFlexBasis(0);
    cell.setHeight(18);
    builder.readers.push((placed) => {
      const { x, y, width } = rectangle(cell);
      const bottom = absolute(area).y + area.getComputedHeight() - 6;
      placed.columns.push({ area: box.id, key, x: x - 5, y: y - 3, width: width + 10, height: bottom - y + 3 });
      const text = { text: title, size: FONT.line, bold: true, role: "column" as const };
      const wide = measure(title, FONT.line, true);
      placed.labels.push({ ...text, x: Math.round(x + (width - wide) / 2), y: y + 1, width: wide, height: 14 });
    });
    append(node, cell);
  }
  return node;
}

/** A text that breaks its lines as its width asks for. */
function textNode(builder: Builder, text: Text, onRead: (placed: Placed, labels: Label[]) => void): Node {
  const { yoga, measure } = builder;
  const node = yoga.Node.create();
  node.setMeasureFunc((width, mode) => {
    const { width: natural, height } = block(text, mode === yoga.MEASURE_MODE_UNDEFINED ? Infinity : width, measure);
    return { width: Math.ceil(natural), height };
  });
  builder.readers.push((placed) => {
    const padding = (edge: Edge) => node.getComputedPadding(edge);
    const { x, y } = absolute(node);
    const corner = { x: x + padding(yoga.EDGE_LEFT), y: y + padding(yoga.EDGE_TOP) };
    const room = node.getComputedWidth() - padding(yoga.EDGE_LEFT) - padding(yoga.EDGE_RIGHT);
    onRead(
      placed,
      block(text, room, measure).labels.map((label) => moved(label, corner)),
    );
  });
  return node;
}
