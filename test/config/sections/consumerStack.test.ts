import { expect } from "chai";
import fc from "fast-check";
import { formatMistakes, formatPath } from "../../../config/mistakes";
import { stackKindOf, validate, validateConsumer } from "../../../config/validate";
import { type Expected, editorAccepts, fixTold, stackFile } from "../../support/mistakes";
import { consumerStack } from "../../support/privateLinkSections";
import { type Changes, type RawConfig, changed } from "../../support/raw";

const NAME = "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0";
const SERVICE = { kind: "service", name: NAME, zoneIds: ["euw1-az1", "euw1-az2"], port: 5000 };
const REGION = "the name of an AWS region, such as eu-west-1";

/** Says something in every section. */
const complete = () => ({
  kind: "consumer",
  provider: { kind: "stack", stack: "organization/ha-tcp/prod" },
  consumer: {
    name: "acme",
    region: "eu-west-1",
    vpc: { kind: "created", cidr: "10.1.0.0/16", zones: ["a", "b", "c"] },
  },
  tags: { Team: "acme" },
});

const rawWith = (changes: Changes) => changed(complete() as unknown as RawConfig, changes);
const named = (changes: Changes = {}): Changes => ({ provider: SERVICE, ...changes });

const mistakesOf = (raw: Record<string, unknown>, secretKeys: string[] = []) =>
  validateConsumer(raw, secretKeys).mistakes ?? [];

const placesIn = (raw: Record<string, unknown>) =>
  mistakesOf(raw).map(({ path }) => formatPath("ha-tcp", path).slice("ha-tcp:".length));

/** `inEditor`: whether the editor's schema refuses it too. */
function mistake(title: string, changes: Changes, inEditor: boolean, ...expected: readonly Expected[]): void {
  it(title, () => {
    const raw = rawWith(changes);
    const found = mistakesOf(raw);
    expect(placesIn(raw)).to.deep.equal(expected.map(([at]) => at));
    for (const [index, [, value, allowed, fix]] of expected.entries()) {
      expect(found[index]?.value).to.deep.equal(value);
      expect(found[index]?.allowed).to.include(allowed);
      expect(found[index]?.fix).to.include(fix);
    }
    expect(editorAccepts(stackFile(raw))).to.equal(!inEditor);
  });
}

const form = (at: string, value: unknown, allowed: string, fix: string, given: Changes = {}): void => {
  const told = fixTold(mistakesOf(rawWith({ ...given, [at]: value })), value, fix);
  mistake(`${at}: ${JSON.stringify(value) || "missing"}`, { ...given, [at]: value }, true, [
    at,
    value,
    allowed,
    told.fix,
  ]);
};

const rule = (title: string, changes: Changes, ...expected: readonly Expected[]): void => {
  mistake(title, changes, false, ...expected);
};

const noMistake = (title: string, changes: Changes): void => {
  mistake(`accepts ${title}`, changes, false);
};

