import { type AnycastAddresses, type Dns, type ProtectedResource, Shield, zoneEntries } from "../components";
import type { StackConfig } from "../config";
import { aggregationOf } from "../plan/guard/shield";
import { ACCELERATOR_PROTECTION_NAME, SHIELD_NAME, addressProtectionName } from "../plan/names";
import type { Providers } from "./providers";
import type { RegionParts } from "./region";

interface ShieldParts {
  regions: Readonly<Record<string, RegionParts>>;
  dns: Dns | undefined;
  anycast: AnycastAddresses | undefined;
}

/** Shield Advanced on all addresses that clients connect to, in use or parked, where the config asks for it. */
export function createShield({ guard }: StackConfig, parts: ShieldParts, providers: Providers): Shield | undefined {
  const { shield } = guard;
  if (shield.kind !== "advanced") return undefined;
  const { regions, dns, anycast } = parts;
  const resources = [...protectedAddresses(regions, dns), ...protectedAccelerator(anycast, dns)];
  const aggregation = shield.aggregation ?? aggregationOf(membersOf(regions, anycast));
  return new Shield(
    SHIELD_NAME,
    { resources, aggregation, contacts: shield.contacts },
    // Shield is managed in us-east-1, whatever it protects.
    { providers: [providers.global] },
  );
}

function protectedAddresses(regions: ShieldParts["regions"], dns: Dns | undefined): ProtectedResource[] {
  return Object.entries(regions).flatMap(([region, { addresses }]) =>
    zoneEntries(addresses.front).map(([zone, { allocationId }]): ProtectedResource => {
      const check = dns?.healthChecks.find({ kind: "address", region, zone });
      const name = addressProtectionName(region, zone);
      return { kind: "address", name, region, allocationId, ...(check && { healthCheckArn: check.arn }) };
    }),
  );
}

function protectedAccelerator(anycast: AnycastAddresses | undefined, dns: Dns | undefined): ProtectedResource[] {
  if (!anycast) return [];
  const check = dns?.healthChecks.find({ kind: "accelerator" });
  const about = { name: ACCELERATOR_PROTECTION_NAME, arn: anycast.acceleratorArn };
  return [{ kind: "accelerator", ...about, ...(check && { healthCheckArn: check.arn }) }];
}

function membersOf(regions: ShieldParts["regions"], anycast: AnycastAddresses | undefined) {
  const all = Object.values(regions);
  return {
    regions: all.filter(({ addresses }) => zoneEntries(addresses.front).length > 0).length,
    parked: all.some(({ addresses, nlb, zones }) =>
      zoneEntries(addresses.front).some(([zone]) => !nlb || !zones.includes(zone)),
    ),
    accelerator: anycast !== undefined,
  };
}
