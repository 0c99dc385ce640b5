export type { Peer } from "./peerings";
export { RegionPeering, type PeeredRegion, type RegionPeeringArgs } from "./regionPeering";
export type { TransitGateway, VpnGatewaySettings, WaysArgs } from "./args";
export { Ways } from "./ways";
