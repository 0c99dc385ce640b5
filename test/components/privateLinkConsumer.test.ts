import * as aws from "@pulumi/aws";
import { expect } from "chai";
import { PrivateLinkConsumer, type PrivateLinkConsumerArgs } from "../../components";
import { record, type Graph } from "../../graph";
import { EXPANSIONS } from "../../graph/remote/expansions";
import type { Expand, Expansion } from "../../graph/remote/expansion";
import {
  BASE,
  dependenciesOf,
  failureOf,
  find,
  inputs,
  ofType,
  recordConfig,
  SHAPES,
  type Raw,
} from "../support/recording";

const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const ACCEPTER = "aws:ec2/vpcEndpointConnectionAccepter:VpcEndpointConnectionAccepter";
const PRIVATE_DNS = "aws:vpc/endpointPrivateDns:EndpointPrivateDns";
const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const NACL = "aws:ec2/networkAcl:NetworkAcl";
const ZONE = "aws:route53/zone:Zone";
const RECORD = "aws:route53/record:Record";
const AWSX_VPC = "awsx:ec2:Vpc";

const BESIDE = SHAPES["PrivateLink beside the public load balancer"]!;
const ALONE = SHAPES["PrivateLink alone, in dual stack, by rules of the endpoint only"]!;

const named = (name: string) => ({ Name: `ha-tcp-test-${name}` });
const SERVICE = "VpcEndpointService:link-eu-west-1-service";
const subnets = (vpc: string, tier: string, places: readonly number[]) =>
  places.map((place) => `\${Subnet:${vpc}-${tier}-${place}.id}`);

/** Inputs of a consumer's resources of a type. */
const those = (graph: Graph, type: string, consumer: string) =>
  Object.fromEntries(Object.entries(inputs(graph, type)).filter(([name]) => name.startsWith(`consumer-${consumer}-`)));

const OF_CONSUMER: PrivateLinkConsumerArgs = {
  region: "eu-west-1",
  vpc: {
    kind: "existing",
    id: "vpc-0a0a0a0a0a0a0a0a0",
    cidr: "10.20.0.0/16",
    subnets: { a: "subnet-0a0a0a0a0a0a0a0a0", b: "subnet-0b0b0b0b0b0b0b0b0" },
  },
  zones: ["a", "b"],
  zoneIds: { "eu-west-1a": "euw1-az1", "eu-west-1b": "euw1-az2" },
  allowedClients: ["10.20.0.0/16"],
  ipAddressType: "ipv4",
  dns: { kind: "none" },
  service: { serviceName: "com.amazonaws.vpce.x", region: "eu-west-1", zoneIds: ["euw1-az1", "euw1-az2"], port: 5000 },
};

/** The graph of a consumer alone, with arguments in place of those above. */
const consumerAlone = (args: Partial<PrivateLinkConsumerArgs> = {}): Promise<Graph> =>
  record({
    program: () => {
      const provider = new aws.Provider("aws-eu-west-1", { region: "eu-west-1" });
      new PrivateLinkConsumer("consumer-acme", { ...OF_CONSUMER, ...args }, { providers: [provider] });
      return {};
    },
    project: "ha-tcp",
    stack: "test",
    config: {},
  });

const subnetsOf = async (args: Partial<PrivateLinkConsumerArgs>): Promise<unknown> =>
  find(await consumerAlone(args), ENDPOINT, "consumer-acme-endpoint").inputs["subnetIds"];

