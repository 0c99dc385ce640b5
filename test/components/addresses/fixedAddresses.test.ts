import { expect } from "chai";
import { type Raw, SHAPES, find, inputs, inputsOf, recordConfig, recordStack } from "../../support/recording";

const EIP = "aws:ec2/eip:Eip";

const base = (region: Raw): Raw => ({
  options: ["nlb"],
  service: { port: 5000 },
  regions: { "eu-west-1": { cidr: "10.20.0.0/16", ...region } },
});

/** The zones with an address of one kind, from the names in the graph. */
async function zonesOf(raw: Raw, kind: "front" | "egress"): Promise<string[]> {
  const pattern = kind === "front" ? /^addresses-eu-west-1-([a-h])$/ : /^addresses-eu-west-1-egress-([a-h])$/;
  const names = Object.keys(inputs(await recordConfig(raw), EIP));
  return names.flatMap((name) => pattern.exec(name)?.[1] ?? []).sort();
}

describe("FixedAddresses", () => {
  it("writes an address out in full", async () => {
    expect(inputsOf(find(await recordStack("dev"), EIP, "addresses-eu-west-1-a"))).to.deep.equal({
      domain: "vpc",
      tags: { Name: "ha-tcp-dev-addresses-eu-west-1-a" },
    });
  });

  const STACKS = [
    { stack: "dev", names: ["a", "b", "egress-a"] },
    { stack: "prod", names: ["a", "b", "c", "egress-a", "egress-b", "egress-c"] },
  ];
  for (const { stack, names } of STACKS)
    it(`${stack} has an address for each front subnet and each NAT gateway, and no other`, async () => {
      const rows = names.map((name) => {
        const logical = `addresses-eu-west-1-${name}`;
        return [logical, { domain: "vpc", tags: { Name: `ha-tcp-${stack}-${logical}` } }];
      });
      expect(inputs(await recordStack(stack), EIP)).to.deep.equal(Object.fromEntries(rows));
    });

  it("reads addresses of one's own by their id, under names of their own, and creates the others", async () => {
    const graph = await recordConfig(SHAPES["addresses of one's own"]!);
    const created = (name: string) => ({ domain: "vpc", tags: { Name: `ha-tcp-test-${name}` } });
    expect(inputs(graph, EIP)).to.deep.equal({
      "addresses-eu-west-1-a-own": { id: "eipalloc-0a0a0a0a0a0a0a0a0" },
      "addresses-eu-west-1-b": created("addresses-eu-west-1-b"),
      "addresses-eu-west-1-c-own": { id: "eipalloc-0c0c0c0c0c0c0c0c0" },
      "addresses-eu-west-1-egress-a": created("addresses-eu-west-1-egress-a"),
      "addresses-eu-west-1-egress-b-own": { id: "eipalloc-0b0b0b0b0b0b0b0b0" },
      "addresses-eu-west-1-egress-c": created("addresses-eu-west-1-egress-c"),
    });
    const external = graph.resources.filter((node) => node.external).map(({ name }) => name);
    expect(external.sort()).to.deep.equal([
      "addresses-eu-west-1-a-own",
      "addresses-eu-west-1-c-own",
      "addresses-eu-west-1-egress-b-own",
    ]);
  });

  it("gives addresses of one's own to the load balancer and the NAT gateway of their zone", async () => {
    const graph = await recordConfig(SHAPES["addresses of one's own"]!);
    const { subnetMappings } = find(graph, "aws:lb/loadBalancer:LoadBalancer", "front-eu-west-1").inputs;
    expect(subnetMappings).to.deep.equal([
      { subnetId: "${Subnet:network-eu-west-1-front-a.id}", allocationId: "eipalloc-0a0a0a0a0a0a0a0a0" },
      {
        subnetId: "${Subnet:network-eu-west-1-front-b.id}",
        allocationId: "${Eip:addresses-eu-west-1-b.allocationId}",
      },
      { subnetId: "${Subnet:network-eu-west-1-front-c.id}", allocationId: "eipalloc-0c0c0c0c0c0c0c0c0" },
    ]);
    const nat = (zone: string) =>
      find(graph, "aws:ec2/natGateway:NatGateway", `network-eu-west-1-nat-${zone}`).inputs["allocationId"];
    expect(nat("a")).to.equal("${Eip:addresses-eu-west-1-egress-a.allocationId}");
    expect(nat("b")).to.equal("eipalloc-0b0b0b0b0b0b0b0b0");
  });

  it("knows the ids of one's own in the first preview already", async () => {
    const graph = await recordConfig(SHAPES["addresses of one's own"]!, { preview: true });
    const { subnetMappings } = find(graph, "aws:lb/loadBalancer:LoadBalancer", "front-eu-west-1").inputs;
    const ids = (subnetMappings as { allocationId: unknown }[]).map(({ allocationId }) => allocationId);
    expect(ids).to.deep.equal(["eipalloc-0a0a0a0a0a0a0a0a0", null, "eipalloc-0c0c0c0c0c0c0c0c0"]);
  });

  const EGRESS = [
    { nat: "none", zones: [] },
    { nat: "single", zones: ["a"] },
    { nat: "perZone", zones: ["a", "b"] },
  ];
  for (const { nat, zones } of EGRESS)
    it(`with nat: ${nat} has egress addresses in the zones [${zones.join(", ")}]`, async () => {
      expect(await zonesOf(base({ zones: ["b", "a"], nat }), "egress")).to.deep.equal(zones);
    });

  it("has the egress address of a single NAT gateway in natZone", async () => {
    expect(await zonesOf(base({ zones: ["a", "b"], nat: "single", natZone: "b" }), "egress")).to.deep.equal(["b"]);
  });

  it("keeps the address of a zone that is parked as the same resource", async () => {
    const used = await recordConfig(base({ zones: ["a", "b", "c"], nat: "perZone" }));
    const parked = await recordConfig(
      base({ zones: ["a", "b"], nat: "none", parkedAddresses: ["c"], parkedEgressAddresses: ["a", "b", "c"] }),
    );
    const addresses = (graph: typeof used) => graph.resources.filter(({ type }) => type === EIP);
    expect(addresses(parked)).to.deep.equal(addresses(used));
  });

  it("attaches a parked address to nothing", async () => {
    const graph = await recordConfig(SHAPES["parked addresses"]!);
    expect(Object.keys(inputs(graph, EIP)).sort()).to.deep.equal([
      "addresses-eu-west-1-a",
      "addresses-eu-west-1-b",
      "addresses-eu-west-1-c",
      "addresses-eu-west-1-egress-a",
      "addresses-eu-west-1-egress-b",
      "addresses-eu-west-1-egress-c",
    ]);
    const users = (name: string) =>
      graph.resources.filter((node) => node.custom && JSON.stringify(node.inputs).includes(`\${Eip:${name}.`));
    expect(users("addresses-eu-west-1-b")).to.have.length(1);
    for (const name of ["c", "egress-b", "egress-c"]) expect(users(`addresses-eu-west-1-${name}`)).to.deep.equal([]);
  });
});
