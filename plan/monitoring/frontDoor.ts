import { targetsToLoseZone } from "../capacity";
import type { Backend } from "../names";
import type { FrontDoorKind } from "../options";
import { type ZoneLetter, zoneName } from "../regions";
import { type Weights, decidesHealth } from "../weights";
import type { AlarmPlan, Series, Watch } from "./alarm";
import type { METRICS } from "./metrics";
import type { Thresholds } from "./thresholds";

/** A load balancer of a region. */
export interface WatchedFrontDoor<V> {
  /** As the stack calls it: `front-eu-west-1`. */
  name: string;
  kind: FrontDoorKind;
  /** By what CloudWatch knows it and its target groups. */
  loadBalancer: V;
  targetGroups: Partial<Record<Backend, V>>;
  /** Those of the targets' ports that the service's own port does not lead to. */
  furtherTargetGroups: readonly { port: number; targetGroups: Partial<Record<Backend, V>> }[];
  weights: Weights;
  /** How many targets each backend has at the least. */
  leastTargets: Partial<Record<Backend, number>>;
  /** Whether each zone's address reaches the targets of all zones. */
  crossZone: boolean;
  /** Whether clients speak TLS to it, on any port. */
  tls: boolean;
  /** Whether it passes TCP on, on any port. */
  tcp: boolean;
}

interface Place {
  region: string;
  zones: readonly ZoneLetter[];
}

/**
 * The zones that should have a target each, those of a backend that has one for each of them at the least. Of one that may have fewer no zone
 * is missed: then undefined stands for all of them.
 */
function zonesToWatch(
  { leastTargets }: Pick<WatchedFrontDoor<unknown>, "leastTargets">,
  backend: Backend,
  zones: readonly ZoneLetter[],
): (ZoneLetter | undefined)[] {
  return (leastTargets[backend] ?? 0) < zones.length ? [undefined] : [...zones].sort();
}

const noTargetsKey = (frontDoor: string, backend: Backend, zone: ZoneLetter | undefined): string =>
  [frontDoor, backend, ...(zone === undefined ? [] : [zone]), "no-targets"].join("-");

/** The alarms that a load balancer has no healthy target anywhere when all of them ring. */
export const noTargetsKeys = (
  key: string,
  frontDoor: Pick<WatchedFrontDoor<unknown>, "targetGroups" | "weights" | "leastTargets">,
  zones: readonly ZoneLetter[],
): string[] =>
  decidingBackends(frontDoor).flatMap((backend) =>
    zonesToWatch(frontDoor, backend, zones).map((zone) => noTargetsKey(key, backend, zone)),
  );

/** Backends whose targets decide whether a zone or the region is well. */
export const decidingBackends = ({
  targetGroups,
  weights,
}: Pick<WatchedFrontDoor<unknown>, "targetGroups" | "weights">): Backend[] =>
  (Object.keys(targetGroups) as Backend[]).filter((backend) => decidesHealth(backend, weights)).sort();

/** Of one load balancer, by the key that the stack has for it. */
export function frontDoorAlarms<V>(
  key: string,
  frontDoor: WatchedFrontDoor<V>,
  place: Place,
  thresholds: Thresholds,
): AlarmPlan<V>[] {
  return [
    ...decidingBackends(frontDoor).flatMap((backend) => targetAlarms(key, frontDoor, backend, place)),
    ...frontDoor.furtherTargetGroups.flatMap((further) => furtherAlarms(key, frontDoor, further, place)),
    ...refusedAlarms(key, frontDoor, thresholds),
    ...resetAlarms(key, frontDoor, thresholds),
    ...learntAlarms(key, frontDoor, thresholds),
  ];
}

/** Who comes by a front door, as far as alarms tell it. */
interface Comers {
  /** What it means where some are not let in. From the internet somebody always tries a load balancer that is not open to all: then nothing. */
  notLetIn: AlarmPlan["entry"] | undefined;
  /** Whether its load balancer counts them; consumers are counted by their service. */
  counted: boolean;
}

const COMERS: Readonly<Record<FrontDoorKind, Comers>> = {
  public: { notLetIn: undefined, counted: true },
  accelerator: { notLetIn: undefined, counted: true },
  privateLink: { notLetIn: "consumers-blocked", counted: false },
};

type NlbMetric = keyof (typeof METRICS)["AWS/NetworkELB"]["metrics"];

/** What a load balancer counts as a whole. */
const counted = <V>({ loadBalancer }: WatchedFrontDoor<V>, metricName: NlbMetric): Series<V> => ({
  namespace: "AWS/NetworkELB",
  metricName,
  dimensions: { LoadBalancer: loadBalancer },
  statistic: "Sum",
});

