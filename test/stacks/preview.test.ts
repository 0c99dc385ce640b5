import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { type Graph, type ResourceNode, record } from "../../graph";
import program from "../../index";
import { FULL } from "../support/full";
import { WATCHED, type Raw, SHAPES, failureOf, find, ofType, recordConfig, engineConfig } from "../support/recording";

/** awsx reckons a range of IPv6 for each subnet from its VPC, and knows only afterwards that the VPC has none. */
const alwaysPresent =
  ({ type, urn }: ResourceNode) =>
  (input: string) =>
    !(input === "ipv6CidrBlock" && type === "aws:ec2/subnet:Subnet" && urn.includes("$awsx:ec2:Vpc$"));

/** In the long form all shapes. */
const CHOSEN = FULL
  ? Object.keys(SHAPES)
  : [
      "tasks on the bridge",
      "both backends",
      "two inspected regions, one by a firewall that exists",
      "PrivateLink beside the public load balancer",
      "PrivateLink to tasks in two regions, inspected elsewhere",
      "a consumer of a service of another account",
      "an accelerator beside the public load balancer, to both backends",
      "an accelerator to another port and other load balancers, with flow logs",
    ];

describe("The first preview, where nothing that only AWS knows is known", () => {
  for (const shape of CHOSEN)
    it(`registers the same resources, with the same parents, providers and options: ${shape}`, async () => {
      const raw = SHAPES[shape]!;
      const known = await recordConfig(raw);
      const preview = await recordConfig(raw, { preview: true });
      const decided = (graph: typeof known) =>
        graph.resources
          .map((node) => ({
            ...node,
            inputs: Object.keys(node.inputs).filter(alwaysPresent(node)).sort(),
            outputs: Object.keys(node.outputs ?? {}).sort(),
            propertyDependencies: Object.fromEntries(
              Object.entries(node.propertyDependencies).filter(([key]) => alwaysPresent(node)(key)),
            ),
          }))
          .sort((one, other) => (one.urn < other.urn ? -1 : 1));
      expect(decided(preview)).to.deep.equal(decided(known));
    });

  it("knows what the config says, and leaves open what AWS will say", async () => {
    const graph = await recordConfig(WATCHED, { preview: true });
    expect(find(graph, "aws:ec2/subnet:Subnet", "network-eu-west-1-app-a").inputs).to.deep.include({
      cidrBlock: "10.20.0.0/20",
      vpcId: null,
    });
    expect(graph.outputs["publicAddresses"]).to.deep.equal({ "eu-west-1": { a: null, b: null } });
  });
});

describe("The first preview of tasks", () => {
  // ECS refuses changes of what it does not know yet: hosts must have their cluster's name.
  it("knows the cluster that hosts join", async () => {
    const raw = SHAPES["tasks on the bridge"]!;
    const [preview, known] = [await recordConfig(raw, { preview: true }), await recordConfig(raw)];
    for (const [type, name, property] of [
      ["aws:ecs/clusterCapacityProviders:ClusterCapacityProviders", "tasks-eu-west-1-bridge-providers", "clusterName"],
      ["aws:ec2/launchTemplate:LaunchTemplate", "tasks-eu-west-1-bridge-hosts-template", "userData"],
    ] as const)
      expect(find(preview, type, name).inputs[property], name)
        .to.be.a("string")
        .and.equal(find(known, type, name).inputs[property]);
  });

  // The engine's provider makes the name of the log group up before it plans; a recording has none.
  it("knows the container, but for the name of its log group", async () => {
    const definition = "aws:ecs/taskDefinition:TaskDefinition";
    const graph = await recordConfig(SHAPES["tasks on the bridge"]!);
    const { containerDefinitions } = find(graph, definition, "tasks-eu-west-1-bridge-definition").inputs;
    const unknown = [...String(containerDefinitions).matchAll(/\$\{[^}]*\}/g)].map(([text]) => text);
    expect(unknown).to.deep.equal(["${LogGroup:tasks-eu-west-1-bridge-logs.name}"]);
  });
});

