import { expect } from "chai";
import { findings } from "../../../analysis";
import { names } from "../../../analysis/inventory/dns";
import { switchOf } from "../../../analysis/switch/switch";
import { compare } from "../../../graph/compare";
import type { Graph } from "../../../graph/graph";
import { PROVIDER_EFFECTS } from "../../../graph/providerEffects";
import { BASE, type Raw, find, inputsOf, nameOf, recordConfig } from "../../support/recording";

const ZONE = "aws:route53/zone:Zone";
const RECORD = "aws:route53/record:Record";
const CORP = "vpc-0123456789abcdef0";

const region = (second: number, more: object) => ({ zones: ["a", "b"], cidr: `10.${second}.0.0/16`, ...more });
const stack = (privateZone?: Raw, dns?: Raw): Raw => ({
  ...BASE,
  options: ["privateLink", ...(dns ? ["nlb"] : [])],
  service: { port: 5000, ...(dns && { hostname: "tcp.example.com" }) },
  ...(dns && { dns }),
  regions: {
    "eu-west-1": region(1, { role: "primary" }),
    "ap-south-1": region(2, { role: "secondary" }),
  },
  privateLink: { allowedClients: ["10.60.0.0/16"], ...(privateZone && { privateZone }) },
});

const VPCS = { vpcs: [{ id: CORP, region: "eu-west-1" }] };
/** Beside the public name, and of the same name. */
const SPLIT = stack(VPCS, { zone: "example.com" });
/** Alone. */
const MADE = stack({ hostname: "tcp.corp.internal", ...VPCS });
const FOUND = stack({
  hostname: "tcp.corp.internal",
  hostedZoneId: "Z0123456789EXAMPLE",
  assumeRoleArn: "arn:aws:iam::111111111111:role/dns",
});

