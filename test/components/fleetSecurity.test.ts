import { expect } from "chai";
import { find, inputs, inputsOf, recordConfig, recordStack, SHAPES, type Raw } from "../support/recording";

const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const FLEET = "${SecurityGroup:fleet-eu-west-1-sg.id}";
const FRONT = "${SecurityGroup:front-eu-west-1-sg.id}";

/** A rule as it should stand in the graph. */
const rule = (stack: string, name: string, groupId: string, port: number, target: Raw, description: string) => ({
  [name]: {
    securityGroupId: groupId,
    ipProtocol: "tcp",
    fromPort: port,
    toPort: port,
    ...target,
    description,
    tags: { Name: `ha-tcp-${stack}-${name}` },
  },
});
const S3 = { prefixListId: "${VpcEndpoint:network-eu-west-1-s3.prefixListId}" };

describe("Security of the instances", () => {
  it("writes both halves of the way in out in full", async () => {
    const graph = await recordStack("dev");
    expect(inputsOf(find(graph, INGRESS, "fleet-eu-west-1-from-front-service"))).to.deep.equal({
      securityGroupId: "${SecurityGroup:fleet-eu-west-1-sg.id}",
      referencedSecurityGroupId: "${SecurityGroup:front-eu-west-1-sg.id}",
      ipProtocol: "tcp",
      fromPort: 5000,
      toPort: 5000,
      description: "The service port",
      tags: { Name: "ha-tcp-dev-fleet-eu-west-1-from-front-service" },
    });
    expect(inputsOf(find(graph, EGRESS, "fleet-eu-west-1-by-front-service"))).to.deep.equal({
      securityGroupId: "${SecurityGroup:front-eu-west-1-sg.id}",
      referencedSecurityGroupId: "${SecurityGroup:fleet-eu-west-1-sg.id}",
      ipProtocol: "tcp",
      fromPort: 5000,
      toPort: 5000,
      description: "The service port",
      tags: { Name: "ha-tcp-dev-fleet-eu-west-1-by-front-service" },
    });
  });

  for (const stack of ["dev", "prod"]) {
    it(`${stack} has one group for the instances and one for the load balancer`, async () => {
      const groups = inputs(await recordStack(stack), "aws:ec2/securityGroup:SecurityGroup");
      expect(Object.keys(groups).sort()).to.deep.equal(["fleet-eu-west-1-sg", "front-eu-west-1-sg"]);
      expect(groups["fleet-eu-west-1-sg"]).to.deep.equal({
        vpcId: "${Vpc:network-eu-west-1-vpc.id}",
        description: "Instances",
        tags: { Name: `ha-tcp-${stack}-fleet-eu-west-1` },
      });
    });

    it(`${stack} opens the service port through the load balancer, and HTTPS outwards; nothing else`, async () => {
      const graph = await recordStack(stack);
      expect(inputs(graph, INGRESS)).to.deep.equal({
        ...rule(stack, "front-eu-west-1-in-0-0-0-0-0", FRONT, 5000, { cidrIpv4: "0.0.0.0/0" }, "Clients in 0.0.0.0/0"),
        ...rule(
          stack,
          "fleet-eu-west-1-from-front-service",
          FLEET,
          5000,
          { referencedSecurityGroupId: FRONT },
          "The service port",
        ),
      });
      expect(inputs(graph, EGRESS)).to.deep.equal({
        ...rule(
          stack,
          "fleet-eu-west-1-by-front-service",
          FRONT,
          5000,
          { referencedSecurityGroupId: FLEET },
          "The service port",
        ),
        ...rule(stack, "fleet-eu-west-1-to-s3", FLEET, 443, S3, "S3 through the gateway endpoint"),
        ...rule(
          stack,
          "fleet-eu-west-1-to-https",
          FLEET,
          443,
          { cidrIpv4: "0.0.0.0/0" },
          "HTTPS through the NAT gateway",
        ),
      });
    });
  }

  it("opens the health check's own port from the load balancer, and each configured destination", async () => {
    const graph = await recordConfig(SHAPES["known clients, destinations and buckets"]!);
    const own = (type: string) =>
      Object.fromEntries(Object.entries(inputs(graph, type)).filter(([name]) => name.startsWith("fleet-")));
    const to = (name: string, port: number, cidrIpv4: string) =>
      rule("test", `fleet-eu-west-1-to-${name}`, FLEET, port, { cidrIpv4 }, `Configured destination ${cidrIpv4}`);
    const from = { referencedSecurityGroupId: FRONT };
    const by = { referencedSecurityGroupId: FLEET };
    expect(own(INGRESS)).to.deep.equal({
      ...rule("test", "fleet-eu-west-1-from-front-service", FLEET, 5000, from, "The service port"),
      ...rule("test", "fleet-eu-west-1-from-front-health", FLEET, 8081, from, "Health checks"),
    });
    expect(own(EGRESS)).to.deep.equal({
      ...rule("test", "fleet-eu-west-1-by-front-service", FRONT, 5000, by, "The service port"),
      ...rule("test", "fleet-eu-west-1-by-front-health", FRONT, 8081, by, "Health checks"),
      ...rule("test", "fleet-eu-west-1-to-s3", FLEET, 443, S3, "S3 through the gateway endpoint"),
      ...rule(
        "test",
        "fleet-eu-west-1-to-https",
        FLEET,
        443,
        { cidrIpv4: "0.0.0.0/0" },
        "HTTPS through the NAT gateway",
      ),
      ...to("192-0-2-0-24-636", 636, "192.0.2.0/24"),
      ...to("10-99-0-0-16-5432", 5432, "10.99.0.0/16"),
    });
  });

  it("without NAT opens HTTPS to S3 and the interface endpoints alone", async () => {
    const rules = inputs(await recordConfig(SHAPES["no NAT"]!), EGRESS);
    const outwards = Object.entries(rules).filter(([, { securityGroupId }]) => securityGroupId === FLEET);
    expect(Object.fromEntries(outwards)).to.deep.equal({
      ...rule("test", "fleet-eu-west-1-to-s3", FLEET, 443, S3, "S3 through the gateway endpoint"),
      ...rule(
        "test",
        "fleet-eu-west-1-to-endpoints",
        FLEET,
        443,
        { referencedSecurityGroupId: "${SecurityGroup:network-eu-west-1-endpoints-sg.id}" },
        "Interface endpoints",
      ),
    });
  });
});

