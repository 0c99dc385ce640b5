import { expect } from "chai";
import { addressNames } from "../../../analysis/switch/addressChanges";
import { type Switch, losses, switchOf } from "../../../analysis/switch/switch";
import { compare } from "../../../graph/compare";
import type { ProviderEffects } from "../../../graph/resourceChange";
import type { Graph, ResourceNode } from "../../../graph/graph";
import { type Extras, graph, node, publish, reference } from "../../support/graphs";

/** A NAT gateway and a record cannot move; all else is changed in place. */
const EFFECTS: ProviderEffects = {
  effectOf: (_, path) => (["subnetId", "zoneId"].includes(path) ? "replace" : "update"),
  recomputes: () => false,
};

const judged = (from: Graph, to: Graph, allowedLosses?: readonly string[]): Switch =>
  switchOf(from, to, compare(from, to, EFFECTS), allowedLosses);

const nat = (subnetId: string, extras: Extras = {}) => node("NatGateway", "nat-a", { subnetId }, extras);
const record = (zoneId: string) =>
  node("Record", "dns-eu-west-1", { name: "tcp.example.com", zoneId }, { deleteBeforeReplace: true });
/** A load balancer before a fleet, whose instances a new version of the template renews. */
const loadBalancer = (version: number): ResourceNode[] => {
  const balancer = node("LoadBalancer", "front");
  const group = node("TargetGroup", "front-ec2");
  const targetGroups = [{ arn: reference(group, "arn"), weight: 100 }];
  return [
    balancer,
    group,
    node("Listener", "listener", {
      loadBalancerArn: reference(balancer, "arn"),
      defaultActions: [{ forward: { targetGroups } }],
    }),
    node("Group", "asg", { targetGroupArns: [reference(group, "arn")], mixedInstancesPolicy: { version } }),
  ];
};
const subnet = (cidrBlock: string, extras: Extras = {}) => node("Subnet", "front-a", { cidrBlock }, extras);

/** A resource of AWS Network Firewall, which the builders do not have. */
function ofFirewall(type: string, inputs: Record<string, unknown> = {}): ResourceNode {
  const model = node("Vpc", `firewall-${type.split(":")[1] ?? ""}`, inputs);
  const full = `aws:networkfirewall/${type}`;
  return { ...model, urn: model.urn.replace(model.type, full), type: full };
}

/** The firewall itself, in the zones of these subnets. */
const guarded = (inputs: Record<string, unknown>, subnets: readonly string[] = ["subnet-1"]): ResourceNode =>
  ofFirewall("firewall:Firewall", { subnetMappings: subnets.map((subnetId) => ({ subnetId })), ...inputs });

/** A firewall whose rules change, which is told, and cuts nobody off. */
const firewall = (rulesString: string): ResourceNode[] => [
  ofFirewall("firewallPolicy:FirewallPolicy"),
  ofFirewall("ruleGroup:RuleGroup", { ruleGroup: { rulesSource: { rulesString } } }),
];

describe("analysis/switch/switch: the verdict", () => {
  const protect = { protect: true };
  const cases: [string, ResourceNode[], ResourceNode[], Pick<Switch, "verdict" | "interruption" | "refusals">][] = [
    [
      "nothing changes",
      [nat("subnet-1"), record("Z1")],
      [nat("subnet-1"), record("Z1")],
      { verdict: "none", interruption: "none", refusals: [] },
    ],
    [
      "nobody notices what changes",
      [subnet("10.0.0.0/24")],
      [subnet("10.0.1.0/24"), nat("subnet-1")],
      { verdict: "none", interruption: "none", refusals: [] },
    ],
    [
      "open connections are cut",
      [...loadBalancer(1), record("Z1")],
      [...loadBalancer(2), record("Z1")],
      { verdict: "brief", interruption: "brief", refusals: [] },
    ],
    [
      "new connections fail",
      [nat("subnet-1"), record("Z1")],
      [nat("subnet-1"), record("Z2")],
      { verdict: "outage", interruption: "outage", refusals: [] },
    ],
    [
      "the worse of two counts",
      [...loadBalancer(1), record("Z1")],
      [...loadBalancer(2), record("Z2")],
      { verdict: "outage", interruption: "outage", refusals: [] },
    ],
    [
      "what people are told cuts nobody off",
      firewall("one"),
      firewall("two"),
      { verdict: "none", interruption: "none", refusals: [] },
    ],
    [
      "beside what cuts nobody off, open connections are cut",
      [...firewall("one"), ...loadBalancer(1)],
      [...firewall("two"), ...loadBalancer(2)],
      { verdict: "brief", interruption: "brief", refusals: [] },
    ],
    [
      "beside what cuts nobody off, new connections fail",
      [...firewall("one"), record("Z1")],
      [...firewall("two"), record("Z2")],
      { verdict: "outage", interruption: "outage", refusals: [] },
    ],
    [
      "a protected resource would go",
      [subnet("10.0.0.0/24", protect)],
      [],
      {
        verdict: "refused",
        interruption: "none",
        refusals: ["front-a is protected, and this would remove it"],
      },
    ],
    [
      "a protected resource would be replaced",
      [nat("subnet-1", protect)],
      [nat("subnet-2", protect)],
      {
        verdict: "refused",
        interruption: "outage",
        refusals: ["nat-a is protected, and this would replace it"],
      },
    ],
    [
      "a protected resource changes in place",
      [subnet("10.0.0.0/24", protect)],
      [subnet("10.0.1.0/24", protect)],
      { verdict: "none", interruption: "none", refusals: [] },
    ],
    [
      "two protected resources would go",
      [nat("subnet-1", protect), subnet("10.0.0.0/24", protect)],
      [record("Z1")],
      {
        verdict: "refused",
        interruption: "none",
        refusals: ["nat-a is protected, and this would remove it", "front-a is protected, and this would remove it"],
      },
    ],
  ];
  for (const [what, before, after, expected] of cases)
    it(`${expected.verdict}: ${what}`, () => {
      const { verdict, interruption, refusals, addresses } = judged(graph(before), graph(after));
      expect({ verdict, interruption, refusals, addresses }).to.deep.equal({ ...expected, addresses: [] });
    });

  it("has what people are told, though it counts for nothing", () => {
    const { verdict, interruptions } = judged(graph(firewall("one")), graph(firewall("two")));
    expect([verdict, interruptions.map(({ severity, rule }) => [severity, rule])]).to.deep.equal([
      "none",
      [["none", "inspection-rules"]],
    ]);
  });

  it("has what people notice beside it", () => {
    const { interruptions } = judged(
      graph([...loadBalancer(1), record("Z1")]),
      graph([...loadBalancer(2), record("Z2")]),
    );
    expect(interruptions.map(({ severity, rule, resources }) => [severity, rule, resources])).to.deep.equal([
      ["outage", "name", ["dns-eu-west-1"]],
      ["outage", "name-zone", ["dns-eu-west-1"]],
      ["brief", "rolling", ["front-ec2", "asg"]],
    ]);
  });
});

