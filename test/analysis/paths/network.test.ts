import { expect } from "chai";
import fc from "fast-check";
import { filtersFor, networkAclOf, securityGroups } from "../../../analysis/paths/network/filters";
import { mergeAlike, splitByRoutes } from "../../../analysis/paths/network/peers";
import {
  ALL_ADDRESSES,
  type Addresses,
  type Box,
  type Filter,
  type Span,
  addressText,
  addressesOf,
  count,
  decide,
  portText,
  within,
} from "../../../analysis/paths/network/ranges";
import { findRoute } from "../../../analysis/paths/network/routing";
import { topologyOf } from "../../../analysis/paths/network/topology";
import { GraphIndex } from "../../../graph/graph";
import { runs } from "../../support/full";
import { graph, node, reference } from "../../support/graphs";

const span = (most: number): fc.Arbitrary<Span> =>
  fc
    .tuple(fc.nat(most), fc.nat(most))
    .map(([one, other]) => ({ from: Math.min(one, other), to: Math.max(one, other) }));

const MOST = 7;

const box: fc.Arbitrary<Box> = fc.record({ addresses: span(MOST), ports: span(MOST) });

const filters: fc.Arbitrary<Filter[]> = fc
  .array(fc.record({ allow: fc.boolean(), box }), { maxLength: 6 })
  .map((all) => all.map((each, index) => ({ ...each, name: String(index) })));

const holds = ({ from, to }: Addresses, value: number): boolean => from <= value && value <= to;

/** Every packet of a box, one by one. */
function packets({ addresses, ports }: Box): [number, number][] {
  const values = (of: Addresses) => Array.from({ length: count(of) }, (_, index) => Number(of.from) + index);
  return values(addresses).flatMap((address) => values(ports).map((port): [number, number] => [address, port]));
}

/** What becomes of one packet: the first rule that speaks of it decides. */
const ruleFor = (rules: readonly Filter[], [address, port]: [number, number]): Filter | undefined =>
  rules.find((rule) => holds(rule.box.addresses, address) && holds(rule.box.ports, port));

describe("analysis/paths: rules over ranges", () => {
  it("let through what they let through packet by packet, and name those that do", () => {
    fc.assert(
      fc.property(box, filters, (asked, rules) => {
        const each = packets(asked).map((packet) => ruleFor(rules, packet));
        const passes = each.every((rule) => rule?.allow === true);
        const decision = decide(asked, rules);
        expect(decision.stopped === undefined).to.equal(passes);
        if (decision.stopped === undefined)
          expect(decision.passed).to.deep.equal(rules.filter((rule) => each.includes(rule)).map(({ name }) => name));
      }),
      runs(500),
    );
  });

  it("tell of what is stopped nothing that passes, and the rule that denies it", () => {
    fc.assert(
      fc.property(box, filters, (asked, rules) => {
        const decision = decide(asked, rules);
        if (!decision.stopped) return;
        const deciding = new Set(packets(decision.stopped).map((packet) => ruleFor(rules, packet)?.name));
        expect([...deciding]).to.deep.equal([decision.denied]);
        for (const [address, port] of packets(decision.stopped))
          expect(holds(asked.addresses, address) && holds(asked.ports, port)).to.equal(true);
      }),
      runs(500),
    );
  });

  it("tell the most of what is stopped", () => {
    const asked = { addresses: addressesOf("10.0.0.0/8"), ports: { from: 1, to: 100 } };
    const rule = {
      name: "one",
      allow: true,
      box: { addresses: addressesOf("10.0.0.0/8"), ports: { from: 11, to: 12 } },
    };
    expect(decide(asked, [rule]).stopped).to.deep.equal({ addresses: asked.addresses, ports: { from: 13, to: 100 } });
  });

  it("hold ranges of IPv6 exactly, and apart from all of IPv4", () => {
    expect(within(addressesOf("2001:db8::/64"), addressesOf("2001:db8::/32"))).to.equal(true);
    expect(within(addressesOf("2001:db8::/64"), addressesOf("2001:db8:0:1::/64"))).to.equal(false);
    expect(within(addressesOf("2001:db8::1/128"), addressesOf("2001:db8::2/128"))).to.equal(false);
    expect(within(addressesOf("0.0.0.0/0"), addressesOf("::/0"))).to.equal(false);
    expect(within(addressesOf("::/0"), addressesOf("0.0.0.0/0"))).to.equal(false);
    for (const all of ["0.0.0.0/0", "::/0"]) expect(within(addressesOf(all), ALL_ADDRESSES), all).to.equal(true);
  });

  it("cut ranges of IPv6 to the single address", () => {
    const ports = { from: 80, to: 80 };
    const allow = (cidr: string) => ({ name: cidr, allow: true, box: { addresses: addressesOf(cidr), ports } });
    const asked = { addresses: addressesOf("2001:db8::/126"), ports };
    const three = ["2001:db8::/128", "2001:db8::1/128", "2001:db8::3/128"].map(allow);
    const { stopped } = decide(asked, three);
    expect(addressText(stopped!.addresses)).to.equal("2001:db8::2");
    expect(decide(asked, [...three, allow("2001:db8::2/127")])).to.deep.equal({
      passed: ["2001:db8::/128", "2001:db8::1/128", "2001:db8::3/128", "2001:db8::2/127"],
    });
  });

  it("are written as people write them", () => {
    expect(addressText(addressesOf("192.0.2.0/24"))).to.equal("192.0.2.0–192.0.2.255");
    expect(addressText(addressesOf("255.255.255.255/32"))).to.equal("255.255.255.255");
    expect(addressText(addressesOf("2001:db8:7::/48"))).to.equal("2001:db8:7::–2001:db8:7:ffff:ffff:ffff:ffff:ffff");
    expect(portText({ from: 1024, to: 65535 })).to.equal("1024–65535");
    expect(portText({ from: 443, to: 443 })).to.equal("443");
  });
});