describe("PrivateLinkConsumer: a VPC made for it", () => {
  const VPC = "consumer-acme-vpc-abc";

  it("is asked of awsx: isolated subnets for clients and for the endpoint, in slots by the zones' letters", async () => {
    const node = find(await recordConfig(BESIDE), AWSX_VPC, VPC);
    expect(node.inputs).to.deep.equal({
      cidrBlock: "10.60.0.0/22",
      availabilityZoneNames: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
      natGateways: { strategy: "None" },
      subnetStrategy: "Auto",
      subnetNameTagStrategy: "AvailabilityZone",
      subnetSpecs: [
        {
          type: "Isolated",
          name: "clients",
          cidrBlocks: ["10.60.0.0/26", "10.60.0.64/26", "10.60.0.128/26"],
          tags: { Tier: "clients" },
        },
        {
          type: "Isolated",
          name: "endpoints",
          cidrBlocks: ["10.60.2.0/26", "10.60.2.64/26", "10.60.2.128/26"],
          tags: { Tier: "endpoints" },
        },
      ],
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: named("consumer-acme"),
    });
  });

  it("has the zones that are named, each with its slot, in the order of their letters", async () => {
    const [vpc, ...others] = ofType(await recordConfig(BESIDE), AWSX_VPC).filter(({ name }) => /initech/.test(name));
    expect(others).to.deep.equal([]);
    expect(vpc?.name).to.equal("consumer-initech-vpc-ab");
    expect(vpc?.inputs).to.deep.include({ availabilityZoneNames: ["us-east-1a", "us-east-1b"] });
    const specs = vpc?.inputs["subnetSpecs"] as { cidrBlocks: string[] }[];
    expect(specs.map(({ cidrBlocks }) => cidrBlocks)).to.deep.equal([
      ["10.61.0.0/28", "10.61.0.16/28"],
      ["10.61.0.128/28", "10.61.0.144/28"],
    ]);
  });

  it("has a closed default group, and a network ACL for each tier: to the port, and the answers back", async () => {
    const graph = await recordConfig(BESIDE);
    const vpcId = `\${Vpc:${VPC}.id}`;
    expect(those(graph, "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "acme")).to.deep.equal({
      "consumer-acme-default-sg": { vpcId, ingress: [], egress: [], tags: named("consumer-acme-default") },
    });
    const entry = (cidrBlock: string, fromPort: number, toPort: number) => [
      { ruleNo: 100, action: "allow", protocol: "tcp", fromPort, toPort, cidrBlock },
    ];
    const [CLIENTS, ENDPOINTS] = ["10.60.0.0/23", "10.60.2.0/23"];
    expect(those(graph, NACL, "acme")).to.deep.equal({
      "consumer-acme-clients-nacl": {
        vpcId,
        subnetIds: subnets(VPC, "clients", [1, 2, 3]),
        ingress: entry(ENDPOINTS, 1024, 65535),
        egress: entry(ENDPOINTS, 5000, 5000),
        tags: named("consumer-acme-clients"),
      },
      "consumer-acme-endpoints-nacl": {
        vpcId,
        subnetIds: subnets(VPC, "endpoints", [1, 2, 3]),
        ingress: entry(CLIENTS, 5000, 5000),
        egress: entry(CLIENTS, 1024, 65535),
        tags: named("consumer-acme-endpoints"),
      },
    });
  });

  it("lets clients elsewhere through to the endpoint, where there are any, and no further", async () => {
    const over = async (allowedClients: string[]) => {
      const consumers = [
        { name: "acme", region: "eu-west-1", vpc: { kind: "created", cidr: "10.60.0.0/22" }, allowedClients },
      ];
      const nacls = those(
        await recordConfig({ ...BASE, options: ["privateLink"], privateLink: { consumers } }),
        NACL,
        "acme",
      );
      return Object.values(nacls).flatMap(({ ingress, egress }) =>
        [...(ingress as Raw[]), ...(egress as Raw[])].map(({ cidrBlock }) => cidrBlock),
      );
    };
    const [IN, OUT, ALL] = ["10.60.0.0/23", "10.60.2.0/23", "0.0.0.0/0"];
    expect(await over(["10.60.0.64/26"])).to.deep.equal([OUT, OUT, IN, IN]);
    expect(await over(["10.60.0.64/26", "10.99.0.0/16"])).to.deep.equal([OUT, OUT, ALL, ALL]);
  });

  it("finds its subnets by their ranges, in whatever order awsx gives them", async () => {
    const table = EXPANSIONS as Record<string, Expand>;
    const original = table[AWSX_VPC]!;
    const backwards = (expansion: Expansion): Expansion => ({
      ...expansion,
      outputs: { ...expansion.outputs, subnets: [...(expansion.outputs["subnets"] as unknown[])].reverse() },
    });
    table[AWSX_VPC] = (component) => backwards(original(component));
    try {
      const vpc = { kind: "created" as const, cidr: "10.60.0.0/22", zones: ["b", "a"] as ("a" | "b")[] };
      const graph = await consumerAlone({ vpc });
      expect(find(graph, ENDPOINT, "consumer-acme-endpoint").inputs["subnetIds"]).to.deep.equal(
        subnets("consumer-acme-vpc-ab", "endpoints", [1, 2]),
      );
    } finally {
      table[AWSX_VPC] = original;
    }
  });

  it("says so where a subnet is missing", async () => {
    const table = EXPANSIONS as Record<string, Expand>;
    const original = table[AWSX_VPC]!;
    table[AWSX_VPC] = (component) => {
      const expansion = original(component);
      const all = expansion.outputs["subnets"] as unknown[];
      return { ...expansion, outputs: { ...expansion.outputs, subnets: all.slice(0, -1) } };
    };
    try {
      const error = await failureOf(
        consumerAlone({ vpc: { kind: "created", cidr: "10.60.0.0/22", zones: ["a", "b"] } }),
      );
      expect(error.message).to.include("the consumer's VPC has no subnet 10.60.2.64/26");
    } finally {
      table[AWSX_VPC] = original;
    }
  });
});

