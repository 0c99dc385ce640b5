import type { GraphIndex } from "../../../graph/graph";
import { firewallName } from "../../../plan/names";
import { managedGroupName } from "../../../plan/networkFirewall/managedGroups";
import { ruleGroupOf, ruleGroupReferences } from "../../inventory/firewallRuleGroups";
import { TYPES } from "../../inventory/resourceTypes";
import { inspectedZones } from "../../inventory/zoneRoutes";
import { type Comparison, changesOfType } from "../comparison/comparison";
import { DURATIONS } from "../comparison/durations";
import { type Interruption, timed } from "../comparison/interruption";

/** Settings of the stateful engine: a change may start it anew, on every endpoint at once. */
export function engineOptions(comparison: Comparison): Interruption[] {
  return changesOfType(comparison, TYPES.firewallPolicy, "update", "replace")
    .filter(({ inputs }) => inputs.some(({ path }) => path.startsWith("firewallPolicy.statefulEngineOptions")))
    .map(({ name }) => ({
      rule: "inspection-engine",
      severity: "brief",
      who: `connections open through the firewall of ${name}`,
      what: "its engine may start anew, and does not know them any more; the rules are asked again",
      ...timed(DURATIONS.inspected),
      resources: [name],
    }));
}

/** Rules that come, go or change while the firewall stays, and rules of others that come with it. */
export function changedRules(comparison: Comparison): Interruption[] {
  const { from, to } = comparison;
  const [before, after] = [groupTexts(from), groupTexts(to)];
  const [was, is] = [policyRegions(from), policyRegions(to)];
  const names = [...new Set([...before.keys(), ...after.keys()])].filter((name) => {
    const [one, other] = [before.get(name), after.get(name)];
    const region = (other ?? one)?.region ?? "";
    // What goes with its firewall decides nothing more. Of what comes with one, only rules of others are news.
    return one?.text !== other?.text && is.has(region) && (was.has(region) || other?.drops === true);
  });
  return names.map((name) => ({
    rule: "inspection-rules",
    severity: "none",
    who: `connections that ${name} decides`,
    what: before.has(name) ? (after.has(name) ? "its rules change" : "its rules are gone") : "its rules are new",
    ...timed(DURATIONS.rulesSpread),
    resources: [name],
    ...(after.get(name)?.drops && { unjudged: `the rules of ${name}` }),
  }));
}

/** Groups that AWS keeps, which come, go, or begin to drop, where a firewall stays; and those that come with one. */
export function changedManagedGroups({ from, to }: Comparison): Interruption[] {
  const [before, after] = [managedIn(from), managedIn(to)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key): Interruption[] => {
    const [one, other] = [before.get(key), after.get(key)];
    const policies = new Set(to.ofType(TYPES.firewallPolicy).map(({ name }) => name));
    const { policy = "", group = "" } = other ?? one ?? {};
    if (JSON.stringify(one) === JSON.stringify(other) || !policies.has(policy)) return [];
    const drops = other !== undefined && !other.alertOnly;
    const comes = drops ? "it begins to drop" : "it is new, and only tells";
    const goes = other === undefined ? "it is gone" : "it only tells any more";
    return [
      {
        rule: "inspection-rules",
        severity: "none",
        who: `connections that AWS's ${group} in ${policy} decides`,
        what: one?.alertOnly === other?.alertOnly && one ? "its place changes" : drops || !one ? comes : goes,
        ...timed(DURATIONS.rulesSpread),
        resources: [policy],
        ...(drops && { unjudged: `the rules of AWS's ${group}` }),
      },
    ];
  });
}

interface ManagedUse {
  policy: string;
  group: string;
  alertOnly: boolean;
  priority: number | undefined;
}

function managedIn(index: GraphIndex): Map<string, ManagedUse> {
  const uses = index.ofType(TYPES.firewallPolicy).flatMap((node) =>
    ruleGroupReferences(node).flatMap(({ priority, resourceArn, override }): ManagedUse[] => {
      const group = managedGroupName(resourceArn);
      return group === undefined ? [] : [{ policy: node.name, group, alertOnly: override !== undefined, priority }];
    }),
  );
  return new Map(uses.map((use) => [`${use.policy} ${use.group}`, use]));
}

const policyRegions = (index: GraphIndex): Set<string> =>
  new Set(index.ofType(TYPES.firewallPolicy).map((node) => index.regionOf(node) ?? ""));

/** Traffic that begins to pass a firewall that this stack does not have. */
export function foreignFirewalls({ from, to }: Comparison): Interruption[] {
  const [before, after] = [foreignArns(from), foreignArns(to)];
  return [...after]
    .filter((arn) => !before.has(arn))
    .map((arn) => ({
      rule: "inspection-rules",
      severity: "none",
      who: `connections that ${arn} decides`,
      what: "its rules, its treatment of open connections and its ranges are its owner's",
      ...timed(DURATIONS.rulesSpread),
      resources: [],
      unjudged: `the rules of ${arn}`,
    }));
}

/** The firewalls of others that some zone's packets pass, by ARN. */
function foreignArns(index: GraphIndex): Set<string> {
  const used = new Set([...inspectedZones(index).values()].map(({ nextHop }) => nextHop.split(" ")[1]));
  const arns = index
    .ofType(TYPES.endpointAssociation)
    .filter(({ name }) => used.has(name))
    .map(({ inputs }) => inputs["firewallArn"]);
  return new Set(arns.filter((arn) => typeof arn === "string" && arn.startsWith("arn:")) as string[]);
}

interface GroupText {
  region: string;
  /** Its rules, the ranges that they name, and its place in the policy. */
  text: string;
  /** Whether it is a team's own, and drops something. */
  drops: boolean;
}

/** What each rule group says, by its name. */
function groupTexts(index: GraphIndex): Map<string, GroupText> {
  const priorities = new Map(
    index
      .ofType(TYPES.firewallPolicy)
      .flatMap((node) =>
        ruleGroupReferences(node).map(
          ({ priority, resourceArn }) => [index.resolve(resourceArn)?.name, priority] as const,
        ),
      ),
  );
  return new Map(
    index.ofType(TYPES.ruleGroup).map((node): [string, GroupText] => {
      const region = index.regionOf(node) ?? "";
      const text = JSON.stringify([ruleGroupOf(node), priorities.get(node.name)]);
      const isOwn = node.name.startsWith(`${firewallName(region)}-own-`);
      const drops = isOwn && /^\s*(?:drop|reject)\b/m.test(ruleGroupOf(node).rulesSource?.rulesString ?? "");
      return [node.name, { region, text, drops }];
    }),
  );
}
