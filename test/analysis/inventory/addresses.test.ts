import { join } from "node:path";
import { expect } from "chai";
import { type AddressRow, addresses } from "../../../analysis";
import type { ResourceNode } from "../../../graph/graph";
import { type Extras, graph, node, publish, reference } from "../../support/graphs";
import { ROOT, recordStack } from "../../support/recording";

const created = node("Eip", "addresses-eu-west-1-a", { domain: "vpc" });
const own = node("Eip", "addresses-eu-west-1-b-own", { id: "eipalloc-0b" }, { external: true });

/** A resource of Global Accelerator; load balancers have listeners, too. */
function accelerator(
  kind: string,
  name: string,
  inputs: Record<string, unknown> = {},
  extras: Extras = {},
): ResourceNode {
  const type = `aws:globalaccelerator/${kind.toLowerCase()}:${kind}`;
  return { ...node("Eip", name, inputs, extras), type, urn: `urn:pulumi:test::ha-tcp::${type}::${name}` };
}

const balancer = (allocationId?: unknown) =>
  node("LoadBalancer", "front-eu-west-1", { subnetMappings: [{ subnetId: "subnet-1", allocationId }] });

const nat = (allocationId: unknown) => node("NatGateway", "network-eu-west-1-nat-a", { allocationId });

function only(address: ResourceNode, ...others: ResourceNode[]) {
  const rows = addresses(graph([address, ...others], { publicAddresses: publish({ a: address }) }));
  expect(rows).to.have.length(1);
  return rows[0]!;
}

