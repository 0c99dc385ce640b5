import Table from "cli-table3";
import wrap from "word-wrap";

/** What people's terminals surely have. */
export const WIDTH = 100;

/** A part of a page, under its title. */
export const section = (title: string, body: string): string => `${title}\n${"-".repeat(title.length)}\n${body}`;

const NO_BORDERS = Object.fromEntries(
  [
    "top",
    "top-mid",
    "top-left",
    "top-right",
    "bottom",
    "bottom-mid",
    "bottom-left",
    "bottom-right",
    "left",
    "left-mid",
    "mid",
    "mid-mid",
    "right",
    "right-mid",
    "middle",
  ].map((name) => [name, name === "middle" ? "  " : ""]),
);

export interface Column {
  title: string;
  /** Characters; cells wrap. Default: as wide as the widest cell. */
  width?: number;
  /** Default: left. */
  align?: "left" | "right";
}

/** An aligned table without lines, indented by two, trailing blanks cut. */
export function table(columns: readonly Column[], rows: readonly (readonly (string | number)[])[]): string {
  const drawn = new Table({
    head: columns.some(({ title }) => title !== "") ? columns.map(({ title }) => title) : [],
    colAligns: columns.map(({ align = "left" }) => align),
    colWidths: columns.map(({ width }) => width ?? null),
    chars: NO_BORDERS,
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
  });
  drawn.push(...rows.map((row) => row.map((cell, index) => wrappedCell(String(cell), columns[index]?.width))));
  return drawn
    .toString()
    .split("\n")
    .map((line) => `  ${line}`.trimEnd())
    .join("\n");
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

/** The drawing's own wrapping loses words of indented lines. A word longer than its column is divided. */
function wrappedCell(text: string, width: number | undefined): string {
  if (width === undefined) return text;
  const divided = text.replace(new RegExp(`\\S{${width}}(?=\\S)`, "g"), "$& ");
  return divided
    .split("\n")
    .map((line) => wrap(line, { width, indent: "", trim: true }))
    .join("\n");
}
