import { type ManagedGroups, managedRoom } from "./managedGroups";
import type { RuleGroupPlan } from "./ruleGroupPlan";
import { LIMITS } from "./suricata/limits";
import { countRules } from "./suricata/lines";

export interface PolicyProblem {
  /** Key of the group that it is about; undefined where it is about all together. */
  group?: string;
  problem: string;
  fix: string;
}

/** What keeps the groups from being one policy: each problem with its remedy. */
export function policyProblems(groups: readonly RuleGroupPlan[], managed: ManagedGroups = {}): PolicyProblem[] {
  const { groupsPerPolicy, policyCapacity } = LIMITS;
  const problems = groups.flatMap(({ key, rules, capacity }): PolicyProblem[] => {
    const count = countRules(rules);
    if (count <= capacity) return [];
    return [
      {
        group: key,
        problem: `group ${key} has ${count} rules, and room for ${capacity}`,
        fix: "join ranges, or name fewer",
      },
    ];
  });
  const managedCount = Object.keys(managed).length;
  const count = groups.length + managedCount;
  if (count > groupsPerPolicy)
    problems.push({
      problem: `there are ${count} rule groups; a policy holds ${groupsPerPolicy}`,
      fix:
        managedCount === 0
          ? "join some of your own groups"
          : "join some of your own groups, or leave out some of AWS's",
    });
  const room = groups.reduce((sum, { capacity }) => sum + capacity, 0) + managedRoom(managed).capacity;
  if (room > policyCapacity)
    problems.push({
      problem: `the rule groups reserve room for ${room} rules; a policy has room for ${policyCapacity}`,
      fix: `give your own groups less capacity${managedCount === 0 ? "" : ", or leave out some of AWS's"}`,
    });
  return problems;
}
