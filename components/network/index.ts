export { aclEntry } from "./acls";
export type { NetworkArgs } from "./args";
export { ExistingNetwork, type ExistingNetworkArgs } from "./existingNetwork";
export { createFlowLogs, type FlowLogSettings } from "./flowLogs";
export type { Inspection } from "./inspection";
export { Network } from "./network";
export {
  RegionPeering,
  Ways,
  type PeeredRegion,
  type Peer,
  type RegionPeeringArgs,
  type TransitGateway,
  type VpnGatewaySettings,
  type WaysArgs,
} from "./ways";
export type { RegionNetwork } from "./regionNetwork";
