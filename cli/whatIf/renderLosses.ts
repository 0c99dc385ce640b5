import type { Loss, Outcome, Pair, Reach, Recovery, WayIn } from "../../analysis/failures";
import { table, wrapped } from "../text/table";
import type { WhatIfView } from "./whatIf";

/** What its columns are. */
export const lossLegend = (): string =>
  wrapped(
    "  Addresses: of those in use, how many answer. Served: by every way in, all, a part, or nobody. Targets: left, of " +
      "those needed, and the most that come. Way out: zones that have one, of those that still run anything. Mended: the longest time until clients are served " +
      "again, with its sum; never: not by itself. {a,b}: each of them alone; a name without figures: as that above. Notes: --lose.",
  );

/** Losses of one kind that do the same share a row. */
export function lossTable(view: WhatIfView): string {
  const unfelt = view.outcomes.filter((each) => !isFelt(view.whole, each));
  const felt = view.outcomes.filter((each) => isFelt(view.whole, each));
  return [
    table(
      [
        { title: "lost", width: 38 },
        { title: "addresses", align: "right" },
        { title: "served", width: 7 },
        { title: "targets", width: 11 },
        { title: "way out", align: "right" },
        { title: "mended", width: 15 },
      ],
      rowsOf(view.whole, felt),
    ),
    ...(unfelt.length === 0
      ? []
      : [wrapped(`  Nobody notices, alone: ${shortNames(unfelt.map(nameText)).join(", ")}`)]),
  ].join("\n\n");
}

type Tried = WhatIfView["outcomes"][number];

const nameText = ({ losses }: Tried): string => losses.map(({ name }) => name).join(" ");

function rowsOf(whole: Outcome, all: readonly Tried[]): string[][] {
  const rows = new Map<string, { names: string[]; cells: string[] }>();
  for (const each of all) {
    const shown = isNotedAlone(whole, each) ? noted(each) : cells(each);
    const key = JSON.stringify([each.losses.map(({ kind }) => kind), shown]);
    const row = rows.get(key) ?? { names: [], cells: shown };
    row.names.push(nameText(each));
    rows.set(key, row);
  }
  return [...rows.values()].map((row) => [shortNames(row.names).join("\n"), ...row.cells]);
}

/** Names that differ by the letter of a zone alone, in one: `zone=eu-west-1{a,b}`. */
export function shortNames(names: readonly string[]): string[] {
  const alike = new Map<string, { before: string; letters: string[]; after: string }>();
  for (const name of names) {
    const [, before = name, letter = "", after = ""] = /^(.*(?:\d|-))([a-z])((?:-.*)?)$/.exec(name) ?? [];
    const key = JSON.stringify([before, after, letter === ""]);
    const known = alike.get(key);
    if (known) known.letters.push(letter);
    else alike.set(key, { before, letters: [letter], after });
  }
  return [...alike.values()].map(({ before, letters, after }) =>
    letters.length > 1 ? `${before}{${letters.join(",")}}${after}` : `${before}${letters.join("")}${after}`,
  );
}

const cells = ({ losses, outcome }: Tried): string[] => [
  addressesText(outcome),
  servedText(outcome.ways),
  targetsText(outcome),
  egressText(outcome),
  mendedText(losses, outcome),
];

/** What is felt by its note alone. */
const isNotedAlone = ({ notes }: Outcome, { losses, outcome }: Tried): boolean =>
  outcome.recovery.length === 0 && outcome.notes.length > notes.length && losses.every(({ kind }) => kind === "check");

const noted = (each: Tried): string[] => [...cells(each).slice(0, -1), "see its note"];

/** Whether anybody notices: whether anything is other than while all is well. Of a check that is gone, nobody knows what comes of it. */
export function isFelt(whole: Outcome, each: Tried): boolean {
  const { losses, outcome } = each;
  const isSame = (of: (outcome: Outcome) => unknown) => JSON.stringify(of(outcome)) === JSON.stringify(of(whole));
  const told = isSame(({ notes }) => notes) || losses.every(({ kind }) => kind === "check-gone");
  const same = cells(each).join() === cells({ losses, outcome: whole }).join() && isSame(({ ways }) => ways);
  return !(same && told && outcome.recovery.length === 0);
}

