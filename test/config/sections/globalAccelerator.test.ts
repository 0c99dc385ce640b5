import { expect } from "chai";
import { validate } from "../../../config/validate";
import { complete, flag, formMistake, noMistake, wholeNumber } from "../../support/mistakes";
import { type Changes, changed } from "../../support/raw";

const A = "globalAccelerator";
const G = "regions.eu-west-1.accelerator";
const E = `${G}.endpoints[0]`;

const ACCELERATOR = "arn:aws:globalaccelerator::123456789012:accelerator/0a1b2c3d-0000-4000-8000-00000000000a";
const BALANCER = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/blue/0123456789abcdef";
const ATTACHMENT = "arn:aws:globalaccelerator::111122223333:attachment/0a1b2c3d-0000-4000-8000-00000000000a";

const endpoint = { given: { [`${G}.endpoints`]: [{ arn: BALANCER }] } };
const logs = (kind: string, more: object = {}) => ({ given: { [`${A}.flowLogs`]: { kind, ...more } } });

const noList = (at: string, each: string, notEmpty = false): void => {
  const allowed = notEmpty ? `a list, not empty, each ${each}` : `a list, each ${each}`;
  for (const value of ["a", { a: 1 }, null, ...(notEmpty ? [[]] : [])]) formMistake(at, value, allowed, "give a list");
};

describe("config: the form of globalAccelerator", () => {
  const KEYS =
    "ipAddressType, ownAddresses, clientAffinity, preserveClientIp, allowedClientsIpv6, endpointPort, crossZone, healthCheck, " +
    "flowLogs, published";
  for (const value of [["anycast"], "on", null, true])
    formMistake(A, value, `a mapping with the keys ${KEYS}`, "give a mapping");
  formMistake(
    `${A}.clientAfinity`,
    "none",
    "the keys of globalAccelerator, in docs/config.md#globalaccelerator",
    "write clientAffinity",
  );
  formMistake(`${A}.protocol`, "TCP", `the keys ${KEYS}`, "remove it");
  formMistake(`${A}.ipAddressType`, "dual", "one of ipv4, dualstack", "choose one of these words");
  formMistake(`${A}.ipAddressType`, "dualstck", "one of ipv4, dualstack", "write dualstack");
  formMistake(`${A}.ipAddressType`, "IPV4", "one of ipv4, dualstack", "write ipv4");
  formMistake(`${A}.clientAffinity`, "sourceIP", "one of none, sourceIp", "write sourceIp");
  formMistake(`${A}.clientAffinity`, false, "one of none, sourceIp", "write none");
  for (const key of ["preserveClientIp", "crossZone"]) flag(`${A}.${key}`);
  wholeNumber(`${A}.endpointPort`, 1, 65535, "port");
  const V6 = "an IPv6 range such as 2001:db8::/32, with no host bits set";
  noList(`${A}.allowedClientsIpv6`, V6, true);
  const dual = { given: { [`${A}.ipAddressType`]: "dualstack", "network.ipv6": true } };
  for (const value of ["2001:db8::/129", 7])
    formMistake(`${A}.allowedClientsIpv6[0]`, value, V6, "write the range as its first address", dual);
  formMistake(`${A}.allowedClientsIpv6[0]`, "203.0.113.0/24", V6, "one address is a /128", dual);
  formMistake(`${A}.allowedClientsIpv6[0]`, "2001:db8::1/32", V6, "write 2001:db8::/32", { ...dual });

  const ARN = "the ARN of an accelerator, as the output accelerator gives it";
  for (const value of [
    `${ACCELERATOR}/listener/0123abcd`,
    ACCELERATOR.replace("::", ":us-west-2:"),
    ACCELERATOR.replace("123456789012", "12345678901"),
    ACCELERATOR.slice(0, -1),
    "anycast",
    7,
  ])
    formMistake(`${A}.published`, value, ARN, "copy it from `pulumi stack output accelerator`");
  noMistake("an accelerator that is published", { [`${A}.published`]: ACCELERATOR });
});

