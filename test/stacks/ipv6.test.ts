import { expect } from "chai";
import { addresses, pathFaults, paths } from "../../analysis";
import { switchOf } from "../../analysis/switch/switch";
import { compare } from "../../graph/compare";
import type { Graph } from "../../graph/graph";
import { PROVIDER_EFFECTS } from "../../graph/providerEffects";
import { publishedIpv6Mismatch, publishedIpv6Missing } from "../../plan/addresses/published";
import { type Raw, find, inputs, ofType, recordConfig } from "../support/recording";

const LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const RANGES = ["198.51.100.0/24", "2001:db8:100::/40"];

const stack = (service: Raw = {}, rest: Raw = {}, region: Raw = {}): Raw => ({
  options: ["nlb"],
  service: { port: 443, hostname: "tcp.example.com", ipv6: true, allowedClients: RANGES, ...service },
  network: { ipv6: "public" },
  regions: { "eu-west-1": { zones: ["a", "b"], cidr: "10.46.0.0/16", nat: "single", ...region } },
  dns: { zone: "example.com" },
  ...rest,
});

const PLAIN = stack({ ipv6: false, allowedClients: ["198.51.100.0/24"] }, { network: {} });

const switched = async (from: Raw, to: Raw) => {
  const [before, after] = await Promise.all([recordConfig(from), recordConfig(to)]);
  const changes = compare(before, after, PROVIDER_EFFECTS);
  return { changes, result: switchOf(before, after, changes) };
};

