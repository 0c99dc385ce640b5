import { join } from "node:path";
import { expect } from "chai";
import { DURATIONS, type Duration } from "../../../../analysis/switch/comparison/durations";
import type { Interruption } from "../../../../analysis/switch/comparison/interruption";
import { interruptions } from "../../../../analysis/switch/interruptions";
import { type Switch, switchOf } from "../../../../analysis/switch/switch";
import { planStack } from "../../../../cli/plan/plan";
import { renderPlan } from "../../../../cli/plan/renderPlan";
import { compare } from "../../../../graph/compare";
import { PROVIDER_EFFECTS } from "../../../../graph/providerEffects";
import { BASE, ROOT, type Raw, recordConfig } from "../../../support/recording";

const IRELAND = { zones: ["a", "b"], cidr: "10.20.0.0/16", nat: "single" };
const CERTIFICATE = "arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-4e5f-6071-8293-000000000001";

const secured = (settings: Raw = {}, tls: Raw = {}, rest: Raw = {}): Raw => ({
  ...BASE,
  service: { port: 5000, tls, ...settings },
  regions: { "eu-west-1": { ...IRELAND, certificates: [CERTIFICATE] } },
  ...rest,
});

const policy = (name: string): Raw => secured({}, { securityPolicy: `ELBSecurityPolicy-${name}` });

const expected = ({ severity, rule, who, what, duration, source, lasting, resources }: Interruption) => [
  severity,
  rule,
  who,
  what,
  { text: duration, source },
  lasting,
  resources.join(" "),
];

type Expected = [Interruption["severity"], string, string, string, Duration, boolean, string];

/** Of those that do not speak the protocol of after. */
const protocol = (loadBalancer: string, toTls: boolean): Expected => [
  "outage",
  "protocol",
  `clients of ${loadBalancer} that ${toTls ? "do not speak TLS with it" : "speak TLS with it"}`,
  toTls
    ? "TLS ends at the load balancer from now on: connections that do not begin with it fail, and targets get what is inside"
    : "the load balancer hands everything on: they get through where the targets speak TLS themselves",
  DURATIONS.forGood,
  true,
  `${loadBalancer}-listener`,
];

async function found(from: Raw, to: Raw) {
  const [before, after] = await Promise.all([recordConfig(from), recordConfig(to)]);
  return interruptions(before, after, compare(before, after, PROVIDER_EFFECTS)).map(expected);
}

async function switched(from: Raw, to: Raw): Promise<Switch> {
  const [before, after] = await Promise.all([recordConfig(from), recordConfig(to)]);
  return switchOf(before, after, compare(before, after, PROVIDER_EFFECTS));
}

describe("analysis/switch/rules/tls: a listener's protocol", () => {
  it("to TLS: whoever does not speak it is out for good, and nobody else", async () => {
    expect(await found(BASE, secured())).to.deep.equal([protocol("front-eu-west-1", true)]);
    const { verdict, refusals } = await switched(BASE, secured());
    expect([verdict, refusals]).to.deep.equal(["outage", []]);
  });

  it("from TLS: whoever speaks it is out", async () => {
    expect(await found(secured(), BASE)).to.deep.equal([protocol("front-eu-west-1", false)]);
  });

  it("is told of every door", async () => {
    const both: Raw = {
      options: ["nlb", "privateLink"],
      privateLink: { allowedPrincipals: ["arn:aws:iam::111122223333:root"], allowedClients: ["10.70.0.0/16"] },
    };
    expect(await found({ ...BASE, ...both }, secured({}, {}, both))).to.deep.equal([
      protocol("front-eu-west-1", true),
      protocol("link-eu-west-1", true),
    ]);
  });

  it("from TLS: is refused with the way round it, as AWS refuses what the provider asks for", async () => {
    const { verdict, interruption, refusals } = await switched(secured(), BASE);
    expect([verdict, interruption]).to.deep.equal(["refused", "outage"]);
    expect(refusals).to.deep.equal([
      "front-eu-west-1-listener would go from TLS to TCP, with its old security policy, which AWS refuses: change it by hand first (aws " +
        "elbv2 modify-listener --listener-arn ARN --protocol TCP), then update with pulumi up --refresh",
    ]);
  });

  it("from TLS: is not refused where the listener is made anew, with its load balancer", async () => {
    const wider = { ...IRELAND, zones: ["a", "b", "c"], certificates: [CERTIFICATE] };
    const { interruptions: all, refusals } = await switched(secured({}, {}, { regions: { "eu-west-1": wider } }), BASE);
    expect(all.map(({ rule }) => rule)).to.include.members(["load-balancer", "protocol"]);
    expect(refusals.filter((each) => each.includes("TLS"))).to.deep.equal([]);
  });

  it("of a front door that goes, or stays as it is, is not told", async () => {
    const parked: Raw = { options: ["privateLink"] };
    const link = { allowedPrincipals: ["arn:aws:iam::111122223333:root"], allowedClients: ["10.70.0.0/16"] };
    const rules = (all: unknown[][]) => all.map(([, rule]) => rule);
    const gone = await found(secured(), { ...BASE, ...parked, privateLink: link });
    expect(rules(gone)).not.to.include("protocol");
    const { refusals } = await switched(secured(), { ...BASE, ...parked, privateLink: link });
    expect(refusals.filter((each) => each.includes("TLS"))).to.deep.equal([]);
    expect(await found(secured(), secured())).to.deep.equal([]);
  });
});

