import { expect } from "chai";
import { type Finding, findings } from "../../../analysis";
import { type Raw, recordConfig } from "../../support/recording";

const IRELAND = { zones: ["a", "b"], cidr: "10.20.0.0/16", nat: "none" };
const OTHER = { ...IRELAND, cidr: "10.21.0.0/16" };
const IMAGE = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/app:1.0";
const BLUE = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/blue/0123456789abcdef";

/** A service by an accelerator, with other settings of the section, and of the stack. */
const one = (settings: Raw = {}, rest: Raw = {}): Raw => ({
  options: ["globalAccelerator"],
  service: { port: 5000 },
  regions: { "eu-west-1": IRELAND },
  globalAccelerator: settings,
  ...rest,
});

const inRegions = (...regions: [string, Raw][]): Raw =>
  one(
    {},
    {
      regions: Object.fromEntries(
        regions.map(([name, accelerator], index) => [
          name,
          { ...IRELAND, zones: ["a", "b"], cidr: `10.${20 + index}.0.0/16`, accelerator },
        ]),
      ),
    },
  );

const idle = (idleTimeoutSeconds: number, rest: Raw = {}): Raw =>
  one({}, { service: { port: 5000, idleTimeoutSeconds }, ...rest });

const both = (...options: string[]): Raw =>
  one({}, { options: ["nlb", "ecs", ...options], weights: { instances: 100, tasks: 0 }, ecs: { image: IMAGE } });

/** What one rule says of a stack. */
async function found(rule: string, raw: Raw): Promise<Finding[]> {
  return findings(await recordConfig(raw)).filter((each) => each.rule === rule);
}

const TOGETHER: Finding = {
  severity: "warning",
  rule: "together-healthy",
  text:
    "The accelerator counts accel-eu-west-1 as healthy only while each of its target groups has a healthy target: without one in any of " +
    "accel-eu-west-1-ec2, accel-eu-west-1-ecs, it leaves eu-west-1, though the others serve on.",
  fix: "Keep both backends only for a move, and take the one that is no longer needed away.",
  resources: ["accel-eu-west-1"],
};

const SILENT: Finding = {
  severity: "note",
  rule: "accelerator-idle",
  text:
    "The accelerator forgets a connection that is silent for 340 s, whatever service.idleTimeoutSeconds says; TCP keepalives do not " +
    "help.",
  fix: "Let the protocol send something more often, or clients be ready to connect again.",
  resources: ["accel-eu-west-1-listener"],
};

const STANDBY: Finding = {
  severity: "note",
  rule: "standby-region",
  text: "eu-central-1 has a dial of 0: it gets connections when no other region is healthy, as AWS then ignores the dials.",
  fix: "none, for a standby. To keep it out of everything, set regions.*.accelerator.weight: 0 there.",
  resources: ["accelerator-eu-central-1"],
};

const COLLIDING: Finding = {
  severity: "warning",
  rule: "colliding-connections",
  text: "With crossZone, two connections of one client may reach a target with the same address and port, and one of them is dropped.",
  fix: "Set globalAccelerator.crossZone: false, as AWS advises.",
  resources: ["accel-eu-west-1"],
};

const PARKED: Finding = {
  severity: "note",
  rule: "parked-addresses",
  text: "2 addresses are parked: kept and charged for, and attached to nothing.",
  fix: "none, while somebody still has them on an allow list.",
  resources: ["anycast"],
};

const UNPROTECTED: Finding = {
  severity: "note",
  rule: "unprotected-addresses",
  text: "4 created addresses are not protected: a destroy, or a zone taken out, releases them for good.",
  fix: "Set ha-tcp:protect: true once anybody has them on an allow list.",
  resources: ["anycast", "addresses-eu-west-1-a", "addresses-eu-west-1-b"],
};

/** The rule, a stack, and what is said of it. */
const TRANSLATED: Finding = {
  severity: "warning",
  rule: "translated-clients",
  text:
    "Clients that come to the accelerator by IPv6 reach targets by IPv4. AWS says that client addresses are not preserved where IPv4 " +
    "is translated to IPv6, and of this direction nothing.",
  fix: "Try it by IPv6 before you publish such an address, or set globalAccelerator.ipAddressType: ipv4.",
  resources: ["accel-eu-west-1"],
};

const dualStack = (accelerator: Raw) => one(accelerator, { network: { ipv6: true } });

