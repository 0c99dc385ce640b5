import { z } from "zod";
import {
  type FieldMeta,
  domainName,
  field,
  flag,
  kmsKeyArn,
  oneOf,
  oneOrByRegion,
  percentOrNone,
  told,
  wholeNumber,
} from "../fields";
import { command, containerPort, egress, environment, image, pullThroughCache, variableName } from "./container";
import { ami, instanceType } from "./instances";
import { retentionDays } from "./network";
import { renewalAlarms } from "./renewalAlarms";
import { hopLimit, policyArns, policyStatements } from "./statements";

const healthCheck = z.strictObject({
  command: told(z.array(z.string().describe("A word of the command.")).min(1).optional(), {
    description:
      "What is run in the container to ask whether it is well, word by word, without a shell: an exit code other than 0 says that it is not, " +
      "and ECS replaces the task. Default: none, but for the echo server.",
    examples: [["curl", "-f", "http://localhost:8080/healthz"]],
  }),
  intervalSeconds: wholeNumber(
    "Seconds between two runs: fewer notice a fault sooner, and use more CPU.",
    "seconds",
    5,
    300,
  ).default(15),
  timeoutSeconds: wholeNumber("Seconds that a run may take before it counts as failed.", "seconds", 2, 60).default(5),
  retries: wholeNumber(
    "Failed runs in a row that make a task unhealthy, which is then replaced.",
    "runs",
    1,
    10,
  ).default(3),
  startPeriodSeconds: wholeNumber("Seconds after the start in which failures do not count.", "seconds", 0, 300).default(
    30,
  ),
});

const deployment = z.strictObject({
  minHealthyPercent: wholeNumber(
    "How much of the desired count stays running, in percent; less is faster, and leaves fewer to serve meanwhile.",
    "percent",
    0,
    100,
  ).default(100),
  maxHealthyPercent: wholeNumber(
    "How much of the desired count there may be with what is new, in percent; more is faster, and costs while it lasts.",
    "percent",
    100,
    200,
  ).default(200),
  rollback: flag(
    "Whether a deployment that fails is taken back to the version before. With false it stays as it failed.",
  ).default(true),
  alarms: renewalAlarms(),
});

const hosts = z.strictObject({
  type: field(instanceType(), {
    description:
      "The instance type of the hosts. In awsvpc mode a host takes one task less than it has network interfaces (t3.small: two). Another renews the hosts, and costs otherwise.",
    allowed: "an instance type, such as t3.small",
    fix: "write family, dot and size",
    examples: ["t3.small"],
  }).default("t3.small"),
  max: wholeNumber(
    "Most hosts in a region, which bounds their cost; ECS starts as many as the tasks need. Default: twice the most tasks.",
    "hosts",
    1,
    1000,
  ).optional(),
  rootVolumeGiB: wholeNumber(
    "Size of the encrypted root volume of each host, in GiB, which is paid for by the month. Another renews the hosts.",
    "GiB",
    30,
    16384,
  ).default(30),
  targetCapacityPercent: wholeNumber(
    "How much of the hosts is in use, in percent; less keeps hosts spare, which cost, and lets tasks start at once.",
    "percent",
    1,
    100,
  ).default(100),
  metadataHopLimit: hopLimit(
    "How far an answer of a host's metadata service goes, in hops. With 1 a task on the bridge does not reach the credentials of its host.",
  ),
  warmupSeconds: wholeNumber(
    "Seconds until a new host counts in scaling; with too few more are started than are needed.",
    "seconds",
    0,
    3600,
  ).default(120),
  otherTypes: z
    .array(instanceType())
    .min(1)
    .optional()
    .describe(
      "Other types of hosts, of the same architecture, where the first is not to be had. A task must fit on each. Default: none.",
    ),
  spotPercent: wholeNumber(
    "How much of the hosts above onDemandBase is spot, in percent: far cheaper, and AWS takes it back with two minutes' notice. Default: 0.",
    "percent",
    0,
    100,
  ).optional(),
  onDemandBase: wholeNumber(
    "Hosts in a region that are never spot, which stay when AWS takes spot back. Default: 0.",
    "hosts",
    0,
    1000,
  ).optional(),
  ami: ami
    .optional()
    .describe(
      "The machine image, which must bring Docker and the ECS agent. Default: the newest Amazon Linux 2023 that ECS has.",
    ),
});

/** How far a container must have come before another one starts. */
const CONDITIONS = {
  start: "It has been started.",
  healthy: "Its own health check is passed.",
  complete: "It has ended.",
  success: "It has ended with exit code 0.",
} as const;

const containerName = field(z.string().regex(/^[a-zA-Z0-9][\w-]{0,79}$/), {
  description: "The name of a container.",
  allowed: "up to 80 letters, digits, hyphens and underscores",
  fix: "name it by what it does, such as proxy",
  examples: ["proxy"],
});

