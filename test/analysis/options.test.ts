import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { costOf } from "../../analysis/cost";
import { CostContext } from "../../analysis/cost/context";
import type { Layer } from "../../analysis/cost/types";
import { after } from "../../analysis/failures";
import { findings } from "../../analysis/findings/findings";
import { TYPES } from "../../analysis/inventory/resourceTypes";
import { summary } from "../../analysis/inventory/summary";
import { comesFrom, pathFaults, paths } from "../../analysis/paths";
import { diagramOf } from "../../analysis/picture";
import type { Verdict } from "../../analysis/switch/switch";
import { PICTURES } from "../../cli/draw/pictures";
import { serviceText } from "../../cli/plan/headingRows";
import { SERVICE_SECTIONS } from "../../config/schema";
import { type Graph, kindOf } from "../../graph/graph";
import { OPTIONS, OPTION_NAMES, type Option } from "../../plan/options";
import { trafficOfLoad } from "../../plan/traffic";
import { ROOT, ofType, plannedSwitch, recordStack } from "../support/recording";
import { waysText } from "./failures/support";
import { placed } from "./picture/support";

/** What each part of the program answers for an option. Beside it: the tables of failures/options.test.ts and picture/options.test.ts. */
interface Answers {
  /** examples/: a stack with this option alone. What follows is of it. */
  example: string;
  /** docs/: its page. */
  page: string;
  /** config/schema.ts: the sections that it alone reads. */
  sections: (keyof typeof SERVICE_SECTIONS)[];
  /** components/OPTION/, stacks/: what makes it up, beside the parts that every service has. */
  components: string[];
  /** cli/plan/headingRows.ts: what the plan says after `Service`. */
  service: string;
  /** stacks/service.ts: the stack's outputs beside those of every service. */
  outputs: string[];
  /** stacks/service.ts: by which of them clients know where to connect. */
  endpoint: string;
  /** analysis/paths: by which ways clients come in, each open. */
  waysIn: string[];
  /** analysis/failures/state/waysIn.ts: how clients are served while nothing is lost, and by what. */
  served: string[];
  /** plan/monitoring, stacks/watched.ts: the groups of alarms beside those that every service has. */
  alarms: string[];
  /** plan/monitoring/queries.ts, stacks/watched.ts: what is asked of the flow logs of its first region. */
  queries: string[];
  /** analysis/cost/layers.ts: the layers that it alone brings. */
  layers: Layer[];
  /** analysis/findings: what a plan of the example notes, beside what it notes of every one. */
  findings: string[];
  /** analysis/switch: what an update of dev to this option does, and back: the verdict, and the rules that say why. */
  switches: Record<"there" | "back", [verdict: Verdict, ...rules: string[]]>;
}

