/**
 * The regions this program can be deployed in, one row each. To add a region, add its row.
 *
 * `zones` are the letters that a zone of the region can have. An account sees three of them or more (in us-west-1, newer
 * accounts two), in the oldest regions not the same ones in every account. A letter that is not in the row is a mistake in the stack file.
 * `zoneCode` is what the ids of the region's zones begin with: `euw1` in `euw1-az1`. Ids name the same zone in every account.
 * Source: docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html and
 * `aws ec2 describe-availability-zones`. Regions of the `aws` partition only: see OTHER_PARTITIONS.
 */
export const REGIONS = {
  "af-south-1": { place: "Cape Town", zones: "abc", zoneCode: "afs1" },
  "ap-east-1": { place: "Hong Kong", zones: "abc", zoneCode: "ape1" },
  "ap-east-2": { place: "Taipei", zones: "abc", zoneCode: "ape2" },
  "ap-northeast-1": { place: "Tokyo", zones: "abcd", zoneCode: "apne1" },
  "ap-northeast-2": { place: "Seoul", zones: "abcd", zoneCode: "apne2" },
  "ap-northeast-3": { place: "Osaka", zones: "abc", zoneCode: "apne3" },
  "ap-south-1": { place: "Mumbai", zones: "abc", zoneCode: "aps1" },
  "ap-south-2": { place: "Hyderabad", zones: "abc", zoneCode: "aps2" },
  "ap-southeast-1": { place: "Singapore", zones: "abc", zoneCode: "apse1" },
  "ap-southeast-2": { place: "Sydney", zones: "abc", zoneCode: "apse2" },
  "ap-southeast-3": { place: "Jakarta", zones: "abc", zoneCode: "apse3" },
  "ap-southeast-4": { place: "Melbourne", zones: "abc", zoneCode: "apse4" },
  "ap-southeast-5": { place: "Malaysia", zones: "abc", zoneCode: "apse5" },
  "ap-southeast-6": { place: "New Zealand", zones: "abc", zoneCode: "apse6" },
  "ap-southeast-7": { place: "Thailand", zones: "abc", zoneCode: "apse7" },
  "ca-central-1": { place: "Montreal", zones: "abd", zoneCode: "cac1" },
  "ca-west-1": { place: "Calgary", zones: "abc", zoneCode: "caw1" },
  "eu-central-1": { place: "Frankfurt", zones: "abc", zoneCode: "euc1" },
  "eu-central-2": { place: "Zurich", zones: "abc", zoneCode: "euc2" },
  "eu-north-1": { place: "Stockholm", zones: "abc", zoneCode: "eun1" },
  "eu-south-1": { place: "Milan", zones: "abc", zoneCode: "eus1" },
  "eu-south-2": { place: "Spain", zones: "abc", zoneCode: "eus2" },
  "eu-west-1": { place: "Ireland", zones: "abc", zoneCode: "euw1" },
  "eu-west-2": { place: "London", zones: "abcd", zoneCode: "euw2" },
  "eu-west-3": { place: "Paris", zones: "abc", zoneCode: "euw3" },
  "il-central-1": { place: "Tel Aviv", zones: "abc", zoneCode: "ilc1" },
  "me-central-1": { place: "UAE", zones: "abc", zoneCode: "mec1" },
  "me-south-1": { place: "Bahrain", zones: "abc", zoneCode: "mes1" },
  "mx-central-1": { place: "Mexico", zones: "abc", zoneCode: "mxc1" },
  "sa-east-1": { place: "São Paulo", zones: "abc", zoneCode: "sae1" },
  "us-east-1": { place: "N. Virginia", zones: "abcdef", zoneCode: "use1" },
  "us-east-2": { place: "Ohio", zones: "abc", zoneCode: "use2" },
  "us-west-1": { place: "N. California", zones: "abc", zoneCode: "usw1" },
  "us-west-2": { place: "Oregon", zones: "abcd", zoneCode: "usw2" },
} as const;

/**
 * Regions of which accounts see different zones: newer accounts two of three, or not the second. Source: as above, and
 * docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-regions-availability-zones.html
 */
const DIFFERENT_ZONES: readonly string[] = ["ap-northeast-1", "us-west-1"];

export type Region = keyof typeof REGIONS;

/**
 * Regions in which a letter means another zone in each account that was made before November 2025.
 * Source: docs.aws.amazon.com/global-infrastructure/latest/regions/az-ids.html, independently mapped Availability Zones, read on 2026-11-29
 */
const DIFFERENT_LETTERS: readonly Region[] = [
  "ap-northeast-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "eu-west-1",
  "sa-east-1",
  "us-east-1",
  "us-west-1",
  "us-west-2",
];

/**
 * Regions that an account must enable before it can use them: those introduced after March 20, 2019.
 * Source: docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html, opt-in status, read on 2026-11-29
 */
const OPT_IN: readonly Region[] = [
  "af-south-1",
  "ap-east-1",
  "ap-east-2",
  "ap-south-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ap-southeast-5",
  "ap-southeast-6",
  "ap-southeast-7",
  "ca-west-1",
  "eu-central-2",
  "eu-south-1",
  "eu-south-2",
  "il-central-1",
  "me-central-1",
  "me-south-1",
  "mx-central-1",
];

