import wrap from "word-wrap";

/** What people's terminals surely have. */
export const WIDTH = 100;

/** A part of a page, under its title. */
export const section = (title: string, body: string): string => `${title}\n${"-".repeat(title.length)}\n${body}`;

export interface Column {
  title: string;
  /** Characters; cells wrap. Default: as wide as the widest cell. */
  width?: number;
  /** Default: left. */
  align?: "left" | "right";
}

/** An aligned table without lines, indented by two, trailing blanks cut. */
export function table(columns: readonly Column[], rows: readonly (readonly (string | number)[])[]): string {
  const head = columns.some(({ title }) => title !== "") ? [columns.map(({ title }) => title)] : [];
  const cells = [
    ...head,
    ...rows.map((row) => row.map((cell, index) => wrappedCell(String(cell), columns[index]?.width))),
  ];
  const lines = cells.map((row) => row.map((cell) => cell.split("\n")));
  const widths = columns.map(({ width }, index) => width ?? Math.max(...lines.map((row) => widthOf(row[index] ?? []))));
  return lines
    .flatMap((row) =>
      Array.from({ length: Math.max(...row.map(({ length }) => length)) }, (_, line) =>
        row.map((cell, index) => padded(cell[line] ?? "", widths[index] ?? 0, columns[index]?.align)).join("  "),
      ),
    )
    .map((line) => `  ${line}`.trimEnd())
    .join("\n");
}

const widthOf = (lines: readonly string[]): number => Math.max(0, ...lines.map(({ length }) => length));

const padded = (text: string, width: number, align: Column["align"] = "left"): string =>
  align === "left" ? text.padEnd(width) : text.padStart(width);

/** Each line that is too wide goes on below under its own indentation. A word, such as a path, stays in one piece. */
export function wrapped(text: string): string {
  return text
    .split("\n")
    .map((line) => (line.length <= WIDTH ? line : wrappedLine(line)))
    .join("\n");
}

function wrappedLine(line: string): string {
  const indent = /^ */.exec(line)?.[0] ?? "";
  return wrap(line.trim(), { width: WIDTH - indent.length, indent, newline: `\n${indent}`, trim: true });
}

/** Lines of a word and what it stands before, aligned, the rest wrapped under it. Not indented. */
export function definitions(rows: readonly (readonly [string, string])[], label = 10): string {
  const drawn = table(
    [
      { title: "", width: label - 2 },
      { title: "", width: WIDTH - label },
    ],
    rows,
  );
  return drawn
    .split("\n")
    .map((line) => line.slice(2))
    .join("\n");
}

/** The drawing's own wrapping loses words of indented lines. A word longer than its column is divided. */
function wrappedCell(text: string, width: number | undefined): string {
  if (width === undefined) return text;
  const divided = text.replace(new RegExp(`\\S{${width}}(?=\\S)`, "g"), "$& ");
  return divided
    .split("\n")
    .map((line) => wrap(line, { width, indent: "", trim: true }))
    .join("\n");
}