describe("analysis/inventory/addresses", () => {
  it("tells all about an address that this stack creates and a load balancer holds", () => {
    const user = balancer(reference(created, "allocationId"));
    expect(addresses(graph([created, user], { publicAddresses: publish({ a: created }) }))).to.deep.equal([
      {
        region: "eu-west-1",
        zone: "a",
        purpose: "public",
        name: "addresses-eu-west-1-a",
        count: 1,
        origin: "created",
        attachedTo: user.urn,
        protected: false,
        retained: false,
      },
    ]);
  });

  it("tells all about an address of the user's own that a NAT gateway holds by its literal id", () => {
    const user = nat("eipalloc-0b");
    expect(addresses(graph([own, user], { egressAddresses: publish({ b: own }) }))).to.deep.equal([
      {
        region: "eu-west-1",
        zone: "b",
        purpose: "egress",
        name: "addresses-eu-west-1-b-own",
        count: 1,
        origin: "own",
        allocationId: "eipalloc-0b",
        attachedTo: user.urn,
        protected: false,
        retained: true,
      },
    ]);
  });

  describe("attachment", () => {
    const second = { subnetMappings: [{ allocationId: "eipalloc-0c" }, { allocationId: "eipalloc-0b" }] };
    const cases: [string, ResourceNode, ResourceNode | undefined, boolean][] = [
      ["created, by a load balancer", created, balancer(reference(created, "allocationId")), true],
      ["created, by a NAT gateway", created, nat(reference(created, "allocationId")), true],
      ["created, by a NAT gateway that names it by its id", created, nat(reference(created)), true],
      ["own, by a load balancer", own, balancer("eipalloc-0b"), true],
      ["own, by the second mapping", own, node("LoadBalancer", "front-eu-west-1", second), true],
      ["own, by a NAT gateway", own, nat("eipalloc-0b"), true],
      ["created, by nothing", created, undefined, false],
      ["own, by nothing", own, undefined, false],
      ["beside a load balancer without addresses", created, balancer(), false],
      ["beside a load balancer with another's literal id", own, balancer("eipalloc-0b1"), false],
      [
        "beside a NAT gateway with the address of a longer name",
        created,
        nat("${Eip:addresses-eu-west-1-a2.allocationId}"),
        false,
      ],
      ["beside a resource of that name but another kind", created, nat("${Subnet:addresses-eu-west-1-a.id}"), false],
      ["created, its id in no place for one", created, node("Route", "route", { id: reference(created) }), false],
    ];
    for (const [what, address, user, attached] of cases)
      it(`${attached ? "attached" : "parked"}: ${what}`, () => {
        const row = only(address, ...(user ? [user] : []));
        if (attached) expect(row.attachedTo).to.equal(user!.urn);
        else expect(row).not.to.have.property("attachedTo");
      });
  });

  describe("what keeps an address", () => {
    const cases: [string, Partial<ResourceNode>, { protected: boolean; retained: boolean }][] = [
      ["nothing", {}, { protected: false, retained: false }],
      ["protect", { protect: true }, { protected: true, retained: false }],
      ["retainOnDelete", { retainOnDelete: true }, { protected: false, retained: true }],
      ["both", { protect: true, retainOnDelete: true }, { protected: true, retained: true }],
      ["that it is only read", { external: true, inputs: { id: "eipalloc-1" } }, { protected: false, retained: true }],
    ];
    for (const [what, extras, expected] of cases)
      it(what, () => {
        const { protected: isProtected, retained } = only({ ...created, ...extras });
        expect({ protected: isProtected, retained }).to.deep.equal(expected);
      });
  });

  it("goes by region, then public before egress, then zone, whatever the outputs' order", () => {
    const made = (region: string, prefix: string, letters: string) =>
      Object.fromEntries(
        letters.split("").map((zone) => [zone, node("Eip", `${region}-${prefix}${zone}`, {}, { region })]),
      );
    const front = { ireland: made("eu-west-1", "", "cab"), mumbai: made("ap-south-1", "", "ba") };
    const egress = { ireland: made("eu-west-1", "out-", "ba"), mumbai: made("ap-south-1", "out-", "b") };
    const all = [egress.ireland, front.mumbai, egress.mumbai, front.ireland].flatMap((each) => Object.values(each));
    const rows = addresses(
      graph(all, {
        egressAddresses: { ...publish(egress.ireland), ...publish(egress.mumbai, "ap-south-1") },
        publicAddresses: { ...publish(front.ireland), ...publish(front.mumbai, "ap-south-1") },
      }),
    );
    expect(rows.map(({ region, purpose, zone, name }) => `${region} ${purpose} ${zone} ${name}`)).to.deep.equal([
      "ap-south-1 public a ap-south-1-a",
      "ap-south-1 public b ap-south-1-b",
      "ap-south-1 egress b ap-south-1-out-b",
      "eu-west-1 public a eu-west-1-a",
      "eu-west-1 public b eu-west-1-b",
      "eu-west-1 public c eu-west-1-c",
      "eu-west-1 egress a eu-west-1-out-a",
      "eu-west-1 egress b eu-west-1-out-b",
    ]);
  });

  describe("an output that names no address", () => {
    const gateway = node("NatGateway", "nat");
    const cases: [string, string, unknown, RegExp][] = [
      ["a literal", "publicAddresses", "198.51.100.7", /publicAddresses\.eu-west-1\.a .*198\.51\.100\.7/],
      ["another resource", "egressAddresses", reference(gateway, "publicIp"), /egressAddresses\.eu-west-1\.a .*nat/],
      ["a missing address", "publicAddresses", "${Eip:gone.publicIp}", /publicAddresses\.eu-west-1\.a .*gone/],
      ["nothing", "publicAddresses", null, /publicAddresses\.eu-west-1\.a .*null/],
    ];
    for (const [what, output, value, message] of cases)
      it(`is an error that says where: ${what}`, () => {
        const wrong = graph([created, gateway], { [output]: { "eu-west-1": { a: value } } });
        expect(() => addresses(wrong)).to.throw(message);
      });
  });

  describe("an accelerator", () => {
    const row: AddressRow = {
      region: "global",
      zone: "",
      purpose: "anycast",
      name: "anycast",
      count: 2,
      origin: "created",
      protected: false,
      retained: false,
    };
    const listener = accelerator("Listener", "accelerator-listener", {
      acceleratorArn: "${Accelerator:anycast.arn}",
      portRanges: [{ fromPort: 5000, toPort: 5000 }],
    });
    const elsewhere = accelerator("Listener", "other-listener", { acceleratorArn: "${Accelerator:other.arn}" });
    const cases: [string, ResourceNode[], AddressRow][] = [
      ["parked", [accelerator("Accelerator", "anycast")], row],
      ["in use", [accelerator("Accelerator", "anycast"), listener], { ...row, attachedTo: listener.urn }],
      ["beside one that is in use", [accelerator("Accelerator", "anycast"), elsewhere], row],
      ["of IPv4, written out", [accelerator("Accelerator", "anycast", { ipAddressType: "IPV4" })], row],
      [
        "of both families",
        [accelerator("Accelerator", "anycast", { ipAddressType: "DUAL_STACK" })],
        { ...row, count: 4 },
      ],
      [
        "of one's own range",
        [accelerator("Accelerator", "anycast", { ipAddresses: ["198.51.100.9", "203.0.113.9"] })],
        { ...row, publicIps: ["198.51.100.9", "203.0.113.9"] },
      ],
      [
        "kept",
        [accelerator("Accelerator", "anycast", {}, { protect: true, retainOnDelete: true })],
        { ...row, protected: true, retained: true },
      ],
    ];
    for (const [what, resources, expected] of cases)
      it(what, () => {
        expect(addresses(graph(resources))).to.deep.equal([expected]);
      });

    it("comes before what regions have", () => {
      const all = [created, accelerator("Accelerator", "anycast")];
      const rows = addresses(graph(all, { publicAddresses: publish({ a: created }) }));
      expect(rows.map(({ name }) => name)).to.deep.equal(["anycast", "addresses-eu-west-1-a"]);
    });
  });

  it("takes addresses from the outputs, not from what else is in the graph", () => {
    expect(addresses(graph([created]))).to.deep.equal([]);
  });
});

