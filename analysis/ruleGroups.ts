import type { GraphIndex, ResourceNode } from "../graph/graph";

/** What a rule group says, as far as it is read here. */
interface RuleGroup {
  rulesSource?: { rulesString?: string };
  ruleVariables?: { ipSets?: { key?: string; ipSet?: { definitions?: unknown[] } }[] };
}

export const groupOf = ({ inputs }: ResourceNode): RuleGroup => inputs["ruleGroup"] ?? {};

/** The program's own groups of a purpose, by the end of their names (see plan/firewallRules.ts), in a region or in all. */
function groupsFor(index: GraphIndex, purpose: string, region?: string): ResourceNode[] {
  return index
    .ofType("aws:networkfirewall/ruleGroup:RuleGroup")
    .filter((node) => node.name.endsWith(`-${purpose}`) && (region === undefined || index.regionOf(node) === region));
}

/** The ranges that a firewall's rules drop whatever else they say. */
export function deniedRanges(index: GraphIndex): string[] {
  const sets = groupsFor(index, "denied").flatMap((node) => groupOf(node).ruleVariables?.ipSets ?? []);
  return sets.flatMap(({ ipSet }) => (ipSet?.definitions ?? []).filter((range) => typeof range === "string"));
}

/** The names that a firewall lets the service's own TLS connections go to; undefined where it lets them go anywhere. */
export function egressNames(index: GraphIndex, region?: string): string[] | undefined {
  const text = groupsFor(index, "egress", region)
    .map((node) => groupOf(node).rulesSource?.rulesString ?? "")
    .join("\n");
  const names = [...text.matchAll(/tls\.sni;[^)]*?content:"([^"]+)"/g)].map(([, name = ""]) => name);
  return names.length === 0 ? undefined : [...new Set(names)].sort();
}
