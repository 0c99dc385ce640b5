import { type NameRow, ROUTING_CONTROL_ON, names as namesOf } from "../../inventory/dns";
import { evaluatedLoadBalancers, privateRecords, serviceRecords } from "../../inventory/dnsRecords";
import { type Comparison, frontDoorPairs } from "../comparison/comparison";
import { DURATIONS, type Duration } from "../comparison/durations";
import { type Interruption, timed } from "../comparison/interruption";

/** How long what a name was answered with is used. An accelerator comes first wherever there is one. */
function keptAnswer({ accelerated, ttlSeconds }: NameRow): Duration {
  const stay = "open connections stay where they are";
  const { text, source } = DURATIONS.acceleratorAlias;
  if (accelerated) return { text: `${text}; ${stay}`, source };
  return {
    text: `${ttlSeconds ?? 60} s, the time that an answer may be kept; ${stay}`,
    source: ttlSeconds === undefined ? DURATIONS.alias.source : "dns.ttlSeconds",
  };
}

const regionsOf = ({ answers }: NameRow, which: (answer: NameRow["answers"][number]) => boolean): string[] => [
  ...new Set(answers.filter(which).map(({ region }) => region ?? "the accelerator")),
];

const policyOf = ({ accelerated, routing }: NameRow): string =>
  [...(accelerated ? ["the accelerator"] : []), ...(routing === undefined ? [] : [routing])].join(", then ");

/** Names that are answered with other regions, or otherwise. Whoever has an answer keeps it for a while, and nothing is refused meanwhile. */
export function changedAnswers({ from, to }: Comparison): Interruption[] {
  // A name may be in the internet and in a private zone.
  const keyOf = (row: NameRow) => `${row.hostname} ${String(row.private)}`;
  const after = new Map(namesOf(to.graph).map((row) => [keyOf(row), row]));
  return namesOf(from.graph).flatMap((was): Interruption[] => {
    const is = after.get(keyOf(was));
    const changesOfAnswers = is ? differences(was, is) : [];
    if (changesOfAnswers.length === 0) return [];
    // That what they lead to goes is reported of the load balancer.
    return [
      {
        rule: "name-answers",
        severity: "none",
        who: `clients that look up ${was.hostname}`,
        what: changesOfAnswers.join("; "),
        ...timed(keptAnswer(was)),
        resources: [was.record],
      },
    ];
  });
}

function differences(was: NameRow, is: NameRow): string[] {
  const [reached, reachable] = [regionsOf(was, () => true), regionsOf(is, () => true)];
  const [chosen, choosable] = [was, is].map((row) => regionsOf(row, ({ good }) => good)) as [string[], string[]];
  const gone = reached.filter((region) => !reachable.includes(region));
  const lost = chosen.filter((region) => reachable.includes(region) && !choosable.includes(region));
  const [before, now] = [policyOf(was), policyOf(is)];
  const obeys = !was.switched && is.switched;
  const obeyed = was.switched && !is.switched;
  return [
    ...(before === now ? [] : [`answers are chosen by ${now}, not by ${before}`]),
    ...(was.accelerated === is.accelerated ? [] : ["they are other addresses, which must be on allow lists before"]),
    ...(gone.length > 0 ? [`no answer leads to ${gone.join(" or ")} any more`] : []),
    ...(obeys ? ["a region whose switch is Off, as a new one is, is answered with no more while another's is On"] : []),
    ...(obeyed ? ["a region whose switch is Off is answered with again"] : []),
    ...(lost.length > 0 ? [`answers lead to ${lost.join(" or ")} only while others are not well`] : []),
    ...(before === now ? changedShares(was, is) : []),
  ];
}

/** Regions that are answered with as before, and to others than before: other shares, places or sizes. */
function changedShares(was: NameRow, is: NameRow): string[] {
  const [before, now] = [timesOf(was), timesOf(is)];
  return [...now].flatMap(([region, when]) => {
    const former = before.get(region);
    return former === undefined || former === when ? [] : [`new lookups go to ${region}: ${when} (${former} before)`];
  });
}

/** When each region is answered with while all is healthy, apart from routing controls. */
function timesOf({ answers }: NameRow): Map<string, string> {
  const found = new Map<string, string[]>();
  for (const { region = "the accelerator", when, good } of answers) {
    if (!good) continue;
    const parts = when.split(", ").filter((part) => part !== ROUTING_CONTROL_ON);
    found.set(region, [...(found.get(region) ?? []), parts.join(", ") || "always"]);
  }
  return new Map([...found].map(([region, times]) => [region, times.sort().join(" and ")]));
}

/**
 * Of a load balancer that gets another target group, which is empty at first: AWS calls it unhealthy for the alias of before. That matters
 * where a name has another region to lead to.
 */
export function evaluatedTargetGroups(comparison: Comparison): Interruption[] {
  const rows = namesOf(comparison.from.graph).filter((row) => regionsOf(row, () => true).length > 1);
  const { from } = comparison;
  return [
    ...emptyTargetGroups(
      comparison,
      rows.some((row) => !row.private) ? evaluatedLoadBalancers(from, serviceRecords(from)) : new Set(),
      "until the alias has changed. An update with dns.healthCheck.followZones: true before this one avoids it",
    ),
    ...emptyTargetGroups(
      comparison,
      rows.some((row) => row.private) ? evaluatedLoadBalancers(from, privateRecords(from)) : new Set(),
      "until it has one, or none of theirs has any either",
    ),
  ];
}

function emptyTargetGroups(comparison: Comparison, evaluated: ReadonlySet<string>, until: string): Interruption[] {
  return frontDoorPairs(comparison)
    .filter(({ loadBalancer }) => evaluated.has(loadBalancer))
    .flatMap(({ loadBalancer, before, after }) =>
      after
        .filter(({ targetGroup }) => !before.some((each) => each.targetGroup === targetGroup))
        .map(({ targetGroup }) => ({
          rule: "evaluated-target-group",
          severity: "none",
          who: `clients whose names lead to ${loadBalancer}`,
          what:
            `${targetGroup} has no healthy target at first, which makes ${loadBalancer} unhealthy for its alias: names lead to another region ` +
            until,
          ...timed(DURATIONS.aliasHealth),
          resources: [targetGroup],
        })),
    );
}
