import type * as pulumi from "@pulumi/pulumi";
import { Quotas } from "../components";
import { type RegionConfig, type StackConfig, isParked, regionEntries } from "../config";
import { secondaryAddresses } from "../plan/addresses/secondary";
import { quotasName } from "../plan/names";
import { natZones } from "../plan/network/nat";
import { compose } from "../plan/options";
import { type RaisableQuota, quotasToRaise } from "../plan/quotas";
import type { Providers } from "./providers";

/** What AWS says of the requests, by region and quota. */
export type RequestStatus = Readonly<Record<string, Quotas["requestStatus"]>>;

/**
 * Requests for higher quotas, in each region where the stack needs more than the default and the config wants it to ask. They come before
 * anything that counts: an update that fails there has asked.
 */
export function createQuotas(config: StackConfig, providers: Providers): RequestStatus {
  return Object.fromEntries(
    regionEntries(config).flatMap(([region, settings]): [string, Quotas["requestStatus"]][] => {
      const needed = quotasToRaise(config.quotas, ownIn(region, settings, config));
      if (Object.keys(needed).length === 0) return [];
      const quotas = new Quotas(quotasName(region), { needed }, { providers: [providers.of(region)] });
      return [[region, quotas.requestStatus]];
    }),
  );
}

/** What the stack has in a region of what quotas count. Parked addresses count, too, and one's own. */
function ownIn(region: string, settings: RegionConfig, { options, privateLink }: StackConfig) {
  const { zones, parkedAddresses, parkedEgressAddresses, firewall } = settings;
  const { privateFrontDoor, inspected } = compose(options);
  const consumers = privateFrontDoor ? privateLink.consumers : [];
  const ofConsumers = consumers.filter(({ vpc, region: where }) => vpc.kind === "created" && where === region);
  const ofFirewall = inspected && !firewall.existing ? 1 : 0;
  const secondary = secondaryAddresses(settings.secondaryEgressAddresses);
  const gateways = natZones(settings);
  const egress = gateways.length + parkedEgressAddresses.length + secondary.length;
  const ofGateways = gateways.map((zone) => 1 + secondary.filter((each) => each.zone === zone && !each.parked).length);
  return {
    elasticIps: zones.length + parkedAddresses.length + egress,
    vpcs: isParked(settings) ? 0 : (settings.vpc ? 0 : 1) + ofFirewall + ofConsumers.length,
    addressesPerNatGateway: Math.max(0, ...ofGateways),
  } satisfies Record<RaisableQuota, number>;
}

/** For the stack's outputs. */
export const quotaOutputs = (quotas: RequestStatus): { quotas?: Record<string, pulumi.Input<unknown>> } =>
  Object.keys(quotas).length > 0 ? { quotas } : {};
