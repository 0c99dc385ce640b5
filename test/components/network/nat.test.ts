import { expect } from "chai";
import type { Graph } from "../../../graph";
import { SHAPES, find, inputs, inputsOf, ofType, recordConfig, recordStack } from "../../support/recording";

const NAT = "aws:ec2/natGateway:NatGateway";
const ROUTE = "aws:ec2/route:Route";
const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const VPC = "${Vpc:network-eu-west-1-vpc.id}";

/** For each app subnet's zone, the zone of the NAT gateway that its default route leads to. */
function natByZone(graph: Graph): Record<string, string> {
  const pattern = /^\$\{NatGateway:network-eu-west-1-nat-([a-h])\.id\}$/;
  return Object.fromEntries(
    ofType(graph, ROUTE)
      .filter(({ name }) => name.includes("-app-"))
      .map(({ name, inputs: route }) => {
        expect(Object.keys(route).sort()).to.deep.equal(["destinationCidrBlock", "natGatewayId", "routeTableId"]);
        expect(route["destinationCidrBlock"]).to.equal("0.0.0.0/0");
        const zone = /-app-([a-h])-default$/.exec(name)?.[1] ?? "";
        expect(route["routeTableId"]).to.equal(`\${RouteTable:network-eu-west-1-app-${zone}-rt.id}`);
        return [zone, pattern.exec(String(route["natGatewayId"]))?.[1] ?? "none"];
      }),
  );
}

/** What may be read of AWS's own buckets through the S3 endpoint. */
const OWNED_BY_AWS = {
  Sid: "OwnedByAws",
  Effect: "Allow",
  Principal: "*",
  Action: ["s3:GetObject"],
  Resource: [
    "arn:aws:s3:::al2023-repos-eu-west-1-de612dc2/*",
    "arn:aws:s3:::amazon-ssm-eu-west-1/*",
    "arn:aws:s3:::aws-ssm-eu-west-1/*",
    "arn:aws:s3:::patch-baseline-snapshot-eu-west-1/*",
    "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*",
  ],
};

describe("Network: ways out", () => {
  const STACKS = [
    { stack: "dev", gateways: ["a"], routes: { a: "a", b: "a" } },
    { stack: "prod", gateways: ["a", "b", "c"], routes: { a: "a", b: "b", c: "c" } },
  ];
  for (const { stack, gateways, routes } of STACKS)
    it(`${stack} has NAT gateways in the zones ${gateways.join(", ")}, and each app subnet leads to its own`, async () => {
      const graph = await recordStack(stack);
      expect(inputs(graph, NAT)).to.deep.equal(
        Object.fromEntries(
          gateways.map((zone) => [
            `network-eu-west-1-nat-${zone}`,
            {
              subnetId: `\${Subnet:network-eu-west-1-front-${zone}.id}`,
              allocationId: `\${Eip:addresses-eu-west-1-egress-${zone}.allocationId}`,
              tags: { Name: `ha-tcp-${stack}-network-eu-west-1-nat-${zone}` },
            },
          ]),
        ),
      );
      expect(natByZone(graph)).to.deep.equal(routes);
    });

  it("leads every zone to the one NAT gateway of natZone", async () => {
    const graph = await recordConfig({
      options: ["nlb"],
      service: { port: 5000 },
      regions: { "eu-west-1": { zones: ["a", "b", "c"], cidr: "10.20.0.0/16", nat: "single", natZone: "c" } },
    });
    expect(natByZone(graph)).to.deep.equal({ a: "c", b: "c", c: "c" });
    expect(Object.keys(inputs(graph, NAT))).to.deep.equal(["network-eu-west-1-nat-c"]);
  });

  for (const { stack, zones } of [
    { stack: "dev", zones: ["a", "b"] },
    { stack: "prod", zones: ["a", "b", "c"] },
  ])
    it(`${stack} reaches S3 through a gateway endpoint of the app subnets, and no other endpoint`, async () => {
      expect(inputs(await recordStack(stack), ENDPOINT)).to.deep.equal({
        "network-eu-west-1-s3": {
          vpcId: VPC,
          vpcEndpointType: "Gateway",
          serviceName: "com.amazonaws.eu-west-1.s3",
          routeTableIds: zones.map((zone) => `\${RouteTable:network-eu-west-1-app-${zone}-rt.id}`),
          policy: { Version: "2012-10-17", Statement: [OWNED_BY_AWS] },
          tags: { Name: `ha-tcp-${stack}-network-eu-west-1-s3` },
        },
      });
    });

  it("opens the S3 endpoint to the configured buckets, and to nothing more", async () => {
    const graph = await recordConfig(SHAPES["known clients, destinations and buckets"]!);
    expect(inputsOf(find(graph, ENDPOINT, "network-eu-west-1-s3"))["policy"]).to.deep.equal({
      Version: "2012-10-17",
      Statement: [
        OWNED_BY_AWS,
        {
          Sid: "Configured",
          Effect: "Allow",
          Principal: "*",
          Action: ["s3:GetObject", "s3:PutObject", "s3:ListBucket"],
          Resource: [
            "arn:aws:s3:::team-archive",
            "arn:aws:s3:::team-archive/*",
            "arn:aws:s3:::team-files",
            "arn:aws:s3:::team-files/*",
          ],
        },
      ],
    });
  });
});