describe("config: the kind of a stack", () => {
  const kinds: [raw: Record<string, unknown>, kind: string][] = [
    [{}, "service"],
    [{ consumer: {}, provider: {} }, "service"],
    [{ kind: "service", consumer: {} }, "service"],
    [{ kind: "consumer" }, "consumer"],
    [{ kind: "consumer", options: ["nlb"] }, "consumer"],
    [{ kind: "consmer" }, "consumer"],
    [{ kind: "Service", consumer: {} }, "service"],
    [{ kind: "accelerator" }, "service"],
    [{ kind: "accelerator", consumer: {} }, "consumer"],
    [{ kind: 7, provider: {} }, "consumer"],
    [{ kind: null }, "service"],
  ];
  for (const [raw, kind] of kinds)
    it(`of ${JSON.stringify(raw)} is ${kind}`, () => {
      expect(stackKindOf(raw)).to.equal(kind);
    });

  const service = {
    options: ["nlb"],
    service: { port: 1 },
    regions: { "eu-west-1": { zones: ["a", "b"], cidr: "10.0.0.0/16" } },
  };
  for (const [kind, fix] of [
    ["servce", "write service"],
    ["consmer", "write consumer"],
    ["queue", "choose one of these kinds"],
    [7, "choose one of these kinds"],
  ] as const) {
    const expected = [{ path: ["kind"], value: kind, allowed: "one of service, consumer", fix }];
    it(`${kind} is one mistake in the file of a service, and in that of a consumer`, () => {
      expect(validate({ kind, ...service }).mistakes).to.deep.equal(expected);
      expect(mistakesOf({ ...complete(), kind })).to.deep.equal(expected);
      for (const file of [
        { ...service, kind },
        { ...complete(), kind },
      ])
        expect(editorAccepts(stackFile(file))).to.equal(false);
    });
  }

  it("service may be said", () => {
    expect(validate({ kind: "service", ...service }).mistakes).to.equal(undefined);
    expect(editorAccepts(stackFile({ kind: "service", ...service }))).to.equal(true);
  });

  it("is not that of the file: what it holds belongs to the other", () => {
    const { mistakes = [] } = validate({ ...service, consumer: complete().consumer });
    expect(mistakes.map(({ path, fix }) => [path, fix])).to.deep.equal([
      [["consumer"], "remove it, or set kind: consumer: it belongs to the stack of a consumer"],
    ]);
    expect(editorAccepts(stackFile({ ...service, consumer: complete().consumer }))).to.equal(false);
  });
});

describe("config: the form of a consumer's stack", () => {
  const KEYS = "the keys kind, provider, consumer, flowLogs, overrides, tags, traffic, account, iam";
  const PAGE = "the keys of a consumer's stack file, in docs/config.md#the-stack-of-a-consumer";
  for (const [key, value] of Object.entries({ regions: {}, options: ["nlb"], protect: true, privateLink: {} }))
    form(key, value, PAGE, "remove it, or set kind: service: it belongs to the stack of a service");
  form("consumers", [], PAGE, "write consumer");
  form("Tags", {}, PAGE, "write tags");
  form("queue", {}, KEYS, "remove it");
  form("provider", undefined, "a mapping with kind: stack or service", "add it");
  form("consumer", undefined, "a mapping with the keys name, region, serviceRegion, vpc", "add it");
  form("consumer.region", "eu-wst-1", REGION, "write eu-west-1");
  form("consumer.vpc.cidr", undefined, "a private IPv4 range", "choose a range");
  form("flowLogs.retentionDays", 8, "one of 1, 3, 5, 7", "choose one of the periods");
  form("flowLogs.retentionDay", 7, "the keys of flowLogs, in docs/config.md#flowlogs", "write retentionDays");
  form("tags.Team", 7, "up to 256 letters", "quote it");

  it("needs each of its own sections alone", () => {
    expect(placesIn({ kind: "consumer" })).to.deep.equal(["provider", "consumer"]);
    expect(placesIn(rawWith({ tags: undefined }))).to.deep.equal([]);
  });

  it("can have nothing that is encrypted", () => {
    expect(mistakesOf(complete(), ["tags"]).map(({ path, fix }) => [path, fix])).to.deep.equal([
      [["tags"], "set it again without --secret; nothing of a consumer's stack can be encrypted"],
    ]);
  });
});

