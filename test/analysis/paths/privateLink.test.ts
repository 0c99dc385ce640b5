import { expect } from "chai";
import { type Path, pathFaults, paths } from "../../../analysis/paths";
import { type Graph, record } from "../../../graph";
import program from "../../../index";
import { type Change, added, all, edited, faultsIn, kept, removed, withoutEntry } from "../../support/changes";
import { node } from "../../support/graphs";
import { BASE, type Raw, recordConfig, engineConfig } from "../../support/recording";

const SUBNETS = { a: "subnet-0a0a0a0a0a0a0a0a0", b: "subnet-0b0b0b0b0b0b0b0b0" };

const ACME = { name: "acme", region: "eu-west-1", vpc: { kind: "created", cidr: "10.60.0.0/20", zones: ["a", "b"] } };

/** From another region. */
const FAR = { name: "far", region: "eu-central-1", vpc: { kind: "created", cidr: "10.61.0.0/20", zones: ["a"] } };

/** In a VPC that is there already. */
const OLD = {
  name: "old",
  region: "eu-west-1",
  vpc: { kind: "existing", id: "vpc-0a0a0a0a0a0a0a0a0", cidr: "10.62.0.0/16", subnets: SUBNETS },
};

const LINK: Raw = {
  ...BASE,
  options: ["privateLink"],
  service: { port: 5000, hostname: "tcp.example.com" },
  dns: { zone: "example.com" },
};

const linked = (privateLink: object, more: Raw = {}) => recordConfig({ ...LINK, ...more, privateLink });

const alone = () => linked({ consumers: [ACME] });

const several = () => linked({ supportedRegions: ["eu-central-1"], consumers: [ACME, FAR, OLD] });

const consumers = (graph: Graph): Path[] => paths(graph).filter(({ kind }) => kind === "consumer");

const CONSUMER = "consumer-acme";
const VPC = `${CONSUMER}-vpc`;

type Case = [what: string, change: Change, faults: string[]];

const tried = (cases: readonly Case[], from: () => Promise<Graph>) => {
  for (const [what, change, faults] of cases)
    it(what, async () => {
      const graph = change(await from());
      expect(faultsIn(graph)).to.deep.equal([...faults].sort());
    });
};

const given = (name: string, inputs: Record<string, unknown>): Change =>
  edited(name, (known) => ({ ...known, ...inputs }));

const port = (name: string, number: number): Change => given(name, { fromPort: number, toPort: number });