/** What a load balancer says of some targets: each of its nodes has an opinion, and the best is that of AWS's own advice. */
const healthy = <V>(loadBalancer: V, TargetGroup: V, AvailabilityZone?: string): Series<V> => ({
  namespace: "AWS/NetworkELB",
  metricName: "HealthyHostCount",
  dimensions: {
    ...(AvailabilityZone !== undefined && { AvailabilityZone }),
    LoadBalancer: loadBalancer,
    TargetGroup,
  },
  statistic: "Maximum",
});

function targetAlarms<V>(key: string, frontDoor: WatchedFrontDoor<V>, backend: Backend, place: Place): AlarmPlan<V>[] {
  const targetGroup = frontDoor.targetGroups[backend];
  if (targetGroup === undefined) return [];
  const { region } = place;
  const zones = [...place.zones].sort();
  const without = zonesToWatch(frontDoor, backend, zones).map((zone): AlarmPlan<V> => ({
    key: noTargetsKey(key, backend, zone),
    part: "frontDoor",
    grade: "page",
    ...(zone === undefined
      ? {
          entry: "no-targets",
          subject: `${backend} of ${frontDoor.name}`,
          watch: healthyInAllZones(frontDoor, targetGroup, { region, zones }),
        }
      : {
          entry: "zone-without-targets",
          subject: `${zoneName(region, zone)}, ${backend} of ${frontDoor.name}`,
          watch: { kind: "metric", ...healthy(frontDoor.loadBalancer, targetGroup, zoneName(region, zone)) },
        }),
    comparison: "LessThanThreshold",
    threshold: 1,
    periodSeconds: 60,
    of: 3,
    // A group without any registered target has no value.
    missing: "breaching",
  }));
  const threshold = targetsToLoseZone(frontDoor.leastTargets[backend] ?? 0, zones.length);
  const tooFew: AlarmPlan<V> = {
    key: `${key}-${backend}-too-few`,
    entry: "too-few-to-lose-a-zone",
    part: "frontDoor",
    grade: "ticket",
    subject: `${backend} of ${frontDoor.name}`,
    watch: healthyInAllZones(frontDoor, targetGroup, { region, zones }),
    comparison: "LessThanThreshold",
    threshold,
    // Longer than a group takes to replace an instance.
    periodSeconds: 60,
    of: 15,
    missing: "breaching",
  };
  return [...without, ...(threshold > 0 ? [tooFew] : [])];
}

/**
 * That nothing is healthy on another port than the service's own. How many targets there are, and in which zones, is told of that one: they are the
 * same. One that fails on any port is replaced.
 */
const furtherAlarms = <V>(
  key: string,
  frontDoor: WatchedFrontDoor<V>,
  { port, targetGroups }: WatchedFrontDoor<V>["furtherTargetGroups"][number],
  place: Place,
): AlarmPlan<V>[] =>
  decidingBackends({ ...frontDoor, targetGroups }).flatMap((backend): AlarmPlan<V>[] => {
    const targetGroup = targetGroups[backend];
    if (targetGroup === undefined) return [];
    return [
      {
        key: `${key}-${backend}-${port}-no-targets`,
        entry: "no-targets",
        part: "frontDoor",
        grade: "page",
        subject: `${backend} of ${frontDoor.name} on port ${port}`,
        watch: healthyInAllZones(frontDoor, targetGroup, { ...place, zones: [...place.zones].sort() }),
        comparison: "LessThanThreshold",
        threshold: 1,
        periodSeconds: 60,
        of: 3,
        missing: "breaching",
      },
    ];
  });

/**
 * With cross-zone load balancing each node knows all targets, and the most that one of them counts is taken for all there are: AWS does not
 * say so. Without, each knows those of its own zone.
 * Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
 */
function healthyInAllZones<V>(
  frontDoor: WatchedFrontDoor<V>,
  targetGroup: V,
  { region, zones }: Place,
): AlarmPlan<V>["watch"] {
  if (frontDoor.crossZone) return { kind: "metric", ...healthy(frontDoor.loadBalancer, targetGroup) };
  return {
    kind: "expression",
    // A sum of a list leaves out what has no value at all, as of a zone that never had a target; by plus signs there would be no sum.
    expression: `SUM([${zones.map((zone) => `FILL(zone_${zone}, 0)`).join(", ")}])`,
    metrics: Object.fromEntries(
      zones.map((zone) => [`zone_${zone}`, healthy(frontDoor.loadBalancer, targetGroup, zoneName(region, zone))]),
    ),
  };
}