describe("The first preview of a firewall", () => {
  it("knows what passes it, and leaves open the ids of its endpoints and what rests on them", async () => {
    const raw = SHAPES["everything inspected"]!;
    const [preview, known] = [await recordConfig(raw, { preview: true }), await recordConfig(raw)];
    const groups = ofType(known, "aws:networkfirewall/ruleGroup:RuleGroup");
    expect(groups).not.to.be.empty;
    for (const { type, name, inputs } of groups) expect(find(preview, type, name).inputs, name).to.deep.equal(inputs);
    expect(find(preview, "aws:ec2/route:Route", "network-eu-west-1-edge-a").inputs).to.deep.equal({
      routeTableId: null,
      destinationCidrBlock: "10.20.128.0/21",
      vpcEndpointId: null,
    });
    const firewall = find(preview, "aws:networkfirewall/firewall:Firewall", "firewall-eu-west-1").inputs;
    expect(firewall["subnetMappings"]).to.deep.equal(
      ["a", "b", "c"].map(() => ({ subnetId: null, ipAddressType: "IPV4" })),
    );
    const alarm = find(
      preview,
      "aws:cloudwatch/metricAlarm:MetricAlarm",
      "monitoring-eu-west-1-firewall-a-endpoint-drops",
    );
    expect(alarm.inputs["metricQueries"]).to.deep.equal([{ id: "q", expression: null, period: 300, returnData: true }]);
  });

  it("knows the ARN of a firewall that exists", async () => {
    const raw = SHAPES["two inspected regions, one by a firewall that exists"]!;
    const preview = await recordConfig(raw, { preview: true });
    const arns = ofType(preview, "aws:networkfirewall/vpcEndpointAssociation:VpcEndpointAssociation").map(
      ({ name, inputs }) => [name, inputs["firewallArn"]],
    );
    expect(Object.fromEntries(arns)).to.deep.equal({
      ...Object.fromEntries(["a", "b"].map((zone) => [`network-eu-central-1-inspection-${zone}-endpoint`, null])),
      ...Object.fromEntries(
        ["a", "b", "c"].map((zone) => [
          `network-eu-west-1-inspection-${zone}-endpoint`,
          "arn:aws:network-firewall:eu-west-1:210987654321:firewall/central",
        ]),
      ),
    });
  });
});

/** The program, with what AWS last said of each resource of a type, as a preview shows it before a change. */
const withAnswers = (type: string, said: Raw) => () => {
  pulumi.runtime.registerStackTransformation(({ type: registered, props, opts }) =>
    registered === type ? { props: { ...(props as Raw), ...said }, opts } : undefined,
  );
  return program();
};

const principalArn = (principal: string): string => `arn:aws:iam::${principal}`;

const byPrincipal = (one: Raw, other: Raw): number =>
  String(one["principalArn"]).localeCompare(String(other["principalArn"]));

describe("The first preview of PrivateLink", () => {
  const RAW = SHAPES["PrivateLink beside the public load balancer"]!;

  it("knows who may connect, and leaves open the service, its zones and all that endpoints rest on", async () => {
    const graph = await recordConfig(RAW, { preview: true });
    const principals = ofType(graph, "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple");
    expect(principals.map(({ inputs }) => inputs).sort(byPrincipal)).to.deep.equal(
      ["111122223333:root", "123456789012:root", "444455556666:role/team/connector", "444455556666:user/ops"].map(
        (principal) => ({ vpcEndpointServiceId: null, principalArn: principalArn(principal) }),
      ),
    );
    const endpoint = (name: string) =>
      find(graph, "aws:ec2/vpcEndpoint:VpcEndpoint", `consumer-${name}-endpoint`).inputs;
    expect(endpoint("acme")).to.deep.equal({
      vpcId: null,
      vpcEndpointType: "Interface",
      serviceName: null,
      subnetIds: null,
      securityGroupIds: [null],
      ipAddressType: "ipv4",
      privateDnsEnabled: false,
      tags: { Name: "ha-tcp-test-consumer-acme-endpoint" },
    });
    // Its subnets exist, and not yet the zones of the service.
    expect(endpoint("globex")).to.deep.include({ vpcId: "vpc-0a0a0a0a0a0a0a0a0", subnetIds: null });
    expect(endpoint("initech")).to.deep.include({ serviceRegion: "eu-west-1", subnetIds: null });
  });

  it("knows what the records are of, and leaves open what they say", async () => {
    const graph = await recordConfig(RAW, { preview: true });
    const record = (name: string) => find(graph, "aws:route53/record:Record", name).inputs;
    expect(record("link-eu-west-1-name-txt")).to.deep.equal({
      zoneId: "${HostedZone:example.com.zoneId}",
      name: null,
      type: "TXT",
      ttl: 1800,
      records: [null],
    });
    expect(record("consumer-acme-alias")).to.deep.equal({
      zoneId: null,
      name: "tcp.example.com",
      type: "A",
      aliases: [{ name: null, zoneId: null, evaluateTargetHealth: false }],
    });
    const turnedOn = find(graph, "aws:vpc/endpointPrivateDns:EndpointPrivateDns", "consumer-globex-private-dns");
    expect(turnedOn.inputs).to.deep.equal({ vpcEndpointId: null, privateDnsEnabled: true });
    expect(ofType(graph, "aws:ec2/vpcEndpointConnectionAccepter:VpcEndpointConnectionAccepter")).to.have.length(4);
  });

  it("says of itself what the config says", async () => {
    const { outputs } = await recordConfig(RAW, { preview: true });
    expect(outputs["privateLink"]).to.deep.equal({
      "eu-west-1": {
        serviceName: null,
        zoneIds: null,
        port: 5000,
        ipAddressType: "ipv4",
        supportedRegions: ["us-east-1"],
        hostname: "tcp.example.com",
        privateDnsName: "link.example.com",
      },
    });
    const consumer = { vpcId: null, endpointId: null, dnsName: null, securityGroupId: null };
    const subnets = (zones: string[]) => Object.fromEntries(zones.map((zone) => [zone, null]));
    expect(outputs["consumers"]).to.deep.equal({
      acme: { ...consumer, clientSubnetIds: subnets(["a", "b", "c"]) },
      globex: { ...consumer, vpcId: "vpc-0a0a0a0a0a0a0a0a0", clientSubnetIds: {} },
      initech: { ...consumer, clientSubnetIds: subnets(["a", "b"]) },
    });
  });
});

