import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { RegionalEcs } from "../../config";
import type { Capacity } from "../../plan/capacity";
import { CONTAINER } from "../../plan/ecs/container";
import { type HostCapacity, secondsForHosts } from "../../plan/ecs/hosts";
import { type TaskPorts, type TaskVariant, placement } from "../../plan/ecs/tasks";
import { targetPorts } from "../../plan/frontDoor/securityRules";
import { timeouts } from "../../plan/timeouts";
import { type BackendNetwork, type BackendSecurityGroup, createBackendSecurityGroup } from "../ec2";
import { type FrontDoor, createRenewalAlarms, sortFrontDoors } from "../frontDoor";
import { type RoleSettings, nameTag, physicalName, zoneValues } from "../shared";
import { type ClusterCapacity, createClusterCapacity } from "./clusterCapacity";
import type { EcsHosts } from "./hosts";
import { createEcsScaling, isServiceScaled } from "./scaling";
import { type ServiceDiscovery, createServiceDiscovery } from "./serviceDiscovery";
import { type EcsTask, createEcsTask } from "./taskDefinition";

/*
 * awsx has ECS components (EC2Service, FargateService, their task definitions). Their whole shape is not what is wanted: they
 * bring a log group and roles of their own making, a security group that lets everything out, and no capacity provider, Cloud Map
 * registration or scaling; and they are remote, so that tests, previews of unknown values and the offline plan see one opaque
 * resource. Everything here is therefore plain @pulumi/aws.
 */

export interface EcsServiceArgs {
  region: string;
  network: BackendNetwork;
  /** The front doors whose target groups the tasks register with, by the name that rules get from them. */
  frontDoors: Readonly<Record<string, FrontDoor>>;
  variant: TaskVariant;
  ports: TaskPorts;
  healthCheckProtocol: "TCP" | "HTTP" | "HTTPS";
  /** Tasks. */
  capacity: Capacity;
  /** Seconds until the health of a new task counts. */
  graceSeconds: number;
  /** How long a leaving task keeps its connections. */
  drainSeconds: number;
  /** Resets by targets in percent of new connections, above which a deployment ends, where it has alarms. */
  resetsPercent: number;
  /** Hosts, where there are any. */
  hostCapacity: HostCapacity;
  ecs: RegionalEcs;
  /** Whether the container definition is kept encrypted in the state. Default: false. */
  secret?: boolean;
  /** A customer managed key that encrypts the containers' logs, and the volumes of hosts. Default: none. */
  kmsKeyArn?: pulumi.Input<string>;
  /** Whether the containers' logs stay in the account when they leave the stack. Default: false. */
  protect?: boolean;
  /** What roles are like. */
  iam?: RoleSettings;
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
  readonly service: aws.ecs.Service;
  readonly clusterName: pulumi.Output<string>;
  /** The hosts, where there are any: the names of their Auto Scaling group and capacity provider. */
  readonly hosts?: EcsHosts;
  /** The name that the tasks have inside the VPC. */
  readonly discoveryName: string;

  constructor(name: string, args: EcsServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ha-tcp:index:EcsService", name, {}, opts);
    const { network, variant, ecs } = args;
    const variantName = `${name}-${variant}`;
    const securityGroup = createTaskSecurityGroup(name, args, this);
    const outboundPaths = [...network.outboundPaths, ...securityGroup.egressRules];
    const cluster = createCluster(variantName, ecs, this);
    const clusterCapacity = createClusterCapacity(
      variantName,
      { ...args, cluster, securityGroup, outboundPaths },
      this,
    );
    const task = createEcsTask(variantName, args, this);
    const discovery = createServiceDiscovery(
      name,
      { region: args.region, vpcId: network.vpcId, variant, discovery: ecs.discovery },
      this,
    );
    const alarmNames = createRenewalAlarms(variantName, { ...args, alarms: ecs.deployment.alarms }, this);
    const service = createService(
      variantName,
      args,
      { cluster, securityGroup, clusterCapacity, task, discovery, outboundPaths, alarmNames },
      this,
    );
    const scaling = {
      clusterName: cluster.name,
      serviceName: service.name,
      capacity: args.capacity,
      scaling: ecs.scaling,
      frontDoors: sortFrontDoors(args.frontDoors),
    };
    createEcsScaling(variantName, scaling, this);
    this.serviceName = service.name;
    this.service = service;
    this.clusterName = cluster.name;
    this.hosts = clusterCapacity.hosts;
    this.discoveryName = discovery.name;
    this.registerOutputs({ serviceName: this.serviceName, discoveryName: this.discoveryName });
  }
}

/** Of the tasks' own network interfaces; on the bridge, where they have none, of the hosts. */
function createTaskSecurityGroup(name: string, args: EcsServiceArgs, parent: EcsService): BackendSecurityGroup {
  const { frontDoors, network, ports, ecs } = args;
  // Named by the port: where the container moves to another, the old port stays open until the last old task has gone.
  const { target, healthCheck = target, further } = ports;
  const rules = targetPorts({ servicePort: target, port: target, healthCheckPort: healthCheck, further });
  const openPorts = rules.map((rule) => ({
    ...rule,
    key: `${rule.key === "health" ? "health" : "service"}-${rule.port}`,
  }));
  return createBackendSecurityGroup(
    name,
    { description: "ECS tasks", frontDoors, network, ports: openPorts, egress: ecs.egress },
    parent,
  );
}

