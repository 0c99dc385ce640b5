import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { RegionalInstances } from "../../config";
import type { Capacity } from "../../plan/capacity";
import type { WorkloadPorts } from "../../plan/ec2/echoServer";
import { architectureOf, defaultAmiParameter } from "../../plan/ec2/instanceTypes";
import { completeLaunch, ecrImage, pullImage } from "../../plan/ec2/policies";
import { AMAZON_LINUX_ROOT_DEVICE, rootDeviceOf } from "../../plan/ec2/rootDevice";
import type { RootVolume } from "../../plan/ec2/rootVolume";
import { targetPorts } from "../../plan/frontDoor/securityRules";
import { movedSizes } from "../../plan/instances/scaling";
import { userData } from "../../plan/instances/userData";
import { LAUNCH_HOOK, POOL_METRICS, type WarmPool } from "../../plan/instances/warmPool";
import { statementsDocument } from "../../plan/policies";
import { timeout, timeouts } from "../../plan/timeouts";
import {
  type BackendNetwork,
  autoScalingGroupTags,
  createBackendSecurityGroup,
  createInstanceProfile,
  createLaunchTemplate,
  mixedInstancesPolicy,
} from "../ec2";
import { type FrontDoor, createRenewalAlarms, sortFrontDoors } from "../frontDoor";
import { type RoleSettings, nameTag, zoneValues } from "../shared";
import { createScaling } from "./scaling";

export interface InstanceFleetArgs {
  region: string;
  network: BackendNetwork;
  /** The front doors whose target groups the instances register with, by the name that rules get from them. */
  frontDoors: Readonly<Record<string, FrontDoor>>;
  ports: WorkloadPorts & { servicePort: number };
  capacity: Capacity;
  instances: RegionalInstances;
  /** Seconds until the health of a new instance counts. */
  graceSeconds: number;
  /** How long a leaving instance keeps its connections. */
  drainSeconds: number;
  /** Resets by targets in percent of new connections, above which an instance refresh ends, where it has alarms. */
  resetsPercent: number;
  /** Whether the user data is kept encrypted in the state. Default: false. */
  secret?: boolean;
  /** A customer managed key that encrypts the volumes. Default: none. */
  kmsKeyArn?: pulumi.Input<string>;
  /** What roles are like. */
  iam?: RoleSettings;
  /** Tags of what the group launches; the default tags of a provider do not reach it. */
  tags: Readonly<Record<string, string>>;
}

/** The EC2 backend: an Auto Scaling group over the zones, registered with the target groups of the front doors. */
export class InstanceFleet extends pulumi.ComponentResource {
  readonly groupName: pulumi.Output<string>;
  readonly group: aws.autoscaling.Group;

  constructor(name: string, args: InstanceFleetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ha-tcp:index:InstanceFleet", name, {}, opts);
    const { frontDoors, network, ports, instances } = args;
    const { servicePort, port, healthCheck, further } = ports;
    const openPorts = targetPorts({ servicePort, port, healthCheckPort: healthCheck.port, further });
    const securityGroup = createBackendSecurityGroup(
      name,
      { description: "Instances", frontDoors, network, ports: openPorts, egress: instances.egress },
      this,
    );
    const profile = createInstanceProfile(name, profileArgs(name, args), this);
    const template = createLaunchTemplate(name, templateArgs(args, securityGroup.id, profile.arn), this);
    const outboundPaths = [...network.outboundPaths, ...securityGroup.egressRules];
    const { alarms } = instances.instanceRefresh;
    const alarmNames = createRenewalAlarms(name, { ...args, alarms }, this);
    const group = createGroup(name, args, { template, outboundPaths, alarmNames }, this);
    createScaling(name, { groupName: group.name, frontDoors: sortFrontDoors(frontDoors), ...instances }, this);
    this.groupName = group.name;
    this.group = group;
    this.registerOutputs({ groupName: this.groupName });
  }
}

/** What instances may: what the stack file says, pull their image, and say that they are ready. */
function profileArgs(name: string, { region, instances, iam }: InstanceFleetArgs) {
  const statements = statementsDocument(instances.policyStatements);
  return {
    policies: {
      ...imagePolicy(instances),
      ...(statements && { statements: JSON.stringify(statements) }),
      ...(instances.warmPool && { ready: JSON.stringify(completeLaunch(region, nameTag(name).Name)) }),
    },
    policyArns: instances.policyArns,
    iam,
  };
}

/** The one image that the instances run, where it is private. */
function imagePolicy({ workload }: RegionalInstances): Record<string, string> {
  if (workload.kind !== "container") return {};
  const image = ecrImage(workload.image);
  return image ? { image: JSON.stringify(pullImage(image, { throughCache: workload.pullThroughCache })) } : {};
}

function templateArgs(
  args: InstanceFleetArgs,
  securityGroupId: pulumi.Input<string>,
  profileArn: pulumi.Input<string>,
) {
  const { region, instances, kmsKeyArn, tags, secret } = args;
  const keyArns: RootVolume["keyArns"] = instances.rootVolume?.keyArns;
  return {
    imageId: imageId(args),
    instanceType: instances.types[0],
    userData: userData(instances.workload, args.ports, instances.warmPool),
    secret,
    profileArn,
    securityGroupId,
    ipv6: args.network.hasIpv6Egress,
    rootDevice: rootDeviceOf(instances.ami) ?? AMAZON_LINUX_ROOT_DEVICE,
    rootVolumeGiB: instances.rootVolumeGiB,
    rootVolume: instances.rootVolume,
    kmsKeyArn: keyArns?.[region] ?? kmsKeyArn,
    detailedMonitoring: instances.detailedMonitoring,
    metadataHopLimit: instances.metadataHopLimit,
    tags,
  };
}