/** Worked out by hand. A new option begins here: what is missing is what has to be made. */
const ANSWERS: Readonly<Record<Option, Answers>> = {
  nlb: {
    example: "examples/nlb.yaml",
    page: "docs/instances.md",
    sections: [],
    components: ["NlbEip", "InstanceFleet"],
    service: "TCP 5000 on the load balancer's own name",
    outputs: [],
    endpoint: "tcp://${LoadBalancer:front-eu-west-1.dnsName}:5000",
    waysIn: ["client through front-eu-west-1"],
    served: ["front-eu-west-1 > front-eu-west-1: all"],
    alarms: ["front", "instances"],
    queries: ["connects", "rejected", "talkers", "zones"],
    layers: ["frontDoor", "instances"],
    findings: ["address-quota", "no-name"],
    switches: { there: ["none"], back: ["none"] },
  },
  ecs: {
    example: "examples/ecs.yaml",
    page: "docs/tasks.md",
    sections: ["ecs"],
    components: ["NlbEip", "EcsService", "Chat"],
    service: "TCP 5000 on the load balancer's own name",
    outputs: ["taskDiscovery"],
    endpoint: "tcp://${LoadBalancer:front-eu-west-1.dnsName}:5000",
    waysIn: ["client through front-eu-west-1"],
    served: ["front-eu-west-1 > front-eu-west-1: all"],
    alarms: ["front", "tasks"],
    queries: ["connects", "rejected", "talkers", "zones"],
    layers: ["frontDoor", "tasks"],
    findings: ["address-quota", "no-name"],
    switches: {
      there: ["outage", "empty-target-group", "backend-removed"],
      back: ["outage", "empty-target-group", "backend-removed", "private-name"],
    },
  },
  networkFirewall: {
    example: "examples/firewall.yaml",
    page: "docs/firewall.md",
    sections: ["networkFirewall"],
    components: ["NetworkFirewall", "NlbEip", "InstanceFleet"],
    service: "TCP 5000 on the load balancer's own name",
    outputs: ["firewallArns"],
    endpoint: "tcp://${LoadBalancer:front-eu-west-1.dnsName}:5000",
    waysIn: ["client through front-eu-west-1"],
    served: ["front-eu-west-1 > front-eu-west-1: all"],
    alarms: ["firewall", "front", "instances"],
    queries: ["allow-list", "connects", "rejected", "talkers", "zones"],
    layers: ["frontDoor", "instances", "networkFirewall"],
    findings: ["unseen-endpoints", "few-zones", "no-name"],
    switches: { there: ["brief", "inspection"], back: ["none", "inspection", "logs"] },
  },
  globalAccelerator: {
    example: "examples/accelerator.yaml",
    page: "docs/global-accelerator.md",
    sections: ["globalAccelerator"],
    components: ["AcceleratedNlb", "InstanceFleet", "AnycastAddresses", "GlobalAccelerator", "Dns"],
    service: "TCP 5000 on tcp.example.com",
    outputs: ["accelerator", "hostedZone", "hostedZoneId", "routing", "zoneFiles"],
    endpoint: "tcp://tcp.example.com:5000",
    waysIn: ["client through accel-eu-west-1", "client through accel-us-east-1"],
    served: ["tcp.example.com > anycast: all", "anycast > accel-eu-west-1+accel-us-east-1: all"],
    alarms: ["accelerator", "accel", "dns", "instances", "service"],
    queries: ["connects", "rejected", "talkers", "zones"],
    layers: ["globalAccelerator", "instances"],
    findings: ["any-account", "parked-addresses", "few-zones", "constrained-zone", "types-by-zone", "accelerator-idle"],
    // The way back gives the two addresses up.
    switches: { there: ["outage", "load-balancer"], back: ["refused", "accelerator"] },
  },
  privateLink: {
    example: "examples/private-link.yaml",
    page: "docs/private-link.md",
    sections: ["privateLink"],
    components: ["PrivateLink", "InstanceFleet", "PrivateLinkConsumer", "Dns"],
    service: "TCP 5000 for consumers in VPCs of their own",
    outputs: ["consumers", "hostedZone", "hostedZoneId", "privateLink"],
    endpoint: "tcp://tcp.example.com:5000",
    waysIn: ["consumer through link-eu-west-1"],
    served: ["consumer-orders > link-eu-west-1: all"],
    alarms: ["link", "instances", "consumer"],
    // Flow logs do not show who comes by an endpoint.
    queries: ["rejected", "talkers", "zones"],
    layers: ["instances", "privateLink"],
    findings: ["address-quota", "parked-addresses", "link-connections", "assumed-zones"],
    switches: { there: ["outage", "load-balancer"], back: ["outage", "load-balancer", "endpoint-service"] },
  },
};

/** What stacks of every option have. */
const COMMON = {
  components: ["Stack", "FixedAddresses", "Network", "Monitoring", "StackDashboard"],
  alarms: ["nat", "clients", "down"],
  findings: ["unprotected-addresses", "silent-alarms"],
  outputs: [
    "dashboard",
    "egressAddresses",
    "endpoint",
    "nlbDnsNames",
    "options",
    "publicAddresses",
    "publicAllocationIds",
    "published",
    "readme",
  ],
} as const;

const without = (all: readonly string[], common: readonly string[]): string[] =>
  [...new Set(all)].filter((each) => !common.includes(each));

const waysIn = (graph: Graph): string[] => [
  ...new Set(
    paths(graph).flatMap(({ kind, through = "", verdict }) =>
      comesFrom({ kind }) !== undefined
        ? [`${kind} through ${through}${verdict === "open" ? "" : `: ${verdict}`}`]
        : [],
    ),
  ),
];

/** `front` of `monitoring-eu-west-1-front-tasks-too-few`. */
const alarmGroup = (name: string): string => name.replace(/^monitoring-([a-z]+-){2}\d-/, "").split("-")[0] ?? "";

const componentKinds = (graph: Graph): string[] =>
  graph.resources.flatMap(({ custom, type }) => (custom ? [] : [kindOf(type)]));

describe("how many options there are", () => {
  const count = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"][
    OPTION_NAMES.length
  ];
  for (const file of ["package.json", "Pulumi.yaml"])
    it(`${file} says it`, () => {
      expect(readFileSync(join(ROOT, file), "utf8")).to.match(new RegExp(` in ${count ?? ""} (AWS )?architectures`));
    });
});

