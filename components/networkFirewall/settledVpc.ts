import { Vpc } from "@pulumi/awsx/ec2";
import * as pulumi from "@pulumi/pulumi";
import { settledVpcName } from "../../plan/network/settledVpc";
import { firewallSubnetCidr } from "../../plan/network/subnets";
import { type ZoneLetter, zoneName } from "../../plan/regions";
import { type PerZone, createClosedDefaultGroup, nameTag, perZone } from "../shared";

export interface SettledVpcArgs {
  region: string;
  cidr: string;
  /** For good: another list makes another VPC. */
  zones: readonly ZoneLetter[];
}

/**
 * A VPC whose zones are settled: awsx makes it whole, with an isolated subnet in each of them from the start. It numbers the subnets by
 * their places in the list; a VPC that is to grow with its zones is made by `createIsolatedVpc`.
 */
export function createSettledVpc(name: string, args: SettledVpcArgs, parent: pulumi.ComponentResource) {
  const zones = [...args.zones].sort();
  const vpc = new Vpc(
    settledVpcName(name, zones),
    {
      cidrBlock: args.cidr,
      availabilityZoneNames: zones.map((zone) => zoneName(args.region, zone)),
      natGateways: { strategy: "None" },
      subnetStrategy: "Auto",
      subnetNameTagStrategy: "AvailabilityZone",
      subnetSpecs: [
        {
          type: "Isolated",
          name: "firewall",
          cidrBlocks: zones.map((zone) => firewallSubnetCidr(args.cidr, zone)),
          tags: { Tier: "firewall" },
        },
      ],
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: nameTag(name),
    },
    { parent },
  );
  createClosedDefaultGroup(name, vpc.vpcId, parent);
  const subnetIds: PerZone<pulumi.Output<string>> = perZone(zones, (zone) =>
    subnetIn(vpc, zoneName(args.region, zone)),
  );
  return { vpcId: vpc.vpcId, subnetIds };
}

/** The id of the VPC's subnet in a zone, found by the zone. */
function subnetIn(vpc: Vpc, zone: string): pulumi.Output<string> {
  return vpc.subnets
    .apply((subnets) => pulumi.all(subnets.map(({ id, availabilityZone }) => ({ id, availabilityZone }))))
    .apply((subnets) => {
      const found = subnets.find(({ availabilityZone }) => availabilityZone === zone);
      if (!found) throw new RangeError(`the firewall's VPC has no subnet in ${zone}`);
      return found.id;
    });
}
