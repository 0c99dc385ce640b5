/** Text as Markdown shows it: no character of it is markup, and nobody is mentioned by it. Line breaks become blanks. */
export const escaped = (text: string): string =>
  text
    .replace(/[<>&@#]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/[\\`*_[\]|~]/g, "\\$&")
    .replace(/\s*\n\s*/g, " ");

/** A table; cells are text, not markup. */
export function markdownTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(titles), line(titles.map(() => "---")), ...rows.map((cells) => line(cells.map(escaped)))].join("\n");
}

/** Text in letters of one width, as it is. The fence is longer than any run of backticks in it. */
export function fenced(text: string, language = "text"): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** A part that is shut until somebody opens it. */
export const folded = (summary: string, body: string): string =>
  `<details><summary>${escaped(summary)}</summary>\n\n${body}\n\n</details>`;

/** A part of a document that is limited in length. */
export interface Part {
  text: string;
  /** What is said of it where there is no room for it. Without: it is always there. */
  name?: string;
  /** The higher goes first where there is no room. */
  expendable?: number;
}

/**
 * The parts in their order, up to a length in characters. Those that can be spared most go first, the longest of alike ones, and a line
 * at the end names them.
 *
 * @throws RangeError where what must be there does not fit.
 */
export function withinLength(parts: readonly Part[], most: number, whereElse: string): string {
  const kept = new Set(parts);
  const spare = parts
    .filter(({ name }) => name !== undefined)
    .sort((one, other) => (other.expendable ?? 0) - (one.expendable ?? 0) || other.text.length - one.text.length);
  const left = (): string[] => parts.filter((part) => !kept.has(part)).map(({ name = "" }) => name);
  const document = () =>
    [
      ...[...kept].map(({ text }) => text),
      ...(left().length === 0 ? [] : [`Left out, as there is no room here: ${left().join("; ")}. ${whereElse}`]),
    ].join("\n\n");
  for (const part of spare) {
    if (document().length <= most) break;
    kept.delete(part);
  }
  if (document().length > most) throw new RangeError(`The document is longer than ${most} characters.`);
  return document();
}