const CONSUMER_SIDE: Case[] = [
  ["all as it is meant to be", (graph) => graph, []],
  [
    "clients' subnets that let nothing out to the endpoint",
    withoutEntry("consumer-acme-clients-nacl", "egress", 100),
    ["dropped | consumer-acme-clients-nacl | a b | consumer"],
  ],
  [
    "clients' subnets that let no answers in",
    withoutEntry("consumer-acme-clients-nacl", "ingress", 100),
    ["dropped | consumer-acme-clients-nacl | a b | consumer"],
  ],
  [
    "endpoint's subnets that let no client in",
    withoutEntry("consumer-acme-endpoints-nacl", "ingress", 100),
    ["dropped | consumer-acme-endpoints-nacl | a b | consumer"],
  ],
  [
    "endpoint's subnets that let no answers out",
    withoutEntry("consumer-acme-endpoints-nacl", "egress", 100),
    ["dropped | consumer-acme-endpoints-nacl | a b | consumer"],
  ],
  [
    "an endpoint that lets nobody in",
    removed("consumer-acme-from-10-60-0-0-21"),
    ["dropped | consumer-acme-sg | a b | consumer"],
  ],
  [
    "an endpoint that lets clients in to another port",
    port("consumer-acme-from-10-60-0-0-21", 5001),
    ["dropped | consumer-acme-sg | a b | consumer"],
  ],
  [
    "an endpoint that lets in only some of the clients, as one may want",
    given("consumer-acme-from-10-60-0-0-21", { cidrIpv4: "10.60.0.0/27" }),
    [],
  ],
  [
    "an endpoint that lets in none of the subnets for clients",
    given("consumer-acme-from-10-60-0-0-21", { cidrIpv4: "10.60.15.0/24" }),
    [],
  ],
  [
    "an endpoint that lets in a network beyond its VPC, though its subnets do not",
    all(
      given("consumer-acme-from-10-60-0-0-21", { cidrIpv4: "10.99.0.0/16" }),
      given("link-eu-west-1-from-10-60-0-0-21", { cidrIpv4: "10.99.0.0/16" }),
    ),
    ["dropped | consumer-acme-endpoints-nacl | a b | consumer"],
  ],
  [
    "an endpoint with no security group of its own",
    given("consumer-acme-endpoint", { securityGroupIds: undefined }),
    ["dropped | consumer-acme-endpoint | a b | consumer"],
  ],
  ["security groups that are not in the plan", given("consumer-acme-endpoint", { securityGroupIds: ["sg-1"] }), []],
  [
    "an endpoint in no subnet",
    given("consumer-acme-endpoint", { subnetIds: [] }),
    ["dropped | consumer-acme-endpoint | 1 | consumer"],
  ],
  [
    "clients in the endpoint's own subnets, where no network ACL is asked",
    all(
      kept(({ name }) => !/^consumer-acme-clients-[ab]/.test(name)),
      withoutEntry("consumer-acme-endpoints-nacl", "ingress", 100),
      given("consumer-acme-clients-nacl", { subnetIds: [] }),
      given("consumer-acme-from-10-60-0-0-21", { cidrIpv4: "10.60.0.0/20" }),
      given("link-eu-west-1-from-10-60-0-0-21", { cidrIpv4: "10.60.0.0/20" }),
    ),
    // Within one subnet; the clients of the one zone are in another subnet than the endpoint of the other.
    ["dropped | consumer-acme-endpoints-nacl | a b | consumer"],
  ],
  [
    "a route of the clients that leads away from the endpoint",
    added(
      node("Route", "astray", {
        routeTableId: `\${RouteTable:${CONSUMER}-clients-b-rt.id}`,
        destinationCidrBlock: "10.60.8.0/21",
        transitGatewayId: "tgw-1",
      }),
    ),
    ["dropped | astray | a b | consumer"],
  ],
  [
    "a route of the answers that leads away from the clients",
    added(
      node("Route", "astray", {
        routeTableId: `\${RouteTable:${CONSUMER}-endpoints-a-rt.id}`,
        destinationCidrBlock: "10.60.0.0/21",
        transitGatewayId: "tgw-1",
      }),
    ),
    ["dropped | astray | a | consumer"],
  ],
];

const CONNECTING: Case[] = [
  ["all as it is meant to be", (graph) => graph, []],
  [
    "a connection that nobody accepts",
    removed("consumer-acme-accepted"),
    ["dropped | consumer-acme-endpoint | a b | consumer"],
  ],
  [
    "a connection that accepts itself",
    all(removed("consumer-acme-accepted"), given("consumer-acme-endpoint", { autoAccept: true })),
    [],
  ],
  [
    "connections that need no acceptance",
    all(removed("consumer-acme-accepted"), given("link-eu-west-1-service", { acceptanceRequired: false })),
    [],
  ],
  [
    "an acceptance of another's connection",
    given("consumer-acme-accepted", { vpcEndpointId: "${VpcEndpoint:consumer-old-endpoint.id}" }),
    ["dropped | consumer-acme-endpoint | a b | consumer"],
  ],
  [
    "a service that nobody may connect to",
    removed("link-eu-west-1-allows-own-account"),
    ["dropped | link-eu-west-1-service | 1 a b | consumer", "dropped | link-eu-west-1-service | a | consumer"],
  ],
  [
    "a service whose principals are written into it",
    all(
      removed("link-eu-west-1-allows-own-account"),
      given("link-eu-west-1-service", { allowedPrincipals: ["arn:aws:iam::111122223333:root"] }),
    ),
    [],
  ],
  [
    "a service that is not offered in the consumer's region",
    given("link-eu-west-1-service", { supportedRegions: ["eu-west-1", "eu-west-2"] }),
    ["dropped | link-eu-west-1-service | a | consumer"],
  ],
  [
    "an endpoint that looks for the service in its own region",
    given("consumer-far-endpoint", { serviceRegion: undefined }),
    ["dropped | consumer-far-endpoint | a | consumer"],
  ],
  [
    "an endpoint in a zone that the service lacks",
    edited("link-eu-west-1", (inputs) => ({
      ...inputs,
      subnetMappings: (inputs["subnetMappings"] as unknown[]).slice(0, 1),
    })),
    ["dropped | consumer-acme-endpoint | b | consumer"],
  ],
  [
    "a service that is not there",
    removed("link-eu-west-1-service"),
    ["acme", "old"]
      .map((name) => `dropped | consumer-${name}-endpoint | ${name === "acme" ? "a b" : "1"} | consumer`)
      .concat("dropped | consumer-far-endpoint | a | consumer"),
  ],
];