describe("analysis/switch/switch: what a firewall protects of itself", () => {
  const [subnets, policies] = [{ subnetChangeProtection: true }, { firewallPolicyChangeProtection: true }];
  const SUBNETS =
    "firewall-Firewall would get endpoints in other zones, which networkFirewall.protection.subnetChange makes AWS refuse";
  const POLICY =
    "firewall-Firewall would get another policy, which networkFirewall.protection.policyChange makes AWS refuse";
  const two = ["subnet-1", "subnet-2"];
  const cases: [string, ResourceNode[], ResourceNode[], string[]][] = [
    ["its subnets, one more", [guarded(subnets)], [guarded(subnets, two)], [SUBNETS]],
    ["its subnets, one less", [guarded(subnets, two)], [guarded(subnets)], [SUBNETS]],
    ["its subnets, protected by the update itself", [guarded({})], [guarded(subnets, two)], [SUBNETS]],
    ["its subnets, protected no more with the update", [guarded(subnets)], [guarded({}, two)], []],
    [
      "its subnets, whose protection is turned off with the update",
      [guarded(subnets)],
      [guarded({ subnetChangeProtection: false }, two)],
      [],
    ],
    ["its subnets, which are not protected", [guarded({})], [guarded({}, two)], []],
    ["its subnets, where its policy is protected", [guarded(policies)], [guarded(policies, two)], []],
    [
      "its policy",
      [guarded({ ...policies, firewallPolicyArn: "arn-1" })],
      [guarded({ ...policies, firewallPolicyArn: "arn-2" })],
      [POLICY],
    ],
    [
      "its policy, protected no more with the update",
      [guarded({ ...policies, firewallPolicyArn: "arn-1" })],
      [guarded({ firewallPolicyArn: "arn-2" })],
      [],
    ],
    [
      "its policy, where its subnets are protected",
      [guarded({ ...subnets, firewallPolicyArn: "arn-1" })],
      [guarded({ ...subnets, firewallPolicyArn: "arn-2" })],
      [],
    ],
    [
      "both",
      [guarded({ ...subnets, ...policies, firewallPolicyArn: "arn-1" })],
      [guarded({ ...subnets, ...policies, firewallPolicyArn: "arn-2" }, two)],
      [SUBNETS, POLICY],
    ],
    [
      "neither, but what it is called",
      [guarded({ ...subnets, ...policies, tags: { Name: "one" } })],
      [guarded({ ...subnets, ...policies, tags: { Name: "two" } })],
      [],
    ],
    ["neither, but that both are protected", [guarded({})], [guarded({ ...subnets, ...policies })], []],
    ["nothing", [guarded({ ...subnets, ...policies })], [guarded({ ...subnets, ...policies })], []],
    ["nothing, as it comes", [], [guarded({ ...subnets, ...policies })], []],
    ["nothing, as it goes", [guarded({ ...subnets, ...policies })], [], []],
  ];
  for (const [what, before, after, refusals] of cases)
    it(`${refusals.length > 0 ? "is refused" : "is no matter"}: a change of ${what}`, () => {
      const result = judged(graph(before), graph(after));
      expect({ verdict: result.verdict, interruption: result.interruption, refusals: result.refusals }).to.deep.equal({
        verdict: refusals.length > 0 ? "refused" : "none",
        interruption: "none",
        refusals,
      });
    });

  it("is refused too where the policy is replaced, and so has another ARN", () => {
    const policy = (name: string) => ofFirewall("firewallPolicy:FirewallPolicy", { name });
    const stack = (name: string) =>
      graph([policy(name), guarded({ ...policies, firewallPolicyArn: reference(policy(name), "arn") })]);
    const [before, after] = [stack("one"), stack("two")];
    const byName: ProviderEffects = {
      effectOf: (_, path) => (path === "name" ? "replace" : "update"),
      recomputes: (_, property) => property === "arn",
    };
    expect(switchOf(before, after, compare(before, after, byName)).refusals).to.deep.equal([POLICY]);
  });

  it("is no matter to a firewall that is made anew", () => {
    const [before, after] = [graph([guarded(subnets)]), graph([guarded(subnets, two)])];
    const anew: ProviderEffects = { effectOf: () => "replace", recomputes: () => false };
    expect(switchOf(before, after, compare(before, after, anew)).refusals).to.deep.equal([]);
  });
});

