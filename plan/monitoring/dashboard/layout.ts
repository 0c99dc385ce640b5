import type { Widget } from "./widgets";

/** Columns of the grid. Source: as of widgets.ts */
const COLUMNS = 24;

/** A widget in its place, counted from the left and from above. */
export type Placed = Widget & { x: number; y: number };

/** Widgets that stand side by side, as many as fit; the others on lines of their own below. */
export type Row = readonly Widget[];

/**
 * Rows from above to below, each line as high as its highest widget and as wide as the grid.
 *
 *     ┌────────┐ ┌────────┐ ┌────────┐   of one row that is too wide for one line
 *     └────────┘ └────────┘ └────────┘
 *     ┌─────────────┐ ┌──────────────┐
 *     └─────────────┘ └──────────────┘
 */
export function layout(rows: readonly Row[]): Placed[] {
  const placed: Placed[] = [];
  let y = 0;
  for (const line of rows.flatMap(lines)) {
    const height = Math.max(...line.map((widget) => widget.height));
    let x = 0;
    for (const widget of widened(line)) {
      placed.push({ ...widget, height, x, y });
      x += widget.width;
    }
    y += height;
  }
  return placed;
}

/** As few lines as will do; widgets of one width are shared evenly among them. */
function lines(row: Row): Widget[][] {
  const all: Widget[][] = [];
  let room = 0;
  for (const widget of row) {
    if (widget.width > room) {
      all.push([]);
      room = COLUMNS;
    }
    all.at(-1)?.push(widget);
    room -= widget.width;
  }
  return new Set(row.map(({ width }) => width)).size === 1 ? shared(row, all.length) : all;
}

function shared(row: Row, count: number): Widget[][] {
  if (count === 0) return [];
  const first = Math.ceil(row.length / count);
  return [row.slice(0, first), ...shared(row.slice(first), count - 1)];
}

/** With what is left of the line shared among them; the last gets what cannot be shared. */
function widened(line: readonly Widget[]): Widget[] {
  const total = widthOf(line);
  const wider = line.map((widget) => ({ ...widget, width: Math.floor((widget.width * COLUMNS) / total) }));
  const rest = COLUMNS - widthOf(wider);
  return wider.map((widget, index) => ({ ...widget, width: widget.width + (index === line.length - 1 ? rest : 0) }));
}

const widthOf = (line: readonly Widget[]): number => line.reduce((sum, { width }) => sum + width, 0);
