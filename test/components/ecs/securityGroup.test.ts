import { expect } from "chai";
import type { Graph } from "../../../graph";
import { type Raw, SHAPES, inputs, recordConfig } from "../../support/recording";

const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const FRONT = "${SecurityGroup:front-eu-west-1-sg.id}";
const TASKS = "${SecurityGroup:tasks-eu-west-1-sg.id}";
const HOSTS = "tasks-eu-west-1-awsvpc-hosts";

/** A rule as it should stand in the graph. */
const rule = (name: string, groupId: string, port: number, target: Raw, description: string) => ({
  [name]: {
    securityGroupId: groupId,
    ipProtocol: "tcp",
    fromPort: port,
    toPort: port,
    ...target,
    description,
    tags: { Name: `ha-tcp-test-${name}` },
  },
});
const groupOf = (name: string) => `\${SecurityGroup:${name}-sg.id}`;

const from = (key: string, port: number, description: string) =>
  rule(`tasks-eu-west-1-from-front-${key}`, TASKS, port, { referencedSecurityGroupId: FRONT }, description);
const by = (key: string, port: number, description: string) =>
  rule(`tasks-eu-west-1-by-front-${key}`, FRONT, port, { referencedSecurityGroupId: TASKS }, description);
const toS3 = (name: string) =>
  rule(
    `${name}-to-s3`,
    groupOf(name),
    443,
    { prefixListId: "${VpcEndpoint:network-eu-west-1-s3.prefixListId}" },
    "S3 through the gateway endpoint",
  );
const toHttps = (name: string) =>
  rule(`${name}-to-https`, groupOf(name), 443, { cidrIpv4: "0.0.0.0/0" }, "HTTPS through the NAT gateway");

/** Of the tasks and their hosts, by the names of the rules. */
const own = (graph: Graph, type: string) =>
  Object.fromEntries(Object.entries(inputs(graph, type)).filter(([name]) => name.startsWith("tasks-")));

const groups = (graph: Graph) => own(graph, "aws:ec2/securityGroup:SecurityGroup");
const group = (name: string, description: string) => ({
  [`${name}-sg`]: {
    vpcId: "${Vpc:network-eu-west-1-vpc.id}",
    description,
    tags: { Name: `ha-tcp-test-${name}` },
  },
});

describe("Security of tasks", () => {
  it("with interfaces of their own: a group for them on the container's port, and one for hosts that nothing enters", async () => {
    const graph = await recordConfig(SHAPES["tasks with interfaces of their own"]!);
    expect(groups(graph)).to.deep.equal({ ...group("tasks-eu-west-1", "ECS tasks"), ...group(HOSTS, "ECS hosts") });
    expect(own(graph, INGRESS)).to.deep.equal(from("service-8080", 8080, "The service port"));
    expect(own(graph, EGRESS)).to.deep.equal({
      ...by("service-8080", 8080, "The service port"),
      ...toS3("tasks-eu-west-1"),
      ...toHttps("tasks-eu-west-1"),
      ...rule(
        "tasks-eu-west-1-to-10-99-0-0-16-5432",
        TASKS,
        5432,
        { cidrIpv4: "10.99.0.0/16" },
        "Configured destination 10.99.0.0/16",
      ),
      ...toS3(HOSTS),
      ...toHttps(HOSTS),
    });
  });

  it("on the bridge: one group, of the hosts, on the service port and that of the checks", async () => {
    const graph = await recordConfig(SHAPES["tasks on the bridge"]!);
    expect(groups(graph)).to.deep.equal(group("tasks-eu-west-1", "ECS tasks"));
    expect(own(graph, INGRESS)).to.deep.equal({
      ...from("service-5000", 5000, "The service port"),
      ...from("health-8081", 8081, "Health checks"),
    });
    expect(own(graph, EGRESS)).to.deep.equal({
      ...by("service-5000", 5000, "The service port"),
      ...by("health-8081", 8081, "Health checks"),
      ...toS3("tasks-eu-west-1"),
      ...toHttps("tasks-eu-west-1"),
    });
  });

  it("on Fargate without NAT: out to S3 and the interface endpoints alone", async () => {
    const graph = await recordConfig(SHAPES["tasks on Fargate without NAT"]!);
    expect(groups(graph)).to.deep.equal(group("tasks-eu-west-1", "ECS tasks"));
    expect(own(graph, INGRESS)).to.deep.equal(from("service-5000", 5000, "The service port"));
    expect(own(graph, EGRESS)).to.deep.equal({
      ...by("service-5000", 5000, "The service port"),
      ...toS3("tasks-eu-west-1"),
      ...rule(
        "tasks-eu-west-1-to-endpoints",
        TASKS,
        443,
        { referencedSecurityGroupId: "${SecurityGroup:network-eu-west-1-endpoints-sg.id}" },
        "Interface endpoints",
      ),
    });
  });

  it("beside instances: each backend has a group of its own, and the load balancer reaches both", async () => {
    const graph = await recordConfig(SHAPES["both backends"]!);
    const reached = Object.entries(inputs(graph, EGRESS))
      .filter(([, { securityGroupId }]) => securityGroupId === FRONT)
      .map(([name, { referencedSecurityGroupId }]) => [name, referencedSecurityGroupId]);
    expect(Object.fromEntries(reached)).to.deep.equal({
      "fleet-eu-west-1-by-front-service": "${SecurityGroup:fleet-eu-west-1-sg.id}",
      "tasks-eu-west-1-by-front-service-5000": TASKS,
    });
  });

  it("is the same group in every variant, so that what others allow stays allowed", async () => {
    const urns = await Promise.all(
      ["tasks with interfaces of their own", "tasks on the bridge", "tasks on Fargate without NAT"].map(
        async (title) =>
          (await recordConfig(SHAPES[title]!)).resources.find(({ name }) => name === "tasks-eu-west-1-sg")?.urn,
      ),
    );
    expect(new Set(urns)).to.deep.equal(
      new Set([
        "urn:pulumi:test::ha-tcp::ha-tcp:index:EcsService$aws:ec2/securityGroup:SecurityGroup::tasks-eu-west-1-sg",
      ]),
    );
  });
});

