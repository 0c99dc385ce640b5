import { expect } from "chai";
import { type LossKind, losses, pairs, verdict } from "../../../analysis/failures";
import { LOSS_OF_TYPE } from "../../../analysis/failures/model/resourceTypes";
import { COMPUTED } from "../../../graph/computed";
import type { Option } from "../../../plan/options";
import { OPTION_NAMES } from "../../../plan/options";
import { recordConfig, recordStack } from "../../support/recording";
import { addressesIn, egressText, sums, targetsText, waysText, without } from "./support";

/** A loss; how many addresses answer; the ways in; targets left, needed, most; egress; how long clients wait. */
type Row = [lost: string, addresses: number, ways: string, targets: string, egress: string, waits: string[]];

interface Expected {
  example: string;
  rows: Row[];
  survives: "region" | "zone" | "neither";
  weakest: string;
  /** In percent, to five places. */
  bound: number;
}

const FRONT = "front-eu-west-1 > front-eu-west-1";
const LINK = "consumer-orders > link-eu-west-1";
const NAMED = "tcp.example.com > anycast";
const BOTH = `${NAMED}: all, anycast > accel-eu-west-1+accel-us-east-1: all`;
const ONE = `${NAMED}: all, anycast > accel-eu-west-1: all`;
const NATS = "eu-west-1a eu-west-1b us-east-1a us-east-1b";

/** Worked out by hand from each example and the rules. */
const EXPECTED: Readonly<Record<Option, Expected>> = {
  nlb: {
    example: "examples/nlb.yaml",
    rows: [
      ["target=fleet-eu-west-1-asg", 3, `${FRONT}: all`, "2/3/6", "eu-west-1a eu-west-1b eu-west-1c", ["20 = 20"]],
      ["backend=fleet-eu-west-1-asg", 0, `${FRONT}: none`, "0/3/0", "eu-west-1a eu-west-1b eu-west-1c", ["never"]],
      ["zone=eu-west-1b", 2, `${FRONT}: all`, "2/3/6", "eu-west-1a eu-west-1c", ["80 = 20+60"]],
      ["nat=network-eu-west-1-nat-b", 3, `${FRONT}: all`, "3/3/6", "eu-west-1a -eu-west-1b eu-west-1c", []],
      ["region=eu-west-1", 0, `${FRONT}: none`, "0/3/0", "", ["never"]],
      ["dns=route53", 3, "front-eu-west-1 > : none", "3/3/6", "eu-west-1a eu-west-1b eu-west-1c", ["never"]],
    ],
    survives: "zone",
    weakest: "region=eu-west-1",
    // 0.9999 × 0.9999
    bound: 99.98,
  },
  ecs: {
    example: "examples/ecs.yaml",
    rows: [
      // All three tasks have room on the first two hosts.
      ["zone=eu-west-1a", 2, `${FRONT}: all`, "1/3/6", "eu-west-1b eu-west-1c", ["80 = 20+60"]],
      ["registry=public.ecr.aws", 3, `${FRONT}: all`, "3/3/3", "eu-west-1a eu-west-1b eu-west-1c", []],
      ["check=front-eu-west-1-ecs", 3, `${FRONT}: all`, "3/3/6", "eu-west-1a eu-west-1b eu-west-1c", []],
    ],
    survives: "zone",
    weakest: "region=eu-west-1",
    bound: 99.98,
  },
  networkFirewall: {
    example: "examples/firewall.yaml",
    rows: [
      ["zone=eu-west-1a", 1, `${FRONT}: all`, "1/2/4", "eu-west-1b", ["80 = 20+60"]],
      // The zone's targets are well, so its address stays in the name, and whoever gets it waits in vain.
      [
        "firewall=network-eu-west-1-inspection-b-endpoint",
        1,
        `${FRONT}: part`,
        "2/2/4",
        "eu-west-1a -eu-west-1b",
        ["never"],
      ],
    ],
    survives: "zone",
    weakest: "firewall=network-eu-west-1-inspection-a-endpoint",
    // 0.9999 × 0.9999 × 0.9999
    bound: 99.97,
  },
  globalAccelerator: {
    example: "examples/accelerator.yaml",
    rows: [
      ["zone=us-east-1a", 1, BOTH, "3/4/8", "eu-west-1a eu-west-1b us-east-1b", ["50 = 20+30", "50 = 20+30"]],
      ["endpoint=accel-us-east-1", 1, ONE, "2/4/4", NATS, ["30 = 30", "30 = 30"]],
      ["region=us-east-1", 1, ONE, "2/4/4", "eu-west-1a eu-west-1b", ["50 = 20+30", "50 = 20+30"]],
      [
        "dns=example.com",
        1,
        "tcp.example.com > : none, anycast > accel-eu-west-1+accel-us-east-1: all",
        "4/4/8",
        NATS,
        ["never"],
      ],
    ],
    survives: "region",
    weakest: "dns=example.com",
    // 0.9999 × (1 − (1 − 0.9999 × 0.9999)²)
    bound: 99.99,
  },
  privateLink: {
    example: "examples/private-link.yaml",
    rows: [
      ["zone=eu-west-1c", 0, `${LINK}: all`, "2/3/6", "eu-west-1a eu-west-1b", ["80 = 20+60"]],
      ["region=eu-west-1", 0, `${LINK}: none`, "0/3/0", "", ["never"]],
    ],
    survives: "zone",
    weakest: "region=eu-west-1",
    bound: 99.98,
  },
};

