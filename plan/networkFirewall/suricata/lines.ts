export interface LogicalLine {
  line: number;
  text: string;
}

/** The lines of a text, those that a backslash ends joined with what follows. */
function logicalLines(text: string): LogicalLine[] {
  const all: LogicalLine[] = [];
  let open: LogicalLine | undefined;
  text.split(/\r?\n/).forEach((each, index) => {
    // A comment does not go on, so that a backslash at its end hides no rule.
    const continued = open || !isSkipped(each) ? /\\\s*$/.exec(each) : null;
    const part = continued ? each.slice(0, continued.index) : each;
    if (open) open.text += part;
    else all.push((open = { line: index + 1, text: part }));
    if (!continued) open = undefined;
  });
  return all;
}

const isSkipped = (line: string): boolean => /^\s*(?:#|$)/.test(line);

/** Lines that hold a rule, or what should be one. */
export function ruleLines(text: string): LogicalLine[] {
  return logicalLines(text).filter((each) => !isSkipped(each.text));
}

/** One rule a line, without comments and blank lines. AWS takes one rule a line. */
export function oneRulePerLine(text: string): string {
  return ruleLines(text)
    .map((each) => each.text.trimEnd())
    .join("\n");
}

/** How many rules a text holds, the wrong ones included. */
export function countRules(text: string): number {
  return ruleLines(text).length;
}

/** Bytes that a group's rules take. */
export function ruleBytes(text: string): number {
  return new TextEncoder().encode(text).length;
}
