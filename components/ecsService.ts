import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { EcsConfig } from "../config";
import type { Capacity } from "../plan/capacity";
import { targetPorts } from "../plan/security";
import {
  CONTAINER,
  fargateStrategy,
  placement,
  type StrategyItem,
  type TaskPorts,
  type TaskVariant,
} from "../plan/tasks";
import { patience } from "../plan/timeouts";
import { createEcsHosts } from "./ecsHosts";
import { createEcsScaling, isServiceScaled } from "./ecsScaling";
import { createEcsTask, type EcsTask } from "./ecsTask";
import { createFleetSecurity, type FleetNetwork, type FleetSecurity } from "./fleetSecurity";
import { doorsOf, type FrontDoor } from "./frontDoor";
import { zoneValues } from "./perZone";
import { createServiceDiscovery, type ServiceDiscovery } from "./serviceDiscovery";
import { named, physicalName } from "./tags";

/*
 * awsx has ECS components (EC2Service, FargateService, their task definitions). Their whole shape is not what is wanted: they
 * bring a log group and roles of their own making, a security group that lets everything out, and no capacity provider, Cloud Map
 * registration or scaling; and they are remote, so that tests, previews of unknown values and the offline plan see one opaque
 * resource. Everything here is therefore plain @pulumi/aws.
 */

export interface EcsServiceArgs {
  region: string;
  network: FleetNetwork;
  /** The front doors whose target groups the tasks register with, by the name that rules get from them. */
  frontDoors: Readonly<Record<string, FrontDoor>>;
  variant: TaskVariant;
  ports: TaskPorts;
  healthCheckProtocol: "TCP" | "HTTP" | "HTTPS";
  /** Tasks. */
  capacity: Capacity;
  /** How long a leaving task keeps its connections. */
  drainSeconds: number;
  /** Hosts, where there are any. */
  hostCapacity: Pick<Capacity, "min" | "max">;
  ecs: EcsConfig;
  /** Whether the container definition is kept encrypted in the state. Default: false. */
  secret?: boolean;
  /** Tags of what the hosts' group launches; the default tags of a provider do not reach it. */
  tags: Readonly<Record<string, string>>;
}

/**
 * The ECS backend: a cluster, its capacity, and a service whose tasks are spread over the zones and registered with the target
 * groups of the front doors.
 *
 * AWS changes neither the network mode nor the launch type of a service. So each variant has a cluster and a service of its own
 * name, and a change of variant brings up the new before it takes down the old.
 */
export class EcsService extends pulumi.ComponentResource {
  readonly serviceName: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  /** The name that the tasks have inside the VPC. */
  readonly discoveryName: string;

  constructor(name: string, args: EcsServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ha-tcp:index:EcsService", name, {}, opts);
    const { network, variant, ecs } = args;
    const own = `${name}-${variant}`;
    const security = createSecurity(name, args, this);
    const waysOut = [...network.waysOut, ...security.waysOut];
    const cluster = createCluster(own, ecs, this);
    const provided = createCapacity(own, args, { cluster, security, waysOut }, this);
    const task = createEcsTask(own, args, this);
    const discovery = createServiceDiscovery(
      name,
      { region: args.region, vpcId: network.vpcId, variant, discovery: ecs.discovery },
      this,
    );
    const service = createService(own, args, { cluster, security, provided, task, discovery, waysOut }, this);
    const scaling = {
      clusterName: cluster.name,
      serviceName: service.name,
      capacity: args.capacity,
      scaling: ecs.scaling,
      frontDoors: doorsOf(args.frontDoors),
    };
    createEcsScaling(own, scaling, this);
    this.serviceName = service.name;
    this.securityGroupId = security.id;
    this.discoveryName = discovery.name;
    this.registerOutputs({ serviceName: this.serviceName, discoveryName: this.discoveryName });
  }
}

/** Of the tasks' own network interfaces; on the bridge, where they have none, of the hosts. */
function createSecurity(name: string, args: EcsServiceArgs, parent: EcsService): FleetSecurity {
  const { frontDoors, network, ports, ecs } = args;
  // Named by the port: where the container moves to another, the old way stays open until the last old task has gone.
  const open = targetPorts({ port: ports.target, healthCheckPort: ports.healthCheck ?? ports.target }).map((rule) => ({
    ...rule,
    key: `${rule.key}-${rule.port}`,
  }));
  return createFleetSecurity(
    name,
    { description: "ECS tasks", frontDoors, network, ports: open, egress: ecs.egress },
    parent,
  );
}

function createCluster(name: string, { containerInsights }: EcsConfig, parent: EcsService): aws.ecs.Cluster {
  return new aws.ecs.Cluster(
    `${name}-cluster`,
    {
      name: physicalName(name),
      settings: [{ name: "containerInsights", value: containerInsights }],
      tags: named(name),
    },
    { parent },
  );
}

interface ClusterCapacity {
  strategies: pulumi.Input<Omit<StrategyItem, "capacityProvider"> & { capacityProvider: pulumi.Input<string> }>[];
  /** A service can use a provider only once the cluster lists it, and the cluster keeps it while a service does. */
  listed: aws.ecs.ClusterCapacityProviders;
}

