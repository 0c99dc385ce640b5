import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { StackRecorder } from "../../../cli/recording/stackRecorder";
import { type Graph, record } from "../../../graph";
import program from "../../../index";
import { flowLogFormat } from "../../../plan/network/flowLogs";
import {
  BASE,
  ROOT,
  type Raw,
  dependenciesOf,
  failureOf,
  find,
  inputs,
  ofType,
  recordConfig,
  engineConfig,
} from "../../support/recording";

const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const ZONE = "aws:route53/zone:Zone";
const RECORD = "aws:route53/record:Record";
const ACCEPTER = "aws:ec2/vpcEndpointConnectionAccepter:VpcEndpointConnectionAccepter";

const NAMED = { service: { port: 5000, hostname: "tcp.example.com" }, dns: { zone: "example.com" } };

const created = (name: string, third = 60) => ({
  name,
  region: "eu-west-1",
  vpc: { kind: "created", cidr: `10.${third}.0.0/22`, zones: ["a", "b", "c"] },
});

const linked = (privateLink: Raw): Raw => ({ ...BASE, ...NAMED, options: ["privateLink"], privateLink });

const tags = (name: string) => ({ Name: `ha-tcp-test-${name}` });

/** All that is not one consumer's own, by URN. */
const without = (graph: Graph, consumer: string): [string, unknown][] =>
  graph.resources
    .filter(({ urn }) => !new RegExp(`(::|-)consumer-${consumer}`).test(urn))
    .map((node): [string, unknown] => [node.urn, node.inputs])
    .sort(([one], [other]) => one.localeCompare(other));