for (const [option, answers] of Object.entries(ANSWERS) as [Option, Answers][])
  describe(`option ${option}, in every part`, () => {
    let graph: Graph;
    before(async () => {
      graph = await recordStack(answers.example);
    });
    const loadBalancers = () => ofType(graph, TYPES.loadBalancer).map(({ name }) => name);

    it(`${answers.example} has it alone`, () => {
      const { config } = parse(readFileSync(join(ROOT, answers.example), "utf8")) as {
        config: Record<string, unknown>;
      };
      expect(config["ha-tcp:options"]).to.deep.equal([option]);
    });

    it(`README.md has a row for it, its example and its page, ${answers.page}`, () => {
      const readme = readFileSync(join(ROOT, "README.md"), "utf8");
      expect(existsSync(join(ROOT, answers.page)), answers.page).to.equal(true);
      expect(readme).to.match(new RegExp(`^\\| \`${option}\` +\\|.*\\|$`, "m"));
      for (const file of [answers.example, answers.page]) expect(readme).to.match(new RegExp(`\\]\\(${file}[)#]`));
    });

    it("config/schema.ts: its sections", () => {
      expect(SERVICE_SECTIONS).to.include.keys("options", ...answers.sections);
      expect(answers.sections).to.deep.equal(option in SERVICE_SECTIONS ? [option] : []);
    });

    it(`components/${option}, stacks/: its components`, () => {
      expect(existsSync(join(ROOT, "components", option, "index.ts")), `components/${option}/index.ts`).to.equal(true);
      expect(without(componentKinds(graph), COMMON.components)).to.have.members(answers.components);
    });

    it("cli/plan/headingRows.ts: what the service is", () => {
      expect(serviceText(summary(graph))).to.equal(answers.service);
    });

    it("stacks/service.ts: what the stack's outputs tell of it", () => {
      expect(without(Object.keys(graph.outputs), COMMON.outputs)).to.have.members(answers.outputs);
      expect(graph.outputs["endpoint"]).to.equal(answers.endpoint);
    });

    it("analysis/paths: its ways in, of each load balancer one, and nothing that is closed", () => {
      expect(pathFaults(graph)).to.deep.equal([]);
      expect(waysIn(graph)).to.have.members(answers.waysIn);
      expect(loadBalancers().filter((name) => !answers.waysIn.some((way) => way.endsWith(name)))).to.deep.equal([]);
    });

    it("analysis/failures: how clients are served while nothing is lost", () => {
      expect(waysText(after(graph, []))).to.deep.equal(answers.served);
    });

    it("plan/monitoring, stacks/watched.ts: its alarms", () => {
      const alarms = graph.resources.flatMap(({ type, name }) => (/Alarm$/.test(type) ? [alarmGroup(name)] : []));
      expect(without(alarms, COMMON.alarms)).to.have.members(answers.alarms);
    });

    it("plan/monitoring/queries.ts, stacks/watched.ts: what is asked of its flow logs", () => {
      const [region = ""] = loadBalancers().map((name) => name.replace(/^[a-z]+-/, ""));
      const prefix = `monitoring-${region}-query-`;
      const names = ofType(graph, "aws:cloudwatch/queryDefinition:QueryDefinition").map(({ name }) => name);
      expect(names.flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []))).to.have.members(
        answers.queries,
      );
    });

    it("analysis/cost/layers.ts: its layers; analysis/cost/context.ts: the front door that its load balancers are", () => {
      const traffic = trafficOfLoad("small");
      const own = costOf(graph, traffic).lines.flatMap((line) => (line.option === option ? [line.layer] : []));
      expect([...new Set(own)]).to.have.members(answers.layers);
      const context = new CostContext(graph, traffic);
      const kinds = context.loadBalancers().map((balancer) => context.loadOf(balancer).frontDoor);
      expect([...new Set(kinds)]).to.deep.equal([OPTIONS[option].frontDoor]);
    });

    it("analysis/findings: what is noted", () => {
      const rules = findings(graph).map(({ rule }) => rule);
      expect(without(rules, COMMON.findings)).to.have.members(answers.findings);
    });

    it("analysis/switch: what the way there and back does", async () => {
      const ways = [plannedSwitch({ to: option }), plannedSwitch({ from: option })];
      const [there, back] = (await Promise.all(ways)).map(({ verdict, interruptions }) => [
        verdict,
        ...interruptions.map(({ rule }) => rule),
      ]);
      expect({ there, back }).to.deep.equal(answers.switches);
    });

    it("cli/draw/pictures.ts: a picture of its example, for its page", () => {
      expect(PICTURES.map(({ stack }) => stack)).to.include(answers.example);
    });

    it("analysis/picture: an arrow from all clients, and to each load balancer", () => {
      const { boxes, edges } = diagramOf(graph);
      const clients = placed(boxes).flatMap(({ box: { kind, id } }) => (kind === "clients" ? [id] : []));
      const idle = clients.filter((id) => !edges.some(({ from }) => from === id));
      const unreached = loadBalancers().filter(
        (name) => !edges.some(({ to }) => to.split("&")[0] === `loadBalancer=${name}`),
      );
      expect({ clients: clients.length > 0, idle, unreached }).to.deep.equal({
        clients: true,
        idle: [],
        unreached: [],
      });
    });
  });