function addressesText({ addresses }: Outcome): string {
  const used = addresses.filter(({ state }) => state !== "parked");
  const sum = (rows: readonly Outcome["addresses"][number][]) => rows.reduce((total, { count }) => total + count, 0);
  return used.length === 0 ? "none" : `${sum(used.filter(({ state }) => state === "answers"))} of ${sum(used)}`;
}

/** Over every way in. */
export const served = (ways: readonly WayIn[]): Reach => {
  if (ways.length > 0 && ways.every(({ reach }) => reach === "all")) return "all";
  return ways.every(({ reach }) => reach === "none") ? "none" : "part";
};

const SERVED: Readonly<Record<Reach, string>> = { all: "all", part: "a part", none: "nobody" };

const servedText = (ways: readonly WayIn[]): string => SERVED[served(ways)];

const targetsText = ({ total: { left, needed, atMost } }: Outcome): string => `${left} of ${needed}, ${atMost}`;

/** Zones that have a way out, of those that still run anything. */
export function waysOut({ egress }: Outcome): { open: number; zones: number } {
  const zones = [...new Set(egress.map(({ zone }) => zone))];
  const open = zones.filter((zone) => egress.every((row) => row.zone !== zone || row.works));
  return { open: open.length, zones: zones.length };
}

function egressText(outcome: Outcome): string {
  const { open, zones } = waysOut(outcome);
  return zones === 0 ? "none" : `${open} of ${zones}`;
}

const clients = ({ recovery }: Outcome): Recovery[] =>
  recovery.filter(({ who }) => who.startsWith("clients") && !who.endsWith(" alone"));

/**
 * What lasts longest until clients are served again; without seconds, that never ends by itself. Undefined where nobody waits. By a check
 * that is wrong clients are led elsewhere, and none of them waits.
 */
export function longestRecovery(losses: readonly Loss[], outcome: Outcome): Recovery | undefined {
  const all = losses.every(({ kind }) => kind === "check") ? [] : clients(outcome);
  const never = all.find(({ seconds }) => seconds === undefined);
  return never ?? [...all].sort((one, other) => (other.seconds ?? 0) - (one.seconds ?? 0))[0];
}

function mendedText(losses: readonly Loss[], outcome: Outcome): string {
  const longest = longestRecovery(losses, outcome);
  if (!longest) return "–";
  return longest.seconds === undefined ? "never" : sumText(longest);
}

/** `80 s = 20 + 60` */
export const sumText = ({ seconds = 0, terms }: Recovery): string =>
  terms.length === 1 ? `${seconds} s` : `${seconds} s = ${terms.map((term) => term.seconds).join(" + ")}`;

/** Pairs that do the same share a row: any of the first names with any of the second ones. */
export function pairTable(pairs: readonly Pair[]): string {
  if (pairs.length === 0) return "  none";
  return table(
    [
      { title: "lost together", width: 50 },
      { title: "what neither does alone", width: 46 },
    ],
    groupedPairs(pairs).map(({ first, second, worse }) => [`${anyOf(first)}\nand ${anyOf(second)}`, worse]),
  );
}

const anyOf = (names: readonly string[]): string => shortNames(names).join("\nor ");

interface PairGroup {
  first: string[];
  second: string[];
  worse: string;
}

function groupedPairs(pairs: readonly Pair[]): PairGroup[] {
  const rows = pairs.map(({ losses: [first, second], worse }) => ({
    first: [first],
    second: [second],
    worse: worse.join("\n"),
  }));
  return mergedBy(mergedBy(rows, "first", "second"), "second", "first");
}

/** Rows that have one side in common get the other sides of all. */
function mergedBy(rows: readonly PairGroup[], same: "first" | "second", other: "first" | "second"): PairGroup[] {
  const merged = new Map<string, PairGroup>();
  for (const row of rows) {
    const key = JSON.stringify([row[same], row.worse]);
    const known = merged.get(key);
    merged.set(key, known ? { ...known, [other]: [...known[other], ...row[other]] } : row);
  }
  return [...merged.values()];
}
