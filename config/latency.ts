import { ANYCAST_ADDRESSES } from "../plan/globalAccelerator/accelerator";
import type { AlarmPlan } from "../plan/monitoring/alarm";
import {
  LONGEST_ADDRESS,
  type LatencyTarget,
  type LatencyThresholds,
  type TlsMode,
  latencyAlarms,
  latencyTargets,
  tlsMode,
} from "../plan/monitoring/latency";
import { compose } from "../plan/options";
import type { Region, ZoneLetter } from "../plan/regions";
import { type StackConfig, regionEntries } from "./schema";
import type { LatencyConfig } from "./sections/monitoring/latency";

/** What of a stack the internet can connect to. */
export interface PublishedParts {
  /** Regions whose addresses are in use, with their zones. */
  zones: Readonly<Partial<Record<Region, readonly ZoneLetter[]>>>;
  /** Whether an accelerator leads somewhere. */
  accelerator: boolean;
  /** The service's names that lead somewhere. */
  names: readonly string[];
}

export function publishedParts(config: StackConfig): PublishedParts {
  const { options, dns, service, globalAccelerator } = config;
  const { publicFrontDoor, acceleratedFrontDoor } = compose(options);
  const accelerator = acceleratedFrontDoor && globalAccelerator !== undefined;
  const names = publicFrontDoor || accelerator ? [service.hostname, dns?.second?.hostname] : [];
  return {
    zones: publicFrontDoor ? Object.fromEntries(regionEntries(config).map(([name, { zones }]) => [name, zones])) : {},
    accelerator,
    names: names.filter((name) => name !== undefined),
  };
}

/** How TLS is measured. */
export const latencyTls = ({ service }: Pick<StackConfig, "service">, { tls }: LatencyConfig): TlsMode =>
  tlsMode({
    spoken: service.tls !== undefined || tls !== undefined,
    verify: tls?.verify ?? true,
    ...(service.hostname !== undefined && { hostname: service.hostname }),
  });

/** What counts as bad, measured from one region. */
function thresholdsFrom(region: Region, latency: LatencyConfig): LatencyThresholds {
  const { regions, failures } = latency;
  const { connectMilliseconds, handshakeMilliseconds } = regions[region] ?? {};
  return {
    connectMilliseconds: connectMilliseconds ?? latency.connectMilliseconds,
    handshakeMilliseconds: handshakeMilliseconds ?? latency.handshakeMilliseconds,
    failures,
  };
}

/** What is measured, by its keys and titles; in place of an address that only AWS knows stands the longest that there is. */
export function plannedTargets(config: StackConfig): LatencyTarget[] {
  const { zones, accelerator, names } = publishedParts(config);
  return latencyTargets({
    port: config.service.port,
    regions: Object.fromEntries(
      Object.entries(zones).map(([region, letters]) => [
        region,
        Object.fromEntries(letters.map((zone) => [zone, LONGEST_ADDRESS])),
      ]),
    ),
    accelerator: accelerator ? Array<string>(ANYCAST_ADDRESSES).fill(LONGEST_ADDRESS) : [],
    names,
  });
}

/** The regions that are measured from. */
export const measuringRegions = ({ monitoring: { latency } }: Pick<StackConfig, "monitoring">): Region[] =>
  (Object.keys(latency?.regions ?? {}) as Region[]).sort();

/** The alarms of what a region measures; none where it measures nothing. `stack`: the dimension of the metrics. */
export function latencyAlarmsIn(region: string, config: StackConfig, stack: string): AlarmPlan[] {
  const { latency } = config.monitoring;
  const from = measuringRegions(config).find((name) => name === region);
  if (!latency || !from) return [];
  return latencyAlarms({
    ...thresholdsFrom(from, latency),
    region,
    stack,
    targets: plannedTargets(config),
    tls: latencyTls(config, latency),
    intervalMinutes: latency.intervalMinutes,
  });
}
