import { prefixLength } from "../../plan/cidrs";
import { VPC_PREFIX } from "../../plan/network/subnets";
import { policyProblems } from "../../plan/networkFirewall/policyProblems";
import { ruleGroups } from "../../plan/networkFirewall/ruleGroups";
import { type GroupMistake, INHERITED_VARIABLES, checkRules } from "../../plan/networkFirewall/suricata/groups";
import { shownPath } from "../filePlaces";
import { ruleFilePath } from "../firewallRuleFiles";
import { firewallRuleSettings, ruleGroupText } from "../firewallRuleSettings";
import type { Mistake, Path } from "../mistakes";
import type { StackConfig } from "../schema";
import { valueAt } from "../valueAt";
import type { Check } from "./common";

const firewallPath = (...parts: string[]): Path => ["networkFirewall", ...parts];

/** Each group has its rules from one place, and that can be read. */
function ruleSources({ networkFirewall: { suricata } }: StackConfig): Mistake[] {
  return Object.entries(suricata).flatMap(([name, { rules, file }]): Mistake[] => {
    if (rules !== undefined && file !== undefined)
      return [
        {
          path: firewallPath("suricata", name, "file"),
          value: file,
          allowed: "nothing, where rules are given",
          fix: "remove one of the two",
          because: [firewallPath("suricata", name, "rules")],
        },
      ];
    if (rules === undefined && file === undefined)
      return [
        {
          path: firewallPath("suricata", name),
          value: {},
          allowed: "rules, or file: the path of a file of them",
          fix: "give one of the two",
        },
      ];
    if (file === undefined || ruleGroupText({ file }) !== undefined) return [];
    return [
      {
        path: firewallPath("suricata", name, "file"),
        value: file,
        allowed: "a file that can be read, by its path from the folder of Pulumi.yaml",
        fix: "correct the path",
      },
    ];
  });
}

/** What is wrong with the rules themselves, one mistake for each line. */
function rules({ networkFirewall: { suricata, ipSets } }: StackConfig): Mistake[] {
  const groups = Object.entries(suricata).flatMap(([name, { capacity, ...own }]) => {
    const text = ruleGroupText(own);
    return text === undefined ? [] : [{ name, rules: text, capacity }];
  });
  const byLine = new Map<string, GroupMistake[]>();
  for (const mistake of checkRules(groups, ipSets)) {
    const key = JSON.stringify([mistake.group, mistake.line, mistake.text]);
    byLine.set(key, [...(byLine.get(key) ?? []), mistake]);
  }
  return [...byLine.values()].flatMap((mistakes): Mistake[] => {
    const [first] = mistakes;
    if (!first) return [];
    const { group, line, text } = first;
    const { rules: written, file } = suricata[group] ?? {};
    const ruleKey = written === undefined ? "file" : "rules";
    const isWhole = text === "";
    return [
      {
        path: isWhole
          ? firewallPath("suricata", group, ruleKey)
          : firewallPath("suricata", group, ruleKey, `line ${line}`),
        value: isWhole ? (suricata[group]?.[ruleKey] ?? "") : text,
        allowed: `rules that Network Firewall takes; here ${mistakes.map(({ problem }) => problem).join("; and ")}`,
        fix: [...new Set(mistakes.map(({ fix }) => fix))].join("; "),
        because: [firewallPath("suricata", group), firewallPath("ipSets")],
        ...(written === undefined &&
          file !== undefined && { at: { file: shownPath(ruleFilePath(file)), line, column: 1 } }),
      },
    ];
  });
}

/** A name that the policy has already means something else there. */
function ipSetNames({ networkFirewall: { ipSets } }: StackConfig): Mistake[] {
  const taken: readonly string[] = INHERITED_VARIABLES;
  return Object.entries(ipSets)
    .filter(([name]) => taken.includes(name))
    .map(([name, value]) => ({
      path: firewallPath("ipSets", name),
      value,
      allowed: `a name other than ${taken.join(", ")}`,
      fix: "rename the set, here and in the rules",
    }));
}

/** Where the rules of a group of this program come from. */
const GENERATED_RULE_PATHS: Readonly<Record<string, Path>> = {
  denied: firewallPath("denied"),
  allowed: firewallPath("allowed"),
  service: ["service", "allowedClients"],
  egress: firewallPath("egressDomains"),
};

/** The groups of a firewall: how many there are, and how many rules they hold and reserve room for. The same in every region but for NAT. */
function policy(config: StackConfig): Mistake[] {
  // A VPC of an impossible size is a mistake of its own.
  const own = Object.values(config.regions).filter(
    ({ firewall, cidr }) => !firewall.existing && prefixLength(cidr) <= VPC_PREFIX.smallest,
  );
  const problems = own.flatMap((region) =>
    policyProblems(ruleGroups(firewallRuleSettings(config, region)), config.networkFirewall.managedRuleGroups),
  );
  const distinct = [...new Map(problems.map((each) => [each.problem, each])).values()];
  const common = { because: [["regions"], ["service"]] };
  const single = distinct.flatMap(({ group = "", problem, fix }): Mistake[] => {
    const path = GENERATED_RULE_PATHS[group];
    // Of a team's own group, `rules` has it by line.
    if (!path) return [];
    return [{ path, value: valueAt(config, path), allowed: `what a group holds; here ${problem}`, fix, ...common }];
  });
  const together = distinct.filter(({ group }) => group === undefined);
  if (together.length === 0) return single;
  const managed = Object.keys(config.networkFirewall.managedRuleGroups);
  const key = managed.length > 0 ? "managedRuleGroups" : "suricata";
  return [
    ...single,
    {
      path: firewallPath(key),
      value: Object.keys(config.networkFirewall[key]),
      allowed: `groups that fit in one policy; here ${together.map(({ problem }) => problem).join("; and ")}`,
      fix: together.map(({ fix }) => fix).join("; "),
      ...common,
    },
  ];
}

export const firewallRuleChecks: readonly Check[] = [ruleSources, rules, ipSetNames, policy];
