/*
 * Rules of Suricata 7, as text, read as far as their form goes: what a rule does and to what, its options and its id. What a keyword means
 * is Suricata's to judge; that there is such a keyword is judged here, and what the most used ones, flow and content, may say.
 * Sources: docs.suricata.io/en/suricata-7.0.17/rules/intro.html (form), and what AWS Network Firewall takes of it,
 * docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-limitations-caveats.html
 */

/**
 * Limits of AWS Network Firewall. Source: docs.aws.amazon.com/network-firewall/latest/developerguide/quotas.html; names of variables:
 * docs.aws.amazon.com/network-firewall/latest/APIReference/API_RuleVariables.html. There is no published limit on the ranges of a variable but
 * the length of a rule.
 */
export const LIMITS = {
  /** Bytes of a group's rules. Not adjustable. */
  rulesBytes: 2_000_000,
  /** Characters of a rule, in which the values of its variables are counted. Not adjustable. */
  ruleCharacters: 8192,
  /** Rules that a group may reserve room for. Not adjustable. */
  groupCapacity: 30_000,
  /** Rules that the groups of a policy may reserve room for together. Adjustable. */
  policyCapacity: 30_000,
  /** Stateful groups of a policy. Not adjustable. */
  groupsPerPolicy: 20,
  /** Prefix lists that a group may refer to (`@NAME`). Not adjustable. */
  ipSetReferencesPerGroup: 5,
  /** Letters of a variable's name. */
  variableName: 32,
  /** The largest signature id that Suricata 7 takes. */
  sid: 4_294_967_294,
} as const;
