import type { WatchedInstances } from "../instances";
import type { WatchedTasks } from "../tasks";
import { targetLines } from "./frontDoorLines";
import type { Row } from "./layout";
import { natLines } from "./natLines";
import { type PlacedAlarm, type WatchedStack, alarmsOf, regionsOf } from "./stack";
import { lineGraphs } from "./thresholds";
import { type Line, type Widget, text } from "./widgets";

/** What there is to carry the load, by region. */
export function capacityRows(stack: WatchedStack<string>): Row[] {
  const alarms = alarmsOf(stack);
  const rows = regionsOf(stack).map(([region, { watched }]) => [
    ...lineGraphs(`${region}: healthy targets`, targetLines(watched), alarms),
    ...(watched.instances ? instanceWidgets(region, watched.instances, alarms) : []),
    ...(watched.tasks ? taskWidgets(region, watched.tasks, alarms) : []),
    ...lineGraphs(
      `${region}: connections through NAT gateways`,
      natLines(watched, "ActiveConnectionCount", "Maximum"),
      alarms,
    ),
  ]);
  return rows.every((row) => row.length === 0) ? [] : [[text("## Capacity", 1)], ...rows];
}

function instanceWidgets(
  region: string,
  { group }: WatchedInstances<string>,
  alarms: readonly PlacedAlarm[],
): Widget[] {
  const cpu: Line = {
    region,
    label: "average",
    series: {
      namespace: "AWS/EC2",
      metricName: "CPUUtilization",
      dimensions: { AutoScalingGroupName: group },
      statistic: "Average",
    },
    periodSeconds: 300,
  };
  return [
    ...lineGraphs(`${region}: instances`, groupLines(region, group), alarms),
    ...lineGraphs(`${region}: CPU of instances in percent`, [cpu], alarms),
  ];
}

const GROUP_METRICS = [
  ["GroupInServiceInstances", "in service"],
  ["GroupDesiredCapacity", "wanted"],
  ["GroupMaxSize", "at most"],
] as const;

const groupLines = (region: string, group: string): Line[] =>
  GROUP_METRICS.map(([metricName, label]) => ({
    region,
    label,
    series: {
      namespace: "AWS/AutoScaling",
      metricName,
      dimensions: { AutoScalingGroupName: group },
      statistic: "Average",
    },
  }));

function taskWidgets(region: string, tasks: WatchedTasks<string>, alarms: readonly PlacedAlarm[]): Widget[] {
  const { cluster, service, insights, hosts } = tasks;
  const dimensions = { ClusterName: cluster, ServiceName: service };
  const used = [
    ["CPUUtilization", "CPU"],
    ["MemoryUtilization", "memory"],
  ] as const;
  const counted = [
    ["RunningTaskCount", "running"],
    ["DesiredTaskCount", "wanted"],
  ] as const;
  return [
    ...lineGraphs(
      `${region}: CPU and memory of tasks in percent`,
      used.map(([metricName, label]) => ({
        region,
        label,
        series: { namespace: "AWS/ECS", metricName, dimensions, statistic: "Average" },
      })),
      alarms,
    ),
    ...lineGraphs(
      `${region}: tasks`,
      insights
        ? counted.map(([metricName, label]) => ({
            region,
            label,
            series: { namespace: "ECS/ContainerInsights", metricName, dimensions, statistic: "Average" },
          }))
        : [],
      alarms,
    ),
    ...lineGraphs(`${region}: hosts of tasks`, hosts ? groupLines(region, hosts.group) : [], alarms),
  ];
}