function createCluster(name: string, { containerInsights }: RegionalEcs, parent: EcsService): aws.ecs.Cluster {
  return new aws.ecs.Cluster(
    `${name}-cluster`,
    {
      name: physicalName(name),
      settings: [{ name: "containerInsights", value: containerInsights }],
      tags: nameTag(name),
    },
    { parent },
  );
}

interface ServiceParts {
  cluster: aws.ecs.Cluster;
  securityGroup: BackendSecurityGroup;
  clusterCapacity: ClusterCapacity;
  task: EcsTask;
  discovery: ServiceDiscovery;
  outboundPaths: readonly pulumi.Resource[];
  /** Those that end a deployment. */
  alarmNames: pulumi.Input<string>[];
}

/** Where they are heard no more the service is told so: the provider leaves alone what is no longer said. */
function alarmInputs({ rollback, alarms }: RegionalEcs["deployment"], alarmNames: pulumi.Input<string>[]) {
  if (!alarms) return {};
  return { alarms: { enable: alarms.enabled, rollback: alarms.enabled && rollback, alarmNames } };
}

function createService(name: string, args: EcsServiceArgs, parts: ServiceParts, parent: EcsService): aws.ecs.Service {
  const { ecs, variant, ports, capacity } = args;
  const { cluster, securityGroup, clusterCapacity, task, discovery } = parts;
  const sortedFrontDoors = sortFrontDoors(args.frontDoors);
  return new aws.ecs.Service(
    `${name}-service`,
    {
      cluster: cluster.arn,
      taskDefinition: task.definition.arn,
      desiredCount: capacity.desired,
      capacityProviderStrategies: clusterCapacity.strategies,
      // The provider changes the strategy only so. The price: every other change renews the tasks, too.
      forceNewDeployment: true,
      loadBalancers: sortedFrontDoors.flatMap(({ targetGroupArns, furtherTargetGroupArns }) =>
        [{ port: ports.container, targetGroups: targetGroupArns }, ...furtherTargetGroupArns].flatMap(
          ({ port, targetGroups: { tasks } }) =>
            tasks ? [{ targetGroupArn: tasks, containerName: CONTAINER, containerPort: port }] : [],
        ),
      ),
      networkConfiguration:
        variant === "bridge"
          ? undefined
          : { subnets: zoneValues(args.network.subnetIds), securityGroups: [securityGroup.id], assignPublicIp: false },
      serviceRegistries: {
        registryArn: discovery.registryArn,
        ...(variant === "bridge" && { containerName: CONTAINER, containerPort: ports.container }),
      },
      orderedPlacementStrategies: placement(variant),
      availabilityZoneRebalancing: ecs.zoneRebalancing ? "ENABLED" : "DISABLED",
      healthCheckGracePeriodSeconds: args.graceSeconds,
      deploymentMinimumHealthyPercent: ecs.deployment.minHealthyPercent,
      deploymentMaximumPercent: ecs.deployment.maxHealthyPercent,
      deploymentCircuitBreaker: { enable: true, rollback: ecs.deployment.rollback },
      ...alarmInputs(ecs.deployment, parts.alarmNames),
      // The deployment is done when the tasks are healthy: an update that fails says so, and what comes after can rely on them.
      waitForSteadyState: true,
      enableEcsManagedTags: true,
      enableExecuteCommand: ecs.exec,
      propagateTags: "SERVICE",
      tags: nameTag(name),
    },
    {
      parent,
      // ECS takes a target group only once a listener has it. Tasks need their roles' policies and an outbound path, to the very end.
      dependsOn: [
        ...sortedFrontDoors.flatMap(({ listeners }) => listeners),
        clusterCapacity.capacityProviders,
        ...task.rolePolicies,
        ...parts.outboundPaths,
      ],
      customTimeouts: serviceTimeouts(args),
      // Scaling policies move it; the next deployment must not move it back.
      ignoreChanges: isServiceScaled(ecs.scaling) ? ["desiredCount"] : [],
    },
  );
}

function serviceTimeouts(args: EcsServiceArgs): Record<string, string> {
  const { graceSeconds: start, drainSeconds, ecs, capacity, variant } = args;
  const stop = drainSeconds + ecs.stopTimeoutSeconds;
  const hostsFor = (tasks: number): number =>
    variant === "fargate" ? 0 : secondsForHosts(tasks, args.hostCapacity, ecs.hosts.warmupSeconds);
  // A deployment may renew the tasks in two halves.
  const update = 2 * (start + stop) + hostsFor(capacity.max);
  return timeouts("service", { create: start + hostsFor(capacity.desired), update, delete: stop });
}
