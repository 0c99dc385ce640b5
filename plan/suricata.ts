import { contentFaults, flowFaults, isKeyword, meant, nearestKeyword } from "./suricataKeywords";

/*
 * Rules of Suricata 7, as text, read as far as their form goes: what a rule does and to what, its options and its id. What a keyword means
 * is Suricata's to judge; that there is such a keyword is judged here, and what the most used ones, flow and content, may say.
 * Sources: docs.suricata.io/en/suricata-7.0.17/rules/intro.html (form), and what AWS Network Firewall takes of it,
 * docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-limitations-caveats.html
 */

/**
 * Limits of AWS Network Firewall. Source: docs.aws.amazon.com/network-firewall/latest/developerguide/quotas.html; names of variables:
 * docs.aws.amazon.com/network-firewall/latest/APIReference/API_RuleVariables.html. There is no published limit on the ranges of a variable but
 * the length of a rule.
 */
export const LIMITS = {
  /** Bytes of a group's rules. Not adjustable. */
  rulesBytes: 2_000_000,
  /** Characters of a rule, in which the values of its variables are counted. Not adjustable. */
  ruleCharacters: 8192,
  /** Rules that a group may reserve room for. Not adjustable. */
  groupCapacity: 30_000,
  /** Rules that the groups of a policy may reserve room for together. Adjustable. */
  policyCapacity: 30_000,
  /** Stateful groups of a policy. Not adjustable. */
  groupsPerPolicy: 20,
  /** Prefix lists that a group may refer to (`@NAME`). Not adjustable. */
  ipSetReferencesPerGroup: 5,
  /** Letters of a variable's name. */
  variableName: 32,
  /** The largest signature id that Suricata 7 takes. */
  sid: 4_294_967_294,
} as const;

/** What AWS takes of Suricata's actions. */
export const ACTIONS = ["pass", "drop", "reject", "alert"] as const;
export type Action = (typeof ACTIONS)[number];

export interface SuricataOption {
  keyword: string;
  /** As written, quotes included. */
  value?: string;
}

export interface SuricataRule {
  /** The first line of it in the text, from 1. */
  line: number;
  /** On one line. */
  text: string;
  action: Action;
  protocol: string;
  source: string;
  sourcePort: string;
  direction: "->" | "<>";
  destination: string;
  destinationPort: string;
  options: SuricataOption[];
  sid: number;
  /** Without its quotes. */
  msg?: string;
}

export interface RuleMistake {
  /** From 1. */
  line: number;
  /** The rule, on one line. */
  text: string;
  problem: string;
  fix: string;
}

/** A problem, and its remedy. */
export type Fault = readonly [problem: string, fix: string];

interface LogicalLine {
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
function ruleLines(text: string): LogicalLine[] {
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

const FORM = 'write ACTION PROTOCOL SOURCE PORT -> DESTINATION PORT (msg:"…"; …; sid:NUMBER;)';

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
  const sid = Number(valueOf(options.list, "sid"));
  const msg = valueOf(options.list, "msg");
  return {
    line,
    text: body,
    ...header.parts,
    options: options.list,
    sid,
    ...(msg !== undefined && { msg: msg.slice(1, -1) }),
  };
}

type Header = Pick<
  SuricataRule,
  "action" | "protocol" | "source" | "sourcePort" | "direction" | "destination" | "destinationPort"
>;

function parseHeader(text: string): { parts?: Header; faults: Fault[] } {
  if (text.includes("\t")) return { faults: [["a tab is between the parts of the rule", "write spaces"]] };
  if (text.split("[").length !== text.split("]").length)
    return { faults: [["the brackets of a list are not in pairs", "write [VALUE, VALUE]"]] };
  const words = splitOutsideBrackets(text.trim(), " ").filter((word) => word !== "");
  const [action, protocol, source, sourcePort, direction, destination, destinationPort] = words;
  if (
    action === undefined ||
    protocol === undefined ||
    source === undefined ||
    sourcePort === undefined ||
    destination === undefined ||
    destinationPort === undefined ||
    words.length > 7
  )
    return { faults: [[`before the options there are ${words.length} words instead of 7`, FORM]] };
  const faults = [
    ...actionFaults(action),
    ...protocolFaults(protocol.toLowerCase()),
    ...addressFaults(source),
    ...portFaults(sourcePort),
    ...directionFaults(direction),
    ...addressFaults(destination),
    ...portFaults(destinationPort),
  ];
  if (faults.length > 0) return { faults };
  const parts = {
    action: action.toLowerCase() as Action,
    protocol: protocol.toLowerCase(),
    ...{ source, sourcePort, direction: direction as Header["direction"], destination, destinationPort },
  };
  return { parts, faults };
}

function actionFaults(action: string): Fault[] {
  if ((ACTIONS as readonly string[]).includes(action.toLowerCase())) return [];
  return [[`AWS knows no action ${action}`, `write one of ${ACTIONS.join(", ")}`]];
}

function directionFaults(direction: string | undefined): Fault[] {
  if (direction === "->" || direction === "<>") return [];
  return [[`${direction ?? "nothing"} is no direction`, "write -> or, for both ways, <>"]];
}

/** Protocols that Suricata 7 lets a rule name. */
const PROTOCOLS = new Set(
  (
    "ip ip4 ipv4 ip6 ipv6 tcp tcp-pkt tcp-stream udp icmp icmpv4 icmpv6 pkthdr " +
    "http http1 http2 ftp tls ssl smb smtp imap dns dcerpc dhcp ssh nfs ntp tftp krb5 ike quic snmp sip rfb mqtt pgsql telnet rdp " +
    "modbus dnp3 bittorrent-dht websocket"
  ).split(" "),
);

const REFUSED_PROTOCOLS = new Set(["sctp", "ikev2", "ftp-data", "enip", "ipip"]);

function protocolFaults(protocol: string): Fault[] {
  if (PROTOCOLS.has(protocol)) return [];
  if (REFUSED_PROTOCOLS.has(protocol))
    return [
      [
        `AWS Network Firewall does not support the protocol ${protocol}`,
        "remove the rule, or write it for ip, tcp or udp",
      ],
    ];
  return [[`Suricata knows no protocol ${protocol}`, "write ip, tcp, udp, icmp, or an application's, such as tls"]];
}

/** `text` cut at each `separator` that stands in no brackets. */
function splitOutsideBrackets(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let place = 0; place < text.length; place += 1) {
    const letter = text[place];
    if (letter === "[") depth += 1;
    if (letter === "]") depth -= 1;
    if (letter !== separator || depth !== 0) continue;
    parts.push(text.slice(start, place));
    start = place + 1;
  }
  return [...parts, text.slice(start)];
}

