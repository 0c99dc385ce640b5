import type { Backend } from "../../names";
import { type ZoneLetter, zoneName } from "../../regions";
import { sortedEntries } from "../../sortedEntries";
import { decidingBackends } from "../frontDoor/targets";
import type { WatchedFrontDoor } from "../frontDoor/watched";
import type { Metric } from "../metrics";
import type { WatchedRegion } from "../region";
import type { Line } from "./widgets";

type FrontDoor = WatchedFrontDoor<string>;
type LoadBalancerMetric = Extract<Metric, { namespace: "AWS/NetworkELB" }>["metricName"];

const frontDoorsOf = ({ frontDoors }: WatchedRegion<string>): FrontDoor[] =>
  sortedEntries(frontDoors).map(([, frontDoor]) => frontDoor);

const backendsOf = ({ targetGroups }: FrontDoor): Backend[] => (Object.keys(targetGroups) as Backend[]).sort();

/** A metric of each load balancer, in each of its zones. */
export function zoneLines(watched: WatchedRegion<string>, metricName: LoadBalancerMetric, statistic: string): Line[] {
  const all = frontDoorsOf(watched);
  return all.flatMap((frontDoor) =>
    zonesOf(watched).map((zone) => ({
      region: watched.region,
      label: label(`zone ${zone}`, all.length > 1 && frontDoor.name),
      series: series(frontDoor, metricName, statistic, { AvailabilityZone: zoneName(watched.region, zone) }),
    })),
  );
}

/** A metric of each load balancer as a whole. */
export const frontDoorLines = (
  watched: WatchedRegion<string>,
  metricName: LoadBalancerMetric,
  { statistic, periodSeconds }: { statistic: string; periodSeconds: number },
): Line[] =>
  frontDoorsOf(watched).map((frontDoor) => ({
    region: watched.region,
    label: frontDoor.name,
    series: series(frontDoor, metricName, statistic),
    periodSeconds,
  }));

/** Of each load balancer, the healthy targets of the backends that decide whether a zone is well, in each zone. */
export function zoneTargetLines(watched: WatchedRegion<string>): Line[] {
  const all = frontDoorsOf(watched);
  return all.flatMap((frontDoor) => {
    const backends = decidingBackends(frontDoor);
    return backends.flatMap((backend) =>
      zonesOf(watched).map((zone) => ({
        region: watched.region,
        label: label(`zone ${zone}`, backends.length > 1 && backend, all.length > 1 && frontDoor.name),
        series: series(frontDoor, "HealthyHostCount", "Maximum", {
          AvailabilityZone: zoneName(watched.region, zone),
          TargetGroup: frontDoor.targetGroups[backend] ?? "",
        }),
      })),
    );
  });
}

/** Of each load balancer and backend, all healthy targets, by each port of theirs. */
export const targetLines = (watched: WatchedRegion<string>): Line[] =>
  frontDoorsOf(watched).flatMap((frontDoor) =>
    [{ port: undefined, targetGroups: frontDoor.targetGroups }, ...frontDoor.furtherTargetGroups].flatMap(
      ({ port, targetGroups }) =>
        backendsOf(frontDoor).map((backend) => ({
          region: watched.region,
          label: `${backend} of ${frontDoor.name}${port === undefined ? "" : ` on port ${port}`}`,
          series: series(frontDoor, "HealthyHostCount", "Maximum", { TargetGroup: targetGroups[backend] ?? "" }),
        })),
    ),
  );

const zonesOf = ({ zones }: WatchedRegion<string>): ZoneLetter[] => [...zones].sort();

const label = (...parts: readonly (string | false)[]): string => parts.filter((part) => part !== false).join(", ");

const series = (
  { loadBalancer: LoadBalancer }: FrontDoor,
  metricName: LoadBalancerMetric,
  statistic: string,
  more: Readonly<Record<string, string>> = {},
): Line["series"] => ({
  namespace: "AWS/NetworkELB",
  metricName,
  dimensions: { LoadBalancer, ...more },
  statistic,
});
