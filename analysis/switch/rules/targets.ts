import type { InputChange, ResourceChange } from "../../../graph/compare";
import type { GraphIndex, ResourceNode } from "../../../graph/graph";
import { TYPES } from "../../inventory/resourceTypes";
import {
  type Comparison,
  changeOfBackend,
  changesOfType,
  frontDoorPairs,
  listenerPairs,
} from "../comparison/comparison";
import { DURATIONS, type Duration, drainedFirst, draining } from "../comparison/durations";
import { type Interruption, timed } from "../comparison/interruption";

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

/** What several listeners have in common. */
const eachOnce = (found: readonly Interruption[]): Interruption[] => [
  ...new Map(found.map((each) => [JSON.stringify(each), each])).values(),
];

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

/** Inputs of an Auto Scaling group that start an instance refresh, and of a service that start no deployment. */
const REFRESHING = ["mixedInstancesPolicy", "launchTemplate"];
const QUIET = ["tags", "tagsAll"];

/** Whether the targets of a group or service are stopped and started again, or the hosts that they run on are. */
function isRenewed(comparison: Comparison, name: string): boolean {
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

/** The Auto Scaling groups behind the capacity providers of a service. */
function hostsOf(index: GraphIndex, service: string): ResourceNode[] {
  const node = index.ofType(TYPES.ecsService).find(({ name }) => name === service);
  const strategies = (node?.inputs["capacityProviderStrategies"] ?? []) as { capacityProvider?: unknown }[];
  return strategies.flatMap(({ capacityProvider }) => {
    const group = index.resolve(index.resolve(capacityProvider)?.inputs["autoScalingGroupProvider"]);
    return group ? [group] : [];
  });
}

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

/** A port that targets listen on until they are renewed, and that the network ACLs let through no more. */
export function closedPorts(comparison: Comparison): Interruption[] {
  const { from, to } = comparison;
  return frontDoorPairs(comparison).flatMap(({ before, after }) =>
    before.flatMap(({ targetGroup, weight, backends }): Interruption[] => {
      if (weight === 0 || !after.some((each) => each.targetGroup === targetGroup && each.weight > 0)) return [];
      const [was, is] = [containerPort(from, backends), containerPort(to, backends)];
      // Ephemeral ports are open for answers anyway.
      if (was === undefined || was === is || was > LAST_PRIVILEGED_PORT) return [];
      return [
        {
          rule: "closed-port",
          severity: "outage",
          who: `new connections to ${backends.join(", ")}`,
          what: `the network ACLs let port ${was} through no more, on which its targets listen until they are renewed`,
          ...timed(DURATIONS.registration),
          resources: [targetGroup, ...backends],
        },
      ];
    }),
  );
}

const LAST_PRIVILEGED_PORT = 1023;

/** The port of targets that have addresses of their own. */
function containerPort(index: GraphIndex, backends: readonly string[]): number | undefined {
  const service = index.ofType(TYPES.ecsService).find(({ name }) => backends.includes(name));
  if (!service?.inputs["networkConfiguration"]) return undefined;
  const [first] = (service.inputs["loadBalancers"] ?? []) as { containerPort?: number }[];
  return first?.containerPort;
}

/**
 * Instances that get a target group of another port of theirs, on which they are checked before they are renewed, if they are. A group takes an
 * instance for unhealthy that one of its target groups does.
 * Source: docs.aws.amazon.com/autoscaling/ec2/userguide/health-checks-overview.html (Elastic Load Balancing)
 */
export function newTargetPorts(comparison: Comparison): Interruption[] {
  const { from, to } = comparison;
  return to.ofType(TYPES.autoScalingGroup).flatMap(({ name }): Interruption[] => {
    const [before, after] = [from, to].map((index) => targetGroupsOf(index, name)) as [ResourceNode[], ResourceNode[]];
    const known = before.map(portChecked);
    const added = after.filter(
      (each) => !known.includes(portChecked(each)) && !before.some((was) => was.name === each.name),
    );
    // Where they are checked now is not always known.
    if (!known.some((port) => port > 0) || added.length === 0 || isRenewed(comparison, name)) return [];
    const ports = [...new Set(added.map(portChecked))];
    return [
      {
        rule: "new-target-port",
        severity: "outage",
        who: `connections to ${name}, unless its instances listen on ${ports.join(" and ")} already`,
        what: "they are checked there at once, and what does not answer is unhealthy, whatever else it serves, and stopped",
        ...timed(DURATIONS.renewed),
        resources: [name, ...added.map((each) => each.name)],
      },
    ];
  });
}

const targetGroupsOf = (index: GraphIndex, name: string): ResourceNode[] => {
  const group = index.ofType(TYPES.autoScalingGroup).find((node) => node.name === name);
  return ((group?.inputs["targetGroupArns"] ?? []) as unknown[]).flatMap((arn) => index.resolve(arn) ?? []);
};

/** Where the targets of a group are checked. */
function portChecked({ inputs }: ResourceNode): number {
  const port = Number((inputs["healthCheck"] as { port?: unknown } | undefined)?.port);
  return port > 0 ? port : Number(inputs["port"]);
}

interface TargetSetting {
  rule: string;
  severity: Interruption["severity"];
  /** Of the target group. */
  paths: readonly string[];
  who: (group: string) => string;
  what: (changed: readonly InputChange[]) => string;
  duration: Duration;
}

/** Settings of a target group that reach the targets at once, whether they are ready for them or not. */
const TARGET_SETTINGS: readonly TargetSetting[] = [
  {
    rule: "proxy-protocol",
    severity: "outage",
    paths: ["proxyProtocolV2"],
    who: (group) => `connections to the targets of ${group}`,
    what: ([header]) =>
      `they begin ${header?.after === true ? "with" : "without"} a proxy protocol header from one moment to the next`,
    duration: DURATIONS.renewed,
  },
  {
    rule: "client-ip",
    severity: "brief",
    paths: ["preserveClientIp"],
    who: (group) => `connections open to the targets of ${group}`,
    what: () => "new ones come from another address, to which the rules of the network are changed at once",
    duration: DURATIONS.clientIp,
  },
  {
    rule: "health-check",
    severity: "outage",
    // What a target must answer, rather than how often it is checked.
    paths: ["healthCheck.port", "healthCheck.protocol", "healthCheck.path", "healthCheck.matcher"],
    who: (group) => `connections to the targets of ${group}, unless these answer the new check already`,
    what: (changed) =>
      `another ${changed.map(({ path }) => path.split(".").at(-1) ?? path).join(", ")} is checked at once, and what does not answer is unhealthy and stopped`,
    duration: DURATIONS.renewed,
  },
];

export function targetSettings(comparison: Comparison): Interruption[] {
  const weighted = new Set(
    frontDoorPairs(comparison).flatMap(({ after }) =>
      after.flatMap(({ targetGroup, weight }) => (weight > 0 ? targetGroup : [])),
    ),
  );
  return changesOfType(comparison, TYPES.targetGroup, "update")
    .filter(({ name }) => weighted.has(name))
    .flatMap(({ name, inputs }) =>
      TARGET_SETTINGS.flatMap(({ rule, severity, paths, who, what, duration }): Interruption[] => {
        const changed = inputs.filter(({ path }) => paths.includes(path));
        if (changed.length === 0) return [];
        return [{ rule, severity, who: who(name), what: what(changed), ...timed(duration), resources: [name] }];
      }),
    );
}

/**
 * The provider keeps the success codes and the path of a check over HTTP when it becomes one over TCP, and refuses them there.
 * Source: resourceTargetGroupCustomizeDiff in internal/service/elbv2/target_group.go of the provider
 */
export function refusedHealthChecks(comparison: Comparison): string[] {
  return changesOfType(comparison, TYPES.targetGroup, "update").flatMap(({ name, inputs }) => {
    const protocol = inputs.find(({ path }) => path === "healthCheck.protocol");
    if (protocol?.after !== "TCP") return [];
    return [
      `${name} would go from checks over ${String(protocol.before)} to checks over TCP, with the success codes of before, which the ` +
        "provider refuses: change it by hand first (aws elbv2 modify-target-group --target-group-arn ARN --health-check-protocol TCP), " +
        "then update with pulumi up --refresh",
    ];
  });
}

/**
 * The provider leaves a service's alarms as they are where nothing is said of them any more.
 * Source: the schema of alarms in internal/service/ecs/service.go of the provider (SuppressMissingOptionalConfigurationBlock)
 */
export function keptDeploymentAlarms(comparison: Comparison): string[] {
  return changesOfType(comparison, TYPES.ecsService, "update").flatMap(({ name, inputs }) => {
    const removed = inputs.some(({ path, change }) => path.split(".")[0] === "alarms" && change === "removed");
    const { alarms } = comparison.to.ofType(TYPES.ecsService).find((node) => node.name === name)?.inputs ?? {};
    const before = comparison.from.ofType(TYPES.ecsService).find((node) => node.name === name)?.inputs["alarms"];
    if (!removed || alarms !== undefined || (before as { enable?: boolean } | undefined)?.enable !== true) return [];
    return [
      `${name} would go on asking its alarms, of which some are deleted: the provider leaves them as they are when nothing is said of ` +
        "them; say ecs.deployment.alarms.enabled: false first, and take the section out afterwards",
    ];
  });
}