describe("config: the form of a consumer's provider", () => {
  form("provider.kind", "stak", "one of stack, service", "write stack");
  const STACK = "the name of a stack, such as prod or organization/ha-tcp/prod";
  for (const stack of [
    "",
    "a/b",
    "a/b/c/d",
    "a b",
    "/ha-tcp/prod",
    "organization//prod",
    `a${"b".repeat(100)}`,
    7,
    undefined,
  ])
    form("provider.stack", stack, STACK, "copy the name from `pulumi stack ls --all`");
  for (const stack of ["prod", "organization/ha-tcp/prod", "acme/ha-tcp/prod.eu_1-a"])
    noMistake(`the stack ${stack}`, { "provider.stack": stack });
  form("provider.name", NAME, "the keys kind, stack", "remove it");

  const malformed = [
    "vpce-svc-0123456789abcdef0",
    NAME.replace("com.", "cn.com."),
    NAME.slice(0, -1),
    `${NAME}0`,
    NAME.replace("abcdef", "ABCDEF"),
    NAME.replace("vpce-svc", "s3"),
    "com.amazonaws.eu-west-1.s3",
    7,
    undefined,
  ];
  for (const name of malformed)
    form("provider.name", name, "a name such as com.amazonaws.vpce.eu-west-1.vpce-svc-", "ask the provider", named());
  for (const id of ["eu-west-1a", "a", "euw1", "euw1-az", "euw1-a1", "EUW1-az1", "use1-bos1-az1", 1])
    form("provider.zoneIds[0]", id, "the id of a zone, such as euw1-az1", "give the id, not the name", named());
  form("provider.zoneIds", [], "a list, not empty, each the id of a zone", "give a list", named());
  form("provider.zoneIds", undefined, "a list, not empty, each the id of a zone", "add it", named());
  form("provider.port", 0, "a whole number from 1 to 65535", "write the number of a TCP port", named());
  form("provider.hostname", "TCP.example.com", "a domain name in lower case", "write labels", named());
  form("provider.privateDnsName", "x", "a domain name in lower case", "write labels", named());
  form("provider.ipAddressType", "ipv6", "one of ipv4, dualstack", "write ipv4", named());
  form("provider.stack", "prod", "the keys kind, name, zoneIds, port", "remove it", named());
});

describe("config: the rules of a consumer's stack", () => {
  noMistake("a service by its name", named());
  noMistake("a service of another region, which the name says", named({ "consumer.region": "us-east-1" }));
  rule("a region that is none", named({ "provider.name": NAME.replace("eu-west-1", "eu-west-9") }), [
    "provider.name",
    NAME.replace("eu-west-1", "eu-west-9"),
    "a service of a region that this program knows",
    "there is no eu-west-9: correct the name",
  ]);
  rule("another region than that of the name", named({ "consumer.serviceRegion": "eu-west-2" }), [
    "consumer.serviceRegion",
    "eu-west-2",
    "eu-west-1, which provider.name says",
    "remove it",
  ]);
  noMistake("the region of the name, said again", named({ "consumer.serviceRegion": "eu-west-1" }));
  noMistake("a region of the service of a stack", { "consumer.serviceRegion": "eu-west-2" });
  rule("a zone twice", named({ "provider.zoneIds": ["euw1-az1", "euw1-az1"] }), [
    "provider.zoneIds[1]",
    "euw1-az1",
    "each zone once",
    "remove the repetition",
  ]);
  rule("a zone of another region", named({ "provider.zoneIds": ["euw1-az1", "euw2-az2"] }), [
    "provider.zoneIds[1]",
    "euw2-az2",
    "ids of zones of eu-west-1, which begin with euw1-az",
    "give the zones of the service",
  ]);
  mistake("a size that no VPC of a consumer has", { "consumer.vpc.cidr": "10.1.0.0/25" }, true, [
    "consumer.vpc.cidr",
    "10.1.0.0/25",
    "a range from /16 to /24",
    "choose a larger range",
  ]);
  mistake("no zones", { "consumer.vpc.zones": undefined }, true, [
    "consumer.vpc.zones",
    undefined,
    "the zones of the VPC, of those of eu-west-1: a, b, c",
    "name them, those of the service among them",
  ]);
  rule("a zone that the region does not have", { "consumer.vpc.zones": ["a", "e"] }, [
    "consumer.vpc.zones[1]",
    "e",
    "a zone of eu-west-1: a, b, c",
    "choose one of these letters",
  ]);
  rule("the service's own name, where it has none", named({ "consumer.privateDns": "service" }), [
    "consumer.privateDns",
    "service",
    "as the service has no private DNS name",
    "set provider.privateDnsName, or remove it",
  ]);
  rule("a zone for a hostname that is not told", named({ "consumer.privateDns": "hostedZone" }), [
    "consumer.privateDns",
    "hostedZone",
    "as the service has no hostname",
    "set provider.hostname, or remove it",
  ]);
  noMistake("names that the stack of the service may have", { "consumer.privateDns": "service" });
  rule(
    "two addresses where the service has one",
    {
      ...named({ "consumer.ipAddressType": "dualstack" }),
      "consumer.vpc": { kind: "existing", id: "vpc-01234567", cidr: "10.1.0.0/16", subnets: { a: "subnet-01234567" } },
    },
    [
      "consumer.ipAddressType",
      "dualstack",
      "ipv4, as the service has no other addresses",
      "set provider.ipAddressType: dualstack",
    ],
  );
  rule(
    "two addresses, by one of which nobody is let in",
    {
      "consumer.ipAddressType": "dualstack",
      "consumer.vpc": { kind: "existing", id: "vpc-01234567", cidr: "10.1.0.0/16", subnets: { a: "subnet-01234567" } },
    },
    ["consumer.allowedClients", undefined, "a range of IPv6 among others", "add the IPv6 range of the VPC"],
  );
  rule("two addresses in a VPC made here", { "consumer.ipAddressType": "dualstack" }, [
    "consumer.ipAddressType",
    "dualstack",
    "ipv4 in a VPC made here",
    "remove it",
  ]);
  rule("a tag that the program sets", { "tags.name": "x" }, ["tags.name", "x", "keys other than Name", "rename"]);

  it("are applied to what is left of a malformed file, and say nothing of what is not", () => {
    const raw = { ...rawWith(named({ "consumer.region": "eu-wst-1", "consumer.vpc.zones": ["e"] })), protect: true };
    expect(placesIn({ ...raw, tags: { name: "x" } })).to.deep.equal(["consumer.region", "tags.name", "protect"]);
    const nameless = rawWith(named({ "provider.name": "x", "provider.zoneIds": ["use1-az1"], "tags.name": "x" }));
    expect(placesIn(nameless)).to.deep.equal(["provider.name", "tags.name"]);
  });
});

