import * as aws from "@pulumi/aws";
import { Vpc } from "@pulumi/awsx/ec2";
import type * as pulumi from "@pulumi/pulumi";
import { type ZoneLetter, zoneName } from "../../plan/regions";
import { nameTag } from "./tags";

export interface IsolatedVpcArgs {
  region: string;
  cidr: string;
  zones: readonly ZoneLetter[];
  /** The range of a tier's subnet in a zone, by tier, in the order in which awsx makes them. */
  tiers: Readonly<Record<string, (zone: ZoneLetter) => string>>;
}

/** A VPC of subnets that nothing leads out of, with a default security group that lets nothing in or out. */
export function createIsolatedVpc(name: string, args: IsolatedVpcArgs, parent: pulumi.ComponentResource): Vpc {
  const zones = [...args.zones].sort();
  const vpc = new Vpc(
    // awsx numbers the subnets by their places in the list, so another list is another VPC: in this one, ranges would collide.
    `${name}-vpc-${zones.join("")}`,
    {
      cidrBlock: args.cidr,
      availabilityZoneNames: zones.map((zone) => zoneName(args.region, zone)),
      natGateways: { strategy: "None" },
      subnetStrategy: "Auto",
      subnetNameTagStrategy: "AvailabilityZone",
      subnetSpecs: Object.entries(args.tiers).map(([tier, cidrOf]) => ({
        type: "Isolated" as const,
        name: tier,
        cidrBlocks: zones.map(cidrOf),
        tags: { Tier: tier },
      })),
      // A private hosted zone answers only where both are on.
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: nameTag(name),
    },
    { parent },
  );
  new aws.ec2.DefaultSecurityGroup(
    `${name}-default-sg`,
    { vpcId: vpc.vpcId, ingress: [], egress: [], tags: nameTag(`${name}-default`) },
    { parent },
  );
  return vpc;
}
