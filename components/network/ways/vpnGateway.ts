import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { RoutedTier } from "../../../plan/network/ways";
import { nameTag, zoneEntries } from "../../shared";
import type { WaysArgs } from "./args";

export interface VpnGatewaySettings {
  /** Default: Amazon's own, 64512. */
  amazonSideAsn?: number;
  /** Whose subnets learn the routes. */
  tiers: readonly RoutedTier[];
  /** Default: none. */
  directConnect?: {
    gatewayId: string;
    /** The account of the Direct Connect gateway. Default: the stack's own. */
    owner?: string;
    /** Whether the association is there, so that routes may be learnt. */
    accepted: boolean;
    /** What is announced to the other side. */
    allowedPrefixes: readonly string[];
  };
}

/** A virtual private gateway and what the subnets learn from it. Returns what must be there before packets can leave by it. */
export function createVpnGateway(
  name: string,
  settings: VpnGatewaySettings,
  { vpcId, routeTableIds }: WaysArgs,
  parent: pulumi.ComponentResource,
): pulumi.Resource[] {
  const { amazonSideAsn, directConnect, tiers } = settings;
  const gateway = new aws.ec2.VpnGateway(
    name,
    { vpcId, ...(amazonSideAsn !== undefined && { amazonSideAsn: String(amazonSideAsn) }), tags: nameTag(name) },
    // A VPC has one at most.
    { parent, deleteBeforeReplace: true },
  );
  const association = directConnect && createAssociation(name, gateway, directConnect, parent);
  if (directConnect && !directConnect.accepted) return [gateway];
  return tiers.flatMap((tier) =>
    zoneEntries(routeTableIds[tier]).map(
      ([zone, routeTableId]) =>
        new aws.ec2.VpnGatewayRoutePropagation(
          `${name}-${tier}-${zone}`,
          { vpnGatewayId: gateway.id, routeTableId },
          // Learnt before the association is there, routes may be wrong ones.
          // Source: docs.aws.amazon.com/directconnect/latest/UserGuide/virtualgateways.html
          { parent, dependsOn: association ?? gateway },
        ),
    ),
  );
}

/** Of a gateway of another account only a proposal, which its owner accepts. */
function createAssociation(
  name: string,
  gateway: aws.ec2.VpnGateway,
  { gatewayId, owner, allowedPrefixes }: NonNullable<VpnGatewaySettings["directConnect"]>,
  parent: pulumi.ComponentResource,
): pulumi.Resource {
  const common = {
    dxGatewayId: gatewayId,
    associatedGatewayId: gateway.id,
    allowedPrefixes: [...allowedPrefixes].sort(),
  };
  if (owner === undefined)
    return new aws.directconnect.GatewayAssociation(`${name}-direct-connect`, common, {
      parent,
      deleteBeforeReplace: true,
    });
  return new aws.directconnect.GatewayAssociationProposal(
    `${name}-direct-connect`,
    { ...common, dxGatewayOwnerAccountId: owner },
    { parent, deleteBeforeReplace: true },
  );
}
