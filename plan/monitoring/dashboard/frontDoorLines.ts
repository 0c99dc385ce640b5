import type { Backend } from "../../names";
import { type ZoneLetter, zoneName } from "../../regions";
import { sortedEntries } from "../../sortedEntries";
import { type WatchedFrontDoor, decidingBackends } from "../frontDoor";
import type { Metric } from "../metrics";
import type { WatchedRegion } from "../region";
import type { Line } from "./widgets";

type Door = WatchedFrontDoor<string>;
type LoadBalancerMetric = Extract<Metric, { namespace: "AWS/NetworkELB" }>["metricName"];

const doorsOf = ({ frontDoors }: WatchedRegion<string>): Door[] => sortedEntries(frontDoors).map(([, door]) => door);

const backendsOf = ({ targetGroups }: Door): Backend[] => (Object.keys(targetGroups) as Backend[]).sort();

/** A metric of each load balancer, in each of its zones. */
export function zoneLines(watched: WatchedRegion<string>, metricName: LoadBalancerMetric, statistic: string): Line[] {
  const doors = doorsOf(watched);
  return doors.flatMap((door) =>
    zonesOf(watched).map((zone) => ({
      region: watched.region,
      label: label(`zone ${zone}`, doors.length > 1 && door.name),
      series: series(door, metricName, statistic, { AvailabilityZone: zoneName(watched.region, zone) }),
    })),
  );
}

/** A metric of each load balancer as a whole. */
export const doorLines = (
  watched: WatchedRegion<string>,
  metricName: LoadBalancerMetric,
  { statistic, periodSeconds }: { statistic: string; periodSeconds: number },
): Line[] =>
  doorsOf(watched).map((door) => ({
    region: watched.region,
    label: door.name,
    series: series(door, metricName, statistic),
    periodSeconds,
  }));

/** Of each load balancer, the healthy targets of the backends that decide whether a zone is well, in each zone. */
export function zoneTargetLines(watched: WatchedRegion<string>): Line[] {
  const doors = doorsOf(watched);
  return doors.flatMap((door) => {
    const backends = decidingBackends(door);
    return backends.flatMap((backend) =>
      zonesOf(watched).map((zone) => ({
        region: watched.region,
        label: label(`zone ${zone}`, backends.length > 1 && backend, doors.length > 1 && door.name),
        series: series(door, "HealthyHostCount", "Maximum", {
          AvailabilityZone: zoneName(watched.region, zone),
          TargetGroup: door.targetGroups[backend] ?? "",
        }),
      })),
    );
  });
}

/** Of each load balancer and backend, all healthy targets, by each port of theirs. */
export const targetLines = (watched: WatchedRegion<string>): Line[] =>
  doorsOf(watched).flatMap((door) =>
    [{ port: undefined, targetGroups: door.targetGroups }, ...door.furtherTargetGroups].flatMap(
      ({ port, targetGroups }) =>
        backendsOf(door).map((backend) => ({
          region: watched.region,
          label: `${backend} of ${door.name}${port === undefined ? "" : ` on port ${port}`}`,
          series: series(door, "HealthyHostCount", "Maximum", { TargetGroup: targetGroups[backend] ?? "" }),
        })),
    ),
  );

const zonesOf = ({ zones }: WatchedRegion<string>): ZoneLetter[] => [...zones].sort();

const label = (...parts: readonly (string | false)[]): string => parts.filter((part) => part !== false).join(", ");

const series = (
  { loadBalancer: LoadBalancer }: Door,
  metricName: LoadBalancerMetric,
  statistic: string,
  more: Readonly<Record<string, string>> = {},
): Line["series"] => ({
  namespace: "AWS/NetworkELB",
  metricName,
  dimensions: { LoadBalancer, ...more },
  statistic,
});
