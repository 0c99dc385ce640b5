import type * as pulumi from "@pulumi/pulumi";
import type { RoutedTier, WayRoute } from "../../../plan/network/ways";
import type { ZoneLetter } from "../../../plan/regions";
import type { Peer } from "./peerings";
import type { RouteTables } from "./routes";

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

export interface WaysArgs {
  region: string;
  /** The range of the VPC. */
  cidr: string;
  zones: readonly ZoneLetter[];
  vpcId: pulumi.Input<string>;
  routeTableIds: RouteTables;
  /** By name. */
  transitGateways: Readonly<Record<string, TransitGateway>>;
  /** By name. */
  peerings: Readonly<Record<string, Peer>>;
  /** Default: none. */
  vpnGateway?: VpnGatewaySettings;
  /** To the transit gateways and peerings, by their names. */
  routes: readonly WayRoute[];
}