const PROVIDER_SIDE: Case[] = [
  [
    "a load balancer without a listener",
    removed("link-eu-west-1-listener"),
    ["dropped | link-eu-west-1-service | a b | consumer"],
  ],
  [
    "a load balancer that lets the consumer's clients not in",
    removed("link-eu-west-1-from-10-60-0-0-21"),
    ["dropped | link-eu-west-1-sg | a b | consumer"],
  ],
  [
    "a load balancer that lets only some of the consumer's clients in",
    given("link-eu-west-1-from-10-60-0-0-21", { cidrIpv4: "10.60.0.0/24" }),
    ["dropped | link-eu-west-1-sg | a b | consumer"],
  ],
  [
    "a load balancer that lets them in to another port",
    port("link-eu-west-1-from-10-60-0-0-21", 5001),
    ["dropped | link-eu-west-1-sg | a b | consumer"],
  ],
  [
    "a load balancer whose rules hold by AWS's default",
    all(
      given("link-eu-west-1", { enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: undefined }),
      removed("link-eu-west-1-from-10-60-0-0-21"),
    ),
    ["dropped | link-eu-west-1-sg | a b | consumer"],
  ],
  [
    "a load balancer whose rules are not asked, before targets that let in its group",
    given("link-eu-west-1", { enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "off" }),
    ["dropped | fleet-eu-west-1-sg | a b | consumer"],
  ],
  [
    "a load balancer that lets nothing out to its targets",
    removed("fleet-eu-west-1-by-link-service"),
    ["dropped | link-eu-west-1-sg | a b | consumer healthCheck"],
  ],
  [
    "targets that do not let their load balancer in",
    removed("fleet-eu-west-1-from-link-service"),
    ["dropped | fleet-eu-west-1-sg | a b | consumer healthCheck"],
  ],
  [
    "targets in other zones that let no answers out",
    withoutEntry("network-eu-west-1-app-nacl", "egress", 100),
    ["dropped | network-eu-west-1-app-nacl | a b | consumer healthCheck"],
  ],
  [
    "a target group with nothing in it",
    given("fleet-eu-west-1-asg", { targetGroupArns: [] }),
    ["dropped | link-eu-west-1-ec2 | a b | consumer"],
  ],
  [
    "targets in one zone only, and a load balancer that does not cross zones",
    all(
      given("link-eu-west-1", { enableCrossZoneLoadBalancing: false }),
      given("fleet-eu-west-1-asg", { vpcZoneIdentifiers: ["${Subnet:network-eu-west-1-app-a.id}"] }),
    ),
    ["dropped | link-eu-west-1-ec2 | b | consumer"],
  ],
  [
    "a target group that is to preserve clients' addresses, which PrivateLink does not",
    given("link-eu-west-1-ec2", { preserveClientIp: "true" }),
    [],
  ],
];

/** Below the ports that answers go to. */
const PRIVILEGED: Case[] = [
  ["all as it is meant to be", (graph) => graph, []],
  [
    "app subnets that let nothing in for the load balancer in another zone",
    all(...[101, 102].map((number) => withoutEntry("network-eu-west-1-app-nacl", "ingress", number))),
    ["dropped | network-eu-west-1-app-nacl | a b | consumer healthCheck"],
  ],
  [
    "app subnets that let the load balancer reach no target in another zone",
    withoutEntry("network-eu-west-1-app-nacl", "egress", 102),
    ["dropped | network-eu-west-1-app-nacl | a b | consumer healthCheck"],
  ],
];