/** Every place in a value, from the root's keys inwards. */
const pathsIn = (value: unknown, prefix = ""): string[] =>
  value === null || typeof value !== "object"
    ? []
    : Object.entries(value).flatMap(([key, each]) => {
        const path = Array.isArray(value) ? `${prefix}[${key}]` : `${prefix}${prefix && "."}${key}`;
        return [path, ...pathsIn(each, path)];
      });

describe("config: any good stack of a consumer", () => {
  it("that is broken by any value anywhere is a config or mistakes with all their words, for editors as for the program", () => {
    const damage = consumerStack.chain((raw) =>
      fc.record({
        raw: fc.constant(raw),
        at: fc.constantFrom(...pathsIn(raw).filter((path) => path !== "kind")),
        value: fc.jsonValue({ maxDepth: 2 }),
      }),
    );
    fc.assert(
      fc.property(damage, ({ raw, at, value }) => {
        const broken = changed(raw as unknown as RawConfig, { [at]: value });
        const mistakes = mistakesOf(broken);
        expect(formatMistakes("ha-tcp", "test", mistakes)).not.to.match(/undefined|\[object|^ {4}(allowed|fix) *$/m);
        // What an editor underlines is a mistake; rules over several fields are the program's alone.
        if (!editorAccepts(stackFile(broken))) expect(mistakes).not.to.deep.equal([]);
      }),
    );
  });

  it("has no mistake, for the program and for editors", () => {
    fc.assert(
      fc.property(consumerStack, (raw) => {
        expect(mistakesOf(raw)).to.deep.equal([]);
        editorAccepts(stackFile(raw));
        expect(editorAccepts.errors ?? []).to.deep.equal([]);
      }),
    );
  });
});
