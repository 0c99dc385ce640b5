import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type Tier, subnetCidr, subnetCidrV6 } from "../../plan/network/subnets";
import { type ZoneLetter, zoneName } from "../../plan/regions";
import { timeouts } from "../../plan/timeouts";
import { type PerZone, nameTag, orUnknown, perZone, zoneEntries, zoneValues } from "../shared";
import type { NetworkArgs } from "./args";

interface TierSubnet {
  /** The logical name that all resources of this zone and tier begin with. */
  name: string;
  subnet: aws.ec2.Subnet;
  routeTable: aws.ec2.RouteTable;
  association: aws.ec2.RouteTableAssociation;
}

export type TierSubnets = PerZone<TierSubnet>;

export function createTier(
  name: string,
  tier: Tier,
  args: NetworkArgs,
  vpc: aws.ec2.Vpc,
  parent: pulumi.ComponentResource,
): TierSubnets {
  const { region, cidr, zones, drainSeconds = 0 } = args;
  return perZone(zones, (zone) => {
    const zoneTier = `${name}-${tier}-${zone}`;
    const subnet = new aws.ec2.Subnet(
      zoneTier,
      {
        vpcId: vpc.id,
        availabilityZone: zoneName(region, zone),
        cidrBlock: subnetCidr(cidr, tier, zone),
        ...(tier !== "inspection" && hasIpv6(tier, args) && { ipv6CidrBlock: subnetIpv6Cidr(vpc, tier, zone) }),
        mapPublicIpOnLaunch: false,
        tags: { ...nameTag(zoneTier), Tier: tier },
      },
      // A zone that goes takes its targets along, which the engine does not wait for before it deletes their subnet.
      { parent, ...(tier === "app" && { customTimeouts: timeouts("subnet", { delete: drainSeconds }) }) },
    );
    const routeTable = new aws.ec2.RouteTable(`${zoneTier}-rt`, { vpcId: vpc.id, tags: nameTag(zoneTier) }, { parent });
    const association = new aws.ec2.RouteTableAssociation(
      `${zoneTier}-rta`,
      { subnetId: subnet.id, routeTableId: routeTable.id },
      { parent },
    );
    return { name: zoneTier, subnet, routeTable, association };
  });
}

const hasIpv6 = (tier: "app" | "front", { ipv6 = false }: NetworkArgs): boolean =>
  ipv6 === "public" || (ipv6 && tier === "app");

/** Without a range of the VPC's none: AWS then refuses whatever needs IPv6. */
const subnetIpv6Cidr = (vpc: aws.ec2.Vpc, tier: "app" | "front", zone: ZoneLetter): pulumi.Output<string | undefined> =>
  vpc.ipv6CidrBlock.apply((range) => orUnknown(range ? subnetCidrV6(range, tier, zone) : undefined));

export const associations = (tier: TierSubnets): pulumi.Resource[] =>
  zoneValues(tier).map(({ association }) => association);

export function subnetIds(tier: TierSubnets): PerZone<pulumi.Output<string>> {
  return Object.fromEntries(Object.entries(tier).map(([zone, { subnet }]) => [zone, subnet.id]));
}

export function routeTableIds(tier: TierSubnets): PerZone<pulumi.Output<string>> {
  return Object.fromEntries(zoneEntries(tier).map(([zone, { routeTable }]) => [zone, routeTable.id]));
}
