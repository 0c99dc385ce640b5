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
  const cells = [...head, ...rows].map((row) => row.map((cell, index) => cellLines(cell, columns[index]?.width)));
  const widths = columns.map(
    ({ width }, index) => width ?? Math.max(...cells.flatMap((row) => row[index]).map(lengthOf)),
  );
  const aligned = (text: string, index: number): string => {
    const width = widths[index] ?? 0;
    return columns[index]?.align === "right" ? text.padStart(width) : text.padEnd(width);
  };
  return cells
    .flatMap((row) =>
      Array.from({ length: Math.max(...row.map(lengthOf)) }, (_, line) =>
        row.map((lines, index) => aligned(lines[line] ?? "", index)).join("  "),
      ),
    )
    .map((line) => `  ${line}`.trimEnd())
    .join("\n");
}

const lengthOf = ({ length }: { length: number } = { length: 0 }): number => length;

/** A cell wraps at its column's width, and a word that is longer is divided. */
function cellLines(cell: string | number, width: number | undefined): string[] {
  const lines = String(cell).split("\n");
  if (width === undefined) return lines;
  const divided = new RegExp(`\\S{${width}}(?=\\S)`, "g");
  return lines.flatMap((line) => wrap(line.replace(divided, "$& "), { width, indent: "", trim: true }).split("\n"));
}

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
