export type { WaysArgs } from "./args";
export type { Peer } from "./peerings";
export { RegionPeering, type PeeredRegion, type RegionPeeringArgs } from "./regionPeering";
export type { TransitGateway } from "./transitGateways";
export type { VpnGatewaySettings } from "./vpnGateway";
export { Ways } from "./ways";
