import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ANYWHERE } from "../../plan/cidrs";
import { endpointIn } from "../../plan/network/inspection";
import { subnetCidr } from "../../plan/network/subnets";
import type { ZoneLetter } from "../../plan/regions";
import { type PerZone, nameTag, ofZone, perZone, zoneEntries } from "../shared";

/** The firewall that a network sends its traffic through. */
export interface Inspection {
  firewallArn: pulumi.Input<string>;
  /** Zones that have an endpoint and do not use it. Default: none. */
  bypassZones?: readonly ZoneLetter[];
  /** What must be there before traffic comes: the firewall's logs. Default: nothing. */
  ready?: readonly pulumi.Resource[];
}

export interface InspectionArgs extends Inspection {
  region: string;
  cidr: string;
  zones: readonly ZoneLetter[];
  vpcId: pulumi.Input<string>;
  internetGateway: aws.ec2.InternetGateway;
  /** What is inspected. */
  frontSubnets: PerZone<aws.ec2.Subnet>;
  /** The inspection tier: a subnet, its route table and their association for each zone. */
  tier: PerZone<{
    name: string;
    subnet: aws.ec2.Subnet;
    routeTable: aws.ec2.RouteTable;
    association: aws.ec2.RouteTableAssociation;
  }>;
}

/** The firewall endpoints of a network. */
export interface Inspected {
  /** Of all zones, by their ids. */
  endpointIds: PerZone<pulumi.Output<string>>;
  /** Those that packets pass. */
  zones: PerZone<InspectedZone>;
}

/** A zone's path through its firewall endpoint. */
export interface InspectedZone {
  endpointId: pulumi.Output<string>;
  /** The route of packets from the internet to the endpoint. */
  edgeRoute: aws.ec2.Route;
}

/**
 * A firewall endpoint in the inspection subnet of each zone, and what leads packets from the internet to it; what leads them out to
 * it is the front subnet's default route. Both directions pass the endpoint of their own zone. Zones that are bypassed have an
 * endpoint that no packet passes.
 *
 *     internet → internet gateway → (edge table: front subnet of the zone) → endpoint → (local) → front subnet
 *     front subnet → (default route) → endpoint → (inspection subnet's default route) → internet gateway → internet
 */
export function createInspection(name: string, args: InspectionArgs, parent: pulumi.ComponentResource): Inspected {
  const edge = createEdgeTable(name, args, parent);
  const endpoints = perZone(args.zones, (zone) => createFirewallEndpoint(zone, args, parent));
  const { bypassZones = [] } = args;
  const endpointIds = Object.fromEntries(zoneEntries(endpoints).map(([zone, { endpointId }]) => [zone, endpointId]));
  const inspected = zoneEntries(endpoints).filter(([zone]) => !bypassZones.includes(zone));
  const zones = Object.fromEntries(
    inspected.map(([zone, { endpointId, outboundPath }]) => {
      const edgeRoute = new aws.ec2.Route(
        `${name}-edge-${zone}`,
        {
          routeTableId: edge.table.id,
          destinationCidrBlock: subnetCidr(args.cidr, "front", zone),
          vpcEndpointId: endpointId,
        },
        // Packets come to the endpoint only once they can go on, and are seen. A gateway's route needs the subnet whose range it names:
        // docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html
        {
          parent,
          dependsOn: [ofZone(args.frontSubnets, zone), edge.association, ...outboundPath, ...(args.ready ?? [])],
        },
      );
      return [zone, { endpointId, edgeRoute }];
    }),
  );
  return { endpointIds, zones };
}

/** The table by which the internet gateway routes what comes in. */
function createEdgeTable(name: string, args: InspectionArgs, parent: pulumi.ComponentResource) {
  const table = new aws.ec2.RouteTable(
    `${name}-edge-rt`,
    { vpcId: args.vpcId, tags: nameTag(`${name}-edge`) },
    { parent },
  );
  const association = new aws.ec2.RouteTableAssociation(
    `${name}-edge-rta`,
    { gatewayId: args.internetGateway.id, routeTableId: table.id },
    { parent },
  );
  return { table, association };
}

function createFirewallEndpoint(zone: ZoneLetter, args: InspectionArgs, parent: pulumi.ComponentResource) {
  const { name, subnet, routeTable, association } = ofZone(args.tier, zone);
  const route = new aws.ec2.Route(
    `${name}-default`,
    { routeTableId: routeTable.id, destinationCidrBlock: ANYWHERE, gatewayId: args.internetGateway.id },
    { parent },
  );
  const endpoint = new aws.networkfirewall.VpcEndpointAssociation(
    `${name}-endpoint`,
    {
      firewallArn: args.firewallArn,
      vpcId: args.vpcId,
      subnetMapping: { subnetId: subnet.id, ipAddressType: "IPV4" },
      tags: nameTag(`${name}-endpoint`),
    },
    { parent },
  );
  const endpointId = pulumi
    .all([endpoint.vpcEndpointAssociationStatuses, subnet.id])
    .apply(([statuses, subnetId]) => endpointIn(statuses, subnetId));
  return { endpointId, outboundPath: [route, association] };
}
