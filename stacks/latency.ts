import * as pulumi from "@pulumi/pulumi";
import { type AnycastAddresses, LatencyProbe } from "../components";
import { type StackConfig } from "../config";
import { latencyTls, publishedParts } from "../config/latency";
import { ANYCAST_ADDRESSES } from "../plan/globalAccelerator/accelerator";
import { type LatencyTarget, latencyName, latencyTargets } from "../plan/monitoring/latency";
import type { Region } from "../plan/regions";
import { sortedEntries } from "../plan/sortedEntries";
import type { Providers } from "./providers";
import type { RegionParts } from "./region";

/** What measures the stack from outside, by the region that it measures from. */
export type LatencyProbes = Readonly<Partial<Record<Region, LatencyProbe>>>;

/** By what the stack's own metrics are told from those of others. */
export const metricsStack = (): string => `${pulumi.getProject()}-${pulumi.getStack()}`;

export interface LatencyParts {
  accelerator: AnycastAddresses | undefined;
  /** What must serve before it is measured, beside the regions. */
  after: readonly pulumi.Resource[];
  providers: Providers;
}

/** A probe in each region to measure from, where any is configured. */
export function createLatencyProbes(
  config: StackConfig,
  regions: Readonly<Record<string, RegionParts>>,
  { accelerator, after, providers }: LatencyParts,
): LatencyProbes {
  const { latency } = config.monitoring;
  if (!latency) return {};
  const { hostname } = config.service;
  const targets = targetsOf(config, regions, accelerator);
  const vantages = sortedEntries(latency.regions);
  return Object.fromEntries(
    vantages.map(([region, { vpc }]) => [
      region,
      new LatencyProbe(
        latencyName(region),
        {
          region,
          stack: metricsStack(),
          targets,
          tls: latencyTls(config, latency),
          ...(hostname !== undefined && { serverName: hostname }),
          intervalMinutes: latency.intervalMinutes,
          runtime: latency.runtime,
          ...(vpc && { vpc }),
          iam: config.iam,
          after: [...Object.values(regions).flatMap(({ ready }) => ready), ...after],
        },
        { providers: [providers.of(region)] },
      ),
    ]),
  );
}

/** Every published address and name, with its output. */
function targetsOf(
  config: StackConfig,
  regions: Readonly<Record<string, RegionParts>>,
  accelerator: AnycastAddresses | undefined,
): LatencyTarget<pulumi.Input<string>>[] {
  const published = publishedParts(config);
  return latencyTargets<pulumi.Input<string>>({
    port: config.service.port,
    regions: Object.fromEntries(
      Object.entries(published.zones).map(([region, zones]) => [
        region,
        Object.fromEntries(zones.map((zone) => [zone, regions[region]?.addresses.front[zone]?.publicIp ?? ""])),
      ]),
    ),
    accelerator: published.accelerator && accelerator ? anycast(accelerator) : [],
    names: published.names,
  });
}

const anycast = ({ ipv4 }: AnycastAddresses): pulumi.Output<string>[] =>
  Array.from({ length: ANYCAST_ADDRESSES }, (_, index) => ipv4.apply((addresses) => addresses[index] ?? ""));
