import { type Graph, GraphIndex } from "../../graph/graph";
import { FIRST_HOSTS } from "../../plan/ecs/hosts";
import { fewHosts } from "../inventory/hosts";
import { type Option, type Origin, compose, servesInternet } from "../../plan/options";
import type { Cost } from "../cost";
import type { Verdict } from "../failures";
import { type AddressRow, addresses } from "../inventory/addresses";
import { summary } from "../inventory/summary";
import { type Path, comesFrom } from "../paths";
import { clientPaths } from "./connecting";
import { type SetUp, setUp } from "./setUp";
import type { Checking } from "./stackConfig";

/** What a month costs, in US dollars. */
export interface CostFacts {
  fixed: number;
  usage: number;
  total: number;
  /** What of the total rests on prices of another region, as the region's own are not known. */
  estimated: number;
  /** Prices that are not known, by their names in the price list: those sums lack them. */
  missing: string[];
  /** What is in those sums for no set, as it follows from what the service does. */
  uncounted: string[];
  /** What is taken to be so because nothing says it. */
  assumptions: string[];
}

/** What decides about a set of options, taken from the plan of the stack that it makes. */
export interface SetFacts {
  options: readonly Option[];
  /** How often it is looked whether something is well. */
  checking: Checking;
  cost: CostFacts;
  /**
   * Of the loss that clients wait longest for. No seconds: they are served again only when somebody acts. No loss: no client on the internet
   * is let in, and consumers in other accounts are stacks of their own.
   */
  recovery: { loss?: string; seconds?: number; sum: string };
  survives: Verdict["survives"];
  /** Why no more is survived, loss by loss. */
  failing: string[];
  /** How many of a purpose are in use, and how many are kept without a use. */
  addresses: { purpose: AddressRow["purpose"]; inUse: number; parked: number }[];
  setUp: SetUp;
  lacks: string[];
}

/** What stands before a sum: at least so much, where a price is missing; about so much, where one is that of another region. */
export const bounds = ({ missing, estimated }: Pick<CostFacts, "missing" | "estimated">): string =>
  `${missing.length > 0 ? "≥ " : ""}${estimated > 0 ? "~" : ""}`;

export function costFacts({ month, unpriced, assumptions }: Cost): CostFacts {
  const distinct = (all: readonly string[]) => [...new Set(all)].sort();
  return {
    ...month,
    missing: distinct(unpriced.flatMap(({ missing }) => missing ?? [])),
    uncounted: distinct(unpriced.flatMap(({ missing, reason }) => (missing === undefined ? [reason] : []))),
    assumptions,
  };
}

export function setFacts(
  graph: Graph,
  { options, checking, cost, verdict }: Pick<SetFacts, "options" | "checking" | "cost"> & { verdict: Verdict },
): SetFacts {
  return {
    options,
    checking,
    cost,
    recovery: clientPaths(graph).some(isToldOf) ? recoveryOf(verdict) : { sum: "" },
    survives: verdict.survives,
    failing: [...verdict.zone.failing, ...verdict.region.failing].map(({ loss, why }) => `${loss}: ${why}`),
    addresses: addressCounts(graph),
    setUp: setUp(graph),
    lacks: lacks(graph, options, verdict, cost),
  };
}

/** Whether the plan tells how clients are served again: consumers in other accounts are stacks of their own. */
const RECOVERY_IS_TOLD: Readonly<Record<Origin, boolean>> = { internet: true, consumers: false };

function isToldOf(path: Pick<Path, "kind">): boolean {
  const from = comesFrom(path);
  return from !== undefined && RECOVERY_IS_TOLD[from];
}

function recoveryOf({ worstRecovery }: Verdict): SetFacts["recovery"] {
  if (!worstRecovery) return { sum: "" };
  const { loss, recovery } = worstRecovery;
  const sum = recovery.terms.map(({ what, seconds }) => `${what} ${seconds} s`).join(" + ");
  return { loss, seconds: recovery.seconds, sum };
}

const PURPOSES = ["public", "publicIpv6", "anycast", "egress"] as const;

export function addressCounts(graph: Graph): SetFacts["addresses"] {
  const all = addresses(graph);
  return PURPOSES.flatMap((purpose) => {
    const own = all.filter((row) => row.purpose === purpose);
    if (own.length === 0) return [];
    const count = (rows: readonly AddressRow[]) => rows.reduce((sum, row) => sum + row.count, 0);
    const isUsed = ({ attachedTo }: AddressRow) => attachedTo !== undefined;
    return [{ purpose, inUse: count(own.filter(isUsed)), parked: count(own.filter((row) => !isUsed(row))) }];
  });
}

/** What a stack may be without, and whether this one is. */
function lacks(
  graph: Graph,
  options: readonly Option[],
  { survives }: Verdict,
  { missing, uncounted }: CostFacts,
): string[] {
  const made = compose(options);
  const {
    regions: { length: regions },
    hostname,
  } = summary(graph);
  const ways = clientPaths(graph).map(comesFrom);
  const has = (purpose: AddressRow["purpose"]) => addresses(graph).some((row) => row.purpose === purpose);
  const unserved: Record<Origin, [boolean, string]> = {
    internet: [!ways.includes("internet"), "no client on the internet reaches it"],
    consumers: [!made.privateFrontDoor, "no private way in for consumers in other VPCs"],
  };
  const features: [boolean, string][] = [
    [ways.includes("internet") && !made.inspected, "no firewall inspects what comes from the internet"],
    [made.inspected && made.privateFrontDoor, "what consumers send passes no firewall"],
    ...Object.values(unserved),
    [
      servesInternet(made) && !ways.includes("internet"),
      "it has a load balancer or an accelerator that lets nobody in",
    ],
    [made.publicFrontDoor && regions > 1, "each region has addresses of its own"],
    [
      made.publicFrontDoor && regions > 1 && hostname === undefined,
      "no name leads clients from one region to another: give hostname and dnsZone",
    ],
    [!made.publicFrontDoor && has("public"), "its Elastic IPs are parked: nobody is reached by them"],
    [made.publicFrontDoor && !has("publicIpv6"), "the public load balancer has no IPv6 addresses"],
    [!made.backends.includes("tasks"), "no ECS tasks"],
    [
      fewHosts(GraphIndex.of(graph)).length > 0,
      `no host in every zone at first: all tasks have room on ${FIRST_HOSTS} hosts, and the loss of one's zone may take most of them`,
    ],
    [survives === "zone", "the loss of a region ends the service"],
    [survives === "neither", "the loss of a zone may end the service"],
    [missing.length > 0, `the sum lacks a price: ${missing.join(", ")}`],
    [uncounted.length > 0, `not in the sum: ${uncounted.join(", ")}`],
  ];
  return features.flatMap(([isLacking, text]) => (isLacking ? [text] : []));
}
