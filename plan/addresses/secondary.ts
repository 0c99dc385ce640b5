import type { ZoneLetter } from "../regions";
import { sortedEntries } from "../sortedEntries";

/** Further addresses of NAT gateways, by zone and name: made here, made here and parked, or one's own by its allocation id. */
export type SecondaryAddresses = Readonly<Partial<Record<ZoneLetter, Readonly<Record<string, string>>>>>;

export interface SecondaryAddress {
  zone: ZoneLetter;
  name: string;
  /** Of one's own; undefined for one that is made. */
  allocationId?: string;
  /** Whether it is kept without its NAT gateway. */
  parked: boolean;
}

/** All of them, by zone and name. */
export const secondaryAddresses = (all: SecondaryAddresses): SecondaryAddress[] =>
  sortedEntries<ZoneLetter, Readonly<Record<string, string>> | undefined>(all).flatMap(([zone, byName = {}]) =>
    sortedEntries(byName).map(([name, how]) => ({
      zone,
      name,
      ...(how.startsWith("eipalloc-") && { allocationId: how }),
      parked: how === "parked",
    })),
  );

/**
 * Further addresses that one NAT gateway takes, beside its first; the default quota is one.
 * Source: docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html, Elastic IP addresses per public NAT gateway
 */
export const MOST_SECONDARY = 7;