describe("analysis/inventory/addresses, of recorded stacks", () => {
  const short = ({ name, origin, allocationId, attachedTo }: AddressRow) =>
    [name, origin, allocationId, attachedTo?.split("::").at(-1) ?? "parked"].filter(Boolean).join(" ");

  it("prod: each address kept twice over, each in use", async () => {
    const rows = addresses(await recordStack("prod"));
    expect(rows.map(short)).to.deep.equal([
      "addresses-eu-west-1-a created front-eu-west-1",
      "addresses-eu-west-1-b created front-eu-west-1",
      "addresses-eu-west-1-c created front-eu-west-1",
      "addresses-eu-west-1-egress-a created network-eu-west-1-nat-a",
      "addresses-eu-west-1-egress-b created network-eu-west-1-nat-b",
      "addresses-eu-west-1-egress-c created network-eu-west-1-nat-c",
    ]);
    expect(rows.filter((row) => !(row.protected && row.retained))).to.deep.equal([]);
  });

  it("examples/accelerator: its addresses in use, those of the other front door parked", async () => {
    const rows = addresses(await recordStack(join(ROOT, "examples/accelerator.yaml")));
    expect(rows.map(short)).to.deep.equal([
      "anycast created accelerator-listener",
      "addresses-eu-west-1-a created parked",
      "addresses-eu-west-1-b created parked",
      "addresses-eu-west-1-egress-a created network-eu-west-1-nat-a",
      "addresses-eu-west-1-egress-b created network-eu-west-1-nat-b",
      "addresses-us-east-1-a created parked",
      "addresses-us-east-1-b created parked",
      "addresses-us-east-1-egress-a created network-us-east-1-nat-a",
      "addresses-us-east-1-egress-b created network-us-east-1-nat-b",
    ]);
    expect(rows.filter((row) => !(row.protected && row.retained))).to.deep.equal([]);
  });

  it("examples/own-addresses: own ones in use, and the created one that is parked", async () => {
    expect(addresses(await recordStack(join(ROOT, "examples/own-addresses.yaml"))).map(short)).to.deep.equal([
      "addresses-eu-central-1-a-own own eipalloc-0a1b2c3d4e5f60718 front-eu-central-1",
      "addresses-eu-central-1-b-own own eipalloc-0a1b2c3d4e5f60719 front-eu-central-1",
      "addresses-eu-central-1-c created parked",
      "addresses-eu-central-1-egress-a-own own eipalloc-0a1b2c3d4e5f6071a network-eu-central-1-nat-a",
    ]);
  });
});