describe("analysis/paths: network ACLs", () => {
  const entry = (ruleNo: number, protocol: string, action = "allow", cidrBlock: string | undefined = "0.0.0.0/0") => ({
    ruleNo,
    protocol,
    action,
    cidrBlock,
    fromPort: 80,
    toPort: 81,
  });
  const inbound = (...ingress: object[]) => networkAclOf(node("NetworkAcl", "acl", { ingress })).in;
  const everywhere = addressesOf("0.0.0.0/0");

  it("are asked in the order of their numbers, whatever their order in the list", () => {
    const names = inbound(entry(200, "tcp"), entry(90, "6", "DENY"), entry(1000, "tcp")).map(
      ({ name, allow }) => `${name} ${allow ? "allows" : "denies"}`,
    );
    expect(names).to.deep.equal(["inbound rule 90 denies", "inbound rule 200 allows", "inbound rule 1000 allows"]);
  });

  it("say of TCP what they say of it or of all protocols, and these of all ports", () => {
    const ports = inbound(entry(1, "tcp"), entry(2, "-1"), entry(3, "icmp"), entry(4, "17"), entry(5, "all")).map(
      ({ name, box: { ports: its } }) => `${name} ${portText(its)}`,
    );
    expect(ports).to.deep.equal(["inbound rule 1 80–81", "inbound rule 2 0–65535", "inbound rule 5 0–65535"]);
  });

  it("say nothing of IPv4 in rules of IPv6, nor the other way round", () => {
    const ports = { from: 80, to: 80 };
    const [four, six] = [
      { addresses: everywhere, ports },
      { addresses: addressesOf("::/0"), ports },
    ];
    const ofFour = inbound(entry(1, "tcp"));
    const ofSix = inbound({ ...entry(1, "tcp"), cidrBlock: undefined, ipv6CidrBlock: "::/0" });
    expect([ofFour, ofSix].map((rules) => [four, six].map((asked) => decide(asked, rules).stopped))).to.deep.equal([
      [undefined, six],
      [four, undefined],
    ]);
  });

  it("say nothing without a range", () => {
    expect(inbound({ ...entry(1, "tcp"), cidrBlock: undefined })).to.deep.equal([]);
  });

  it("stop by themselves what no rule speaks of", () => {
    const asked = { addresses: everywhere, ports: { from: 82, to: 82 } };
    expect(decide(asked, inbound(entry(1, "tcp")))).to.deep.equal({ stopped: asked });
    expect(decide(asked, inbound())).to.deep.equal({ stopped: asked });
  });
});