describe("a name in a private hosted zone", () => {
  let split: Graph;
  let made: Graph;
  let found: Graph;
  before(async () => {
    [split, made, found] = [await recordConfig(SPLIT), await recordConfig(MADE), await recordConfig(FOUND)];
  });

  const ofPrivate = (graph: Graph, type: string) =>
    graph.resources.filter((node) => node.type === type && node.name.startsWith("private-dns"));

  it("has a zone of just that name, which answers in the stack's VPCs and in those that are named", () => {
    expect(inputsOf(find(split, ZONE, "private-dns-zone"))).to.deep.equal({
      name: "tcp.example.com",
      comment: "Private name of the TCP service",
      vpcs: [
        { vpcId: "${Vpc:network-ap-south-1-vpc.id}", vpcRegion: "ap-south-1" },
        { vpcId: "${Vpc:network-eu-west-1-vpc.id}", vpcRegion: "eu-west-1" },
        { vpcId: CORP, vpcRegion: "eu-west-1" },
      ],
      tags: { Name: "ha-tcp-test-private-dns" },
    });
    expect(find(split, ZONE, "private-dns-zone").protect).to.equal(false);
  });

  it("leads to the internal load balancers by roles, and obeys no health check", () => {
    const to = (alias: string, zoneId: string) => [{ name: alias, zoneId, evaluateTargetHealth: true }];
    const zoneId = "${Zone:private-dns-zone.zoneId}";
    const link = (name: string) => to(`\${LoadBalancer:link-${name}.dnsName}`, `\${LoadBalancer:link-${name}.zoneId}`);
    const pair = { zoneId, name: "_failover-eu-west-1.tcp.example.com", type: "A" };
    expect(ofPrivate(split, RECORD).map((node) => [node.name, inputsOf(node)])).to.deep.equal([
      [
        "private-dns-standby-ap-south-1",
        {
          zoneId,
          name: "_standby.tcp.example.com",
          type: "A",
          setIdentifier: "ap-south-1",
          latencyRoutingPolicies: [{ region: "ap-south-1" }],
          aliases: link("ap-south-1"),
        },
      ],
      [
        "private-dns-failover-eu-west-1-primary",
        {
          ...pair,
          setIdentifier: "primary",
          failoverRoutingPolicies: [{ type: "PRIMARY" }],
          aliases: link("eu-west-1"),
        },
      ],
      [
        "private-dns-failover-eu-west-1-secondary",
        {
          ...pair,
          setIdentifier: "secondary",
          failoverRoutingPolicies: [{ type: "SECONDARY" }],
          aliases: to("_standby.tcp.example.com", zoneId),
        },
      ],
      [
        "private-dns-alias",
        { zoneId, name: "tcp.example.com", type: "A", aliases: to("_failover-eu-west-1.tcp.example.com", zoneId) },
      ],
    ]);
  });

  it("has IPv4 addresses alone, as ways to it are, where the load balancers have both", async () => {
    const { privateLink } = MADE as { privateLink: Raw };
    const allowedClients = ["10.60.0.0/16", "2001:db8:60::/48"];
    const dual = await recordConfig({
      ...MADE,
      network: { ipv6: true },
      privateLink: { ...privateLink, ipAddressType: "dualstack", allowedClients },
    });
    expect(find(dual, "aws:lb/loadBalancer:LoadBalancer", "link-eu-west-1").inputs["ipAddressType"]).to.equal(
      "dualstack",
    );
    const namesAndTypes = (graph: Graph) => ofPrivate(graph, RECORD).map(({ name, inputs }) => [name, inputs["type"]]);
    expect(namesAndTypes(dual)).to.deep.equal(namesAndTypes(made));
  });

  it("stands among the names beside the public one, is no public one itself, and is told of in the outputs", () => {
    const told = (graph: Graph) =>
      names(graph).map(({ hostname, private: inside = false, answers }) => [
        hostname,
        inside,
        answers.map(({ leadsTo, when }) => [...leadsTo, when]),
      ]);
    const answers = (frontDoor: string) => [
      [`${frontDoor}-eu-west-1`, "while it is well"],
      [`${frontDoor}-ap-south-1`, "else"],
    ];
    expect(told(split)).to.deep.equal([
      ["tcp.example.com", false, answers("front")],
      ["tcp.example.com", true, answers("link")],
    ]);
    for (const graph of [made, found])
      expect(told(graph)).to.deep.equal([["tcp.corp.internal", true, answers("link")]]);
    const rules = [split, made, found].flatMap((graph) => findings(graph).map(({ rule }) => rule));
    expect(rules.filter((rule) => ["unchecked-name", "delegation", "no-name"].includes(rule))).to.deep.equal([]);
    expect(found.outputs["privateZone"]).to.deep.equal({
      hostname: "tcp.corp.internal",
      hostedZoneId: "Z0123456789EXAMPLE",
    });
  });

  it("of a zone that exists, in another account, has its records alone made there", () => {
    expect(ofPrivate(found, ZONE)).to.deep.equal([]);
    const there = found.resources.filter(({ provider }) => nameOf(provider ?? "") === "aws-dns-private");
    expect(there.map(({ name }) => name)).to.deep.equal(ofPrivate(found, RECORD).map(({ name }) => name));
    expect(there.length).to.equal(4);
    expect(inputsOf(there[0]!)["zoneId"]).to.equal("Z0123456789EXAMPLE");
  });

  it("that goes, moves, comes before a public one or leaves a VPC is told of", async () => {
    const [none, left, wider, open, hiding] = [
      await recordConfig(stack()),
      await recordConfig(stack({ hostname: "tcp.corp.internal" })),
      await recordConfig(stack({ hostname: "tcp.corp.internal", zone: "corp.internal", ...VPCS })),
      await recordConfig(stack(undefined, { zone: "example.com" })),
      await recordConfig(stack({ hostname: "in.example.com", zone: "example.com" }, { zone: "example.com" })),
    ];
    const told = (from: Graph, to: Graph) =>
      switchOf(from, to, compare(from, to, PROVIDER_EFFECTS)).interruptions.map(({ severity, rule, what }) =>
        [severity, rule, what.replace(/[:,(].*/, "").trim()].join(" | "),
      );
    const moved = "outage | private-zone | its records go to";
    expect([told(none, made), told(made, made)]).to.deep.equal([[], []]);
    expect(told(made, none)).to.deep.equal(["outage | private-zone | the name is gone from the private zone"]);
    expect(told(made, left)).to.deep.equal(["outage | private-zone | the private zone answers there no more"]);
    expect(told(made, found)).to.deep.equal([`${moved} the private zone Z0123456789EXAMPLE`]);
    expect(told(made, wider)).to.deep.equal([`${moved} a new private zone corp.internal`]);
    expect(told(open, split)).to.deep.equal([
      "none | private-zone | the name leads to the internal load balancers from now on",
    ]);
    expect(told(open, hiding)).to.deep.equal([
      "outage | private-zone | the private zone hides it and has no such name",
    ]);
    expect(told(hiding, hiding)).to.deep.equal([]);
  });
});
