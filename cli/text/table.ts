import wrap from "word-wrap";
import { printable } from "../../config/printable";
import { columnWidths, divided } from "./columnWidths";

import { WIDTH, pageWidth } from "./pageWidth";

/** A part of a page, under its title. */
export const section = (title: string, body: string): string => `${titled(title, "-")}\n${body}`;

/** A title that is underlined, with as many as it is long, or the page is wide. */
export const titled = (title: string, line: "=" | "-"): string =>
  `${wrapped(title)}\n${line.repeat(Math.min(title.length, pageWidth()))}`;

export interface Column {
  title: string;
  /** Characters; cells wrap. On a narrow page fewer. Default: as wide as the widest cell. */
  width?: number;
  /** As wide as the page allows; cells wrap. */
  fills?: true;
  /** Default: left. */
  align?: "left" | "right";
}

/** An aligned table without lines, indented by two, trailing blanks cut. No line is longer than the page is wide. */
export const table = (columns: readonly Column[], rows: Rows): string => drawn(columns, rows, "  ");

type Rows = readonly (readonly (string | number)[])[];

function drawn(columns: readonly Column[], rows: Rows, indent: string): string {
  const head = columns.some(({ title }) => title !== "") ? [columns.map(({ title }) => title)] : [];
  const cells = [...head, ...rows.map((row) => row.map(cellText))];
  const measured = columns.map(({ width, fills }, index) => ({
    ...(width !== undefined && { width }),
    ...(fills && { fills }),
    lines: cells.flatMap((row) => row[index]?.split("\n") ?? []),
  }));
  const widths = columnWidths(measured, pageWidth() - indent.length - 2 * (columns.length - 1));
  const lines = cells.map((row) => row.map((cell, index) => wrappedCell(cell, widths[index] ?? 1).split("\n")));
  return lines
    .flatMap((row) =>
      Array.from({ length: Math.max(...row.map(({ length }) => length)) }, (_, line) =>
        row.map((cell, index) => padded(cell[line] ?? "", widths[index] ?? 0, columns[index]?.align)).join("  "),
      ),
    )
    .map((line) => `${indent}${line}`.trimEnd())
    .join("\n");
}

/** As wide as it will be where it is printed. */
const cellText = (cell: string | number): string => printable(String(cell).replaceAll("\t", " "));

const padded = (text: string, width: number, align: Column["align"] = "left"): string =>
  align === "left" ? text.padEnd(width) : text.padStart(width);

/**
 * Each line that is too wide goes on below under its own indentation, or under what a label in it stands before. A word, such as a path,
 * stays in one piece, so that it can be copied.
 */
export const wrapped = (text: string): string =>
  (pageWidth() === WIDTH ? text : rejoined(text))
    .split("\n")
    .map((line) => (line.length <= pageWidth() ? line : wrappedLine(line)))
    .join("\n");

const indentOf = (line: string): string => /^ */.exec(line)?.[0] ?? "";

/** `    allowed  ` */
const LABEL = /^ +\S+ {2,}(?=\S)/;

function wrappedLine(line: string): string {
  const label = LABEL.exec(line)?.[0] ?? indentOf(line);
  const newline = `\n${" ".repeat(label.length)}`;
  return (
    label +
    wrap(line.slice(label.length).trim(), { width: pageWidth() - label.length, indent: "", newline, trim: true })
  );
}

/** What was wrapped under a label for a page of another width, in one line again. */
function rejoined(text: string): string {
  const lines: string[] = [];
  let indent = 0;
  for (const line of text.split("\n")) {
    const goesOn = indent > 0 && line.trim() !== "" && indentOf(line).length === indent;
    if (goesOn) lines.push(`${lines.pop() ?? ""} ${line.trim()}`);
    else {
      indent = LABEL.exec(line)?.[0].length ?? 0;
      lines.push(line);
    }
  }
  return lines.join("\n");
}

/** Lines of a word and what it stands before, aligned, the rest wrapped under it. Not indented. */
export const definitions = (rows: readonly (readonly [string, string])[], label = 10): string =>
  drawn(
    [
      { title: "", width: label - 2 },
      { title: "", fills: true },
    ],
    rows,
    "",
  );

/** The drawing's own wrapping loses words of indented lines. A word longer than its column is divided. */
const wrappedCell = (text: string, width: number): string =>
  text
    .replace(/\S+/g, (word) => (word.length <= width ? word : divided(word, width).join(" ")))
    .split("\n")
    .map((line) => (line.length <= width ? line : wrap(line, { width, indent: "", trim: true })))
    .join("\n");

/** A command on as many lines as a shell takes for one, where one is too long: each goes on with the next flag. */
export function command(text: string, indent = 0): string {
  const [first = "", ...flags] = text.split(/ (?=-{1,2}[a-z])/);
  const lines = [" ".repeat(indent) + first];
  for (const flag of flags) {
    const last = lines.at(-1) ?? "";
    if (`${last} ${flag} \\`.length <= pageWidth()) lines[lines.length - 1] = `${last} ${flag}`;
    else lines.push(" ".repeat(indent + 2) + flag);
  }
  return lines.join(" \\\n");
}