describe("clients by IPv6: what is there", () => {
  let graph: Graph;
  let plain: Graph;
  before(async () => {
    [graph, plain] = await Promise.all([recordConfig(stack()), recordConfig(PLAIN)]);
  });

  it("front and app subnets have a range each, by tier and zone; front subnets a route to the internet", () => {
    const ranges = ofType(graph, "aws:ec2/subnet:Subnet").map((node) => [
      node.name.slice(18),
      node.inputs["ipv6CidrBlock"],
    ]);
    expect(Object.fromEntries(ranges)).to.deep.equal({
      "app-a": "2001:db8:1234:1a00::/64",
      "app-b": "2001:db8:1234:1a01::/64",
      "front-a": "2001:db8:1234:1a08::/64",
      "front-b": "2001:db8:1234:1a09::/64",
      "inspection-a": undefined,
      "inspection-b": undefined,
    });
    const v6 = ofType(graph, "aws:ec2/route:Route").filter((node) => "destinationIpv6CidrBlock" in node.inputs);
    expect(v6.map(({ name, inputs: its }) => [name, its["destinationIpv6CidrBlock"], its["gatewayId"]])).to.deep.equal(
      ["a", "b"].map((zone) => [
        `network-eu-west-1-front-${zone}-default-ipv6`,
        "::/0",
        "${InternetGateway:network-eu-west-1-igw.id}",
      ]),
    );
  });

  it("the front's network ACL lets the port in, answers out, and packets that are too big be told of, and nothing else of IPv6", () => {
    const entries = (node: { inputs: Raw }) =>
      (["ingress", "egress"] as const).flatMap((direction) =>
        (node.inputs[direction] as { ipv6CidrBlock?: string; ruleNo: number; fromPort: number; toPort: number }[])
          .filter(({ ipv6CidrBlock }) => ipv6CidrBlock !== undefined)
          .map(({ ruleNo, fromPort, toPort }) => [direction, ruleNo, fromPort, toPort]),
      );
    const acls = ofType(graph, "aws:ec2/networkAcl:NetworkAcl");
    expect(acls.map((node) => [node.name, entries(node as { inputs: Raw })])).to.have.deep.members([
      [
        "network-eu-west-1-front-nacl",
        [
          ["ingress", 103, 443, 443],
          ["ingress", 910, 0, 0],
          ["egress", 103, 1024, 65535],
          ["egress", 910, 0, 0],
        ],
      ],
      ["network-eu-west-1-app-nacl", []],
      ["network-eu-west-1-inspection-nacl", []],
    ]);
  });

  it("the load balancer is of both families, and names no IPv6 address of its own choice", () => {
    const { ipAddressType, subnetMappings } = find(graph, LOAD_BALANCER, "front-eu-west-1").inputs;
    expect(ipAddressType).to.equal("dualstack");
    expect(subnetMappings).to.deep.equal(find(plain, LOAD_BALANCER, "front-eu-west-1").inputs["subnetMappings"]);
    expect(
      ofType(graph, "aws:lb/targetGroup:TargetGroup").filter((node) => "ipAddressType" in node.inputs),
    ).to.deep.equal([]);
  });

  it("its security group lets in the ranges of both families, and the checkers of both", () => {
    const rules = inputs(graph, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    const own = Object.entries(rules).filter(([name]) => name.startsWith("front-"));
    expect(
      own.map(([name, { cidrIpv4, cidrIpv6, prefixListId }]) => [name, cidrIpv4 ?? cidrIpv6 ?? prefixListId]),
    ).to.have.deep.members([
      ["front-eu-west-1-in-198-51-100-0-24", "198.51.100.0/24"],
      ["front-eu-west-1-in-2001-db8-100---40", "2001:db8:100::/40"],
      ["front-eu-west-1-in-route53", "${PrefixList:com.amazonaws.eu-west-1.route53-healthchecks.id}"],
      ["front-eu-west-1-in-route53-ipv6", "${PrefixList:com.amazonaws.eu-west-1.ipv6.route53-healthchecks.id}"],
      ["front-eu-west-1-mtu", "0.0.0.0/0"],
      ["front-eu-west-1-mtu-ipv6", "::/0"],
    ]);
  });

  it("the outputs and the plan have an address in each zone, which goes with the load balancer", () => {
    const looked = graph.invokes.find(({ token }) => token === "aws:ec2/getNetworkInterface:getNetworkInterface");
    expect(looked?.args["filters"]).to.deep.equal([
      { name: "description", values: ["ELB ${LoadBalancer:front-eu-west-1.arnSuffix}"] },
      { name: "subnet-id", values: ["${Subnet:network-eu-west-1-front-a.id}"] },
    ]);
    expect(graph.outputs["publicIpv6Addresses"]).to.deep.equal({ "eu-west-1": { a: "2001:db8::1", b: "2001:db8::2" } });
    const rows = addresses(graph).filter(({ purpose }) => purpose === "publicIpv6");
    expect(rows.map(({ zone, name, protected: kept }) => [zone, name, kept])).to.deep.equal([
      ["a", "front-eu-west-1", false],
      ["b", "front-eu-west-1", false],
    ]);
  });

  it("the name leads to both, each family by its own checks", () => {
    const records = ofType(graph, "aws:route53/record:Record").map(({ name, inputs: its }) => [
      name,
      its["type"],
      its["name"],
      its["healthCheckId"],
    ]);
    const LATENCY = "_latency.tcp.example.com";
    const check = (name: string) => `\${HealthCheck:dns-check-eu-west-1${name}.id}`;
    expect(records).to.deep.equal([
      ["dns-latency-eu-west-1", "A", LATENCY, check("")],
      ["dns-alias", "A", "tcp.example.com", undefined],
      ["dns-latency-eu-west-1-ipv6", "AAAA", LATENCY, check("-ipv6")],
      ["dns-alias-ipv6", "AAAA", "tcp.example.com", undefined],
    ]);
    const checks = inputs(graph, "aws:route53/healthCheck:HealthCheck");
    expect(checks["dns-check-eu-west-1-ipv6-b"]).to.include({ type: "TCP", ipAddress: "2001:db8::2", port: 443 });
    expect(checks["dns-check-eu-west-1-ipv6"]?.["childHealthchecks"]).to.deep.equal([
      check("-ipv6-a"),
      check("-ipv6-b"),
    ]);
    expect(checks["dns-check-eu-west-1"]?.["childHealthchecks"]).to.deep.equal([check("-a"), check("-b")]);
  });

  it("paths follow them there and back, past no fault", () => {
    const clients = paths(graph).filter(({ kind, ipv6 }) => kind === "client" && ipv6);
    const ranges = clients.filter(({ traffic }) => !traffic.includes("prefix list"));
    expect(clients.length).to.equal(2 * ranges.length);
    expect([...new Set(ranges.map(({ zone, traffic, verdict }) => `${zone} ${traffic} ${verdict}`))]).to.deep.equal(
      ["a", "b"].map((zone) => `eu-west-1${zone} TCP 443 from 2001:db8:100::/40 open`),
    );
    expect(clients[0]?.there.hops.map(({ kind }) => kind)).to.deep.equal([
      "internet",
      "gateway",
      "loadBalancer",
      "target",
    ]);
    expect(pathFaults(graph)).to.deep.equal([]);
    expect(paths(plain).filter(({ ipv6 }) => ipv6)).to.deep.equal([]);
  });

  it("a route or a rule that is missing stops them, and them alone", () => {
    const without = (name: string): Graph => ({
      ...graph,
      resources: graph.resources.filter((each) => each.name !== name),
    });
    const faults = (changed: Graph) => pathFaults(changed).map(({ resource, text, zones }) => [resource, text, zones]);
    expect(faults(without("network-eu-west-1-front-a-default-ipv6"))).to.deep.equal([
      ["network-eu-west-1-front-a-rt", "no route to 2001:db8:100::/40", ["eu-west-1a"]],
    ]);
    expect(faults(without("network-eu-west-1-front-nacl"))).to.deep.equal([]);
  });
});

describe("clients by IPv6: other names", () => {
  const recordsOf = async (dns: Raw, service: Raw = {}) =>
    ofType(await recordConfig(stack(service, { dns: { zone: "example.com", ...dns } })), "aws:route53/record:Record");

  it("multivalue answers with the addresses themselves", async () => {
    const records = await recordsOf({ routing: "multivalue" });
    const v6 = records.filter((node) => node.inputs["type"] === "AAAA" && node.inputs["records"]);
    expect(v6.map(({ name, inputs: its }) => [name, its["records"], its["healthCheckId"]])).to.deep.equal(
      ["a", "b"].map((zone, index) => [
        `dns-multivalue-eu-west-1-${zone}-ipv6`,
        [`2001:db8::${index + 1}`],
        `\${HealthCheck:dns-check-eu-west-1-ipv6-${zone}.id}`,
      ]),
    );
  });
});

describe("clients by IPv6: what a switch says", () => {
  it("they come in place: no address changes, and nobody notices", async () => {
    const { changes, result } = await switched(PLAIN, stack());
    expect([result.verdict, result.interruptions]).to.deep.equal(["none", []]);
    expect(changes.filter(({ action }) => action === "replace" || action === "delete")).to.deep.equal([]);
    const balancer = changes.find(({ type }) => type === LOAD_BALANCER);
    expect(balancer?.inputs.map(({ path, effect }) => [path, effect])).to.deep.equal([["ipAddressType", "update"]]);
  });

  it("another zone comes in place, and leaves the others their addresses", async () => {
    const { changes, result } = await switched(stack(), stack({}, {}, { zones: ["a", "b", "c"] }));
    expect(changes.find(({ type }) => type === LOAD_BALANCER)?.action).to.equal("update");
    expect(result.addresses.filter(({ lost }) => lost)).to.deep.equal([]);
  });

  it("they go: their addresses are lost, and they are out for good", async () => {
    const { result } = await switched(stack(), stack({ ipv6: false, allowedClients: ["198.51.100.0/24"] }));
    expect(result.interruptions.map(({ rule, who, lasting }) => [rule, who, lasting])).to.deep.equal([
      ["ipv6", "clients of front-eu-west-1 that come by IPv6", true],
    ]);
    expect(result.refusals).to.deep.equal(
      ["a", "b"].map(
        (zone) =>
          `the address eu-west-1${zone}/ipv6 would be lost: it goes with the load balancer's IPv6 addresses, and nobody gets it back`,
      ),
    );
  });

  it("a load balancer that is replaced takes them along, and no Elastic IP", async () => {
    const { result } = await switched(
      stack({}, {}, { zones: ["a", "b", "c"] }),
      stack({}, {}, { parkedAddresses: ["c"] }),
    );
    expect(result.addresses.filter(({ lost }) => lost).map(({ zone, purpose }) => [zone, purpose])).to.deep.equal(
      ["a", "b", "c"].map((zone) => [zone, "publicIpv6"]),
    );
  });

  for (const ipv6 of [true, false])
    it(`front subnets do not give back their ranges (network.ipv6: ${ipv6})`, async () => {
      const quiet = { ipv6: false, allowedClients: ["198.51.100.0/24"] };
      const { result } = await switched(stack(quiet), stack(quiet, { network: { ipv6 } }));
      expect(result.refusals).to.deep.equal(
        ipv6
          ? ["a", "b"].map(
              (zone) =>
                `network-eu-west-1-front-${zone} would lose its IPv6 range, which the provider takes from no subnet: leave network.ipv6: public`,
            )
          : [
              "network-eu-west-1-vpc would lose its IPv6 range while its subnets have addresses of it, which AWS refuses: leave network.ipv6 as it is",
            ],
      );
    });
});

describe("clients by IPv6: published addresses", () => {
  const place = { region: "eu-west-1", zone: "a" };

  it("another one is told with both, and the same one in another form is none", () => {
    expect(publishedIpv6Mismatch(place, "2a05:d018:1a:808::2f", "2a05:d018:1a:808::1f")).to.equal(
      "The load balancer has 2a05:d018:1a:808::1f in eu-west-1a, where 2a05:d018:1a:808::2f is published. Correct " +
        "ha-tcp:regions.eu-west-1.publishedIpv6.a once nobody has the former one on an allow list.",
    );
    expect(publishedIpv6Mismatch(place, "2A05:d018:001a:808:0::1f", "2a05:d018:1a:808::1f")).to.equal(undefined);
    expect(publishedIpv6Mismatch(place, undefined, "2a05:d018:1a:808::1f")).to.equal(undefined);
    expect(publishedIpv6Missing(place, "2a05::1")).to.include(
      "would get a new IPv6 address in eu-west-1a, where 2a05::1 is published",
    );
  });

  it("an offline plan, which knows none, goes on", async () => {
    const graph = await recordConfig(stack({}, {}, { publishedIpv6: { a: "2a05:d018:1a:808::1f" } }));
    expect(graph.outputs["publicIpv6Addresses"]).to.deep.equal({ "eu-west-1": { a: "2001:db8::1", b: "2001:db8::2" } });
  });
});
