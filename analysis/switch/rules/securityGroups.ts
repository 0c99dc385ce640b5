import type { ResourceChange } from "../../../graph/resourceChange";
import type { GraphIndex, ResourceNode } from "../../../graph/graph";
import { QUOTAS } from "../../../plan/quotas";
import { TYPES } from "../../inventory/resourceTypes";
import { ruleWeight } from "../../inventory/securityGroups";
import type { Comparison } from "../comparison/comparison";
import type { Interruption } from "../comparison/interruption";

/** AWS counts inbound and outbound rules, and IPv4 and IPv6, each by themselves. */
const DIRECTIONS = [
  { type: TYPES.ingressRule, direction: "inbound" },
  { type: TYPES.egressRule, direction: "outbound" },
] as const;

/**
 * New rules come before the old ones go, so that nobody is shut out meanwhile. Then a group has them all, and there may be more than AWS takes.
 * Source: as in plan/quotas.ts
 */
export function rulesMeanwhile({ from, to }: Comparison): Interruption[] {
  const { limit, name: quota, code } = QUOTAS.securityGroupRules;
  return to.ofType(TYPES.securityGroup).flatMap((group) =>
    DIRECTIONS.flatMap(({ type, direction }) =>
      [false, true].flatMap((v6): Interruption[] => {
        const [before, after] = [from, to].map((index) => rulesOf(index, type, group.name, v6)) as [Rules, Rules];
        const meanwhile = sum(new Map([...before, ...after]));
        // A stack that has as many without the update has a higher quota.
        if (meanwhile <= limit || sum(before) > limit || sum(after) > limit) return [];
        return [
          {
            rule: "rules-quota",
            severity: "none",
            who: "whoever runs the update",
            what:
              `${group.name} has ${meanwhile} ${direction} rules of a family until the old ones go, and the default quota is ${limit} ` +
              `(${quota}, ${code}): the update ends with an error there, unless the quota is higher. Take the old ranges out with an update before`,
            duration: "until somebody does it",
            source: "docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html",
            lasting: false,
            resources: [group.name],
          },
        ];
      }),
    ),
  );
}

/** What each rule counts as, by its name. */
type Rules = ReadonlyMap<string, number>;

const sum = (rules: Rules): number => [...rules.values()].reduce((total, weight) => total + weight, 0);

function rulesOf(index: GraphIndex, type: string, group: string, v6: boolean): Rules {
  const isOfFamily = ({ inputs }: ResourceNode) => (inputs["cidrIpv6"] !== undefined) === v6;
  return new Map(
    index
      .ofType(type)
      .filter((rule) => isOfFamily(rule) && index.resolve(rule.inputs["securityGroupId"])?.name === group)
      .map((rule) => [rule.name, ruleWeight(index, rule)]),
  );
}

/**
 * Rules that would open what another one opens until it goes: AWS takes no two rules of a group that are alike, and the engine creates and
 * changes in no order, and deletes last.
 * Source: docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html (InvalidPermission.Duplicate)
 */
export function doubledRules({ from, to, changes }: Comparison): string[] {
  const doubled = DIRECTIONS.flatMap(({ type }) => {
    const former = new Map(from.ofType(type).map((rule) => [openedBy(from, rule), rule.name]));
    return to.ofType(type).flatMap((rule) => {
      const other = former.get(openedBy(to, rule));
      const change = changes.get(`${type} ${rule.name}`);
      const group = to.resolve(rule.inputs["securityGroupId"])?.name ?? "";
      // Another group has no rules yet.
      const isSettled = changes.get(`${TYPES.securityGroup} ${group}`)?.action !== "replace";
      return other !== undefined && other !== rule.name && isSettled && opensAnew(change)
        ? [{ rule: rule.name, other, ports: portsOf(rule) }]
        : [];
    });
  });
  return [...new Set(doubled.map(({ ports }) => ports))].map((ports) => {
    const alike = doubled.filter((each) => each.ports === ports);
    const [rules, others] = [alike.map(({ rule }) => rule), alike.map(({ other }) => other)];
    return (
      `${rules.join(" and ")} would open port ${ports} while ${others.join(" and ")} ${others.length > 1 ? "do" : "does"}, which AWS refuses: ` +
      "have it closed by an update of its own before, or leave it what it is"
    );
  });
}

/** One that goes on under another name opens nothing anew. */
const opensAnew = (change: ResourceChange | undefined): boolean =>
  change?.action === "create" ||
  (change?.action === "update" && change.inputs.some(({ path }) => OPENING.some((key) => path === key)));

/** What makes two rules of a group alike. */
const OPENING = [
  "ipProtocol",
  "fromPort",
  "toPort",
  "cidrIpv4",
  "cidrIpv6",
  "prefixListId",
  "referencedSecurityGroupId",
] as const;

const openedBy = (index: GraphIndex, { inputs }: ResourceNode): string =>
  JSON.stringify(["securityGroupId", ...OPENING].map((key) => index.resolve(inputs[key])?.name ?? inputs[key]));

const portsOf = ({ inputs: { fromPort, toPort } }: ResourceNode): string =>
  fromPort === toPort ? String(fromPort) : `${String(fromPort)} to ${String(toPort)}`;