describe("A preview of a change that only the update brings an answer to", () => {
  const SERVICE = "aws:ec2/vpcEndpointService:VpcEndpointService";
  const VPC = "aws:ec2/vpc:Vpc";
  const OWN_NAME: Raw = SHAPES["PrivateLink beside the public load balancer"]!;
  const IPV6: Raw = SHAPES["PrivateLink alone, in dual stack, by rules of the endpoint only"]!;

  const previewed = (raw: Raw, type: string, said: Raw, preview: boolean) =>
    record({ program: withAnswers(type, said), project: "ha-tcp", stack: "test", config: engineConfig(raw), preview });
  const urns = ({ resources }: Graph) => resources.map(({ urn }) => urn).sort();

  it("a private DNS name for a service without one: the record is there, and what it says is open", async () => {
    const preview = await previewed(OWN_NAME, SERVICE, { privateDnsNameConfigurations: [] }, true);
    const { name, records, type } = find(preview, "aws:route53/record:Record", "link-eu-west-1-name-txt").inputs;
    expect({ name, records, type }).to.deep.equal({ name: null, records: [null], type: "TXT" });
    expect(urns(preview)).to.deep.equal(urns(await recordConfig(OWN_NAME)));
  });

  it("another private DNS name: the record has the label that AWS gave, under the new name", async () => {
    const said = [{ name: "_abc", value: "vpce:xyz", type: "TXT", state: "verified" }];
    const raw = {
      ...OWN_NAME,
      privateLink: { ...(OWN_NAME["privateLink"] as Raw), privateDnsName: "own.example.com" },
    };
    const preview = await previewed(raw, SERVICE, { privateDnsNameConfigurations: said }, true);
    expect(find(preview, "aws:route53/record:Record", "link-eu-west-1-name-txt").inputs).to.deep.include({
      name: "_abc.own.example.com",
      records: ["vpce:xyz"],
    });
  });

  it("an endpoint without a name yet: its alias is there, and leads to what the update brings", async () => {
    const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
    for (const raw of [OWN_NAME, SHAPES["a consumer of a service of another account"]!]) {
      const preview = await previewed(raw, ENDPOINT, { dnsEntries: [] }, true);
      const { aliases } = find(preview, "aws:route53/record:Record", "consumer-acme-alias").inputs;
      expect(aliases).to.deep.equal([{ name: null, zoneId: null, evaluateTargetHealth: false }]);
      expect(urns(preview)).to.deep.equal(urns(await recordConfig(raw)));
    }
  });

  it("an update that gives an endpoint no name says which must be accepted, and what is to be done then", async () => {
    const raw = SHAPES["a consumer of a service of another account"]!;
    const error = await failureOf(previewed(raw, "aws:ec2/vpcEndpoint:VpcEndpoint", { dnsEntries: [] }, false));
    expect(error.message).to.match(
      /^The endpoint \S+ of consumer-acme has no DNS name yet: have the provider of the service accept it, then run pulumi up --refresh\.$/,
    );
    expect(pulumi.RunError.isInstance(error)).to.equal(true);
  });

  it("an update in which AWS names no record says so", async () => {
    const error = await failureOf(previewed(OWN_NAME, SERVICE, { privateDnsNameConfigurations: [] }, false));
    expect(error.message).to.include("AWS names no record that would prove link.example.com");
  });

  it("IPv6 for a VPC without it: each app subnet has a range, which is open", async () => {
    const ranges = async (preview: boolean) => {
      const graph = await previewed(IPV6, VPC, { ipv6CidrBlock: "" }, preview);
      expect(urns(graph)).to.deep.equal(urns(await recordConfig(IPV6)));
      return ofType(graph, "aws:ec2/subnet:Subnet")
        .filter(({ inputs }) => "ipv6CidrBlock" in inputs)
        .map(({ name, inputs }) => [name, inputs["ipv6CidrBlock"]])
        .sort();
    };
    expect(await ranges(true)).to.deep.equal(["a", "b", "c"].map((zone) => [`network-eu-west-1-app-${zone}`, null]));
    // AWS has answered: a VPC without a range gives none.
    expect(await ranges(false)).to.deep.equal([]);
  });

  it("a zone more for the service: endpoints are in those that AWS has enabled", async () => {
    const availabilityZones = ["eu-west-1a", "eu-west-1b"];
    const preview = await previewed(OWN_NAME, SERVICE, { availabilityZones }, true);
    const { subnetIds } = find(preview, "aws:ec2/vpcEndpoint:VpcEndpoint", "consumer-globex-endpoint").inputs;
    expect(subnetIds).to.deep.equal(["subnet-0a0a0a0a0a0a0a0a0", "subnet-0b0b0b0b0b0b0b0b0"]);
    expect(preview.outputs["privateLink"]).to.have.nested.property("eu-west-1.zoneIds").that.deep.equals({
      a: "euw1-az1",
      b: "euw1-az2",
    });
    expect(urns(preview)).to.deep.equal(urns(await recordConfig(OWN_NAME)));
  });
});

