import type { Needs } from "../../plan/needs";
import { type Composition, compose } from "../../plan/options";
import { setName } from "../../plan/optionSets";
import type { SetFacts } from "./facts";

/** How a need is met. */
interface Met {
  /** Whether anybody asked for it. */
  asked: (needs: Needs) => boolean;
  text: (needs: Needs, facts: SetFacts, made: Composition) => string;
}

const counted = (facts: SetFacts, purpose: SetFacts["addresses"][number]["purpose"]): number =>
  facts.addresses.find((each) => each.purpose === purpose)?.inUse ?? 0;

/** `3 Elastic IPs`, or `2 addresses for all regions`, or both. */
function clientAddresses(facts: SetFacts): string {
  const [elastic, anycast] = [counted(facts, "public"), counted(facts, "anycast")];
  return [
    elastic > 0 ? `${elastic} Elastic IPs` : "",
    anycast > 0 ? `${anycast} addresses of an accelerator for all regions` : "",
  ]
    .filter(Boolean)
    .join(" and by ");
}

/** Of each need; undefined where its being met is told elsewhere: by the figures, or by the stack file. */
const MET: Readonly<Record<keyof Needs, Met | undefined>> = {
  internet: { asked: ({ internet }) => internet, text: (_, facts) => `clients come by ${clientAddresses(facts)}` },
  allowList: {
    asked: ({ allowList }) => Object.keys(allowList.elasticIps).length > 0 || allowList.anycast.length > 0,
    text: () => "the addresses that are on allow lists stay in use",
  },
  privateConsumers: {
    asked: ({ privateConsumers }) => privateConsumers.length > 0,
    text: ({ privateConsumers }) =>
      `PrivateLink lets in ${[...new Set(privateConsumers.map(({ account }) => account))].join(", ")}`,
  },
  inspection: {
    asked: ({ inspection }) => inspection,
    text: () => "a firewall inspects all from the internet, both ways",
  },
  containers: {
    asked: ({ containers }) => containers === "ec2" || containers === "fargate",
    text: ({ containers }, _, { backends }) =>
      `ECS runs the tasks on ${containers === "fargate" ? "Fargate" : "EC2"}${backends.length > 1 ? ", beside instances" : ""}`,
  },
  ipv6: { asked: ({ ipv6 }) => ipv6, text: () => "clients connect by IPv6, too" },
  budgetUsd: {
    asked: ({ budgetUsd }) => budgetUsd !== undefined,
    text: (_, { cost }) =>
      cost.missing.length > 0 ? "within the budget as far as prices are known" : "within the budget",
  },
  recoverySeconds: {
    asked: ({ recoverySeconds }) => recoverySeconds !== undefined,
    text: (_, { checking, recovery }) =>
      recovery.loss === undefined
        ? "how fast consumers are served again is not told by its plan"
        : checking === "quick"
          ? "checks as often as AWS lets keep the recovery in time"
          : "it recovers in time",
  },
  port: undefined,
  regions: undefined,
  zones: undefined,
  fixedAddresses: undefined,
  image: undefined,
  existingVpcs: undefined,
  hostname: undefined,
  dnsZone: undefined,
  survives: undefined,
  traffic: undefined,
  prefer: undefined,
};

/** Why a set is an answer, and how it compares: with the next one where it is the first, else with the first. */
export function reasons(needs: Needs, facts: SetFacts, index: number, all: readonly SetFacts[]): string[] {
  const made = compose(facts.options);
  const met = Object.values(MET).flatMap((each) => (each?.asked(needs) ? [each.text(needs, facts, made)] : []));
  const [first, second] = all;
  if (index > 0 && first) return [...met, comparison(facts, first)];
  return second ? [...met, comparison(facts, second)] : [...met, "no other set meets the needs"];
}

function comparison(facts: SetFacts, other: SetFacts): string {
  const parts = [
    costDifference(facts.cost, other.cost),
    recoveryDifference(facts.recovery, other.recovery),
    difference(facts.setUp.resources - other.setUp.resources, "resources more", "resources fewer", 0),
  ].filter((part) => part !== undefined);
  const name = setName(other.options);
  if (parts.length > 0) return `compared with ${name}: ${parts.join(", ")}`;
  return isComparable(facts.cost, other.cost)
    ? `it costs and recovers as ${name}`
    : `it recovers as ${name}, and a price is missing`;
}

/** Whether a loss ends the service until somebody acts. */
const isByHand = ({ loss, seconds }: SetFacts["recovery"]): boolean => loss !== undefined && seconds === undefined;

function recoveryDifference(own: SetFacts["recovery"], other: SetFacts["recovery"]): string | undefined {
  if (isByHand(own) !== isByHand(other))
    return isByHand(own) ? "recovers from some loss only by hand" : "recovers from every loss by itself";
  return difference((own.seconds ?? 0) - (other.seconds ?? 0), "s slower", "s faster", 0);
}

/** Sums that lack different prices say nothing of each other. */
const isComparable = (own: SetFacts["cost"], other: SetFacts["cost"]): boolean =>
  own.missing.join() === other.missing.join();

const costDifference = (own: SetFacts["cost"], other: SetFacts["cost"]): string | undefined =>
  isComparable(own, other)
    ? difference(own.total - other.total, "USD a month dearer", "USD a month cheaper", 2)
    : undefined;

function difference(by: number, more: string, less: string, digits: number): string | undefined {
  const amount = Math.abs(by).toFixed(digits);
  if (Number(amount) === 0) return undefined;
  return `${amount} ${by > 0 ? more : less}`;
}
