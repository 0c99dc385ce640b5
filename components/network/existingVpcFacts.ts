import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { ANYWHERE } from "../../plan/cidrs";
import {
  type ExistingTier,
  type ExistingVpcFacts,
  type ExpectedVpc,
  NOWHERE,
  type SubnetFacts,
  type VpcFacts,
} from "../../plan/network/existingVpc";
import { type ZoneLetter, zoneName } from "../../plan/regions";
import { zoneEntries } from "../shared";

/**
 * Asks AWS about a VPC and its subnets. They are looked up by all that the stack file says of them, so that offline that is the answer; what
 * does not match is looked up again by its id alone, to say what it is.
 */
export async function getExistingVpcFacts(
  expected: ExpectedVpc,
  parent: pulumi.ComponentResource,
): Promise<ExistingVpcFacts> {
  const { id, cidr, subnets } = expected;
  const vpc =
    (await found(
      aws.ec2.getVpc({ id, filters: [{ name: "cidr-block-association.cidr-block", values: [cidr] }] }, { parent }),
    )) ?? (await found(aws.ec2.getVpc({ id }, { parent })));
  if (!vpc) return { vpc: undefined, subnets: { front: {}, app: {} } };
  const factsOf = async (tier: ExistingTier) =>
    Object.fromEntries(
      await Promise.all(
        zoneEntries(subnets[tier]).map(async ([zone, subnet]): Promise<[ZoneLetter, SubnetFacts | undefined]> => [
          zone,
          await getSubnetFacts(subnet, zoneName(expected.region, zone), vpc, parent),
        ]),
      ),
    );
  const [front, app, facts] = await Promise.all([factsOf("front"), factsOf("app"), vpcFacts(expected, vpc, parent)]);
  return { vpc: facts, subnets: { front, app } };
}

/** Undefined where AWS has no such thing. Source: what the provider's data sources say then, SingularDataSourceFindError. */
async function found<T>(lookup: Promise<T>): Promise<T | undefined> {
  try {
    return await lookup;
  } catch (error) {
    if (/\bno matching\b/.test(String(error))) return undefined;
    throw error;
  }
}

async function vpcFacts(
  { internetGateway, ownersAlone }: ExpectedVpc,
  vpc: aws.ec2.GetVpcResult,
  parent: pulumi.ComponentResource,
): Promise<VpcFacts> {
  const attached = internetGateway
    ? await found(
        aws.ec2.getInternetGateway({ filters: [{ name: "attachment.vpc-id", values: [vpc.id] }] }, { parent }),
      )
    : undefined;
  const sharedBy = ownersAlone.length > 0 ? await otherOwner(vpc, parent) : undefined;
  return {
    cidrs: rangesOf(vpc),
    ...(sharedBy !== undefined && { sharedBy }),
    dnsSupport: vpc.enableDnsSupport,
    dnsHostnames: vpc.enableDnsHostnames,
    ...(internetGateway && { internetGateway: attached !== undefined }),
  };
}

async function otherOwner(
  { ownerId }: Partial<aws.ec2.GetVpcResult>,
  parent: pulumi.ComponentResource,
): Promise<string | undefined> {
  if (ownerId === undefined) return undefined;
  const { accountId } = await aws.getCallerIdentity({}, { parent });
  return ownerId === accountId ? undefined : ownerId;
}

const rangesOf = ({ cidrBlock, cidrBlockAssociations = [] }: Partial<aws.ec2.GetVpcResult>): string[] => {
  const associated = cidrBlockAssociations.filter(({ state }) => state === "associated");
  return associated.length > 0 ? associated.map((each) => each.cidrBlock) : [String(cidrBlock)];
};

async function getSubnetFacts(
  id: string,
  zone: string,
  vpc: aws.ec2.GetVpcResult,
  parent: pulumi.ComponentResource,
): Promise<SubnetFacts | undefined> {
  const subnet =
    (await found(aws.ec2.getSubnet({ id, vpcId: vpc.id, availabilityZone: zone }, { parent }))) ??
    (await found(aws.ec2.getSubnet({ id }, { parent })));
  if (!subnet) return undefined;
  return {
    vpcId: subnet.vpcId,
    zone: subnet.availabilityZone,
    cidr: subnet.cidrBlock,
    free: subnet.availableIpAddressCount,
    // Offline there is no answer to this one; AWS answers with an empty text where there is none.
    ...((subnet.ipv6CidrBlock as string | undefined) !== undefined && { ipv6: subnet.ipv6CidrBlock !== "" }),
    leadsTo: await getDefaultTarget(subnet.id, vpc, parent),
  };
}

/** By the table that the subnet is associated with, or else by the VPC's main one. Undefined where nobody knows of either. */
async function getDefaultTarget(
  subnetId: string,
  { id: vpcId, mainRouteTableId }: aws.ec2.GetVpcResult,
  parent: pulumi.ComponentResource,
): Promise<string | undefined> {
  const filters = [{ name: "association.subnet-id", values: [subnetId] }];
  const { ids } = await aws.ec2.getRouteTables({ vpcId, filters }, { parent });
  const [routeTableId] = [...ids, mainRouteTableId] as (string | undefined)[];
  if (routeTableId === undefined) return undefined;
  const { routes } = await aws.ec2.getRouteTable({ routeTableId }, { parent });
  const route = routes.find(({ cidrBlock }) => cidrBlock === ANYWHERE);
  if (!route) return NOWHERE;
  // All that is not said of a route is an empty text.
  const said = Object.entries<string>({ ...route }).filter(([, value]) => value);
  return said.find(([key]) => !DESTINATIONS.includes(key))?.[1] ?? NOWHERE;
}

/** What of a route says where it is for, not where it leads. */
const DESTINATIONS = ["cidrBlock", "ipv6CidrBlock", "destinationPrefixListId"];
