import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { expect } from "chai";
import fc from "fast-check";
import { parse } from "yaml";
import { answerOfPlace } from "../../../cli/new/places";
import { serviceConfig } from "../../../cli/new/serviceConfig";
import { newStackText } from "../../../cli/new/stackText";
import { type NewStack, parseNewStack } from "../../../config/newStack";
import { SERVICE_SECTIONS, serviceStackSchema } from "../../../config/schema";
import { validate } from "../../../config/validate";
import type { Option } from "../../../plan/options";
import { optionSets } from "../../../plan/optionSets";
import { runs } from "../../support/full";
import { editorAccepts, stackFile } from "../../support/mistakes";
import { ROOT } from "../../support/recording";

type Raw = Record<string, unknown>;

const certificate = (region: string) =>
  `arn:aws:acm:${region}:111122223333:certificate/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9`;

const VPC = {
  id: "vpc-0a1b2c3d4e5f60718",
  cidr: "10.64.0.0/16",
  front: { a: "subnet-0a00000000000000a", b: "subnet-0a00000000000000b", c: "subnet-0a00000000000000c" },
  app: { a: "subnet-0b00000000000000a", b: "subnet-0b00000000000000b", c: "subnet-0b00000000000000c" },
};

const stackOf = (raw: Raw): NewStack => {
  const { stack, mistakes } = { stack: undefined, mistakes: undefined, ...parseNewStack(raw) };
  expect(mistakes).to.equal(undefined);
  return stack as NewStack;
};

const configOf = (raw: Raw, options: readonly Option[] = ["nlb"]) => serviceConfig(stackOf(raw), options, "usual");

/** What every stack in dev says beside its options. */
const DEV = { network: { flowLogs: { retentionDays: 7 } }, tags: { Environment: "dev" } };
const REGION = { "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16", nat: "single" } };

/** Sections of the stack file that do not come from one answer as a whole: from several, or from none. */
const OF_NO_ONE_ANSWER = [
  ...["kind", "service", "weights", "instances", "ecs", "networkFirewall", "monitoring", "network", "guard"],
  ...["overrides", "tags", "traffic", "iam", "quotas", "protect", "production"],
];

