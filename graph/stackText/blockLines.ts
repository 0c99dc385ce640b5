import { isScalar } from "yaml";

/** A line of a text, as mistakes of rules name it. */
const LINE = /^line (\d+)$/;

/**
 * Where a line of a value begins that is a text of several, `|` and what is indented below it; undefined of any other value or part.
 * A text that YAML folds, or between quotes, has lines of its own.
 */
export function textLine(node: unknown, part: string | number, text: string): number | undefined {
  const wanted = LINE.exec(String(part))?.[1];
  if (wanted === undefined || !isScalar(node) || node.type !== "BLOCK_LITERAL" || !node.range) return undefined;
  let offset = node.range[0];
  for (let line = 0; line < Number(wanted); line++) {
    const end = text.indexOf("\n", offset);
    if (end < 0) return undefined;
    offset = end + 1;
  }
  return offset + (/^ */.exec(text.slice(offset))?.[0].length ?? 0);
}
