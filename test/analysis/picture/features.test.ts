import { expect } from "chai";
import { type Diagram, diagramOf, mergeDiagrams } from "../../../analysis/picture";
import { BASE, type Raw, SHAPES, recordConfig } from "../../support/recording";
import { drawExample, outline, ways } from "./support";

/** The lines of a box and of what is inside. */
const area = (diagram: Diagram, id: string): string[] => {
  const lines = outline(diagram);
  const first = lines.findIndex((line) => line.trim().startsWith(`${id}: `));
  const depth = (line = "") => line.search(/\S/);
  const after = lines.slice(first + 1).findIndex((line) => depth(line) <= depth(lines[first]));
  const whole = first < 0 ? [] : lines.slice(first, after < 0 ? undefined : first + 1 + after);
  return whole.map((line) => line.slice(depth(whole[0])));
};

const waysOf = (diagram: Diagram, ...words: string[]): string[] =>
  ways(diagram).filter((way) => words.every((word) => way.includes(word)));

const drawn = async (raw: Raw): Promise<Diagram> => diagramOf(await recordConfig(raw));

/** One region, with something in it. */
const region = (more: object, others: Raw = {}): Raw => ({
  ...BASE,
  ...others,
  regions: { "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16", nat: "single", ...more } },
});

describe("analysis/picture", () => {
  it("shares of two backends, and what has none", async () => {
    const both = { ...BASE, options: ["nlb", "ecs"] };
    const split = await drawExample("nlb-ecs.yaml");
    expect(waysOf(split, "> targets=")).to.deep.equal([
      "client:loadBalancer=front-eu-west-1 > targets=fleet-eu-west-1-asg “90 %”",
      "client:loadBalancer=front-eu-west-1 > targets=tasks-eu-west-1-fargate-service “10 %”",
    ]);
    const idle = await drawn({ ...both, weights: { instances: 100, tasks: 0 } });
    expect(waysOf(idle, "client:loadBalancer")).to.deep.equal([
      "client:loadBalancer=front-eu-west-1 > targets=fleet-eu-west-1-asg",
    ]);
    expect(area(idle, "targets=tasks-eu-west-1-awsvpc-service")[0]).to.equal(
      "targets=tasks-eu-west-1-awsvpc-service: Tasks on hosts | tasks-eu-west-1-awsvpc-service | 2 tasks (2 to 4) | weight 0: no connections",
    );
  });

  it("ports, TLS and those of targets", async () => {
    const [band] = area(await drawExample("two-ports.yaml"), "loadBalancer=front-eu-west-1");
    expect(band).to.equal(
      "loadBalancer=front-eu-west-1: Network Load Balancer | front-eu-west-1 | TCP 1883, TLS 8883 → 1883, TCP 443 → 8083 | cross-zone: to targets of all zones",
    );
  });

  it("names with their policies, and regions that stand by after those that answer", async () => {
    const diagram = await drawExample("failover.yaml");
    expect(area(diagram, "name=tcp.example.com")).to.deep.equal([
      "name=tcp.example.com: tcp.example.com | Route 53, failover routing | health of eu-west-1: 1 of 3 addresses | health of ap-south-1: 1 of 2 addresses",
    ]);
    expect(waysOf(diagram, "name:")).to.deep.equal([
      "name:clients=internet > name=tcp.example.com “asks”",
      "name:name=tcp.example.com > loadBalancer=front-eu-west-1 “while it is well”",
      "name:name=tcp.example.com > loadBalancer=front-ap-south-1 “else”",
    ]);
    expect(outline(diagram).filter((line) => line.startsWith("  region="))).to.deep.equal([
      "  region=eu-west-1: eu-west-1",
      "  region=ap-south-1: ap-south-1 | stands by for tcp.example.com",
    ]);
    const [two, other] = (await drawExample("redundant-dns.yaml")).boxes.find(({ id }) => id === "row=names")!.boxes!;
    expect([two!.title, other!.title]).to.deep.equal(["tcp.service.example.com", "tcp.example.net"]);
    const shared = two!.resources.filter((urn) => other!.resources.includes(urn));
    expect(shared.filter((urn) => !urn.includes("healthCheck"))).to.deep.equal([]);
  });

  it("a name answered with addresses", async () => {
    const diagram = await drawn(SHAPES["two backends behind TLS, answered with their addresses"]!);
    expect(area(diagram, "name=tcp.example.com")).to.deep.equal([
      "name=tcp.example.com: tcp.example.com | Route 53, multivalue answer routing | kept 60 s by resolvers | health: each by itself, and its zone",
    ]);
    expect(waysOf(diagram, "name:name=")).to.deep.equal([
      "name:name=tcp.example.com > loadBalancer=front-eu-west-1 “up to eight of all addresses”",
    ]);
  });

  it("addresses of one's own by their ids, parked ones, and a parked region", async () => {
    const own = await drawExample("own-addresses.yaml");
    expect(area(own, "loadBalancer=front-eu-central-1&zone=eu-central-1a")).to.deep.equal([
      "loadBalancer=front-eu-central-1&zone=eu-central-1a: Elastic IP | eipalloc-0a1b2c3d4e5f60718 | 10.41.128.0/21 @eu-central-1a",
    ]);
    const parked = await drawn({
      ...BASE,
      regions: {
        ...(BASE["regions"] as object),
        "eu-central-1": { zones: [], cidr: "10.21.0.0/16", parkedAddresses: ["a"], parkedEgressAddresses: ["b"] },
      },
    });
    expect(area(parked, "region=eu-central-1")).to.deep.equal([
      "region=eu-central-1: eu-central-1 | parked: nothing but addresses",
      "  parked=eu-central-1: Parked addresses | kept, and used by nothing",
      "    address=addresses-eu-central-1-a: Zone a for clients | assigned at first up",
      "    address=addresses-eu-central-1-egress-b: Zone b for egress | assigned at first up",
    ]);
  });

  it("addresses that AWS has given, of a deployed stack", async () => {
    const graph = await recordConfig(BASE);
    const deployed = diagramOf({ ...graph, publicIps: { "addresses-eu-west-1-a": ["203.0.113.7"] } });
    expect(area(deployed, "loadBalancer=front-eu-west-1&zone=eu-west-1a")).to.deep.equal([
      "loadBalancer=front-eu-west-1&zone=eu-west-1a: Elastic IP | 203.0.113.7 | 10.20.128.0/21 @eu-west-1a",
    ]);
  });

  it("IPv6: that of load balancers, and the way out that nothing comes in by", async () => {
    expect(area(await drawExample("dual-stack.yaml"), "loadBalancer=front-eu-west-1&zone=eu-west-1b")).to.deep.equal([
      "loadBalancer=front-eu-west-1&zone=eu-west-1b: Elastic IP | assigned at first up | IPv6: assigned at first up | 10.46.136.0/21 @eu-west-1b",
    ]);
    expect(waysOf(await drawExample("ipv6-egress.yaml"), "egressOnlyGateway")).to.deep.equal([
      "egress:targets=fleet-eu-west-1-asg > egressOnlyGateway=network-eu-west-1-eigw",
      "egress:egressOnlyGateway=network-eu-west-1-eigw > internet=out",
    ]);
  });

  it("a zone that goes past its firewall endpoint", async () => {
    const firewall = { cidr: "192.168.255.0/25", bypassZones: ["b"] };
    const diagram = await drawn(region({ firewall }, { options: ["networkFirewall"] }));
    expect(area(diagram, "firewallEndpoint=network-eu-west-1-vpc")).to.deep.equal([
      "firewallEndpoint=network-eu-west-1-vpc: Firewall endpoints | each for its own zone, in and out | not passed in eu-west-1b",
      "  firewallEndpoint=network-eu-west-1-inspection-a-endpoint: Firewall endpoint | 10.20.192.0/22 @eu-west-1a",
      "  firewallEndpoint=network-eu-west-1-inspection-b-endpoint: Firewall endpoint | 10.20.196.0/22 | no route leads here @eu-west-1b",
    ]);
    expect(waysOf(diagram, "client:gateway=")).to.deep.equal([
      "client:gateway=network-eu-west-1-igw > firewallEndpoint=network-eu-west-1-inspection-a-endpoint",
      "client:gateway=network-eu-west-1-igw > loadBalancer=front-eu-west-1&zone=eu-west-1b",
    ]);
  });

  it("a firewall of another account", async () => {
    const arn = "arn:aws:network-firewall:eu-west-1:210987654321:firewall/shared";
    const firewall = { existing: { arn, zones: ["a", "b"] } };
    const diagram = await drawn(region({ firewall }, { options: ["networkFirewall"] }));
    expect(area(diagram, `firewall=${arn}`)).to.deep.equal([
      `firewall=${arn}: Network Firewall | shared | of account 210987654321`,
    ]);
    expect(waysOf(diagram, "serves:")).to.deep.equal([
      `serves:firewall=${arn} > firewallEndpoint=network-eu-west-1-vpc`,
    ]);
  });

  it("a VPC that exists: ids where ranges are not known, and its owner's way out", async () => {
    const diagram = await drawExample("existing-vpc.yaml");
    expect(area(diagram, "targets=fleet-eu-west-1-f60718-asg&zone=eu-west-1a")).to.deep.equal([
      "targets=fleet-eu-west-1-f60718-asg&zone=eu-west-1a: 1 instance | subnet-0b00000000000000a @eu-west-1a",
    ]);
    expect(waysOf(diagram, "egress:")).to.deep.equal([
      "egress:targets=fleet-eu-west-1-f60718-asg > way=owner of network-eu-west-1-vpc-existing",
      "egress:way=owner of network-eu-west-1-vpc-existing > internet=out",
    ]);
  });

  it("ways to other networks, and those who come by them", async () => {
    const diagram = await drawExample("transit.yaml");
    expect(
      ["way=ways-eu-west-1-tgw-corp", "way=ways-eu-west-1-peering-cache"].flatMap((id) => area(diagram, id)),
    ).to.deep.equal([
      "way=ways-eu-west-1-tgw-corp: Transit gateway | ways-eu-west-1-tgw-corp | to tgw-0123456789abcdef0 | 10.0.0.0/9",
      "way=ways-eu-west-1-peering-cache: VPC peering | ways-eu-west-1-peering-cache | to vpc-0123456789abcdef0 | 10.200.0.0/16",
    ]);
    expect([...waysOf(diagram, "clients=networks"), ...waysOf(diagram, "loadBalancer=link")]).to.include.members([
      "name:clients=networks > name=private tcp.corp.internal “asks”",
      "client:clients=networks > loadBalancer=link-eu-west-1 “by the peering”",
      "client:loadBalancer=link-eu-west-1 > targets=fleet-eu-west-1-asg",
      "name:name=private tcp.corp.internal > loadBalancer=link-eu-west-1",
    ]);
    const every = await drawn(SHAPES["every way to other networks"]!);
    expect(waysOf(every, "way=peering-eu-central-1-eu-west-1")).to.deep.equal([
      "egress:targets=fleet-eu-west-1-asg > way=peering-eu-central-1-eu-west-1",
      "egress:way=peering-eu-central-1-eu-west-1 > vpc=network-eu-central-1-vpc",
    ]);
    expect(area(every, "way=ways-eu-west-1-vgw")[0]).to.match(/Virtual private gateway.*with Direct Connect$/);
  });

  it("a consumer's stack, with the service by its own stack, and one that no plan has", async () => {
    const diagram = await drawExample("consumer.yaml");
    expect(area(diagram, "account=provider eu-west-1").map((line) => line.trim().split(":")[0])).to.deep.equal([
      "account=provider eu-west-1",
      "endpointService=private-link/link-eu-west-1-service",
      "vpc=private-link/network-eu-west-1-vpc",
      ...["loadBalancer=private-link/link-eu-west-1", "targets=private-link/fleet-eu-west-1-asg"].flatMap((id) => [
        id,
        ...["a", "b", "c"].map((zone) => `${id}&zone=eu-west-1${zone}`),
      ]),
    ]);
    const service = "endpointService=com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0";
    expect(ways(await drawn(SHAPES["a consumer of a service of another account"]!))).to.deep.equal([
      "consumer:clients=consumer-acme > interfaceEndpoint=consumer-acme-endpoint",
      `consumer:interfaceEndpoint=consumer-acme-endpoint > ${service}`,
    ]);
  });

  it("consumers of all kinds beside each other", async () => {
    const diagram = await drawn(SHAPES["PrivateLink beside the public load balancer"]!);
    expect(area(diagram, "clients=consumers")).to.deep.equal([
      "clients=consumers: Other consumers | account 111122223333 | role/team/connector of 444455556666 | user/ops of 444455556666 | vpce-0c0c0c0c0c0c0c0c0",
    ]);
    expect(area(diagram, "account=consumer-globex")).to.deep.equal([
      "account=consumer-globex: Consumer globex | eu-west-1 | accepted by this stack",
      "  vpc=consumer-globex: VPC, which exists | vpc-0a0a0a0a0a0a0a0a0",
      "    clients=consumer-globex: Clients | 10.20.7.0/24 | by the service's private DNS name",
      "    interfaceEndpoint=consumer-globex-endpoint: Interface endpoint | consumer-globex-endpoint | TCP 5000",
      "      interfaceEndpoint=consumer-globex-endpoint&zone=eu-west-1: Endpoint | zones known to its owner",
    ]);
  });

  it("public load balancers above internal ones, in a switch, too", async () => {
    const both = await drawn(SHAPES["an accelerator beside the public load balancer, to both backends"]!);
    const internal = await drawExample("accelerator.yaml");
    for (const diagram of [both, mergeDiagrams(internal, await drawn(BASE), [])]) {
      const bands = area(diagram, "vpc=network-eu-west-1-vpc").filter((line) => /^ {2}loadBalancer=/.test(line));
      expect(bands.map((line) => line.trim().split(":")[0])).to.deep.equal([
        "loadBalancer=front-eu-west-1",
        "loadBalancer=accel-eu-west-1",
      ]);
    }
  });

  it("the same for any order of options, regions and zones in the file", async () => {
    const regions = {
      "eu-west-1": { zones: ["b", "a"], cidr: "10.20.0.0/16" },
      "eu-central-1": { zones: ["a", "c"], cidr: "10.21.0.0/16" },
    };
    const reversed = Object.fromEntries(
      Object.entries(regions)
        .reverse()
        .map(([name, more]) => [name, { ...more, zones: [...more.zones].reverse() }]),
    );
    const weights = { instances: 90, tasks: 10 };
    const one = await drawn({ ...BASE, weights, options: ["nlb", "ecs", "privateLink"], regions });
    const other = await drawn({ ...BASE, weights, options: ["privateLink", "ecs", "nlb"], regions: reversed });
    expect(other).to.deep.equal(one);
  });

  it("an accelerator that is parked, or leads a region nothing", async () => {
    const parked = await drawn(SHAPES["a parked accelerator"]!);
    expect(area(parked, "accelerator=anycast")).to.deep.equal([
      "accelerator=anycast: Global Accelerator | anycast | 2 addresses, assigned at first up | parked: it leads nowhere",
    ]);
    const regions = await drawn(SHAPES["an accelerator of two regions"]!);
    expect(outline(regions).filter((line) => line.startsWith("  region="))).to.deep.equal([
      "  region=eu-west-1: eu-west-1",
      "  region=eu-central-1: eu-central-1 | stands by: dial 0 %",
    ]);
    expect(waysOf(regions, "client:accelerator")).to.deep.equal([
      "client:accelerator=anycast > loadBalancer=accel-eu-west-1 “dial 100 %”",
    ]);
  });
});
