import { type Region, type ZoneLetter, lettersDiffer, zoneIdOf, zoneLetters } from "./regions";

/*
 * What AWS does not have everywhere, as its pages say. A region or a zone that AWS has equipped since is taken out of its row.
 */

/** The day on which the pages named below were read. */
export const AVAILABILITY_DATE = "2026-11-29";

interface ServiceRow {
  /** As messages call it. */
  readonly title: string;
  /** Where AWS lists the regions and zones that have it. */
  readonly source: string;
  /** Regions of plan/regions.ts that are not in that list. */
  readonly regionsWithout: readonly Region[];
  /** Zones that the list leaves out of regions in it, by their ids. */
  readonly zonesWithout: readonly string[];
}

export const LIMITED_SERVICES = {
  fargate: {
    title: "Fargate",
    source: "docs.aws.amazon.com/AmazonECS/latest/developerguide/AWS_Fargate-Regions.html",
    regionsWithout: ["ap-east-2", "ap-southeast-6"],
    zonesWithout: ["apne1-az3", "usw1-az2"],
  },
  globalAccelerator: {
    title: "Global Accelerator",
    source: "docs.aws.amazon.com/global-accelerator/latest/dg/preserve-client-ip-address.regions.html",
    regionsWithout: [],
    zonesWithout: ["apne1-az3", "cac1-az3", "usw1-az2"],
  },
} as const satisfies Record<string, ServiceRow>;

/*
 * In every region of plan/regions.ts, and so in no row: Network Firewall (docs.aws.amazon.com/general/latest/gr/network-firewall.html) and zonal
 * shift (docs.aws.amazon.com/r53recovery/latest/dg/introduction-regions-zonal.html).
 */

export type LimitedService = keyof typeof LIMITED_SERVICES;

/**
 * Zones that AWS extends no more, by their ids: several services leave them out. Load balancers, NAT gateways and firewalls are in no such
 * zone, and AWS names them nowhere together.
 * Source: the pages above, docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html (cross-Region access),
 * docs.aws.amazon.com/elasticloadbalancing/latest/network/availability-zones.html and
 * docs.aws.amazon.com/network-firewall/latest/developerguide/troubleshooting-general-issues.html (constrained zones)
 */
const CONSTRAINED_ZONES: Partial<Record<Region, string>> = {
  "ap-northeast-1": "apne1-az3",
  "us-east-1": "use1-az3",
  "us-west-1": "usw1-az2",
};

/** The zone of a region that AWS extends no more, by its id. */
export const constrainedZone = (region: string): string | undefined => CONSTRAINED_ZONES[region as Region];

/** Whether AWS lists the service in the region. */
export function hasService(service: LimitedService, region: Region): boolean {
  const { regionsWithout }: ServiceRow = LIMITED_SERVICES[service];
  return !regionsWithout.includes(region);
}

/** The ids of a region's zones that AWS leaves out. */
export function zonesWithout(service: LimitedService, region: Region): string[] {
  const { zonesWithout: all }: ServiceRow = LIMITED_SERVICES[service];
  const ids = zoneIdsIn(region);
  return all.filter((id) => ids.includes(id));
}

/** All ids of a region, whichever letter has which: there are as many of the one as of the other. */
const zoneIdsIn = (region: Region): string[] => zoneLetters(region).map((letter) => zoneIdOf(region, letter));

/**
 * Whether zones, by their letters, surely hold one that the service is not in. Where a letter means another zone in each account, only
 * a list that leaves none out is sure to.
 */
export function surelyWithout(service: LimitedService, region: Region, zones: readonly ZoneLetter[]): boolean {
  const without = zonesWithout(service, region);
  if (!lettersDiffer(region)) return zones.some((zone) => without.includes(zoneIdOf(region, zone)));
  return new Set(zones).size > zoneLetters(region).length - without.length;
}

/** What tells the letters of a region's zones in an account, and their ids. */
export const zoneIdsCommand = (region: string): string =>
  `aws ec2 describe-availability-zones --region ${region} --query "AvailabilityZones[].[ZoneName,ZoneId]"`;
