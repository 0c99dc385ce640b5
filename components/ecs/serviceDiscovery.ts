import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { EcsConfig } from "../../config";
import { defaultNamespace, discoveryRecord } from "../../plan/ecs/serviceDiscovery";
import type { TaskVariant } from "../../plan/ecs/tasks";
import { nameTag } from "../shared";

export interface ServiceDiscoveryArgs {
  /** Whose names they are: every region has the same. */
  region: string;
  vpcId: pulumi.Input<string>;
  variant: TaskVariant;
  discovery: EcsConfig["discovery"];
}

export interface ServiceDiscovery {
  registryArn: pulumi.Output<string>;
  /** What resolves inside the VPC: `service.ha-tcp-dev.internal`. */
  name: string;
}

/** A private namespace of the VPC, and the service in it that ECS registers each task with. */
export function createServiceDiscovery(
  name: string,
  { region, vpcId, variant, discovery }: ServiceDiscoveryArgs,
  parent: pulumi.ComponentResource,
): ServiceDiscovery {
  const zone = discovery.namespace ?? defaultNamespace(pulumi.getProject(), pulumi.getStack());
  const namespace = new aws.servicediscovery.PrivateDnsNamespace(
    `${name}-namespace`,
    { region, name: zone, vpc: vpcId, description: "Tasks of the TCP service", tags: nameTag(name) },
    { parent },
  );
  const record = discoveryRecord(variant);
  const service = new aws.servicediscovery.Service(
    `${name}-names-${record.type.toLowerCase()}`,
    {
      region,
      name: record.name,
      namespaceId: namespace.id,
      dnsConfig: {
        namespaceId: namespace.id,
        dnsRecords: [{ type: record.type, ttl: discovery.ttlSeconds }],
        routingPolicy: "MULTIVALUE",
      },
      // The state of the tasks is told by ECS. The argument is deprecated, yet an empty block is as none to the provider.
      healthCheckCustomConfig: { failureThreshold: 1 },
      // What is left over of tasks that ended badly must not keep the namespace.
      forceDestroy: true,
      tags: nameTag(name),
    },
    // Cloud Map has a name once in a namespace.
    { parent, deleteBeforeReplace: true },
  );
  return { registryArn: service.arn, name: `${record.name}.${zone}` };
}
