import { fixOfArn, flag, formMistake, noMistake } from "../../support/mistakes";

const P = "privateLink";
const C = `${P}.consumers[0]`;
const V = `${C}.vpc`;
const RANGE = "a range such as 198.51.100.0/24 or, with dual stack, 2001:db8::/32, with no host bits set";
const LETTER = "the letter of a zone, such as a for eu-west-1a";
const REGION = "the name of an AWS region, such as eu-west-1";
const DOMAIN = "a domain name in lower case without a dot at its end, such as tcp.example.com";

const created = { kind: "created", cidr: "10.1.0.0/16", zones: ["a", "b", "c"] };
const existing = { kind: "existing", id: "vpc-01234567", cidr: "10.1.0.0/16", subnets: { a: "subnet-01234567" } };
const consumer = (settings: object = {}) => ({ name: "acme", region: "eu-west-1", vpc: created, ...settings });
const around = (settings: object = {}) => ({ given: { [`${P}.consumers`]: [consumer(settings)] } });

const noList = (at: string, each: string, notEmpty = false, given = {}): void => {
  const allowed = notEmpty ? `a list, not empty, each ${each}` : `a list, each ${each}`;
  for (const value of ["a", { a: 1 }, null, ...(notEmpty ? [[]] : [])])
    formMistake(at, value, allowed, "give a list", { given });
};

describe("config: the form of privateLink", () => {
  const KEYS =
    "acceptanceRequired, allowedPrincipals, allowAnyPrincipal, privateDnsName, supportedRegions, ipAddressType, proxyProtocol, " +
    "enforceSecurityGroup, allowedClients, privateZone, notifications, consumers, connectedConsumers";
  for (const value of [["acme"], "on", null, true])
    formMistake(P, value, `a mapping with the keys ${KEYS}`, "give a mapping");
  formMistake(`${P}.consumer`, [], "the keys of privateLink, in docs/config.md#privatelink", "write consumers");
  formMistake(`${P}.policy`, {}, `the keys ${KEYS}`, "remove it");
  for (const key of ["acceptanceRequired", "allowAnyPrincipal", "proxyProtocol", "enforceSecurityGroup"])
    flag(`${P}.${key}`);
  for (const value of ["Example.com", "tcp.example.com.", "*.example.com", "", 7])
    formMistake(`${P}.privateDnsName`, value, DOMAIN, "write labels");
  noList(`${P}.supportedRegions`, REGION);
  formMistake(`${P}.supportedRegions[0]`, "eu-wst-2", REGION, "write eu-west-2");
  formMistake(`${P}.supportedRegions[0]`, "mars", REGION, "write the name that `aws ec2 describe-regions` has");
  formMistake(`${P}.ipAddressType`, "dualstak", "one of ipv4, dualstack", "write dualstack");
  formMistake(`${P}.ipAddressType`, "both", "one of ipv4, dualstack", "choose one of these words");
  noList(`${P}.allowedClients`, RANGE);
  formMistake(`${P}.allowedClients[0]`, "10.0.0.7", RANGE, "write 10.0.0.7/32 for this one address");
});

describe("config: the form of principals", () => {
  const PRINCIPAL = "an ARN such as arn:aws:iam::111122223333:root (an account), or one of a user or role; or *";
  noList(`${P}.allowedPrincipals`, PRINCIPAL);
  const malformed = [
    "111122223333",
    "arn:aws:iam::11112222333:root",
    "arn:aws:iam:eu-west-1:111122223333:root",
    "arn:aws-cn:iam::111122223333:root",
    "arn:aws:iam::111122223333:group/team",
    "arn:aws:iam::111122223333:role/",
    "arn:aws:iam::111122223333:role//x",
    "arn:aws:iam::111122223333:role/a b",
    "arn:aws:iam::111122223333:rootx",
    "arn:aws:sts::111122223333:assumed-role/x/y",
    "arn:aws:iam::111122223333:role/*",
    "**",
    "",
    7,
  ];
  for (const value of malformed)
    formMistake(
      `${P}.allowedPrincipals[0]`,
      value,
      PRINCIPAL,
      fixOfArn(value, "write the ARN of the consumer's account, user or role"),
    );
  noMistake("accounts, users and roles, with their paths", {
    [`${P}.allowedPrincipals`]: [
      "arn:aws:iam::111122223333:root",
      "arn:aws:iam::111122223333:role/x",
      "arn:aws:iam::111122223333:role/team/a/x",
      "arn:aws:iam::111122223333:user/a.b+c=d,e@f_g-h",
    ],
  });
});

describe("config: the form of notifications of connections", () => {
  const N = `${P}.notifications`;
  formMistake(N, [], "a mapping with the keys topicArns, events", "give a mapping");
  formMistake(`${N}.topics`, [], "the keys topicArns, events", "remove it");
  noList(`${N}.topicArns`, "an ARN that begins with arn:aws:sns:");
  formMistake(
    `${N}.topicArns[0]`,
    "arn:aws:sqs:eu-west-1:123456789012:q",
    "an ARN that begins with arn:aws:sns:",
    "copy the ARN",
  );
  noList(`${N}.events`, "one of Accept, Reject, Connect, Delete", true);
  formMistake(`${N}.events[0]`, "Acept", "one of Accept, Reject, Connect, Delete", "write Accept");
});