const CASES: [what: string, rule: string, raw: Raw, expected: Finding[]][] = [
  ["two backends behind the accelerator", "together-healthy", both("globalAccelerator"), [TOGETHER]],
  ["one backend", "together-healthy", one(), []],
  ["two backends, the accelerator parked", "together-healthy", both(), []],
  ["connections that are kept for 350 s", "accelerator-idle", one(), [SILENT]],
  ["for a second more than the accelerator does", "accelerator-idle", idle(341), [SILENT]],
  ["for as long", "accelerator-idle", idle(340), []],
  ["for longer by another front door alone", "accelerator-idle", idle(6000, { options: ["nlb"] }), []],
  [
    "for longer by another front door too",
    "accelerator-idle",
    idle(6000, { options: ["nlb", "globalAccelerator"] }),
    [SILENT],
  ],
  ["a dial of 0", "standby-region", inRegions(["eu-west-1", {}], ["eu-central-1", { dial: 0 }]), [STANDBY]],
  ["a dial of 1", "standby-region", inRegions(["eu-west-1", {}], ["eu-central-1", { dial: 1 }]), []],
  [
    "a dial and a weight of 0",
    "standby-region",
    inRegions(["eu-west-1", {}], ["eu-central-1", { dial: 0, weight: 0 }]),
    [],
  ],
  ["a weight of 0", "standby-region", inRegions(["eu-west-1", {}], ["eu-central-1", { weight: 0 }]), []],
  [
    "a dial of 0, another load balancer with a weight",
    "standby-region",
    inRegions(["eu-central-1", {}], ["eu-west-1", { dial: 0, weight: 0, endpoints: [{ arn: BLUE }] }]),
    [
      {
        ...STANDBY,
        text: STANDBY.text.replace("eu-central-1", "eu-west-1"),
        resources: ["accelerator-eu-west-1"],
      },
    ],
  ],
  ["targets of all zones", "colliding-connections", one({ crossZone: true }), [COLLIDING]],
  [
    "targets of all zones beside another door",
    "colliding-connections",
    one({ crossZone: true }, { options: ["nlb", "globalAccelerator"] }),
    [COLLIDING],
  ],
  [
    "targets of the node's zone, all those of the other door",
    "colliding-connections",
    one({}, { options: ["nlb", "globalAccelerator"] }),
    [],
  ],
  ["targets of all zones, parked", "colliding-connections", one({ crossZone: true }, { options: ["nlb"] }), []],
  ["an accelerator that is parked", "parked-addresses", one({}, { options: ["nlb"] }), [PARKED]],
  [
    "one in use, the other front door's addresses parked",
    "parked-addresses",
    one(),
    [{ ...PARKED, resources: ["addresses-eu-west-1-a", "addresses-eu-west-1-b"] }],
  ],
  [
    "four of both families, parked",
    "parked-addresses",
    one({ ipAddressType: "dualstack" }, { options: ["nlb"], network: { ipv6: true } }),
    [{ ...PARKED, text: PARKED.text.replace("2", "4") }],
  ],
  ["IPv6 to targets that have it, too", "translated-clients", dualStack({ ipAddressType: "dualstack" }), [TRANSLATED]],
  ["IPv4 alone, to targets that have both", "translated-clients", dualStack({}), []],
  ["without protection", "unprotected-addresses", one(), [UNPROTECTED]],
  ["with protection", "unprotected-addresses", one({}, { protect: true }), []],
  [
    "two addresses of no region",
    "address-quota",
    one(
      {},
      {
        regions: {
          "eu-west-1": { zones: ["a", "b", "c"], cidr: OTHER.cidr, nat: "single", parkedEgressAddresses: ["b"] },
        },
      },
    ),
    [],
  ],
];

describe("analysis/findings/globalAccelerator", () => {
  for (const [what, rule, raw, expected] of CASES)
    it(`${rule} ${expected.length > 0 ? "speaks of" : "lets pass"} ${what}`, async () => {
      expect(await found(rule, raw)).to.deep.equal(expected);
    });
});

describe("analysis/findings: stickiness", () => {
  const sticky = (rest: Raw, stickiness = true): Raw => ({ ...rest, service: { port: 5000, stickiness } });
  const rules = async (raw: Raw) => {
    const all = findings(await recordConfig(raw)).filter(({ rule }) => rule.startsWith("sticky-"));
    return all.map(({ severity, rule, resources }) => [severity, rule, ...resources]);
  };

  it("the accelerator's addresses for the clients', and two backends, are told", async () => {
    expect(await rules(sticky(one({ preserveClientIp: false })))).to.deep.equal([
      ["warning", "sticky-accelerator", "accel-eu-west-1"],
    ]);
    const two = (tasks: number) =>
      sticky({
        options: ["nlb", "ecs"],
        regions: { "eu-west-1": IRELAND },
        weights: { instances: 100 - tasks, tasks },
        ecs: { image: IMAGE },
      });
    expect(await rules(two(10))).to.deep.equal([
      ["note", "sticky-backends", "front-eu-west-1-ec2", "front-eu-west-1-ecs"],
    ]);
    expect(await rules(two(0))).to.deep.equal([]);
  });

  it("clients' own addresses, and stickiness that is off, are not", async () => {
    expect(await rules(sticky(one()))).to.deep.equal([]);
    expect(await rules(sticky(one({ preserveClientIp: false }), false))).to.deep.equal([]);
  });
});
