import { fixOfArn, flag, formMistake, ruleMistake, wholeNumber } from "../../support/mistakes";

const F = "networkFirewall";
const R = "regions.eu-west-1.firewall";
const LETTER = "the letter of a zone, such as a for eu-west-1a";
const LAST = "write the last letter of the zone's name only";
const RANGE = "an IPv4 range such as 198.51.100.0/24, with no host bits set";
const AS = "write the range as its first address, a slash and the prefix length; one address is a /32";
const ARN = "copy the ARN from the console or the AWS CLI";

/** What is no ARN of `resource` of `service`, in a list where one may stand. */
const notArns = (service: string, resource: string): unknown[] => [
  resource,
  `arn:aws:${service}:eu-west-1:1234:${resource}`,
  `arn:aws:${service}::123456789012:${resource}`,
  `arn:aws:${service}:eu-west-1:123456789012:${resource}/more:x`,
  `arn:aws:${service}:eu-west-1:123456789012:`,
  `arn:aws:iam:eu-west-1:123456789012:${resource}`,
  ` arn:aws:${service}:eu-west-1:123456789012:${resource}`,
  7,
];

const noList = (at: string, each: string, notEmpty = false): void => {
  const allowed = notEmpty ? `a list, not empty, each ${each}` : `a list, each ${each}`;
  for (const value of ["a", { a: 1 }, null, ...(notEmpty ? [[]] : [])]) formMistake(at, value, allowed, "give a list");
};

describe("config: the form of networkFirewall", () => {
  const KEYS =
    "denied, allowed, ipSets, suricata, managedRuleGroups, rejectEgress, egressDomains, protection, customerManagedKey, logs";
  for (const value of [["10.0.0.0/8"], "on", null, true])
    formMistake(F, value, `a mapping with the keys ${KEYS}`, "give a mapping");
  formMistake(`${F}.denies`, [], "the keys of networkFirewall, in docs/config.md#networkfirewall", "write denied");
  formMistake(`${F}.rules`, [], `the keys ${KEYS}`, "remove it");
  flag(`${F}.customerManagedKey`);

  const NO_INSPECTION = "no policy with TLS inspection on a firewall that has VPC endpoint associations";
  for (const key of ["tlsInspection", "tlsInspectionConfigurationArn"]) {
    const at = `${F}.${key}`;
    ruleMistake(`${at} is told why there is none`, { [at]: {} }, [at, {}, NO_INSPECTION, "service.tls ends it at"]);
  }
});

describe("config: the form of the ranges of networkFirewall", () => {
  for (const key of ["denied", "allowed"]) {
    noList(`${F}.${key}`, RANGE);
    formMistake(`${F}.${key}[0]`, "example.com", RANGE, "write the addresses behind the name");
    for (const value of ["198.51.100.0/33", "2001:db8::/32", 7]) formMistake(`${F}.${key}[0]`, value, RANGE, AS);
    formMistake(`${F}.${key}[0]`, "198.51.100.7/24", RANGE, "write 198.51.100.0/24, the range that this lies in", {});
  }

  const NAME = "1 to 32 letters, digits and underscores, the first a letter";
  formMistake(`${F}.ipSets`, ["PARTNERS"], "a mapping", "give a mapping");
  for (const name of ["1A", "_A", "$A", "A-B", "É", `A${"b".repeat(32)}`])
    formMistake(`${F}.ipSets.${name}`, ["10.0.0.0/8"], NAME, "rename it, here and in the rules");
  noList(`${F}.ipSets.A`, RANGE, true);
  for (const value of ["$OTHER", "198.51.100.7"]) formMistake(`${F}.ipSets.A[0]`, value, RANGE, AS);
  formMistake(`${F}.ipSets.A[0]`, "198.51.100.7/24", RANGE, "write 198.51.100.0/24");
});