describe("config: the form of addresses of one's own", () => {
  const ADDRESS = "a public IPv4 address";
  const AS = "write one address, without a prefix length";
  for (const value of ["203.0.113.7", { a: 1 }, null, ["203.0.113.7", "198.51.100.7", "192.0.2.7"]])
    formMistake(`${A}.ownAddresses`, value, `a list of up to two items, each ${ADDRESS}`, "one or two addresses");
  for (const value of ["203.0.113.7/32", "203.0.113", "203.0.113.256", "2001:db8::7", "", 7])
    formMistake(`${A}.ownAddresses[0]`, value, ADDRESS, AS);
  for (const value of ["10.0.0.7", "172.31.255.255", "192.168.0.1"])
    formMistake(`${A}.ownAddresses[0]`, value, ADDRESS, "give one outside 10.0.0.0/8");
  noMistake("one address", { [`${A}.ownAddresses`]: ["203.0.113.7"] });
  noMistake("two of two ranges", { [`${A}.ownAddresses`]: ["203.0.113.7", "198.51.100.7"] });
});

describe("config: the form of an accelerator's health checks and logs", () => {
  const H = `${A}.healthCheck`;
  formMistake(H, [], "a mapping with the keys intervalSeconds, threshold", "give a mapping");
  formMistake(`${H}.port`, 80, "the keys intervalSeconds, threshold", "remove it");
  for (const value of [20, 9, 31, "10", 10.5, null])
    formMistake(`${H}.intervalSeconds`, value, "10 or 30", "choose one of the two");
  wholeNumber(`${H}.threshold`, 1, 10, "checks");

  const L = `${A}.flowLogs`;
  const PREFIX = "a prefix of up to 255 characters that neither begins nor ends with a slash";
  formMistake(`${L}.kind`, "creatd", "one of none, created, existing", "write created");
  formMistake(`${L}.kind`, undefined, "one of none, created, existing", "add it", logs("none"));
  formMistake(`${L}.bucket`, "own-logs", "the keys kind", "remove it", logs("none"));
  formMistake(`${L}.bucket`, "own-logs", "the keys kind, prefix, retentionDays", "remove it", logs("created"));
  formMistake(
    `${L}.retentionDays`,
    9,
    "the keys kind, prefix, bucket",
    "remove it",
    logs("existing", { bucket: "own" }),
  );
  for (const value of ["/", "/a", "a/", "a//b", "", "a b", `${"a/".repeat(127)}ab`, 7])
    formMistake(`${L}.prefix`, value, PREFIX, "leave out the slashes at its ends", logs("created"));
  wholeNumber(`${L}.retentionDays`, 1, 3653, "days", logs("created").given);
  formMistake(
    `${L}.bucket`,
    "Own_Logs",
    "the name of a general purpose bucket",
    "write the name alone",
    logs("existing", { bucket: "own-logs" }),
  );
  formMistake(
    `${L}.bucket`,
    undefined,
    "the name of a general purpose bucket",
    "write the name alone",
    logs("existing"),
  );
  noMistake("logs under a long prefix", { [L]: { kind: "created", prefix: `${"a/".repeat(127)}a` } });
  noMistake("logs to a bucket that exists", { [L]: { kind: "existing", bucket: "own-logs", prefix: "a.b/c_d" } });
});

describe("config: the form of a region's endpoint group", () => {
  const KEYS = "dial, weight, endpoints";
  for (const value of [[], 100, null]) formMistake(G, value, `a mapping with the keys ${KEYS}`, "give a mapping");
  formMistake(`${G}.dail`, 50, `the keys ${KEYS}`, "write dial");
  formMistake(`${G}.region`, "eu-west-1", `the keys ${KEYS}`, "remove it");
  for (const value of [-0.5, 100.5, -1, 101])
    formMistake(`${G}.dial`, value, "a percentage from 0 to 100", "write the number of percent alone");
  formMistake(`${G}.dial`, null, "a percentage from 0 to 100", "give a value behind the colon, or remove the key");
  for (const dial of [0, 0.5, 100]) noMistake(`a dial of ${dial}`, { [`${G}.dial`]: dial });
  wholeNumber(`${G}.weight`, 0, 255, "parts");
});

