import type { ResourceChange } from "../../../graph/resourceChange";
import type { GraphIndex, ResourceNode } from "../../../graph/graph";
import { hostGroupsOf } from "../../inventory/hosts";
import { TYPES } from "../../inventory/resourceTypes";
import { type Comparison, changeOfBackend, listenerPairs } from "../comparison/comparison";
import { DURATIONS, type Duration, drainedFirst, draining } from "../comparison/durations";
import { type Interruption, timed } from "../comparison/interruption";

/* Targets that go, are renewed or become fewer. */

/** Connections that are open to targets that get no more, or that go. */
export function leftTargetGroups(comparison: Comparison): Interruption[] {
  const { from } = comparison;
  const found = listenerPairs(comparison).flatMap(({ loadBalancer, before, after }) =>
    before
      .filter(({ weight }) => weight > 0)
      .flatMap(({ targetGroup, backends }): Interruption[] => {
        const now = after.find((each) => each.targetGroup === targetGroup);
        const rest = { severity: "brief" as const, resources: [targetGroup, ...backends] };
        const who = `connections open through ${loadBalancer} to ${backends.join(", ") || targetGroup}`;
        const delay = drainingOf(from, targetGroup);
        if (now?.weight === 0)
          return [
            {
              rule: "weight-zero",
              who,
              what: `${targetGroup} weighs 0: they are closed`,
              ...timed(DURATIONS.weightZero),
              ...rest,
            },
          ];
        if (now === undefined)
          return [{ rule: "backend-removed", who, what: `${targetGroup} is taken away`, ...timed(delay), ...rest }];
        const renewed = backends.filter((name) => isRenewed(comparison, name));
        if (renewed.length === 0) return [];
        if (renewed.every((name) => isMadeFirst(comparison, name)))
          return [{ rule: "replaced-group", who, what: REPLACED_GROUP, ...timed(delay), ...rest }];
        const atOnce = renewed.filter((name) => mayAllStop(from, name));
        if (atOnce.length === 0)
          return [{ rule: "rolling", who, what: "its targets are renewed, some at a time", ...timed(delay), ...rest }];
        return [
          {
            rule: "all-at-once",
            severity: "outage",
            who: `new connections through ${loadBalancer} to ${atOnce.join(", ")}`,
            what: "its targets may all be renewed at the same time, as none must stay healthy meanwhile",
            ...timed(DURATIONS.registration),
            resources: [targetGroup, ...atOnce],
          },
        ];
      }),
  );
  return eachOnce(found);
}

const REPLACED_GROUP =
  "the group is replaced: the targets of the new one are healthy first, then all of the old one are taken away";

/** Whether a group is replaced by one that is there before it goes, which waits for its targets to be healthy. */
function isMadeFirst({ changes }: Comparison, name: string): boolean {
  const change = changes.get(`${TYPES.autoScalingGroup} ${name}`);
  return change?.action === "replace" && change.order === "create-before-delete";
}

/** What several listeners have in common, also where each has a target group of its own, is told once, of all of them. */
function eachOnce(found: readonly Interruption[]): Interruption[] {
  const told = new Map<string, Interruption>();
  for (const each of found) {
    const words = JSON.stringify({ ...each, resources: [] });
    const resources = [...(told.get(words)?.resources ?? []), ...each.resources];
    told.set(words, { ...each, resources: [...new Set(resources)] });
  }
  return [...told.values()];
}

function drainingOf(index: GraphIndex, targetGroup: string): Duration {
  const node = index.ofType(TYPES.targetGroup).find(({ name }) => name === targetGroup);
  return draining(delayOf(node));
}

const delayOf = (targetGroup: ResourceNode | undefined): number =>
  Number(targetGroup?.inputs["deregistrationDelay"] ?? 0);

/** Until the backends are registered with a target group that they come to: an Auto Scaling group drains what it leaves first. */
export function registration(comparison: Comparison, backends: readonly string[], duration: Duration): Duration {
  const delays = backends.flatMap((name) => leavingOf(comparison, name).map(delayOf));
  return drainedFirst(duration, Math.max(0, ...delays));
}

/** The target groups that an Auto Scaling group is detached from. */
function leavingOf({ from, to, changes }: Comparison, name: string): ResourceNode[] {
  const of = (index: GraphIndex): ResourceNode[] => targetGroupsOf(index, name);
  if (changes.get(`${TYPES.autoScalingGroup} ${name}`)?.action !== "update") return [];
  const kept = new Set(
    of(to).flatMap((each) => (changes.get(`${TYPES.targetGroup} ${each.name}`)?.action === "replace" ? [] : each.name)),
  );
  return of(from).filter((each) => !kept.has(each.name));
}

