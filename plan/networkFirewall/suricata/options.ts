import { closestKeyword, isKeyword, suggestion } from "./keywords";
import { LIMITS } from "./limits";
import type { Fault, SuricataOption } from "./rule";
import { contentFaults, flowFaults } from "./values";

/** Options end with a semicolon that no backslash precedes, in quotes as well. */
export function parseOptions(text: string): { list: SuricataOption[]; faults: Fault[] } {
  const parts = text.split(/(?<!\\);/).map((part) => part.trim());
  if (parts.pop() !== "")
    return { list: [], faults: [["the last option does not end with a semicolon", "add one before the parenthesis"]] };
  const list = parts.map((part): SuricataOption => {
    const colon = part.indexOf(":");
    const keyword = (colon < 0 ? part : part.slice(0, colon)).trim().toLowerCase();
    return colon < 0 ? { keyword } : { keyword, value: part.slice(colon + 1).trim() };
  });
  const faults = [...list.flatMap(optionFaults), ...repeatedFaults(list), ...sidFaults(list), ...pcreFaults(list)];
  return { list, faults };
}

export function optionValue(options: readonly SuricataOption[], keyword: string): string | undefined {
  return options.find((each) => each.keyword === keyword)?.value;
}

const FILES = "AWS Network Firewall extracts no files";
const NO_PRIORITY = "the order of the lines is the order of the rules, so AWS takes no priority";
/** Keywords that AWS refuses, and why. */
const REFUSED: Readonly<Record<string, string>> = {
  dataset: "AWS Network Firewall supports no datasets",
  datarep: "AWS Network Firewall supports no datasets",
  iprep: "AWS Network Firewall supports no IP reputation",
  lua: "AWS Network Firewall runs no Lua scripts",
  luajit: "AWS Network Firewall runs no Lua scripts",
  enip_command: "AWS Network Firewall supports no ENIP",
  cip_service: "AWS Network Firewall supports no CIP",
  filename: FILES,
  "file.name": FILES,
  fileext: FILES,
  filestore: FILES,
  filemagic: FILES,
  "file.magic": FILES,
  filemd5: FILES,
  filesha1: FILES,
  filesha256: FILES,
  filesize: FILES,
  priority: NO_PRIORITY,
};

/** Keywords whose value stands in quotes. */
const QUOTED = new Set(["msg", "content", "uricontent", "pcre"]);

function optionFaults({ keyword, value }: SuricataOption): Fault[] {
  if (!/^[a-z0-9_.-]+$/.test(keyword)) {
    const part = keyword === "" ? "an option is empty" : `${keyword} is no keyword`;
    return [[part, "write KEYWORD; or KEYWORD:VALUE; and put a backslash before a semicolon in a text"]];
  }
  const why = refusal(keyword, value);
  if (why !== undefined) return [[`${keyword} is refused: ${why}`, "remove the option, or the rule"]];
  if (!isKeyword(keyword)) {
    const near = suggestion(closestKeyword(keyword));
    return [[`Suricata knows no keyword ${keyword}`, near ?? "write a keyword of Suricata 7, or remove the option"]];
  }
  return valueFaults(keyword, value ?? "");
}

function refusal(keyword: string, value: string | undefined): string | undefined {
  if (keyword === "tag" && /^host\b/.test(value ?? "")) return "AWS supports no tag:host";
  return Object.hasOwn(REFUSED, keyword) ? REFUSED[keyword] : undefined;
}

/** Keywords whose text may hold hex blocks. */
const CONTENTS = new Set(["content", "uricontent"]);

function valueFaults(keyword: string, value: string): Fault[] {
  const [, text] = /^!?\s*"(.+)"$/s.exec(value) ?? [];
  if (QUOTED.has(keyword) && text === undefined)
    return [
      [
        `the value of ${keyword} is not a text in quotes`,
        `write ${keyword}:"…"; and in it a semicolon as ${CONTENTS.has(keyword) ? "|3b|" : "\\;"}`,
      ],
    ];
  if (CONTENTS.has(keyword))
    return contentFaults(text ?? "").map(([problem, fix]) => [`the value of ${keyword} is wrong: ${problem}`, fix]);
  if (keyword === "flow") return flowFaults(value);
  if (keyword === "rev" && !(/^0*[1-9]\d*$/.test(value) && Number(value) <= LIMITS.sid))
    return [[`rev is ${value === "" ? "empty" : value}`, `write a whole number from 1 to ${LIMITS.sid}`]];
  return [];
}

/** Keywords that a rule has once at most; of the sid, which it must have, sidFaults tells. */
function repeatedFaults(options: readonly SuricataOption[]): Fault[] {
  return ["msg", "rev"]
    .filter((once) => options.filter(({ keyword }) => keyword === once).length > 1)
    .map((once) => [`the rule has more than one ${once}`, "remove all but one"]);
}

function sidFaults(options: readonly SuricataOption[]): Fault[] {
  const sids = options.filter(({ keyword }) => keyword === "sid");
  if (sids.length !== 1)
    return [[sids.length === 0 ? "the rule has no sid" : "the rule has more than one sid", "write one sid:NUMBER;"]];
  const value = sids[0]?.value ?? "";
  if (/^\d+$/.test(value) && Number(value) >= 1 && Number(value) <= LIMITS.sid) return [];
  return [[`sid is ${value === "" ? "empty" : value}`, `write a whole number from 1 to ${LIMITS.sid}`]];
}

/** What a pcre may stand beside. */
const WITH_PCRE = ["content", "tls.sni", "http.host", "dns.query"];

function pcreFaults(options: readonly SuricataOption[]): Fault[] {
  const has = (keyword: string) => options.some((each) => each.keyword === keyword);
  if (!has("pcre") || WITH_PCRE.some(has)) return [];
  return [["AWS takes pcre only with another condition on the content", `add one of ${WITH_PCRE.join(", ")}`]];
}
