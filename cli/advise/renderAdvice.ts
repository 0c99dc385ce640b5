import { recoveryText } from "../../analysis/advice/advice";
import type { Exclusion } from "../../analysis/advice/exclusions";
import { type SetFacts, bounds } from "../../analysis/advice/facts";
import { setName } from "../../plan/optionSets";
import type { Needs } from "../../plan/needs";
import type { AdviceView, AdvisedSet } from "./advise";
import { section, table, wrapped } from "../text/table";

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
    ...setSections(ranked, shown),
    section("Left out", excludedText(excluded)),
    ...(shown ? [section(`Stack file of ${setName(shown.options)}`, shown.stackFile.trimEnd())] : []),
  ].join("\n\n");
}

/** Only what is said, or assumed where nothing is. */
const needRows = (needs: Needs): [string, string][] =>
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

/** What is said of a set, by label: in parts, each of which other sets may have, too. */
const setParts = (set: AdvisedSet): [label: string, parts: string[]][] => [
  ["why", set.why],
  [
    "cost",
    [
      `${bounds(set.cost)}${set.cost.total.toFixed(2)} USD a month: ${set.cost.fixed.toFixed(2)} fixed, ${set.cost.usage.toFixed(2)} by usage`,
    ],
  ],
  ["recovery", [recoveryText(set.recovery)]],
  ["addresses", addressTexts(set.addresses)],
  ["set-up", [`${set.setUp.resources} resources`, accounts(set.setUp.accounts)]],
  ["steps", set.setUp.steps],
  ["lacks", set.lacks],
];

/** So many sets are told in detail; `--json` has all. */
const DETAILED = 5;

/** A section for each of the first sets, and for the one shown, of what is not true of all of them; that has one of its own. */
function setSections(ranked: readonly AdvisedSet[], shown: AdvisedSet | undefined): string[] {
  const all = ranked.map(setParts);
  const shared = ranked.length > 1 ? sharedParts(all) : new Set<string>();
  const text = (parts: [label: string, parts: string[]][], isWanted: (key: string) => boolean) =>
    labelled(
      parts.flatMap(([label, each]): [string, string][] => {
        const own = each.filter((part) => isWanted(keyOf(label, part)));
        return own.length === 0 ? [] : [[label, own.join("; ")]];
      }),
      9,
    );
  return [
    ...(shared.size > 0
      ? [
          section(
            "All of them",
            text(all[0] ?? [], (key) => shared.has(key)),
          ),
        ]
      : []),
    ...ranked.flatMap((set, index) =>
      index < DETAILED || set === shown
        ? [
            section(
              `${index + 1}. ${setName(set.options)}`,
              text(all[index] ?? [], (key) => !shared.has(key)),
            ),
          ]
        : [],
    ),
    ...(ranked.length > DETAILED
      ? [wrapped(`In detail are the first ${DETAILED}: --json has all, and --set shows another.`)]
      : []),
  ];
}

const keyOf = (label: string, part: string): string => `${label}: ${part}`;

function sharedParts(all: readonly [label: string, parts: string[]][][]): Set<string> {
  const keys = all.map((set) => new Set(set.flatMap(([label, parts]) => parts.map((part) => keyOf(label, part)))));
  return new Set([...(keys[0] ?? [])].filter((key) => keys.every((each) => each.has(key))));
}

/** Words and what they stand for, wrapped under itself. */
const labelled = (rows: readonly (readonly [string, string])[], width: number): string =>
  table(
    [
      { title: "", width },
      { title: "", fills: true },
    ],
    rows,
  );

const accounts = (count: number): string => (count === 1 ? "one account" : `${count} accounts`);

const PURPOSES: Record<SetFacts["addresses"][number]["purpose"], string> = {
  public: "Elastic IPs for clients",
  publicIpv6: "IPv6 addresses for clients",
  anycast: "of an accelerator, for all regions",
  egress: "for the service's own connections",
};

const addressTexts = (addresses: SetFacts["addresses"]): string[] =>
  addresses.flatMap(({ purpose, inUse, parked }) => [
    ...(inUse > 0 || parked === 0 ? [`${inUse} ${PURPOSES[purpose]}`] : []),
    ...(parked > 0 ? [`${parked} ${PURPOSES[purpose]}, parked`] : []),
  ]);

/** What excludes a set, where that is no need. */
const NOT_OF_NEEDS: Partial<Record<Exclusion["by"], string>> = { program: "not allowed", same: "nothing new" };

/** Sets that are out for the same reasons stand together below these. */
export function excludedText(excluded: AdviceView["excluded"]): string {
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
          reasons.map(({ by, text }) => [NOT_OF_NEEDS[by] ?? by, text]),
          16,
        ),
        wrapped(`    ${names.join(" ")}`),
      ].join("\n"),
    )
    .join("\n\n");
}