const NAMES: Case[] = [
  ["a private zone without a record", removed("consumer-acme-alias"), ["name | consumer-acme-zone |  | consumer"]],
  [
    "a record that leads elsewhere",
    given("consumer-acme-alias", { aliases: [{ name: "elsewhere.example.com", zoneId: "Z1" }] }),
    ["name | consumer-acme-zone |  | consumer"],
  ],
  [
    "a private zone of another VPC",
    given("consumer-acme-zone", { vpcs: [{ vpcId: "${Vpc:network-eu-west-1-vpc.id}" }] }),
    ["name | consumer-acme-zone |  | consumer"],
  ],
  ["no private zone", all(removed("consumer-acme-zone"), removed("consumer-acme-alias")), []],
  [
    "a VPC without DNS hostnames",
    edited(VPC, (inputs) => ({ ...inputs, enableDnsHostnames: undefined }), "Vpc"),
    [`name | ${VPC} |  | consumer`],
  ],
  [
    "a VPC without DNS support",
    edited(VPC, (inputs) => ({ ...inputs, enableDnsSupport: false }), "Vpc"),
    [`name | ${VPC} |  | consumer`],
  ],
  [
    "the private DNS name of a service that has none",
    given("consumer-acme-endpoint", { privateDnsEnabled: true }),
    ["name | consumer-acme-endpoint |  | consumer"],
  ],
  [
    "the same name by a private zone and by the service",
    all(
      given("consumer-acme-endpoint", { privateDnsEnabled: true }),
      given("link-eu-west-1-service", { privateDnsName: "tcp.example.com" }),
    ),
    ["name | consumer-acme-zone |  | consumer"],
  ],
];

describe("analysis/paths: faults of consumers", () => {
  describe("on their side", () => {
    tried(CONSUMER_SIDE, alone);
  });
  describe("of their connections", () => {
    tried(CONNECTING, several);
  });
  describe("on the provider's side", () => {
    tried(PROVIDER_SIDE, alone);
  });
  describe("on the provider's side, with a privileged port", () => {
    const service = { port: 500, hostname: "tcp.example.com", preserveClientIp: false };
    tried(PRIVILEGED, () => linked({ consumers: [ACME] }, { service }));
  });
  describe("of names", () => {
    tried(NAMES, alone);
    const named = () => linked({ privateDnsName: "link.example.com", consumers: [{ ...ACME, privateDns: "service" }] });
    tried(
      [
        ["the private DNS name of the service", (graph) => graph, []],
        [
          "that name turned on where the service has none any more",
          given("link-eu-west-1-service", { privateDnsName: undefined }),
          ["name | consumer-acme-endpoint |  | consumer"],
        ],
      ],
      named,
    );
  });
});

const brief = ({ consumer = "", zone, targetZone = "", traffic, verdict }: Path): string =>
  [consumer, zone, targetZone, traffic, verdict].join(" ").trim();

const CLIENTS = "TCP 5000 from";