const dependsOn = () =>
  z
    .record(containerName, oneOf("How far that container must be.", CONDITIONS))
    .optional()
    .describe("Containers of the task that must have come so far before this one starts, by name. Default: none.");

const CREDENTIALS_META: FieldMeta = {
  description:
    "The secret with the user name and password of the image's registry, where that is private and not ECR. Default: none.",
  allowed: "the whole ARN of a secret of Secrets Manager, with the hyphen and the six characters after its name",
  fix: "copy it from `aws secretsmanager describe-secret`",
  examples: ["arn:aws:secretsmanager:eu-west-1:123456789012:secret:registry-a1b2c3"],
};

const registryCredentials = () =>
  oneOrByRegion(
    field(
      z.string().regex(/^arn:aws:secretsmanager:[a-z0-9-]+:\d{12}:secret:[^\s:]+-[a-zA-Z0-9]{6}$/),
      CREDENTIALS_META,
    ),
    CREDENTIALS_META,
  ).optional();

const scaling = z.strictObject({
  targetCpuPercent: percentOrNone(
    "The average CPU use that the service is scaled to, in percent; lower has more tasks, which cost, and more room for a lost zone. none for " +
      "no such policy.",
  ).default(50),
  targetMemoryPercent: percentOrNone(
    "The average use of memory that the service is scaled to, in percent; none for no such policy.",
  ).default("none"),
  targetConnectionsPerTask: wholeNumber(
    "The open connections of a task that the service is scaled to. Default: no such policy.",
    "connections",
    1,
    1_000_000,
  ).optional(),
});

/**
 * A secret's ARN ends in a hyphen and six characters of Secrets Manager's own, and may go on with a key of its JSON and with a stage or a
 * version, whose colons are all written or none.
 * Source: docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
 */
const SECRET_OR_PARAMETER =
  /^arn:aws:(ssm:[a-z0-9-]+:\d{12}:parameter\/\S+|secretsmanager:[a-z0-9-]+:\d{12}:secret:[^\s:]+-[a-zA-Z0-9]{6}(:[^\s:]*:([^\s:]*:|:[^\s:]*))?)$/;

const SECRET_META: FieldMeta = {
  description: "Where the value is kept. ECS reads it when a task starts: a new value reaches new tasks alone.",
  examples: ["arn:aws:ssm:eu-west-1:123456789012:parameter/ha-tcp/token"],
  allowed:
    "the ARN of a parameter of Systems Manager, or the whole ARN of a secret of Secrets Manager, with the hyphen and the six characters " +
    "after its name; for one value of its JSON followed by :KEY::",
  fix: "copy it from `aws ssm get-parameter` or `aws secretsmanager describe-secret`",
};

const secrets = () =>
  z
    .record(variableName(), oneOrByRegion(field(z.string().regex(SECRET_OR_PARAMETER), SECRET_META), SECRET_META))
    .optional()
    .describe(
      "Environment variables whose values ECS reads from Systems Manager or Secrets Manager, by ARN: they stand in no state. Default: none.",
    );

const sidecar = z.strictObject({
  image: image(),
  pullThroughCache: pullThroughCache(),
  registryCredentials: registryCredentials(),
  command: command(),
  environment: environment(),
  secrets: secrets(),
  essential: flag("Whether the task ends with it, and is replaced. With false the task goes on without.").default(true),
  cpuUnits: wholeNumber(
    "Its share of the task's CPU, in units of which 1024 are one vCPU. Default: what the others leave.",
    "units",
    2,
    16384,
  ).optional(),
  memoryMiB: wholeNumber(
    "Memory in MiB above which it is ended. Default: that of the task.",
    "MiB",
    6,
    122880,
  ).optional(),
  healthCheck: healthCheck.optional().describe("How it is asked from inside whether it is well. Default: it is not."),
  dependsOn: dependsOn(),
  readonlyRootFilesystem: flag(
    "Whether it cannot write to its own file system, so that whoever gets in leaves nothing there.",
  ).default(false),
});