describe("the stack file of answers", () => {
  it("has the answer to each of its sections, for who made a mistake in it: cli/new/places.ts", () => {
    const unanswered = Object.keys(SERVICE_SECTIONS).filter((name) => answerOfPlace([name]) === undefined);
    expect(unanswered).to.have.members(OF_NO_ONE_ANSWER);
  });

  const rows: [what: string, raw: Raw, options: readonly Option[], config: Raw][] = [
    [
      "nothing but a port",
      { port: 7000 },
      ["nlb"],
      { options: ["nlb"], service: { port: 7000 }, regions: REGION, ...DEV },
    ],
    [
      "what holds anyway, said again",
      {
        port: 5000,
        targetPort: 5000,
        allowedClients: ["0.0.0.0/0"],
        instanceTypes: ["t3.small"],
        zones: 2,
        traffic: "small",
        tls: false,
        protect: false,
        alsoListens: [{ name: "more", port: 5001, targetPort: 5001, tls: false }],
      },
      ["nlb"],
      {
        options: ["nlb"],
        service: { port: 5000, alsoListens: [{ name: "more", port: 5001 }] },
        regions: REGION,
        ...DEV,
      },
    ],
    [
      "TLS on all ports but one, which leads elsewhere",
      {
        tls: true,
        certificates: [certificate("eu-west-1")],
        targetPort: 5001,
        alsoListens: [
          { name: "application", port: 9583 },
          { name: "plain", port: 9584, targetPort: 8080, tls: false },
        ],
      },
      ["nlb"],
      {
        options: ["nlb"],
        service: {
          port: 5000,
          targetPort: 5001,
          alsoListens: [
            { name: "application", port: 9583, tls: {} },
            { name: "plain", port: 9584, targetPort: 8080 },
          ],
          tls: {},
        },
        regions: { "eu-west-1": { ...REGION["eu-west-1"], certificates: [certificate("eu-west-1")] } },
        ...DEV,
      },
    ],
    [
      "zones by letter, of which the first has the one NAT gateway, and a pool",
      { zoneLetters: { "eu-west-1": ["c", "b"] }, addressPools: { "eu-west-1": "ipam-pool-0a1b2c3d4e5f60718" } },
      ["nlb"],
      {
        options: ["nlb"],
        service: { port: 5000 },
        regions: {
          "eu-west-1": {
            zones: ["c", "b"],
            cidr: "10.20.0.0/16",
            nat: "single",
            natZone: "b",
            addressPool: { kind: "ipam", id: "ipam-pool-0a1b2c3d4e5f60718" },
          },
        },
        ...DEV,
      },
    ],
    [
      "own addresses out of two zones, each with a NAT gateway",
      {
        egressAddresses: { "eu-west-1": { a: "eipalloc-0a1b2c3d4e5f60718", b: "eipalloc-0a1b2c3d4e5f60719" } },
        addressPools: { "eu-west-1": "ipv4pool-ec2-0a1b2c3d4e5f60718" },
      },
      ["nlb"],
      {
        options: ["nlb"],
        service: { port: 5000 },
        regions: {
          "eu-west-1": {
            zones: ["a", "b"],
            cidr: "10.20.0.0/16",
            egressAddresses: { a: "eipalloc-0a1b2c3d4e5f60718", b: "eipalloc-0a1b2c3d4e5f60719" },
            addressPool: { kind: "byoip", id: "ipv4pool-ec2-0a1b2c3d4e5f60718" },
          },
        },
        ...DEV,
      },
    ],
    [
      "production in a VPC that exists, by a script, with who hears of what and a budget",
      {
        environment: "prod",
        existingVpcs: { "eu-west-1": VPC },
        userData: "#!/bin/sh\n",
        instanceTypes: ["m7g.medium"],
        pageEmails: ["pager@example.com"],
        ticketEmails: ["team@example.com"],
        budgetUsd: 400,
        account: "012345678901",
      },
      ["nlb"],
      {
        options: ["nlb"],
        service: { port: 5000 },
        regions: {
          "eu-west-1": {
            zones: ["a", "b", "c"],
            cidr: VPC.cidr,
            nat: "existing",
            vpc: { id: VPC.id, front: VPC.front, app: VPC.app },
          },
        },
        instances: { types: ["m7g.medium"], workload: { kind: "userData", userData: "#!/bin/sh\n" } },
        monitoring: { notify: { page: { emails: ["pager@example.com"] }, ticket: { emails: ["team@example.com"] } } },
        guard: { budget: { monthlyUsd: 400, emails: ["team@example.com"] } },
        tags: { Environment: "prod" },
        account: "012345678901",
        protect: true,
        production: true,
      },
    ],
    [
      "tasks on hosts of a type, and a budget that nobody would hear of",
      {
        containers: "ec2",
        image: "public.ecr.aws/docker/library/nginx:1.29",
        instanceTypes: ["t3.medium"],
        budgetUsd: 99,
      },
      ["ecs"],
      {
        options: ["ecs"],
        service: { port: 5000 },
        regions: REGION,
        ecs: { image: "public.ecr.aws/docker/library/nginx:1.29", hosts: { type: "t3.medium" } },
        ...DEV,
      },
    ],
  ];
  for (const [what, raw, options, config] of rows)
    it(`says of ${what} only what differs from the defaults`, () => {
      const made = configOf(raw, options);
      expect(made).to.deep.equal(config);
      expect(validate(made).mistakes).to.equal(undefined);
    });

  it("keeps a script whole, by lines", () => {
    const userData = "#!/bin/sh\nset -e # stop\n\n  exec ./serve --port 5000\n";
    const text = newStackText("mine", configOf({ userData }), { steps: [] }, []);
    const { config } = parse(text) as { config: Raw };
    expect(config["ha-tcp:instances"]).to.deep.equal({ workload: { kind: "userData", userData } });
    expect(text).to.include("userData: |\n");
  });

  it("has comments above what has consequences, once for all regions, and says what it takes", () => {
    const raw = {
      tls: true,
      regions: ["eu-west-1", "us-east-1"],
      allowedClients: ["198.51.100.0/24"],
      existingVpcs: { "eu-west-1": VPC },
    };
    const text = newStackText("mine", configOf(raw), { usdPerMonth: 99.6, steps: ["ask for a higher quota"] }, [
      "a note",
    ]);
    expect(text.split("\n").slice(0, 7)).to.deep.equal([
      "# yaml-language-server: $schema=./config/stack.schema.json",
      "# By npm run new: only what differs from the defaults. docs/config.md has all that can be said.",
      "# About 100 USD a month at list prices when this was written: npm run cost says it of today.",
      "# a note",
      "# What it takes until it serves:",
      `# - write ha-tcp:account: "123456789012", with your account's id, so that credentials of another account are refused`,
      "# - ask for a higher quota",
    ]);
    const commented = [...text.matchAll(/^ *# (.*)\n *([\w:-]+):/gm)].map(([, comment = "", key]) => [
      key,
      comment.slice(0, 30),
    ]);
    expect(commented.slice(1)).to.deep.equal([
      ["ha-tcp:options", "The architecture. Others keep "],
      ["allowedClients", "Nobody else connects. Ask each"],
      ["tls", "TLS ends at the load balancer;"],
      ["zones", "A zone more comes in place; a "],
      ["vpc", "Its owner's routes, network AC"],
      ["cidr", "Another range later replaces t"],
      ["nat", "For all zones: cheaper than pe"],
    ]);
    expect(text)
      .to.include("npm run plan -- mine --to OPTIONS")
      .and.to.include("    us-east-1:\n      zones: [a, b, c]\n      # Another");
  });
});

