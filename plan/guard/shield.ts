import { PARTITION } from "../regions";

/**
 * What an account's subscription to Shield Advanced costs, whatever it protects: an organization pays it once, for a year at least, and it
 * renews itself. Traffic out of what is protected costs a fee for each GB on top.
 * Source: aws.amazon.com/shield/pricing
 */
export const SHIELD_ADVANCED = { usdPerMonth: 3000, months: 12 } as const;

/** The same in words. */
export const SHIELD_PRICE = `${SHIELD_ADVANCED.usdPerMonth.toLocaleString("en-US")} USD a month for ${SHIELD_ADVANCED.months} months`;

/** How the traffic of a group is put together before it is judged. */
export const AGGREGATIONS = ["mean", "sum", "max"] as const;

export type Aggregation = (typeof AGGREGATIONS)[number];

export interface GroupMembers {
  /** Regions that have addresses here. */
  regions: number;
  /** Whether some of those addresses are parked, and so have no traffic. */
  parked: boolean;
  accelerator: boolean;
}

/**
 * The average where members share the traffic evenly, as the zones of one region do; else the most of any, as AWS advises for what shares it
 * unevenly or not at all. Source: docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_CreateProtectionGroup.html, Aggregation
 */
export const aggregationOf = ({ regions, parked, accelerator }: GroupMembers): Aggregation =>
  regions === 1 && !parked && !accelerator ? "mean" : "max";

/**
 * What Shield calls an Elastic IP. EC2 itself gives it another ARN.
 * Source: docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_CreateProtection.html, ResourceArn
 */
export const elasticIpArn = (region: string, accountId: string, allocationId: string): string =>
  `arn:${PARTITION}:ec2:${region}:${accountId}:eip-allocation/${allocationId}`;

/** How long the id of a group may be; it has letters, digits and hyphens. Source: as of `aggregationOf`, ProtectionGroupId */
export const GROUP_ID_LENGTH = 36;