describe("config: the form of an endpoint", () => {
  const KEYS = "arn, weight, preserveClientIp, attachmentArn";
  formMistake(`${G}.endpoints`, { blue: BALANCER }, "a list, each a mapping with the keys arn, weight", "give a list");
  for (const value of [BALANCER, null]) formMistake(E, value, `a mapping with the keys ${KEYS}`, "give a mapping");
  formMistake(`${E}.wieght`, 1, `the keys ${KEYS}`, "write weight", endpoint);
  for (const value of [
    BALANCER.replace("/net/", "/app/"),
    BALANCER.replace("loadbalancer/net", "targetgroup"),
    BALANCER.replace("111122223333", "11112222333"),
    BALANCER.slice(0, -1),
    BALANCER.replace("blue", "b".repeat(33)),
    "blue",
    undefined,
  ])
    formMistake(`${E}.arn`, value, "an ARN that begins with arn:aws:elasticloadbalancing:", "", endpoint);
  wholeNumber(`${E}.weight`, 0, 255, "parts", endpoint.given);
  formMistake(`${E}.preserveClientIp`, "yes", "true or false", "without quotes", endpoint);
  for (const value of [ACCELERATOR, ATTACHMENT.slice(0, -1), ATTACHMENT.replace("::", ":us-west-2:"), 7])
    formMistake(
      `${E}.attachmentArn`,
      value,
      "the ARN of a cross-account attachment",
      "ask its owner for the attachment's ARN",
      endpoint,
    );
  noMistake("an endpoint of another account, of which everything is said", {
    [`${G}.endpoints`]: [{ arn: BALANCER, weight: 0, preserveClientIp: false, attachmentArn: ATTACHMENT }],
  });
});

describe("config: the defaults of globalAccelerator", () => {
  const parsed = (changes: Changes): object => {
    const { config, mistakes } = validate(changed(complete(), changes)) as { config: object; mistakes?: unknown };
    expect(mistakes).to.equal(undefined);
    return config;
  };
  const DEFAULTS = {
    ipAddressType: "ipv4",
    ownAddresses: [],
    clientAffinity: "none",
    preserveClientIp: true,
    crossZone: false,
    healthCheck: { intervalSeconds: 30, threshold: 3 },
    flowLogs: { kind: "none" },
  };

  it("are those of an empty section, every one; without the section there is none", () => {
    expect(parsed({ [A]: {} })).to.have.deep.property(A, DEFAULTS);
    expect(parsed({})).not.to.have.property(A);
  });

  it("of an empty healthCheck are those of none", () => {
    expect(parsed({ [A]: { healthCheck: {} } })).to.have.deep.property(A, DEFAULTS);
  });

  it("of flow logs are a prefix, and days in a bucket made here", () => {
    expect(parsed({ [`${A}.flowLogs`]: { kind: "created" } })).to.have.deep.nested.property(`${A}.flowLogs`, {
      kind: "created",
      prefix: "flow-logs",
      retentionDays: 90,
    });
    const existing = { kind: "existing", bucket: "own-logs" };
    expect(parsed({ [`${A}.flowLogs`]: existing })).to.have.deep.nested.property(`${A}.flowLogs`, {
      ...existing,
      prefix: "flow-logs",
    });
  });

  it("of an endpoint are half of all the weight there is, and what the accelerator says of clients", () => {
    expect(parsed({ [`${G}.endpoints`]: [{ arn: BALANCER }] })).to.have.deep.nested.property(G, {
      weight: 128,
      endpoints: [{ arn: BALANCER, weight: 128 }],
    });
  });
});