describe("analysis/paths: security groups", () => {
  const loadBalancer = node("SecurityGroup", "door");
  const rules = (group: ReturnType<typeof node>, ...others: ReturnType<typeof node>[]) =>
    securityGroups(GraphIndex.of(graph([loadBalancer, group, ...others]))).get(group.name)!.in;
  const ports = { fromPort: 80, toPort: 80 };
  const asked = { addresses: addressesOf("203.0.113.0/24"), ports: { from: 80, to: 80 } };
  const passes = (list: ReturnType<typeof rules>, groups: string[] = [], prefixList?: string) =>
    decide(asked, filtersFor(list, { groups, prefixList })).stopped === undefined;

  const group = node("SecurityGroup", "group");
  const rule = (source: Record<string, unknown>, more: Record<string, unknown> = {}) =>
    node("SecurityGroupIngressRule", "rule", {
      securityGroupId: reference(group),
      ipProtocol: "tcp",
      ...ports,
      ...source,
      ...more,
    });
  const written = (source: Record<string, unknown>, protocol = "tcp") =>
    node("SecurityGroup", "group", { ingress: [{ protocol, ...ports, ...source }] });

  const CASES: [string, ReturnType<typeof rules>, boolean, string[]?, string?][] = [
    ["a range that holds it", rules(group, rule({ cidrIpv4: "203.0.113.0/24" })), true],
    ["a range that holds a part of it", rules(group, rule({ cidrIpv4: "203.0.113.0/25" })), false],
    ["another port", rules(group, rule({ cidrIpv4: "0.0.0.0/0" }, { fromPort: 81, toPort: 90 })), false],
    ["another protocol", rules(group, rule({ cidrIpv4: "0.0.0.0/0" }, { ipProtocol: "udp" })), false],
    [
      "all protocols",
      rules(group, rule({ cidrIpv4: "0.0.0.0/0" }, { ipProtocol: "-1", fromPort: undefined, toPort: undefined })),
      true,
    ],
    [
      "a rule of another group",
      rules(group, rule({ cidrIpv4: "0.0.0.0/0" }, { securityGroupId: reference(loadBalancer) })),
      false,
    ],
    [
      "the group of the other end",
      rules(group, rule({ referencedSecurityGroupId: reference(loadBalancer) })),
      true,
      ["door"],
    ],
    [
      "a group that the other end has not",
      rules(group, rule({ referencedSecurityGroupId: reference(loadBalancer) })),
      false,
      ["else"],
    ],
    ["its prefix list", rules(group, rule({ prefixListId: "pl-1" })), true, [], "pl-1"],
    ["another prefix list", rules(group, rule({ prefixListId: "pl-1" })), false, [], "pl-2"],
    ["a written range", rules(written({ cidrBlocks: ["192.0.2.0/24", "203.0.113.0/24"] })), true],
    ["a written group", rules(written({ securityGroups: [reference(loadBalancer)] })), true, ["door"]],
    ["itself, written", rules(written({ self: true })), true, ["group"]],
    ["a written prefix list", rules(written({ prefixListIds: ["pl-1"] })), true, [], "pl-1"],
    ["a written rule of another protocol", rules(written({ cidrBlocks: ["0.0.0.0/0"] }, "udp")), false],
    ["no rule", rules(group), false],
  ];
  for (const [what, list, expected, groups, prefixList] of CASES)
    it(`${expected ? "let in" : "stop"} by ${what}`, () => {
      expect(passes(list, groups, prefixList)).to.equal(expected);
    });

  it("have rules for ranges of IPv6 apart, written into them or beside them", () => {
    const beside = rule({ cidrIpv6: "2001:db8::/32" });
    const inside = written({ ipv6CidrBlocks: ["2001:db8::/32"], cidrBlocks: ["192.0.2.0/24"] });
    const of = (node: typeof group, ...others: (typeof group)[]) =>
      securityGroups(GraphIndex.of(graph([loadBalancer, node, ...others]))).get("group")!;
    const cidrs = [of(group, beside), of(inside)].map((each) =>
      [each.in, each.inV6].map((list) => list.map(({ name, cidr = "" }) => `${name} ${cidr}`)),
    );
    expect(cidrs).to.deep.equal([
      [[], ["rule 2001:db8::/32"]],
      [["ingress of group 192.0.2.0/24"], ["ingress of group 2001:db8::/32"]],
    ]);
  });

  it("add up: two halves make a whole", () => {
    const halves = ["203.0.113.0/25", "203.0.113.128/25"].map((cidrIpv4, index) =>
      node("SecurityGroupIngressRule", `half-${index}`, { ...rule({ cidrIpv4 }).inputs }),
    );
    expect(passes(rules(group, ...halves))).to.equal(true);
  });
});

const vpc = node("Vpc", "vpc", { cidrBlock: "10.0.0.0/16" });
const table = node("RouteTable", "rt", { vpcId: reference(vpc) });
const subnet = node("Subnet", "subnet", {
  vpcId: reference(vpc),
  cidrBlock: "10.0.1.0/24",
  availabilityZone: "eu-west-1a",
});
const association = node("RouteTableAssociation", "rta", {
  subnetId: reference(subnet),
  routeTableId: reference(table),
});
const route = (name: string, destinationCidrBlock: string | undefined, target: Record<string, unknown>) =>
  node("Route", name, { routeTableId: reference(table), destinationCidrBlock, ...target });