describe("PrivateLinkConsumer: a VPC that exists", () => {
  it("is left as it is: no subnet, table, network ACL or group of it is made or changed", async () => {
    const graph = await recordConfig(BESIDE);
    const own = graph.resources.filter(({ name }) => name.startsWith("consumer-globex-"));
    expect(own.map(({ type, name }) => `${type.split(":").at(-1) ?? ""} ${name}`).sort()).to.deep.equal([
      "EndpointPrivateDns consumer-globex-private-dns",
      "SecurityGroup consumer-globex-sg",
      "SecurityGroupIngressRule consumer-globex-from-10-20-7-0-24",
      "VpcEndpoint consumer-globex-endpoint",
      "VpcEndpointConnectionAccepter consumer-globex-accepted",
    ]);
  });
});

describe("PrivateLinkConsumer: the endpoint", () => {
  const ENDPOINTS: Record<string, Raw> = {
    acme: {
      vpcId: "${Vpc:consumer-acme-vpc-abc.id}",
      subnetIds: subnets("consumer-acme-vpc-abc", "endpoints", [1, 2, 3]),
      ipAddressType: "ipv4",
      privateDnsEnabled: false,
    },
    globex: {
      vpcId: "vpc-0a0a0a0a0a0a0a0a0",
      subnetIds: ["subnet-0a0a0a0a0a0a0a0a0", "subnet-0b0b0b0b0b0b0b0b0"],
      ipAddressType: "ipv4",
    },
    initech: {
      vpcId: "${Vpc:consumer-initech-vpc-ab.id}",
      serviceRegion: "eu-west-1",
      subnetIds: subnets("consumer-initech-vpc-ab", "endpoints", [1, 2]),
      ipAddressType: "ipv4",
      privateDnsEnabled: false,
    },
  };
  for (const [consumer, settings] of Object.entries(ENDPOINTS))
    it(`is written out for ${consumer}, without a policy`, async () => {
      expect(those(await recordConfig(BESIDE), ENDPOINT, consumer)).to.deep.equal({
        [`consumer-${consumer}-endpoint`]: {
          vpcEndpointType: "Interface",
          serviceName: `\${${SERVICE}.serviceName}`,
          securityGroupIds: [`\${SecurityGroup:consumer-${consumer}-sg.id}`],
          tags: named(`consumer-${consumer}-endpoint`),
          ...settings,
        },
      });
    });

  it("has both kinds of addresses, where the config says so", async () => {
    const { inputs: given } = find(await recordConfig(ALONE), ENDPOINT, "consumer-globex-endpoint");
    expect(given)
      .to.include({ ipAddressType: "dualstack", privateDnsEnabled: false })
      .and.not.to.have.property("policy");
  });

  const common: [title: string, args: Partial<PrivateLinkConsumerArgs>, expected: string[]][] = [
    ["the zones that both have", { service: { ...OF_CONSUMER.service, zoneIds: ["euw1-az2", "euw1-az3"] } }, ["b"]],
    [
      "zones by their ids, whatever letters they have in the account",
      {
        zoneIds: { "eu-west-1a": "euw1-az3", "eu-west-1b": "euw1-az1" },
        service: { ...OF_CONSUMER.service, zoneIds: ["euw1-az1", "euw1-az2"] },
      },
      ["b"],
    ],
    [
      "all of its zones, for a service of another region",
      { service: { ...OF_CONSUMER.service, region: "us-east-1", zoneIds: ["use1-az1"] } },
      ["a", "b"],
    ],
    ["no zone that the account has not", { zoneIds: { "eu-west-1b": "euw1-az2" } }, ["b"]],
    ["zones in the order of their letters", { zones: ["b", "a"] }, ["a", "b"]],
  ];
  for (const [title, args, zones] of common)
    it(`is in ${title}`, async () => {
      expect(await subnetsOf(args)).to.deep.equal(zones.map((zone) => `subnet-${`0${zone}`.repeat(8)}0`));
    });

  const apart: [title: string, zoneIds: string[], text: string][] = [
    ["other zones", ["euw1-az3"], "the consumer has euw1-az1, euw1-az2, the service euw1-az3."],
    ["none", [], "the consumer has euw1-az1, euw1-az2, the service none."],
  ];
  for (const [title, zoneIds, text] of apart)
    it(`is refused where the service is in ${title}, with the zones of both`, async () => {
      const error = await failureOf(consumerAlone({ service: { ...OF_CONSUMER.service, zoneIds } }));
      expect(error.message).to.equal(`consumer-acme and the service have no zone in common: ${text}`);
    });

  it("lets in by its group the allowed ranges on the service port, and has no rule outwards", async () => {
    const rule = (consumer: string, range: string) => {
      const name = `consumer-${consumer}-from-${range.replace(/[./]/g, "-")}`;
      return {
        [name]: {
          securityGroupId: `\${SecurityGroup:consumer-${consumer}-sg.id}`,
          ipProtocol: "tcp",
          fromPort: 5000,
          toPort: 5000,
          cidrIpv4: range,
          description: `Clients in ${range}`,
          tags: named(name),
        },
      };
    };
    const graph = await recordConfig(BESIDE);
    expect(those(graph, INGRESS, "acme")).to.deep.equal(rule("acme", "10.60.0.0/23"));
    expect(those(graph, INGRESS, "globex")).to.deep.equal(rule("globex", "10.20.7.0/24"));
    expect(those(graph, INGRESS, "initech")).to.deep.equal(rule("initech", "10.61.0.0/25"));
    expect(those(graph, SECURITY_GROUP, "acme")).to.deep.equal({
      "consumer-acme-sg": {
        vpcId: "${Vpc:consumer-acme-vpc-abc.id}",
        description: "Endpoint of the TCP service",
        tags: named("consumer-acme"),
      },
    });
    const out = ofType(graph, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule");
    expect(out.filter(({ inputs: given }) => String(given["securityGroupId"]).includes(":consumer-"))).to.deep.equal(
      [],
    );
  });

  it("lets in ranges of IPv6 by such rules, each range once", async () => {
    const graph = await consumerAlone({ allowedClients: ["2001:db8::/32", "10.20.0.0/16", "10.20.0.0/16"] });
    const rules = Object.entries(inputs(graph, INGRESS)).map(([name, { cidrIpv4, cidrIpv6 }]) => [
      name,
      cidrIpv4,
      cidrIpv6,
    ]);
    expect(rules).to.deep.equal([
      ["consumer-acme-from-10-20-0-0-16", "10.20.0.0/16", undefined],
      ["consumer-acme-from-2001-db8---32", undefined, "2001:db8::/32"],
    ]);
  });
});

describe("PrivateLinkConsumer: acceptance", () => {
  it("is given where connections wait for it, and kept when it is left out again", async () => {
    const graph = await recordConfig(BESIDE);
    const accepters = ofType(graph, ACCEPTER).filter(({ name }) => name.startsWith("consumer-"));
    expect(Object.fromEntries(accepters.map((node) => [node.name, node.inputs]))).to.deep.equal(
      Object.fromEntries(
        ["acme", "globex", "initech"].map((consumer) => [
          `consumer-${consumer}-accepted`,
          {
            vpcEndpointServiceId: `\${${SERVICE}.id}`,
            vpcEndpointId: `\${VpcEndpoint:consumer-${consumer}-endpoint.id}`,
          },
        ]),
      ),
    );
    for (const node of accepters) expect(node.retainOnDelete, node.name).to.equal(true);
  });

  it("is not there where none is waited for, and not in a consumer's own account", async () => {
    expect(inputs(await recordConfig(ALONE), ACCEPTER)).to.deep.equal({});
    expect(inputs(await consumerAlone(), ACCEPTER)).to.deep.equal({});
  });
});

describe("PrivateLinkConsumer: the service's name", () => {
  const alias = (consumer: string, type: string) => ({
    zoneId: `\${Zone:consumer-${consumer}-zone.zoneId}`,
    name: "tcp.example.com",
    type,
    aliases: [
      {
        name: `\${VpcEndpoint:consumer-${consumer}-endpoint.dnsEntries_0_dnsName}`,
        zoneId: `\${VpcEndpoint:consumer-${consumer}-endpoint.dnsEntries_0_hostedZoneId}`,
        evaluateTargetHealth: false,
      },
    ],
  });
  const zone = (consumer: string, vpcId: string) => ({
    [`consumer-${consumer}-zone`]: {
      name: "tcp.example.com",
      comment: "The TCP service through its endpoint",
      vpcs: [{ vpcId, vpcRegion: "eu-west-1" }],
      tags: named(`consumer-${consumer}`),
    },
  });

  it("is a private zone of exactly that name, with the alias at its apex", async () => {
    const graph = await recordConfig(BESIDE);
    expect(inputs(graph, ZONE)).to.deep.equal(zone("acme", "${Vpc:consumer-acme-vpc-abc.id}"));
    expect(those(graph, RECORD, "acme")).to.deep.equal({ "consumer-acme-alias": alias("acme", "A") });
  });

  it("has an alias of IPv6 too, where the endpoint has both kinds of addresses", async () => {
    const graph = await recordConfig(ALONE);
    expect(inputs(graph, ZONE)).to.deep.equal(zone("globex", "vpc-0a0a0a0a0a0a0a0a0"));
    expect(those(graph, RECORD, "globex")).to.deep.equal({
      "consumer-globex-alias": alias("globex", "A"),
      "consumer-globex-alias-ipv6": alias("globex", "AAAA"),
    });
  });

  it("is in the region of the consumer's VPC", async () => {
    const consumers = [{ name: "acme", region: "us-east-1", vpc: { kind: "created", cidr: "10.60.0.0/22" } }];
    const raw = {
      ...BASE,
      options: ["privateLink"],
      service: { port: 5000, hostname: "tcp.example.com" },
      dns: { zone: "example.com" },
      privateLink: { supportedRegions: ["us-east-1"], consumers },
    };
    const { vpcs } = find(await recordConfig(raw), ZONE, "consumer-acme-zone").inputs as { vpcs: Raw[] };
    expect(vpcs).to.deep.equal([{ vpcId: "${Vpc:consumer-acme-vpc-abcdef.id}", vpcRegion: "us-east-1" }]);
  });

  it("is the service's own private name, turned on by a resource of its own", async () => {
    const graph = await recordConfig(BESIDE);
    expect(inputs(graph, PRIVATE_DNS)).to.deep.equal({
      "consumer-globex-private-dns": {
        vpcEndpointId: "${VpcEndpoint:consumer-globex-endpoint.id}",
        privateDnsEnabled: true,
      },
    });
    const { inputs: given } = find(graph, ENDPOINT, "consumer-globex-endpoint");
    expect(given).not.to.have.property("privateDnsEnabled");
    expect({ ...those(graph, ZONE, "globex"), ...those(graph, RECORD, "globex") }).to.deep.equal({});
  });

  it("is nobody's, where none is wanted", async () => {
    const graph = await recordConfig(BESIDE);
    const all = [ZONE, RECORD, PRIVATE_DNS].map((type) => those(graph, type, "initech"));
    expect(all).to.deep.equal([{}, {}, {}]);
  });

  it("makes way for its successor, where two cannot be: records, and an endpoint with the private name", async () => {
    const graph = await recordConfig(BESIDE);
    const early = graph.resources.filter((node) => node.deleteBeforeReplace && node.name.startsWith("consumer-"));
    expect(early.map(({ name }) => name).sort()).to.deep.equal(["consumer-acme-alias", "consumer-globex-endpoint"]);
  });
});

describe("PrivateLinkConsumer: order", () => {
  const dependencies = async (type: string, name: string) =>
    dependenciesOf(find(await recordConfig(BESIDE), type, name));

  it("the endpoint comes after the account's principal and the proof of the private name", async () => {
    expect(await dependencies(ENDPOINT, "consumer-globex-endpoint")).to.deep.equal([
      "consumer-globex-sg",
      "link-eu-west-1-allows-own-account",
      "link-eu-west-1-name-link.example.com",
      "link-eu-west-1-service",
    ]);
    const graph = await recordConfig(BESIDE);
    const service = find(graph, "aws:ec2/vpcEndpointService:VpcEndpointService", "link-eu-west-1-service");
    expect(dependenciesOf(service)).to.include("link-eu-west-1-listener");
  });

  it("the private zone comes after the endpoint, the private name after the acceptance", async () => {
    expect(await dependencies(ZONE, "consumer-acme-zone")).to.include("consumer-acme-endpoint");
    expect(await dependencies(PRIVATE_DNS, "consumer-globex-private-dns")).to.deep.equal([
      "consumer-globex-accepted",
      "consumer-globex-endpoint",
    ]);
  });
});

describe("PrivateLinkConsumer: what others are told", () => {
  it("is where clients may stand, the endpoint, and the group that its rules are added to", async () => {
    const told = (consumer: string, vpcId: string, clientSubnetIds: Raw) => ({
      [consumer]: {
        vpcId,
        endpointId: `\${VpcEndpoint:consumer-${consumer}-endpoint.id}`,
        dnsName: `\${VpcEndpoint:consumer-${consumer}-endpoint.dnsEntries_0_dnsName}`,
        securityGroupId: `\${SecurityGroup:consumer-${consumer}-sg.id}`,
        clientSubnetIds,
      },
    });
    const byZone = (vpc: string, letters: string) =>
      Object.fromEntries(Array.from(letters, (zone, index) => [zone, `\${Subnet:${vpc}-clients-${index + 1}.id}`]));
    expect((await recordConfig(BESIDE)).outputs["consumers"]).to.deep.equal({
      ...told("acme", "${Vpc:consumer-acme-vpc-abc.id}", byZone("consumer-acme-vpc-abc", "abc")),
      ...told("globex", "vpc-0a0a0a0a0a0a0a0a0", {}),
      ...told("initech", "${Vpc:consumer-initech-vpc-ab.id}", byZone("consumer-initech-vpc-ab", "ab")),
    });
  });
});
