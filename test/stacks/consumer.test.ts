import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { type Graph, kindOf, qualifyNames, record } from "../../graph";
import program from "../../index";
import {
  BASE,
  ROOT,
  type Raw,
  SHAPES,
  failureOf,
  find,
  inputs,
  ofType,
  recordConfig,
  recordStack,
  engineConfig,
} from "../support/recording";

const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const REFERENCE = "pulumi:pulumi:StackReference";

/** A service with a hostname and a private name, which consumers of another region may use too. */
const PROVIDER: Raw = {
  ...BASE,
  options: ["privateLink"],
  service: { port: 5000, hostname: "tcp.example.com" },
  dns: { zone: "example.com" },
  privateLink: {
    allowedClients: ["10.60.0.0/16"],
    privateDnsName: "link.example.com",
    supportedRegions: ["us-east-1"],
  },
};

const consumer = (changes: Raw = {}, rest: Raw = {}): Raw => ({
  kind: "consumer",
  provider: { kind: "stack", stack: "prod" },
  consumer: {
    name: "acme",
    region: "eu-west-1",
    vpc: { kind: "created", cidr: "10.60.0.0/22", zones: ["a", "b", "c"] },
    ...changes,
  },
  ...rest,
});

const EXISTING = {
  kind: "existing",
  id: "vpc-0a0a0a0a0a0a0a0a0",
  cidr: "10.60.0.0/22",
  subnets: { a: "subnet-0a0a0a0a0a0a0a0a0" },
};

/** The graph of a consumer's stack, beside the plan of the service's. */
const beside = (provider: Graph, raw: Raw, preview = false): Promise<Graph> =>
  record({ program, project: "ha-tcp", stack: "shop", config: engineConfig(raw), references: [provider], preview });

const plan = (raw: Raw = PROVIDER): Promise<Graph> => recordConfig(raw, { stack: "prod" });

const consuming = async (changes: Raw = {}, provider: Raw = PROVIDER): Promise<Graph> =>
  beside(await plan(provider), consumer(changes));

const OF_SHOP = { Name: "ha-tcp-shop-consumer-acme-endpoint" };

