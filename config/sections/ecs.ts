import { z } from "zod";
import { type FieldMeta, domainName, field, flag, oneOf, oneOrByRegion, percentOrNone, wholeNumber } from "../fields";
import { command, containerPort, egress, environment, image, pullThroughCache, variableName } from "./container";
import { ami, instanceType } from "./instances";
import { retentionDays } from "./network";
import { renewalAlarms } from "./renewalAlarms";
import { hopLimit, policyArns, policyStatements } from "./statements";

const healthCheck = z.strictObject({
  command: z
    .array(z.string())
    .min(1)
    .optional()
    .describe(
      "What is run in the container to ask whether it is well, word by word, without a shell. Default: none, but for the echo server.",
    ),
  intervalSeconds: wholeNumber("Seconds between two runs.", "seconds", 5, 300).default(15),
  timeoutSeconds: wholeNumber("Seconds that a run may take.", "seconds", 2, 60).default(5),
  retries: wholeNumber("Failed runs in a row that make a task unhealthy.", "runs", 1, 10).default(3),
  startPeriodSeconds: wholeNumber("Seconds in which failures do not count.", "seconds", 0, 300).default(30),
});

const deployment = z.strictObject({
  minHealthyPercent: wholeNumber("How much of the desired count stays running.", "percent", 0, 100).default(100),
  maxHealthyPercent: wholeNumber("How much more than the desired count there may be.", "percent", 100, 200).default(
    200,
  ),
  rollback: flag("Whether a deployment that fails is taken back.").default(true),
  alarms: renewalAlarms(),
});

const hosts = z.strictObject({
  type: field(instanceType(), {
    description:
      "The instance type of the hosts. In awsvpc mode a host takes one task less than it has network interfaces (t3.small: two).",
    allowed: "an instance type, such as t3.small",
    fix: "write family, dot and size",
  }).default("t3.small"),
  max: wholeNumber(
    "Most hosts in a region; ECS starts as many as the tasks need. Default: twice the most tasks.",
    "hosts",
    1,
    1000,
  ).optional(),
  rootVolumeGiB: wholeNumber("Size of the encrypted root volume, 30 or more.", "GiB", 30, 16384).default(30),
  targetCapacityPercent: wholeNumber(
    "How much of the hosts is in use; less keeps hosts spare.",
    "percent",
    1,
    100,
  ).default(100),
  metadataHopLimit: hopLimit(
    "How far an answer of a host's metadata service goes. With 1 a task on the bridge does not reach the credentials of its host.",
  ),
  warmupSeconds: wholeNumber("Seconds until a new host counts in scaling.", "seconds", 0, 3600).default(120),
  otherTypes: z
    .array(instanceType())
    .min(1)
    .optional()
    .describe(
      "Other types of hosts, of the same architecture, where the first is not to be had. A task must fit on each. Default: none.",
    ),
  spotPercent: wholeNumber(
    "How much of the hosts above onDemandBase is spot. Default: 0.",
    "percent",
    0,
    100,
  ).optional(),
  onDemandBase: wholeNumber("Hosts in a region that are never spot. Default: 0.", "hosts", 0, 1000).optional(),
  ami: ami
    .optional()
    .describe(
      "The machine image, which must bring Docker and the ECS agent. Default: the newest Amazon Linux 2023 that ECS has.",
    ),
});

/** How far a container must have come before another one starts. */
const CONDITIONS = ["start", "healthy", "complete", "success"] as const;

const containerName = field(z.string().regex(/^[a-zA-Z0-9][\w-]{0,79}$/), {
  description: "The name of a container.",
  allowed: "up to 80 letters, digits, hyphens and underscores",
  fix: "name it by what it does, such as proxy",
});

const dependsOn = () =>
  z
    .record(containerName, oneOf("How far that container must be: started, healthy, ended, or ended well.", CONDITIONS))
    .optional()
    .describe("Containers of the task that must have come so far before this one starts, by name. Default: none.");

const CREDENTIALS_META: FieldMeta = {
  description:
    "The secret with the user name and password of the image's registry, where that is private and not ECR. Default: none.",
  allowed: "the whole ARN of a secret of Secrets Manager, with the hyphen and the six characters after its name",
  fix: "copy it from `aws secretsmanager describe-secret`",
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
  targetCpuPercent: percentOrNone("The average CPU use that the service is scaled to.").default(50),
  targetMemoryPercent: percentOrNone("The average use of memory that the service is scaled to.").default("none"),
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
  description: "Where the value is kept.",
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
      "Environment variables whose values ECS reads from Systems Manager or Secrets Manager, by ARN. Default: none.",
    );

