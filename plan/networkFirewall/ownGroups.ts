import { sorted } from "./rule";
import { type FirewallRuleSettings, PRIORITY, type RuleGroupPlan } from "./ruleGroupPlan";
import { LIMITS } from "./suricata/limits";
import { countRules, oneRulePerLine } from "./suricata/lines";

/** How many own groups may ask for the same place. More groups than these a policy does not hold. */
const PLACES_PER_PRIORITY = 20;

/** For own groups: the first that holds the rules there are, so that a group is replaced only where it outgrows a step. */
export const CAPACITY_STEPS = [1000, 2500, 5000, 10_000, 20_000, 30_000] as const;

export function ownGroups({ suricata, ipSets }: FirewallRuleSettings): RuleGroupPlan[] {
  return placedGroups(suricata).map(({ name, place }) => {
    const { rules, capacity } = suricata[name] ?? { rules: "" };
    const named = Object.entries(ipSets).filter(([set]) => new RegExp(`\\$${set}\\b`).test(rules));
    return {
      key: `own-${name}`,
      priority: place,
      capacity: capacity ?? capacityFor(rules),
      variables: Object.fromEntries(named.map(([set, ranges]) => [set, sorted(ranges)])),
      references: [],
      rules: oneRulePerLine(rules),
      why: "rules of the team's own",
    };
  });
}

/**
 * Own groups with their places: those with a priority first, each at a place that follows from the priority, then the others at one that
 * follows from the beginning of the name. So the order is that of priorities and names, and another group moves none.
 */
function placedGroups(groups: FirewallRuleSettings["suricata"]): { name: string; place: number }[] {
  const requested = Object.entries(groups).map(([name, { priority }]) => ({
    name,
    place:
      priority === undefined
        ? PRIORITY.unordered + PLACES_PER_PRIORITY * nameOrdinal(name)
        : PRIORITY.own + PLACES_PER_PRIORITY * priority,
  }));
  requested.sort((one, other) => one.place - other.place || (one.name < other.name ? -1 : 1));
  let last = 0;
  return requested.map(({ name, place }) => ({ name, place: (last = Math.max(last + 1, place)) }));
}

/** In the order of code points, as names are sorted. */
const LETTERS = "-0123456789abcdefghijklmnopqrstuvwxyz";

/** The first two letters of a name as a number. Other characters than those of group names come last. */
function nameOrdinal(name: string): number {
  const digit = (letter: string | undefined) => (letter === undefined ? 0 : ((LETTERS.indexOf(letter) + 38) % 38) + 1);
  return digit(name[0]) * 39 + digit(name[1]);
}

function capacityFor(rules: string): number {
  const count = countRules(rules);
  return CAPACITY_STEPS.find((step) => step >= count) ?? LIMITS.groupCapacity;
}
