import { parseHeader } from "./header";
import { type LogicalLine, ruleLines } from "./lines";
import { optionValue, parseOptions } from "./options";
import { FORM, type Fault, type RuleMistake, type SuricataRule } from "./rule";

/** The rules of a text, and every mistake in the others. A rule with a mistake is not among the rules. */
export function parseRules(text: string): { rules: SuricataRule[]; mistakes: RuleMistake[] } {
  const rules: SuricataRule[] = [];
  const mistakes: RuleMistake[] = [];
  for (const each of ruleLines(text)) {
    const read = parseRule(each);
    if ("faults" in read)
      mistakes.push(
        ...read.faults.map(([problem, fix]) => ({ line: each.line, text: each.text.trim(), problem, fix })),
      );
    else rules.push(read);
  }
  return { rules, mistakes };
}

function parseRule({ line, text }: LogicalLine): SuricataRule | { faults: Fault[] } {
  if (/^\s/.test(text))
    return { faults: [["Suricata skips a line that begins with white space", "remove the space before the rule"]] };
  const body = text.trimEnd();
  const start = body.indexOf("(");
  if (start < 0 || !body.endsWith(")"))
    return { faults: [["the options in parentheses are missing, or something follows them", FORM]] };
  if (body[start - 1] !== " ")
    return { faults: [["there is no space before the options", "put one before the parenthesis"]] };
  const header = parseHeader(body.slice(0, start));
  const options = parseOptions(body.slice(start + 1, -1));
  const faults = [...header.faults, ...options.faults];
  if (faults.length > 0 || !header.parts) return { faults };
  const sid = Number(optionValue(options.list, "sid"));
  const msg = optionValue(options.list, "msg");
  return {
    line,
    text: body,
    ...header.parts,
    options: options.list,
    sid,
    ...(msg !== undefined && { msg: msg.slice(1, -1) }),
  };
}
