import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { ANYWHERE } from "../../plan/cidrs";
import { natZoneOf, natZones } from "../../plan/network/nat";
import type { ZoneLetter } from "../../plan/regions";
import { sortedEntries } from "../../plan/sortedEntries";
import { type PerZone, nameTag, ofZone, perZone, zoneEntries } from "../shared";
import type { NetworkArgs } from "./args";
import type { TierSubnets } from "./tiers";

export interface Nat {
  gatewayIds: PerZone<pulumi.Output<string>>;
  routes: aws.ec2.Route[];
}

/** The NAT gateways, and the app subnets' default routes to them. */
export function createNat(
  name: string,
  args: NetworkArgs,
  front: TierSubnets,
  app: TierSubnets,
  internetGateway: aws.ec2.InternetGateway,
  parent: pulumi.ComponentResource,
): Nat {
  const gateways = perZone(natZones(args), (zone) => {
    const gateway = `${name}-nat-${zone}`;
    const allocationId = ofZone(args.egressAddresses, zone).allocationId;
    return new aws.ec2.NatGateway(
      gateway,
      { subnetId: ofZone(front, zone).subnet.id, allocationId, tags: nameTag(gateway) },
      // A second gateway cannot take the address before the first has gone.
      { parent, dependsOn: internetGateway, deleteBeforeReplace: true },
    );
  });
  createSecondaryAddresses(name, args, gateways, parent);
  const routes = args.zones.flatMap((zone: ZoneLetter) => {
    const natZone = natZoneOf(args, zone);
    if (natZone === undefined) return [];
    const { name: zoneTier, routeTable } = ofZone(app, zone);
    const natGatewayId = ofZone(gateways, natZone).id;
    return [
      new aws.ec2.Route(
        `${zoneTier}-default`,
        { routeTableId: routeTable.id, destinationCidrBlock: ANYWHERE, natGatewayId },
        { parent },
      ),
    ];
  });
  return { gatewayIds: perZone(natZones(args), (zone) => ofZone(gateways, zone).id), routes };
}

/**
 * Each is a resource of its own: one that comes or goes touches neither the gateway nor the others. One that goes keeps its open connections
 * for 350 s at most. Source: docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateNatGatewayAddress.html
 */
function createSecondaryAddresses(
  name: string,
  { secondaryEgressAddresses = {} }: NetworkArgs,
  gateways: PerZone<aws.ec2.NatGateway>,
  parent: pulumi.ComponentResource,
): void {
  for (const [zone, byName] of zoneEntries(secondaryEgressAddresses))
    for (const [each, { allocationId }] of sortedEntries(byName))
      new aws.ec2.NatGatewayEipAssociation(
        `${name}-nat-${zone}-${each}`,
        { natGatewayId: ofZone(gateways, zone).id, allocationId },
        // An address is of one gateway at a time.
        { parent, deleteBeforeReplace: true },
      );
}