const network = (...routes: ReturnType<typeof node>[]) =>
  topologyOf(graph([vpc, table, subnet, association, ...routes])).networks[0]!;

describe("analysis/paths: routes", () => {
  const found = (cidr: string, ...routes: ReturnType<typeof node>[]) =>
    findRoute(network(...routes).subnets[0]!.table, cidr)?.name;
  const out = { gatewayId: "igw-1" };

  it("go by the longest prefix that holds the destination", () => {
    const routes = [
      route("all", "0.0.0.0/0", out),
      route("some", "203.0.0.0/16", out),
      route("one", "203.0.113.7/32", out),
    ];
    const names = ["198.51.100.1/32", "203.0.113.0/24", "203.0.113.7/32"].map((cidr) => found(cidr, ...routes));
    expect(names).to.deep.equal(["all", "some", "one"]);
  });

  it("stay in the VPC for its own range without being written down", () => {
    expect(found("10.0.1.0/24", route("all", "0.0.0.0/0", out))).to.equal("rt local");
    expect(found("10.0.1.0/24")).to.equal("rt local");
  });

  it("lead elsewhere where the local route's range has a target of its own, or a part of it has", () => {
    expect(found("10.0.1.0/24", route("own", "10.0.0.0/16", out))).to.equal("own");
    expect(found("10.0.1.0/24", route("part", "10.0.1.0/24", out))).to.equal("part");
    expect(found("10.0.2.0/24", route("part", "10.0.1.0/24", out))).to.equal("rt local");
  });

  it("lead nowhere without one that holds all of it", () => {
    expect(found("203.0.113.0/24", route("half", "203.0.113.0/25", out))).to.equal(undefined);
  });

  it("to prefix lists are none of the internet's", () => {
    expect(found("203.0.113.0/24", route("list", undefined, { ...out, destinationPrefixListId: "pl-1" }))).to.equal(
      undefined,
    );
  });
});

describe("analysis/paths: ranges of clients", () => {
  const party = (cidr: string) => ({ name: cidr, cidr, ports: { from: 1, to: 2 }, groups: [] });
  const out = { gatewayId: "igw-1" };
  const parts = (cidr: string, ...routed: string[]) =>
    splitByRoutes(party(cidr), network(...routed.map((each) => route(each, each, out)))).map(({ name }) => name);

  it("are cut where a part of them has a route of its own", () => {
    expect(parts("0.0.0.0/0", "0.0.0.0/0", "203.0.113.0/24")).to.deep.equal([
      "0.0.0.0/0",
      "203.0.113.0/24 of 0.0.0.0/0",
    ]);
  });

  it("are gone where the parts make up the whole", () => {
    expect(parts("203.0.112.0/23", "203.0.112.0/24", "203.0.113.0/24")).to.deep.equal(
      ["203.0.112.0/24", "203.0.113.0/24"].map((each) => `${each} of 203.0.112.0/23`),
    );
  });

  it("are not cut by private ranges, nor by wider ones", () => {
    expect(parts("203.0.113.0/24", "0.0.0.0/0", "203.0.0.0/16", "10.9.0.0/16", "198.51.100.0/24")).to.have.length(1);
  });

  it("are taken together where nothing tells them apart", () => {
    const parties = ["203.0.113.0/24", "198.51.100.0/24", "192.0.2.0/24", "192.0.2.128/25"].map(party);
    const told = network(
      route("all", "0.0.0.0/0", out),
      route("some", "203.0.0.0/16", out),
      route("cut", "192.0.2.128/26", out),
    );
    expect(mergeAlike(parties, told, []).map(({ name }) => name)).to.deep.equal([
      "203.0.113.0/24",
      "198.51.100.0/24",
      "192.0.2.0/24",
      "192.0.2.128/25",
    ]);
    expect(mergeAlike(parties, network(), []).map(({ name }) => name)).to.deep.equal(["203.0.113.0/24 and 3 more"]);
  });

  it("are told apart by the rules of the targets' groups, and by their prefix lists", () => {
    const parties = [
      party("203.0.113.0/24"),
      party("198.51.100.0/24"),
      { ...party("192.0.2.0/24"), prefixList: "pl-1" },
    ];
    const rule = { name: "rule", ports: { from: 1, to: 2 }, cidr: "203.0.113.0/24" };
    const group = { name: "group", in: [rule], inV6: [], out: [], outV6: [] };
    expect(mergeAlike(parties, network(), [group])).to.have.length(3);
    expect(mergeAlike(parties, network(), [])).to.have.length(2);
  });
});
