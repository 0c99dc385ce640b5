import { sortedEntries } from "../sortedEntries";
import type { AlarmPlan } from "./alarm";

/** An accelerator with a listener that leads to regions. */
export interface WatchedAccelerator<V> {
  /** As the metrics know it: the end of its ARN. */
  accelerator: V;
  listener: V;
  /** The regions behind it, and whether each only stands by: its dial is 0. */
  regions: Readonly<Record<string, { standby: boolean }>>;
}

/** The alarm that a region has no healthy endpoint. */
export const noEndpointKey = (region: string): string => `accelerator-${region}-no-endpoint`;

/**
 * For each region, whether the accelerator has a healthy endpoint there: then the count is 0. Silence says nothing of the endpoints, and
 * changes nothing: of the count AWS says that it is "reported for accelerators that are configured and enabled", whatever their traffic, and
 * of all metrics on the same page that there are none without requests, so that a standby region could ring for ever. No client notices that
 * such a region is down before another is.
 * Source: docs.aws.amazon.com/global-accelerator/latest/dg/cloudwatch-monitoring.html
 */
export function acceleratorAlarms<V>({ accelerator, listener, regions }: WatchedAccelerator<V>): AlarmPlan<V>[] {
  return sortedEntries(regions).map(([region, { standby }]) => ({
    key: noEndpointKey(region),
    entry: standby ? "accelerator-standby-not-ready" : "accelerator-region-without-endpoints",
    part: "globalAccelerator",
    grade: standby ? "ticket" : "page",
    subject: region,
    watch: {
      kind: "metric",
      namespace: "AWS/GlobalAccelerator",
      metricName: "HealthyEndpointCount",
      dimensions: { Accelerator: accelerator, Listener: listener, EndpointGroup: region },
      statistic: "Minimum",
    },
    comparison: "LessThanThreshold",
    threshold: 1,
    periodSeconds: 60,
    of: 3,
    missing: "ignore",
    afterRegion: region,
  }));
}
