import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type MatrixColumn, matrixRows } from "../../analysis/advice/matrix";
import { FileError } from "../../graph";
import { matrix, matrixNotes } from "./matrix";
import type { Tell } from "../progress";
import { writeFile } from "../writeFile";

/** A group of architectures as a table of a page, aligned as formatters have it. */
function groupMarkdown(columns: readonly MatrixColumn[], all: readonly MatrixColumn[]): string {
  const rows = matrixRows(columns, all).map(({ requirement, cells }) => [requirement, ...cells]);
  const head = ["", ...columns.map(({ options }) => options.map((name) => `\`${name}\``).join(" + "))];
  const widths = head.map((_, index) => Math.max(...[head, ...rows].map((row) => row[index]?.length ?? 0)));
  const line = (row: readonly string[]) => `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  return [head, widths.map((width) => "-".repeat(width)), ...rows].map(line).join("\n");
}

/** All of it as text of a page. */
export function matrixMarkdown(groups: readonly MatrixColumn[][]): string {
  const all = groups.flat();
  return [...groups.map((columns) => groupMarkdown(columns, all)), ...matrixNotes(all)].join("\n\n");
}

/** The pages that show a part, between two comments. */
export const MATRIX_PAGES = [
  {
    file: "README.md",
    part: "alone",
    text: ([alone = [], together = []]: readonly MatrixColumn[][]) => groupMarkdown(alone, [...alone, ...together]),
  },
  {
    file: "docs/choosing.md",
    part: "together",
    text: ([alone = [], together = []]: readonly MatrixColumn[][]) => {
      const all = [...alone, ...together];
      return [groupMarkdown(together, all), ...matrixNotes(all)].join("\n\n");
    },
  },
] as const;

/** The page with what its part is today. @throws FileError where the comments are not in it. */
export function withMatrix(page: string, part: string, text: string): string {
  const [begin, end] = [`<!-- matrix: ${part} -->\n\n`, `\n\n<!-- end of matrix -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from)
    throw new FileError(`The page has no place for the matrix: ${begin.trim()} and ${end.trim()}.`);
  return page.slice(0, from) + begin + text + page.slice(to);
}

/** Writes the pages again. Gives what was done. */
export async function writeMatrix(root: string, progress: Tell): Promise<string> {
  const groups = await matrix(root, progress);
  for (const { file, part, text } of MATRIX_PAGES) {
    const path = join(root, file);
    writeFile(path, withMatrix(readFileSync(path, "utf8"), part, text(groups)));
  }
  return `wrote ${MATRIX_PAGES.map(({ file }) => file).join(" and ")}`;
}
