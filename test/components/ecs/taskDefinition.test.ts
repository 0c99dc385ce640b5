import { expect } from "chai";
import type { Graph } from "../../../graph";
import { echoServer } from "../../../plan/ec2/echoServer";
import { BASE, type Raw, SHAPES, find, inputs, inputsOf, recordConfig } from "../../support/recording";

const DEFINITION = "aws:ecs/taskDefinition:TaskDefinition";
const LOGS = "aws:cloudwatch/logGroup:LogGroup";
const POLICY = "aws:iam/rolePolicy:RolePolicy";
const ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const ROLE = "aws:iam/role:Role";

const AWSVPC = "tasks-eu-west-1-awsvpc";
const BRIDGE = "tasks-eu-west-1-bridge";
const FARGATE = "tasks-eu-west-1-fargate";
const TOKEN = "arn:aws:ssm:eu-west-1:123456789012:parameter/tcp/token";
const LOGIN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:tcp/login-a1b2c3";
const SECRETS = [
  { name: "PASSWORD", valueFrom: `${LOGIN}:password::` },
  { name: "TOKEN", valueFrom: TOKEN },
];
const IMAGE = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/service:7";

const shape = (title: string) => recordConfig(SHAPES[title]!);
const mapping = (containerPort: number, hostPort: number) => ({ containerPort, hostPort, protocol: "tcp" });
const document = (...Statement: Raw[]) => ({ Version: "2012-10-17", Statement });

/** Of the tasks alone: neither of their hosts nor of anything else. */
function own(graph: Graph, type: string, name: string): Record<string, Raw> {
  const isOwn = (each: string) => each.startsWith(`${name}-execution`) || each.startsWith(`${name}-task`);
  return Object.fromEntries(Object.entries(inputs(graph, type)).filter(([each]) => isOwn(each)));
}

/** What every container has, whatever its variant. */
const container = (name: string) => ({
  name: "service",
  essential: true,
  environment: [],
  secrets: [],
  linuxParameters: { initProcessEnabled: true },
  stopTimeout: 30,
  logConfiguration: {
    logDriver: "awslogs",
    options: {
      "awslogs-group": `\${LogGroup:${name}-logs.name}`,
      "awslogs-region": "eu-west-1",
      "awslogs-stream-prefix": "service",
      mode: "non-blocking",
      "max-buffer-size": "4m",
    },
  },
});

const definition = (name: string, settings: Raw) => ({
  family: `ha-tcp-test-${name}`,
  requiresCompatibilities: ["EC2"],
  networkMode: "awsvpc",
  cpu: "256",
  memory: "512",
  runtimePlatform: { cpuArchitecture: "X86_64", operatingSystemFamily: "LINUX" },
  executionRoleArn: `\${Role:${name}-execution-role.arn}`,
  taskRoleArn: `\${Role:${name}-task-role.arn}`,
  tags: { Name: `ha-tcp-test-${name}` },
  ...settings,
});

interface Variant {
  title: string;
  name: string;
  definition: Raw;
  container: Raw;
}

