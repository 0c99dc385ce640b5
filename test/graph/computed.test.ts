import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { type Program, record } from "../../graph";
import { COMPUTED, COMPUTED_LISTS, COMPUTED_STRUCTURES, type RecordedResource } from "../../graph/computed";
import { endpointIn } from "../../plan/network/inspection";
import { find } from "../support/recording";

const ASSOCIATION = "aws:networkfirewall/vpcEndpointAssociation:VpcEndpointAssociation";

const recorded = (
  inputs: RecordedResource["inputs"],
  subnets: Record<string, RecordedResource["inputs"]>,
): RecordedResource => ({
  inputs,
  reference: (property) => `\${VpcEndpointAssociation:one.${property}}`,
  inputsOf: (value) => subnets[String(value)],
});

describe("graph/computed", () => {
  it("has a row for every type whose outputs are lists or structures", () => {
    const types = [...Object.keys(COMPUTED_LISTS), ...Object.keys(COMPUTED_STRUCTURES)];
    expect(types.filter((type) => !(type in COMPUTED))).to.deep.equal([]);
  });

  it("names no output twice", () => {
    for (const [type, names] of Object.entries(COMPUTED)) {
      const all = [...names, ...Object.keys(COMPUTED_LISTS[type] ?? {})];
      expect(all.filter((name, at) => all.indexOf(name) !== at)).to.deep.equal([]);
    }
  });

  it("gives an association one endpoint, in the zone of its subnet", () => {
    const structure = COMPUTED_STRUCTURES[ASSOCIATION]!;
    const subnets = { s1: { availabilityZone: "eu-west-1a" }, s2: { availabilityZone: "eu-west-1b" } };
    expect(structure(recorded({ subnetMapping: { subnetId: "s2" } }, subnets))).to.deep.equal({
      vpcEndpointAssociationStatuses: [
        {
          associationSyncStates: [
            {
              availabilityZone: "eu-west-1b",
              attachments: [
                {
                  endpointId: "${VpcEndpointAssociation:one.endpointId}",
                  subnetId: "s2",
                  status: "READY",
                  statusMessage: "",
                },
              ],
            },
          ],
        },
      ],
    });
  });

  it("knows no zone of a subnet that is not the stack's", () => {
    const structure = COMPUTED_STRUCTURES[ASSOCIATION]!;
    const { vpcEndpointAssociationStatuses: statuses } = structure(
      recorded({ subnetMapping: { subnetId: "subnet-0a1b2c3d" } }, {}),
    ) as { vpcEndpointAssociationStatuses: { associationSyncStates: object[] }[] };
    expect(statuses[0]?.associationSyncStates[0]).to.include({ availabilityZone: undefined });
  });
});

