import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { InstancesConfig } from "../config";
import type { Capacity } from "../plan/capacity";
import { architectureOf, defaultAmiParameter } from "../plan/instanceTypes";
import { targetPorts } from "../plan/security";
import { userData, type WorkloadPorts } from "../plan/workload";
import { createInstanceProfile } from "./instanceProfile";
import { createFleetSecurity, type FleetNetwork } from "./fleetSecurity";
import type { FrontDoor } from "./nlbEip";
import { zoneValues, type PerZone } from "./perZone";
import { createScaling } from "./scaling";
import { named } from "./tags";

export interface InstanceFleetArgs {
  region: string;
  network: FleetNetwork & {
    /** An app subnet for each zone to spread over. */
    subnetIds: PerZone<pulumi.Input<string>>;
    /** What must stand before an instance can reach anything. */
    waysOut: readonly pulumi.Resource[];
  };
  /** The front doors whose target groups the instances register with, by the name that rules get from them. */
  frontDoors: Readonly<Record<string, FrontDoor>>;
  ports: WorkloadPorts;
  capacity: Capacity;
  instances: InstancesConfig;
  /** Whether the user data is kept encrypted in the state. Default: false. */
  secret?: boolean;
  /** Tags of what the group launches; the default tags of a provider do not reach it. */
  tags: Readonly<Record<string, string>>;
}

/** The EC2 backend: an Auto Scaling group over the zones, registered with the target groups of the front doors. */
export class InstanceFleet extends pulumi.ComponentResource {
  readonly groupName: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, args: InstanceFleetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ha-tcp:index:InstanceFleet", name, {}, opts);
    const { frontDoors, network, ports, instances } = args;
    const openPorts = targetPorts({ port: ports.port, healthCheckPort: ports.healthCheck.port });
    const securityGroup = createFleetSecurity(
      name,
      { frontDoors, network, ports: openPorts, egress: instances.egress },
      this,
    );
    const profile = createInstanceProfile(name, instances.workload, this);
    const template = createLaunchTemplate(name, args, securityGroup, profile, this);
    const group = createGroup(name, args, template, this);
    createScaling(name, { groupName: group.name, ...instances }, this);
    this.groupName = group.name;
    this.securityGroupId = securityGroup.id;
    this.registerOutputs({ groupName: this.groupName });
  }
}

function createLaunchTemplate(
  name: string,
  args: InstanceFleetArgs,
  securityGroup: aws.ec2.SecurityGroup,
  profile: aws.iam.InstanceProfile,
  parent: InstanceFleet,
): aws.ec2.LaunchTemplate {
  const { instances, tags } = args;
  const script = Buffer.from(userData(instances.workload, args.ports)).toString("base64");
  const launched = { ...tags, ...named(name) };
  return new aws.ec2.LaunchTemplate(
    `${name}-template`,
    {
      imageId: imageId(args),
      instanceType: instances.types[0],
      updateDefaultVersion: true,
      userData: args.secret ? pulumi.secret(script) : script,
      iamInstanceProfile: { arn: profile.arn },
      monitoring: { enabled: instances.detailedMonitoring },
      // One hop: a container on the instance does not reach the role's credentials.
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      networkInterfaces: [
        { associatePublicIpAddress: "false", deleteOnTermination: "true", securityGroups: [securityGroup.id] },
      ],
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          ebs: {
            volumeSize: instances.rootVolumeGiB,
            volumeType: "gp3",
            encrypted: "true",
            deleteOnTermination: "true",
          },
        },
      ],
      tagSpecifications: ["instance", "network-interface", "volume"].map((resourceType) => ({
        resourceType,
        tags: launched,
      })),
      tags: named(name),
    },
    { parent },
  );
}

/** A parameter is resolved at each launch, so a new image needs no new template. */
function imageId({ instances, region }: InstanceFleetArgs): string {
  const { ami, types } = instances;
  if (ami && "ids" in ami) {
    const id = (ami.ids as Record<string, string>)[region];
    if (id === undefined) throw new Error(`instances.ami.ids has no image for ${region}`);
    return id;
  }
  return `resolve:ssm:${ami?.ssmParameter ?? defaultAmiParameter(architectureOf(types[0] ?? ""))}`;
}

