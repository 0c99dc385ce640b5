/**
 * The regions this program can be deployed in, one row each. To add a region, add its row.
 *
 * `zones` are the letters that a zone of the region can have. An account sees three of them or more (in us-west-1, newer
 * accounts two), in the oldest regions not the same ones in every account. A letter that is not in the row is a mistake in the stack file.
 * Source: docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html and
 * `aws ec2 describe-availability-zones`. Regions of the `aws` partition only: another partition needs its own global
 * region (Route 53 lives in us-east-1 in this one) beside its rows.
 */
export const REGIONS = {
  "af-south-1": { place: "Cape Town", zones: "abc" },
  "ap-east-1": { place: "Hong Kong", zones: "abc" },
  "ap-east-2": { place: "Taipei", zones: "abc" },
  "ap-northeast-1": { place: "Tokyo", zones: "abcd" },
  "ap-northeast-2": { place: "Seoul", zones: "abcd" },
  "ap-northeast-3": { place: "Osaka", zones: "abc" },
  "ap-south-1": { place: "Mumbai", zones: "abc" },
  "ap-south-2": { place: "Hyderabad", zones: "abc" },
  "ap-southeast-1": { place: "Singapore", zones: "abc" },
  "ap-southeast-2": { place: "Sydney", zones: "abc" },
  "ap-southeast-3": { place: "Jakarta", zones: "abc" },
  "ap-southeast-4": { place: "Melbourne", zones: "abc" },
  "ap-southeast-5": { place: "Malaysia", zones: "abc" },
  "ap-southeast-6": { place: "New Zealand", zones: "abc" },
  "ap-southeast-7": { place: "Thailand", zones: "abc" },
  "ca-central-1": { place: "Montreal", zones: "abd" },
  "ca-west-1": { place: "Calgary", zones: "abc" },
  "eu-central-1": { place: "Frankfurt", zones: "abc" },
  "eu-central-2": { place: "Zurich", zones: "abc" },
  "eu-north-1": { place: "Stockholm", zones: "abc" },
  "eu-south-1": { place: "Milan", zones: "abc" },
  "eu-south-2": { place: "Spain", zones: "abc" },
  "eu-west-1": { place: "Ireland", zones: "abc" },
  "eu-west-2": { place: "London", zones: "abcd" },
  "eu-west-3": { place: "Paris", zones: "abc" },
  "il-central-1": { place: "Tel Aviv", zones: "abc" },
  "me-central-1": { place: "UAE", zones: "abc" },
  "me-south-1": { place: "Bahrain", zones: "abc" },
  "mx-central-1": { place: "Mexico", zones: "abc" },
  "sa-east-1": { place: "São Paulo", zones: "abc" },
  "us-east-1": { place: "N. Virginia", zones: "abcdef" },
  "us-east-2": { place: "Ohio", zones: "abc" },
  "us-west-1": { place: "N. California", zones: "abc" },
  "us-west-2": { place: "Oregon", zones: "abcd" },
} as const;

/**
 * Regions of which accounts see different zones: newer accounts two of three, or not the second. Source: as above, and
 * docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-regions-availability-zones.html
 */
const DIFFERENT_BY_ACCOUNT: readonly string[] = ["ap-northeast-1", "us-west-1"];

export type Region = keyof typeof REGIONS;

/** Where the global services of the partition (Route 53 and its health-check metrics) are managed. */
export const GLOBAL_REGION: Region = "us-east-1";

/** The partition in every ARN that is built rather than read from a resource. */
export const PARTITION = "aws";

/** A zone of a region is named by one letter, here and in the stack file. Each letter has its own address slots. */
export const ZONE_LETTERS = ["a", "b", "c", "d", "e", "f", "g", "h"] as const;

export type ZoneLetter = (typeof ZONE_LETTERS)[number];

export const REGION_NAMES = Object.keys(REGIONS) as Region[];

/** The letters of a region's zones. */
export function zoneLetters(region: Region): string[] {
  return REGIONS[region].zones.split("");
}

/** Whether accounts see different zones of the region. */
export const differsByAccount = (region: string): boolean => DIFFERENT_BY_ACCOUNT.includes(region);

/** Whether some account can have this zone. */
export function zoneExists(region: Region, letter: string): boolean {
  return REGIONS[region].zones.includes(letter);
}

/** `eu-west-1` and `a` give `eu-west-1a`. */
export function zoneName(region: string, letter: string): string {
  return `${region}${letter}`;
}
