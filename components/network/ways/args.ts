import type * as pulumi from "@pulumi/pulumi";
import type { WayRoute } from "../../../plan/network/ways";
import type { ZoneLetter } from "../../../plan/regions";
import type { Peer } from "./peerings";
import type { RouteTables } from "./routes";
import type { TransitGateway } from "./transitGateways";
import type { VpnGatewaySettings } from "./vpnGateway";

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
