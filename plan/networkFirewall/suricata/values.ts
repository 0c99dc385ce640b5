import { closestKnownWord, suggestion } from "./keywords";
import type { Fault } from "./rule";

/**
 * What `flow` may say, each in a group of which a rule says one word at most. Suricata takes not_established with stateless.
 * Source: docs.suricata.io/en/suricata-7.0.10/rules/flow-keywords.html
 */
const FLOW_GROUPS: readonly (readonly string[])[] = [
  ["established", "not_established"],
  ["established", "stateless"],
  ["to_server", "from_client", "to_client", "from_server"],
  ["only_stream", "no_stream"],
  ["only_frag", "no_frag"],
];
const FLOW_WORDS = [...new Set(FLOW_GROUPS.flat())];
/** Suricata reads no more words than this. */
const MOST_FLOW_WORDS = 3;

/** What is wrong in the value of `flow`. */
export function flowFaults(value: string): Fault[] {
  const words = value.split(",").map((word) => word.trim().toLowerCase());
  const unknown = words.filter((word) => !FLOW_WORDS.includes(word));
  if (unknown.length > 0)
    return unknown.map((word) => [
      word === "" ? "a word of flow is missing" : `flow knows no ${word}`,
      suggestion(closestKnownWord(word, FLOW_WORDS)) ?? `write words of ${FLOW_WORDS.join(", ")}`,
    ]);
  if (words.length > MOST_FLOW_WORDS)
    return [[`flow has ${words.length} words`, `write ${MOST_FLOW_WORDS} at most, with a comma between them`]];
  const clash = FLOW_GROUPS.map((group) => words.filter((word) => group.includes(word))).find(
    (some) => some.length > 1,
  );
  return clash ? [[`flow cannot have ${clash.join(" and ")} together`, "write one of them"]] : [];
}

/**
 * What is wrong in the text between the quotes of `content`. A bar cannot be escaped: outside of hex blocks a backslash stands only before
 * a semicolon, a colon, a quote or a backslash. Source: docs.suricata.io/en/suricata-7.0.10/rules/payload-keywords.html#content
 */
export function contentFaults(text: string): Fault[] {
  const parts = text.split("|");
  if (parts.length % 2 === 0)
    return [["a hex block of it has no end", "write |HEX|, such as |3b|, and a bar itself as |7c|"]];
  const faults = parts.flatMap((part, index) => (index % 2 === 1 ? hexFaults(part) : plainFaults(part)));
  return faults.slice(0, 1);
}

/** Blanks and commas between the digits mean nothing. */
function hexFaults(block: string): Fault[] {
  const fix = "write two hex digits for each byte, such as |0d 0a|";
  const digits = block.replace(/[ ,]/g, "");
  if (/[^\da-f]/i.test(digits)) return [[`|${block}| is not hex`, fix]];
  return digits.length % 2 === 0 ? [] : [[`|${block}| has half a byte`, fix]];
}

function plainFaults(part: string): Fault[] {
  const bare = part.replace(/\\[;:"\\]/g, "");
  if (bare.includes("\\")) return [["a backslash stands before what needs none", "write a backslash itself as |5c|"]];
  return bare.includes('"') ? [["a quote stands in it", "write a quote as |22|"]] : [];
}