describe("what each option loses", () => {
  it("is tried for every option", () => {
    expect(Object.keys(EXPECTED).sort()).to.deep.equal([...OPTION_NAMES].sort());
  });

  for (const [option, { example, rows, survives, weakest, bound }] of Object.entries(EXPECTED)) {
    it(`${option}, in ${example}`, async () => {
      const graph = await recordStack(example);
      const found = rows.map(([name]): Row => {
        const outcome = without(graph, name);
        const waits = Object.entries(sums(outcome)).filter(
          ([who]) => who.startsWith("clients") && !who.endsWith("alone"),
        );
        return [
          name,
          addressesIn(outcome, "answers").length,
          waysText(outcome).join(", "),
          targetsText(outcome),
          egressText(outcome),
          waits.map(([, text]) => text),
        ];
      });
      expect(found).to.deep.equal(rows);
      const judged = verdict(graph);
      expect([judged.survives, judged.weakest?.loss]).to.deep.equal([survives, weakest]);
      expect(Number((judged.availability.availability * 100).toFixed(2))).to.equal(bound);
    });
  }
});

describe("the verdict", () => {
  it("names what a shared NAT gateway takes with its zone", async () => {
    const { survives, zone, weakest, worstRecovery } = verdict(await recordStack("dev"));
    expect([survives, zone.failing]).to.deep.equal([
      "neither",
      [{ loss: "zone=eu-west-1a", why: "what runs in eu-west-1b has no way out" }],
    ]);
    expect(weakest).to.deep.equal({
      loss: "zone=eu-west-1a",
      what: "what runs in eu-west-1b has no way out",
    });
    expect([worstRecovery?.loss, worstRecovery?.recovery.seconds]).to.deep.equal(["zone=eu-west-1a", 120]);
  });

  it("is that a zone needs no control plane where what is left of a fleet is what is needed", async () => {
    const graph = await recordConfig({
      options: ["nlb"],
      service: { port: 5000 },
      instances: { min: 2, desired: 3, max: 6 },
      regions: { "eu-west-1": { zones: ["a", "b", "c"], cidr: "10.20.0.0/16" } },
    });
    expect(verdict(graph)).to.deep.include({ staticallyStable: true, controlPlanes: [] });
    expect(verdict(await recordStack("prod")).staticallyStable).to.equal(false);
  });

  it("is that what comes back by itself is survived, though nobody is served meanwhile", async () => {
    const graph = await recordConfig({
      options: ["nlb"],
      service: { port: 5000 },
      instances: { min: 1, desired: 1, max: 2 },
      regions: { "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16" } },
    });
    // The one target may have been there.
    const outcome = without(graph, "zone=eu-west-1a");
    expect(outcome.ways.map(({ reach, later }) => [reach, later])).to.deep.equal([["none", "all"]]);
    expect([targetsText(outcome), sums(outcome)]).to.deep.equal([
      "0/1/2",
      {
        "clients by the name of front-eu-west-1": "140 = 20+120",
        "clients by the address of eu-west-1a alone": "never",
        "clients by the address of eu-west-1b alone": "140 = 20+120",
        "the instances of fleet-eu-west-1-asg": "140 = 20+120",
      },
    ]);
    const { zone, staticallyStable, worstRecovery } = verdict(graph);
    expect([zone, staticallyStable, worstRecovery?.recovery.seconds]).to.deep.equal([
      { survives: true, failing: [] },
      false,
      140,
    ]);
  });

  it("counts regions that stand in for each other in parallel, each in series", async () => {
    const { availability } = verdict(await recordStack("examples/two-regions.yaml"));
    const region = 0.9999 * 0.9999;
    expect(availability.availability).to.be.closeTo(1 - (1 - region) ** 2, 1e-12);
    expect(availability.formula).to.equal("100 % × (1 − (1 − 99.99 % × 99.99 %) × (1 − 99.99 % × 99.99 %))");
    expect(availability.leftOut).to.deep.equal(["the workload itself", "NAT gateways, which no client passes"]);
  });

  it("counts alone the region that no other stands in for: that of all other places", async () => {
    const region = (cidr: string, place: string) => ({ zones: ["a", "b"], cidr, dns: { locations: [place] } });
    const graph = await recordConfig({
      options: ["nlb"],
      service: { port: 5000, hostname: "tcp.example.com" },
      regions: { "ap-south-1": region("10.21.0.0/16", "asia"), "eu-west-1": region("10.20.0.0/16", "*") },
      dns: { zone: "example.com", routing: "geolocation" },
    });
    const { availability } = verdict(graph);
    expect(availability.formula).to.equal("100 % × 99.99 % × 99.99 %");
    expect(availability.parts.map(({ what }) => what)).to.deep.equal([
      "Route 53",
      "load balancer in several zones, eu-west-1",
      "instances or tasks in several zones, eu-west-1",
    ]);
  });
});