/** Of types whose structures depend on what the program gives. */
describe("graph/computed, structures by their inputs", () => {
  const [VPC, ENDPOINT, SERVICE, ACCELERATOR] = [
    "aws:ec2/vpc:Vpc",
    "aws:ec2/vpcEndpoint:VpcEndpoint",
    "aws:ec2/vpcEndpointService:VpcEndpointService",
    "aws:globalaccelerator/accelerator:Accelerator",
  ];
  const ipSet = (ipFamily: string, place: number) => ({
    ipFamily,
    ipAddresses: [0, 1].map((which) => `\${It:one.ipSets_${place}_ipAddresses_${which}}`),
  });
  const inStack: Record<string, RecordedResource["inputs"]> = {
    "${LoadBalancer:one.arn}": { subnetMappings: [{ subnetId: "${Subnet:b.id}" }, { subnetId: "${Subnet:a.id}" }] },
    "${LoadBalancer:two.arn}": { subnetMappings: [{ subnetId: "${Subnet:c.id}" }] },
    "${LoadBalancer:bare.arn}": { subnets: ["${Subnet:a.id}"] },
    "${Subnet:a.id}": { availabilityZone: "eu-west-1a" },
    "${Subnet:b.id}": { availabilityZone: "eu-west-1b" },
    "${Subnet:c.id}": { availabilityZone: "eu-west-1c" },
  };
  const structure = (type: string, inputs: RecordedResource["inputs"]) =>
    COMPUTED_STRUCTURES[type]!({
      inputs,
      reference: (property) => `\${It:one.${property}}`,
      inputsOf: (value) => inStack[String(value)],
    });

  const range = { ipv6CidrBlock: "2001:db8:1234:1a00::/56" };
  const entries = {
    dnsEntries: [{ dnsName: "${It:one.dnsEntries_0_dnsName}", hostedZoneId: "${It:one.dnsEntries_0_hostedZoneId}" }],
  };
  const proof = [
    {
      name: "${It:one.privateDnsNameConfigurations_0_name}",
      value: "${It:one.privateDnsNameConfigurations_0_value}",
    },
  ];
  const service = (availabilityZones: string[], privateDnsNameConfigurations: unknown[] = []) => ({
    availabilityZones,
    privateDnsNameConfigurations,
  });
  const balancers = (...names: string[]) => ({
    networkLoadBalancerArns: names.map((name) => `\${LoadBalancer:${name}.arn}`),
  });
  const table: [what: string, type: string, inputs: RecordedResource["inputs"], expected: Record<string, unknown>][] = [
    ["a VPC with an IPv6 range", VPC, { assignGeneratedIpv6CidrBlock: true }, range],
    ["a VPC that wants none", VPC, { assignGeneratedIpv6CidrBlock: false }, {}],
    ["a VPC that says nothing of it", VPC, { cidrBlock: "10.0.0.0/16" }, {}],
    ["an interface endpoint", ENDPOINT, { vpcEndpointType: "Interface" }, entries],
    ["a gateway endpoint", ENDPOINT, { vpcEndpointType: "Gateway" }, {}],
    ["an endpoint that says nothing of its type", ENDPOINT, { serviceName: "s3" }, {}],
    [
      "a service: the zones of its load balancer, sorted",
      SERVICE,
      balancers("one"),
      service(["eu-west-1a", "eu-west-1b"]),
    ],
    [
      "a service: those of all its load balancers",
      SERVICE,
      balancers("two", "one"),
      service(["eu-west-1a", "eu-west-1b", "eu-west-1c"]),
    ],
    ["a service of no load balancer", SERVICE, {}, service([])],
    ["a service of another stack's load balancer", SERVICE, balancers("other"), service([])],
    ["a service of a load balancer without mappings", SERVICE, balancers("bare"), service([])],
    ["a service of a load balancer that is not known yet", SERVICE, { networkLoadBalancerArns: null }, service([])],
    [
      "a service with a private DNS name",
      SERVICE,
      { ...balancers("two"), privateDnsName: "link.example.com" },
      service(["eu-west-1c"], proof),
    ],
    ["an accelerator", ACCELERATOR, { ipAddressType: "IPV4" }, { ipSets: [ipSet("IPv4", 0)] }],
    [
      "an accelerator in dual stack",
      ACCELERATOR,
      { ipAddressType: "DUAL_STACK" },
      { ipSets: [ipSet("IPv4", 0), ipSet("IPv6", 1)] },
    ],
  ];
  for (const [what, type, inputs, expected] of table)
    it(what, () => {
      expect(structure(type, inputs)).to.deep.equal(expected);
    });

  it("stands in the table for every type that has some", () => {
    const types = new Set([ASSOCIATION, ...table.map(([, type]) => type)]);
    expect(Object.keys(COMPUTED_STRUCTURES).sort()).to.deep.equal([...types].sort());
  });

  it("has no output that is a value or a list, too", () => {
    for (const [, type, inputs] of table) {
      const single = [...COMPUTED[type]!, ...Object.keys(COMPUTED_LISTS[type] ?? {})];
      expect(Object.keys(structure(type, inputs)).filter((name) => single.includes(name))).to.deep.equal([]);
    }
  });
});

