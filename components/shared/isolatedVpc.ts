import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { settledSubnetName, settledVpcName } from "../../plan/network/settledVpc";
import { type ZoneLetter, zoneName } from "../../plan/regions";
import { type PerZone, perZone } from "./perZone";
import { nameTag } from "./tags";

export interface IsolatedVpcArgs<Tier extends string> {
  region: string;
  cidr: string;
  /** One more brings its subnets and touches no other. */
  zones: readonly ZoneLetter[];
  /** The range of a tier's subnet in a zone, by tier: it follows from the zone's letter alone. */
  tiers: Readonly<Record<Tier, (zone: ZoneLetter) => string>>;
  /** The lists of zones that awsx can have made this VPC for, before it was made so: what it made is taken over. */
  settledLists: readonly (readonly ZoneLetter[])[];
}

export interface IsolatedVpc<Tier extends string> {
  vpcId: pulumi.Output<string>;
  subnetIds: Readonly<Record<Tier, PerZone<pulumi.Output<string>>>>;
}

/** A VPC of subnets that nothing leads out of, each with a route table of its own, and a default security group that lets nothing in or out. */
export function createIsolatedVpc<Tier extends string>(
  name: string,
  args: IsolatedVpcArgs<Tier>,
  parent: pulumi.ComponentResource,
): IsolatedVpc<Tier> {
  const vpc = new aws.ec2.Vpc(
    `${name}-vpc`,
    {
      cidrBlock: args.cidr,
      // A private hosted zone answers only where both are on.
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: nameTag(name),
    },
    { parent, aliases: args.settledLists.map((zones) => settledVpc(name, zones, parent)) },
  );
  createClosedDefaultGroup(name, vpc.id, parent);
  const tiers = Object.keys(args.tiers) as Tier[];
  const subnetIds = tiers.map((tier) => [
    tier,
    perZone(args.zones, (zone) => createSubnet(name, { tier, zone }, args, vpc, parent).id),
  ]);
  return { vpcId: vpc.id, subnetIds: Object.fromEntries(subnetIds) as IsolatedVpc<Tier>["subnetIds"] };
}

/** Adopts the group that AWS makes with the VPC and empties it. */
export function createClosedDefaultGroup(
  name: string,
  vpcId: pulumi.Input<string>,
  parent: pulumi.ComponentResource,
): void {
  new aws.ec2.DefaultSecurityGroup(
    `${name}-default-sg`,
    { vpcId, ingress: [], egress: [], tags: nameTag(`${name}-default`) },
    { parent },
  );
}

function createSubnet<Tier extends string>(
  name: string,
  { tier, zone }: { tier: Tier; zone: ZoneLetter },
  { region, tiers, settledLists }: IsolatedVpcArgs<Tier>,
  vpc: aws.ec2.Vpc,
  parent: pulumi.ComponentResource,
): aws.ec2.Subnet {
  const own = `${name}-${tier}-${zone}`;
  const former = settledLists
    .filter((zones) => zones.includes(zone))
    .map((zones) => settledSubnet(name, zones, { tier, zone }, parent));
  const subnet = new aws.ec2.Subnet(
    own,
    {
      vpcId: vpc.id,
      availabilityZone: zoneName(region, zone),
      cidrBlock: tiers[tier](zone),
      mapPublicIpOnLaunch: false,
      tags: { ...nameTag(own), Tier: tier },
    },
    { parent, aliases: former.map(({ subnet: urn }) => urn) },
  );
  const routeTable = new aws.ec2.RouteTable(
    `${own}-rt`,
    { vpcId: vpc.id, tags: nameTag(own) },
    { parent, aliases: former.map(({ routeTable: urn }) => urn) },
  );
  new aws.ec2.RouteTableAssociation(
    `${own}-rta`,
    { subnetId: subnet.id, routeTableId: routeTable.id },
    { parent, aliases: former.map(({ association }) => association) },
  );
  return subnet;
}

/** The URN of a VPC that awsx has made for a list of zones. */
function settledVpc(name: string, zones: readonly ZoneLetter[], parent: pulumi.Resource): pulumi.Output<string> {
  const vpcName = settledVpcName(name, zones);
  return pulumi.createUrn(vpcName, "aws:ec2/vpc:Vpc", pulumi.createUrn(vpcName, "awsx:ec2:Vpc", parent));
}

/** The URNs of what it has made there for a subnet, each of which lies in the one before. */
function settledSubnet(
  name: string,
  zones: readonly ZoneLetter[],
  { tier, zone }: { tier: string; zone: ZoneLetter },
  parent: pulumi.Resource,
) {
  const own = settledSubnetName(name, zones, tier, zone);
  const subnet = pulumi.createUrn(own, "aws:ec2/subnet:Subnet", settledVpc(name, zones, parent));
  const routeTable = pulumi.createUrn(own, "aws:ec2/routeTable:RouteTable", subnet);
  const association = pulumi.createUrn(own, "aws:ec2/routeTableAssociation:RouteTableAssociation", routeTable);
  return { subnet, routeTable, association };
}