/** Where the global services of the partition (Route 53 and its health-check metrics) are managed. */
export const GLOBAL_REGION: Region = "us-east-1";

/**
 * Where accelerators are managed, and their metrics are.
 * Source: docs.aws.amazon.com/global-accelerator/latest/dg/preserve-client-ip-address.regions.html and cloudwatch-monitoring.html
 */
export const ACCELERATOR_REGION: Region = "us-west-2";

/**
 * Where budgets and cost anomalies are managed, and the topics that they tell are made.
 * Source: docs.aws.amazon.com/general/latest/gr/billing.html, Service endpoints
 */
export const BUDGET_REGION: Region = "us-east-1";

/** The partition in every ARN that is built rather than read from a resource. */
export const PARTITION = "aws";

/** A part of AWS with accounts, regions and endpoints of its own. */
export interface Partition {
  /** In its ARNs. */
  id: RegExp;
  /** What the names of its regions look like. */
  regions: RegExp;
  name: string;
  /** What keeps this program out of it, beside global services that are managed in other regions than here. */
  why: string;
}

/**
 * The partitions that this program does not support. Its way in, its names and its alarms rest on services that are global in the partition
 * `aws`: a region of another is not a row of the table above.
 * Sources: botocore/data/partitions.json (regionRegex, implicitGlobalRegion), https://github.com/boto/botocore;
 * docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-r53.html; docs.amazonaws.cn/en_us/aws/latest/userguide/waf.html (Shield), read on
 * 2026-11-29
 */
const OTHER_PARTITIONS: readonly Partition[] = [
  {
    id: /^aws-us-gov$/,
    regions: /^us-gov-[a-z]+-\d+$/,
    name: "AWS GovCloud (US)",
    why: "Route 53 has no public zones there",
  },
  {
    id: /^aws-cn$/,
    regions: /^cn-[a-z]+-\d+$/,
    name: "the China Regions",
    why: "Shield is not there, and its global services are its own",
  },
  {
    id: /^aws-eusc$/,
    regions: /^eusc-[a-z]+-[a-z]+-\d+$/,
    name: "the AWS European Sovereign Cloud",
    why: "its global services are its own",
  },
  {
    id: /^aws-iso(-[a-z])?$/,
    regions: /^(us-iso[bf]?|eu-isoe)-[a-z]+-\d+$/,
    name: "an isolated partition of AWS",
    why: "its global services are its own",
  },
];

/** The partition of a region that is not of the one that this program is for; undefined for every other word. */
export const otherPartitionOf = (region: string): Partition | undefined =>
  OTHER_PARTITIONS.find(({ regions }) => regions.test(region));

/** The partition of an ARN, where it is another than this program is for; undefined for every other word. */
export function otherPartitionOfArn(arn: string): Partition | undefined {
  const [, id] = /^arn:([a-z-]+):/.exec(arn) ?? [];
  return id === undefined ? undefined : OTHER_PARTITIONS.find((each) => each.id.test(id));
}

/** Whether a word is what AWS calls a region, be there one of that name or not. Source: as above. */
export const isRegionName = (word: string): boolean =>
  /^(us|eu|ap|sa|ca|me|af|il|mx)-(north|south|east|west|central|northeast|northwest|southeast|southwest)-\d+$/.test(
    word,
  );

/** A zone of a region is named by one letter, here and in the stack file. Each letter has its own address slots. */
export const ZONE_LETTERS = ["a", "b", "c", "d", "e", "f", "g", "h"] as const;

export type ZoneLetter = (typeof ZONE_LETTERS)[number];

export const REGION_NAMES = Object.keys(REGIONS) as Region[];

/** The letters of a region's zones. */
export function zoneLetters(region: Region): ZoneLetter[] {
  return REGIONS[region].zones.split("") as ZoneLetter[];
}

/** Whether accounts see different zones of the region. */
export const zonesDiffer = (region: string): boolean => DIFFERENT_ZONES.includes(region);

/** Whether a letter of the region means another zone in some accounts than in others. */
export const lettersDiffer = (region: Region): boolean => DIFFERENT_LETTERS.includes(region);

/** Whether an account must enable the region first. */
export const isOptIn = (region: string): boolean => (OPT_IN as readonly string[]).includes(region);

/** Whether some account can have this zone. */
export function zoneExists(region: Region, letter: string): boolean {
  return REGIONS[region].zones.includes(letter);
}

/** Whether a zone's id (`euw1-az1`) is one of the region's. */
export function isZoneIdOf(region: Region, zoneId: string): boolean {
  return zoneId.startsWith(`${REGIONS[region].zoneCode}-`);
}

/** `eu-west-1` and `a` give `eu-west-1a`. */
export function zoneName(region: string, letter: string): string {
  return `${region}${letter}`;
}

/**
 * A zone's id where letters and ids run in parallel: `eu-west-1` and `a` give `euw1-az1`. In an account of the oldest regions they do
 * not: there only AWS knows. Source: docs.aws.amazon.com/global-infrastructure/latest/regions/az-ids.html
 */
export function zoneIdOf(region: Region, letter: ZoneLetter): string {
  return `${REGIONS[region].zoneCode}-az${ZONE_LETTERS.indexOf(letter) + 1}`;
}