/** A parameter is resolved at each launch, so a new image needs no new template. */
function imageId({ instances: { ami, types } }: InstanceFleetArgs): string {
  if (ami && "id" in ami) return ami.id;
  return `resolve:ssm:${ami?.ssmParameter ?? defaultAmiParameter(architectureOf(types[0] ?? ""))}`;
}

interface GroupParts {
  template: aws.ec2.LaunchTemplate;
  outboundPaths: readonly pulumi.Resource[];
  /** Those that end an instance refresh. */
  alarmNames: pulumi.Input<string>[];
}

function createGroup(
  name: string,
  args: InstanceFleetArgs,
  { template, outboundPaths, alarmNames }: GroupParts,
  parent: InstanceFleet,
): aws.autoscaling.Group {
  const { capacity, instances, network, frontDoors } = args;
  const { warmPool } = instances;
  const sortedFrontDoors = sortFrontDoors(frontDoors);
  return new aws.autoscaling.Group(
    `${name}-asg`,
    {
      minSize: capacity.min,
      maxSize: capacity.max,
      desiredCapacity: capacity.desired,
      vpcZoneIdentifiers: zoneValues(network.subnetIds),
      targetGroupArns: sortedFrontDoors.flatMap(({ targetGroupArns, furtherTargetGroupArns }) =>
        [targetGroupArns, ...furtherTargetGroupArns.map(({ targetGroups }) => targetGroups)].flatMap(
          ({ instances: arn }) => arn ?? [],
        ),
      ),
      // The first deployment is done when the load balancer finds so many healthy: what comes after can rely on them.
      minElbCapacity: capacity.min,
      // An update that changes the minimum waits, too: for as many as the group had when its state was read.
      waitForCapacityTimeout: timeout("group", args.graceSeconds + (warmPool?.startSeconds ?? 0)),
      // The group tries again by itself, with another type or in another zone.
      ignoreFailedScalingActivities: true,
      // ELB counts the checks of EC2 too: an instance must pass both.
      healthCheckType: "ELB",
      healthCheckGracePeriod: args.graceSeconds,
      defaultInstanceWarmup: instances.warmupSeconds,
      capacityRebalance: instances.spotPercent > 0,
      ...(instances.maxLifetimeDays !== undefined && {
        maxInstanceLifetime: instances.maxLifetimeDays * SECONDS_A_DAY,
      }),
      mixedInstancesPolicy: mixedInstancesPolicy(template, instances),
      instanceRefresh: refresh(instances, alarmNames),
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
        ...(warmPool ? POOL_METRICS : []),
      ],
      ...(warmPool && poolInputs(warmPool)),
      tags: autoScalingGroupTags(name, args.tags),
    },
    {
      parent,
      // Targets are checked only once their group has a listener, and become healthy only with an outbound path.
      dependsOn: [...sortedFrontDoors.flatMap(({ listeners }) => listeners), ...outboundPaths],
      // Targets drain before another target group is attached.
      customTimeouts: timeouts("group", { update: args.drainSeconds, delete: args.drainSeconds }),
      // Scaling policies and schedules move them; the next deployment must not move them back.
      ignoreChanges: movedSizes(instances.scaling),
    },
  );
}

const SECONDS_A_DAY = 86_400;

function poolInputs({ state, minSize, maxPreparedCapacity, reuseOnScaleIn }: WarmPool) {
  return {
    initialLifecycleHooks: [{ ...LAUNCH_HOOK }],
    warmPool: {
      poolState: state === "stopped" ? "Stopped" : "Running",
      ...(minSize !== undefined && { minSize }),
      ...(maxPreparedCapacity !== undefined && { maxGroupPreparedCapacity: maxPreparedCapacity }),
      // Also where it is false: what is left out AWS leaves as it was.
      instanceReusePolicy: { reuseOnScaleIn },
    },
    // Nobody is served by them; and one that is still starting would keep the group for as long as its hook waits.
    forceDeleteWarmPool: true,
  };
}

function refresh({ instanceRefresh, warmupSeconds, ami }: RegionalInstances, alarmNames: pulumi.Input<string>[]) {
  const { checkpointPercents, checkpointDelaySeconds } = instanceRefresh;
  return {
    strategy: "Rolling",
    preferences: {
      minHealthyPercentage: instanceRefresh.minHealthyPercent,
      maxHealthyPercentage: instanceRefresh.maxHealthyPercent,
      // AWS rolls back no refresh of a template whose image comes from a parameter.
      autoRollback: instanceRefresh.autoRollback ?? (ami !== undefined && "id" in ami),
      instanceWarmup: String(warmupSeconds),
      ...(checkpointPercents && { checkpointPercentages: checkpointPercents }),
      ...(checkpointDelaySeconds !== undefined && { checkpointDelay: String(checkpointDelaySeconds) }),
      ...(alarmNames.length > 0 && { alarmSpecification: { alarms: alarmNames } }),
    },
  };
}
