import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Context } from "mocha";
import type { RuleGroupPlan } from "../../../plan/networkFirewall/ruleGroupPlan";
import { missing } from "../missing";
import { type Packet, pcap } from "./packets";

/*
 * The rules of a policy as Suricata judges them. AWS looks at rules in the order of their lines; Suricata of itself looks at all that
 * pass before all that drop. So the rules are cut where a pass follows a drop, and the parts are given to it one after the other: what a
 * part neither passes nor drops goes on to the next. The last rule of every part but the last tells what goes on, packet by packet; the
 * last rule of all is the policy's default action.
 */

export type Verdict = "pass" | "drop";

/** A packet's fate, and the rule that dropped it. */
export interface Judgement {
  verdict: Verdict;
  by?: string;
}

/** What the default action may be like inside: AWS does not say whether it judges packets or connections. */
export const DEFAULT_ACTIONS = {
  "each packet": 'drop ip any any -> any any (msg:"default"; flow:stateless; sid:1; rev:1;)',
  "each direction of a connection once": 'drop ip any any -> any any (msg:"default"; sid:1; rev:1;)',
} as const;

const GOES_ON = 'alert ip any any -> any any (msg:"goes on"; ttl:>0; sid:2; rev:1;)';

const homeOf = (groups: readonly RuleGroupPlan[]): string[] =>
  groups.flatMap(({ variables }) => variables["FRONT"] ?? []);

const list = (ranges: readonly string[]): string => JSON.stringify(`[${[...new Set(ranges)].join(",")}]`);

/** A configuration of just what the tests need. Exceptions are ignored, as AWS's CONTINUE does. */
function configuration(folder: string, groups: readonly RuleGroupPlan[], dropInvalid = true): string {
  const variables = Object.assign({}, ...groups.map((each) => each.variables)) as Record<string, string[]>;
  return [
    "%YAML 1.1",
    "---",
    "vars:",
    "  address-groups:",
    `    HOME_NET: ${list(homeOf(groups))}`,
    '    EXTERNAL_NET: "!$HOME_NET"',
    ...Object.entries(variables).map(([name, ranges]) => `    ${name}: ${list(ranges)}`),
    "  port-groups: {}",
    `default-log-dir: ${folder}`,
    `classification-file: ${join(folder, "empty.config")}`,
    `reference-config-file: ${join(folder, "empty.config")}`,
    `threshold-file: ${join(folder, "empty.config")}`,
    "stats: { enabled: no }",
    "outputs:",
    "  - eve-log:",
    "      enabled: yes",
    "      filetype: regular",
    "      filename: eve.json",
    "      types: [ { alert: {} }, { drop: { alerts: yes, flows: all } } ]",
    "exception-policy: ignore",
    "packet-alert-max: 100",
    `stream: { midstream: true, midstream-policy: ignore, inline: yes, drop-invalid: ${dropInvalid ? "yes" : "no"} }`,
    "app-layer: { protocols: { tls: { enabled: yes, detection-ports: { dp: 443 } }, http: { enabled: yes } } }",
    "",
  ].join("\n");
}

function run(folder: string, ...args: string[]) {
  return spawnSync("suricata", ["-c", join(folder, "suricata.yaml"), "-l", folder, ...args], { encoding: "utf8" });
}

let found: boolean | undefined;

/** For a hook: the tests of the hook's suite are skipped where there is no Suricata. */
export function suricataOrSkip(context: Context): void {
  if (found === undefined) {
    found = spawnSync("suricata", ["-V"]).status === 0;
    if (!found) missing("Suricata 7");
  }
  // Said above, and a failure where the judges are required.
  if (!found) context.skip();
}

function within<Result>(use: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), "suricata-"));
  writeFileSync(join(folder, "empty.config"), "");
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What `suricata -T` says against the rules of these groups; nothing where they are good. */
export function complaints(groups: readonly RuleGroupPlan[]): string[] {
  return within((folder) => {
    writeFileSync(join(folder, "suricata.yaml"), configuration(folder, groups));
    writeFileSync(join(folder, "all.rules"), `${groups.map(({ rules }) => rules).join("\n")}\n`);
    const { status, stdout, stderr } = run(folder, "-T", "-S", join(folder, "all.rules"));
    const said = `${stdout}${stderr}`.split("\n").filter((line) => /^(?:Error|Warning|E:|W:)/.test(line));
    return status === 0 ? said : [...said, `status ${status}`];
  });
}