describe("config: the form of rule groups of one's own", () => {
  const NAME = "1 to 32 lower-case letters, digits and hyphens, the first a letter";
  const given = { [`${F}.suricata`]: { team: { rules: "pass ip any any -> any any (sid:1;)" } } };
  const around = { given };
  const team = `${F}.suricata.team`;
  formMistake(`${F}.suricata`, "pass", "a mapping", "give a mapping");
  for (const name of ["Team", "1team", "-a", "a_b", `a${"b".repeat(32)}`])
    formMistake(`${F}.suricata.${name}`, { rules: "x" }, NAME, "rename the group");
  for (const value of ["pass ip any any -> any any (sid:1;)", ["pass"], null])
    formMistake(team, value, "a mapping with the keys rules, file, capacity, priority", "give a mapping");
  formMistake(`${team}.rule`, "x", "the keys rules, file, capacity, priority", "write rules", around);
  for (const value of ["", ["pass ip any any -> any any (sid:1;)"], 1])
    formMistake(`${team}.rules`, value, "a text of Suricata rules", "write it as a YAML block (rules: |)", around);
  for (const value of ["", "a b.rules", "s3:x", "own*.rules", 1])
    formMistake(
      `${team}.file`,
      value,
      "the path of a file in the project's folder, such as firewall/team.rules",
      "write the path from the folder of Pulumi.yaml",
      { given: { [`${F}.suricata`]: { team: {} } } },
    );
  wholeNumber(`${team}.capacity`, 1, 30000, "rules", given);
  wholeNumber(`${team}.priority`, 1, 1000, "", given);
});

describe("config: the form of names that may be connected to", () => {
  const NAME = "a domain name in lower case, such as api.example.com or .example.com";
  const ALONE = "write the name alone: no scheme, no port, no path, no star";
  noList(`${F}.egressDomains`, NAME, true);
  const malformed = [
    "https://example.com",
    "example.com:443",
    "example.com/path",
    "*.example.com",
    "Example.com",
    "example.com.",
    "..example.com",
    ".com",
    "com",
    "-a.example.com",
    "a-.example.com",
    "_a.example.com",
    "a_b.example.com",
    "192.0.2.1",
    `${"a".repeat(64)}.com`,
    'a";.example.com',
    "",
    1,
  ];
  for (const value of malformed) formMistake(`${F}.egressDomains[0]`, value, NAME, ALONE);
});

describe("config: the form of the protection of a firewall", () => {
  formMistake(
    `${F}.protection`,
    true,
    "a mapping with the keys deletion, policyChange, subnetChange",
    "give a mapping",
  );
  formMistake(`${F}.protection.deletions`, true, "the keys deletion, policyChange, subnetChange", "write deletion");
  for (const key of ["deletion", "policyChange", "subnetChange"]) flag(`${F}.protection.${key}`);
});

describe("config: the form of the logs of a firewall", () => {
  const logs = `${F}.logs`;
  const kinds = { cloudWatch: {}, s3: { bucket: "logs" }, firehose: { deliveryStream: "logs" } };
  const of = (kind: keyof typeof kinds) => ({ given: { [logs]: { kind, ...kinds[kind] } } });
  formMistake(
    logs,
    "s3",
    "a mapping with kind: cloudWatch or s3 or firehose",
    "give a mapping with kind: cloudWatch or s3 or firehose",
  );
  for (const value of ["S3", "kinesis", 1])
    formMistake(`${logs}.kind`, value, "one of cloudWatch, s3, firehose", "give one of cloudWatch, s3, firehose", {
      given: { [logs]: {} },
    });
  formMistake(`${logs}.kind`, undefined, "one of cloudWatch, s3, firehose", "add it", { given: { [logs]: {} } });
  formMistake(`${logs}.kind`, "cloudwatch", "one of cloudWatch, s3, firehose", "write cloudWatch");

  const TYPES = "one of ALERT, FLOW";
  const NO_TLS = "choose one of these; there is no TLS log, as nothing is decrypted";
  for (const kind of Object.keys(kinds) as (keyof typeof kinds)[]) {
    for (const value of ["ALERT", []])
      formMistake(`${logs}.types`, value, `a list, not empty, each ${TYPES}`, "give a list", of(kind));
    for (const value of ["TLS", 1]) formMistake(`${logs}.types[0]`, value, TYPES, NO_TLS, of(kind));
    formMistake(`${logs}.types[0]`, "alert", TYPES, "write ALERT", of(kind));
  }

  formMistake(`${logs}.bucket`, "logs", "the keys kind, types, retentionDays", "remove it", of("cloudWatch"));
  formMistake(
    `${logs}.retentionDay`,
    30,
    "the keys kind, types, retentionDays",
    "write retentionDays",
    of("cloudWatch"),
  );
  for (const days of [0, 2, 31, "30"])
    formMistake(
      `${logs}.retentionDays`,
      days,
      "one of 1, 3, 5, 7, 14, 30",
      "the periods that CloudWatch Logs knows",
      of("cloudWatch"),
    );

  formMistake(`${logs}.retentionDays`, 30, "the keys kind, types, bucket, prefix", "remove it", of("s3"));
  for (const bucket of [undefined, "s3://logs", "Logs", "ab", "-logs", "logs-", `a${"b".repeat(63)}`])
    formMistake(`${logs}.bucket`, bucket, "the name of a general purpose bucket", "no s3://", of("s3"));
  for (const prefix of ["/firewall", "", "a b", `a${"b".repeat(201)}`])
    formMistake(
      `${logs}.prefix`,
      prefix,
      "a folder that does not begin with a slash",
      "remove the first slash",
      of("s3"),
    );

  const STREAM = "the name of a delivery stream: letters, digits, and _ . -";
  formMistake(`${logs}.bucket`, "logs", "the keys kind, types, deliveryStream", "remove it", of("firehose"));
  const arn = "arn:aws:firehose:eu-west-1:123456789012:deliverystream/logs";
  for (const stream of [undefined, arn, "", "a b", "a".repeat(65)])
    formMistake(`${logs}.deliveryStream`, stream, STREAM, "write the name, not the ARN", of("firehose"));
});

