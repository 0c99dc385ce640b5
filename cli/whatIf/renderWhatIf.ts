import type { Loss, Outcome, Recovery, Verdict, WayIn } from "../../analysis/failures";
import { definitions, section, titled } from "../text/table";
import { lossLegend, lossTable, pairTable, sumText } from "./renderLosses";
import type { WhatIfView } from "./whatIf";

/** For people: aligned, as wide as the page. */
export function renderWhatIf(view: WhatIfView): string {
  const [first] = view.outcomes;
  const body =
    view.verdict === undefined
      ? view.outcomes.map(({ losses, outcome }) => renderOutcome(losses, outcome))
      : [
          section("Losses, each alone", lossTable(view)),
          lossLegend(),
          section("Verdict", renderVerdict(view.verdict)),
          ...(view.pairs ? [section("Pairs that are worse than either alone", pairTable(view.pairs))] : []),
        ];
  const what =
    view.verdict === undefined && first ? ` without ${first.losses.map(({ text }) => text).join(" and ")}` : "";
  return [titled(`${view.project} / ${view.stack}${what}`, "="), ...body].join("\n\n");
}

function renderOutcome(losses: readonly Loss[], outcome: Outcome): string {
  const { addresses, ways, capacity, egress, notes, controlPlanes, recovery } = outcome;
  const named = (state: string) =>
    addresses
      .filter((row) => row.state === state)
      .map(({ region, zone, purpose }) => `${region}${zone}${purpose === "publicIpv6" ? " (IPv6)" : ""}`);
  const rows: [string, string][] = [
    ["Lost", losses.map(({ name }) => name).join(" and ")],
    ["Addresses", `answer: ${listOf(named("answers"))}; silent: ${listOf(named("silent"))}`],
    ...ways.map((way): [string, string] => [TITLES[way.kind], wayText(way)]),
    ["Targets", capacityText(outcome)],
    ...capacity.filter(({ left, running }) => left < running).map((row): [string, string] => ["", capacityRow(row)]),
    [
      "Way out",
      egress.length === 0
        ? "none"
        : egress.map((row) => `${row.zone} by ${row.through}: ${row.works ? "works" : "cut"}`).join("\n"),
    ],
    [
      "Acts",
      controlPlanes.length === 0
        ? "no control plane needs to"
        : controlPlanes
            .map(({ service, action, by }) => `${service} ${action}${by === "people" ? ", by people" : ""}`)
            .join("\n"),
    ],
    ...notes.map((note): [string, string] => ["Note", note]),
  ];
  return [
    definitions(rows, 12),
    ...(recovery.length === 0 ? [] : [section("Until it is mended", alike(recovery).map(renderRecovery).join("\n\n"))]),
  ].join("\n\n");
}

const TITLES: Readonly<Record<WayIn["kind"], string>> = {
  name: "Name",
  loadBalancer: "Own name",
  accelerator: "Anycast",
  consumer: "Consumer",
};

const listOf = (all: readonly string[]): string => (all.length === 0 ? "none" : all.join(" "));

/** What a way in does for clients. */
export const REACHES = {
  all: "all are served",
  part: "a part of the connections fails",
  none: "nobody is served",
} as const;

const wayText = ({ name, leadsTo, reach, later, private: inside }: WayIn): string =>
  `${name}${inside ? " (private)" : ""} → ${leadsTo.length === 0 ? "no answer" : leadsTo.join(" ")}: ${REACHES[reach]}` +
  (later === reach ? "" : ` until targets are replaced, then ${REACHES[later]}`);

const capacityText = ({ total: { left, needed, atMost } }: Outcome): string =>
  `${left} left at once, ${needed} needed, ${atMost} at most`;

const capacityRow = ({ backend, left, running, most, why }: Outcome["capacity"][number]): string =>
  `${backend}: ${left} of ${running}, ${why === undefined ? `comes back, to ${most} at most` : `does not come back: ${why}`}`;

/** Those who notice the same are told together. */
function alike(rows: readonly Recovery[]): Recovery[][] {
  const groups = new Map<string, Recovery[]>();
  for (const row of rows) {
    const key = JSON.stringify({ ...row, who: "" });
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
}

const renderRecovery = (group: readonly Recovery[]): string => definitions(recoveryRows(group), 12);

/** Of recoveries that are alike: who waits, how long by which sum, and what connections do meanwhile. */
export function recoveryRows(group: readonly Recovery[]): [string, string][] {
  const [row] = group;
  if (!row) return [];
  const { seconds, terms, assumes, newConnections, openConnections } = row;
  const sum =
    seconds === undefined
      ? "not by itself, while the loss lasts"
      : `${seconds} s: ${terms.map((term) => `${term.seconds} s, ${term.what} (${sourceText(term.source)})`).join("; ")}`;
  return [
    ["  who", group.map(({ who }) => who).join("\n")],
    ["  after", sum],
    ["  new", newConnections],
    ["  open", openConnections],
    ...(assumes.length === 0 ? [] : [["  if", assumes.join("; ")] as [string, string]]),
  ];
}

/** Of AWS's pages the last part of the address; the whole one is in the JSON. */
const sourceText = (source: string): string =>
  source.includes("/")
    ? `AWS: ${
        source
          .split("/")
          .at(-1)
          ?.replace(/\.html$/, "") ?? ""
      }`
    : source;

export const survivesText = ({ zone, region }: Verdict): string =>
  `${zone.survives ? "" : "not "}any one zone; ${region.survives ? "" : "not "}any one region`;

const renderVerdict = (verdict: Verdict): string => definitions(verdictRows(verdict), 12);

/** What a stack survives, a line each: a word, empty where it is as that above, and what it stands before. */
export function verdictRows(verdict: Verdict): [string, string][] {
  const { zone, region, weakest, worstRecovery, staticallyStable, controlPlanes, availability } = verdict;
  const failing = [...zone.failing, ...region.failing].map(({ loss, why }) => `${loss}: ${why}`);
  const acts = [
    ...new Set(
      controlPlanes.flatMap(({ controlPlanes: all }) =>
        all.map(({ service, action, by }) => `${service} ${action}${by === "people" ? ", by people" : ""}`),
      ),
    ),
  ];
  // Never rounded up to a promise of all.
  const percent = Math.floor(availability.availability * 1e8) / 1e6;
  return [
    ["Survives", survivesText(verdict)],
    ...failing.map((text, place): [string, string] => [place === 0 ? "Fails" : "", text]),
    ...(weakest ? [["Weakest", `${weakest.loss}: ${weakest.what}`] as [string, string]] : []),
    ...(worstRecovery
      ? [
          [
            "Longest",
            `${worstRecovery.recovery.who} wait ${sumText(worstRecovery.recovery)}, without ${worstRecovery.loss}`,
          ] as [string, string],
        ]
      : []),
    [
      "Stable",
      staticallyStable ? "the loss of a zone needs no control plane" : `when a zone is lost:\n${acts.join("\n")}`,
    ],
    [
      "Bound",
      `${percent} %, ${lostText(availability.minutesAMonth)} a month: ${availability.formula}. ` +
        `No forecast: AWS's promises, as if parts failed apart. Not in it: ${availability.leftOut.join("; ")}`,
    ],
  ];
}

const lostText = (minutes: number): string =>
  minutes < 1 ? `${Math.max(0.1, 60 * minutes).toFixed(1)} s` : `${minutes.toFixed(1)} minutes`;
