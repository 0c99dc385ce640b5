import { capacity } from "../../../plan/capacity";
import { RESERVED_PORTS_TEXT, holderOfHostPort } from "../../../plan/ec2/hostPorts";
import { architectureOf, instanceSize } from "../../../plan/ec2/instanceTypes";
import { cpuUnitsOf, fittingType, tasksPerHost } from "../../../plan/ecs/hosts";
import { taskVariant } from "../../../plan/ecs/tasks";
import type { Mistake, Path } from "../../mistakes";
import type { StackConfig } from "../../schema";
import { portsOfTasks } from "../../targetPorts";
import { typeMistakes } from "../availability";
import { type Check, eachRegion } from "../common";
import { imageChecks } from "../instances";
import { checkPaths, targetPortPaths } from "../ports";

/* Rules of the hosts that tasks run on, where they do. */

const at = (...path: Path): Path => ["ecs", ...path];

type Hosts = StackConfig["ecs"]["hosts"];

/** The types of hosts, by where they are named. */
const typesOf = ({ type, otherTypes = [] }: Hosts): [path: Path, type: string][] => [
  [at("hosts", "type"), type],
  ...otherTypes.map((each, index): [Path, string] => [at("hosts", "otherTypes", index), each]),
];

/** Source: docs.aws.amazon.com/AmazonECS/latest/developerguide/memory-management.html */
function hostSize({ ecs }: StackConfig): Mistake[] {
  if (ecs.launch === "fargate") return [];
  return typesOf(ecs.hosts).flatMap(([path, type]) => sizeMistakes(ecs, path, type));
}

function sizeMistakes(ecs: StackConfig["ecs"], path: Path, type: string): Mistake[] {
  const size = instanceSize(type);
  if (!size) return [];
  const fitting = fittingType(type, ecs);
  const fix = `lower it, or choose a larger ${path.at(-1) === "type" ? "hosts.type" : "type of host"}${fitting === undefined ? "" : `, such as ${fitting}`}`;
  const because: Path[] = [path];
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

/** The most tasks need room, and a deployment that ends none before it has started one needs more. Hosts may all be of the tightest type. */
const hostCounts: Check = eachRegion((name, region, { ecs }) => {
  const { max } = ecs.hosts;
  const variant = taskVariant(ecs);
  if (variant === "fargate" || max === undefined) return [];
  const [{ perHost, type } = { perHost: Infinity, type: "" }] = roomOfTypes(ecs, variant);
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
        at("hosts", "otherTypes"),
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

/** How many tasks a host of each type takes, the fewest first. Of an unknown type it is known on the bridge, where a host has its one port once. */
const roomOfTypes = (ecs: StackConfig["ecs"], variant: "awsvpc" | "bridge") =>
  typesOf(ecs.hosts)
    .map(([, type]) => {
      const size = instanceSize(type);
      return { type, perHost: size ? tasksPerHost(size, ecs, variant) : variant === "bridge" ? 1 : Infinity };
    })
    .sort((one, other) => one.perHost - other.perHost || 0);

const tasksOf = (count: number): string => (count === 1 ? "one task" : `${count} tasks`);

const hostTypes: Check = (config) => {
  const { launch, hosts } = config.ecs;
  if (launch === "fargate") return [];
  const types = typesOf(hosts);
  return [
    ...typeMistakes(
      types.map(([, type]) => type),
      (index) => types[index]?.[0] ?? at("hosts", "type"),
      config,
    ),
    ...otherTypes(hosts),
  ];
};

/** One image serves all of them. */
function otherTypes({ type, otherTypes: others = [] }: Hosts): Mistake[] {
  return others.flatMap((each, index): Mistake[] => {
    const path = at("hosts", "otherTypes", index);
    const because: Path[] = [at("hosts", "type"), at("hosts", "otherTypes")];
    if (each === type || others.indexOf(each) < index)
      return [{ path, value: each, allowed: "each type once", fix: "remove the repetition", because }];
    if (architectureOf(each) === architectureOf(type)) return [];
    return [
      {
        path,
        value: each,
        allowed: `a type of the architecture ${architectureOf(type)}, as ${type}`,
        fix: "one image serves all types: choose types of one architecture",
        because,
      },
    ];
  });
}

function spotHosts({ ecs: { launch, hosts } }: StackConfig): Mistake[] {
  const { spotPercent, onDemandBase } = hosts;
  if (launch === "fargate") return [];
  if (onDemandBase === undefined || (spotPercent ?? 0) > 0) return [];
  return [
    {
      path: at("hosts", "onDemandBase"),
      value: onDemandBase,
      allowed: "nothing without spotPercent: all hosts are on demand",
      fix: "set spotPercent, or remove it",
      because: [at("hosts", "spotPercent")],
    },
  ];
}

/** As of instances, and told of the hosts. */
const hostImages: Check = (config) => {
  const { launch, hosts } = config.ecs;
  if (launch === "fargate" || !hosts.ami) return [];
  const asInstances = {
    ...config,
    instances: { ...config.instances, ami: hosts.ami, workload: { kind: "echo" as const } },
  };
  const ofHosts = (path: Path): Path =>
    path[0] === "instances" && path[1] === "ami" ? at("hosts", ...path.slice(1)) : path;
  return imageChecks
    .flatMap((check) => check(asInstances))
    .map(({ because, ...mistake }) => ({
      ...mistake,
      path: ofHosts(mistake.path),
      ...(because && { because: because.map(ofHosts) }),
    }));
};

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

export const hostChecks: readonly Check[] = [
  hostSize,
  hostCounts,
  hostTypes,
  spotHosts,
  hostImages,
  reservedPorts,
  mappedOnce,
];
