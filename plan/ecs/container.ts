import { echoServer } from "../ec2/echoServer";
import { numbersOf } from "../frontDoor/listeners";
import { sortedEntries } from "../sortedEntries";
import type { TaskPorts } from "./tasks";

/** The name of the container that the load balancer reaches. */
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
  /** The ARN of the secret that its registry asks for. Default: none. */
  registryCredentials?: string;
  /** Default: none. */
  dependsOn?: Dependencies;
}

/** How far other containers must be, by name. */
export type Dependencies = Readonly<Record<string, "start" | "healthy" | "complete" | "success">>;

/** A container beside the service's own. */
export interface SidecarSettings extends Omit<
  ContainerSettings,
  "image" | "healthCheck" | "stopTimeoutSeconds" | "exec"
> {
  image: string;
  essential: boolean;
  readonlyRootFilesystem: boolean;
  cpuUnits?: number;
  memoryMiB?: number;
  healthCheck?: ContainerSettings["healthCheck"];
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
    ...credentialsAndDependencies(settings),
    ...(check && { healthCheck: checkOf(check, healthCheck) }),
    // Reaps children and passes the stop signal on: the first process of a container ignores it otherwise.
    linuxParameters: { initProcessEnabled: true },
    stopTimeout: settings.stopTimeoutSeconds,
    readonlyRootFilesystem: settings.readonlyRootFilesystem ?? (settings.image === undefined && settings.exec !== true),
    logConfiguration: logConfiguration(CONTAINER, logs),
  };
}

/** The definition of a container beside it: no port, the same log group, and the same time to end. */
export function sidecarDefinition(
  name: string,
  settings: SidecarSettings,
  { logs, stopTimeoutSeconds }: { logs: ContainerArgs["logs"]; stopTimeoutSeconds: number },
) {
  const { command, environment = {}, secrets = {}, healthCheck, cpuUnits, memoryMiB } = settings;
  return {
    name,
    image: settings.image,
    essential: settings.essential,
    ...(command && { command }),
    portMappings: [],
    ...(cpuUnits !== undefined && { cpu: cpuUnits }),
    ...(memoryMiB !== undefined && { memory: memoryMiB }),
    environment: sortedEntries(environment).map(([variable, value]) => ({ name: variable, value })),
    secrets: sortedEntries(secrets).map(([variable, valueFrom]) => ({ name: variable, valueFrom })),
    ...credentialsAndDependencies(settings),
    ...(healthCheck?.command && { healthCheck: checkOf(healthCheck.command, healthCheck) }),
    linuxParameters: { initProcessEnabled: true },
    stopTimeout: stopTimeoutSeconds,
    readonlyRootFilesystem: settings.readonlyRootFilesystem,
    logConfiguration: logConfiguration(name, logs),
  };
}

const checkOf = (command: readonly string[], settings: ContainerSettings["healthCheck"]) => ({
  command: ["CMD", ...command],
  interval: settings.intervalSeconds,
  timeout: settings.timeoutSeconds,
  retries: settings.retries,
  startPeriod: settings.startPeriodSeconds,
});

const credentialsAndDependencies = ({
  registryCredentials,
  dependsOn = {},
}: Pick<ContainerSettings, "registryCredentials" | "dependsOn">) => ({
  ...(registryCredentials !== undefined && { repositoryCredentials: { credentialsParameter: registryCredentials } }),
  ...(Object.keys(dependsOn).length > 0 && {
    dependsOn: sortedEntries(dependsOn).map(([containerName, condition]) => ({
      containerName,
      condition: condition.toUpperCase(),
    })),
  }),
});

const logConfiguration = (prefix: string, logs: ContainerArgs["logs"]) => ({
  logDriver: "awslogs",
  options: {
    "awslogs-group": logs.group,
    "awslogs-region": logs.region,
    "awslogs-stream-prefix": prefix,
    // A log service that is slow must not make the service slow.
    mode: "non-blocking",
    "max-buffer-size": "4m",
  },
});

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
