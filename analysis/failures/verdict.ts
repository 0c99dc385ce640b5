import type { Graph } from "../../graph/graph";
import { after } from "./after";
import { availabilityBound } from "./availability";
import { losses } from "./losses";
import { modelOf } from "./model/model";
import { wholeSituation } from "./state/situation";
import type { Loss, Outcome, Recovery, Survival, Verdict } from "./types";

/** What a stack survives: each single loss is tried. */
export function verdict(graph: Graph): Verdict {
  const tried = losses(graph).map((loss) => ({ loss, outcome: after(graph, [loss]) }));
  const zone = survival(tried.filter(({ loss }) => loss.kind === "zone"));
  const region = survival(tried.filter(({ loss }) => loss.kind === "region"));
  const planes = tried
    .filter(({ loss, outcome }) => loss.kind === "zone" && outcome.controlPlanes.length > 0)
    .map(({ loss, outcome }) => ({ loss: loss.name, controlPlanes: outcome.controlPlanes }));
  const worst = worstRecovery(tried);
  const weakest = weakestPart(tried);
  return {
    survives: region.survives && zone.survives ? "region" : zone.survives ? "zone" : "neither",
    zone,
    region,
    ...(weakest && { weakest }),
    ...(worst && { worstRecovery: worst }),
    staticallyStable: planes.length === 0,
    controlPlanes: planes,
    availability: availabilityBound(wholeSituation(modelOf(graph))),
  };
}

interface Tried {
  loss: Loss;
  outcome: Outcome;
}

/** Nothing to lose is nothing survived. */
function survival(tried: readonly Tried[]): Survival {
  const failing = tried.flatMap(({ loss, outcome }) => {
    const why = harmOf(outcome);
    return why === undefined ? [] : [{ loss: loss.name, why }];
  });
  return { survives: tried.length > 0 && failing.length === 0, failing };
}

/**
 * What does not mend by itself: clients that are not served, too few targets for good, no way out for what runs. An address of a lost
 * zone is none of it, as long as names lead past it.
 */
function harmOf(outcome: Outcome): string | undefined {
  const [first] = harms(outcome);
  return first?.text;
}

interface Harm {
  /** Greater is worse. */
  rank: number;
  text: string;
}

function harms({ ways, total, egress }: Outcome): Harm[] {
  const silent = ways.filter(({ later }) => later === "none").map(wayText);
  const partly = ways.filter(({ later }) => later === "part").map(wayText);
  const shut = egress.filter(({ works }) => !works);
  return [
    ...(silent.length > 0 ? [{ rank: 4, text: `${silent.join(", ")}: nobody is served` }] : []),
    ...(partly.length > 0 ? [{ rank: 3, text: `${partly.join(", ")}: a part of the connections fails` }] : []),
    ...(silent.length === 0 && total.atMost < total.needed
      ? [
          {
            rank: 2,
            text: `${total.left} targets are left of ${total.needed} needed, and no more than ${total.atMost} come`,
          },
        ]
      : []),
    ...(shut.length > 0
      ? [{ rank: 1, text: `what runs in ${[...new Set(shut.map(({ zone }) => zone))].join(" and ")} has no way out` }]
      : []),
  ];
}

const wayText = ({ kind, name }: Outcome["ways"][number]): string =>
  kind === "loadBalancer" ? `the name of ${name}` : name;

/** The most harm by the smallest loss; without any harm, the longest recovery. */
function weakestPart(tried: readonly Tried[]): Verdict["weakest"] {
  const harmful = tried
    .flatMap(({ loss, outcome }) =>
      harms(outcome)
        .slice(0, 1)
        .map((harm) => ({ loss, harm, order: order(loss, harm, outcome) })),
    )
    .sort((one, other) => one.order - other.order || other.harm.rank - one.harm.rank);
  const [first] = harmful;
  if (first) return { loss: first.loss.name, what: first.harm.text };
  const worst = worstRecovery(tried);
  return worst && { loss: worst.loss, what: `${worst.recovery.who} wait ${worst.recovery.seconds ?? 0} s` };
}

/** What is as big as a region, the names or a whole backend takes much with it in any stack; what is smaller and does harm is weaker. */
const BIG: readonly Loss["kind"][] = ["region", "dns", "backend"];

function order({ kind }: Loss, { rank }: Harm, { egress }: Outcome): number {
  if (BIG.includes(kind)) return 2 + BIG.indexOf(kind);
  if (rank > 1) return 0;
  // One zone's own way out is the least that can be lost of ways out.
  return kind === "zone" || egress.filter(({ works }) => !works).length > 1 ? 1 : 2 + BIG.length;
}

function worstRecovery(tried: readonly Tried[]): Verdict["worstRecovery"] {
  // By a check that is wrong clients are led elsewhere, and none of them waits.
  const felt = tried.filter(({ loss }) => loss.kind !== "check");
  const all = felt.flatMap(({ loss, outcome }) =>
    clientRecoveries(outcome).map((recovery) => ({ loss: loss.name, recovery })),
  );
  return all.reduce<Verdict["worstRecovery"]>(
    (worst, each) =>
      worst === undefined || (each.recovery.seconds ?? 0) > (worst.recovery.seconds ?? 0) ? each : worst,
    undefined,
  );
}

/** Those of clients that end by themselves. */
const clientRecoveries = ({ recovery }: Outcome): Recovery[] =>
  recovery.filter(({ who, seconds }) => seconds !== undefined && who.startsWith("clients"));
