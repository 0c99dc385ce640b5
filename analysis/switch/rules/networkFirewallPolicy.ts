import type { GraphIndex } from "../../../graph/graph";
import { firewallName } from "../../../plan/names";
import { ruleGroupOf } from "../../inventory/firewallRuleGroups";
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
    index.ofType(TYPES.firewallPolicy).flatMap(({ inputs }) => {
      const { statefulRuleGroupReferences: references = [] } = (inputs["firewallPolicy"] ?? {}) as {
        statefulRuleGroupReferences?: { priority?: number; resourceArn?: unknown }[];
      };
      return references.map(({ priority, resourceArn }) => [index.resolve(resourceArn)?.name, priority] as const);
    }),
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