describe("Network without NAT", () => {
  const noNat = () => recordConfig(SHAPES["no NAT"]!);

  it("has no NAT gateway, no egress address, and no default route in an app route table", async () => {
    const graph = await noNat();
    expect(ofType(graph, NAT)).to.deep.equal([]);
    expect(graph.resources.filter(({ name }) => name.includes("egress"))).to.deep.equal([]);
    const routed = ofType(graph, ROUTE).map(({ inputs: route }) => route["routeTableId"]);
    expect(routed.sort()).to.deep.equal([
      "${RouteTable:network-eu-west-1-front-a-rt.id}",
      "${RouteTable:network-eu-west-1-front-b-rt.id}",
      "${RouteTable:network-eu-west-1-front-c-rt.id}",
    ]);
  });

  it("has interface endpoints of Systems Manager in every app subnet", async () => {
    const graph = await noNat();
    expect(Object.keys(inputs(graph, ENDPOINT)).sort()).to.deep.equal([
      "network-eu-west-1-s3",
      "network-eu-west-1-ssm",
      "network-eu-west-1-ssmmessages",
    ]);
    expect(inputsOf(find(graph, ENDPOINT, "network-eu-west-1-ssmmessages"))).to.deep.equal({
      vpcId: VPC,
      vpcEndpointType: "Interface",
      serviceName: "com.amazonaws.eu-west-1.ssmmessages",
      subnetIds: ["a", "b", "c"].map((zone) => `\${Subnet:network-eu-west-1-app-${zone}.id}`),
      securityGroupIds: ["${SecurityGroup:network-eu-west-1-endpoints-sg.id}"],
      privateDnsEnabled: true,
      policy: {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: "*",
            Action: [
              "ssmmessages:CreateControlChannel",
              "ssmmessages:CreateDataChannel",
              "ssmmessages:OpenControlChannel",
              "ssmmessages:OpenDataChannel",
            ],
            Resource: ["*"],
            Condition: { StringEquals: { "aws:PrincipalAccount": "123456789012" } },
          },
        ],
      },
      tags: { Name: "ha-tcp-test-network-eu-west-1-ssmmessages" },
    });
  });

  it("opens the endpoints to the app tier on 443 alone", async () => {
    const graph = await noNat();
    expect(
      inputsOf(find(graph, "aws:ec2/securityGroup:SecurityGroup", "network-eu-west-1-endpoints-sg")),
    ).to.deep.equal({
      vpcId: VPC,
      description: "Interface endpoints",
      tags: { Name: "ha-tcp-test-network-eu-west-1-endpoints" },
    });
    const rules = Object.entries(inputs(graph, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"));
    const group = "${SecurityGroup:network-eu-west-1-endpoints-sg.id}";
    expect(Object.fromEntries(rules.filter(([, rule]) => rule["securityGroupId"] === group))).to.deep.equal({
      "network-eu-west-1-endpoints-in": {
        securityGroupId: group,
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        cidrIpv4: "10.20.0.0/17",
        description: "The app tier",
        tags: { Name: "ha-tcp-test-network-eu-west-1-endpoints-in" },
      },
    });
  });

  it("has endpoints of ECR too, for an image that lies there", async () => {
    const endpoints = inputs(await recordConfig(SHAPES["a private image without NAT"]!), ENDPOINT);
    const services = Object.entries(endpoints).map(([name, { serviceName, policy }]) => {
      const [statement] = (policy as { Statement: { Action: string[] }[] }).Statement;
      return [name.replace("network-eu-west-1-", ""), serviceName, statement?.Action.length];
    });
    expect(services.sort()).to.deep.equal([
      ["ecr-api", "com.amazonaws.eu-west-1.ecr.api", 4],
      ["ecr-dkr", "com.amazonaws.eu-west-1.ecr.dkr", 3],
      ["s3", "com.amazonaws.eu-west-1.s3", 1],
      ["ssm", "com.amazonaws.eu-west-1.ssm", 15],
      ["ssmmessages", "com.amazonaws.eu-west-1.ssmmessages", 4],
    ]);
  });
});
