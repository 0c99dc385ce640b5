import { expect } from "chai";
import { findings, pathFaults, paths } from "../../analysis";
import { switchOf } from "../../analysis/switch/switch";
import { compare } from "../../graph/compare";
import type { Graph } from "../../graph/graph";
import { PROVIDER_EFFECTS } from "../../graph/providerEffects";
import { type Raw, dependenciesOf, find, inputs, ofType, recordConfig } from "../support/recording";

const stack = (rest: Raw = {}, region: Raw = {}): Raw => ({
  options: ["nlb"],
  service: { port: 5000 },
  network: { ipv6: true, ipv6Egress: true },
  regions: { "eu-west-1": { zones: ["a", "b"], cidr: "10.47.0.0/16", nat: "single", ...region } },
  ...rest,
});

const DESTINATIONS = { instances: { egress: [{ cidr: "2001:db8:5::/48", port: 25 }] } };
const GATEWAY = "network-eu-west-1-eigw";
const EGRESS_RULE = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

const v6Rules = (graph: Graph) =>
  Object.entries(inputs(graph, EGRESS_RULE))
    .filter(([, rule]) => "cidrIpv6" in rule)
    .map(([name, { cidrIpv6, fromPort, toPort, ipProtocol }]) => [name, cidrIpv6, fromPort, toPort, ipProtocol]);

const v6Entries = (graph: Graph) =>
  ofType(graph, "aws:ec2/networkAcl:NetworkAcl").flatMap((node) =>
    (["ingress", "egress"] as const).flatMap((direction) =>
      (node.inputs[direction] as Raw[])
        .filter(({ ipv6CidrBlock }) => ipv6CidrBlock === "::/0")
        .map(({ ruleNo, protocol, fromPort, toPort }) =>
          [node.name.slice(18), direction, ruleNo, protocol, fromPort, toPort].join(" "),
        ),
    ),
  );

const interfaceOf = (graph: Graph, template: string) =>
  (find(graph, "aws:ec2/launchTemplate:LaunchTemplate", template).inputs["networkInterfaces"] as Raw[])[0];

const v6Paths = (graph: Graph) =>
  paths(graph)
    .filter(({ ipv6 }) => ipv6)
    .map(({ target, zone, traffic, verdict }) => `${target} ${zone} ${traffic} ${verdict}`);

const switched = (from: Graph, to: Graph) =>
  switchOf(from, to, compare(from, to, PROVIDER_EFFECTS)).interruptions.filter(({ rule }) => rule === "egress");