describe("Role of the instances", () => {
  for (const stack of ["dev", "prod"])
    it(`${stack} lets EC2 take it, for Session Manager and nothing else`, async () => {
      const graph = await recordStack(stack);
      const tags = { Name: `ha-tcp-${stack}-fleet-eu-west-1` };
      expect(inputsOf(find(graph, "aws:iam/role:Role", "fleet-eu-west-1-role"))).to.deep.equal({
        assumeRolePolicy: {
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: ["sts:AssumeRole"] }],
        },
        tags,
      });
      expect(inputs(graph, "aws:iam/rolePolicyAttachment:RolePolicyAttachment")).to.deep.equal({
        "fleet-eu-west-1-ssm": {
          role: "${Role:fleet-eu-west-1-role.name}",
          policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
        },
      });
      expect(inputs(graph, "aws:iam/instanceProfile:InstanceProfile")).to.deep.equal({
        "fleet-eu-west-1-profile": { role: "${Role:fleet-eu-west-1-role.name}", tags },
      });
      expect(Object.keys(inputs(graph, "aws:iam/role:Role")).sort()).to.deep.equal([
        "fleet-eu-west-1-role",
        "network-eu-west-1-flow-logs-role",
      ]);
    });

  it("may pull the one private image that the instances run", async () => {
    const graph = await recordConfig(SHAPES["a private image without NAT"]!);
    expect(inputsOf(find(graph, "aws:iam/rolePolicy:RolePolicy", "fleet-eu-west-1-image"))).to.deep.equal({
      role: "${Role:fleet-eu-west-1-role.id}",
      policy: {
        Version: "2012-10-17",
        Statement: [
          { Sid: "Token", Effect: "Allow", Action: ["ecr:GetAuthorizationToken"], Resource: ["*"] },
          {
            Sid: "Layers",
            Effect: "Allow",
            Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
            Resource: ["arn:aws:ecr:eu-west-1:123456789012:repository/team/service"],
          },
        ],
      },
    });
  });
});
