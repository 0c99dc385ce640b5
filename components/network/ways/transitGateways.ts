import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { transitNaclRules } from "../../../plan/network/acls";
import { subnetCidr } from "../../../plan/network/subnets";
import { zoneName } from "../../../plan/regions";
import { nameTag, perZone, zoneValues } from "../../shared";
import { aclEntry } from "../acls";
import type { WaysArgs } from "./args";
import type { WayTarget } from "./routes";

/** An existing transit gateway that the VPC is attached to. */
export interface TransitGateway {
  id: string;
  /** Whether both directions of a connection pass the attachment in one zone. */
  applianceMode: boolean;
  /** The gateway's own route table by which it routes what comes from here. Default: its default one. */
  associateWith?: string;
  /** The gateway's own route tables that learn the VPC's range. Default: its default one. */
  propagateTo?: readonly string[];
}

/**
 * A small subnet of each zone, with one route table and one open network ACL for all: what comes out of a gateway is in the VPC, and has
 * nowhere else to go.
 * Source: docs.aws.amazon.com/vpc/latest/tgw/tgw-best-design-practices.html
 */
export function createTransitSubnets(
  name: string,
  { region, cidr, zones, vpcId }: WaysArgs,
  parent: pulumi.ComponentResource,
): aws.ec2.Subnet[] {
  const tier = `${name}-transit`;
  const routeTable = new aws.ec2.RouteTable(`${tier}-rt`, { vpcId, tags: nameTag(tier) }, { parent });
  const subnets = zoneValues(
    perZone(zones, (zone) => {
      const subnet = new aws.ec2.Subnet(
        `${tier}-${zone}`,
        {
          vpcId,
          availabilityZone: zoneName(region, zone),
          cidrBlock: subnetCidr(cidr, "transit", zone),
          mapPublicIpOnLaunch: false,
          tags: { ...nameTag(`${tier}-${zone}`), Tier: "transit" },
        },
        { parent },
      );
      new aws.ec2.RouteTableAssociation(
        `${tier}-${zone}-rta`,
        { subnetId: subnet.id, routeTableId: routeTable.id },
        { parent },
      );
      return subnet;
    }),
  );
  const rules = transitNaclRules();
  new aws.ec2.NetworkAcl(
    `${tier}-nacl`,
    {
      vpcId,
      subnetIds: subnets.map(({ id }) => id),
      ingress: rules.filter(({ direction }) => direction === "in").map(aclEntry),
      egress: rules.filter(({ direction }) => direction === "out").map(aclEntry),
      tags: nameTag(tier),
    },
    { parent },
  );
  return subnets;
}

/** The VPC's attachment to a gateway, in each zone, and its place in the gateway's own route tables. */
export function createAttachment(
  name: string,
  { id, applianceMode, associateWith, propagateTo }: TransitGateway,
  { vpcId }: WaysArgs,
  subnets: readonly aws.ec2.Subnet[],
  parent: pulumi.ComponentResource,
): WayTarget {
  const attachment = new aws.ec2transitgateway.VpcAttachment(
    name,
    {
      transitGatewayId: id,
      vpcId,
      subnetIds: subnets.map((subnet) => subnet.id),
      applianceModeSupport: applianceMode ? "enable" : "disable",
      dnsSupport: "enable",
      // Of a gateway that is shared only its owner may say either: left out, they are as its owner has them.
      ...(associateWith !== undefined && { transitGatewayDefaultRouteTableAssociation: false }),
      ...(propagateTo && { transitGatewayDefaultRouteTablePropagation: false }),
      tags: nameTag(name),
    },
    { parent },
  );
  const common = { transitGatewayAttachmentId: attachment.id };
  const associations =
    associateWith === undefined
      ? []
      : [
          new aws.ec2transitgateway.RouteTableAssociation(
            `${name}-association`,
            { ...common, transitGatewayRouteTableId: associateWith },
            // An attachment has one at a time.
            { parent, deleteBeforeReplace: true },
          ),
        ];
  const propagations = [...(propagateTo ?? [])]
    .sort()
    .map(
      (table) =>
        new aws.ec2transitgateway.RouteTablePropagation(
          `${name}-propagation-${table}`,
          { ...common, transitGatewayRouteTableId: table },
          { parent },
        ),
    );
  return { target: { transitGatewayId: id }, ready: [attachment, ...associations, ...propagations] };
}
