import { expect } from "chai";
import { type Outcome, RULES, type RuleName, after } from "../../../../analysis/failures";
import { FIGURES } from "../../../../analysis/failures/published/figures";
import type { Graph } from "../../../../graph";
import { BASE, type Raw, recordConfig, recordStack } from "../../../support/recording";
import { addressesIn, egressText, sums, targetsText, waysText, without } from "../support";

/** Two regions whose load balancers end TLS: names follow their zones by alarms. */
const certificate = (region: string) => [
  `arn:aws:acm:${region}:123456789012:certificate/12345678-1234-1234-1234-123456789012`,
];
const TWO_REGIONS = {
  "ap-south-1": { zones: ["a", "b"], cidr: "10.21.0.0/16", certificates: certificate("ap-south-1") },
  "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16", certificates: certificate("eu-west-1") },
};
const TLS: Raw = {
  options: ["nlb"],
  service: { port: 5000, hostname: "tcp.example.com", tls: {} },
  regions: TWO_REGIONS,
  dns: { zone: "example.com", healthCheck: { intervalSeconds: 10 } },
};

const weighted = (weight: number, cidr: string) => ({ zones: ["a", "b"], cidr, dns: { weight } });
const WEIGHTED: Raw = {
  options: ["nlb"],
  service: { port: 5000, hostname: "tcp.example.com" },
  regions: { "ap-south-1": weighted(0, "10.21.0.0/16"), "eu-west-1": weighted(100, "10.20.0.0/16") },
  dns: { zone: "example.com", routing: "weighted" },
};

const PLACES: Raw = {
  ...WEIGHTED,
  regions: {
    "ap-south-1": { zones: ["a", "b"], cidr: "10.21.0.0/16", dns: { locations: ["asia"] } },
    "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16", dns: { locations: ["*"] } },
  },
  dns: { zone: "example.com", routing: "geolocation" },
};

/** No alias asks for the targets here, so that a region whose check is gone is answered with for ever. */
const SWITCHED: Raw = {
  ...WEIGHTED,
  regions: { "ap-south-1": weighted(100, "10.21.0.0/16"), "eu-west-1": weighted(100, "10.20.0.0/16") },
  dns: { zone: "example.com", healthCheck: { followZones: true }, routing: "weighted", routingControls: { use: true } },
};

const RESETS: Raw = {
  ...BASE,
  service: { port: 5000, zonalShift: false, terminateUnhealthyConnections: true },
};

interface Case {
  /** A stack, the path of an example, or a config. */
  stack: string | Raw;
  lose: string[];
  /** What comes of the sentence, of the outcome. */
  shows: (outcome: Outcome) => unknown;
  is: unknown;
}

const EU_ALL = ["eu-west-1a", "eu-west-1b", "eu-west-1c"];
const PROD_NAME = "clients by tcp.example.com";