describe("connections out by IPv6: instances", () => {
  let graph: Graph;
  let plain: Graph;
  before(async () => {
    [graph, plain] = await Promise.all([
      recordConfig(stack(DESTINATIONS)),
      recordConfig(stack({ network: { ipv6: true } })),
    ]);
  });

  it("one gateway, to which each app subnet leads, and nothing of the front", () => {
    expect(inputs(graph, "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway")).to.deep.equal({
      [GATEWAY]: { tags: { Name: "ha-tcp-test-network-eu-west-1" }, vpcId: "${Vpc:network-eu-west-1-vpc.id}" },
    });
    const routes = ofType(graph, "aws:ec2/route:Route").filter((node) => "destinationIpv6CidrBlock" in node.inputs);
    expect(Object.fromEntries(routes.map((node) => [node.name, node.inputs]))).to.deep.equal(
      Object.fromEntries(
        ["a", "b"].map((zone) => [
          `network-eu-west-1-app-${zone}-default-ipv6`,
          {
            routeTableId: `\${RouteTable:network-eu-west-1-app-${zone}-rt.id}`,
            destinationIpv6CidrBlock: "::/0",
            egressOnlyGatewayId: `\${EgressOnlyInternetGateway:${GATEWAY}.id}`,
          },
        ]),
      ),
    );
  });

  it("instances have an address, and start after there is a way", () => {
    expect(interfaceOf(graph, "fleet-eu-west-1-template")).to.have.property("ipv6AddressCount", 1);
    expect(dependenciesOf(find(graph, "aws:autoscaling/group:Group", "fleet-eu-west-1-asg"))).to.include.members([
      "network-eu-west-1-app-a-default-ipv6",
      "network-eu-west-1-app-b-default-ipv6",
      "fleet-eu-west-1-to-https-ipv6",
    ]);
    expect(interfaceOf(plain, "fleet-eu-west-1-template")).not.to.have.property("ipv6AddressCount");
  });

  it("security group and network ACL let the same out as by IPv4, and answers in", () => {
    expect(v6Rules(graph)).to.have.deep.members([
      ["fleet-eu-west-1-to-https-ipv6", "::/0", 443, 443, "tcp"],
      ["fleet-eu-west-1-to-2001-db8-5---48-25", "2001:db8:5::/48", 25, 25, "tcp"],
    ]);
    expect(v6Entries(graph)).to.have.members([
      "app-nacl ingress 123 tcp 1024 65535",
      "app-nacl ingress 910 58 0 0",
      "app-nacl egress 113 tcp 443 443",
      "app-nacl egress 201 tcp 1 1023",
      "app-nacl egress 910 58 0 0",
    ]);
    expect([v6Rules(plain), v6Entries(plain)]).to.deep.equal([[], []]);
  });

  it("the output is the range of all app subnets, there may be", () => {
    expect(graph.outputs["egressIpv6Ranges"]).to.deep.equal({ "eu-west-1": "2001:db8:1234:1a00::/61" });
    expect(plain.outputs).not.to.have.property("egressIpv6Ranges");
  });

  it("paths follow them there and back", () => {
    expect(v6Paths(graph)).to.have.members(
      ["a", "b"].flatMap((zone) =>
        ["443 to ::/0", "25 to 2001:db8:5::/48"].map(
          (traffic) => `fleet-eu-west-1-asg eu-west-1${zone} TCP ${traffic} open`,
        ),
      ),
    );
    const [path] = paths(graph).filter(({ ipv6 }) => ipv6);
    expect([path?.there, path?.back].map((way) => way?.hops.map(({ at }) => at))).to.deep.equal([
      ["fleet-eu-west-1-asg", GATEWAY, "internet"],
      ["internet", GATEWAY, "fleet-eu-west-1-asg"],
    ]);
    expect(path?.note).to.equal(undefined);
    expect([pathFaults(graph), v6Paths(plain)]).to.deep.equal([[], []]);
  });

  it("without their rules, entries or gateway they stop", () => {
    const changed = (change: (node: Graph["resources"][number]) => Graph["resources"][number][]): string[] =>
      pathFaults({ ...graph, resources: graph.resources.flatMap(change) }).map(({ resource }) => resource);
    const without = (name: string) => changed((node) => (node.name === name ? [] : [node]));
    expect(without("fleet-eu-west-1-to-https-ipv6")).to.deep.equal(["fleet-eu-west-1-sg"]);
    expect(without(GATEWAY)).to.deep.equal(["a", "b"].map((zone) => `network-eu-west-1-app-${zone}-default-ipv6`));
    for (const direction of ["ingress", "egress"])
      expect(
        changed((node) =>
          node.name === "network-eu-west-1-app-nacl"
            ? [
                {
                  ...node,
                  inputs: {
                    ...node.inputs,
                    [direction]: (node.inputs[direction] as Raw[]).filter(({ ipv6CidrBlock }) => !ipv6CidrBlock),
                  },
                },
              ]
            : [node],
        ),
        direction,
      ).to.deep.equal(["network-eu-west-1-app-nacl"]);
  });

  it("a finding says who refuses them", () => {
    const found = (of: Graph) => findings(of).filter(({ rule }) => rule.startsWith("ipv6"));
    expect(found(graph).map(({ rule, severity, resources }) => [rule, severity, resources])).to.deep.equal([
      ["ipv6-egress", "warning", [GATEWAY]],
    ]);
    expect(found(graph)[0]?.text).to.include("whoever has only addresses-eu-west-1-egress-a on a list refuses them");
    expect(found(plain)).to.deep.equal([]);
  });

  it("a switch says so, too, and what is cut on the way back, and leaves the addresses", () => {
    const there = switched(plain, graph);
    expect(there.map(({ who, severity }) => [who, severity])).to.deep.equal([
      [
        "the service's own connections out of network-eu-west-1-vpc to names with AAAA records, where others have addresses on a list",
        "outage",
      ],
    ]);
    const back = switched(graph, plain);
    expect(back.map(({ who, lasting }) => [who, lasting])).to.deep.equal([
      ["the service's own connections by IPv6 out of network-eu-west-1-vpc", true],
    ]);
    const changes = compare(plain, graph, PROVIDER_EFFECTS);
    expect(changes.filter(({ action }) => action === "replace" || action === "delete")).to.deep.equal([]);
    expect(switchOf(plain, graph, changes).addresses.filter(({ lost }) => lost)).to.deep.equal([]);
  });

  it("a destination that goes is told", async () => {
    expect(switched(graph, await recordConfig(stack())).map(({ who }) => who)).to.deep.equal([
      "the service's own connections to 2001:db8:5::/48 on port 25",
    ]);
  });
});

describe("connections out by IPv6: tasks", () => {
  it("have addresses by the account's setting, which is told; their hosts have none", async () => {
    const graph = await recordConfig(
      stack(
        {
          options: ["ecs"],
          ecs: {
            launch: "ec2",
            networkMode: "awsvpc",
            image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/service:1",
          },
        },
        { nat: "none" },
      ),
    );
    expect(v6Rules(graph).map(([name]) => name)).to.deep.equal(["tasks-eu-west-1-to-https-ipv6"]);
    const [template] = ofType(graph, "aws:ec2/launchTemplate:LaunchTemplate");
    expect(interfaceOf(graph, template?.name ?? "")).not.to.have.property("ipv6AddressCount");
    expect(v6Paths(graph)).to.deep.equal(
      ["a", "b"].map((zone) => `tasks-eu-west-1-awsvpc-service eu-west-1${zone} TCP 443 to ::/0 open`),
    );
    expect(paths(graph).find(({ ipv6 }) => ipv6)?.note).to.include("dualStackIPv6");
    const found = findings(graph);
    expect(found.map(({ rule }) => rule)).to.include.members(["ipv6-egress", "ipv6-tasks"]);
    expect(found.map(({ rule }) => rule)).not.to.include("no-nat");
    expect(found.find(({ rule }) => rule === "ipv6-egress")?.text).to.include("reaches the internet by IPv6 alone");
  });
});
