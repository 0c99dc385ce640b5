import { echoServer } from "./workload";
import type { Architecture } from "./instanceTypes";

/** How tasks run and are reached. The three differ in what AWS resources they need, so each has resources of its own. */
export type TaskVariant = "awsvpc" | "bridge" | "fargate";

/** On Fargate every task has a network interface of its own, whatever the network mode says. */
export function taskVariant(settings: { launch: "ec2" | "fargate"; networkMode: "awsvpc" | "bridge" }): TaskVariant {
  return settings.launch === "fargate" ? "fargate" : settings.networkMode;
}

/** A task with a network interface of its own is a target by its address; else the host is, by a fixed port. */
export function taskTargetType(variant: TaskVariant): "ip" | "instance" {
  return variant === "bridge" ? "instance" : "ip";
}

export interface TaskPorts {
  /** Where the load balancer reaches the task: the container's port, or in bridge mode the host's. */
  target: number;
  /** Inside the container. */
  container: number;
  /** Where health checks go, when not to the target port. */
  healthCheck?: number;
}

export function taskPorts(settings: {
  variant: TaskVariant;
  servicePort: number;
  containerPort?: number;
  healthCheckPort?: number;
}): TaskPorts {
  const { variant, servicePort, containerPort: container = servicePort, healthCheckPort } = settings;
  const target = variant === "bridge" ? servicePort : container;
  const elsewhere = healthCheckPort !== undefined && healthCheckPort !== target;
  return { target, container, ...(elsewhere && { healthCheck: healthCheckPort }) };
}

/** The name of the one container of a task. */
export const CONTAINER = "service";

/** An image with Python, for the echo server. Docker's official images on Amazon ECR Public need no login. */
export const DEFAULT_IMAGE = "public.ecr.aws/docker/library/python:3.13-alpine";

export interface ContainerSettings {
  /** Default: the echo server. */
  image?: string;
  command?: readonly string[];
  environment?: Readonly<Record<string, string>>;
  /** ARNs of parameters and secrets, by the variable that gets their value. */
  secrets?: Readonly<Record<string, string>>;
  /** What is run inside the container to ask it whether it is well, as exec words. Default: only the echo server is asked. */
  healthCheck: {
    command?: readonly string[];
    intervalSeconds: number;
    timeoutSeconds: number;
    retries: number;
    startPeriodSeconds: number;
  };
  stopTimeoutSeconds: number;
  /** Default: only the echo server's is. */
  readonlyRootFilesystem?: boolean;
  /** Whether people may run commands in the container, for which it must be able to write. Default: false. */
  exec?: boolean;
}

export interface ContainerArgs {
  settings: ContainerSettings;
  ports: TaskPorts;
  healthCheckProtocol: "TCP" | "HTTP" | "HTTPS";
  logs: { group: string; region: string };
}

/**
 * The container definition of a task, as the API takes it. Every list is sorted and no default is left out, else the provider
 * sees a difference to what AWS gives back and registers a new revision.
 */
export function containerDefinition({ settings, ports, healthCheckProtocol, logs }: ContainerArgs) {
  const { image = DEFAULT_IMAGE, environment = {}, secrets = {}, healthCheck } = settings;
  const command =
    settings.command ?? (settings.image === undefined ? echoCommand(ports, healthCheckProtocol) : undefined);
  const check = healthCheck.command ?? (settings.image === undefined ? echoCheck(ports) : undefined);
  return {
    name: CONTAINER,
    image,
    essential: true,
    ...(command && { command }),
    portMappings: portMappings(ports),
    environment: entries(environment).map(([name, value]) => ({ name, value })),
    secrets: entries(secrets).map(([name, valueFrom]) => ({ name, valueFrom })),
    ...(check && {
      healthCheck: {
        command: ["CMD", ...check],
        interval: healthCheck.intervalSeconds,
        timeout: healthCheck.timeoutSeconds,
        retries: healthCheck.retries,
        startPeriod: healthCheck.startPeriodSeconds,
      },
    }),
    // Reaps children and passes the stop signal on: the first process of a container ignores it otherwise.
    linuxParameters: { initProcessEnabled: true },
    stopTimeout: settings.stopTimeoutSeconds,
    readonlyRootFilesystem: settings.readonlyRootFilesystem ?? (settings.image === undefined && settings.exec !== true),
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": logs.group,
        "awslogs-region": logs.region,
        "awslogs-stream-prefix": CONTAINER,
        // A log service that is slow must not make the service slow.
        mode: "non-blocking",
        "max-buffer-size": "4m",
      },
    },
  };
}

const entries = (record: Readonly<Record<string, string>>): [string, string][] =>
  Object.entries(record).sort(([one], [other]) => one.localeCompare(other));

/** In bridge mode host and container ports may differ; elsewhere they are the same. The health check's port is mapped to itself. */
function portMappings({ target, container, healthCheck }: TaskPorts) {
  const mapping = (containerPort: number, hostPort: number) => ({ containerPort, hostPort, protocol: "tcp" });
  const service = mapping(container, target);
  return healthCheck === undefined ? [service] : [service, mapping(healthCheck, healthCheck)];
}

function echoCommand({ container, healthCheck }: TaskPorts, protocol: "TCP" | "HTTP" | "HTTPS"): string[] {
  const script = echoServer({ port: container, healthCheck: { protocol, port: healthCheck ?? container } });
  return ["python3", "-u", "-c", script];
}

