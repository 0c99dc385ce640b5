import { connectionsPerTarget } from "../../plan/frontDoor/connectionsPerTarget";
import type { Backend } from "../../plan/names";
import type { FrontDoor } from "./frontDoor";

/** The open connections of a backend's targets, each, as scaling policies of both kinds take them. */
export function connectionMetrics(frontDoors: readonly FrontDoor[], backend: Backend) {
  return connectionsPerTarget(
    frontDoors.map(({ metrics }) => metrics),
    backend,
  ).map(({ id, expression, metric }) => ({
    id,
    returnData: expression !== undefined,
    ...(expression !== undefined && { expression }),
    ...(metric && {
      metricStat: {
        stat: metric.statistic,
        metric: {
          namespace: "AWS/NetworkELB",
          metricName: metric.name,
          dimensions: Object.entries(metric.dimensions).map(([dimension, value]) => ({ name: dimension, value })),
        },
      },
    }),
  }));
}