/** The ECS backend. */
export const ecsSection = z.strictObject({
  launch: oneOf(
    "Where tasks run. Another place makes another service: npm run plan -- STACK --to says in which steps.",
    {
      ec2: "On EC2 instances of the cluster, which are paid for by the hour and shared by tasks.",
      fargate: "On Fargate, where each task is paid for by its CPU and memory, and there are no hosts.",
    },
  ).default("ec2"),
  networkMode: oneOf("How tasks on EC2 are reached. Another mode makes another service.", {
    awsvpc: "Each by a network interface of its own, with a security group of its own; a host has few.",
    bridge: "By a port of its host: one task on each host.",
  }).default("awsvpc"),
  image: image()
    .optional()
    .describe(
      "The container image to run. Another one renews the tasks, while the rest serves. Default: an echo server.",
    ),
  pullThroughCache: pullThroughCache(),
  containerPort: containerPort(),
  command: command(),
  environment: environment(),
  secrets: secrets(),
  registryCredentials: registryCredentials(),
  dependsOn: dependsOn(),
  sidecars: z
    .record(containerName, sidecar.describe("A container beside the service's own."))
    .optional()
    .describe(
      "Containers beside the service's own, by name; no load balancer reaches them. They share the task's CPU and memory. Default: none.",
    ),
  secretKeyArns: z
    .array(
      field(kmsKeyArn(""), {
        description: "A key of your own that some of the secrets are encrypted with.",
        allowed: "the ARN of a KMS key",
        fix: "copy it from `aws kms describe-key`",
      }),
    )
    .default([])
    .describe(
      "Keys of your own that the secrets are encrypted with: tasks may then decrypt with them. Keys of AWS need no entry.",
    ),
  cpuUnits: wholeNumber(
    "CPU of a task, in units of which 1024 are one vCPU; on Fargate it is paid for. Another size renews the tasks.",
    "units",
    128,
    16384,
  ).default(256),
  memoryMiB: wholeNumber(
    "Memory of a task, in MiB, above which it is ended; on Fargate it is paid for. Another size renews the tasks.",
    "MiB",
    128,
    122880,
  ).default(512),
  architecture: oneOf("The processor architecture on Fargate. On EC2 it is that of the host's type. Default: x86_64.", {
    x86_64: "Intel and AMD.",
    arm64: "Graviton, which costs less; the image must be built for it.",
  }).optional(),
  min: wholeNumber(
    "Fewest tasks in a region: what is paid for at any time, and left when load is low. Default: one per zone.",
    "tasks",
    1,
    5000,
  ).optional(),
  desired: wholeNumber(
    "Tasks at the first deployment; scaling policies move it later. Default: one per zone.",
    "tasks",
    1,
    5000,
  ).optional(),
  max: wholeNumber(
    "Most tasks in a region: the bound of what load can cost, and of what it can be served by. Default: twice the desired ones.",
    "tasks",
    1,
    5000,
  ).optional(),
  fargateSpotPercent: wholeNumber(
    "How much of the capacity above the first task is Fargate Spot, in percent: far cheaper, and AWS takes it back with two minutes' notice.",
    "percent",
    0,
    99,
  ).default(0),
  hosts: hosts.prefault({}).describe("The EC2 instances of the cluster, with launch: ec2."),
  healthCheck: healthCheck
    .prefault({})
    .describe("How a container is asked from inside whether it is well; ECS replaces a task that is not."),
  healthCheckGraceSeconds: wholeNumber(
    "Seconds a new task has until health checks count: with too few it is replaced while it still starts. Default: 300, or more where the checks need more.",
    "seconds",
    0,
    7200,
  ).optional(),
  stopTimeoutSeconds: wholeNumber(
    "Seconds a container has to end by itself when it is stopped; then it is killed with the connections that it has.",
    "seconds",
    2,
    120,
  ).default(30),
  readonlyRootFilesystem: flag(
    "Whether the container cannot write to its own file system, so that whoever gets in leaves nothing there. Default: only the echo server cannot.",
  ).optional(),
  deployment: deployment
    .prefault({})
    .describe("How a new version reaches running tasks: they are replaced, so many at a time."),
  zoneRebalancing: flag(
    "Whether ECS moves tasks when the zones have become uneven: it starts new ones before it ends old ones.",
  ).default(true),
  scaling: scaling
    .prefault({})
    .describe("Service auto scaling: when the tasks become more or fewer, between min and max."),
  discovery: z
    .strictObject({
      namespace: domainName(
        "The private zone of the VPC that names tasks; another makes it anew. Default: PROJECT-STACK.internal.",
      ).optional(),
      ttlSeconds: wholeNumber(
        "Seconds that an answer may be kept: so long a client may ask a task that is gone.",
        "seconds",
        0,
        86400,
      ).default(10),
    })
    .prefault({})
    .describe("Names of the tasks inside the VPC, by AWS Cloud Map."),
  taskPolicyArns: policyArns("Managed policies of the task's role: what the service may do in AWS. Default: none."),
  taskPolicyStatements: policyStatements("What else the service may do in AWS. Default: none."),
  exec: flag(
    "Whether people may run commands in the containers (ECS Exec), as whoever may call ecs:ExecuteCommand can.",
  ).default(false),
  logRetentionDays: retentionDays("Days that the containers' logs are kept, which is paid for by the GB.").default(30),
  containerInsights: oneOf("CloudWatch Container Insights of the cluster, which costs.", {
    disabled: "None: the metrics of service and cluster alone, which are free.",
    enabled: "Metrics of tasks and hosts, each paid for.",
    enhanced: "The same for each container, with more of them.",
  }).default("disabled"),
  egress: egress(),
});

export type SidecarConfig = z.output<typeof sidecar>;
export type EcsConfig = z.output<typeof ecsSection>;
