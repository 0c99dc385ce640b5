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
      "What is run in the container to check it, word by word, without a shell: an exit code other than 0 is a failure. Default: none, but for " +
      "the echo server.",
    examples: [["curl", "-f", "http://localhost:8080/healthz"]],
  }),
  intervalSeconds: wholeNumber(
    "Seconds between two runs: fewer notice a fault sooner, and take more CPU.",
    "seconds",
    5,
    300,
  ).default(15),
  timeoutSeconds: wholeNumber("Seconds that a run may take before it counts as failed.", "seconds", 2, 60).default(5),
  retries: wholeNumber(
    "Failed runs in a row that make the container unhealthy; its task is then replaced.",
    "runs",
    1,
    10,
  ).default(3),
  startPeriodSeconds: wholeNumber(
    "Seconds after the start of the container in which failures do not count.",
    "seconds",
    0,
    300,
  ).default(30),
});

const deployment = z.strictObject({
  minHealthyPercent: wholeNumber(
    "How many of the desired tasks stay running, in percent; fewer is faster, and leaves fewer to serve meanwhile.",
    "percent",
    0,
    100,
  ).default(100),
  maxHealthyPercent: wholeNumber(
    "How many there may be with the new ones, in percent of the desired; more is faster, and costs while it lasts. With minHealthyPercent: 100 or zoneRebalancing it must be above 100.",
    "percent",
    100,
    200,
  ).default(200),
  rollback: flag(
    "Whether ECS goes back to the version before where a deployment fails. With false it stays as it failed.",
  ).default(true),
  alarms: renewalAlarms(),
});

const hosts = z.strictObject({
  type: field(instanceType(), {
    description:
      "The instance type of the hosts. With networkMode: awsvpc a host takes one task less than it has network interfaces (t3.small: two). Another renews the hosts, their tasks first.",
    allowed: "an instance type, such as t3.small",
    fix: "write family, dot and size",
    examples: ["t3.small"],
  }).default("t3.small"),
  max: wholeNumber(
    "Most hosts in a region, which bounds their cost; ECS starts as many as the tasks need. Default: twice ecs.max, as a renewal may double the tasks.",
    "hosts",
    1,
    1000,
  ).optional(),
  rootVolumeGiB: wholeNumber(
    "Size of each host's root volume, which is always encrypted, in GiB; paid for by the month. Another renews the hosts.",
    "GiB",
    30,
    16384,
  ).default(30),
  targetCapacityPercent: wholeNumber(
    "How much of the hosts' capacity tasks take, in percent; less keeps spare hosts, which cost, and on which tasks start at once.",
    "percent",
    1,
    100,
  ).default(100),
  metadataHopLimit: hopLimit(
    "How far an answer of a host's metadata service goes, in hops. With 1 a task on the bridge does not get the rights of its host's role. Another renews the hosts.",
  ),
  warmupSeconds: wholeNumber(
    "Seconds until a new host counts in scaling; with too few more are started than needed.",
    "seconds",
    0,
    3600,
  ).default(120),
  otherTypes: z
    .array(instanceType())
    .min(1)
    .optional()
    .describe(
      "Further types, of the same processor architecture, where type is not to be had; they give spot more choice. A task must fit on each. " +
        "Others renew the hosts. Default: none.",
    ),
  spotPercent: wholeNumber(
    "How many of the hosts above onDemandBase are spot, in percent: far cheaper, and AWS takes them back with two minutes' notice. Another renews the hosts. Default: 0.",
    "percent",
    0,
    100,
  ).optional(),
  onDemandBase: wholeNumber(
    "Hosts in a region that are never spot, and stay when AWS takes spot back. Default: 0.",
    "hosts",
    0,
    1000,
  ).optional(),
  ami: ami
    .optional()
    .describe(
      "The machine image of the hosts, which must bring Docker and the ECS agent. Default: the newest Amazon Linux 2023 for ECS.",
    ),
});

