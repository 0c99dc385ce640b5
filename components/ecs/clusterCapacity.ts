import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { RegionalEcs } from "../../config";
import type { HostCapacity } from "../../plan/ecs/hosts";
import { type StrategyItem, type TaskVariant, fargateStrategy } from "../../plan/ecs/tasks";
import { type BackendNetwork, type BackendSecurityGroup, createBackendSecurityGroup } from "../ec2";
import { type RoleSettings, physicalName } from "../shared";
import { type EcsHosts, createEcsHosts } from "./hosts";

/** The cluster, what its tasks have, and what of the service's arguments its capacity depends on. */
interface ClusterCapacityArgs {
  cluster: aws.ecs.Cluster;
  /** The tasks', which on the bridge is the hosts'. */
  securityGroup: BackendSecurityGroup;
  outboundPaths: readonly pulumi.Resource[];
  network: BackendNetwork;
  variant: TaskVariant;
  hostCapacity: HostCapacity;
  ecs: RegionalEcs;
  kmsKeyArn?: pulumi.Input<string>;
  iam?: RoleSettings;
  tags: Readonly<Record<string, string>>;
}

export interface ClusterCapacity {
  strategies: pulumi.Input<Omit<StrategyItem, "capacityProvider"> & { capacityProvider: pulumi.Input<string> }>[];
  /** A service can use a provider only once the cluster lists it, and the cluster keeps it while a service does. */
  capacityProviders: aws.ecs.ClusterCapacityProviders;
  hosts?: EcsHosts;
}

/** Fargate, or hosts of the cluster's own in an Auto Scaling group. */
export function createClusterCapacity(
  name: string,
  args: ClusterCapacityArgs,
  parent: pulumi.ComponentResource,
): ClusterCapacity {
  const { ecs, cluster, securityGroup, outboundPaths } = args;
  if (args.variant === "fargate") {
    const strategies = fargateStrategy(ecs.fargateSpotPercent);
    return {
      strategies,
      capacityProviders: createClusterCapacityProviders(name, cluster, ["FARGATE", "FARGATE_SPOT"], strategies, parent),
    };
  }
  const hostsName = `${name}-hosts`;
  const hostSecurityGroup =
    args.variant === "bridge" ? securityGroup : createHostSecurityGroup(hostsName, args, parent);
  const hosts = createEcsHosts(
    hostsName,
    {
      cluster,
      clusterName: physicalName(name),
      subnetIds: args.network.subnetIds,
      securityGroupId: hostSecurityGroup.id,
      outboundPaths: [...outboundPaths, ...hostSecurityGroup.egressRules],
      capacity: args.hostCapacity,
      hosts: ecs.hosts,
      kmsKeyArn: args.kmsKeyArn,
      iam: args.iam,
      tags: args.tags,
    },
    parent,
  );
  const strategies = [{ capacityProvider: hosts.providerName, weight: 1, base: 0 }];
  return {
    strategies,
    capacityProviders: createClusterCapacityProviders(name, cluster, [hosts.providerName], strategies, parent),
    hosts,
  };
}

/** Hosts whose tasks have interfaces of their own: nothing comes in, and what the agent needs goes out, which IPv4 does. */
function createHostSecurityGroup(
  name: string,
  { network }: ClusterCapacityArgs,
  parent: pulumi.ComponentResource,
): BackendSecurityGroup {
  return createBackendSecurityGroup(
    name,
    { description: "ECS hosts", frontDoors: {}, network: { ...network, hasIpv6Egress: false }, ports: [], egress: [] },
    parent,
  );
}

function createClusterCapacityProviders(
  name: string,
  cluster: aws.ecs.Cluster,
  capacityProviders: pulumi.Input<string>[],
  strategies: ClusterCapacity["strategies"],
  parent: pulumi.ComponentResource,
): aws.ecs.ClusterCapacityProviders {
  return new aws.ecs.ClusterCapacityProviders(
    `${name}-providers`,
    { clusterName: cluster.name, capacityProviders, defaultCapacityProviderStrategies: strategies },
    { parent },
  );
}
