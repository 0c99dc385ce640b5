import { prefixLength, VPC_PREFIX } from "../../plan/cidrs";
import { policyProblems, ruleGroups } from "../../plan/firewallRules";
import { INHERITED_VARIABLES, checkRules, type GroupMistake } from "../../plan/suricataGroups";
import { valueAt } from "../issues";
import type { Mistake, Path } from "../mistakes";
import { ruleSettings, ruleText } from "../ruleSettings";
import type { StackConfig } from "../schema";
import type { Check } from "./common";

const place = (...parts: string[]): Path => ["networkFirewall", ...parts];

/** Each group has its rules from one place, and that can be read. */
function sources({ networkFirewall: { suricata } }: StackConfig): Mistake[] {
  return Object.entries(suricata).flatMap(([name, { rules, file }]): Mistake[] => {
    if (rules !== undefined && file !== undefined)
      return [
        {
          path: place("suricata", name, "file"),
          value: file,
          allowed: "nothing, where rules are given",
          fix: "remove one of the two",
          because: [place("suricata", name, "rules")],
        },
      ];
    if (rules === undefined && file === undefined)
      return [
        {
          path: place("suricata", name),
          value: {},
          allowed: "rules, or file: the path of a file of them",
          fix: "give one of the two",
        },
      ];
    if (file === undefined || ruleText({ file }) !== undefined) return [];
    return [
      {
        path: place("suricata", name, "file"),
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
    const text = ruleText(own);
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
    const from = suricata[group]?.rules === undefined ? "file" : "rules";
    const isWhole = text === "";
    return [
      {
        path: isWhole ? place("suricata", group, from) : place("suricata", group, from, `line ${line}`),
        value: isWhole ? (suricata[group]?.[from] ?? "") : text,
        allowed: `rules that Network Firewall takes; here ${mistakes.map(({ problem }) => problem).join("; and ")}`,
        fix: [...new Set(mistakes.map(({ fix }) => fix))].join("; "),
        because: [place("suricata", group), place("ipSets")],
      },
    ];
  });
}

/** A name that the policy has already means something else there. */
function setNames({ networkFirewall: { ipSets } }: StackConfig): Mistake[] {
  const taken: readonly string[] = INHERITED_VARIABLES;
  return Object.entries(ipSets)
    .filter(([name]) => taken.includes(name))
    .map(([name, value]) => ({
      path: place("ipSets", name),
      value,
      allowed: `a name other than ${taken.join(", ")}`,
      fix: "rename the set, here and in the rules",
    }));
}

/** Where the rules of a group of this program come from. */
const SOURCES: Readonly<Record<string, Path>> = {
  denied: place("denied"),
  allowed: place("allowed"),
  service: ["service", "allowedClients"],
  egress: place("egressDomains"),
};

/** The groups of a firewall: how many there are, and how many rules they hold and reserve room for. The same in every region but for NAT. */
function policy(config: StackConfig): Mistake[] {
  // What a VPC of an impossible size would have is told of the VPC.
  const own = Object.values(config.regions).filter(
    ({ firewall, cidr }) => !firewall.existing && prefixLength(cidr) <= VPC_PREFIX.smallest,
  );
  const problems = own.flatMap((region) => policyProblems(ruleGroups(ruleSettings(config, region))));
  const distinct = [...new Map(problems.map((each) => [each.problem, each])).values()];
  const common = { because: [["regions"], ["service"]] };
  const single = distinct.flatMap(({ group = "", problem, fix }): Mistake[] => {
    const path = SOURCES[group];
    // Of a team's own group it is told where its rules are.
    if (!path) return [];
    return [{ path, value: valueAt(config, path), allowed: `what a group holds; here ${problem}`, fix, ...common }];
  });
  const together = distinct.filter(({ group }) => group === undefined);
  if (together.length === 0) return single;
  return [
    ...single,
    {
      path: place("suricata"),
      value: Object.keys(config.networkFirewall.suricata),
      allowed: `groups that fit in one policy; here ${together.map(({ problem }) => problem).join("; and ")}`,
      fix: together.map(({ fix }) => fix).join("; "),
      ...common,
    },
  ];
}

export const ruleChecks: readonly Check[] = [sources, rules, setNames, policy];
