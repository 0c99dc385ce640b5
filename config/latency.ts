import { isV6 } from "../plan/cidrs";
import { acceleratedClients } from "../plan/globalAccelerator/accelerator";
import { type LatencyThresholds, type TlsMode, tlsMode } from "../plan/monitoring/latency";
import { compose } from "../plan/options";
import type { Region, ZoneLetter } from "../plan/regions";
import { type StackConfig, regionEntries } from "./schema";
import type { LatencyConfig } from "./sections/latency";

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

/** For each way in by IPv4, who may connect. */
export function clientRanges({ options, service, globalAccelerator }: StackConfig): (readonly string[])[] {
  const { publicFrontDoor, acceleratedFrontDoor } = compose(options);
  const { allowedClients } = service;
  return [
    ...(publicFrontDoor ? [allowedClients] : []),
    ...(acceleratedFrontDoor && globalAccelerator
      ? [acceleratedClients({ ...globalAccelerator, allowedClients }).filter((range) => !isV6(range))]
      : []),
  ];
}

/** How TLS is measured. */
export const latencyTls = ({ service }: Pick<StackConfig, "service">, { tls }: LatencyConfig): TlsMode =>
  tlsMode({
    spoken: service.tls !== undefined || tls !== undefined,
    verify: tls?.verify ?? true,
    ...(service.hostname !== undefined && { hostname: service.hostname }),
  });

/** What counts as bad, measured from one region. */
export function thresholdsFrom(region: Region, latency: LatencyConfig): LatencyThresholds {
  const { regions, failures } = latency;
  const { connectMilliseconds, handshakeMilliseconds } = regions[region] ?? {};
  return {
    connectMilliseconds: connectMilliseconds ?? latency.connectMilliseconds,
    handshakeMilliseconds: handshakeMilliseconds ?? latency.handshakeMilliseconds,
    failures,
  };
}