describe("graph/computed, structures of endpoints and their services in a recording", () => {
  const program: Program = () => {
    const vpc = new aws.ec2.Vpc("v", { cidrBlock: "10.0.0.0/16", assignGeneratedIpv6CidrBlock: true });
    const subnets = ["b", "a"].map(
      (zone) => new aws.ec2.Subnet(`s-${zone}`, { vpcId: vpc.id, availabilityZone: `eu-west-1${zone}` }),
    );
    const balancer = new aws.lb.LoadBalancer("lb", {
      loadBalancerType: "network",
      subnetMappings: subnets.map(({ id }) => ({ subnetId: id })),
    });
    const service = new aws.ec2.VpcEndpointService("link", {
      acceptanceRequired: true,
      networkLoadBalancerArns: [balancer.arn],
      privateDnsName: "link.example.com",
    });
    const endpoint = (name: string, vpcEndpointType: string) =>
      new aws.ec2.VpcEndpoint(name, { vpcId: vpc.id, serviceName: service.serviceName, vpcEndpointType });
    const first = endpoint("door", "Interface").dnsEntries.apply((entries) => entries[0]?.dnsName);
    const proof = service.privateDnsNameConfigurations.apply((all) => all.map(({ name, value }) => ({ name, value })));
    return {
      range: vpc.ipv6CidrBlock,
      zones: service.availabilityZones,
      url: pulumi.interpolate`tcp://${first}:5000`,
      none: endpoint("gate", "Gateway").dnsEntries.apply((entries: unknown) => String(entries)),
      proof,
    };
  };
  const outputs = async (preview: boolean) =>
    (await record({ program, project: "p", stack: "s", config: {}, preview })).outputs;

  it("read as references, each to the resource that it is of, and as what is known", async () => {
    expect(await outputs(false)).to.deep.equal({
      range: "2001:db8:1234:1a00::/56",
      zones: ["eu-west-1a", "eu-west-1b"],
      url: "tcp://${VpcEndpoint:door.dnsEntries_0_dnsName}:5000",
      none: "undefined",
      proof: [
        {
          name: "${VpcEndpointService:link.privateDnsNameConfigurations_0_name}",
          value: "${VpcEndpointService:link.privateDnsNameConfigurations_0_value}",
        },
      ],
    });
  });

  it("are unknown in a preview", async () => {
    expect(await outputs(true)).to.deep.equal({ range: null, zones: null, url: null, none: null, proof: null });
  });
});

describe("graph/computed, in a recording", () => {
  /** Two associations, each of which says the endpoint that it has. */
  const program: Program = () => {
    const vpc = new aws.ec2.Vpc("v", { cidrBlock: "10.0.0.0/16" });
    const ids = ["b", "a"].map((zone) => {
      const subnet = new aws.ec2.Subnet(`s-${zone}`, { vpcId: vpc.id, availabilityZone: `eu-west-1${zone}` });
      const association = new aws.networkfirewall.VpcEndpointAssociation(`e-${zone}`, {
        firewallArn: "arn:aws:network-firewall:eu-west-1:123456789012:firewall/f",
        vpcId: vpc.id,
        subnetMapping: { subnetId: subnet.id },
      });
      return pulumi
        .all([association.vpcEndpointAssociationStatuses, subnet.id])
        .apply(([statuses, subnetId]) => endpointIn(statuses, subnetId));
    });
    new aws.ec2.Route("r", { routeTableId: "rtb-1", destinationCidrBlock: "0.0.0.0/0", vpcEndpointId: ids[1] });
    return { endpoints: pulumi.all(ids) };
  };
  const run = (preview: boolean) => record({ program, project: "p", stack: "s", config: {}, preview });

  it("reads as references, each to the association that it is of", async () => {
    const graph = await run(false);
    expect(graph.outputs).to.deep.equal({
      endpoints: ["${VpcEndpointAssociation:e-b.endpointId}", "${VpcEndpointAssociation:e-a.endpointId}"],
    });
    const route = find(graph, "aws:ec2/route:Route", "r");
    expect(route.inputs["vpcEndpointId"]).to.equal("${VpcEndpointAssociation:e-a.endpointId}");
    expect(route.dependencies.map((urn) => urn.split("::").at(-1))).to.have.members(["e-a", "s-a"]);
  });

  it("is unknown in a preview, and nothing looks into it", async () => {
    const graph = await run(true);
    expect(graph.outputs).to.deep.equal({ endpoints: null });
    expect(find(graph, "aws:ec2/route:Route", "r").inputs["vpcEndpointId"]).to.equal(null);
  });

  it("fails where a subnet has no endpoint: a route to nowhere would be a wrong plan", async () => {
    const lost: Program = () => {
      const vpc = new aws.ec2.Vpc("v", { cidrBlock: "10.0.0.0/16" });
      const subnet = new aws.ec2.Subnet("s", { vpcId: vpc.id, availabilityZone: "eu-west-1a" });
      const { vpcEndpointAssociationStatuses } = new aws.networkfirewall.VpcEndpointAssociation("e", {
        firewallArn: "arn:aws:network-firewall:eu-west-1:123456789012:firewall/f",
        vpcId: vpc.id,
        subnetMapping: { subnetId: subnet.id },
      });
      return { id: vpcEndpointAssociationStatuses.apply((statuses) => endpointIn(statuses, "subnet-0c")) };
    };
    const failed = await record({ program: lost, project: "p", stack: "s", config: {} }).then(
      () => undefined,
      (error: unknown) => (error as Error).message,
    );
    expect(failed).to.include(
      "the firewall has 0 endpoints in subnet-0c, and must have one; it has some in: ${Subnet:s.id}",
    );
  });
});