/** Which lines of a text Suricata refuses, or skips, from 1. `variables` are ranges that the rules name. */
export function refusedLines(lines: readonly string[], variables: Record<string, string[]>): number[] {
  const group = {
    key: "own",
    priority: 1,
    capacity: 1,
    variables: { FRONT: ["10.0.0.0/8"], ...variables },
    references: [],
    rules: "",
    why: "",
  };
  return within((folder) => {
    writeFileSync(join(folder, "suricata.yaml"), configuration(folder, [group]));
    const refused = (text: string) => {
      writeFileSync(join(folder, "one.rules"), `${text}\n`);
      const { stdout, stderr } = run(folder, "-T", "-S", join(folder, "one.rules"));
      return /error parsing signature|no rules were loaded/.test(`${stdout}${stderr}`);
    };
    return lines.flatMap((text, index) => (refused(text) ? [index + 1] : []));
  });
}

const DROPS = /^(drop|reject)\b/;

/** The rules in the order of their groups, cut before each pass that follows a drop. */
function parts(groups: readonly RuleGroupPlan[]): string[][] {
  const rules = [...groups]
    .sort((one, other) => one.priority - other.priority)
    .flatMap((each) => each.rules.split("\n"))
    .filter((line) => /^\w/.test(line));
  const all: string[][] = [[]];
  for (const rule of rules) {
    const last = all[all.length - 1] ?? [];
    if (rule.startsWith("pass") && last.some((each) => DROPS.test(each))) all.push([rule]);
    else last.push(rule);
  }
  return all;
}

interface LogEntry {
  event_type: string;
  pcap_cnt?: number;
  alert?: { signature: string; action: string };
  drop?: { reason: string };
}

/** The numbers of the packets of a capture, counted from 0, that are dropped, and by what, and those that a rule let go on. */
function judgePart(folder: string, rules: readonly string[], packets: readonly Packet[]) {
  writeFileSync(join(folder, "part.rules"), `${rules.join("\n")}\n`);
  writeFileSync(join(folder, "part.pcap"), pcap(packets));
  writeFileSync(join(folder, "eve.json"), "");
  const args = ["--simulate-ips", "--runmode", "single", "-r", join(folder, "part.pcap")];
  const { status, stderr } = run(folder, "-S", join(folder, "part.rules"), ...args);
  if (status !== 0) throw new Error(`suricata ended with status ${status}: ${stderr}`);
  const entries = readFileSync(join(folder, "eve.json"), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as LogEntry);
  const dropped = new Map<number, string>();
  const goesOn = new Set<number>();
  for (const { event_type: type, pcap_cnt: count, alert, drop } of entries) {
    if (count === undefined) continue;
    if (type === "drop") dropped.set(count - 1, alert?.signature ?? dropped.get(count - 1) ?? drop?.reason ?? "");
    else if (alert?.signature === "goes on") goesOn.add(count - 1);
  }
  return { dropped, goesOn };
}

export interface EngineOptions {
  defaultAction: keyof typeof DEFAULT_ACTIONS;
  /** Whether the engine drops of itself what is no valid part of its connection; Suricata does, of AWS's it is not known. Default: true. */
  dropInvalid?: boolean;
}

/** What becomes of each packet of a capture. */
export function judge(
  groups: readonly RuleGroupPlan[],
  packets: readonly Packet[],
  { defaultAction, dropInvalid = true }: EngineOptions,
): Judgement[] {
  return within((folder) => {
    writeFileSync(join(folder, "suricata.yaml"), configuration(folder, groups, dropInvalid));
    const judgements: Judgement[] = packets.map(() => ({ verdict: "pass" }));
    let left = packets.map((packet, index) => ({ packet, index }));
    const all = parts(groups);
    all.forEach((rules, place) => {
      const last = place === all.length - 1;
      const capture = left.map(({ packet }) => packet);
      const { dropped, goesOn } = judgePart(
        folder,
        [...rules, last ? DEFAULT_ACTIONS[defaultAction] : GOES_ON],
        capture,
      );
      for (const [number, by] of dropped) {
        const index = left[number]?.index;
        if (index !== undefined) judgements[index] = { verdict: "drop", by };
      }
      left = left.filter((_, number) => goesOn.has(number) && !dropped.has(number));
    });
    return judgements;
  });
}
