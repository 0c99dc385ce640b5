import type * as pulumi from "@pulumi/pulumi";
import { Quotas, zoneEntries } from "../components";
import { type StackConfig, regionEntries } from "../config";
import { quotasName } from "../plan/names";
import { compose } from "../plan/options";
import { type RaisableQuota, quotasToRaise } from "../plan/quotas";
import type { Providers } from "./providers";
import type { RegionParts } from "./region";

/** What AWS says of the requests, by region and quota. */
export type RequestStatus = Readonly<Record<string, Quotas["requestStatus"]>>;

/** Requests for higher quotas, in each region where the stack needs more than the default and the config wants it to ask. */
export function createQuotas(
  config: StackConfig,
  regions: Readonly<Record<string, RegionParts>>,
  providers: Providers,
): RequestStatus {
  return Object.fromEntries(
    regionEntries(config).flatMap(([region]): [string, Quotas["requestStatus"]][] => {
      const parts = regions[region];
      const needed = parts ? quotasToRaise(config.quotas, ownIn(region, parts, config)) : {};
      if (Object.keys(needed).length === 0) return [];
      const quotas = new Quotas(quotasName(region), { needed }, { providers: [providers.of(region)] });
      return [[region, quotas.requestStatus]];
    }),
  );
}

/** What the stack has in a region of what quotas count. Parked addresses count, too. */
function ownIn(region: string, { addresses, network, firewall }: RegionParts, config: StackConfig) {
  const consumers = compose(config.options).privateFrontDoor ? config.privateLink.consumers : [];
  const ofConsumers = consumers.filter(({ vpc, region: where }) => vpc.kind === "created" && where === region);
  const vpcs = (network ? 1 : 0) + (firewall?.made ? 1 : 0) + ofConsumers.length;
  const elasticIps = zoneEntries(addresses.front).length + zoneEntries(addresses.egress).length;
  return { elasticIps, vpcs } satisfies Record<RaisableQuota, number>;
}

/** For the stack's outputs. */
export const quotaOutputs = (quotas: RequestStatus): { quotas?: Record<string, pulumi.Input<unknown>> } =>
  Object.keys(quotas).length > 0 ? { quotas } : {};