/** How far a container must have come before another one starts. */
const CONDITIONS = {
  start: "It has started.",
  healthy: "It has passed its own health check.",
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
    .record(containerName, oneOf("How far that container must have come.", CONDITIONS))
    .optional()
    .describe(
      "How far other containers of the task must have come before this one starts, by their names. Default: none.",
    );

const CREDENTIALS_META: FieldMeta = {
  description:
    "The secret with username and password of the image's registry, where that is private and not ECR. Default: none.",
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
    "The average CPU use that the service is scaled to, in percent; lower keeps more tasks, and more room for the loss of a zone. none: CPU " +
      "scales nothing.",
  ).default(50),
  targetMemoryPercent: percentOrNone(
    "The average use of memory that the service is scaled to, in percent. none: memory scales nothing.",
  ).default("none"),
  targetConnectionsPerTask: wholeNumber(
    "The open connections of a task that the service is scaled to; for long-lived ones, of which CPU says little. Default: none; they scale nothing.",
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
  description: "Where the value is kept. ECS reads it as a task starts: a new value reaches new tasks alone.",
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
      "Environment variables whose values ECS reads from Systems Manager or Secrets Manager as a task starts, by ARN; they are in neither " +
        "the stack file nor the state. Default: none.",
    );

const sidecar = z.strictObject({
  image: image(),
  pullThroughCache: pullThroughCache(),
  registryCredentials: registryCredentials(),
  command: command(),
  environment: environment(),
  secrets: secrets(),
  essential: flag(
    "Whether the task ends, and is replaced, when the container does. With false the task goes on.",
  ).default(true),
  cpuUnits: wholeNumber(
    "Its share of the task's CPU, in units of which 1024 are one vCPU. Default: none; it takes what others leave.",
    "units",
    2,
    16384,
  ).optional(),
  memoryMiB: wholeNumber(
    "Memory above which the container is killed, in MiB. Default: that of the task.",
    "MiB",
    6,
    122880,
  ).optional(),
  healthCheck: healthCheck.optional().describe("How ECS checks the container from inside. Default: not at all."),
  dependsOn: dependsOn(),
  readonlyRootFilesystem: flag(
    "Whether the container cannot write to its own file system, so that whoever gets in leaves nothing there.",
  ).default(false),
});

/** The ECS backend. */
export const ecsSection = z.strictObject({
  launch: oneOf(
    "Where tasks run. Another place has a cluster and a service of its own, healthy before the former ones go; from networkMode: bridge that takes several updates.",
    {
      ec2: "On EC2 instances of the cluster (hosts), which are paid for by the hour and shared by tasks.",
      fargate: "On Fargate, where each task is paid for by its CPU and memory.",
    },
  ).default("ec2"),
  networkMode: oneOf(
    "How tasks on EC2 are reached. Another mode in one update is an outage; `npm run plan -- STACK --to FILE` shows the updates that do without.",
    {
      awsvpc: "Each by a network interface of its own, of which a host has few, with a security group of its own.",
      bridge: "By a port of its host, so one task on each host.",
    },
  ).default("awsvpc"),
  image: image()
    .optional()
    .describe(
      "The container image to run, for all regions or each its own. Another renews the tasks. Default: an echo server, to try the stack with.",
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
      "Containers beside the service's own, by name, which share its task's CPU, memory and rights; no load balancer reaches them. Others " +
        "renew the tasks. Default: none.",
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
      "KMS keys of your own that secrets and registryCredentials are encrypted with, so that ECS may decrypt them. Keys of AWS need no entry.",
    ),
  cpuUnits: wholeNumber(
    "CPU of a task, in units of which 1024 are one vCPU; Fargate has certain sizes, and is paid for by them. Another renews the tasks.",
    "units",
    128,
    16384,
  ).default(256),
  memoryMiB: wholeNumber(
    "Memory of a task, in MiB, above which it is killed; Fargate has certain sizes for each cpuUnits, and is paid for by them. Another renews the tasks.",
    "MiB",
    128,
    122880,
  ).default(512),
  architecture: oneOf(
    "The processor architecture on Fargate; on EC2 hosts.type says it. Another renews the tasks. Default: x86_64.",
    {
      x86_64: "Intel and AMD.",
      arm64: "Graviton, which costs less; images must be built for it.",
    },
  ).optional(),
  min: wholeNumber(
    "Fewest tasks in a region, which are paid for however low the load is. Default: one per zone, or as many as desired or max, if fewer.",
    "tasks",
    1,
    5000,
  ).optional(),
  desired: wholeNumber(
    "Tasks in a region at first; where scaling moves the number, updates leave it alone. Default: one per zone, or min, if more.",
    "tasks",
    1,
    5000,
  ).optional(),
  max: wholeNumber(
    "Most tasks in a region: the bound of what load can cost, and be served by. Default: twice desired.",
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
    .describe("How ECS checks the service's container from inside; it replaces the task of an unhealthy one."),
  healthCheckGraceSeconds: wholeNumber(
    "Seconds until the health of a new task counts: with too few it is replaced while it starts. Default: 300, or more where the checks need more.",
    "seconds",
    0,
    7200,
  ).optional(),
  stopTimeoutSeconds: wholeNumber(
    "Seconds that a container which is stopped has to end by itself; then it is killed, with the connections that it has. Another renews the tasks.",
    "seconds",
    2,
    120,
  ).default(30),
  readonlyRootFilesystem: flag(
    "Whether the container cannot write to its own file system, so that whoever gets in leaves nothing there. Default: true for the echo server, else false.",
  ).optional(),
  deployment: deployment.prefault({}).describe("How tasks are renewed: how many at a time, and what ends it."),
  zoneRebalancing: flag(
    "Whether ECS evens tasks out over the zones again: it starts new ones before it stops old ones.",
  ).default(true),
  scaling: scaling.prefault({}).describe("What makes tasks more and fewer, between min and max."),
  discovery: z
    .strictObject({
      namespace: domainName(
        "The private zone of the VPC in which tasks have their name. Another takes its place: names are gone until it is there. Default: PROJECT-STACK.internal.",
      ).optional(),
      ttlSeconds: wholeNumber(
        "Seconds that an answer may be kept: for so long a client may go to a task that is gone.",
        "seconds",
        0,
        86400,
      ).default(10),
    })
    .prefault({})
    .describe("The name that the tasks have inside the VPC, by AWS Cloud Map."),
  taskPolicyArns: policyArns("Managed policies of the tasks' role: what the service may do in AWS. Default: none."),
  taskPolicyStatements: policyStatements(
    "What the service may do in AWS besides, in statements of IAM. Default: none.",
  ),
  exec: flag(
    "Whether people who may call ecs:ExecuteCommand can run commands in the containers (ECS Exec). Refused beside readonlyRootFilesystem: true.",
  ).default(false),
  logRetentionDays: retentionDays("Days that the containers' logs are kept; paid for by the GB.").default(30),
  containerInsights: oneOf("CloudWatch Container Insights of the cluster.", {
    disabled: "None: there are the metrics of service and cluster alone, which are free.",
    enabled: "Metrics of tasks and hosts, each paid for.",
    enhanced: "The same for each container, with more of them.",
  }).default("disabled"),
  egress: egress(),
});

export type SidecarConfig = z.output<typeof sidecar>;
export type EcsConfig = z.output<typeof ecsSection>;
