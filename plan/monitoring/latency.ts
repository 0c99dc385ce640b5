import { type ZoneLetter } from "../regions";
import { sortedEntries } from "../sortedEntries";
import type { AlarmPlan, Series } from "./alarm";

/*
 * How long clients take to connect, measured from outside by a canary in each of some regions (components/monitoring/latencyCanary.cjs).
 */

/** Whose metrics the script writes. The rights of its role end with it. */
export const LATENCY_NAMESPACE = "ha-tcp-latency";

/** The component of a region that measures, and the canary in it: AWS cuts off what of a canary's name is longer than 21 characters. */
export const latencyName = (region: string): string => `latency-${region}`;

/** What is connected to: one published address, or one name. */
export interface LatencyTarget<V = string> {
  /** Stable: `eu-west-1-a`, `accelerator-1`, `name`. A dimension of the metrics, and part of their alarms' names. */
  key: string;
  kind: "address" | "name";
  /** As people call it. */
  title: string;
  /** The address or the name. */
  host: V;
  port: number;
}

/** What a stack publishes. `V` is an address, or an output of it. */
export interface Published<V> {
  port: number;
  /** Addresses in use, by region and zone. */
  regions: Readonly<Record<string, Readonly<Partial<Record<ZoneLetter, V>>>>>;
  /** The IPv4 addresses of an accelerator that leads somewhere. Default: none. */
  accelerator?: readonly V[];
  /** The service's names that lead somewhere: the first, and one more. */
  names: readonly string[];
}

/** Every published address and name, in an order of their own. */
export function latencyTargets<V>({
  port,
  regions,
  accelerator = [],
  names,
}: Published<V>): LatencyTarget<V | string>[] {
  return [
    ...sortedEntries(regions).flatMap(([region, addresses]) =>
      sortedEntries(addresses).map(([zone, host]) => ({
        key: `${region}-${zone}`,
        kind: "address" as const,
        title: `the address of ${region}${zone}`,
        host,
        port,
      })),
    ),
    ...accelerator.map((host, index) => ({
      key: `accelerator-${index + 1}`,
      kind: "address" as const,
      title: `address ${index + 1} of the accelerator`,
      host,
      port,
    })),
    ...names.map((host, index) => ({
      key: index === 0 ? "name" : "second-name",
      kind: "name" as const,
      title: host,
      host,
      port,
    })),
  ];
}

/** Targets as the script reads them: `eu-west-1-a=203.0.113.7:5000`, with blanks between. */
export const targetsText = (targets: readonly LatencyTarget[]): string =>
  targets.map(({ key, host, port }) => `${key}=${host}:${port}`).join(" ");

/** An address of the most characters. */
export const LONGEST_ADDRESS = "255.255.255.255";

/**
 * Bytes that all environment variables of a canary may have together.
 * Source: docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_CanaryRunConfigInput.html
 */
export const ENVIRONMENT_BYTES = 4096;

/** Kept for all variables but the targets. */
const OTHER_VARIABLES = 512;

/** Whether a canary can be told of these targets. */
export const fitEnvironment = (targets: readonly LatencyTarget[]): boolean =>
  targetsText(targets).length <= ENVIRONMENT_BYTES - OTHER_VARIABLES;

/** How TLS is measured: not at all; the handshake alone; or as a client that refuses what it cannot verify. */
export type TlsMode = "none" | "handshake" | "verify";

export interface TlsSettings {
  /** Whether clients speak TLS: with the load balancer, or with the targets. */
  spoken: boolean;
  verify: boolean;
  hostname?: string;
}

/** Without a name there is nothing that a certificate could be of. */
export function tlsMode({ spoken, verify, hostname }: TlsSettings): TlsMode {
  if (!spoken) return "none";
  return verify && hostname !== undefined ? "verify" : "handshake";
}

/** How often a canary runs, as Synthetics writes it. */
export function scheduleExpression(intervalMinutes: number): string {
  if (intervalMinutes === 60) return "rate(1 hour)";
  return `rate(${intervalMinutes} minute${intervalMinutes === 1 ? "" : "s"})`;
}

export type LatencyMetric = "ConnectTime" | "HandshakeTime" | "FailedConnections";

/** The values of one metric of one target, in the region that measures. `stack`: as the script is told (`ha-tcp-prod`). */
function latencySeries(stack: string, target: string, metricName: LatencyMetric, statistic: string): Series<string> {
  return { namespace: LATENCY_NAMESPACE, metricName, dimensions: { Stack: stack, Target: target }, statistic };
}

export interface LatencyThresholds {
  connectMilliseconds: number;
  handshakeMilliseconds: number;
  /** Runs in a row. */
  failures: number;
}

export interface MeasuredFrom extends LatencyThresholds {
  region: string;
  /** As the script is told. */
  stack: string;
  targets: readonly Pick<LatencyTarget, "key" | "title">[];
  tls: TlsMode;
  intervalMinutes: number;
}

/** The alarms of what one region measures: that a target is not reached, that it is slow, and that nothing is measured any more. */
export function latencyAlarms(from: MeasuredFrom): AlarmPlan[] {
  const { region, stack, targets, tls, intervalMinutes, connectMilliseconds, handshakeMilliseconds, failures } = from;
  const common = { part: "latency", periodSeconds: intervalMinutes * 60, of: failures } as const;
  const ofTargets = targets.flatMap(({ key, title }): AlarmPlan[] => {
    const subject = `${title}, from ${region}`;
    const slow = (
      suffix: string,
      entry: "slow-connections" | "slow-handshakes",
      metric: LatencyMetric,
      threshold: number,
    ): AlarmPlan => ({
      ...common,
      key: `latency-${key}-${suffix}`,
      entry,
      grade: "ticket",
      subject,
      watch: { kind: "metric", ...latencySeries(stack, key, metric, "Average") },
      comparison: "GreaterThanThreshold",
      threshold,
      // Of a connection that failed there is no time; that has an alarm of its own.
      missing: "missing",
    });
    return [
      {
        ...common,
        key: `latency-${key}-unreachable`,
        entry: "unreachable-from-outside",
        grade: "page",
        subject,
        // Of several connections in a period, the best.
        watch: { kind: "metric", ...latencySeries(stack, key, "FailedConnections", "Minimum") },
        comparison: "GreaterThanOrEqualToThreshold",
        threshold: 1,
        missing: "missing",
      },
      slow("slow-connect", "slow-connections", "ConnectTime", connectMilliseconds),
      ...(tls === "none" ? [] : [slow("slow-handshake", "slow-handshakes", "HandshakeTime", handshakeMilliseconds)]),
    ];
  });
  const [first] = targets;
  if (!first) return [];
  return [
    ...ofTargets,
    {
      ...common,
      key: "latency-unmeasured",
      entry: "latency-unmeasured",
      grade: "ticket",
      subject: region,
      // Every run measures every target: one stands for all.
      watch: { kind: "metric", ...latencySeries(stack, first.key, "FailedConnections", "SampleCount") },
      comparison: "LessThanThreshold",
      threshold: 1,
      missing: "breaching",
    },
  ];
}
