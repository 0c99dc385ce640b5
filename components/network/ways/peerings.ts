import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { nameTag } from "../../shared";
import type { WayTarget } from "./routes";

/** The other VPC of a peering. */
export interface Peer {
  vpcId: pulumi.Input<string>;
  /** Default: the region of the requester. */
  region?: string;
  /** Default: the stack's own. */
  account?: string;
  /** The credentials that accept it there. Default: none, and whoever owns the other VPC accepts it. */
  provider?: pulumi.ProviderResource;
  /** Its route tables that get a route back, where there are credentials. Default: none. */
  routeTables?: readonly string[];
  /** Whether public names of EC2 are answered with private addresses, in both directions. Default: false. */
  dnsResolution?: boolean;
}

/** A peering from a VPC of the stack to another, accepted where there are credentials for that. */
export function createPeering(
  name: string,
  { vpcId, cidr }: { vpcId: pulumi.Input<string>; cidr: string },
  peer: Peer,
  parent: pulumi.ComponentResource,
): WayTarget {
  const connection = new aws.ec2.VpcPeeringConnection(
    name,
    {
      vpcId,
      peerVpcId: peer.vpcId,
      ...(peer.region !== undefined && { peerRegion: peer.region }),
      ...(peer.account !== undefined && { peerOwnerId: peer.account }),
      tags: nameTag(name),
    },
    { parent },
  );
  const target = { vpcPeeringConnectionId: connection.id };
  if (!peer.provider) return { target, ready: [connection] };
  const accepted = createAcceptance(name, connection, peer, peer.provider, parent);
  createRoutesBack(name, { cidr, target }, peer, [accepted], parent);
  return { target, ready: [accepted] };
}

/** The acceptance, and what both sides answer to names: said where it is false, too, as nothing takes it back that is not said any more. */
function createAcceptance(
  name: string,
  { id: vpcPeeringConnectionId }: aws.ec2.VpcPeeringConnection,
  { dnsResolution: allowRemoteVpcDnsResolution = false }: Peer,
  provider: pulumi.ProviderResource,
  parent: pulumi.ComponentResource,
): pulumi.Resource {
  const accepter = new aws.ec2.VpcPeeringConnectionAccepter(
    `${name}-accepter`,
    { vpcPeeringConnectionId, autoAccept: true, tags: nameTag(name) },
    { parent, provider },
  );
  new aws.ec2.PeeringConnectionOptions(
    `${name}-options`,
    { vpcPeeringConnectionId, requester: { allowRemoteVpcDnsResolution } },
    { parent, dependsOn: accepter },
  );
  new aws.ec2.PeeringConnectionOptions(
    `${name}-peer-options`,
    { vpcPeeringConnectionId, accepter: { allowRemoteVpcDnsResolution } },
    { parent, provider, dependsOn: accepter },
  );
  return accepter;
}

function createRoutesBack(
  name: string,
  { cidr, target }: { cidr: string; target: { vpcPeeringConnectionId: pulumi.Output<string> } },
  { routeTables = [], provider }: Peer,
  dependsOn: pulumi.Resource[],
  parent: pulumi.ComponentResource,
): void {
  for (const routeTableId of [...routeTables].sort())
    new aws.ec2.Route(
      `${name}-back-${routeTableId}`,
      { routeTableId, destinationCidrBlock: cidr, ...target },
      { parent, provider, dependsOn },
    );
}