describe("Consumer stack: a service by the outputs of its stack", () => {
  it("is read once, under the name that the config gives", async () => {
    const graph = await consuming();
    expect(inputs(graph, REFERENCE)).to.deep.equal({ provider: { id: "prod", name: "prod" } });
    expect(graph.references).to.deep.equal([qualifyNames(await plan())]);
  });

  it("has an endpoint in the zones that both have, by their ids", async () => {
    expect(inputs(await consuming(), ENDPOINT)).to.deep.equal({
      "consumer-acme-endpoint": {
        vpcId: "${Vpc:consumer-acme-vpc.id}",
        vpcEndpointType: "Interface",
        serviceName: "${VpcEndpointService:prod/link-eu-west-1-service.serviceName}",
        subnetIds: ["a", "b"].map((zone) => `\${Subnet:consumer-acme-endpoints-${zone}.id}`),
        securityGroupIds: ["${SecurityGroup:consumer-acme-sg.id}"],
        ipAddressType: "ipv4",
        privateDnsEnabled: false,
        tags: OF_SHOP,
      },
    });
  });

  it("is named by its hostname, which the outputs say", async () => {
    const graph = await consuming();
    expect(find(graph, "aws:route53/zone:Zone", "consumer-acme-zone").inputs).to.include({ name: "tcp.example.com" });
    expect(Object.keys(inputs(graph, "aws:route53/record:Record"))).to.deep.equal(["consumer-acme-alias"]);
    expect(graph.outputs["endpoint"]).to.equal("tcp://tcp.example.com:5000");
  });

  it("is reached on the port that the outputs say", async () => {
    const graph = await consuming({}, { ...PROVIDER, service: { port: 7001, hostname: "tcp.example.com" } });
    const rules = Object.values(inputs(graph, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"));
    expect(rules.map(({ fromPort, toPort }) => [fromPort, toPort])).to.deep.equal([[7001, 7001]]);
    const nacl = find(graph, "aws:ec2/networkAcl:NetworkAcl", "consumer-acme-clients-nacl");
    expect(nacl.inputs["egress"]).to.have.nested.property("[0].toPort", 7001);
    expect(graph.outputs["endpoint"]).to.equal("tcp://tcp.example.com:7001");
  });

  it("may be in another region, of which it is told", async () => {
    const vpc = { kind: "created", cidr: "10.60.0.0/22", zones: ["a", "b", "c", "d", "e", "f"] };
    const graph = await consuming({ region: "us-east-1", serviceRegion: "eu-west-1", vpc });
    const { inputs: given, provider } = find(graph, ENDPOINT, "consumer-acme-endpoint");
    expect(given).to.include({ serviceRegion: "eu-west-1" });
    expect(given["subnetIds"]).to.have.length(5);
    expect(provider).to.match(/::aws-us-east-1$/);
    expect(ofType(graph, "pulumi:providers:aws").map(({ name }) => name)).to.deep.equal(["aws-us-east-1"]);
    const asked = graph.invokes.filter(({ token }) => token !== "aws:index/getCallerIdentity:getCallerIdentity");
    expect(asked.map(({ token, args }) => [token, args["region"]])).to.deep.equal([
      ["aws:index/getAvailabilityZones:getAvailabilityZones", "us-east-1"],
    ]);
  });

  it("is the one of its own region, of a service in several", async () => {
    const regions = {
      ...(BASE["regions"] as Raw),
      "eu-central-1": { zones: ["a", "b"], cidr: "10.21.0.0/16" },
    };
    const graph = await consuming({ region: "eu-central-1" }, { ...PROVIDER, regions });
    expect(find(graph, ENDPOINT, "consumer-acme-endpoint").inputs).to.include({
      serviceName: "${VpcEndpointService:prod/link-eu-central-1-service.serviceName}",
    });
  });

  it("can be in dual stack where the service is", async () => {
    const provider = {
      ...PROVIDER,
      network: { ipv6: true },
      privateLink: {
        ...(PROVIDER["privateLink"] as Raw),
        ipAddressType: "dualstack",
        allowedClients: ["10.60.0.0/16", "2001:db8::/32"],
      },
    };
    const graph = await consuming(
      { vpc: EXISTING, ipAddressType: "dualstack", allowedClients: ["10.60.0.0/16", "2001:db8:7::/56"] },
      provider,
    );
    expect(find(graph, ENDPOINT, "consumer-acme-endpoint").inputs).to.include({ ipAddressType: "dualstack" });
    expect(Object.keys(inputs(graph, "aws:route53/record:Record")).sort()).to.deep.equal([
      "consumer-acme-alias",
      "consumer-acme-alias-ipv6",
    ]);
  });

  it("can be known by its private name, and by none", async () => {
    const types = async (privateDns: string) => {
      const graph = await consuming({ privateDns });
      return ["aws:vpc/endpointPrivateDns:EndpointPrivateDns", "aws:route53/zone:Zone"].map(
        (type) => ofType(graph, type).length,
      );
    };
    expect(await types("service")).to.deep.equal([1, 0]);
    expect(await types("none")).to.deep.equal([0, 0]);
    expect(await types("hostedZone")).to.deep.equal([0, 1]);
    const { endpoint } = (await consuming({ privateDns: "none" })).outputs;
    expect(endpoint).to.equal("tcp://${VpcEndpoint:consumer-acme-endpoint.dnsEntries_0_dnsName}:5000");
  });

  it("is known in a preview too, as another stack is deployed: only what AWS says of its own is not", async () => {
    const provider = await plan();
    const graph = await beside(provider, consumer(), true);
    const update = await beside(provider, consumer());
    expect(graph.resources.map(({ urn }) => urn).sort()).to.deep.equal(update.resources.map(({ urn }) => urn).sort());
    expect(find(graph, ENDPOINT, "consumer-acme-endpoint").inputs).to.deep.include({
      serviceName: "${VpcEndpointService:prod/link-eu-west-1-service.serviceName}",
      vpcId: null,
    });
    expect(find(graph, "aws:route53/zone:Zone", "consumer-acme-zone").inputs).to.include({ name: "tcp.example.com" });
    expect(graph.outputs["endpoint"]).to.equal("tcp://tcp.example.com:5000");
  });

  it("has its own tags on all that takes any, and no resource of the service", async () => {
    const graph = await beside(await plan(), consumer({}, { tags: { Team: "acme" } }));
    const [aws] = ofType(graph, "pulumi:providers:aws");
    expect(JSON.parse(String(aws?.inputs["defaultTags"]))).to.deep.equal({
      tags: { ManagedBy: "Pulumi", Project: "ha-tcp", Stack: "shop", Team: "acme" },
    });
    const names = graph.resources.map(({ name }) => name).filter((name) => !name.startsWith("consumer-acme"));
    expect(names.sort()).to.deep.equal(["aws-eu-west-1", "ha-tcp-shop", "provider"]);
  });
});

describe("Consumer stack: what is made", () => {
  /** Its own, as `Kind name`, sorted. */
  const made = ({ resources }: Graph) =>
    resources
      .filter(({ custom, type }) => custom && type.startsWith("aws:"))
      .map(({ type, name }) => `${kindOf(type)} ${name.replace("consumer-acme-", "")}`)
      .sort();
  const COMMON = ["SecurityGroup sg", "SecurityGroupIngressRule from-10-60-0-0-23", "VpcEndpoint endpoint"];
  const LOGS = ["FlowLog flow-logs", "LogGroup flow-logs", "Role flow-logs-role", "RolePolicy flow-logs-policy"];
  const SUBNETS = ["clients", "endpoints"].flatMap((tier) =>
    ["a", "b", "c"].flatMap((zone) => [
      `Subnet ${tier}-${zone}`,
      `RouteTable ${tier}-${zone}-rt`,
      `RouteTableAssociation ${tier}-${zone}-rta`,
    ]),
  );
  const NETWORK = ["Vpc vpc", "DefaultSecurityGroup default-sg", ...SUBNETS].concat(
    ["NetworkAcl clients-nacl", "NetworkAcl endpoints-nacl"],
    LOGS,
  );
  const existing = { vpc: EXISTING, allowedClients: ["10.60.0.0/23"] };

  const CASES: [title: string, changes: Raw, expected: string[]][] = [
    ["in a VPC made here", {}, [...NETWORK, "Record alias", "Zone zone"]],
    ["in a VPC that exists", existing, ["Record alias", "Zone zone"]],
    ["in a VPC that exists, by no name", { ...existing, privateDns: "none" }, []],
    [
      "in a VPC made here, by the private name",
      { privateDns: "service" },
      [...NETWORK, "EndpointPrivateDns private-dns"],
    ],
  ];
  for (const [title, changes, more] of CASES)
    for (const preview of [false, true])
      it(`${title}${preview ? ", in a preview" : ""}: no more, and nothing that accepts, as somebody else does`, async () => {
        const graph = await beside(await plan(), consumer(changes), preview);
        expect(made(graph)).to.deep.equal([...COMMON, ...more].sort());
      });

  it("is the same, by the same inputs, as of a consumer of the service's own stack", async () => {
    const changes = { privateDns: "service", allowedClients: ["10.60.1.0/24"] };
    const { consumer: same } = consumer(changes) as { consumer: Raw };
    const provider = { ...PROVIDER, privateLink: { ...(PROVIDER["privateLink"] as Raw), consumers: [same] } };
    const inputsIn = (graph: Graph, stack: string) =>
      graph.resources
        .filter(({ urn, type }) => urn.includes("::consumer-acme") && !type.endsWith("ConnectionAccepter"))
        .map(({ urn, inputs: given }) => [
          urn.replace(`urn:pulumi:${stack}::`, ""),
          JSON.stringify(given)
            .replaceAll(`ha-tcp-${stack}-`, "")
            .replaceAll("{VpcEndpointService:prod/", "{VpcEndpointService:"),
        ])
        .sort();
    expect(inputsIn(await consuming(changes), "shop")).to.deep.equal(inputsIn(await plan(provider), "prod"));
  });

  it("says nothing of private DNS at the endpoint where another resource turns it on, and else that it is off", async () => {
    const said = async (privateDns: string) =>
      find(await consuming({ privateDns }), ENDPOINT, "consumer-acme-endpoint").inputs["privateDnsEnabled"];
    expect([await said("service"), await said("hostedZone"), await said("none")]).to.deep.equal([
      undefined,
      false,
      false,
    ]);
  });

  it("lets in whom its own file says", async () => {
    const graph = await consuming({ allowedClients: ["10.60.1.0/24", "172.16.0.0/12"] });
    const rules = Object.entries(inputs(graph, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"));
    expect(rules.map(([name, { cidrIpv4 }]) => [name, cidrIpv4]).sort()).to.deep.equal([
      ["consumer-acme-from-10-60-1-0-24", "10.60.1.0/24"],
      ["consumer-acme-from-172-16-0-0-12", "172.16.0.0/12"],
    ]);
  });

  it("outputs of the service's stack decide about no resource, but about inputs", async () => {
    const wide = {
      ...PROVIDER,
      regions: { "eu-west-1": { zones: ["a", "b", "c"], cidr: "10.20.0.0/16" } },
      service: { port: 7001, hostname: "other.example.com" },
    };
    const bare = { ...wide, privateLink: { ...(PROVIDER["privateLink"] as Raw), supportedRegions: [] } };
    for (const changes of [{}, existing, { privateDns: "none" }, { privateDns: "service" }]) {
      const urns = await Promise.all(
        [PROVIDER, wide, bare].map(async (provider) =>
          (await consuming(changes, provider)).resources.map(({ urn }) => urn).sort(),
        ),
      );
      expect(urns[1]).to.deep.equal(urns[0]);
      expect(urns[2]).to.deep.equal(urns[0]);
    }
  });

  it("a zone more of the service is a subnet more of the endpoint, and changes nothing else", async () => {
    const wide = { ...PROVIDER, regions: { "eu-west-1": { zones: ["a", "b", "c"], cidr: "10.20.0.0/16" } } };
    const [before, after] = [await consuming(), await consuming({}, wide)];
    const later = new Map(after.resources.map(({ urn, inputs: given }) => [urn, JSON.stringify(given)]));
    const differing = before.resources.filter(({ urn, inputs: given }) => later.get(urn) !== JSON.stringify(given));
    expect(differing.map(({ name }) => name)).to.deep.equal(["consumer-acme-endpoint"]);
    expect(find(after, ENDPOINT, "consumer-acme-endpoint").inputs["subnetIds"]).to.deep.equal(
      ["a", "b", "c"].map((zone) => `\${Subnet:consumer-acme-endpoints-${zone}.id}`),
    );
  });

  it("what only AWS knows is open in a preview, in the outputs too", async () => {
    const graph = await beside(await plan(), consumer({ privateDns: "none" }), true);
    expect(graph.outputs["endpoint"]).to.equal(null);
    expect(graph.outputs["consumers"]).to.deep.equal({
      acme: {
        vpcId: null,
        endpointId: null,
        dnsName: null,
        securityGroupId: null,
        clientSubnetIds: { a: null, b: null, c: null },
      },
    });
    expect(find(graph, ENDPOINT, "consumer-acme-endpoint").inputs["subnetIds"]).to.equal(null);
    // Ids that the config says are known, as are the zones of a service that is deployed.
    const known = await beside(await plan(), consumer(existing), true);
    expect(find(known, ENDPOINT, "consumer-acme-endpoint").inputs).to.deep.include({
      vpcId: EXISTING.id,
      subnetIds: [EXISTING.subnets.a],
    });
  });
});

describe("Consumer stack: a service that does not fit", () => {
  const without = (key: "service" | "privateLink", change: Raw): Raw => ({
    ...PROVIDER,
    [key]: { ...(PROVIDER[key] as Raw), ...change },
  });
  const NOBODY =
    "The service of prod in eu-west-1 lets nobody in eu-central-1 connect: have its provider add it to privateLink.supportedRegions.";
  const NO_HOSTNAME = "The service of prod has no hostname: set consumer.privateDns to none.";
  const NO_NAME = "The service of prod has no private DNS name: set consumer.privateDns to hostedZone or none.";
  const NO_IPV6 = "The service of prod has no IPv6: leave out consumer.ipAddressType.";
  const nameless: Raw = {
    ...without("privateLink", { privateDnsName: undefined }),
    service: { port: 5000 },
    dns: undefined,
  };

  const refusals: [title: string, provider: Raw, changes: Raw, message: string][] = [
    [
      "a stack without the option",
      { ...BASE, options: ["nlb"] },
      {},
      "The stack prod has no output privateLink: it must have option privateLink, and be deployed with it.",
    ],
    [
      "a service in other regions only",
      {
        ...PROVIDER,
        regions: { ...(BASE["regions"] as Raw), "eu-central-1": { zones: ["a", "b"], cidr: "10.21.0.0/16" } },
      },
      { region: "us-east-1" },
      "The stack prod has no PrivateLink service in us-east-1, only in eu-central-1, eu-west-1: set consumer.serviceRegion.",
    ],
    ["a region that is not supported", PROVIDER, { region: "eu-central-1", serviceRegion: "eu-west-1" }, NOBODY],
    ["no IPv6", PROVIDER, { vpc: EXISTING, ipAddressType: "dualstack", allowedClients: ["2001:db8:7::/56"] }, NO_IPV6],
    ["no private name", without("privateLink", { privateDnsName: undefined }), { privateDns: "service" }, NO_NAME],
    ["no hostname", nameless, {}, NO_HOSTNAME],
    ["no hostname, where a zone is asked for", nameless, { privateDns: "hostedZone" }, NO_HOSTNAME],
    [
      "two things at once",
      nameless,
      { region: "eu-central-1", serviceRegion: "eu-west-1" },
      `${NOBODY}\n${NO_HOSTNAME}`,
    ],
    [
      "all that one consumer can want at once",
      nameless,
      {
        region: "eu-central-1",
        serviceRegion: "eu-west-1",
        vpc: EXISTING,
        allowedClients: ["2001:db8:7::/56"],
        ipAddressType: "dualstack",
        privateDns: "service",
      },
      `${NOBODY}\n${NO_IPV6}\n${NO_NAME}`,
    ],
  ];
  const defined = (raw: Raw): Raw => JSON.parse(JSON.stringify(raw)) as Raw;

  for (const [title, provider, changes, message] of refusals)
    for (const preview of [false, true])
      it(`${title}: is said ${preview ? "in a preview" : "in an update"}, to the user`, async () => {
        const known = await plan(defined(provider));
        const error = await failureOf(beside(known, consumer(changes), preview));
        expect(error.message).to.equal(message);
        expect(pulumi.RunError.isInstance(error)).to.equal(true);
      });

  const fitting: [title: string, provider: Raw, changes: Raw][] = [
    ["no hostname, where none is wanted", nameless, { privateDns: "none" }],
    ["a region that is supported", PROVIDER, { region: "us-east-1", serviceRegion: "eu-west-1" }],
    ["no private name, where none is wanted", without("privateLink", { privateDnsName: undefined }), {}],
  ];
  for (const [title, provider, changes] of fitting)
    it(`fits: ${title}`, async () => {
      expect(ofType(await consuming(changes, defined(provider)), ENDPOINT)).to.have.length(1);
    });

  it("makes nothing before it is refused", async () => {
    const made: string[] = [];
    const watched = () => {
      pulumi.runtime.registerStackTransformation(({ name }) => {
        made.push(name);
        return undefined;
      });
      return program();
    };
    const config = engineConfig(consumer({ region: "eu-central-1", serviceRegion: "eu-west-1" }));
    const references = [await plan()];
    await failureOf(record({ program: watched, project: "ha-tcp", stack: "shop", config, references }));
    expect(made).to.deep.equal(["provider"]);
  });

  it("zones without one in common are named by their ids", async () => {
    const vpc = { kind: "created", cidr: "10.60.0.0/22", zones: ["c"] };
    expect((await failureOf(consuming({ vpc }))).message).to.equal(
      "consumer-acme and the service have no zone in common: the consumer has euw1-az3, the service euw1-az1, euw1-az2.",
    );
  });

  it("a stack of which there is no plan is said", async () => {
    const config = engineConfig(consumer());
    const error = await failureOf(record({ program, project: "ha-tcp", stack: "shop", config }));
    expect(error.message).to.match(/^Stack shop reads the outputs of stack prod, and there is no plan of that stack/);
  });
});

describe("Consumer stack: a service by its name", () => {
  const SHAPE = SHAPES["a consumer of a service of another account"]!;
  const SERVICE = SHAPE["provider"] as Raw;
  const NAME = "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0";
  const by = (provider: Raw, changes: Raw = {}) =>
    recordConfig({ ...consumer(changes), provider: { ...SERVICE, ...provider } });

  it("has an endpoint in the zones that both have, and reads no other stack", async () => {
    const graph = await recordConfig(SHAPE);
    expect(find(graph, ENDPOINT, "consumer-acme-endpoint").inputs).to.deep.include({
      serviceName: NAME,
      subnetIds: ["a", "c"].map((zone) => `\${Subnet:consumer-acme-endpoints-${zone}.id}`),
    });
    expect(find(graph, ENDPOINT, "consumer-acme-endpoint").inputs).not.to.have.property("serviceRegion");
    expect(ofType(graph, REFERENCE)).to.deep.equal([]);
    expect(graph).not.to.have.property("references");
  });

  it("is in the region that its name says", async () => {
    const graph = await by({}, { region: "us-east-1" });
    expect(find(graph, ENDPOINT, "consumer-acme-endpoint").inputs).to.include({ serviceRegion: "eu-west-1" });
  });

  it("has a private zone for its hostname where it is told one, and the endpoint's own name else", async () => {
    const told = await by({});
    expect(Object.keys(inputs(told, "aws:route53/zone:Zone"))).to.deep.equal(["consumer-acme-zone"]);
    expect(told.outputs["endpoint"]).to.equal("tcp://tcp.example.com:5000");
    const { hostname, ...nameless } = SERVICE;
    expect(hostname).to.equal("tcp.example.com");
    const untold = await recordConfig({ ...consumer(), provider: nameless });
    expect(inputs(untold, "aws:route53/zone:Zone")).to.deep.equal({});
    const own = "tcp://${VpcEndpoint:consumer-acme-endpoint.dnsEntries_0_dnsName}:5000";
    expect(untold.outputs["endpoint"]).to.equal(own);
    expect((await by({}, { privateDns: "none" })).outputs["endpoint"]).to.equal(own);
  });

  it("is known by its private name where that is told and wanted", async () => {
    const graph = await by({ privateDnsName: "link.example.com" }, { privateDns: "service" });
    expect(Object.keys(inputs(graph, "aws:vpc/endpointPrivateDns:EndpointPrivateDns"))).to.deep.equal([
      "consumer-acme-private-dns",
    ]);
    expect(inputs(graph, "aws:route53/zone:Zone")).to.deep.equal({});
  });

  it("says its outputs by the consumer's name, as the service's own stack does", async () => {
    const { outputs } = await recordConfig(SHAPE);
    expect(Object.keys(outputs).sort()).to.deep.equal(["consumers", "endpoint", "readme"]);
    expect(outputs["readme"]).to.equal(readFileSync(join(ROOT, "Pulumi.README.consumer.md"), "utf8"));
    expect(outputs["consumers"]).to.deep.equal({
      acme: {
        vpcId: "${Vpc:consumer-acme-vpc.id}",
        endpointId: "${VpcEndpoint:consumer-acme-endpoint.id}",
        dnsName: "${VpcEndpoint:consumer-acme-endpoint.dnsEntries_0_dnsName}",
        securityGroupId: "${SecurityGroup:consumer-acme-sg.id}",
        clientSubnetIds: Object.fromEntries(
          ["a", "b", "c"].map((zone) => [zone, `\${Subnet:consumer-acme-clients-${zone}.id}`]),
        ),
      },
    });
  });
});

describe("Consumer stack: flow logs", () => {
  const logs = async (raw: Raw) => {
    const graph = await recordConfig({ ...SHAPES["a consumer of a service of another account"], ...raw });
    const { vpcId, trafficType, maxAggregationInterval } = inputs(graph, "aws:ec2/flowLog:FlowLog")[
      "consumer-acme-flow-logs"
    ]!;
    const { retentionInDays } = inputs(graph, "aws:cloudwatch/logGroup:LogGroup")["consumer-acme-flow-logs"]!;
    return { vpcId, trafficType, maxAggregationInterval, retentionInDays };
  };
  const vpcId = "${Vpc:consumer-acme-vpc.id}";

  it("are as its own file says, and have defaults", async () => {
    expect(await logs({})).to.deep.equal({
      vpcId,
      trafficType: "ALL",
      maxAggregationInterval: 600,
      retentionInDays: 30,
    });
    expect(await logs({ flowLogs: { traffic: "ACCEPT", retentionDays: 7, intervalSeconds: 60 } })).to.deep.equal({
      vpcId,
      trafficType: "ACCEPT",
      maxAggregationInterval: 60,
      retentionInDays: 7,
    });
  });
});

describe("Stacks' readmes", () => {
  /** Outputs that a file speaks of. */
  const spoken = (file: string) =>
    [...readFileSync(join(ROOT, file), "utf8").matchAll(/\$\{outputs\.(\w+)\}/g)].map(([, name]) => name);

  it("show what a service's consumers need, and what a consumer's stack has", async () => {
    const service = Object.keys((await recordConfig(SHAPES["PrivateLink beside the public load balancer"]!)).outputs);
    expect(spoken("Pulumi.README.md")).to.include.members(["privateLink", "consumers"]);
    expect(service).to.include.members(spoken("Pulumi.README.md"));
    const consumer = Object.keys((await recordConfig(SHAPES["a consumer of a service of another account"]!)).outputs);
    expect([...spoken("Pulumi.README.consumer.md"), "readme"].sort()).to.deep.equal(consumer.sort());
  });
});

describe("Consumer stack: the examples", () => {
  it("the consumer's endpoint is connected to the service of the other file, whose load balancer lets its clients in", async () => {
    const graph = await recordStack("examples/consumer.yaml");
    expect(find(graph, ENDPOINT, "consumer-payments-endpoint").inputs).to.include({
      serviceName: "${VpcEndpointService:private-link/link-eu-west-1-service.serviceName}",
    });
    const [group] = Object.values(inputs(graph, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"));
    const provider = await recordStack("examples/private-link.yaml");
    const admitted = Object.entries(inputs(provider, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"))
      .filter(([name]) => name.startsWith("link-"))
      .map(([, { cidrIpv4 }]) => cidrIpv4);
    expect(admitted).to.include(group?.["cidrIpv4"]);
    expect(provider.outputs["consumers"]).to.have.all.keys("orders");
  });
});
