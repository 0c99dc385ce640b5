import { z } from "zod";
import { domainName, field, flag, kmsKeyArn, oneOf, wholeNumber } from "../fields";
import { command, containerPort, egress, environment, image, pullThroughCache } from "./container";
import { containerName, dependsOn, healthCheck, registryCredentials, secrets, sidecar } from "./ecs/containers";
import { deployment, scaling } from "./ecs/deployment";
import { hosts } from "./ecs/hosts";
import { retentionDays } from "./network";
import { policyArns, policyStatements } from "./statements";

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
