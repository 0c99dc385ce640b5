import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { RootVolume } from "../../plan/ec2/rootVolume";
import { sortedEntries } from "../../plan/sortedEntries";
import { nameTag } from "../shared";

export interface LaunchTemplateArgs {
  /** An image's id, or `resolve:ssm:` and a parameter's name, which is looked up at each launch. */
  imageId: string;
  instanceType: string | undefined;
  /** The script of the first start, in plain text. */
  userData: string;
  /** Whether the script is kept encrypted in the state. Default: false. */
  secret?: boolean;
  profileArn: pulumi.Input<string>;
  securityGroupId: pulumi.Input<string>;
  /** Whether an instance has an IPv6 address, too, of its subnet's range. Default: false. */
  ipv6?: boolean;
  /** The name that the image's root device has: a volume of any other name is one more. */
  rootDevice: string;
  rootVolumeGiB: number;
  /** What the volume can do. Default: a gp3 volume as AWS makes it. */
  rootVolume?: Pick<RootVolume, "type" | "iops" | "throughputMiBps">;
  /** A customer managed key that encrypts the volume. Default: the one that EBS has in the account. */
  kmsKeyArn?: pulumi.Input<string>;
  /** Default: false. */
  detailedMonitoring?: boolean;
  /** How far an answer of the metadata service goes, in hops. Default: 1. */
  metadataHopLimit?: number;
  /** Tags of what is launched; the default tags of a provider do not reach it. */
  tags: Readonly<Record<string, string>>;
}

/** A template with what holds for every instance here: no public address, IMDSv2 only, an encrypted volume. */
export function createLaunchTemplate(
  name: string,
  args: LaunchTemplateArgs,
  parent: pulumi.ComponentResource,
): aws.ec2.LaunchTemplate {
  const script = Buffer.from(args.userData).toString("base64");
  const launched = { ...args.tags, ...nameTag(name) };
  return new aws.ec2.LaunchTemplate(
    `${name}-template`,
    {
      imageId: args.imageId,
      instanceType: args.instanceType,
      updateDefaultVersion: true,
      userData: args.secret ? pulumi.secret(script) : script,
      iamInstanceProfile: { arn: args.profileArn },
      monitoring: { enabled: args.detailedMonitoring ?? false },
      // With one hop a container on the instance's bridge does not reach the role's credentials.
      metadataOptions: {
        httpEndpoint: "enabled",
        httpTokens: "required",
        httpPutResponseHopLimit: args.metadataHopLimit ?? 1,
      },
      networkInterfaces: [
        {
          associatePublicIpAddress: "false",
          deleteOnTermination: "true",
          securityGroups: [args.securityGroupId],
          ...(args.ipv6 && { ipv6AddressCount: 1 }),
        },
      ],
      blockDeviceMappings: [
        {
          deviceName: args.rootDevice,
          ebs: {
            volumeSize: args.rootVolumeGiB,
            ...volumeInputs(args.rootVolume),
            encrypted: "true",
            kmsKeyId: args.kmsKeyArn,
            deleteOnTermination: "true",
          },
        },
      ],
      tagSpecifications: ["instance", "network-interface", "volume"].map((resourceType) => ({
        resourceType,
        tags: launched,
      })),
      tags: nameTag(name),
    },
    { parent },
  );
}

const volumeInputs = (
  { type, iops, throughputMiBps }: NonNullable<LaunchTemplateArgs["rootVolume"]> = { type: "gp3" },
) => ({
  volumeType: type,
  ...(iops !== undefined && { iops }),
  ...(throughputMiBps !== undefined && { throughput: throughputMiBps }),
});

/** Always this form, even with one type and no spot share, so that adding either changes a group in place. */
export function mixedInstancesPolicy(
  template: aws.ec2.LaunchTemplate,
  settings: { types: readonly string[]; onDemandBase: number; spotPercent: number },
) {
  return {
    launchTemplate: {
      launchTemplateSpecification: {
        launchTemplateId: template.id,
        // A number, not $Latest: only so does a new version start an instance refresh.
        version: pulumi.interpolate`${template.latestVersion}`,
      },
      overrides: settings.types.map((instanceType) => ({ instanceType })),
    },
    instancesDistribution: {
      onDemandAllocationStrategy: "prioritized",
      onDemandBaseCapacity: settings.onDemandBase,
      onDemandPercentageAboveBaseCapacity: 100 - settings.spotPercent,
      spotAllocationStrategy: "price-capacity-optimized",
    },
  };
}

/** The tags of an Auto Scaling group, sorted; the launched instances have theirs from the template. */
export function autoScalingGroupTags(name: string, tags: Readonly<Record<string, string>>) {
  return sortedEntries({ ...tags, ...nameTag(name) }).map(([key, value]) => ({ key, value, propagateAtLaunch: false }));
}