describe("analysis/switch/switch: addresses", () => {
  const created = (extras: Extras = {}) => node("Eip", "addresses-eu-west-1-a", { domain: "vpc" }, extras);
  const egress = node("Eip", "addresses-eu-west-1-egress-a", { domain: "vpc" });
  const own = node("Eip", "addresses-eu-west-1-b-own", { id: "eipalloc-0b" }, { external: true });
  const stack = (front: Record<string, ResourceNode>, out: Record<string, ResourceNode> = {}) =>
    graph([...Object.values(front), ...Object.values(out)], {
      publicAddresses: publish(front),
      egressAddresses: publish(out),
    });
  const none = stack({});
  const all = stack({ a: created(), b: own }, { a: egress });

  const LOST = {
    a: "the address eu-west-1a would be lost: it is released, and nobody gets it back",
    b: "the address eu-west-1b would be lost: it stays yours, attached to nothing of this stack",
    egress: "the address eu-west-1a/egress would be lost: it is released, and nobody gets it back",
  };

  const cases: [string, readonly string[], string[]][] = [
    ["without leave, each is a reason", [], [LOST.a, LOST.b, LOST.egress]],
    ["by its place", ["eu-west-1a"], [LOST.b, LOST.egress]],
    ["by the place of an egress address", ["eu-west-1a/egress"], [LOST.a, LOST.b]],
    ["by its logical name", ["addresses-eu-west-1-a"], [LOST.b, LOST.egress]],
    ["by its allocation id", ["eipalloc-0b"], [LOST.a, LOST.egress]],
    ["by a name of each kind", ["eipalloc-0b", "addresses-eu-west-1-egress-a", "eu-west-1a"], []],
    ["by no part of a name", ["eu-west-1", "a", "eipalloc-0", "addresses-eu-west-1-b"], [LOST.a, LOST.b, LOST.egress]],
  ];
  for (const [what, allowed, refusals] of cases)
    it(`are lost with leave: ${what}`, () => {
      const result = judged(all, none, allowed);
      expect(result.refusals).to.deep.equal(refusals);
      expect(result.verdict).to.equal(refusals.length > 0 ? "refused" : "none");
      const left = losses(result.addresses, allowed).map((fate) => addressNames(fate)[0] ?? "");
      expect(left.map((place) => `the address ${place} would be lost`)).to.deep.equal(
        refusals.map((text) => text.split(":")[0]),
      );
      // Leave changes what is refused, not what happens.
      expect(result.addresses).to.deep.equal(judged(all, none).addresses);
    });

  it("need no leave where they are kept", () => {
    const { verdict, refusals, addresses } = judged(all, all);
    expect({ verdict, refusals }).to.deep.equal({ verdict: "none", refusals: [] });
    expect(addresses.map(({ name, lost }) => `${name} ${lost}`)).to.deep.equal([
      "addresses-eu-west-1-a false",
      "addresses-eu-west-1-b-own false",
      "addresses-eu-west-1-egress-a false",
    ]);
    expect(losses(addresses, [])).to.deep.equal([]);
  });

  const protectedOne = stack({ a: created({ protect: true, retainOnDelete: true }) });
  const KEPT = "it stays in the account, attached to nothing, and out of the stack's hands";

  it("that are protected too are told once", () => {
    expect(judged(protectedOne, none).refusals).to.deep.equal([`the address eu-west-1a would be lost: ${KEPT}`]);
  });

  it("that are protected are refused with leave too, by the engine", () => {
    const { verdict, refusals } = judged(protectedOne, none, ["eu-west-1a"]);
    expect({ verdict, refusals }).to.deep.equal({
      verdict: "refused",
      refusals: ["addresses-eu-west-1-a is protected, and this would remove it"],
    });
  });
});