describe("config: the form of a consumer", () => {
  const KEYS = "name, region, serviceRegion, vpc, allowedClients, privateDns, ipAddressType";
  const NAME = "1 to 24 lower-case letters, digits and hyphens, the first a letter";
  const RENAME = "rename it before it is deployed";
  formMistake(`${P}.consumers`, { acme: {} }, "a list, each a mapping with the keys name, region", "give a list");
  for (const value of ["acme", null]) formMistake(C, value, `a mapping with the keys ${KEYS}`, "give a mapping");
  formMistake(
    `${C}.vcp`,
    created,
    "the keys of privateLink.consumers[0], in docs/config.md#privatelink",
    "write vpc",
    around(),
  );
  formMistake(`${C}.policy`, {}, `the keys ${KEYS}`, "remove it", around());
  for (const value of ["Acme", "1a", "-a", "a_b", "", `a${"b".repeat(24)}`, 7, undefined])
    formMistake(`${C}.name`, value, NAME, RENAME, around());
  for (const key of ["region", "serviceRegion"])
    formMistake(`${C}.${key}`, "eu-wst-1", REGION, "write eu-west-1", around());
  formMistake(`${C}.region`, undefined, REGION, "write the name that `aws ec2 describe-regions` has", around());
  noList(`${C}.allowedClients`, RANGE, true, around().given);
  formMistake(`${C}.allowedClients[0]`, "10.0.0.7", RANGE, "write 10.0.0.7/32 for this one address", around());
  formMistake(`${C}.privateDns`, "hostedzone", "one of hostedZone, service, none", "write hostedZone", around());
  formMistake(`${C}.privateDns`, false, "one of hostedZone, service, none", "write none", around());
  formMistake(`${C}.ipAddressType`, "ipv6", "one of ipv4, dualstack", "write ipv4", around());
});

describe("config: the form of a consumer's VPC", () => {
  const kinds = "one of created, existing";
  formMistake(V, undefined, "a mapping with kind: created or existing", "add it", around());
  formMistake(`${V}.kind`, "existng", kinds, "write existing", around());
  formMistake(`${V}.kind`, undefined, kinds, "add kind: created", around());

  formMistake(`${V}.cidr`, "8.8.0.0/16", "a private IPv4 range", "choose a range in 10.0.0.0/8", {
    ...around(),
  });
  formMistake(`${V}.cidr`, undefined, "a private IPv4 range", "choose a range that nothing", around());
  noList(`${V}.zones`, LETTER, true, around().given);
  formMistake(`${V}.zones[0]`, "eu-west-1a", LETTER, "write the last letter", around());
  formMistake(`${V}.id`, "vpc-01234567", "the keys kind, cidr, zones", "remove it", around());

  const of = around({ vpc: existing });
  const EIGHT_OR_17 = "and 17 (or 8) hexadecimal digits";
  for (const value of ["vpc-0123456", "vpc-012345678", "vpc-0123456G", "01234567", "subnet-01234567", 7, undefined])
    formMistake(`${V}.id`, value, `an id: vpc- ${EIGHT_OR_17}`, "copy it from `aws ec2 describe-vpcs`", of);
  for (const value of ["subnet-0123456", "vpc-01234567", 7])
    formMistake(`${V}.subnets.a`, value, `an id: subnet- ${EIGHT_OR_17}`, "aws ec2 describe-subnets", of);
  formMistake(`${V}.subnets.z`, "subnet-01234567", "the keys a, b, c", "remove it", of);
  formMistake(`${V}.subnets`, ["subnet-01234567"], "a mapping", "give a mapping", of);
  formMistake(`${V}.zones`, ["a"], "the keys kind, id, cidr, subnets", "remove it", of);
  noMistake("a VPC that exists, of any range", {
    [`${P}.consumers`]: [consumer({ vpc: { ...existing, id: "vpc-0123456789abcdef0", cidr: "100.64.0.0/10" } })],
  });
});

describe("config: the form of consumers of other accounts", () => {
  const at = `${P}.connectedConsumers[0]`;
  const given = { options: ["privateLink"], [`${P}.allowedClients`]: ["10.0.0.0/8"] };
  const entry = { given: { ...given, [`${P}.connectedConsumers`]: [{ name: "acme" }] } };
  formMistake(at, "acme", "a mapping with the keys name, endpointId, serviceRegion", "give a mapping", { given });
  formMistake(`${at}.endpoint`, "x", "the keys name, endpointId, serviceRegion", "write endpointId", entry);
  formMistake(`${at}.name`, "Acme", "1 to 24 lower-case letters", "rename it", entry);
  for (const value of ["vpce-0123456", "vpce-svc-0123456789abcdef0", "vpc-01234567", 7])
    formMistake(
      `${at}.endpointId`,
      value,
      "an id: vpce- and 17 (or 8) hexadecimal digits",
      "describe-vpc-endpoint-connections",
      entry,
    );
  formMistake(`${at}.serviceRegion`, "eu-wst-1", REGION, "write eu-west-1", entry);
});