const echoCheck = ({ container }: TaskPorts): string[] => [
  "python3",
  "-c",
  `import socket; socket.create_connection(("127.0.0.1", ${container}), 3).close()`,
];

/** Memory sizes in MiB from `least` to `most`. */
const steps = (least: number, most: number, step: number): number[] =>
  Array.from({ length: (most - least) / step + 1 }, (_, index) => least + index * step);

/**
 * What a Fargate task can have: the sizes of memory in MiB, by CPU units (1024 are one vCPU).
 * Source: docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
 */
export const FARGATE_MEMORY: Readonly<Record<number, readonly number[]>> = {
  256: [512, 1024, 2048],
  512: steps(1024, 4096, 1024),
  1024: steps(2048, 8192, 1024),
  2048: steps(4096, 16384, 1024),
  4096: steps(8192, 30720, 1024),
  8192: steps(16384, 61440, 4096),
  16384: steps(32768, 122880, 8192),
};

/** What spreads tasks: over the zones first, then over the hosts. Fargate spreads over the zones by itself. */
export function placement(variant: TaskVariant): { type: string; field: string }[] {
  if (variant === "fargate") return [];
  return [
    { type: "spread", field: "attribute:ecs.availability-zone" },
    { type: "spread", field: "instanceId" },
  ];
}

export interface StrategyItem {
  capacityProvider: string;
  weight: number;
  base: number;
}

/** How tasks are shared among Fargate and Fargate Spot. The first task is never a spot one. */
export function fargateStrategy(spotPercent: number): StrategyItem[] {
  const onDemand = { capacityProvider: "FARGATE", weight: 100 - spotPercent, base: 1 };
  if (spotPercent === 0) return [onDemand];
  return [onDemand, { capacityProvider: "FARGATE_SPOT", weight: spotPercent, base: 0 }];
}

/** The public parameter with the image id of the newest ECS-optimised Amazon Linux 2023. */
export function ecsAmiParameter(architecture: Architecture): string {
  const variant = architecture === "arm64" ? "/arm64" : "";
  return `/aws/service/ecs/optimized-ami/amazon-linux-2023${variant}/recommended/image_id`;
}

/**
 * The script that makes an instance a host of the cluster. The agent keeps tasks with a network interface of their own from the
 * host's metadata; those on the bridge are kept from it by the hop limit of the launch template.
 */
export function hostUserData(cluster: string): string {
  return `#!/bin/bash
set -euo pipefail
cat >> /etc/ecs/ecs.config <<'CONFIG'
ECS_CLUSTER=${cluster}
ECS_AWSVPC_BLOCK_IMDS=true
ECS_ENABLE_TASK_IAM_ROLE=true
CONFIG
`;
}

/**
 * What Cloud Map answers with: the address of a task that has one of its own, else the host and the port of the task.
 * Source: docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html
 */
export function discoveryRecord(variant: TaskVariant): { name: string; type: "A" | "SRV" } {
  return variant === "bridge" ? { name: `_${CONTAINER}._tcp`, type: "SRV" } : { name: CONTAINER, type: "A" };
}

/** Octets of one label of a name. Source: RFC 1035, section 2.3.4. */
const LONGEST_LABEL = 63;

/** `ha-tcp-dev.internal`. A namespace is one of its VPC alone, so that a long stack's name may be cut. */
export function defaultNamespace(project: string, stack: string): string {
  const label = `${project}-${stack}`.toLowerCase().replace(/[^a-z0-9-]/g, "-");
  return `${label.slice(0, LONGEST_LABEL).replace(/-+$/, "")}.internal`;
}

/** A metric of CloudWatch, or an expression of the ones before it. */
export interface MetricQuery<T> {
  id: string;
  expression?: string;
  metric?: { name: string; statistic: string; dimensions: Record<string, T> };
}

/** What a front door is called in CloudWatch, and how it shares connections. */
export interface DoorMetrics<T> {
  loadBalancer: T;
  targetGroups: { tasks?: T };
  weights: Partial<Record<string, number>>;
}

/**
 * Open connections of a task, over all front doors: those of each load balancer, the tasks' share of them, divided by the tasks
 * that are well. CloudWatch counts connections by load balancer and not by target group, so with two backends the share is the
 * one that the weights give.
 * Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html
 */
export function connectionsPerTask<T>(doors: readonly DoorMetrics<T>[]): MetricQuery<T>[] {
  const flows = doors.map(({ loadBalancer }, index): MetricQuery<T> => ({
    id: `flows${index}`,
    metric: { name: "ActiveFlowCount_TCP", statistic: "Average", dimensions: { LoadBalancer: loadBalancer } },
  }));
  const [first] = doors;
  const targetGroup = first?.targetGroups.tasks;
  if (!first || targetGroup === undefined) return [];
  const healthy: MetricQuery<T> = {
    id: "healthy",
    metric: {
      name: "HealthyHostCount",
      statistic: "Maximum",
      dimensions: { TargetGroup: targetGroup, LoadBalancer: first.loadBalancer },
    },
  };
  const shares = doors.map(({ weights }, index) => {
    const all = Object.values(weights).reduce<number>((sum, weight = 0) => sum + weight, 0);
    return `flows${index} * ${weights["tasks"] ?? 0} / ${all}`;
  });
  return [...flows, healthy, { id: "perTask", expression: `(${shares.join(" + ")}) / healthy` }];
}
