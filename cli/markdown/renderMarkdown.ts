import type { Finding, Interruption } from "../../analysis";
import type { Diagram } from "../../analysis/picture";
import type { ByHand } from "../../analysis/switch/comparison/byHand";
import { mermaidOf } from "../draw/mermaid";
import { escaped, fenced, folded, markdownTable, type Part, withinLength } from "./markdown";
import type { PlanView } from "../plan/planView";
import { addressCells as planAddressCells } from "../plan/renderAddresses";
import { renderPlan } from "../plan/renderPlan";
import { changeTable } from "../switch/renderChanges";
import { addressCells, optionsText, stepsTitle, verdictText } from "../switch/renderSwitch";
import type { SwitchView } from "../switch/switch";
import type { StepView } from "../switch/switchSteps";

/** A stack, and what is to be told of it. */
export type Subject = { stack: string } & (
  | {
      plan: PlanView;
      /** Of the stack, or of what its change does. */
      picture: Diagram;
      /** What its change does, where the stack was another before. */
      change?: SwitchView;
      /** Whether it was not there before. */
      isNew?: boolean;
    }
  | {
      /** Why it cannot be planned. */
      error: string;
    }
);

/** A document, and whether a stack of it cannot be planned or would lose an address. */
export interface Report {
  text: string;
  failed: boolean;
  lost: boolean;
}

/** By which a comment is found again, to write it anew. */
const MARK = "<!-- ha-tcp plan -->";

/**
 * The most characters of a comment on GitHub are 65,536, and one more is refused; GitLab takes a million.
 * Source: the message of api.github.com, "Body is too long (maximum is 65536 characters)".
 */
const MOST_CHARACTERS = 65_000;

/** Stacks in Markdown, for a comment on a change: first what a reviewer decides by, the whole plans last and shut. */
export function renderMarkdown(subjects: readonly Subject[]): Report {
  const parts = [{ text: MARK }, ...subjects.flatMap(subjectParts)];
  const where = `\`npm run plan -- ${subjects.map(({ stack }) => stack).join(" ")}\` prints all of it.`;
  return {
    text: withinLength(parts, MOST_CHARACTERS, where),
    failed: subjects.some((subject) => "error" in subject),
    lost: subjects.some((subject) => "plan" in subject && losesAddress(subject.change)),
  };
}

const losesAddress = (change: SwitchView | undefined): boolean =>
  change !== undefined && change.losses.length + change.unheld.length > 0;

/** What goes first where there is no room for all. */
const EXPENDABLE = { plan: 4, picture: 3, changes: 2, notices: 1 };

function subjectParts(subject: Subject): Part[] {
  const { stack } = subject;
  if ("error" in subject)
    return [
      { text: `## ${escaped(stack)}: cannot be planned` },
      { text: fenced(subject.error), name: `what is wrong with ${stack}` },
    ];
  const { plan, picture, change, isNew = false } = subject;
  return [
    { text: heading(stack, plan, change, isNew) },
    ...(change === undefined ? [{ text: plannedAddresses(plan) }] : changeParts(stack, change)),
    { text: findingList(plan.findings), name: `the findings of ${stack}` },
    ...(change === undefined
      ? []
      : [
          {
            text: folded("What changes", fenced(changeTable(change.changes))),
            name: `what changes in ${stack}`,
            expendable: EXPENDABLE.changes,
          },
        ]),
    {
      text: folded("Picture", fenced(mermaidOf(picture).trimEnd(), "mermaid")),
      name: `the picture of ${stack}`,
      expendable: EXPENDABLE.picture,
    },
    {
      text: folded("The whole plan", fenced(renderPlan(plan))),
      name: `the whole plan of ${stack}`,
      expendable: EXPENDABLE.plan,
    },
  ];
}

function heading(stack: string, { summary }: PlanView, change: SwitchView | undefined, isNew: boolean): string {
  const title = `## ${escaped(summary.stack === stack ? stack : `${summary.stack} (${stack})`)}`;
  if (change === undefined)
    return `${title}\n\n${isNew ? "A new stack" : "The stack file says what it said before"}: ${escaped(optionsText(summary.options))}, ${summary.resources} resources.`;
  const [from, to] = [optionsText(change.from), optionsText(change.to)].map(escaped);
  const options = from === to ? `${to} as before` : `${from} → ${to}`;
  return [
    title,
    "",
    `**${escaped(verdictText(change.verdict, change.interruptions))}**`,
    "",
    `Options: ${options}.`,
    ...change.refusals.map((refusal) => `- because ${escaped(refusal)}`),
  ].join("\n");
}

function plannedAddresses({ addresses }: PlanView): string {
  if (addresses.length === 0) return "No addresses.";
  return markdownTable(["region", "zone", "for", "address", "leads to", "protected"], addresses.map(planAddressCells));
}

function changeParts(stack: string, change: SwitchView): Part[] {
  const { addresses, interruptions, steps, byHand, hidden } = change;
  return [
    {
      text:
        addresses.length === 0
          ? "No addresses."
          : markdownTable(["region", "zone", "for", "address", "before", "after"], addresses.map(addressCells)),
    },
    ...(interruptions.length === 0
      ? [{ text: "Nobody notices." }]
      : [
          {
            text: interruptions.map(interruptionItem).join("\n"),
            name: `who notices of ${stack}`,
            expendable: EXPENDABLE.notices,
          },
        ]),
    ...(steps.length === 0
      ? []
      : [
          {
            text: folded(stepsTitle(change), steps.map(stepItem).join("\n")),
            name: `the updates of ${stack}`,
            expendable: EXPENDABLE.notices,
          },
        ]),
    ...(byHand.length === 0
      ? []
      : [
          {
            text: folded("By hand", byHand.map(byHandItem).join("\n")),
            name: `what is done by hand for ${stack}`,
            expendable: EXPENDABLE.notices,
          },
        ]),
    ...(hidden.length === 0
      ? []
      : [
          {
            text: `What changes inside encrypted values is not shown, only that it does: ${escaped(hidden.join(", "))}.`,
          },
        ]),
  ];
}

const interruptionItem = ({ severity, who, what, duration, source }: Interruption): string =>
  `- **${severity}** ${escaped(`${who}: ${what}`)}. For how long: ${escaped(duration)} (${escaped(source)})`;

const byHandItem = ({ what, commands, source }: ByHand): string =>
  `- ${escaped(what)} (${escaped(source)})\n\n${fenced(commands.join("\n"), "sh").replace(/^/gm, "  ")}`;

function stepItem({ title, config, verdict, interruptions }: StepView, index: number): string {
  const indented = fenced(config, "yaml").replace(/^/gm, "   ");
  return `${index + 1}. ${escaped(title)}\n\n${indented}\n\n   ${escaped(verdictText(verdict, interruptions))}`;
}

const findingItem = ({ severity, text, fix }: Finding): string =>
  `- **${severity}** ${escaped(text)}\n  Fix: ${escaped(fix)}`;

const findingList = (findings: readonly Finding[]): string =>
  findings.length === 0 ? "No findings." : findings.map(findingItem).join("\n");