/** The target groups that an Auto Scaling group registers with. */
export const targetGroupsOf = (index: GraphIndex, name: string): ResourceNode[] => {
  const group = index.ofType(TYPES.autoScalingGroup).find((node) => node.name === name);
  return ((group?.inputs["targetGroupArns"] ?? []) as unknown[]).flatMap((arn) => index.resolve(arn) ?? []);
};

/** Inputs of an Auto Scaling group that start an instance refresh, and of a service that start no deployment. */
const REFRESHING = ["mixedInstancesPolicy", "launchTemplate"];
const QUIET = ["tags", "tagsAll"];

/** Whether the targets of a group or service are stopped and started again, or the hosts that they run on are. */
export function isRenewed(comparison: Comparison, name: string): boolean {
  const own = changeOfBackend(comparison.changes, name);
  const hosts = hostsOf(comparison.to, name).map((each) =>
    comparison.changes.get(`${TYPES.autoScalingGroup} ${each.name}`),
  );
  return [own, ...hosts].some((change) => change !== undefined && renews(change));
}

function renews(change: ResourceChange): boolean {
  if (change.action === "delete" || change.action === "replace") return true;
  const paths = change.inputs.map(({ path }) => path.split(".")[0] ?? "");
  if (change.type === TYPES.autoScalingGroup) return paths.some((path) => REFRESHING.includes(path));
  return paths.some((path) => !QUIET.includes(path));
}

/** The Auto Scaling groups of the hosts of a service. */
const hostsOf = (index: GraphIndex, service: string): ResourceNode[] =>
  index.ofType(TYPES.ecsService).flatMap((node) => (node.name === service ? hostGroupsOf(index, node) : []));

/** Whether a renewal may stop all targets at once: ECS rounds up what must stay healthy; of a group the lower bound is taken. */
function mayAllStop(index: GraphIndex, name: string): boolean {
  const service = index.ofType(TYPES.ecsService).find((node) => node.name === name);
  if (service) return service.inputs["deploymentMinimumHealthyPercent"] === 0;
  const group = index.ofType(TYPES.autoScalingGroup).find((node) => node.name === name);
  const refresh = (group?.inputs["instanceRefresh"] ?? {}) as { preferences?: { minHealthyPercentage?: number } };
  const percent = refresh.preferences?.minHealthyPercentage ?? 100;
  const count = Number(group?.inputs["desiredCapacity"] ?? group?.inputs["minSize"] ?? 1);
  return Math.floor((percent * count) / 100) === 0;
}

/** What may be no more than before is stopped down to that. */
const LIMITS: Readonly<Record<string, string>> = {
  [TYPES.autoScalingGroup]: "maxSize",
  "aws:appautoscaling/target:Target": "maxCapacity",
};

export function fewerTargets({ all }: Comparison): Interruption[] {
  return all.flatMap(({ type, name, action, inputs }): Interruption[] => {
    const limit = inputs.find(({ path }) => path === LIMITS[type]);
    if (action !== "update" || !(Number(limit?.after) < Number(limit?.before))) return [];
    return [
      {
        rule: "fewer-targets",
        severity: "brief",
        who: `connections open to what ${name} stops`,
        what: `there may be ${String(limit?.after)} where there might be ${String(limit?.before)}`,
        ...timed(DURATIONS.scaleIn),
        resources: [name],
      },
    ];
  });
}

/**
 * Instances that are older than they may be now: the group replaces them, as it does later those that become so.
 * Source: docs.aws.amazon.com/autoscaling/ec2/userguide/asg-max-instance-lifetime.html
 */
export function endedLifetimes({ all }: Comparison): Interruption[] {
  return all.flatMap(({ type, name, action, inputs }): Interruption[] => {
    const lifetime = inputs.find(({ path }) => path === "maxInstanceLifetime");
    const seconds = Number(lifetime?.after ?? 0);
    if (type !== TYPES.autoScalingGroup || action !== "update" || seconds === 0) return [];
    if (seconds >= Number(lifetime?.before ?? Infinity)) return [];
    return [
      {
        rule: "lifetime",
        severity: "brief",
        who: `connections open to instances of ${name} that are older than ${seconds / SECONDS_A_DAY} days`,
        what: "they are replaced, some at a time",
        ...timed(DURATIONS.scaleIn),
        resources: [name],
      },
    ];
  });
}

const SECONDS_A_DAY = 86_400;