describe("analysis/paths: consumers' ways", () => {
  it("lead from each zone of the endpoint by the node of the same zone to the targets of all, for all clients at once", async () => {
    const found = consumers(await alone());
    expect(found.map(brief)).to.deep.equal(
      ["a a", "a b", "b a", "b b"].map((zones) => {
        const [zone, target] = zones.split(" ").map((letter) => `eu-west-1${letter}`);
        return `consumer-acme ${zone} ${target} ${CLIENTS} 10.60.0.0/24 and 1 more open`;
      }),
    );
    const nodes = found.map(({ there }) => there.hops.find(({ kind }) => kind === "loadBalancer")?.zone);
    expect(nodes).to.deep.equal(found.map(({ zone }) => zone));
  });

  it("tell hop by hop what led and let them there and back", async () => {
    const [, path] = consumers(await alone());
    const client = { at: `${CONSUMER}-clients-a`, kind: "client" };
    const endpoint = { at: "consumer-acme-endpoint", kind: "interfaceEndpoint", zone: "eu-west-1a" };
    const balancer = { at: "link-eu-west-1", kind: "loadBalancer", zone: "eu-west-1a" };
    const target = { at: "fleet-eu-west-1-asg", kind: "target", zone: "eu-west-1b" };
    const [clients, endpoints] = ["consumer-acme-clients-nacl", "consumer-acme-endpoints-nacl"];
    const app = "network-eu-west-1-app-nacl";
    expect(path!.there.hops).to.deep.equal([
      { ...client, rules: [] },
      {
        ...endpoint,
        route: `${CONSUMER}-clients-a-rt local`,
        rules: [`${clients} outbound rule 100`, `${endpoints} inbound rule 100`, "consumer-acme-from-10-60-0-0-21"],
      },
      { ...balancer, rules: ["link-eu-west-1-from-10-60-0-0-21"] },
      {
        ...target,
        route: "network-eu-west-1-app-a-rt local",
        rules: [
          "fleet-eu-west-1-by-link-service",
          `${app} outbound rule 100`,
          `${app} inbound rule 100`,
          "fleet-eu-west-1-from-link-service",
        ],
      },
    ]);
    expect(path!.back.hops).to.deep.equal([
      { ...target, rules: [] },
      {
        ...balancer,
        route: "network-eu-west-1-app-b-rt local",
        // Port 5000 is among those that answers go to.
        rules: [`${app} outbound rule 100`, ...[100, 120].map((rule) => `${app} inbound rule ${rule}`)],
      },
      { ...endpoint, rules: [] },
      {
        ...client,
        route: `${CONSUMER}-endpoints-a-rt local`,
        rules: [`${endpoints} outbound rule 100`, `${clients} inbound rule 100`],
      },
    ]);
  });

  it("pass no internet gateway and no firewall, whatever stands there", async () => {
    const graph = await linked({ consumers: [ACME] }, { options: ["networkFirewall", "privateLink"] });
    expect(faultsIn(graph)).to.deep.equal([]);
    const passed = consumers(graph).flatMap(({ there, back }) => [...there.hops, ...back.hops].map(({ kind }) => kind));
    expect(passed.filter((kind) => kind === "gateway" || kind === "endpoint")).to.deep.equal([]);
    expect(new Set(consumers(graph).map(({ inspectable }) => inspectable))).to.deep.equal(new Set([false]));
  });

  it("lead to tasks as well as to instances", async () => {
    const graph = await linked(
      { consumers: [ACME] },
      { options: ["nlb", "ecs", "privateLink"], weights: { instances: 50, tasks: 50 } },
    );
    expect(faultsIn(graph)).to.deep.equal([]);
    expect([...new Set(consumers(graph).map(({ target }) => target))].sort()).to.deep.equal([
      "fleet-eu-west-1-asg",
      "tasks-eu-west-1-awsvpc-service",
    ]);
  });

  it("lead from another region to any node, and so do those whose zones are not in the plan", async () => {
    const found = consumers(await several());
    const nodesOf = (name: string) =>
      found
        .filter(({ consumer }) => consumer === name)
        .map(({ zone, there }) => `${zone} ${there.hops.find(({ kind }) => kind === "loadBalancer")?.zone}`);
    expect([...new Set(nodesOf("consumer-far"))]).to.deep.equal(
      ["a", "b"].map((zone) => `eu-central-1a eu-west-1${zone}`),
    );
    expect([...new Set(nodesOf("consumer-old"))]).to.deep.equal(["a", "b"].map((zone) => `eu-west-1 eu-west-1${zone}`));
    const [old] = found.filter(({ consumer }) => consumer === "consumer-old");
    expect(old!.there.hops[0]).to.include({ at: "10.62.0.0/16", kind: "client" });
  });

  it("take clients apart whom some rule tells apart, and leave out whom the endpoint does not let in", async () => {
    const allowedClients = ["10.60.0.0/24", "10.60.1.128/25"];
    const graph = await linked({ consumers: [{ ...ACME, allowedClients }] });
    const traffic = consumers(graph).map((path) => path.traffic);
    expect([...new Set(traffic)]).to.deep.equal(allowedClients.map((cidr) => `${CLIENTS} ${cidr}`));
  });

  describe("of clients beyond a VPC of the plan", () => {
    const beyond = () => linked({ consumers: [{ ...ACME, allowedClients: ["10.99.0.0/16"] }] });
    /** Out of the endpoint's subnets of both zones. */
    const routes = (target: Record<string, string>, destinationCidrBlock = "10.99.0.0/16"): Change =>
      added(
        ...["a", "b"].map((zone) =>
          node("Route", `back-${zone}`, {
            routeTableId: `\${RouteTable:${CONSUMER}-endpoints-${zone}-rt.id}`,
            destinationCidrBlock,
            ...target,
          }),
        ),
      );
    const states = (graph: Graph) => [
      ...new Set(consumers(graph).map(({ verdict, reason }) => `${verdict} ${reason?.why}`)),
    ];

    it("are followed from the endpoint on", async () => {
      const found = consumers(routes({ transitGatewayId: "tgw-1" })(await beyond()));
      expect([...new Set(found.map(({ traffic, verdict }) => `${traffic} ${verdict}`))]).to.deep.equal([
        `${CLIENTS} 10.99.0.0/16 open`,
      ]);
      expect(found[0]!.there.hops.slice(0, 2).map(({ at, rules }) => [at, rules[0]])).to.deep.equal([
        ["10.99.0.0/16", undefined],
        ["consumer-acme-endpoint", "consumer-acme-endpoints-nacl inbound rule 100"],
      ]);
      const last = found[0]!.back.hops.at(-1)!;
      expect(last).to.deep.include({ at: "10.99.0.0/16", route: "back-a" });
      expect(last.rules).to.include("consumer-acme-endpoints-nacl outbound rule 100");
      expect(found.map(({ note }) => note)).to.deep.equal(found.map(() => undefined));
    });

    it("do not come back without a route, which is told, and is no fault where another may bring it", async () => {
      const graph = await beyond();
      expect(states(graph)).to.deep.equal(["dropped no route back to 10.99.0.0/16 in the plan"]);
      expect(new Set(consumers(graph).map(({ note }) => note))).to.deep.equal(
        new Set([
          "no route back to 10.99.0.0/16 in the plan: whoever joins the two networks must add one to the endpoint's subnets",
        ]),
      );
      expect(faultsIn(graph)).to.deep.equal([]);
    });

    const WRONG: [string, Change, string[]][] = [
      ["of a part only", routes({ transitGatewayId: "tgw-1" }, "10.99.0.0/17"), []],
      [
        "to what is not there",
        routes({ natGatewayId: "${NatGateway:gone.id}" }),
        ["back-a", "back-b"].map((name, index) => `dangling-route | ${name} | ${"ab"[index]} | consumer`),
      ],
      [
        "to a subnet of the VPC that has not the client",
        routes({ gatewayId: "local" }),
        ["back-a", "back-b"].map((name, index) => `dropped | ${name} | ${"ab"[index]} | consumer`),
      ],
    ];
    for (const [what, change, faults] of WRONG)
      it(`do not come back by a route ${what}`, async () => {
        const graph = change(await beyond());
        expect(new Set(consumers(graph).map(({ verdict }) => verdict))).to.deep.equal(new Set(["dropped"]));
        expect(faultsIn(graph)).to.deep.equal(faults);
      });
  });

  it("are closed where no client of the plan is let in", async () => {
    const graph = given("consumer-acme-from-10-60-0-0-21", { cidrIpv4: "10.60.15.0/24" })(await alone());
    expect(consumers(graph).map(({ zone, verdict }) => `${zone} ${verdict}`)).to.deep.equal([
      "eu-west-1a closed",
      "eu-west-1b closed",
    ]);
  });

  const TEXTS: [string, Change, string][] = [
    ["nobody accepts", removed("consumer-acme-accepted"), "its connection waits to be accepted"],
    [
      "no rule lets in, with the client's address",
      removed("link-eu-west-1-from-10-60-0-0-21"),
      "no rule lets TCP 5000 in from 10.60.0.0/24 and 1 more",
    ],
    [
      "goes to a zone that the service lacks",
      given("link-eu-west-1", { subnetMappings: [{ subnetId: "${Subnet:network-eu-west-1-app-a.id}" }] }),
      "link-eu-west-1 has no node in eu-west-1b, and AWS refuses the subnet",
    ],
    [
      "nobody answers by name",
      removed("consumer-acme-alias"),
      "it answers in the VPC of consumer-acme-endpoint, and no record in it leads there",
    ],
    [
      "another VPC is answered by name",
      given("consumer-acme-zone", { vpcs: [{ vpcId: "vpc-1" }] }),
      "it leads to consumer-acme-endpoint, and does not answer in its VPC",
    ],
  ];
  for (const [what, change, text] of TEXTS)
    it(`tell what ${what}`, async () => {
      expect(pathFaults(change(await alone())).map((fault) => fault.text)).to.deep.equal([text]);
    });

  it("grow with the consumers, none changed by another", async () => {
    const many = Array.from({ length: 6 }, (_, index) => ({
      ...ACME,
      name: `c${index}`,
      vpc: { ...ACME.vpc, cidr: `10.${100 + index}.0.0/20` },
    }));
    const [few, more] = await Promise.all([many.slice(0, 2), many].map((each) => linked({ consumers: each })));
    expect(consumers(more!)).to.have.length(6 * 4);
    expect(consumers(more!).slice(0, 8)).to.deep.equal(consumers(few!));
  });
});

