import type { GraphIndex, ResourceNode } from "../../../graph/graph";
import { containersOf } from "../../inventory/containers";
import { hostGroupsOf } from "../../inventory/hosts";
import type { Subnet, Topology } from "../network/vpc";

/** What runs the service, and where. */
export interface Fleet {
  /** Logical name of the Auto Scaling group, or of the ECS service. */
  name: string;
  subnets: Subnet[];
  /** Logical names. */
  groups: string[];
  /** Whether what it launches has a public address. */
  public: boolean;
  /** Whether what it launches has an IPv6 address of its subnet's range; tasks have one by a setting of the account. */
  ipv6: boolean | "bySetting";
}

/** Whether it is of the stack itself, not of one that the stack refers to. */
export const isOwnFleet = ({ subnets }: Fleet): boolean => subnets.some(({ network }) => network.own);

/** A fleet behind a target group, and the port by which it is registered. */
export interface Target {
  fleet: Fleet;
  port: number;
}

export interface Fleets {
  all: Fleet[];
  /** By target group. */
  targets: ReadonlyMap<ResourceNode, Target[]>;
}

const AUTO_SCALING_GROUP = "aws:autoscaling/group:Group";
const ECS_SERVICE = "aws:ecs/service:Service";

/** Auto Scaling groups, among them the hosts of tasks, and ECS services whose tasks have interfaces of their own. */
export function fleetsOf(topology: Topology): Fleets {
  const { index } = topology;
  const groups = new Map(index.ofType(AUTO_SCALING_GROUP).map((node) => [node, fleetOfGroup(topology, node)]));
  const services = index.ofType(ECS_SERVICE).map((node) => ({ node, fleet: fleetOfService(topology, node, groups) }));
  const targets = new Map<ResourceNode, Target[]>();
  const register = (arn: unknown, fleet: Fleet, port?: number) => {
    const group = index.resolve(arn);
    if (!group) return;
    const target = { fleet, port: port ?? Number(group.inputs["port"]) };
    targets.set(group, [...(targets.get(group) ?? []), target]);
  };
  for (const [node, fleet] of groups)
    for (const arn of (node.inputs["targetGroupArns"] ?? []) as unknown[]) register(arn, fleet);
  for (const { node, fleet } of services)
    for (const loadBalancer of (node.inputs["loadBalancers"] ?? []) as ServiceLoadBalancer[])
      if (fleet) register(loadBalancer.targetGroupArn, fleet, portOfTask(index, node, loadBalancer));
  const own = services.flatMap(({ node, fleet }) => (fleet && hasInterfaces(node) ? [fleet] : []));
  return { all: [...groups.values(), ...own], targets };
}

interface ServiceLoadBalancer {
  targetGroupArn?: unknown;
  containerName?: string;
  containerPort?: number;
}

const namesOf = (index: GraphIndex, ids: unknown): string[] =>
  ((ids ?? []) as unknown[]).flatMap((id) => index.resolve(id)?.name ?? []);

const subnetsOf = ({ index, subnets }: Topology, ids: unknown): Subnet[] =>
  ((ids ?? []) as unknown[]).flatMap((id) => {
    const node = index.resolve(id);
    return (node && subnets.get(node)) ?? [];
  });

interface Template {
  launchTemplate?: { launchTemplateSpecification?: { launchTemplateId?: unknown } };
}

function fleetOfGroup(topology: Topology, { name, inputs }: ResourceNode): Fleet {
  const { index } = topology;
  const mixed = (inputs["mixedInstancesPolicy"] ?? {}) as Template;
  const id = mixed.launchTemplate?.launchTemplateSpecification?.launchTemplateId ?? inputs["launchTemplate"];
  const template = index.resolve(id)?.inputs ?? {};
  const [first] = (template["networkInterfaces"] ?? []) as {
    securityGroups?: unknown;
    associatePublicIpAddress?: unknown;
    ipv6AddressCount?: number;
  }[];
  return {
    name,
    subnets: subnetsOf(topology, inputs["vpcZoneIdentifiers"]),
    groups: namesOf(index, first?.securityGroups ?? template["vpcSecurityGroupIds"]),
    public: String(first?.associatePublicIpAddress) === "true",
    ipv6: (first?.ipv6AddressCount ?? 0) > 0,
  };
}

interface NetworkConfiguration {
  subnets?: unknown;
  securityGroups?: unknown;
  assignPublicIp?: boolean;
}

const hasInterfaces = ({ inputs }: ResourceNode): boolean => inputs["networkConfiguration"] !== undefined;

/** On the bridge tasks have no interfaces of their own: they are where their hosts are. */
function fleetOfService(
  topology: Topology,
  node: ResourceNode,
  groups: ReadonlyMap<ResourceNode, Fleet>,
): Fleet | undefined {
  const { index } = topology;
  if (!hasInterfaces(node)) {
    const [hosts] = hostGroupsOf(index, node);
    const fleet = hosts && groups.get(hosts);
    return fleet && { ...fleet, name: node.name };
  }
  const { subnets, securityGroups, assignPublicIp } = node.inputs["networkConfiguration"] as NetworkConfiguration;
  return {
    name: node.name,
    subnets: subnetsOf(topology, subnets),
    groups: namesOf(index, securityGroups),
    public: assignPublicIp === true,
    ipv6: "bySetting",
  };
}

/**
 * A task with an interface of its own is registered by the container's port, one on the bridge by the host's. Undefined, so that
 * the target group's own holds, where the container definitions are kept encrypted.
 */
function portOfTask(index: GraphIndex, node: ResourceNode, loadBalancer: ServiceLoadBalancer): number | undefined {
  if (hasInterfaces(node)) return loadBalancer.containerPort;
  const mapping = containersOf(index.resolve(node.inputs["taskDefinition"]))
    .find(({ name }) => name === loadBalancer.containerName)
    ?.portMappings?.find(({ containerPort }) => containerPort === loadBalancer.containerPort);
  return mapping?.hostPort;
}