describe("pairs of losses", () => {
  it("are told where they do what neither does alone", async () => {
    const worse = pairs(await recordStack("examples/firewall.yaml"));
    const endpoint = (zone: string) => `firewall=network-eu-west-1-inspection-${zone}-endpoint`;
    expect(
      worse.filter(({ losses: [one, other] }) => one === "zone=eu-west-1a" && other === endpoint("b")),
    ).to.deep.equal([{ losses: ["zone=eu-west-1a", endpoint("b")], worse: ["front-eu-west-1 leads nowhere"] }]);
    expect(worse.some(({ losses: both }) => both.includes("region=eu-west-1"))).to.equal(false);
  });
});

describe("resource types", () => {
  it("each have a row that says what their loss is", () => {
    const aws = Object.keys(COMPUTED).filter((type) => type.startsWith("aws:"));
    expect(Object.keys(LOSS_OF_TYPE).sort()).to.deep.equal(aws.sort());
  });

  it("that are losses are among those of the stacks that have them", async () => {
    const graphs = await Promise.all(
      ["prod", "examples/ecs.yaml", "examples/firewall.yaml", "examples/accelerator.yaml", "examples/transit.yaml"].map(
        recordStack,
      ),
    );
    const kinds = new Set(graphs.flatMap((graph) => losses(graph).map(({ kind }) => kind)));
    const rows = Object.values(LOSS_OF_TYPE).flatMap((part): LossKind[] => ("loss" in part ? [part.loss] : []));
    expect([...new Set(rows)].filter((kind) => !kinds.has(kind))).to.deep.equal([]);
    expect([...kinds].sort()).to.deep.equal(
      [
        "backend",
        "check",
        "check-gone",
        "dns",
        "endpoint",
        "firewall",
        "nat",
        "region",
        "registry",
        "target",
        "way",
        "zone",
      ].sort(),
    );
  });
});
