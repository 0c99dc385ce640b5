import type { Backend } from "../names";
import { type ZoneLetter, zoneName } from "../regions";
import { type Weights, decidesHealth } from "../weights";
import type { AlarmPlan } from "./alarm";

/** A load balancer of a region. */
export interface WatchedFrontDoor<V> {
  /** As the stack calls it: `front-eu-west-1`. */
  name: string;
  /** By what CloudWatch knows it and its target groups. */
  loadBalancer: V;
  targetGroups: Partial<Record<Backend, V>>;
  weights: Weights;
}

/** The alarm that a zone has no healthy target. */
export const noTargetsKey = (door: string, backend: Backend, zone: ZoneLetter): string =>
  `${door}-${backend}-${zone}-no-targets`;

/** Backends whose targets decide whether a zone or the region is well. */
export const decidingBackends = ({ targetGroups, weights }: WatchedFrontDoor<unknown>): Backend[] =>
  (Object.keys(targetGroups) as Backend[]).filter((backend) => decidesHealth(backend, weights)).sort();

/** Of one load balancer, by the key that the stack has for it. */
export function frontDoorAlarms<V>(
  key: string,
  door: WatchedFrontDoor<V>,
  { region, zones }: { region: string; zones: readonly ZoneLetter[] },
): AlarmPlan<V>[] {
  return decidingBackends(door).flatMap((backend) => {
    const targetGroup = door.targetGroups[backend];
    if (targetGroup === undefined) return [];
    return [...zones].sort().map((zone): AlarmPlan<V> => ({
      key: noTargetsKey(key, backend, zone),
      entry: "zone-without-targets",
      part: "frontDoor",
      grade: "page",
      subject: `${zoneName(region, zone)}, ${backend} of ${door.name}`,
      watch: {
        kind: "metric",
        namespace: "AWS/NetworkELB",
        metricName: "HealthyHostCount",
        dimensions: {
          AvailabilityZone: zoneName(region, zone),
          LoadBalancer: door.loadBalancer,
          TargetGroup: targetGroup,
        },
        statistic: "Maximum",
      },
      comparison: "LessThanThreshold",
      threshold: 1,
      periodSeconds: 60,
      of: 3,
      // A group without any registered target has no value.
      missing: "breaching",
    }));
  });
}