describe("property: the file of a new stack", () => {
  const answers = fc.record(
    {
      environment: fc.constantFrom("dev", "prod"),
      port: fc.constantFrom(443, 5000, 8583),
      targetPort: fc.constantFrom(5000, 8443),
      alsoListens: fc.constantFrom(
        [],
        [{ name: "application", port: 9583 }],
        [{ name: "plain", port: 9583, targetPort: 9583, tls: false }],
      ),
      regions: fc.constantFrom(["eu-west-1"], ["us-east-1", "eu-west-1"]),
      zones: fc.constantFrom(2, 3),
      tls: fc.boolean(),
      allowedClients: fc.constantFrom(["0.0.0.0/0"], ["198.51.100.0/24", "203.0.113.16/28"]),
      allowList: fc.constant({ elasticIps: { "eu-west-1": { b: "eipalloc-0a1b2c3d4e5f60718" } } }),
      existingVpcs: fc.constant({ "eu-west-1": VPC }),
      addressPools: fc.constant({ "eu-west-1": "ipv4pool-ec2-0a1b2c3d4e5f60718" }),
      instanceTypes: fc.constantFrom(["t3.small"], ["m7g.medium", "m6g.medium"]),
      userData: fc.constantFrom("#!/bin/sh\nexec ./serve\n"),
      pageEmails: fc.constant(["pager@example.com"]),
      ticketEmails: fc.constant(["team@example.com"]),
      account: fc.constant("012345678901"),
      protect: fc.boolean(),
      budgetUsd: fc.constantFrom(100, 5000.5),
      hostname: fc.constant("tcp.example.com"),
      traffic: fc.constantFrom("small", "large"),
      privateConsumers: fc.constant([{ account: "111122223333", clients: ["10.60.0.0/23"] }]),
    },
    { requiredKeys: ["regions"] },
  );
  const allowed = optionSets().filter(({ conflict }) => !conflict);

  it("is taken by the program and the editor, is in the schema's order, and has no key that could be left out", () => {
    fc.assert(
      fc.property(answers, fc.constantFrom(...allowed), (said, { options }) => {
        const raw = {
          ...said,
          ...(said.hostname && { dnsZone: "example.com" }),
          ...(said.tls && { certificates: said.regions.map(certificate) }),
        };
        const config = configOf(raw, options);
        // What options and answers exclude of each other, the program says.
        fc.pre(validate(config).mistakes === undefined);
        const written = parse(newStackText("mine", config, { steps: [] }, [])) as object;
        expect(written).to.deep.equal(stackFile(config));
        expect(editorAccepts(written)).to.equal(true);
        const order = Object.keys(SERVICE_SECTIONS);
        expect(Object.keys(config)).to.deep.equal(order.filter((key) => key in config));
        expect(removable(config)).to.deep.equal([]);
      }),
      runs(5),
    );
  });

  /** Places that mean nothing more than what holds without them. */
  function removable(config: Raw): string[] {
    const meant = serviceStackSchema.parse(config);
    const isEnough = (other: Raw): boolean => {
      const { success, data } = serviceStackSchema.safeParse(other);
      return success && isDeepStrictEqual(data, meant);
    };
    return placesOf(config)
      .filter((place) => isEnough(without(config, place)))
      .map((place) => place.join("."));
  }

  const isMapping = (value: unknown): value is Raw =>
    value !== null && typeof value === "object" && !Array.isArray(value);

  const placesOf = (mapping: Raw): string[][] =>
    Object.entries(mapping).flatMap(([key, value]) => [
      [key],
      ...(isMapping(value) ? placesOf(value).map((place) => [key, ...place]) : []),
    ]);

  const without = (mapping: Raw, [key = "", ...rest]: readonly string[]): Raw => {
    const { [key]: value, ...others } = mapping;
    return rest.length === 0 ? others : { ...others, [key]: without(value as Raw, rest) };
  };
});

describe("docs/new.md", () => {
  it("has a need that becomes a stack file by the plain option", () => {
    const page = readFileSync(join(ROOT, "docs", "new.md"), "utf8");
    const [, block = ""] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
    const config = configOf(parse(block) as Raw);
    expect(validate(config).mistakes).to.equal(undefined);
    expect(Object.keys(config)).to.include.members(["monitoring", "guard", "published", "account"]);
  });
});