function createGroup(
  name: string,
  args: InstanceFleetArgs,
  template: aws.ec2.LaunchTemplate,
  parent: InstanceFleet,
): aws.autoscaling.Group {
  const { capacity, instances, network, frontDoors } = args;
  const doors = Object.keys(frontDoors)
    .sort()
    .flatMap((door) => frontDoors[door] ?? []);
  const scaled = isScaled(instances);
  return new aws.autoscaling.Group(
    `${name}-asg`,
    {
      minSize: capacity.min,
      maxSize: capacity.max,
      desiredCapacity: capacity.desired,
      vpcZoneIdentifiers: zoneValues(network.subnetIds),
      targetGroupArns: doors.flatMap((door) => door.targetGroupArns.instances ?? []),
      // ELB counts the checks of EC2 too: an instance must pass both.
      healthCheckType: "ELB",
      healthCheckGracePeriod: instances.healthCheckGraceSeconds,
      defaultInstanceWarmup: instances.warmupSeconds,
      capacityRebalance: instances.spotPercent > 0,
      mixedInstancesPolicy: mixedInstances(instances, template),
      instanceRefresh: refresh(instances),
      instanceMaintenancePolicy: {
        minHealthyPercentage: instances.instanceRefresh.minHealthyPercent,
        maxHealthyPercentage: instances.instanceRefresh.maxHealthyPercent,
      },
      metricsGranularity: "1Minute",
      enabledMetrics: [
        "GroupDesiredCapacity",
        "GroupInServiceInstances",
        "GroupMaxSize",
        "GroupMinSize",
        "GroupTotalInstances",
      ],
      tags: Object.entries({ ...args.tags, ...named(name) })
        .sort(([one], [other]) => one.localeCompare(other))
        .map(([key, value]) => ({ key, value, propagateAtLaunch: false })),
    },
    {
      parent,
      // Targets are checked only once their group has a listener, and start well only with a way out.
      dependsOn: [...doors.map(({ listener }) => listener), ...network.waysOut],
      // Scaling policies move it; the next deployment must not move it back.
      ignoreChanges: scaled ? ["desiredCapacity"] : [],
    },
  );
}

function isScaled({ scaling }: InstancesConfig): boolean {
  const { targetCpuPercent, targetNetworkInBytes, stepsIn, stepsOut } = scaling;
  return targetCpuPercent !== "none" || targetNetworkInBytes !== undefined || stepsIn.length + stepsOut.length > 0;
}

/** Always this form, even with one type and no spot share, so that adding either changes the group in place. */
function mixedInstances(instances: InstancesConfig, template: aws.ec2.LaunchTemplate) {
  return {
    launchTemplate: {
      launchTemplateSpecification: {
        launchTemplateId: template.id,
        // A number, not $Latest: only so does a new version start an instance refresh.
        version: pulumi.interpolate`${template.latestVersion}`,
      },
      overrides: instances.types.map((instanceType) => ({ instanceType })),
    },
    instancesDistribution: {
      onDemandAllocationStrategy: "prioritized",
      onDemandBaseCapacity: instances.onDemandBase,
      onDemandPercentageAboveBaseCapacity: 100 - instances.spotPercent,
      spotAllocationStrategy: "price-capacity-optimized",
    },
  };
}

function refresh({ instanceRefresh, warmupSeconds, ami }: InstancesConfig) {
  return {
    strategy: "Rolling",
    preferences: {
      minHealthyPercentage: instanceRefresh.minHealthyPercent,
      maxHealthyPercentage: instanceRefresh.maxHealthyPercent,
      // AWS rolls back no refresh of a template whose image comes from a parameter.
      autoRollback: instanceRefresh.autoRollback ?? (ami !== undefined && "ids" in ami),
      instanceWarmup: String(warmupSeconds),
    },
  };
}