/** Connections that come to nothing at the load balancer, or to targets that are not well. */
function refusedAlarms<V>(key: string, frontDoor: WatchedFrontDoor<V>, thresholds: Thresholds): AlarmPlan<V>[] {
  const { notLetIn } = COMERS[frontDoor.kind];
  const alarm = (
    suffix: string,
    metricName: NlbMetric,
    rest: Pick<AlarmPlan<V>, "entry" | "grade" | "threshold" | "periodSeconds" | "of"> & { outOf?: number },
  ): AlarmPlan<V> => ({
    key: `${key}-${suffix}`,
    part: "frontDoor",
    subject: frontDoor.name,
    watch: { kind: "metric", ...counted(frontDoor, metricName) },
    comparison: "GreaterThanThreshold",
    // Without a value nothing was counted, or nothing flows.
    missing: "notBreaching",
    ...rest,
  });
  const page = { grade: "page", periodSeconds: 60, of: 3, outOf: 5 } as const;
  const ticket = { grade: "ticket", periodSeconds: 300, of: 2 } as const;
  const { failOpenFlows, portErrors, rejectedFlows, blockedFlows } = thresholds;
  return [
    // AWS does not count it for TLS.
    ...(!frontDoor.tcp
      ? []
      : [alarm("fail-open", "UnhealthyRoutingFlowCount", { entry: "fail-open", threshold: failOpenFlows, ...page })]),
    alarm("port-errors", "PortAllocationErrorCount", { entry: "port-errors", threshold: portErrors, ...page }),
    alarm("rejected", "RejectedFlowCount", { entry: "rejected-flows", threshold: rejectedFlows, ...page }),
    alarm("blocked-out", "SecurityGroupBlockedFlowCount_Outbound_TCP", {
      entry: "blocked-to-targets",
      threshold: blockedFlows,
      ...ticket,
    }),
    ...(notLetIn
      ? [
          alarm("blocked-in", "SecurityGroupBlockedFlowCount_Inbound_TCP", {
            entry: notLetIn,
            threshold: blockedFlows,
            ...ticket,
          }),
        ]
      : []),
  ];
}

/** Resets in five minutes that are too few to make anything of. */
const TOO_FEW_RESETS = 10;

/** Resets in percent of new connections. */
function resetAlarms<V>(key: string, frontDoor: WatchedFrontDoor<V>, thresholds: Thresholds): AlarmPlan<V>[] {
  const alarm = (by: string, metricName: NlbMetric, entry: AlarmPlan["entry"], threshold: number): AlarmPlan<V> => ({
    key: `${key}-resets-by-${by}`,
    entry,
    part: "frontDoor",
    grade: "ticket",
    subject: frontDoor.name,
    watch: resetsInPercent(counted(frontDoor, metricName), counted(frontDoor, "NewFlowCount")),
    comparison: "GreaterThanThreshold",
    threshold,
    periodSeconds: 300,
    of: 3,
    missing: "notBreaching",
  });
  const { resetsByTargetPercent, resetsByLoadBalancerPercent } = thresholds;
  return [
    alarm("target", "TCP_Target_Reset_Count", "resets-by-target", resetsByTargetPercent),
    alarm("load-balancer", "TCP_ELB_Reset_Count", "resets-by-load-balancer", resetsByLoadBalancerPercent),
  ];
}

/** Where there are no new connections, old ones are reset: that is all of them. */
export const resetsInPercent = <V>(
  resets: Series<V>,
  connections: Series<V>,
): Extract<Watch<V>, { kind: "expression" }> => ({
  kind: "expression",
  expression: `IF(resets < ${TOO_FEW_RESETS}, 0, IF(FILL(connections, 0) > 0, 100 * resets / connections, 100))`,
  metrics: { resets, connections },
});

/** What CloudWatch has learnt of how many connect, and of how many of their handshakes fail. */
function learntAlarms<V>(key: string, frontDoor: WatchedFrontDoor<V>, { deviations }: Thresholds): AlarmPlan<V>[] {
  if (deviations === "none") return [];
  const { name } = frontDoor;
  return [
    ...(!COMERS[frontDoor.kind].counted
      ? []
      : [trafficAlarm(`${key}-traffic`, "frontDoor", name, counted(frontDoor, "NewFlowCount"), deviations)]),
    ...(frontDoor.tls ? [handshakeAlarm(key, frontDoor, deviations)] : []),
  ];
}

/** That more or fewer connect than at this time of the day and the week. */
export const trafficAlarm = <V>(
  key: string,
  part: AlarmPlan["part"],
  subject: string,
  connections: Series<V>,
  deviations: number,
): AlarmPlan<V> => ({
  key,
  entry: "unusual-traffic",
  part,
  grade: "ticket",
  subject,
  watch: { kind: "anomaly", deviations, ...connections },
  comparison: "outsideOfBand",
  periodSeconds: 300,
  of: 3,
  // Nothing is said of times at which nothing flows.
  missing: "missing",
});

/** Against what is usual: who only opens a connection, as a TCP check of Route 53 does, ends no handshake either. */
const handshakeAlarm = <V>(key: string, frontDoor: WatchedFrontDoor<V>, deviations: number): AlarmPlan<V> => ({
  key: `${key}-tls-errors`,
  entry: "tls-errors",
  part: "frontDoor",
  grade: "ticket",
  subject: frontDoor.name,
  watch: { kind: "anomaly", deviations, ...counted(frontDoor, "ClientTLSNegotiationErrorCount") },
  comparison: "aboveBand",
  periodSeconds: 300,
  of: 3,
  missing: "notBreaching",
});