/** The values of a list with its lists within, without what negates them. Undefined where a bracket is missing or a list is empty. */
function flattened(value: string): string[] | undefined {
  const bare = value.trim().replace(/^!/, "").trim();
  if (!bare.startsWith("[")) return bare === "" || /[[\]]/.test(bare) ? undefined : [bare];
  if (!bare.endsWith("]")) return undefined;
  const parts = splitOutsideBrackets(bare.slice(1, -1), ",").map(flattened);
  return parts.includes(undefined) ? undefined : parts.flatMap((part) => part ?? []);
}

function listFaults(value: string, what: string, wrong: (single: string) => boolean, forms: string): Fault[] {
  const values = flattened(value);
  if (!values) return [[`${value} is no ${what}: a bracket or a value is missing`, `write ${forms}`]];
  if (/^!\s*\[?\s*any\b/.test(value)) return [[`${value} is nothing at all`, `write ${forms}`]];
  return values.filter(wrong).map((each) => [`${each} is no ${what}`, `write ${forms}`]);
}

const NAME = /^[A-Za-z][A-Za-z0-9_]*$/;
const isVariable = (value: string) => value.startsWith("$") && NAME.test(value.slice(1));
const isReference = (value: string) => value.startsWith("@") && NAME.test(value.slice(1));

function isIpv4(value: string): boolean {
  const parts = value.split(".");
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256);
}

/** By its form only: what AWS inspects here is IPv4. */
const isIpv6 = (value: string): boolean =>
  /^[\da-f:]+$/i.test(value) && value.includes("::") !== (value.split(":").length === 8);

function isAddress(value: string): boolean {
  const range = value.split("-");
  if (range.length === 2) return range.every(isIpv4);
  const [address = "", prefix, ...more] = value.split("/");
  if (more.length > 0) return false;
  if (isIpv4(address))
    return prefix === undefined || isIpv4(prefix) || (/^\d{1,2}$/.test(prefix) && Number(prefix) <= 32);
  return isIpv6(address) && (prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= 128));
}

const ADDRESS_FORMS = "any, an address, a CIDR range, $NAME, !VALUE or [VALUE, VALUE]";

function addressFaults(value: string): Fault[] {
  const wrong = (single: string) =>
    !(single === "any" || isVariable(single) || isReference(single) || isAddress(single));
  return listFaults(value, "address", wrong, ADDRESS_FORMS);
}

function isPort(value: string): boolean {
  if (!/^(?:\d{1,5}|\d{0,5}:\d{0,5})$/.test(value)) return false;
  const [from = "", to = from] = value.split(":");
  const [first, last] = [Number(from === "" ? 0 : from), Number(to === "" ? 65_535 : to)];
  return first <= last && last <= 65_535;
}

function portFaults(value: string): Fault[] {
  const wrong = (single: string) => !(single === "any" || isVariable(single) || isPort(single));
  return listFaults(value, "port", wrong, "any, a port from 0 to 65535, FROM:TO, $NAME, !VALUE or [VALUE, VALUE]");
}

/** Options end with a semicolon that no backslash precedes, in quotes as well. */
function parseOptions(text: string): { list: SuricataOption[]; faults: Fault[] } {
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

function valueOf(options: readonly SuricataOption[], keyword: string): string | undefined {
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
    const near = meant(nearestKeyword(keyword));
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

/** The variables of addresses (`$A`), of ports (`$P`) and the references to prefix lists (`@L`) that a rule names, without `$` and `@`. */
export function variablesIn(rule: Pick<SuricataRule, "source" | "sourcePort" | "destination" | "destinationPort">) {
  const addresses = [rule.source, rule.destination].flatMap((value) => flattened(value) ?? []);
  const ports = [rule.sourcePort, rule.destinationPort].flatMap((value) => flattened(value) ?? []);
  const named = (values: readonly string[], mark: string) =>
    values.filter((value) => value.startsWith(mark)).map((value) => value.slice(1));
  return { addresses: named(addresses, "$"), ports: named(ports, "$"), references: named(addresses, "@") };
}
