import type { FrontDoorKind } from "../../options";
import type { AlarmPlan, Series, Watch } from "../alarm";
import type { METRICS } from "../metrics";
import type { Thresholds } from "../thresholds";
import type { WatchedFrontDoor } from "./watched";

/* What becomes of connections at a load balancer, and how many there are. */

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

/** Connections that come to nothing at the load balancer, or to targets that are not well. */
export function refusedAlarms<V>(key: string, frontDoor: WatchedFrontDoor<V>, thresholds: Thresholds): AlarmPlan<V>[] {
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
export function resetAlarms<V>(key: string, frontDoor: WatchedFrontDoor<V>, thresholds: Thresholds): AlarmPlan<V>[] {
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
export function learntAlarms<V>(
  key: string,
  frontDoor: WatchedFrontDoor<V>,
  { deviations }: Thresholds,
): AlarmPlan<V>[] {
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