describe("analysis/paths: a service that no plan has", () => {
  const NAME = "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0";
  const named = (more: Raw = {}) =>
    recordConfig({
      kind: "consumer",
      provider: { kind: "service", name: NAME, zoneIds: ["euw1-az1", "euw1-az2"], port: 6000, ...more },
      consumer: ACME,
    });

  it("is followed as far as the endpoint, and what lies behind it is noted", async () => {
    const found = consumers(await named());
    const told = found.map(({ zone, target, traffic, verdict }) => [zone, target, traffic, verdict]);
    const traffic = "TCP 6000 from 10.60.0.0/24 and 1 more";
    expect(told).to.deep.equal(["a", "b"].map((letter) => [`eu-west-1${letter}`, NAME, traffic, "open"]));
    const [{ there, back, note } = found[0]!] = found;
    const [client, endpoint, service] = [
      `${CONSUMER}-clients-a client`,
      "consumer-acme-endpoint interfaceEndpoint",
    ].concat(`${NAME} serviceElsewhere`);
    const hops = (direction: typeof there) => direction.hops.map(({ at, kind }) => `${at} ${kind}`);
    expect([hops(there), hops(back)]).to.deep.equal([
      [client, endpoint, service],
      [service, endpoint, client],
    ]);
    expect(note).to.match(/^the service is not in the plan: .* only its provider's plan can tell$/);
  });

  tried(
    [
      ["without a fault on the consumer's side", (graph) => graph, []],
      [
        "clients' subnets that let nothing out to the endpoint",
        withoutEntry("consumer-acme-clients-nacl", "egress", 100),
        ["dropped | consumer-acme-clients-nacl | a b | consumer"],
      ],
      [
        "endpoint's subnets that let no answers out",
        withoutEntry("consumer-acme-endpoints-nacl", "egress", 100),
        ["dropped | consumer-acme-endpoints-nacl | a b | consumer"],
      ],
      [
        "an endpoint that looks for it in another region",
        given("consumer-acme-endpoint", { serviceRegion: "eu-west-2" }),
        ["dropped | consumer-acme-endpoint | a b | consumer"],
      ],
      [
        "an endpoint with no security group of its own",
        given("consumer-acme-endpoint", { securityGroupIds: undefined }),
        ["dropped | consumer-acme-endpoint | a b | consumer"],
      ],
    ],
    named,
  );

  it("an endpoint of a service of AWS is none", async () => {
    const graph = given("consumer-acme-endpoint", { serviceName: "com.amazonaws.eu-west-1.logs" })(await named());
    expect(paths(graph)).to.deep.equal([]);
  });
});

describe("analysis/paths: rules that are not asked about PrivateLink", () => {
  const unasked = () =>
    linked({ enforceSecurityGroup: false, allowedPrincipals: ["arn:aws:iam::111122223333:root"], consumers: [ACME] });

  it("need none that names the clients, and targets that let in the nodes' ranges", async () => {
    const graph = await unasked();
    expect(faultsIn(graph)).to.deep.equal([]);
    const [path] = consumers(graph);
    expect(path!.there.hops.find(({ kind }) => kind === "loadBalancer")!.rules).to.deep.equal([]);
  });

  it("leave checks let in by the group, and consumers out", async () => {
    const graph = await unasked();
    const fleet = "${SecurityGroup:fleet-eu-west-1-sg.id}";
    const byRange = ({ type, inputs }: Graph["resources"][number]) =>
      type.endsWith("SecurityGroupIngressRule") &&
      inputs["securityGroupId"] === fleet &&
      inputs["cidrIpv4"] !== undefined;
    expect(graph.resources.filter(byRange)).not.to.deep.equal([]);
    expect(faultsIn(kept((each) => !byRange(each))(graph))).to.deep.equal([
      "dropped | fleet-eu-west-1-sg | a b | consumer",
    ]);
  });
});

describe("analysis/paths: a service whose consumers are all elsewhere", () => {
  const offered = () =>
    linked({ allowedClients: ["10.7.0.0/16", "10.8.0.0/16"], allowedPrincipals: ["arn:aws:iam::111122223333:root"] });
  const RULES = ["link-eu-west-1-from-10-7-0-0-16", "link-eu-west-1-from-10-8-0-0-16"];

  it("is followed from its load balancer on", async () => {
    const found = consumers(await offered());
    expect(found.map(brief)).to.deep.equal(
      ["a a", "a b", "b a", "b b"].map((zones) => {
        const [zone, target] = zones.split(" ").map((letter) => `eu-west-1${letter}`);
        return `${zone} ${target} ${CLIENTS} 10.7.0.0/16 and 1 more open`;
      }),
    );
    expect(found[0]!.there.hops.map(({ at }) => at)).to.deep.equal([
      "link-eu-west-1-service",
      "link-eu-west-1",
      "fleet-eu-west-1-asg",
    ]);
  });

  tried(
    [
      ["has no fault in itself", (graph) => graph, []],
      [
        "that targets do not let in",
        removed("fleet-eu-west-1-from-link-service"),
        ["dropped | fleet-eu-west-1-sg | a b | consumer healthCheck"],
      ],
      [
        "behind which nothing is registered",
        given("fleet-eu-west-1-asg", { targetGroupArns: [] }),
        ["dropped | link-eu-west-1-ec2 | a b | consumer"],
      ],
    ],
    offered,
  );

  const CLOSED: [string, Change, string][] = [
    ["principal", removed("link-eu-west-1-allows-111122223333-root"), "it allows no principal to connect"],
    ["client", all(...RULES.map((name) => removed(name))), "no rule lets TCP 5000 in from anyone"],
  ];
  for (const [whom, change, why] of CLOSED)
    it(`is closed as long as it lets in no ${whom}`, async () => {
      const graph = change(await offered());
      const states = consumers(graph).map(({ verdict, reason }) => `${verdict}: ${reason?.why}`);
      expect([...new Set(states)]).to.deep.equal([`closed: ${why}`]);
      expect(faultsIn(graph)).to.deep.equal([]);
    });
});

describe("analysis/paths: a consumer in a stack of its own", () => {
  const BETA = { name: "beta", region: "eu-west-1", vpc: { kind: "created", cidr: "10.70.0.0/20", zones: ["b", "c"] } };
  const LETS_IN = { allowedPrincipals: ["arn:aws:iam::111122223333:root"], allowedClients: ["10.70.0.0/20"] };

  async function beside(privateLink: object, change: Change = (graph) => graph): Promise<Graph> {
    const provider = change({ ...(await linked(privateLink)), stack: "prod" });
    return record({
      program,
      project: "ha-tcp",
      stack: "beta",
      config: engineConfig({ kind: "consumer", provider: { kind: "stack", stack: "prod" }, consumer: BETA }),
      references: [provider],
    });
  }

  it("is followed into the stack that it refers to, of which nothing else is told", async () => {
    const graph = await beside(LETS_IN);
    expect(faultsIn(graph)).to.deep.equal([]);
    const found = paths(graph);
    expect([
      ...new Set(found.map(({ kind, consumer, verdict }) => `${kind} ${consumer ?? ""} ${verdict}`)),
    ]).to.deep.equal(["consumer consumer-beta open"]);
    expect(found[0]!.there.hops.map(({ at }) => at)).to.deep.equal([
      "consumer-beta-clients-b",
      "consumer-beta-endpoint",
      "prod/link-eu-west-1",
      "prod/fleet-eu-west-1-asg",
    ]);
  });

  it("notes that it waits for the provider, unless the provider names it or accepts all", async () => {
    const notes = async (privateLink: object) => [
      ...new Set(paths(await beside({ ...LETS_IN, ...privateLink })).map(({ note }) => note)),
    ];
    expect(await notes({})).to.deep.equal(["the provider has to accept the connection before anything comes through"]);
    const connected = (name: string) => ({ connectedConsumers: [{ name, endpointId: "vpce-0c0c0c0c0c0c0c0c0" }] });
    expect(await notes(connected("alphabeta")))
      .to.have.length(1)
      .and.not.to.include(undefined);
    expect(await notes(connected("beta"))).to.deep.equal([undefined]);
    expect(await notes({ acceptanceRequired: false })).to.deep.equal([undefined]);
  });

  const FAULTS: [string, object, Change, string[]][] = [
    [
      "whom the provider's rules do not let in",
      { ...LETS_IN, allowedClients: ["10.71.0.0/20"] },
      (graph) => graph,
      ["dropped | prod/link-eu-west-1-sg | b | consumer"],
    ],
    [
      "before a service that allows nobody",
      LETS_IN,
      removed("link-eu-west-1-allows-111122223333-root"),
      ["dropped | prod/link-eu-west-1-service | b | consumer"],
    ],
    [
      "but not what else is wrong with the provider",
      LETS_IN,
      all(removed("network-eu-west-1-app-b-default"), removed("network-eu-west-1-igw")),
      [],
    ],
  ];
  for (const [what, privateLink, change, faults] of FAULTS)
    it(`tells of one ${what}`, async () => {
      expect(faultsIn(await beside(privateLink, change))).to.deep.equal(faults);
    });
});