describe("analysis/switch/rules/tls: a listener's security policy", () => {
  it("that wants TLS 1.3 shuts out whoever speaks less", async () => {
    expect(await found(policy("TLS13-1-2-2021-06"), policy("TLS13-1-3-2021-06"))).to.deep.equal([
      [
        "outage",
        "tls-version",
        "clients of front-eu-west-1 that speak TLS 1.2 at most",
        "ELBSecurityPolicy-TLS13-1-3-2021-06 wants TLS 1.3",
        DURATIONS.forGood,
        true,
        "front-eu-west-1-listener",
      ],
    ]);
  });

  for (const [from, to] of [
    ["TLS13-1-3-2021-06", "TLS13-1-2-2021-06"],
    ["TLS13-1-3-2021-06", "TLS13-1-3-PQ-2025-09"],
    ["TLS13-1-2-2021-06", "TLS13-1-2-Res-2021-06"],
  ] as const)
    it(`from ${from} to ${to} is not expected`, async () => {
      expect(await found(policy(from), policy(to))).to.deep.equal([]);
    });
});

describe("analysis/switch/rules: TLS to the targets, ALPN and stickiness", () => {
  const OWN = { instances: { workload: { kind: "userData", userData: "#!/bin/sh" } } };
  const kept = (resource: string, what: string) => [
    "none",
    "kept-setting",
    "whoever takes the setting out of the stack file",
    `${resource} ${what}`,
    "front-eu-west-1",
  ];
  const told = async (from: Raw, to: Raw) =>
    (await found(from, to)).map(([severity, rule, who, what, , , resources]) => [
      severity,
      rule,
      who,
      what,
      (resources as string).replace(/-(ec2|listener)$/, ""),
    ]);
  const sticky = (stickiness?: boolean): Raw => ({
    ...BASE,
    service: { port: 5000, ...(stickiness !== undefined && { stickiness }) },
  });

  it("TLS to the targets: these must speak it, and the group begins empty", async () => {
    const [plain, toTargets] = [{}, { toTargets: true }].map((each) => secured({}, each, OWN)) as [Raw, Raw];
    expect((await told(plain, toTargets)).map(([severity, rule, , what]) => [severity, rule, what])).to.deep.equal([
      [
        "outage",
        "target-protocol",
        "they begin with TLS: the target group is replaced, and its targets are checked anew",
      ],
      ["outage", "empty-target-group", "they go to front-eu-west-1-ec2, whose targets only start with this update"],
    ]);
    expect((await told(toTargets, plain))[0]?.[3]).to.equal(
      "they begin without TLS: the target group is replaced, and its targets are checked anew",
    );
  });

  it("ALPN changes for new clients alone, and stays where it is only left out", async () => {
    const alpn = (policy?: string) => secured({}, policy === undefined ? {} : { alpn: policy });
    expect(await told(alpn(), alpn("HTTP2Preferred"))).to.deep.equal([]);
    expect(await told(alpn("HTTP2Preferred"), alpn("None"))).to.deep.equal([]);
    expect(await told(alpn("None"), alpn())).to.deep.equal([]);
    expect(await told(alpn("HTTP2Preferred"), alpn())).to.deep.equal([
      kept(
        "front-eu-west-1-listener",
        "negotiates the same protocols (ALPN) as before: AWS keeps what is no longer written. Write alpn: None under tls instead",
      ),
    ]);
    expect((await told(alpn("HTTP2Only"), BASE)).map(([, rule]) => rule)).to.deep.equal(["protocol"]);
  });

  it("stickiness interrupts nothing, and stays where it is only left out", async () => {
    expect(await told(sticky(), sticky(true))).to.deep.equal([]);
    expect(await told(sticky(true), sticky(false))).to.deep.equal([]);
    expect(await told(sticky(false), sticky())).to.deep.equal([]);
    expect(await told(sticky(true), sticky())).to.deep.equal([
      kept(
        "front-eu-west-1-ec2",
        "sends connections from one address to the same target as before: AWS keeps what is no longer written. Write service.stickiness: " +
          "false instead",
      ),
    ]);
  });
});

describe("cli/renderPlan: the heading", () => {
  it("says TLS where clients speak it with the load balancer", async () => {
    const heading = async (stack: string) =>
      renderPlan((await planStack(ROOT, stack)).view)
        .split("\n")
        .find((line) => line.startsWith("Service"));
    expect(await heading(join(ROOT, "examples/tls.yaml"))).to.equal("Service   TLS 5000 on tcp.example.com");
    expect(await heading(join(ROOT, "examples/nlb.yaml"))).to.equal(
      "Service   TCP 5000 on the load balancer's own name",
    );
  });
});
