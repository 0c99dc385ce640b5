import type { AddressChange, ByHand, Interruption, Verdict } from "../../analysis";
import type { Option } from "../../plan/options";
import { changesWayIn } from "../../plan/steps/waysIn";
import { changeTable } from "./renderChanges";
import { purposeText } from "../plan/renderAddresses";
import type { SwitchView } from "./switch";
import { type StepView, isAvoidable } from "./switchSteps";
import { command, definitions, section, table, titled, wrapped } from "../text/table";

/** What a verdict says to people. */
const VERDICTS: Record<Verdict, string> = {
  none: "no interruption: no connection fails or is cut",
  brief: "brief: open connections are cut once, new ones are accepted all the time",
  outage: "outage: new connections fail for a time",
  refused: "refused",
};

/** Rules about the service's own connections, and about names inside the VPC. */
const RULES_BESIDE_CLIENTS = ["egress", "private-name"];

/** The verdict, and whether it is about the service's clients at all. */
export function verdictText(word: Verdict, interruptions: readonly Interruption[]): string {
  const unjudged = [...new Set(interruptions.flatMap((each) => each.unjudged ?? []))];
  const text = verdictWords(word, interruptions);
  return unjudged.length === 0
    ? text
    : `${text}; apart from what is dropped by ${unjudged.join(" and ")}, which are not judged here`;
}

function verdictWords(word: Verdict, interruptions: readonly Interruption[]): string {
  const worst = interruptions.filter(({ severity }) => severity === word);
  if (worst.length > 0 && worst.every(({ rule }) => RULES_BESIDE_CLIENTS.includes(rule)))
    return `${word}, but not for the service's clients: they are let in all the time`;
  const lasting = worst.filter((each) => each.lasting).length;
  if (word !== "outage" || lasting === 0) return VERDICTS[word];
  return `outage: new connections fail${lasting < worst.length ? " for a time, and some" : ""} for good`;
}

const CONSUMER = "a consumer";

/** A consumer's stack has no options. */
export const optionsText = (options: readonly string[]): string =>
  options.length === 0 ? CONSUMER : `[${options.join(", ")}]`;

/** A switch for people: aligned, as wide as the page, without colour. */
export function renderSwitch(view: SwitchView): string {
  const [from, to] = [optionsText(view.from), optionsText(view.to)];
  const title = `${view.project} / ${view.stack}: ${from === CONSUMER && to === CONSUMER ? CONSUMER : `${from} → ${to}`}`;
  return [
    `${titled(title, "=")}\n\n${verdict(view)}`,
    section("Addresses", addressTable(view.addresses)),
    ...(view.parking === undefined ? [] : [section("To keep the addresses", view.parking.replace(/^/gm, "  "))]),
    section("Who notices", interruptionTable(view.interruptions)),
    ...(view.keys === undefined ? [] : [section("In the stack file", view.keys.replace(/^/gm, "  "))]),
    ...stepsSection(view),
    ...(view.byHand.length > 0 ? [section("By hand", byHandText(view.byHand))] : []),
    section("Changes", changeTable(view.changes)),
    ...(view.hidden.length > 0
      ? [`What changes inside encrypted values is not shown, only that it does: ${view.hidden.join(", ")}.`]
      : []),
  ].join("\n\n");
}

function verdict(view: SwitchView): string {
  const beside = besideText(view);
  const rows = [
    verdictText(view.verdict, view.interruptions),
    ...view.refusals.map((each) => `because ${each}`),
    ...(beside === undefined ? [] : [beside]),
  ];
  return definitions(rows.map((text, index): [string, string] => [index === 0 ? "Verdict" : "", text]));
}

/** Of what is refused, who would notice it all the same; undefined where nobody would. */
export const besideText = ({ verdict: word, interruption, interruptions }: SwitchOutcome): string | undefined =>
  word === "refused" && interruption !== "none"
    ? `and beside that, ${verdictText(interruption, interruptions)}`
    : undefined;

type SwitchOutcome = Pick<SwitchView, "verdict" | "interruption" | "interruptions">;

function addressTable(rows: readonly AddressChange[]): string {
  if (rows.length === 0) return "  none";
  return table(
    [
      { title: "region" },
      { title: "zone" },
      { title: "for" },
      { title: "address" },
      { title: "before" },
      { title: "after" },
    ],
    rows.map(addressCells),
  );
}

/** Region, zone, purpose, name, and its state before and after. */
export const addressCells = (change: AddressChange): string[] => [
  change.region,
  change.zone || "all",
  purposeText(change),
  change.allocationId ?? (change.count === 1 ? change.name : `${change.name} (${change.count} addresses)`),
  change.before,
  change.lost ? "LOST" : change.after,
];

function interruptionTable(rows: readonly Interruption[]): string {
  if (rows.length === 0) return "  nobody";
  return table(
    [
      { title: "", width: 6 },
      { title: "", fills: true },
    ],
    // The longest source is just as wide as the column, and stands alone, so that it can be copied.
    rows.map(({ severity, who, what, duration, source }) => [
      severity,
      `${who}: ${what}\nfor how long: ${duration}\n${source}`,
    ]),
  );
}

function stepsSection(view: SwitchView): string[] {
  const { steps } = view;
  if (steps.length > 0) return [section(stepsTitle(view), steps.map(step).join("\n"))];
  return lacksSteps(view) ? [section("Instead", wrapped(`  ${NO_STEPS}`))] : [];
}

export const NO_STEPS = "No way in steps is known on which new connections are accepted all the time.";

/** Whether there might be steps that spare clients an outage, and none are known. */
export const lacksSteps = (view: Pick<SwitchView, "steps" | "verdict" | "interruptions">): boolean =>
  view.steps.length === 0 && view.verdict === "outage" && isAvoidable(view);

/** Several updates replace the one where it fails clients or AWS; else they are another way to the same end. */
export function stepsTitle(view: Pick<SwitchView, "steps" | "verdict" | "interruptions" | "from" | "to">): string {
  const updates = `in ${view.steps.length} updates`;
  const replaces =
    view.verdict === "refused" || isAvoidable(view) || changesWayIn(view.from as Option[], view.to as Option[]);
  return replaces ? `Instead, ${updates}` : `Or zone by zone, ${updates}`;
}

function step({ title, config, verdict: word, interruptions }: StepView, index: number): string {
  const noticed = interruptions.map(({ who, what }) => `${who}: ${what}`);
  return table(
    [
      { title: "", width: 2 },
      { title: "", fills: true },
    ],
    [
      [`${index + 1}.`, title],
      ["", config.replace(/^/gm, "  ")],
      ["", [verdictText(word, interruptions), ...noticed].join("\n")],
    ],
  );
}

/** Commands stand as they are, so that they can be copied. */
function byHandText(all: readonly ByHand[]): string {
  return all
    .map(({ what, commands, source }) => {
      const column = [{ title: "", fills: true as const }];
      const text = (line: string) => table(column, [[line]]);
      const lines = commands.flatMap((each) => each.split("\n")).map((line) => command(line, 4));
      return [text(what), ...lines, text(source)].join("\n");
    })
    .join("\n");
}
