import { capacity } from "../../plan/capacity";
import { RESERVED_PORTS_TEXT, holderOfHostPort } from "../../plan/ec2/hostPorts";
import { instanceSize } from "../../plan/ec2/instanceTypes";
import { cpuUnitsOf, fittingType, tasksPerHost } from "../../plan/ecs/hosts";
import { taskVariant } from "../../plan/ecs/tasks";
import type { Mistake, Path } from "../mistakes";
import type { StackConfig } from "../schema";
import { portsOfTasks } from "../targetPorts";
import { typeMistakes } from "./availability";
import { type Check, eachRegion } from "./common";
import { checkPaths, targetPortPaths } from "./ports";

/* Rules of the hosts that tasks run on, where they do. */

const at = (...path: Path): Path => ["ecs", ...path];

/** Source: docs.aws.amazon.com/AmazonECS/latest/developerguide/memory-management.html */
function hostSize({ ecs }: StackConfig): Mistake[] {
  const { type } = ecs.hosts;
  const size = instanceSize(type);
  if (ecs.launch === "fargate" || !size) return [];
  const fitting = fittingType(type, ecs);
  const fix = `lower it, or choose a larger hosts.type${fitting === undefined ? "" : `, such as ${fitting}`}`;
  const because: Path[] = [at("hosts", "type")];
  const mistakes: Mistake[] = [];
  if (ecs.cpuUnits > cpuUnitsOf(size))
    mistakes.push({
      path: at("cpuUnits"),
      value: ecs.cpuUnits,
      allowed: `${cpuUnitsOf(size)} or less on a ${type}, which has ${size.vcpus} vCPUs`,
      fix,
      because,
    });
  if (ecs.memoryMiB >= size.memoryMiB)
    mistakes.push({
      path: at("memoryMiB"),
      value: ecs.memoryMiB,
      allowed: `less than ${size.memoryMiB} on a ${type}, whose system keeps a part of these`,
      fix,
      because,
    });
  return mistakes;
}

/** The most tasks need room, and a deployment that ends none before it has started one needs more. */
const hostCounts: Check = eachRegion((name, region, { ecs }) => {
  const { type, max } = ecs.hosts;
  const variant = taskVariant(ecs);
  const size = instanceSize(type);
  if (variant === "fargate" || max === undefined) return [];
  // Of an unknown type it is known on the bridge, where a host has its one port once.
  const perHost = size ? tasksPerHost(size, ecs, variant) : variant === "bridge" ? 1 : Infinity;
  const tasks = capacity(ecs, new Set(region.zones).size).max;
  const spare = ecs.deployment.minHealthyPercent === 100 ? 1 : 0;
  // A task that no host has room for is a mistake of its own.
  if (perHost < 1 || max * perHost >= tasks + spare) return [];
  const room = variant === "bridge" ? "on the bridge a host takes one task" : `a ${type} takes ${tasksOf(perHost)}`;
  return [
    {
      path: at("hosts", "max"),
      value: max,
      allowed: `${Math.ceil((tasks + spare) / perHost)} or more in ${name}: ${room}${spare > 0 ? ", and a deployment needs a spare one" : ""}`,
      fix:
        variant === "bridge"
          ? "raise it, lower ecs.max, or set networkMode: awsvpc"
          : "raise it, lower ecs.max, or choose a larger hosts.type",
      because: [
        at("hosts", "type"),
        at("networkMode"),
        at("cpuUnits"),
        at("memoryMiB"),
        at("max"),
        at("min"),
        at("desired"),
        at("deployment"),
        ["regions", name, "zones"],
      ],
    },
  ];
});

const tasksOf = (count: number): string => (count === 1 ? "one task" : `${count} tasks`);

const hostTypes: Check = (config) =>
  config.ecs.launch === "fargate" ? [] : typeMistakes([config.ecs.hosts.type], () => at("hosts", "type"), config);

/** On the bridge a task has ports of its host, which has some of its own. */
function reservedPorts(config: StackConfig): Mistake[] {
  if (taskVariant(config.ecs) !== "bridge") return [];
  const { healthCheck } = portsOfTasks(config);
  const checks = checkPaths(config).map(({ path, check }, index) => ({
    path: [...path, "port"],
    port: index === 0 ? healthCheck : check.port,
  }));
  return [...targetPortPaths(config), ...checks].flatMap(({ path, port }): Mistake[] => {
    const holder = port === undefined ? undefined : holderOfHostPort(port);
    if (holder === undefined) return [];
    return [
      {
        path,
        value: port,
        allowed: `on the bridge none of ${RESERVED_PORTS_TEXT}, which a host has for itself (${holder})`,
        fix: "choose another port, or set networkMode: awsvpc, where each task has all ports",
        because: [at("networkMode"), at("launch")],
      },
    ];
  });
}

/** ECS knows the port of a target by that of the container, which is mapped to one port of the host. */
function mappedOnce(config: StackConfig): Mistake[] {
  const { containerPort } = config.ecs;
  if (taskVariant(config.ecs) !== "bridge" || containerPort === undefined) return [];
  const { target, further = [] } = portsOfTasks(config);
  if (containerPort === target || !further.some(({ port }) => port === containerPort)) return [];
  return [
    {
      path: at("containerPort"),
      value: containerPort,
      allowed: `on the bridge a port that no entry of service.alsoListens leads to: it would be mapped to ${target} and to itself`,
      fix: "choose another, lead the entry to another targetPort, or set networkMode: awsvpc",
      because: [["service", "alsoListens"], at("networkMode")],
    },
  ];
}

export const hostChecks: readonly Check[] = [hostSize, hostCounts, hostTypes, reservedPorts, mappedOnce];