const VARIANTS: readonly Variant[] = [
  {
    title: "tasks with interfaces of their own",
    name: AWSVPC,
    definition: definition(AWSVPC, {}),
    container: {
      ...container(AWSVPC),
      image: IMAGE,
      command: ["serve", "--fast"],
      portMappings: [mapping(8080, 8080)],
      environment: [
        { name: "LEVEL", value: "info" },
        { name: "MODE", value: "fast" },
      ],
      secrets: SECRETS,
      readonlyRootFilesystem: false,
    },
  },
  {
    title: "tasks on the bridge",
    name: BRIDGE,
    definition: definition(BRIDGE, { networkMode: "bridge" }),
    container: {
      ...container(BRIDGE),
      image: "public.ecr.aws/docker/library/python:3.13-alpine",
      command: ["python3", "-u", "-c", echoServer({ port: 8080, healthCheck: { protocol: "HTTP", port: 8081 } })],
      portMappings: [mapping(8080, 5000), mapping(8081, 8081)],
      healthCheck: {
        command: ["CMD", "python3", "-c", 'import socket; socket.create_connection(("127.0.0.1", 8080), 3).close()'],
        interval: 15,
        timeout: 5,
        retries: 3,
        startPeriod: 30,
      },
      readonlyRootFilesystem: true,
    },
  },
  {
    title: "tasks on Fargate without NAT",
    name: FARGATE,
    definition: definition(FARGATE, {
      requiresCompatibilities: ["FARGATE"],
      runtimePlatform: { cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" },
    }),
    container: {
      ...container(FARGATE),
      image: IMAGE,
      portMappings: [mapping(5000, 5000)],
      secrets: SECRETS,
      readonlyRootFilesystem: false,
    },
  },
];

for (const { title, name, definition: expected, container: only } of VARIANTS)
  describe(`Task definition of ${title}`, () => {
    it("has one container", async () => {
      const definitions = inputs(await shape(title), DEFINITION);
      expect(Object.keys(definitions)).to.deep.equal([`${name}-definition`]);
      const { containerDefinitions, ...rest } = definitions[`${name}-definition`]!;
      expect(rest).to.deep.equal(expected);
      expect(JSON.parse(String(containerDefinitions))).to.deep.equal([only]);
    });

    // A name of ours would be taken by logs that were kept when a stack of the same name went.
    it("writes its logs to a group of its own, which no name of ours could find taken", async () => {
      const graph = await shape(title);
      expect(inputsOf(find(graph, LOGS, `${name}-logs`))).to.deep.equal({
        retentionInDays: 30,
        tags: { Name: `ha-tcp-test-${name}` },
      });
    });

    // Its logs would be deleted, also with protect: what is kept from an update on is not yet kept in that one.
    it("leaves a group that has a name of ours its name", async () => {
      for (const protect of [true, false]) {
        const graph = await recordConfig({ ...SHAPES[title]!, protect });
        const { ignoreChanges, retainOnDelete } = find(graph, LOGS, `${name}-logs`);
        expect([ignoreChanges, retainOnDelete]).to.deep.equal([["name"], protect]);
      }
    });

    it("has two roles, which ECS may give to tasks of this account and region", async () => {
      const trust = document({
        Effect: "Allow",
        Principal: { Service: "ecs-tasks.amazonaws.com" },
        Action: ["sts:AssumeRole"],
        Condition: {
          StringEquals: { "aws:SourceAccount": "123456789012" },
          ArnLike: { "aws:SourceArn": "arn:aws:ecs:eu-west-1:123456789012:*" },
        },
      });
      expect(own(await shape(title), ROLE, name)).to.deep.equal({
        [`${name}-execution-role`]: { assumeRolePolicy: trust, tags: { Name: `ha-tcp-test-${name}-execution` } },
        [`${name}-task-role`]: { assumeRolePolicy: trust, tags: { Name: `ha-tcp-test-${name}-task` } },
      });
    });
  });

describe("Rights of tasks", () => {
  const logs = (name: string) => ({
    [`${name}-execution-logs`]: {
      role: `\${Role:${name}-execution-role.id}`,
      policy: document({
        Sid: "Logs",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: [`\${LogGroup:${name}-logs.arn}:log-stream:*`],
      }),
    },
  });
  const image = (name: string) => ({
    [`${name}-execution-image`]: {
      role: `\${Role:${name}-execution-role.id}`,
      policy: document(
        { Sid: "Token", Effect: "Allow", Action: ["ecr:GetAuthorizationToken"], Resource: ["*"] },
        {
          Sid: "Layers",
          Effect: "Allow",
          Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
          Resource: ["arn:aws:ecr:eu-west-1:123456789012:repository/team/service"],
        },
      ),
    },
  });
  const secrets = (name: string) => ({
    [`${name}-execution-secrets`]: {
      role: `\${Role:${name}-execution-role.id}`,
      policy: document(
        { Sid: "Parameters", Effect: "Allow", Action: ["ssm:GetParameters"], Resource: [TOKEN] },
        { Sid: "Secrets", Effect: "Allow", Action: ["secretsmanager:GetSecretValue"], Resource: [LOGIN] },
      ),
    },
  });

  it("are to write logs, and nothing else, where nothing is configured", async () => {
    const graph = await shape("tasks on the bridge");
    expect(own(graph, POLICY, BRIDGE)).to.deep.equal(logs(BRIDGE));
    expect(own(graph, ATTACHMENT, BRIDGE)).to.deep.equal({});
  });

  it("are to pull the one private image and to read the secrets, to start; and nothing afterwards", async () => {
    const graph = await shape("tasks on Fargate without NAT");
    expect(own(graph, POLICY, FARGATE)).to.deep.equal({ ...logs(FARGATE), ...image(FARGATE), ...secrets(FARGATE) });
    expect(own(graph, ATTACHMENT, FARGATE)).to.deep.equal({});
  });

  it("are to have ECR fetch the image and make its repository, where it comes through a cache", async () => {
    const granted = async (pullThroughCache: boolean) => {
      const raw = SHAPES["tasks with interfaces of their own"]!;
      const graph = await recordConfig({ ...raw, ecs: { ...(raw["ecs"] as object), pullThroughCache } });
      const { policy } = own(graph, POLICY, AWSVPC)[`${AWSVPC}-execution-image`]!;
      return (policy as { Statement: object[] }).Statement.slice(2);
    };
    expect(await granted(false)).to.deep.equal([]);
    expect(await granted(true)).to.deep.equal([
      {
        Sid: "Cache",
        Effect: "Allow",
        Action: ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"],
        Resource: ["arn:aws:ecr:eu-west-1:123456789012:repository/team/service"],
      },
    ]);
  });

  it("are what is configured, and to let people in", async () => {
    const graph = await shape("tasks with interfaces of their own");
    const role = `\${Role:${AWSVPC}-task-role.name}`;
    expect(own(graph, POLICY, AWSVPC)).to.deep.equal({
      ...logs(AWSVPC),
      ...image(AWSVPC),
      ...secrets(AWSVPC),
      [`${AWSVPC}-task-exec`]: {
        role: `\${Role:${AWSVPC}-task-role.id}`,
        policy: document({
          Sid: "Exec",
          Effect: "Allow",
          Action: [
            "ssmmessages:CreateControlChannel",
            "ssmmessages:CreateDataChannel",
            "ssmmessages:OpenControlChannel",
            "ssmmessages:OpenDataChannel",
          ],
          Resource: ["*"],
        }),
      },
    });
    expect(own(graph, ATTACHMENT, AWSVPC)).to.deep.equal({
      [`${AWSVPC}-task-123456789012-team-files`]: { role, policyArn: "arn:aws:iam::123456789012:policy/team/files" },
      [`${AWSVPC}-task-aws-AWSXRayDaemonWriteAccess`]: {
        role,
        policyArn: "arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess",
      },
    });
  });
});

describe("Policies of tasks", () => {
  it("of one name, of AWS's and of one's own, are two", async () => {
    const taskPolicyArns = ["arn:aws:iam::aws:policy/Files", "arn:aws:iam::123456789012:policy/Files"];
    const graph = await recordConfig({ ...BASE, options: ["ecs"], ecs: { taskPolicyArns } });
    const attached = Object.values(own(graph, ATTACHMENT, AWSVPC)).map(({ policyArn }) => policyArn);
    expect(attached.sort()).to.deep.equal(taskPolicyArns.sort());
  });

  it("of one name under two paths are two", async () => {
    const taskPolicyArns = ["arn:aws:iam::aws:policy/Files", "arn:aws:iam::aws:policy/service-role/Files"];
    const graph = await recordConfig({ ...BASE, options: ["ecs"], ecs: { taskPolicyArns } });
    expect(Object.keys(own(graph, ATTACHMENT, AWSVPC)).sort()).to.deep.equal([
      `${AWSVPC}-task-aws-Files`,
      `${AWSVPC}-task-aws-service-role-Files`,
    ]);
  });
});

describe("Task definition as configured", () => {
  const definitionWith = async (name: string, ecs: Raw) =>
    inputsOf(find(await recordConfig({ ...BASE, options: ["ecs"], ecs }), DEFINITION, `${name}-definition`));

  it("has the size, and the architecture of the hosts", async () => {
    const hosts = { type: "t4g.small" };
    expect(await definitionWith(AWSVPC, { cpuUnits: 300, memoryMiB: 700, hosts })).to.deep.include({
      cpu: "300",
      memory: "700",
      runtimePlatform: { cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" },
    });
  });

  it("has on Fargate the architecture that is named, whatever the hosts would be; x86_64 where none is", async () => {
    const architecture = async (ecs: Raw) => {
      const hosts = { type: "t4g.small" };
      const { runtimePlatform } = await definitionWith(FARGATE, { launch: "fargate", hosts, ...ecs });
      return (runtimePlatform as { cpuArchitecture: string }).cpuArchitecture;
    };
    expect(await architecture({})).to.equal("X86_64");
    expect(await architecture({ architecture: "arm64" })).to.equal("ARM64");
  });

  it("keeps its logs as long as is configured", async () => {
    const graph = await recordConfig({ ...BASE, options: ["ecs"], ecs: { logRetentionDays: 365 } });
    expect(find(graph, LOGS, `${AWSVPC}-logs`).inputs["retentionInDays"]).to.equal(365);
  });
});

describe("Secrets in the environment of tasks", () => {
  const PASSWORD = "correct-horse-battery-staple";
  const raw = { ...BASE, options: ["ecs"], ecs: { image: "nginx", environment: { PASSWORD } } };
  const NAME = `${AWSVPC}-definition`;

  it("that came encrypted stay so, and are nowhere in the graph", async () => {
    const open = await recordConfig(raw);
    expect(find(open, DEFINITION, NAME).inputs["containerDefinitions"]).to.include(PASSWORD);
    expect(open.resources.filter(({ secrets }) => secrets.length > 0)).to.deep.equal([]);

    const graph = await recordConfig(raw, { secretKeys: ["ecs"] });
    const node = find(graph, DEFINITION, NAME);
    expect(node.inputs["containerDefinitions"]).to.equal("[secret]");
    expect(node.secrets).to.deep.equal(["containerDefinitions"]);
    expect(JSON.stringify(graph)).not.to.include(PASSWORD);
  });

  it("hide nothing else", async () => {
    const open = await recordConfig(raw);
    const graph = await recordConfig(raw, { secretKeys: ["ecs"] });
    const others = (of: Graph) => of.resources.filter(({ type }) => type !== DEFINITION);
    expect(others(graph)).to.deep.equal(others(open));
    expect(find(graph, DEFINITION, NAME).inputs).to.deep.equal({
      ...find(open, DEFINITION, NAME).inputs,
      containerDefinitions: "[secret]",
    });
  });
});
