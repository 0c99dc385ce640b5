import { recoveryText } from "../analysis/advice/advice";
import type { Exclusion } from "../analysis/advice/exclusions";
import { type SetFacts, bounds } from "../analysis/advice/facts";
import { setName } from "../plan/optionSets";
import type { Needs } from "../plan/needs";
import type { AdviceView, AdvisedSet } from "./advise";
import { WIDTH, section, table, wrapped } from "./table";

/**
 * The answer for people: what is needed, what meets it in order, each with its reasons, and what is left out with why.
 *
 * @param chosen whose stack file is shown. Default: the first one's.
 */
export function renderAdvice(view: AdviceView, chosen?: AdvisedSet): string {
  const { needs, order, ranked, excluded } = view;
  const [first] = ranked;
  const shown = chosen ?? first;
  return [
    section("Needs", labelled(needRows(needs), 16)),
    section(
      "Sets of options that meet them",
      first ? `${wrapped(`Ranked ${order}.`)}\n\n${rankedTable(ranked)}` : "  none",
    ),
    ...ranked.map((set, index) => section(`${index + 1}. ${setName(set.options)}`, setText(set))),
    section("Left out", excludedText(excluded)),
    ...(shown ? [section(`Stack file of ${setName(shown.options)}`, shown.stackFile.trimEnd())] : []),
  ].join("\n\n");
}

/** Only what is said, or assumed where nothing is. */
export const needRows = (needs: Needs): [string, string][] =>
  Object.entries(needs).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    const text = needText(value);
    return text === "" ? [] : [[key, text]];
  });

function needText(value: unknown): string {
  if (value === undefined || value === false) return "";
  if (value === true) return "yes";
  if (typeof value !== "object" || value === null) return typeof value === "string" ? value : JSON.stringify(value);
  if (Array.isArray(value)) return value.map(needText).join(" ");
  return Object.entries(value)
    .flatMap(([key, each]): string[] => {
      const text = needText(each);
      return text === "" ? [] : [`${key}: ${text}`];
    })
    .join(", ");
}

function rankedTable(ranked: readonly AdvisedSet[]): string {
  return table(
    [
      { title: "" },
      { title: "options", width: 34 },
      { title: "USD a month", align: "right" },
      { title: "recovery", align: "right" },
      { title: "survives" },
      { title: "resources", align: "right" },
      { title: "steps", align: "right" },
    ],
    ranked.map(({ options, cost, recovery, survives, setUp }, index) => [
      index + 1,
      options.join(", "),
      `${bounds(cost)}${cost.total.toFixed(2)}`,
      recovery.loss === undefined ? "–" : recovery.seconds === undefined ? "by hand" : `${recovery.seconds} s`,
      survives === "neither" ? "no zone" : `a ${survives}`,
      setUp.resources,
      setUp.steps.length,
    ]),
  );
}

const setText = (set: AdvisedSet): string =>
  labelled(
    [
      ["why", sentences(set.why)],
      [
        "cost",
        `${bounds(set.cost)}${set.cost.total.toFixed(2)} USD a month: ${set.cost.fixed.toFixed(2)} fixed, ${set.cost.usage.toFixed(2)} by usage`,
      ],
      ["recovery", recoveryText(set.recovery)],
      ["addresses", addressText(set.addresses)],
      ["set-up", `${set.setUp.resources} resources, ${accounts(set.setUp.accounts)}`],
      ["steps", set.setUp.steps.map((step, index) => `${index + 1}. ${step}`).join("\n")],
      ["lacks", sentences(set.lacks) || "nothing"],
    ],
    9,
  );

/** Words and what they stand for, wrapped under itself. */
const labelled = (rows: readonly (readonly [string, string])[], width: number): string =>
  table(
    [
      { title: "", width },
      { title: "", width: WIDTH - width - 4 },
    ],
    rows,
  );

const accounts = (count: number): string => (count === 1 ? "one account" : `${count} accounts`);
const sentences = (all: readonly string[]): string => all.join("; ");

const PURPOSES: Record<SetFacts["addresses"][number]["purpose"], string> = {
  public: "Elastic IPs for clients",
  publicIpv6: "IPv6 addresses for clients",
  anycast: "of an accelerator, for all regions",
  egress: "for the service's own connections",
};

export const addressText = (addresses: SetFacts["addresses"]): string =>
  addresses
    .map(({ purpose, inUse, parked }) =>
      [
        inUse > 0 || parked === 0 ? `${inUse} ${PURPOSES[purpose]}` : "",
        parked > 0 ? `${parked} ${PURPOSES[purpose]}, parked` : "",
      ]
        .filter(Boolean)
        .join(", "),
    )
    .join("; ");

/** Sets that are out for the same reasons stand together below these. */
function excludedText(excluded: AdviceView["excluded"]): string {
  if (excluded.length === 0) return "  nothing";
  const groups = new Map<string, { reasons: Exclusion[]; names: string[] }>();
  for (const { options, reasons } of excluded) {
    const key = JSON.stringify(reasons);
    const group = groups.get(key) ?? { reasons, names: [] };
    groups.set(key, { ...group, names: [...group.names, setName(options)] });
  }
  return [...groups.values()]
    .map(({ reasons, names }) =>
      [
        labelled(
          reasons.map(({ by, text }) => [by, text]),
          16,
        ),
        wrapped(`    ${names.join(" ")}`),
      ].join("\n"),
    )
    .join("\n\n");
}
