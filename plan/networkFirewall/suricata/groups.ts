import { variablesIn } from "./header";
import { LIMITS } from "./limits";
import { countRules, ruleBytes } from "./lines";
import { parseRules } from "./parse";
import type { Fault, RuleMistake, SuricataRule } from "./rule";

/* What the rules of a team's groups must be beyond their form: with one another, with the ranges they name, and with AWS's limits. */

/**
 * Signature ids that the rules of plan/networkFirewall/rule.ts take; a team's own rules have others. They end the range of local rules
 * (1000000–1999999, sidallocation.org), of which people take the beginning.
 */
export const RESERVED_SIDS = { from: 1_900_000, to: 1_999_999 } as const;

/** Names that every group has from the policy. */
export const INHERITED_VARIABLES = ["HOME_NET", "EXTERNAL_NET"] as const;

export interface RuleGroupText {
  name: string;
  rules: string;
  /** Undefined: it follows from the number of rules. */
  capacity?: number | undefined;
}

export interface GroupMistake extends RuleMistake {
  group: string;
}

/** Every mistake in a team's own groups. `variables` are the ranges that rules may name, by name. */
export function checkRules(
  groups: readonly RuleGroupText[],
  variables: Readonly<Record<string, readonly string[]>>,
): GroupMistake[] {
  const seen = new Map<number, string>();
  return groups.flatMap((group) => {
    const { rules, mistakes } = parseRules(group.rules);
    const found = rules.flatMap((rule) =>
      [...sidTaken(rule, group.name, seen), ...undefinedNames(rule, variables), ...tooLong(rule, variables)].map(
        ([problem, fix]) => ({ line: rule.line, text: rule.text, problem, fix }),
      ),
    );
    const all = [...groupFaults(group), ...mistakes, ...found].sort((one, other) => one.line - other.line);
    return all.map((each) => ({ group: group.name, ...each }));
  });
}

function groupFaults({ rules, capacity }: RuleGroupText): RuleMistake[] {
  const whole = (problem: string, fix: string): RuleMistake[] => [{ line: 1, text: "", problem, fix }];
  const count = countRules(rules);
  if (count === 0) return whole("there is no rule in it", "write one, or remove the group");
  if (ruleBytes(rules) > LIMITS.rulesBytes)
    return whole(`the rules take ${ruleBytes(rules)} bytes; a group holds ${LIMITS.rulesBytes}`, "divide the group");
  const room = capacity ?? LIMITS.groupCapacity;
  return count <= room
    ? []
    : whole(`there are ${count} rules, and room for ${room}`, "divide the group, or give it more capacity");
}

/** An id is unique in a group for AWS, and over all groups for whoever reads the logs. */
function sidTaken({ sid, line }: SuricataRule, group: string, seen: Map<number, string>): Fault[] {
  const { from, to } = RESERVED_SIDS;
  if (sid >= from && sid <= to)
    return [[`sid ${sid} is one of this program's own rules`, `write a number below ${from} or above ${to}`]];
  const first = seen.get(sid);
  if (first !== undefined) return [[`sid ${sid} is that of ${first}`, "give each rule its own, over all groups"]];
  seen.set(sid, `${group}, line ${line}`);
  return [];
}

function undefinedNames(rule: SuricataRule, variables: Readonly<Record<string, readonly string[]>>): Fault[] {
  const known = new Set<string>([...INHERITED_VARIABLES, ...Object.keys(variables)]);
  const { addresses, ports, references } = variablesIn(rule);
  const unknown = [...new Set(addresses)].filter((name) => !known.has(name));
  return [
    ...unknown.map((name): Fault => [
      `$${name} is not defined`,
      `define it, or write one of ${[...known].map((each) => `$${each}`).join(", ")}`,
    ]),
    ...[...new Set(ports)].map((name): Fault => [
      `$${name} is not defined for ports`,
      "write the ports themselves, such as [80,443]",
    ]),
    ...[...new Set(references)].map((name): Fault => [
      `@${name} refers to a prefix list, and none is given`,
      "write $NAME for a set of ranges",
    ]),
  ];
}

function tooLong(rule: SuricataRule, variables: Readonly<Record<string, readonly string[]>>): Fault[] {
  const values = variablesIn(rule).addresses.map(
    (name) => (Object.hasOwn(variables, name) ? (variables[name] ?? []) : []).join(",").length,
  );
  const length = values.reduce((sum, each) => sum + each, rule.text.length);
  if (length <= LIMITS.ruleCharacters) return [];
  const problem = `with the ranges that it names the rule has ${length} characters; AWS takes ${LIMITS.ruleCharacters}`;
  return [[problem, "divide the ranges over several names and rules"]];
}
