import { REGION_NAMES, type Region } from "../regions";

/** The day on which AWS's list of instance types by region was read. */
export const FAMILIES_DATE = "2026-11-29";

/** Where AWS says which instance types a region has. */
export const FAMILIES_SOURCE = "docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-regions.html";

const inAllBut = (...regions: readonly Region[]): Region[] =>
  REGION_NAMES.filter((region) => !regions.includes(region));

/** These began with the sixth generation. */
const NEWEST: readonly Region[] = ["ap-east-2", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "mx-central-1"];

const AMERICA = ["ca-central-1", "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2"] as const;
const ASIA = ["ap-northeast-1", "ap-northeast-2", "ap-south-1", "ap-southeast-1", "ap-southeast-2"] as const;
const EUROPE = ["eu-central-1", "eu-west-1", "eu-west-2"] as const;

/**
 * The regions of a family, for those up to the fifth generation and the burstable ones. AWS brings families of the later generations to
 * regions almost every week, so that a list of those would refuse what works: the plan tells what to look up instead.
 */
const FAMILIES: Readonly<Record<string, readonly Region[]>> = {
  a1: [
    ...ASIA.filter((region) => region !== "ap-northeast-2"),
    "eu-central-1",
    "eu-west-1",
    "us-east-1",
    "us-east-2",
    "us-west-2",
  ],
  c4: [...AMERICA, ...ASIA, ...EUROPE, "ap-northeast-3"],
  c5: inAllBut(...NEWEST),
  c5a: [
    ...AMERICA,
    ...ASIA,
    ...EUROPE,
    "af-south-1",
    "ap-east-1",
    "eu-north-1",
    "eu-south-1",
    "eu-west-3",
    "me-south-1",
  ],
  c5d: inAllBut(...NEWEST, "ca-west-1"),
  c5n: inAllBut(
    ...NEWEST,
    "ap-south-2",
    "ap-southeast-4",
    "ca-west-1",
    "eu-central-2",
    "eu-south-2",
    "il-central-1",
    "me-central-1",
  ),
  m4: [...AMERICA, ...ASIA, ...EUROPE, "ap-northeast-3"],
  m5: inAllBut(...NEWEST),
  m5a: [...AMERICA, ...ASIA, ...EUROPE, "eu-south-1", "eu-west-3"],
  m5d: inAllBut(...NEWEST),
  r4: [...AMERICA, ...ASIA, ...EUROPE, "ap-northeast-3", "eu-west-3"],
  r5: inAllBut(...NEWEST),
  r5a: [...AMERICA, ...ASIA, ...EUROPE, "eu-south-1", "eu-west-3"],
  r5d: inAllBut(...NEWEST, "ca-west-1"),
  r5n: [...AMERICA, ...ASIA, ...EUROPE, "af-south-1", "ap-east-1", "eu-north-1", "eu-south-1", "eu-west-3"],
  t2: [...AMERICA, ...ASIA, ...EUROPE, "ap-northeast-3", "eu-west-3"],
  t3: inAllBut("me-central-1"),
  t3a: [...AMERICA, ...ASIA, ...EUROPE, "eu-south-1", "eu-west-3", "il-central-1"],
  t4g: inAllBut("me-central-1"),
};

/** Whether AWS's list leaves the family of a type out of a region. Of families that are not in the table here, nothing is said. */
export function isMissingIn(region: Region, instanceType: string): boolean {
  const regions = FAMILIES[familyOf(instanceType)];
  return regions !== undefined && !regions.includes(region);
}

/** `t4g.small` gives `t4g`. */
export const familyOf = (instanceType: string): string => instanceType.split(".")[0] ?? "";