describe("PrivateLinkConsumer: a VPC made here", () => {
  const recorded = () => recordConfig(linked({ consumers: [created("acme")] }));

  it("has an endpoint in the zones that both have, with a group of its own and no policy", async () => {
    const endpoint = find(await recorded(), ENDPOINT, "consumer-acme-endpoint");
    expect(endpoint.inputs).to.deep.equal({
      vpcId: "${Vpc:consumer-acme-vpc.id}",
      vpcEndpointType: "Interface",
      serviceName: "${VpcEndpointService:link-eu-west-1-service.serviceName}",
      // The VPC has three zones, the service a and b.
      subnetIds: ["${Subnet:consumer-acme-endpoints-a.id}", "${Subnet:consumer-acme-endpoints-b.id}"],
      securityGroupIds: ["${SecurityGroup:consumer-acme-sg.id}"],
      ipAddressType: "ipv4",
      privateDnsEnabled: false,
      tags: tags("consumer-acme-endpoint"),
    });
    expect(dependenciesOf(endpoint)).to.include.members([
      "link-eu-west-1-service",
      "link-eu-west-1-allows-own-account",
    ]);
  });

  it("lets the client subnets in to the service port, and nothing out", async () => {
    const graph = await recorded();
    const rules = Object.entries(inputs(graph, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"));
    expect(rules.filter(([name]) => name.startsWith("consumer-acme"))).to.deep.equal([
      [
        "consumer-acme-from-10-60-0-0-23",
        {
          securityGroupId: "${SecurityGroup:consumer-acme-sg.id}",
          ipProtocol: "tcp",
          fromPort: 5000,
          toPort: 5000,
          cidrIpv4: "10.60.0.0/23",
          description: "Clients in 10.60.0.0/23",
          tags: tags("consumer-acme-from-10-60-0-0-23"),
        },
      ],
    ]);
    const out = ofType(graph, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule");
    expect(out.filter(({ name }) => name.startsWith("consumer"))).to.deep.equal([]);
  });

  it("has a private zone of just the hostname, whose alias leads to the endpoint", async () => {
    const graph = await recorded();
    expect(inputs(graph, ZONE)).to.deep.equal({
      "consumer-acme-zone": {
        name: "tcp.example.com",
        comment: "The TCP service through its endpoint",
        vpcs: [{ vpcId: "${Vpc:consumer-acme-vpc.id}", vpcRegion: "eu-west-1" }],
        tags: tags("consumer-acme"),
      },
    });
    expect(inputs(graph, RECORD)).to.deep.equal({
      "consumer-acme-alias": {
        zoneId: "${Zone:consumer-acme-zone.zoneId}",
        name: "tcp.example.com",
        type: "A",
        aliases: [
          {
            name: "${VpcEndpoint:consumer-acme-endpoint.dnsEntries_0_dnsName}",
            zoneId: "${VpcEndpoint:consumer-acme-endpoint.dnsEntries_0_hostedZoneId}",
            evaluateTargetHealth: false,
          },
        ],
      },
    });
    expect(dependenciesOf(find(graph, ZONE, "consumer-acme-zone"))).to.include("consumer-acme-endpoint");
  });

  it("is accepted here, and stays so when it is left out", async () => {
    const accepted = find(await recorded(), ACCEPTER, "consumer-acme-accepted");
    expect(accepted.inputs).to.deep.equal({
      vpcEndpointServiceId: "${VpcEndpointService:link-eu-west-1-service.id}",
      vpcEndpointId: "${VpcEndpoint:consumer-acme-endpoint.id}",
    });
    expect(accepted.retainOnDelete).to.equal(true);
    const open = await recordConfig(linked({ acceptanceRequired: false, consumers: [created("acme")] }));
    expect(ofType(open, ACCEPTER)).to.deep.equal([]);
  });

  it("network ACLs let the service port there and the answers back, and nothing else", async () => {
    const graph = await recorded();
    const acls = Object.entries(inputs(graph, "aws:ec2/networkAcl:NetworkAcl")).filter(([name]) =>
      name.startsWith("consumer"),
    );
    const rule = (fromPort: number, toPort: number, cidrBlock: string) => ({
      ruleNo: 100,
      action: "allow",
      protocol: "tcp",
      fromPort,
      toPort,
      cidrBlock,
    });
    expect(Object.fromEntries(acls.map(([name, { ingress, egress }]) => [name, { ingress, egress }]))).to.deep.equal({
      "consumer-acme-clients-nacl": {
        ingress: [rule(1024, 65535, "10.60.2.0/23")],
        egress: [rule(5000, 5000, "10.60.2.0/23")],
      },
      "consumer-acme-endpoints-nacl": {
        ingress: [rule(5000, 5000, "10.60.0.0/23")],
        egress: [rule(1024, 65535, "10.60.0.0/23")],
      },
    });
  });
});

describe("PrivateLinkConsumer: the stack's own account", () => {
  const own = "arn:aws:iam::123456789012:root";
  const stack = (allowedPrincipals: string[], consumers: Raw[] = [created("acme")]) =>
    recordConfig(linked({ allowedPrincipals, allowedClients: ["10.0.0.0/8"], consumers }));

  it("is refused among the principals, where its consumers are allowed by themselves", async () => {
    const error = await failureOf(stack(["arn:aws:iam::111122223333:root", own]));
    expect(error.message).to.equal(
      `Leave ${own} out of privateLink.allowedPrincipals: it is the stack's own account, whose consumers are allowed by themselves.`,
    );
    expect(pulumi.RunError.isInstance(error)).to.equal(true);
  });

  it("may be named where the stack has no consumer, and a role of it anywhere", async () => {
    const PRINCIPAL = "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple";
    expect(ofType(await stack([own], []), PRINCIPAL)).to.have.length(1);
    expect(ofType(await stack([own.replace("root", "role/connector")]), PRINCIPAL)).to.have.length(2);
  });
});

describe("PrivateLinkConsumer: flow logs", () => {
  const LOG = "aws:ec2/flowLog:FlowLog";
  const service = (consumers: Raw[], more: Raw = {}): Raw => ({
    ...linked({ ...more, consumers }),
    network: { flowLogs: { traffic: "REJECT", retentionDays: 90, intervalSeconds: 60 } },
  });

  it("are of a VPC made here, as the service's are", async () => {
    const graph = await recordConfig(service([created("acme")]));
    expect(inputs(graph, LOG)["consumer-acme-flow-logs"]).to.deep.equal({
      vpcId: "${Vpc:consumer-acme-vpc.id}",
      trafficType: "REJECT",
      logDestinationType: "cloud-watch-logs",
      logDestination: "${LogGroup:consumer-acme-flow-logs.arn}",
      iamRoleArn: "${Role:consumer-acme-flow-logs-role.arn}",
      maxAggregationInterval: 60,
      logFormat: flowLogFormat(),
      tags: tags("consumer-acme-flow-logs"),
    });
    expect(inputs(graph, "aws:cloudwatch/logGroup:LogGroup")["consumer-acme-flow-logs"]).to.deep.equal({
      retentionInDays: 90,
      tags: tags("consumer-acme-flow-logs"),
    });
    expect(find(graph, LOG, "consumer-acme-flow-logs").provider).to.match(/::aws-eu-west-1$/);
  });

  it("are in the consumer's region, written by its service", async () => {
    const far = { ...created("acme"), region: "eu-west-2" };
    const graph = await recordConfig(service([far], { supportedRegions: ["eu-west-2"] }));
    expect(find(graph, LOG, "consumer-acme-flow-logs").provider).to.match(/::aws-eu-west-2$/);
    const role = find(graph, "aws:iam/role:Role", "consumer-acme-flow-logs-role").inputs["assumeRolePolicy"];
    expect(role).to.include("arn:aws:ec2:eu-west-2:123456789012:vpc-flow-log/*");
  });

  it("are not of a VPC that exists", async () => {
    const vpc = { kind: "existing", id: "vpc-01234567", cidr: "10.9.0.0/16", subnets: { a: "subnet-01234567" } };
    const graph = await recordConfig(service([{ ...created("acme"), vpc }]));
    expect(ofType(graph, LOG).map(({ name }) => name)).to.deep.equal(["network-eu-west-1-flow-logs"]);
  });
});

describe("PrivateLinkConsumer: other ways to find the service", () => {
  it("by the service's own private DNS name, turned on once the endpoint is accepted", async () => {
    const consumer = { ...created("acme"), privateDns: "service" };
    const graph = await recordConfig(linked({ privateDnsName: "link.example.com", consumers: [consumer] }));
    const turnedOn = find(graph, "aws:vpc/endpointPrivateDns:EndpointPrivateDns", "consumer-acme-private-dns");
    expect(turnedOn.inputs).to.deep.equal({
      vpcEndpointId: "${VpcEndpoint:consumer-acme-endpoint.id}",
      privateDnsEnabled: true,
    });
    expect(dependenciesOf(turnedOn)).to.include("consumer-acme-accepted");
    const endpoint = find(graph, ENDPOINT, "consumer-acme-endpoint");
    expect(endpoint.inputs).to.not.have.property("privateDnsEnabled");
    expect(endpoint.deleteBeforeReplace).to.equal(true);
    expect(dependenciesOf(endpoint)).to.include("link-eu-west-1-name-link.example.com");
    expect(ofType(graph, ZONE)).to.deep.equal([]);
  });

  it("from another region: in all its zones but those that AWS leaves out", async () => {
    const consumer = { ...created("acme"), region: "us-west-1", privateDns: "none" };
    const graph = await recordConfig(linked({ supportedRegions: ["us-west-1"], consumers: [consumer] }));
    const { serviceRegion, subnetIds } = find(graph, ENDPOINT, "consumer-acme-endpoint").inputs;
    expect(serviceRegion).to.equal("eu-west-1");
    // The letters a, b, c are taken for az1 to az3; usw1-az2 cannot connect.
    expect(subnetIds).to.deep.equal([
      "${Subnet:consumer-acme-endpoints-a.id}",
      "${Subnet:consumer-acme-endpoints-c.id}",
    ]);
  });

  it("over IPv6 too, from a VPC that exists", async () => {
    const vpc = {
      kind: "existing",
      id: "vpc-0a0a0a0a",
      cidr: "10.9.0.0/16",
      subnets: { a: "subnet-0a0a0a0a", c: "subnet-0c0c0c0c" },
    };
    const consumer = {
      name: "acme",
      region: "eu-west-1",
      vpc,
      ipAddressType: "dualstack",
      allowedClients: ["2001:db8::/32"],
    };
    const raw = {
      ...linked({ ipAddressType: "dualstack", allowedClients: ["2001:db8::/32"], consumers: [consumer] }),
      network: { ipv6: true },
    };
    const graph = await recordConfig(raw);
    // The service is not in zone c.
    expect(find(graph, ENDPOINT, "consumer-acme-endpoint").inputs["subnetIds"]).to.deep.equal(["subnet-0a0a0a0a"]);
    expect(Object.values(inputs(graph, RECORD)).map(({ type }) => type)).to.have.members(["A", "AAAA"]);
    const rules = inputs(graph, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    for (const name of ["consumer-acme-from-2001-db8---32", "link-eu-west-1-from-2001-db8---32"])
      expect(rules[name]).to.include({ cidrIpv6: "2001:db8::/32" }).and.not.have.property("cidrIpv4");
    expect(inputs(graph, "aws:ec2/subnet:Subnet")["network-eu-west-1-app-b"]?.["ipv6CidrBlock"]).to.equal(
      "2001:db8:1234:1a01::/64",
    );
    expect(
      ofType(graph, "aws:ec2/networkAcl:NetworkAcl").filter(({ name }) => name.startsWith("consumer")),
    ).to.deep.equal([]);
  });
});

describe("PrivateLinkConsumer: many", () => {
  it("one more or less changes nothing of another, whatever the order", async () => {
    const range = { allowedClients: ["10.0.0.0/8"] };
    const both = await recordConfig(linked({ ...range, consumers: [created("beta", 61), created("acme")] }));
    const turned = await recordConfig(linked({ ...range, consumers: [created("acme"), created("beta", 61)] }));
    const one = await recordConfig(linked({ ...range, consumers: [created("acme")] }));
    expect(without(both, "none")).to.deep.equal(without(turned, "none"));
    expect(without(both, "beta").filter(([urn]) => !urn.includes("Stack"))).to.deep.equal(
      without(one, "beta").filter(([urn]) => !urn.includes("Stack")),
    );
  });
});

describe("a stack of kind consumer", () => {
  const stack = (consumer: Raw = {}, provider: Raw = { kind: "stack", stack: "private-link" }): Raw => ({
    kind: "consumer",
    provider,
    consumer: { ...created("payments"), ...consumer },
  });
  const service = () => StackRecorder.of(ROOT).graphOfStack(join(ROOT, "examples", "private-link.yaml"));
  const recorded = async (raw: Raw, of?: Graph) =>
    record({
      program,
      project: "ha-tcp",
      stack: "cons",
      config: engineConfig(raw),
      references: [of ?? (await service())],
    });

  it("takes name, zones and port of the service from the outputs of its stack", async () => {
    const graph = await recorded(stack());
    expect(find(graph, ENDPOINT, "consumer-payments-endpoint").inputs).to.include({
      serviceName: "${VpcEndpointService:private-link/link-eu-west-1-service.serviceName}",
    });
    expect(graph.outputs["endpoint"]).to.equal("tcp://tcp.example.com:5000");
    expect(ofType(graph, ACCEPTER)).to.deep.equal([]);
  });

  it("is refused where the service does not fit, with all that does not, before anything is registered", async () => {
    const error = await failureOf(
      recorded(
        stack({
          region: "us-east-1",
          serviceRegion: "eu-west-1",
          privateDns: "service",
        }),
      ),
    );
    expect(error.message).to.include("lets nobody in us-east-1 connect").and.include("has no private DNS name");
  });

  it("is refused where the stack has no service there, or none at all", async () => {
    const elsewhere = await failureOf(recorded(stack({ region: "us-east-1" })));
    expect(elsewhere.message).to.include("no PrivateLink service in us-east-1, only in eu-west-1");
    const of = await service();
    const outputs = Object.fromEntries(Object.entries(of.outputs).filter(([key]) => key !== "privateLink"));
    const none = await failureOf(recorded(stack(), { ...of, outputs }));
    expect(none.message).to.include("has no output privateLink");
  });

  it("is refused where it wants a name and the service has none", async () => {
    const of = await service();
    const whole = (of.outputs["privateLink"] as Record<string, Raw>)["eu-west-1"] ?? {};
    const link = Object.fromEntries(Object.entries(whole).filter(([key]) => key !== "hostname"));
    const nameless = { ...of, outputs: { ...of.outputs, privateLink: { "eu-west-1": link } } };
    const error = await failureOf(recorded(stack(), nameless));
    expect(error.message).to.include("has no hostname: set consumer.privateDns to none");
    const graph = await recorded(stack({ privateDns: "none" }), nameless);
    expect(ofType(graph, ZONE)).to.deep.equal([]);
  });

  it("is refused where the two have no zone in common", async () => {
    const provider = {
      kind: "service",
      name: "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0",
      zoneIds: ["euw1-az9"],
      port: 5000,
    };
    const error = await failureOf(recordConfig(stack({}, provider)));
    expect(error.message).to.include(
      "have no zone in common: the consumer has euw1-az1, euw1-az2, euw1-az3, the service euw1-az9",
    );
  });
});
