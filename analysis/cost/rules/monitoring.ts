import { metricsIn } from "../../inventory/alarms";
import type { ChargeRule } from "../types";

/** What looks each ten or thirty seconds is dearer. */
export const metricAlarm: ChargeRule = ({ inputs }) => [
  {
    item: "alarm metrics",
    quantity: metricsIn(inputs),
    price:
      Number(inputs["period"] ?? 60) < 60
        ? "cloudWatch.alarm.highResolution.metricMonth"
        : "cloudWatch.alarm.metricMonth",
  },
];

export const compositeAlarm: ChargeRule = () => [
  { item: "alarms on alarms", quantity: 1, price: "cloudWatch.alarm.composite.month" },
];

export const dashboard: ChargeRule = () => [{ item: "dashboards", quantity: 1, price: "cloudWatch.dashboard.month" }];

export const metricFilter: ChargeRule = ({ inputs }) => [
  {
    item: "custom metrics",
    quantity:
      (inputs["metricTransformation"] as { dimensions?: unknown } | undefined)?.dimensions === undefined ? 1 : 0,
    price: "cloudWatch.metric.month",
  },
  ...((inputs["metricTransformation"] as { dimensions?: unknown } | undefined)?.dimensions === undefined
    ? []
    : [{ uncounted: "a metric for each value of its dimensions that occurs" }]),
];

const MINUTES_OF: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 1440 };

/** `rate(5 minutes)`: how often in a month of 730 hours. Undefined for what is no rate. */
export function runsPerMonth(expression: unknown): number | undefined {
  const [, count = "", unit = ""] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(String(expression)) ?? [];
  const minutes = Number(count) * (MINUTES_OF[unit] ?? NaN);
  return minutes > 0 ? (730 * 60) / minutes : undefined;
}

/** How long a run takes, which is charged as a Lambda function's. */
const RUN_SECONDS = 3;

/** What the canary writes of each target: how long connecting took, what failed, and with TLS how long the handshake took. */
const metricsPerTarget = (tls: string | undefined): number => (tls === undefined || tls === "none" ? 2 : 3);

export const canary: ChargeRule = ({ inputs }, { assume }) => {
  const { expression } = (inputs["schedule"] ?? {}) as { expression?: unknown };
  const runs = runsPerMonth(expression);
  if (runs === undefined) return [{ uncounted: `runs by the schedule ${String(expression)}` }];
  const { memoryInMb = 960, environmentVariables = {} } = (inputs["runConfig"] ?? {}) as {
    memoryInMb?: number;
    environmentVariables?: Record<string, string>;
  };
  const targets = (environmentVariables["TARGETS"] ?? "").split(" ").filter(Boolean).length;
  assume(`A canary's run takes ${RUN_SECONDS} seconds of its function.`);
  return [
    { item: "runs", quantity: runs, price: "canary.run" },
    { item: "Lambda requests", quantity: runs, price: "lambda.request" },
    {
      item: "Lambda GB-seconds",
      quantity: (runs * RUN_SECONDS * memoryInMb) / 1024,
      price: "lambda.gbSecond",
    },
    {
      item: "custom metrics",
      quantity: metricsPerTarget(environmentVariables["TLS"]) * targets,
      price: "cloudWatch.metric.month",
    },
  ];
};
