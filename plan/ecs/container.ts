import { echoServer } from "../ec2/echoServer";
import { numbersOf } from "../frontDoor/listeners";
import { sortedEntries } from "../sortedEntries";
import type { TaskPorts } from "./tasks";

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
  /** The health check inside the container, as exec words. Default: only the echo server has one. */
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
    environment: sortedEntries(environment).map(([name, value]) => ({ name, value })),
    secrets: sortedEntries(secrets).map(([name, valueFrom]) => ({ name, valueFrom })),
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

/** In bridge mode host and container ports may differ; elsewhere they are the same. Every other port is mapped to itself. */
function portMappings({ target, container, healthCheck, further = [] }: TaskPorts) {
  const mapping = (containerPort: number, hostPort: number) => ({ containerPort, hostPort, protocol: "tcp" });
  const others = [...(healthCheck === undefined ? [] : [healthCheck]), ...numbersOf(further)];
  return [
    mapping(container, target),
    ...[...new Set(others)].filter((port) => port !== target).map((port) => mapping(port, port)),
  ];
}

function echoCommand(
  { container, healthCheck, further = [] }: TaskPorts,
  protocol: "TCP" | "HTTP" | "HTTPS",
): string[] {
  const script = echoServer({ port: container, healthCheck: { protocol, port: healthCheck ?? container }, further });
  return ["python3", "-u", "-c", script];
}

const echoCheck = ({ container }: TaskPorts): string[] => [
  "python3",
  "-c",
  `import socket; socket.create_connection(("127.0.0.1", ${container}), 3).close()`,
];