const sidecar = z.strictObject({
  image: image(),
  pullThroughCache: pullThroughCache(),
  registryCredentials: registryCredentials(),
  command: command(),
  environment: environment(),
  secrets: secrets(),
  essential: flag("Whether the task ends with it.").default(true),
  cpuUnits: wholeNumber(
    "Its share of the task's CPU units. Default: what the others leave.",
    "units",
    2,
    16384,
  ).optional(),
  memoryMiB: wholeNumber("Memory above which it is ended. Default: that of the task.", "MiB", 6, 122880).optional(),
  healthCheck: healthCheck.optional().describe("How it is asked from inside whether it is well. Default: it is not."),
  dependsOn: dependsOn(),
  readonlyRootFilesystem: flag("Whether it cannot write to its own file system.").default(false),
});

/** The ECS backend. */
export const ecsSection = z.strictObject({
  launch: oneOf("Where tasks run: on EC2 instances of the cluster, or on Fargate.", ["ec2", "fargate"]).default("ec2"),
  networkMode: oneOf(
    "How tasks on EC2 are reached: awsvpc gives each a network interface of its own, bridge a port of its host.",
    ["awsvpc", "bridge"],
  ).default("awsvpc"),
  image: image().optional().describe("The container image to run. Default: an echo server."),
  pullThroughCache: pullThroughCache(),
  containerPort: containerPort(),
  command: command(),
  environment: environment(),
  secrets: secrets(),
  registryCredentials: registryCredentials(),
  dependsOn: dependsOn(),
  sidecars: z
    .record(containerName, sidecar)
    .optional()
    .describe("Containers beside the service's own, by name; no load balancer reaches them. Default: none."),
  secretKeyArns: z
    .array(
      field(z.string().regex(/^arn:aws:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/), {
        description: "A key of your own that some of the secrets are encrypted with.",
        allowed: "the ARN of a KMS key",
        fix: "copy it from `aws kms describe-key`",
      }),
    )
    .default([])
    .describe("Keys of your own that the secrets are encrypted with. Keys of AWS need no entry."),
  cpuUnits: wholeNumber("CPU units of a task: 1024 are one vCPU.", "units", 128, 16384).default(256),
  memoryMiB: wholeNumber("Memory of a task.", "MiB", 128, 122880).default(512),
  architecture: oneOf("The processor architecture on Fargate. On EC2 it is that of the host's type.", [
    "x86_64",
    "arm64",
  ]).optional(),
  min: wholeNumber("Fewest tasks in a region. Default: one per zone.", "tasks", 1, 5000).optional(),
  desired: wholeNumber(
    "Tasks at the first deployment; scaling policies move it later. Default: one per zone.",
    "tasks",
    1,
    5000,
  ).optional(),
  max: wholeNumber("Most tasks in a region. Default: twice the desired ones.", "tasks", 1, 5000).optional(),
  fargateSpotPercent: wholeNumber(
    "How much of the capacity above the first task is Fargate Spot.",
    "percent",
    0,
    99,
  ).default(0),
  hosts: hosts.prefault({}).describe("The EC2 instances of the cluster."),
  healthCheck: healthCheck.prefault({}).describe("How a container is asked from inside whether it is well."),
  healthCheckGraceSeconds: wholeNumber(
    "Seconds a new task has until health checks count. Default: 300, or more where the checks need more.",
    "seconds",
    0,
    7200,
  ).optional(),
  stopTimeoutSeconds: wholeNumber(
    "Seconds a container has to end by itself when it is stopped.",
    "seconds",
    2,
    120,
  ).default(30),
  readonlyRootFilesystem: flag(
    "Whether the container cannot write to its own file system. Default: only the echo server cannot.",
  ).optional(),
  deployment: deployment.prefault({}).describe("How a new version reaches running tasks."),
  zoneRebalancing: flag("Whether ECS moves tasks when the zones have become uneven.").default(true),
  scaling: scaling.prefault({}).describe("Service auto scaling."),
  discovery: z
    .strictObject({
      namespace: domainName(
        "The private zone of the VPC that names tasks. Default: PROJECT-STACK.internal.",
      ).optional(),
      ttlSeconds: wholeNumber("Seconds that an answer may be kept.", "seconds", 0, 86400).default(10),
    })
    .prefault({})
    .describe("Names of the tasks inside the VPC, by AWS Cloud Map."),
  taskPolicyArns: policyArns("Managed policies of the task's role: what the service may do in AWS. Default: nothing."),
  taskPolicyStatements: policyStatements("What else the service may do in AWS. Default: nothing."),
  exec: flag("Whether people may run commands in the containers (ECS Exec).").default(false),
  logRetentionDays: retentionDays("Days that the containers' logs are kept.").default(30),
  containerInsights: oneOf("CloudWatch Container Insights of the cluster, which costs.", [
    "disabled",
    "enabled",
    "enhanced",
  ]).default("disabled"),
  egress: egress(),
});

export type SidecarConfig = z.output<typeof sidecar>;
export type EcsConfig = z.output<typeof ecsSection>;
