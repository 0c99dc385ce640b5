import type { GraphIndex, ResourceNode } from "../../graph/graph";
import { firewallName, ruleGroupName } from "../../plan/names";

/** What a rule group says, as far as it is read here. */
interface RuleGroup {
  rulesSource?: { rulesString?: string };
  ruleVariables?: { ipSets?: { key?: string; ipSet?: { definitions?: unknown[] } }[] };
}

export const ruleGroupOf = ({ inputs }: ResourceNode): RuleGroup => inputs["ruleGroup"] ?? {};

interface GroupReference {
  priority?: number;
  resourceArn?: unknown;
  override?: unknown;
}

/** The stateful rule groups that a policy names, those of AWS among them. */
export const ruleGroupReferences = ({ inputs }: ResourceNode): readonly GroupReference[] =>
  ((inputs["firewallPolicy"] ?? {}) as { statefulRuleGroupReferences?: GroupReference[] })
    .statefulRuleGroupReferences ?? [];

/** The program's own groups of a purpose (a key of plan/networkFirewall/ruleGroups.ts), in a region or in all. A team's group of that name is another. */
export function ruleGroupsFor(index: GraphIndex, purpose: "denied" | "egress", only?: string): ResourceNode[] {
  return index.ofType("aws:networkfirewall/ruleGroup:RuleGroup").filter((node) => {
    const region = index.regionOf(node) ?? "";
    return node.name === ruleGroupName(firewallName(region), purpose) && (only === undefined || region === only);
  });
}

/** The ranges that a firewall's rules drop whatever else they say. */
export function deniedRanges(index: GraphIndex, region?: string): string[] {
  const sets = ruleGroupsFor(index, "denied", region).flatMap((node) => ruleGroupOf(node).ruleVariables?.ipSets ?? []);
  return sets.flatMap(({ ipSet }) => (ipSet?.definitions ?? []).filter((range) => typeof range === "string"));
}

/** The names that a firewall lets the service's own TLS connections go to; undefined where it lets them go anywhere. */
export function egressNames(index: GraphIndex, region?: string): string[] | undefined {
  const text = ruleGroupsFor(index, "egress", region)
    .map((node) => ruleGroupOf(node).rulesSource?.rulesString ?? "")
    .join("\n");
  const names = [...text.matchAll(/tls\.sni;[^)]*?content:"([^"]+)"/g)].map(([, name = ""]) => name);
  return names.length === 0 ? undefined : [...new Set(names)].sort();
}

/** Whether an open name opens another: `.example.com` opens itself and all below it, `example.com` that alone. */
export const coversName = (pattern: string, name: string): boolean =>
  pattern.startsWith(".") ? name === pattern || `.${name}`.endsWith(pattern) : pattern === name;
