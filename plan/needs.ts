import type { OneOrByRegion } from "./images";
import type { Region, ZoneLetter } from "./regions";
import type { Traffic } from "./traffic";

/** `none`: no client has an address on a list. `perRegion`: each region may have its own. `sameEverywhere`: all regions have the same. */
export const FIXED_ADDRESSES = ["none", "perRegion", "sameEverywhere"] as const;

/** `either`: instances or tasks. `none`: there is no container. `ec2` and `fargate`: tasks, and where they run. */
export const CONTAINERS = ["either", "none", "ec2", "fargate"] as const;

export const LOSSES = ["zone", "region"] as const;

/** What comes first among what meets the needs. */
export const PREFERENCES = ["cost", "recovery", "setUp"] as const;
export type Preference = (typeof PREFERENCES)[number];

/** A consumer of PrivateLink in an account of its own. */
export interface PrivateConsumer {
  /** 12 digits. */
  account: string;
  /** The ranges of its clients. */
  clients: readonly string[];
}

/** A VPC that a region's part of the service is to stand in. */
export interface NeededVpc {
  id: string;
  cidr: string;
  front: Partial<Record<ZoneLetter, string>>;
  app: Partial<Record<ZoneLetter, string>>;
}

/** What a service needs, whatever is built for it. */
export interface Needs {
  port: number;
  regions: readonly Region[];
  /** How many zones of each region. */
  zones: number;
  /** Whether clients come over the internet. */
  internet: boolean;
  fixedAddresses: (typeof FIXED_ADDRESSES)[number];
  /** Addresses that are on others' allow lists already. */
  allowList: {
    /** Allocation ids by region and zone. */
    elasticIps: Partial<Record<Region, Partial<Record<ZoneLetter, string>>>>;
    /** Addresses of one's own range for all regions, one or two. */
    anycast: readonly string[];
  };
  privateConsumers: readonly PrivateConsumer[];
  inspection: boolean;
  containers: (typeof CONTAINERS)[number];
  /** The container image, or one for each region. */
  image?: OneOrByRegion | undefined;
  ipv6: boolean;
  existingVpcs: Partial<Record<Region, NeededVpc>>;
  hostname?: string | undefined;
  /** The hosted zone of the hostname. */
  dnsZone?: string | undefined;
  /** Most US dollars a month. */
  budgetUsd?: number | undefined;
  /** Most seconds until clients are served again after a loss. */
  recoverySeconds?: number | undefined;
  /** What may be lost while the service goes on. */
  survives?: (typeof LOSSES)[number] | undefined;
  traffic: Traffic;
  prefer: Preference;
}

/** Whether any address is on a list that others keep, or is to be. */
export const hasFixedAddresses = ({ fixedAddresses, allowList }: Needs): boolean =>
  fixedAddresses !== "none" || allowList.anycast.length > 0 || Object.keys(allowList.elasticIps).length > 0;
