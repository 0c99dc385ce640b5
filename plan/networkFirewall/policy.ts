import type { RuleGroupPlan } from "./ruleGroupPlan";

/*
 * The documents of a firewall policy and its rule groups. No stateless rule: every packet goes to the stateful engine, fragments too.
 * Rule groups are looked at in the order of their priorities, their rules in the order of the lines; what no rule passes is dropped
 * and logged, from the first packet of a connection.
 * Source: docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-rule-evaluation-order.html
 */

const RULE_ORDER = "STRICT_ORDER";

/** A rule group's reference in the policy. */
export interface GroupReference<Arn> {
  priority: number;
  resourceArn: Arn;
  /** Of a group that AWS keeps: what it would drop is only told of. */
  override?: { action: "DROP_TO_ALERT" };
}

/** `tcpIdleTimeoutSeconds`: 60 to 6000. */
export function firewallPolicy<Arn>(
  homeRanges: readonly string[],
  tcpIdleTimeoutSeconds: number,
  groups: readonly GroupReference<Arn>[],
) {
  return {
    statelessDefaultActions: ["aws:forward_to_sfe"],
    statelessFragmentDefaultActions: ["aws:forward_to_sfe"],
    statefulEngineOptions: {
      ruleOrder: RULE_ORDER,
      // Connections that are open when the firewall comes between go on; the default, DROP, would cut them.
      streamExceptionPolicy: "CONTINUE",
      flowTimeouts: { tcpIdleTimeoutSeconds },
    },
    statefulDefaultActions: ["aws:drop_strict", "aws:alert_strict"],
    statefulRuleGroupReferences: [...groups].sort((one, other) => one.priority - other.priority),
    // The default is the firewall's own VPC, in which nothing is.
    policyVariables: {
      ruleVariables: [{ key: "HOME_NET", ipSet: { definitions: [...homeRanges].sort() } }],
    },
  };
}

/** The rules of a group and the ranges that they name. `prefixLists`: the ARNs of those that it refers to, by name. */
export function ruleGroup<Arn>(
  { rules, variables, references }: Pick<RuleGroupPlan, "rules" | "variables" | "references">,
  prefixLists: Readonly<Record<string, Arn>>,
) {
  const names = Object.keys(variables).sort();
  const ipSets = names.map((key) => ({ key, ipSet: { definitions: [...(variables[key] ?? [])].sort() } }));
  const ipSetReferences = references.map((key) => {
    const referenceArn = prefixLists[key];
    if (referenceArn === undefined) throw new RangeError(`no prefix list is given for @${key}`);
    return { key, ipSetReferences: [{ referenceArn }] };
  });
  return {
    rulesSource: { rulesString: rules },
    ...(ipSets.length > 0 && { ruleVariables: { ipSets } }),
    ...(ipSetReferences.length > 0 && { referenceSets: { ipSetReferences } }),
    statefulRuleOptions: { ruleOrder: RULE_ORDER },
  };
}
