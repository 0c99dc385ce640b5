import type { GraphIndex, ResourceNode } from "../../../graph/graph";
import { QUOTAS } from "../../../plan/quotas";
import { TYPES } from "../../inventory/resourceTypes";
import { ruleWeight } from "../../inventory/securityGroups";
import type { Comparison } from "../comparison/comparison";
import type { Interruption } from "../comparison/interruption";

/** AWS counts inbound and outbound rules, and IPv4 and IPv6, each by themselves. */
const DIRECTIONS = [
  { type: TYPES.ingressRule, direction: "inbound" },
  { type: TYPES.egressRule, direction: "outbound" },
] as const;

/**
 * New rules come before the old ones go, so that nobody is shut out meanwhile. Then a group has them all, and there may be more than AWS takes.
 * Source: as in plan/quotas.ts
 */
export function rulesMeanwhile({ from, to }: Comparison): Interruption[] {
  const { limit, name: quota, code } = QUOTAS.securityGroupRules;
  return to.ofType(TYPES.securityGroup).flatMap((group) =>
    DIRECTIONS.flatMap(({ type, direction }) =>
      [false, true].flatMap((v6): Interruption[] => {
        const [before, after] = [from, to].map((index) => rulesOf(index, type, group.name, v6)) as [Rules, Rules];
        const meanwhile = sum(new Map([...before, ...after]));
        // A stack that has as many without the update has a higher quota.
        if (meanwhile <= limit || sum(before) > limit || sum(after) > limit) return [];
        return [
          {
            rule: "rules-quota",
            severity: "none",
            who: "whoever runs the update",
            what:
              `${group.name} has ${meanwhile} ${direction} rules of a family until the old ones go, and the default quota is ${limit} ` +
              `(${quota}, ${code}): the update ends with an error there, unless the quota is higher. Take the old ranges out with an update before`,
            duration: "until somebody does it",
            source: "docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html",
            lasting: false,
            resources: [group.name],
          },
        ];
      }),
    ),
  );
}

/** What each rule counts as, by its name. */
type Rules = ReadonlyMap<string, number>;

const sum = (rules: Rules): number => [...rules.values()].reduce((total, weight) => total + weight, 0);

function rulesOf(index: GraphIndex, type: string, group: string, v6: boolean): Rules {
  const isOfFamily = ({ inputs }: ResourceNode) => (inputs["cidrIpv6"] !== undefined) === v6;
  return new Map(
    index
      .ofType(type)
      .filter((rule) => isOfFamily(rule) && index.resolve(rule.inputs["securityGroupId"])?.name === group)
      .map((rule) => [rule.name, ruleWeight(index, rule)]),
  );
}