describe("Network of tasks", () => {
  const entries = async (title: string, tier: string, direction: "ingress" | "egress") => {
    const nacls = inputs(await recordConfig(SHAPES[title]!), "aws:ec2/networkAcl:NetworkAcl");
    const rows = nacls[`network-eu-west-1-${tier}-nacl`]?.[direction] as Record<string, unknown>[];
    return rows.map(({ ruleNo, fromPort, toPort }) => [ruleNo, fromPort, toPort]);
  };

  it("lets connections through to the containers' port alone, where tasks alone are targets", async () => {
    const title = "tasks with interfaces of their own";
    expect(await entries(title, "front", "ingress")).to.deep.include([100, 5000, 5000]);
    const out = await entries(title, "front", "egress");
    expect(out).to.deep.include([115, 8080, 8080]).and.not.deep.include([110, 5000, 5000]);
    const into = await entries(title, "app", "ingress");
    expect(into).to.deep.include([105, 8080, 8080]).and.not.deep.include([100, 5000, 5000]);
  });

  it("lets connections through to the hosts' port on the bridge, and checks to theirs", async () => {
    const into = await entries("tasks on the bridge", "app", "ingress");
    expect(into).to.deep.include([100, 5000, 5000]).and.deep.include([110, 8081, 8081]);
    expect(into.filter(([, port]) => port === 8080)).to.deep.equal([]);
  });

  it("without NAT has the endpoints that Fargate, the image and the secrets need", async () => {
    const graph = await recordConfig(SHAPES["tasks on Fargate without NAT"]!);
    const services = Object.values(inputs(graph, "aws:ec2/vpcEndpoint:VpcEndpoint")).map(({ serviceName }) =>
      String(serviceName).replace("com.amazonaws.eu-west-1.", ""),
    );
    expect(services.sort()).to.deep.equal(["ecr.api", "ecr.dkr", "logs", "s3", "secretsmanager", "ssm"]);
  });

  it("of tasks on hosts, where there are both backends, has both ports and both destinations", async () => {
    const raw = {
      ...SHAPES["both backends"],
      ecs: { containerPort: 8080, egress: [{ cidr: "192.0.2.0/24", port: 25 }] },
    };
    const { inputs: nacl } = (await recordConfig(raw)).resources.find(
      ({ name }) => name === "network-eu-west-1-app-nacl",
    )!;
    const numbers = (direction: string) => (nacl[direction] as { ruleNo: number }[]).map(({ ruleNo }) => ruleNo);
    expect(numbers("ingress")).to.include.members([100, 105]);
    expect(numbers("egress")).to.include(200);
  });
});
