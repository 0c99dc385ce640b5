import { expect } from "chai";
import type { Graph } from "../../../graph";
import { contains } from "../../../plan/cidrs";
import { BASE, type Raw, SHAPES, find, inputs, inputsOf, recordConfig, recordStack } from "../../support/recording";

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
        "front-eu-west-1-mtu": {
          securityGroupId: FRONT,
          ipProtocol: "icmp",
          fromPort: 3,
          toPort: 4,
          cidrIpv4: "0.0.0.0/0",
          description: "Path MTU discovery",
          tags: { Name: `ha-tcp-${stack}-front-eu-west-1-mtu` },
        },
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

describe("Security of targets behind a private front door", () => {
  const PRINCIPALS = ["arn:aws:iam::111122223333:root"];
  const CLIENTS = "172.16.0.0/16";
  /** The app tier, which the nodes of the private load balancer lie in. */
  const NODES = "10.20.0.0/17";
  const HEALTH = { port: 5000, healthCheck: { protocol: "HTTP", port: 8081 } };

  const linked = (enforceSecurityGroup: boolean, rest: Raw): Raw => ({
    ...BASE,
    privateLink: {
      allowedPrincipals: PRINCIPALS,
      enforceSecurityGroup,
      ...(enforceSecurityGroup && { allowedClients: [CLIENTS] }),
    },
    ...rest,
  });

  const groupOf = (name: string) => `\${SecurityGroup:${name}-sg.id}`;

  /** The rules of both directions that are of groups or front doors with such names. */
  const those = (graph: Graph, type: string, prefix: string) =>
    Object.fromEntries(Object.entries(inputs(graph, type)).filter(([name]) => name.startsWith(prefix)));

  interface Port {
    key: string;
    port: number;
    description: string;
  }
  const SERVICE = { description: "The service port" };
  const CHECKS = { description: "Health checks" };

  const byReference = (name: string, loadBalancer: string, { key, port, description }: Port) =>
    rule(
      "test",
      `${name}-from-${loadBalancer}-${key}`,
      groupOf(name),
      port,
      { referencedSecurityGroupId: groupOf(`${loadBalancer}-eu-west-1`) },
      description,
    );
  const byRange = (name: string, { key, port, description }: Port) =>
    rule("test", `${name}-from-link-10-20-0-0-17-${key}`, groupOf(name), port, { cidrIpv4: NODES }, description);
  const outOf = (loadBalancer: string, name: string, { key, port, description }: Port) =>
    rule(
      "test",
      `${name}-by-${loadBalancer}-${key}`,
      groupOf(`${loadBalancer}-eu-west-1`),
      port,
      { referencedSecurityGroupId: groupOf(name) },
      description,
    );
  const merged = (rules: Raw[]): Raw => Object.assign({}, ...rules) as Raw;

  const TARGETS: { title: string; name: string; raw: Raw; frontDoors: string[]; ports: Port[] }[] = [
    {
      title: "instances behind both doors",
      name: "fleet-eu-west-1",
      raw: { options: ["nlb", "privateLink"] },
      frontDoors: ["front", "link"],
      ports: [{ key: "service", port: 5000, ...SERVICE }],
    },
    {
      title: "instances behind this front door alone, checked on a port of their own",
      name: "fleet-eu-west-1",
      raw: { options: ["privateLink"], service: HEALTH },
      frontDoors: ["link"],
      ports: [
        { key: "service", port: 5000, ...SERVICE },
        { key: "health", port: 8081, ...CHECKS },
      ],
    },
    {
      title: "tasks with interfaces of their own",
      name: "tasks-eu-west-1",
      raw: { options: ["ecs", "privateLink"], service: HEALTH, ecs: { containerPort: 8080 } },
      frontDoors: ["front", "link"],
      ports: [
        { key: "service-8080", port: 8080, ...SERVICE },
        { key: "health-8081", port: 8081, ...CHECKS },
      ],
    },
    {
      title: "tasks on the bridge",
      name: "tasks-eu-west-1",
      raw: { options: ["ecs", "privateLink"], service: HEALTH, ecs: { containerPort: 8080, networkMode: "bridge" } },
      frontDoors: ["front", "link"],
      ports: [
        { key: "service-5000", port: 5000, ...SERVICE },
        { key: "health-8081", port: 8081, ...CHECKS },
      ],
    },
    {
      title: "tasks on Fargate",
      name: "tasks-eu-west-1",
      raw: { options: ["ecs", "privateLink"], ecs: { launch: "fargate" } },
      frontDoors: ["front", "link"],
      ports: [{ key: "service-5000", port: 5000, ...SERVICE }],
    },
  ];

  const backend = (name: string) => `${name.split("-")[0] ?? ""}-`;

  for (const { title, name, raw, frontDoors: loadBalancers, ports } of TARGETS) {
    const referenced = merged(
      loadBalancers.flatMap((loadBalancer) => ports.map((port) => byReference(name, loadBalancer, port))),
    );

    it(`${title}, enforced: reached from the load balancers' groups, and from no range`, async () => {
      const graph = await recordConfig(linked(true, raw));
      expect(those(graph, INGRESS, backend(name))).to.deep.equal(referenced);
      const admitted = rule(
        "test",
        "link-eu-west-1-from-172-16-0-0-16",
        groupOf("link-eu-west-1"),
        5000,
        { cidrIpv4: CLIENTS },
        `Clients in ${CLIENTS}`,
      );
      expect(those(graph, INGRESS, "link-")).to.deep.equal(admitted);
    });

    // Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-register-targets.html#target-security-groups
    it(`${title}, not enforced: reached from the ranges of the load balancer's subnets as well, and from none of a client`, async () => {
      const graph = await recordConfig(linked(false, raw));
      expect(those(graph, INGRESS, backend(name))).to.deep.equal({
        ...referenced,
        ...merged(ports.map((port) => byRange(name, port))),
      });
      expect(those(graph, INGRESS, "link-")).to.deep.equal({});
    });

    it(`${title}: the ways out are the same, enforced or not`, async () => {
      const [on, off] = [await recordConfig(linked(true, raw)), await recordConfig(linked(false, raw))];
      expect(inputs(off, EGRESS)).to.deep.equal(inputs(on, EGRESS));
      expect(those(off, EGRESS, `${name}-by-`)).to.deep.equal(
        merged(loadBalancers.flatMap((loadBalancer) => ports.map((port) => outOf(loadBalancer, name, port)))),
      );
    });
  }

  it("hosts of tasks with interfaces of their own are reached by nothing, enforced or not", async () => {
    for (const enforced of [true, false]) {
      const graph = await recordConfig(linked(enforced, { options: ["ecs", "privateLink"] }));
      const hosts = groupOf("tasks-eu-west-1-awsvpc-hosts");
      const into = Object.values(inputs(graph, INGRESS)).filter(({ securityGroupId }) => securityGroupId === hosts);
      expect(into).to.deep.equal([]);
      expect(inputs(graph, "aws:ec2/securityGroup:SecurityGroup")).to.have.property("tasks-eu-west-1-awsvpc-hosts-sg");
    }
  });

  it("in several regions, and of both backends, each is reached from its own region's range", async () => {
    const regions = {
      "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16" },
      "eu-central-1": { zones: ["a", "b", "c"], cidr: "172.20.0.0/20" },
    };
    const options = ["nlb", "ecs", "privateLink"];
    const raw = { options, weights: { instances: 1, tasks: 1 }, regions };
    const ranges = (graph: Graph) =>
      Object.entries(inputs(graph, INGRESS))
        .filter(([name, { cidrIpv4 }]) => /^(fleet|tasks)-/.test(name) && cidrIpv4 !== undefined)
        .map(([, { securityGroupId, cidrIpv4, fromPort, toPort }]) => [securityGroupId, cidrIpv4, fromPort, toPort])
        .sort();
    expect(ranges(await recordConfig(linked(false, raw)))).to.deep.equal([
      [groupOf("fleet-eu-central-1"), "172.20.0.0/21", 5000, 5000],
      [groupOf("fleet-eu-west-1"), NODES, 5000, 5000],
      [groupOf("tasks-eu-central-1"), "172.20.0.0/21", 5000, 5000],
      [groupOf("tasks-eu-west-1"), NODES, 5000, 5000],
    ]);
    expect(ranges(await recordConfig(linked(true, raw)))).to.deep.equal([]);
  });

  it("the ranges hold every subnet of the load balancer, and no other", async () => {
    const graph = await recordConfig(linked(false, { options: ["nlb", "privateLink"] }));
    const within = Object.values(inputs(graph, "aws:ec2/subnet:Subnet")).filter(({ cidrBlock }) =>
      contains(NODES, String(cidrBlock)),
    );
    const tags = within.map((subnet) => (subnet["tags"] as { Name: string }).Name).sort();
    expect(tags).to.deep.equal(["a", "b"].map((zone) => `ha-tcp-test-network-eu-west-1-app-${zone}`));
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
