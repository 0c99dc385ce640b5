import { targetsToLoseZone } from "../../capacity";
import type { Backend } from "../../names";
import { type ZoneLetter, zoneName } from "../../regions";
import { decidesHealth } from "../../weights";
import type { AlarmPlan, Series } from "../alarm";
import type { Place, WatchedFrontDoor } from "./watched";

/* Whether a load balancer has healthy targets. */

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

export function targetAlarms<V>(
  key: string,
  frontDoor: WatchedFrontDoor<V>,
  backend: Backend,
  place: Place,
): AlarmPlan<V>[] {
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
export const furtherAlarms = <V>(
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
