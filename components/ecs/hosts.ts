import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { RegionalHosts } from "../../config";
import { architectureOf } from "../../plan/ec2/instanceTypes";
import { AMAZON_LINUX_ROOT_DEVICE, rootDeviceOf } from "../../plan/ec2/rootDevice";
import { type HostCapacity, ecsAmiParameter, hostTypes, hostUserData } from "../../plan/ecs/hosts";
import { ecsAgent } from "../../plan/ecs/policies";
import { autoScalingGroupTags, createInstanceProfile, createLaunchTemplate, mixedInstancesPolicy } from "../ec2";
import { type PerZone, type RoleSettings, nameTag, zoneValues } from "../shared";

export interface EcsHostsArgs {
  cluster: aws.ecs.Cluster;
  /** The physical name of the cluster, which the hosts must know before they start. */
  clusterName: string;
  subnetIds: PerZone<pulumi.Input<string>>;
  securityGroupId: pulumi.Input<string>;
  /** What must stand before a host reaches ECS, and must go after it: a host that cannot be reached ends no task. */
  outboundPaths: readonly pulumi.Resource[];
  capacity: HostCapacity;
  hosts: RegionalHosts;
  /** A customer managed key that encrypts the volumes. Default: none. */
  kmsKeyArn?: pulumi.Input<string>;
  /** What roles are like. */
  iam?: RoleSettings;
  tags: Readonly<Record<string, string>>;
}

/** What hosts are called by AWS. */
export interface EcsHosts {
  groupName: pulumi.Output<string>;
  providerName: pulumi.Output<string>;
}

/**
 * The EC2 hosts of a cluster, as a capacity provider of it.
 *
 * What ends in which order matters, as each of these waits for the one before: the service (its tasks drain), the cluster's list of
 * providers (which AWS keeps while a service uses one), the provider, the group, the cluster. Dependencies run in the other direction, so
 * the engine takes them down in just that order. By then no task is left, and the group is deleted by force: its instances are
 * protected from scaling in, and a hook of the managed draining could hold each of them.
 */
export function createEcsHosts(name: string, args: EcsHostsArgs, parent: pulumi.ComponentResource): EcsHosts {
  const { hosts, tags } = args;
  const policy = args.cluster.arn.apply((arn) => JSON.stringify(ecsAgent(arn)));
  const profile = createInstanceProfile(name, { policies: { agent: policy }, iam: args.iam }, parent);
  const template = createLaunchTemplate(
    name,
    {
      imageId: imageId(hosts),
      instanceType: hosts.type,
      userData: hostUserData(args.clusterName, { spot: isSpot(hosts) }),
      profileArn: profile.arn,
      securityGroupId: args.securityGroupId,
      rootDevice: rootDeviceOf(hosts.ami) ?? AMAZON_LINUX_ROOT_DEVICE,
      rootVolumeGiB: hosts.rootVolumeGiB,
      kmsKeyArn: args.kmsKeyArn,
      metadataHopLimit: hosts.metadataHopLimit,
      tags,
    },
    parent,
  );
  const group = createGroup(name, args, template, parent);
  const provider = new aws.ecs.CapacityProvider(
    `${name}-provider`,
    {
      autoScalingGroupProvider: {
        autoScalingGroupArn: group.arn,
        managedScaling: {
          status: "ENABLED",
          targetCapacity: hosts.targetCapacityPercent,
          minimumScalingStepSize: args.capacity.step,
          maximumScalingStepSize: args.capacity.max,
          instanceWarmupPeriod: hosts.warmupSeconds,
        },
        managedTerminationProtection: "ENABLED",
        managedDraining: "ENABLED",
      },
      tags: nameTag(name),
    },
    { parent },
  );
  return { groupName: group.name, providerName: provider.name };
}

/** AWS puts this tag on a group that a capacity provider manages; stated, so that nothing takes it off again. */
const MANAGED_TAG = { key: "AmazonECSManaged", value: "true", propagateAtLaunch: true };

const isSpot = ({ spotPercent = 0 }: RegionalHosts): boolean => spotPercent > 0;

/** A parameter is resolved at each launch, so a new image needs no new template. */
function imageId({ ami, type }: RegionalHosts): string {
  if (ami && "id" in ami) return ami.id;
  return `resolve:ssm:${ami?.ssmParameter ?? ecsAmiParameter(architectureOf(type))}`;
}

function createGroup(
  name: string,
  args: EcsHostsArgs,
  template: aws.ec2.LaunchTemplate,
  parent: pulumi.ComponentResource,
): aws.autoscaling.Group {
  const { capacity, hosts } = args;
  return new aws.autoscaling.Group(
    `${name}-asg`,
    {
      // A host that registers before its group is a provider of the cluster is not of that provider: the group begins empty, and ECS
      // scales it. Source: docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html
      minSize: 0,
      maxSize: capacity.max,
      // The service waits for its tasks, and so for the hosts.
      waitForCapacityTimeout: "0",
      vpcZoneIdentifiers: zoneValues(args.subnetIds),
      mixedInstancesPolicy: mixedInstancesPolicy(template, {
        types: hostTypes(hosts),
        onDemandBase: hosts.onDemandBase ?? 0,
        spotPercent: hosts.spotPercent ?? 0,
      }),
      healthCheckType: "EC2",
      defaultInstanceWarmup: hosts.warmupSeconds,
      // Managed termination protection needs it: ECS itself lifts it from a host without tasks.
      protectFromScaleIn: true,
      forceDelete: true,
      instanceRefresh: {
        strategy: "Rolling",
        preferences: {
          minHealthyPercentage: 100,
          maxHealthyPercentage: 150,
          instanceWarmup: String(hosts.warmupSeconds),
          // The hosts are all protected; managed draining moves their tasks before they go.
          scaleInProtectedInstances: "Refresh",
        },
      },
      tags: [MANAGED_TAG, ...autoScalingGroupTags(name, args.tags)],
    },
    { parent, dependsOn: [args.cluster, ...args.outboundPaths] },
  );
}