describe("The first preview of an accelerator", () => {
  it("knows the dials, weights and ports, and leaves open what leads where", async () => {
    const raw = SHAPES["an accelerator to another port and other load balancers, with flow logs"]!;
    const preview = await recordConfig(raw, { preview: true });
    const group = find(preview, "aws:globalaccelerator/endpointGroup:EndpointGroup", "accelerator-eu-west-1").inputs;
    expect(group).to.deep.include({
      listenerArn: null,
      endpointGroupRegion: "eu-west-1",
      trafficDialPercentage: 12.5,
      portOverrides: [{ listenerPort: 5000, endpointPort: 5443 }],
    });
    const endpoints = group["endpointConfigurations"] as Record<string, unknown>[];
    expect(endpoints.map(({ endpointId, weight }) => [endpointId === null, weight])).to.deep.equal([
      [true, 230],
      [false, 0],
      [false, 25],
    ]);
  });

  it("says that there will be an accelerator, and of its addresses nothing", async () => {
    const { outputs } = await recordConfig(SHAPES["an accelerator in dual stack"]!, { preview: true });
    expect(outputs["accelerator"]).to.deep.equal({ arn: null, addresses: { ipv4: null, ipv6: null }, dnsName: null });
  });
});

describe("What exists", () => {
  for (const shape of CHOSEN)
    it(`is decided before the program returns, and so by the config alone: ${shape}`, async () => {
      const during: string[] = [];
      const afterwards: string[] = [];
      let names = during;
      const watched = () => {
        pulumi.runtime.registerStackTransformation(({ name, opts }) => {
          // With a URN it is the SDK's object for a resource that awsx has answered with, and registers nothing.
          if (opts.urn === undefined) names.push(name);
          return undefined;
        });
        const returned = () => (names = afterwards);
        const outputs = program();
        // That of a consumer first asks for the service.
        if (outputs instanceof Promise) outputs.then(returned, returned);
        else returned();
        return outputs;
      };
      const graph = await record({
        program: watched,
        project: "ha-tcp",
        stack: "test",
        config: engineConfig(SHAPES[shape]!),
      });
      expect(afterwards).to.deep.equal([]);
      // What awsx makes, it makes from known arguments.
      const ours = graph.resources.filter(({ urn }) => !urn.includes("$awsx:ec2:Vpc$"));
      const registered = ours.map(({ name }) => name).filter((name) => name !== "ha-tcp-test");
      expect(during.sort()).to.deep.equal(registered.sort());
    });
});
