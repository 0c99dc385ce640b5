import { formMistake } from "../../support/mistakes";

const R = "regions.eu-west-1";
const LETTER = "the letter of a zone, such as a for eu-west-1a";
const LAST = "write the last letter of the zone's name only";
const ID = "eipalloc-0123456789abcdef0";

describe("config: the form of regions", () => {
  const NAMES = "names of AWS regions, such as eu-west-1";
  formMistake("regions", undefined, NAMES, "write the name that `aws ec2 describe-regions` has");
  formMistake("regions", ["eu-west-1"], NAMES, "give a mapping: key: value on each line");
  formMistake("regions", null, NAMES, "write the name that `aws ec2 describe-regions` has");
  formMistake("regions.eu-wst-1", { zones: ["a", "b"], cidr: "10.9.0.0/16" }, NAMES, "write eu-west-1");
  formMistake("regions.atlantis", {}, NAMES, "write the name that `aws ec2 describe-regions` has");
  // They are none of those that are spelled alike.
  const GOV = ["AWS GovCloud (US)", "Route 53 has no public zones there"] as const;
  const CHINA = ["the China Regions", "Shield is not there, and its global services are its own"] as const;
  const EUROPE = ["the AWS European Sovereign Cloud", "its global services are its own"] as const;
  const ISOLATED = ["an isolated partition of AWS", "its global services are its own"] as const;
  const partitions: [region: string, partition: readonly [name: string, why: string]][] = [
    ["us-gov-west-1", GOV],
    ["us-gov-east-1", GOV],
    ["cn-north-1", CHINA],
    ["cn-northwest-1", CHINA],
    ["eusc-de-east-1", EUROPE],
    ["us-iso-east-1", ISOLATED],
    ["us-isob-east-1", ISOLATED],
    ["eu-isoe-west-1", ISOLATED],
  ];
  const unsupported = ([name, why]: readonly [string, string]) =>
    `${name}, which this program does not support: ${why}`;
  for (const [region, partition] of partitions)
    formMistake(
      `regions.${region}`,
      {},
      NAMES,
      `choose a region of the partition aws: ${region} is of ${unsupported(partition)}`,
    );
  for (const [id, partition] of [
    ["aws-us-gov", GOV],
    ["aws-cn", CHINA],
    ["aws-eusc", EUROPE],
    ["aws-iso", ISOLATED],
    ["aws-iso-b", ISOLATED],
  ] as const)
    formMistake(
      "ecs.taskPolicyArns[0]",
      `arn:${id}:iam::aws:policy/ReadOnlyAccess`,
      "the ARN of an IAM policy",
      `give one of the partition aws: this is of ${unsupported(partition)}`,
      { given: { "ecs.taskPolicyArns": [] } },
    );
  formMistake(
    "privateLink.supportedRegions[0]",
    "us-gov-west-1",
    "the name of an AWS region",
    "us-gov-west-1 is of AWS GovCloud (US)",
    { given: { options: ["nlb", "privateLink"], "privateLink.supportedRegions": ["eu-west-2"] } },
  );
  const newer = "write eu-west-1; a region that is newer than those is none yet of this program";
  formMistake("regions.eu-west-4", {}, NAMES, newer);
  formMistake(R, "abc", "a mapping with the keys zones, cidr, nat", "give a mapping");
  formMistake(R, null, "a mapping with the keys zones, cidr, nat", "give a mapping");
});

describe("config: the form of a region", () => {
  formMistake(`${R}.zones`, undefined, `a list, each ${LETTER}`, "add it");
  formMistake(`${R}.zones`, "abc", `a list, each ${LETTER}`, "give a list");
  for (const zone of ["B", "eu-west-1b", "i", ""]) formMistake(`${R}.zones[1]`, zone, LETTER, LAST);
  formMistake(`${R}.zones[1]`, 2, LETTER, "write b");

  const PRIVATE = "a private IPv4 range (in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16)";
  formMistake(`${R}.cidr`, undefined, PRIVATE, "choose a range that nothing you connect the VPC to uses");
  formMistake(`${R}.cidr`, "10.0.0.0", PRIVATE, "write the VPC's range with its prefix length, such as 10.0.0.0/16");
  formMistake(`${R}.cidr`, "10.0.0.7/16", PRIVATE, "write 10.0.0.0/16");
  formMistake(`${R}.cidr`, "11.0.0.0/16", PRIVATE, "choose a range in 10.0.0.0/8, 172");
  formMistake(`${R}.cidr`, "11.0.0.7/16", PRIVATE, "write 11.0.0.0/16");

  formMistake(`${R}.nat`, "all", "one of none, single, perZone", "choose one of these words");
  formMistake(`${R}.nat`, "perzone", "one of none, single, perZone", "write perZone");
  formMistake(`${R}.nat`, true, "one of none, single, perZone", "choose one of these words");
  formMistake(`${R}.natZone`, "eu-west-1a", LETTER, LAST, { given: { [`${R}.nat`]: "single" } });
  formMistake(`${R}.role`, "main", "one of primary, secondary", "choose one of these words");
  formMistake(`${R}.role`, "primry", "one of primary, secondary", "write primary");
});

describe("config: the form of a region's addresses", () => {
  const ALLOCATION = "an allocation id: eipalloc- and 17 (or 8) hexadecimal digits";
  for (const key of ["addresses", "egressAddresses"]) {
    formMistake(`${R}.${key}`, [ID], "a mapping", "give a mapping");
    for (const id of ["203.0.113.7", "eipalloc-0123456789ABCDEF0", "eipalloc-0123456789", `${ID}0`])
      formMistake(`${R}.${key}.a`, id, ALLOCATION, "copy it from `aws ec2 describe-addresses`");
    formMistake(`${R}.${key}.i`, ID, "the keys a, b, c, d, e, f, g, h", "remove it");
  }
  for (const key of ["parkedAddresses", "parkedEgressAddresses"]) {
    formMistake(`${R}.${key}`, "d", `a list, each ${LETTER}`, "give a list");
    formMistake(`${R}.${key}[0]`, "eu-west-1d", LETTER, LAST);
  }
});