/** One for each rule. */
const CASES: Readonly<Record<RuleName, Case>> = {
  zoneLeavesName: {
    stack: "prod",
    lose: ["zone=eu-west-1a"],
    shows: (outcome) => [waysText(outcome), sums(outcome)[PROD_NAME]],
    is: [["tcp.example.com > front-eu-west-1: all"], "80 = 20+60"],
  },
  listedAddress: {
    stack: "prod",
    lose: ["zone=eu-west-1a"],
    shows: (outcome) => [addressesIn(outcome, "silent"), sums(outcome)["clients by the address of eu-west-1a alone"]],
    is: [["eu-west-1a"], "never"],
  },
  crossZone: {
    stack: "dev",
    lose: ["target=fleet-eu-west-1-asg"],
    shows: (outcome) => addressesIn(outcome, "answers"),
    is: ["eu-west-1a", "eu-west-1b"],
  },
  failsOpen: {
    stack: "prod",
    lose: ["check=front-eu-west-1-ec2"],
    shows: (outcome) => [addressesIn(outcome, "answers"), waysText(outcome)],
    is: [EU_ALL, ["tcp.example.com > front-eu-west-1: all"]],
  },
  unhealthyReset: {
    stack: RESETS,
    lose: ["target=fleet-eu-west-1-asg"],
    shows: ({ recovery }) => recovery[0]?.openConnections,
    is: "those to it are reset, by the load balancer once it has failed its checks",
  },
  tlsAnswers: {
    stack: TLS,
    lose: ["backend=fleet-eu-west-1-asg"],
    // The addresses' checks stay well; the alarm of the zones leads elsewhere.
    shows: (outcome) => [waysText(outcome), sums(outcome)[PROD_NAME]],
    is: [["tcp.example.com > front-ap-south-1: all"], "180 = 120+60"],
  },
  aliasHealth: {
    stack: "examples/failover.yaml",
    lose: ["check=front-eu-west-1-ec2"],
    shows: (outcome) => [waysText(outcome), addressesIn(outcome, "silent")],
    is: [["tcp.example.com > front-ap-south-1: all"], []],
  },
  calculatedCheck: {
    stack: "examples/failover.yaml",
    lose: ["check=dns-check-eu-west-1-a"],
    shows: waysText,
    is: ["tcp.example.com > front-eu-west-1: all"],
  },
  silentAlarm: {
    stack: TLS,
    lose: ["region=eu-west-1"],
    // The alarms say nothing more; the addresses' checks fail.
    shows: (outcome) => [waysText(outcome), sums(outcome)[PROD_NAME]],
    is: [["tcp.example.com > front-ap-south-1: all"], "90 = 30+60"],
  },
  deletedCheck: {
    stack: "examples/failover.yaml",
    lose: ["check-gone=dns-check-eu-west-1"],
    shows: (outcome) => [waysText(outcome), outcome.notes],
    is: [
      ["tcp.example.com > front-eu-west-1: all"],
      [
        "What becomes of records whose check is deleted, AWS does not say: here they count as well; check=… is the other case.",
      ],
    ],
  },
  allUnhealthy: {
    stack: "examples/two-regions.yaml",
    lose: ["check=dns-check-ap-south-1", "check=dns-check-eu-west-1"],
    shows: waysText,
    is: ["tcp.example.com > front-ap-south-1+front-eu-west-1: all"],
  },
  primaryOfTwo: {
    stack: "examples/failover.yaml",
    lose: ["check=dns-check-ap-south-1", "check=dns-check-eu-west-1"],
    shows: waysText,
    is: ["tcp.example.com > front-eu-west-1: all"],
  },
  smallestPlace: {
    stack: PLACES,
    lose: ["region=eu-west-1"],
    shows: (outcome) => [waysText(outcome), outcome.controlPlanes.at(-1)?.service],
    is: [["tcp.example.com > front-ap-south-1+front-eu-west-1: part"], "Amazon Route 53, us-east-1"],
  },
  zeroWeight: {
    stack: WEIGHTED,
    lose: ["region=eu-west-1"],
    shows: waysText,
    is: ["tcp.example.com > front-ap-south-1: all"],
  },
  dnsGoesOn: {
    stack: "examples/two-regions.yaml",
    lose: ["check=dns-check-eu-west-1"],
    shows: ({ controlPlanes, ways }) => [controlPlanes.map(({ service }) => service), ways[0]?.leadsTo],
    // Not Route 53's: only that the other region grows.
    is: [["Amazon EC2 Auto Scaling, ap-south-1"], ["front-ap-south-1"]],
  },
  routingControl: {
    stack: SWITCHED,
    lose: ["region=eu-west-1", "check-gone=dns-check-eu-west-1"],
    shows: (outcome) => [waysText(outcome), outcome.controlPlanes.at(-1)],
    is: [
      ["tcp.example.com > front-ap-south-1+front-eu-west-1: part"],
      {
        service: "Amazon Application Recovery Controller, the cluster's endpoints",
        action: "turns the routing control of eu-west-1 Off",
        by: "people",
      },
    ],
  },
  acceleratorHealth: {
    stack: "examples/accelerator.yaml",
    lose: ["check=accel-us-east-1-ec2"],
    shows: (outcome) => waysText(outcome)[1],
    is: "anycast > accel-eu-west-1: all",
  },
  acceleratorFailover: {
    stack: "examples/accelerator.yaml",
    lose: ["region=us-east-1"],
    shows: (outcome) => [
      waysText(outcome)[1],
      sums(outcome)["clients by anycast"],
      outcome.recovery.find(({ who }) => who === "clients by anycast")?.assumes,
      outcome.controlPlanes,
    ],
    is: [
      "anycast > accel-eu-west-1: all",
      "50 = 20+30",
      [
        "clients connect again",
        "an accelerator leads away as soon as back: AWS gives the figure of the way back alone",
        "the region is gone at once and altogether",
      ],
      [
        {
          service: "Amazon EC2 Auto Scaling, eu-west-1",
          action: "grows fleet-eu-west-1-asg beyond 2 instances, to 4 at most",
          by: "AWS",
        },
      ],
    ],
  },
  acceleratorFailsOpen: {
    stack: "examples/accelerator.yaml",
    lose: ["check=accel-us-east-1-ec2", "check=accel-eu-west-1-ec2"],
    shows: (outcome) => waysText(outcome)[1],
    is: "anycast > accel-eu-west-1+accel-us-east-1: all",
  },
  natOfZone: {
    stack: "dev",
    lose: ["zone=eu-west-1a"],
    shows: egressText,
    is: "-eu-west-1b",
  },
  deadRoute: {
    stack: "prod",
    lose: ["nat=network-eu-west-1-nat-a"],
    shows: egressText,
    is: "-eu-west-1a eu-west-1b eu-west-1c",
  },
  zonalShift: {
    stack: "examples/firewall.yaml",
    lose: ["firewall=network-eu-west-1-inspection-a-endpoint"],
    shows: (outcome) => [waysText(outcome), addressesIn(outcome, "silent"), outcome.controlPlanes[1]],
    is: [
      ["front-eu-west-1 > front-eu-west-1: part"],
      ["eu-west-1a"],
      {
        service: "Amazon Application Recovery Controller, eu-west-1",
        action: "shifts the zone away from front-eu-west-1",
        by: "people",
      },
    ],
  },
  consumerZones: {
    stack: "examples/private-link.yaml",
    lose: ["zone=eu-west-1a"],
    shows: (outcome) => [waysText(outcome), sums(outcome)["clients of consumer-orders"]],
    is: [["consumer-orders > link-eu-west-1: all"], "80 = 20+60"],
  },
  otherZone: {
    stack: "prod",
    lose: ["zone=eu-west-1a"],
    shows: ({ capacity }) => capacity,
    is: [
      {
        region: "eu-west-1",
        backend: "fleet-eu-west-1-asg",
        kind: "instances",
        left: 2,
        running: 3,
        least: 3,
        most: 9,
        regrows: true,
      },
    ],
  },
  replacedWell: {
    stack: "prod",
    lose: ["check=front-eu-west-1-ec2"],
    shows: ({ notes }) => notes,
    is: [
      "What runs of fleet-eu-west-1-asg fails the load balancer's checks, and so is replaced, again and again, though it is well: its connections end with it, at most 300 s after it leaves (service.deregistrationDelaySeconds).",
    ],
  },
  spreadTasks: {
    stack: "examples/ecs.yaml",
    lose: ["zone=eu-west-1b"],
    shows: (outcome) => [targetsText(outcome), sums(outcome)["the tasks of tasks-eu-west-1-awsvpc-service"]],
    is: ["1/3/6", "140 = 20+120"],
  },
  imagePulled: {
    stack: "examples/ecs.yaml",
    lose: ["zone=eu-west-1b", "registry=public.ecr.aws"],
    shows: (outcome) => [targetsText(outcome), outcome.capacity[0]?.why],
    is: ["1/3/1", "its image cannot be pulled: the registry of public.ecr.aws is lost"],
  },
  staticallyStable: {
    stack: "prod",
    lose: ["zone=eu-west-1c"],
    shows: ({ controlPlanes }) => controlPlanes,
    is: [
      {
        service: "Amazon EC2 Auto Scaling, eu-west-1",
        action: "brings fleet-eu-west-1-asg back to 3 instances",
        by: "AWS",
      },
    ],
  },
};

const graphOf = (stack: string | Raw): Promise<Graph> =>
  typeof stack === "string" ? recordStack(stack) : recordConfig(stack);

describe("the rules of failures", () => {
  for (const [rule, { stack, lose, shows, is }] of Object.entries(CASES)) {
    it(`${RULES[rule as RuleName].rule} (${rule})`, async () => {
      const graph = await graphOf(stack);
      const outcome = without(graph, ...lose);
      expect(shows(outcome)).to.deep.equal(is);
      expect(outcome.rules).to.include(rule);
      expect(after(graph, []).rules, "while all is well").to.not.include(rule);
    });
  }

  it("each have a case, a sentence and the page that has it", () => {
    expect(Object.keys(CASES).sort()).to.deep.equal(Object.keys(RULES).sort());
    for (const { sentence, source } of [...Object.values(RULES), ...Object.values(FIGURES)]) {
      expect(sentence).to.match(/^[A-Z].*\.$/);
      expect(source).to.match(/^docs\.aws\.amazon\.com\/.+\.html$/);
    }
  });
});