describe("config: the form of a region's firewall", () => {
  const KEYS = "cidr, zones, existing, kmsKeyArn, bypassZones, parkedZones";
  for (const value of ["on", [], true, null])
    formMistake(R, value, `a mapping with the keys ${KEYS}`, "give a mapping");
  formMistake(`${R}.cdir`, "192.168.255.0/25", `the keys ${KEYS}`, "write cidr");
  formMistake(`${R}.arn`, "x", `the keys ${KEYS}`, "remove it");

  const PRIVATE = "a private IPv4 range (in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16)";
  for (const value of [25])
    formMistake(`${R}.cidr`, value, PRIVATE, "choose a range that nothing you connect the VPC to uses");
  formMistake(`${R}.cidr`, "192.168.255.7/25", PRIVATE, "write 192.168.255.0/25");
  formMistake(`${R}.cidr`, "198.51.100.0/25", PRIVATE, "choose a range in 10.0.0.0/8, 172");

  noList(`${R}.zones`, LETTER, true);
  for (const zone of ["A", "eu-west-1a", "i", ""]) formMistake(`${R}.zones[0]`, zone, LETTER, LAST);
  formMistake(`${R}.zones[0]`, 1, LETTER, "write a");
  noList(`${R}.bypassZones`, LETTER);
  noList(`${R}.parkedZones`, LETTER);
  formMistake(`${R}.parkedZones[0]`, "A", LETTER, LAST);
  for (const zone of ["A", "eu-west-1a", "i"]) formMistake(`${R}.bypassZones[0]`, zone, LETTER, LAST);

  const given = { [`${F}.customerManagedKey`]: true };
  for (const value of [...notArns("kms", "key/0a1b"), "arn:aws:kms:eu-west-1:123456789012:alias/own"])
    formMistake(`${R}.kmsKeyArn`, value, "an ARN that begins with arn:aws:kms:", fixOfArn(value, ARN), { given });
});

describe("config: the form of a firewall that exists", () => {
  const E = `${R}.existing`;
  const arn = "arn:aws:network-firewall:eu-west-1:123456789012:firewall/shared";
  const around = { given: { [E]: { arn, zones: ["a", "b", "c"] } } };
  for (const value of [arn, [arn], true, null])
    formMistake(E, value, "a mapping with the keys arn, zones", "give a mapping");
  formMistake(`${E}.zone`, "a", "the keys arn, zones", "write zones", around);
  for (const value of [
    undefined,
    ...notArns("network-firewall", "firewall/shared"),
    arn.replace("firewall/", "firewall-policy/"),
    `${arn}${"x".repeat(128)}`,
  ])
    formMistake(`${E}.arn`, value, "an ARN that begins with arn:aws:network-firewall:", fixOfArn(value, ARN), around);
  for (const value of ["abc", []])
    formMistake(`${E}.zones`, value, `a list, not empty, each ${LETTER}`, "give a list", around);
  formMistake(`${E}.zones`, undefined, `a list, not empty, each ${LETTER}`, "add it", around);
  formMistake(`${E}.zones[0]`, "eu-west-1a", LETTER, LAST, around);
});