function createCapacity(
  name: string,
  args: EcsServiceArgs,
  parts: Pick<ServiceParts, "cluster" | "security" | "waysOut">,
  parent: EcsService,
): ClusterCapacity {
  const { ecs } = args;
  const { cluster, security, waysOut } = parts;
  if (args.variant === "fargate") {
    const strategies = fargateStrategy(ecs.fargateSpotPercent);
    return { strategies, listed: listProviders(name, cluster, ["FARGATE", "FARGATE_SPOT"], strategies, parent) };
  }
  const hosts = `${name}-hosts`;
  const ofHosts = args.variant === "bridge" ? security : createHostSecurity(hosts, args, parent);
  const provider = createEcsHosts(
    hosts,
    {
      cluster,
      clusterName: physicalName(name),
      subnetIds: args.network.subnetIds,
      securityGroupId: ofHosts.id,
      waysOut: [...waysOut, ...ofHosts.waysOut],
      capacity: args.hostCapacity,
      hosts: ecs.hosts,
      tags: args.tags,
    },
    parent,
  );
  const strategies = [{ capacityProvider: provider.name, weight: 1, base: 0 }];
  return { strategies, listed: listProviders(name, cluster, [provider.name], strategies, parent) };
}

/** Hosts whose tasks have interfaces of their own: nothing comes in, and what the agent needs goes out. */
function createHostSecurity(name: string, { network }: EcsServiceArgs, parent: EcsService): FleetSecurity {
  return createFleetSecurity(
    name,
    { description: "ECS hosts", frontDoors: {}, network, ports: [], egress: [] },
    parent,
  );
}

function listProviders(
  name: string,
  cluster: aws.ecs.Cluster,
  capacityProviders: pulumi.Input<string>[],
  strategies: ClusterCapacity["strategies"],
  parent: EcsService,
): aws.ecs.ClusterCapacityProviders {
  return new aws.ecs.ClusterCapacityProviders(
    `${name}-providers`,
    { clusterName: cluster.name, capacityProviders, defaultCapacityProviderStrategies: strategies },
    { parent },
  );
}

interface ServiceParts {
  cluster: aws.ecs.Cluster;
  security: FleetSecurity;
  provided: ClusterCapacity;
  task: EcsTask;
  discovery: ServiceDiscovery;
  waysOut: readonly pulumi.Resource[];
}

function createService(name: string, args: EcsServiceArgs, parts: ServiceParts, parent: EcsService): aws.ecs.Service {
  const { ecs, variant, ports, capacity } = args;
  const { cluster, security, provided, task, discovery } = parts;
  const doors = doorsOf(args.frontDoors);
  return new aws.ecs.Service(
    `${name}-service`,
    {
      cluster: cluster.arn,
      taskDefinition: task.definition.arn,
      desiredCount: capacity.desired,
      capacityProviderStrategies: provided.strategies,
      // The provider changes the strategy only so. The price: every other change renews the tasks, too.
      forceNewDeployment: true,
      loadBalancers: doors.flatMap(({ targetGroupArns: { tasks } }) =>
        tasks ? [{ targetGroupArn: tasks, containerName: CONTAINER, containerPort: ports.container }] : [],
      ),
      networkConfiguration:
        variant === "bridge"
          ? undefined
          : { subnets: zoneValues(args.network.subnetIds), securityGroups: [security.id], assignPublicIp: false },
      serviceRegistries: {
        registryArn: discovery.registryArn,
        ...(variant === "bridge" && { containerName: CONTAINER, containerPort: ports.container }),
      },
      orderedPlacementStrategies: placement(variant),
      availabilityZoneRebalancing: ecs.zoneRebalancing ? "ENABLED" : "DISABLED",
      healthCheckGracePeriodSeconds: ecs.healthCheckGraceSeconds,
      deploymentMinimumHealthyPercent: ecs.deployment.minHealthyPercent,
      deploymentMaximumPercent: ecs.deployment.maxHealthyPercent,
      deploymentCircuitBreaker: { enable: true, rollback: ecs.deployment.rollback },
      // The deployment is done when the tasks are well: an update that fails says so, and what comes after can rely on them.
      waitForSteadyState: true,
      enableEcsManagedTags: true,
      enableExecuteCommand: ecs.exec,
      propagateTags: "SERVICE",
      tags: named(name),
    },
    {
      parent,
      // ECS takes a target group only once a listener has it. Tasks need their roles' policies and a way out, to the very end.
      dependsOn: [...doors.map(({ listener }) => listener), provided.listed, ...task.grants, ...parts.waysOut],
      // A deployment may renew the tasks in two halves.
      customTimeouts: patience("service", args.drainSeconds + ecs.stopTimeoutSeconds, { update: 2, delete: 1 }),
      // Scaling policies move it; the next deployment must not move it back.
      ignoreChanges: isServiceScaled(ecs.scaling) ? ["desiredCount"] : [],
    },
  );
}
