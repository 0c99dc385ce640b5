// The options, by the names they have in plan/options.ts.
export { NlbEip, type NlbEipArgs } from "./nlb";
export {
  AcceleratedNlb,
  GlobalAccelerator,
  type AcceleratedNlbArgs,
  type AcceleratedRegion,
  type GlobalAcceleratorArgs,
} from "./globalAccelerator";
export { NetworkFirewall, type NetworkFirewallArgs } from "./networkFirewall";
export {
  NoZoneError,
  PrivateDnsName,
  PrivateLink,
  PrivateLinkConsumer,
  type ConsumedService,
  type PrivateDnsNameArgs,
  type PrivateLinkArgs,
  type PrivateLinkConsumerArgs,
} from "./privateLink";
export { EcsService, type EcsServiceArgs } from "./ecs";

// The shared layers: addresses → front doors → backends, and the name in front of them.
export {
  AnycastAddresses,
  FixedAddresses,
  type Address,
  type AnycastAddressesArgs,
  type FixedAddressesArgs,
} from "./addresses";
export {
  ExistingNetwork,
  Network,
  RegionPeering,
  Ways,
  type ExistingNetworkArgs,
  type Inspection,
  type NetworkArgs,
  type Peer,
  type PeeredRegion,
  type RegionNetwork,
  type RegionPeeringArgs,
  type TransitGateway,
  type VpnGatewaySettings,
  type WaysArgs,
} from "./network";
export type { FrontDoor } from "./frontDoor";
export type { BackendNetwork } from "./ec2";
export { InstanceFleet, type InstanceFleetArgs } from "./instances";
export { Quotas, type QuotasArgs } from "./quotas";
export {
  Dns,
  PrivateDns,
  type DnsAccelerator,
  type DnsArgs,
  type DnsName,
  type DnsTarget,
  type PrivateDnsArgs,
  type PrivateDnsTarget,
  type ZoneProviders,
} from "./dns";

export {
  Chat,
  type FlowLogQueries,
  LatencyProbe,
  Monitoring,
  StackDashboard,
  isMadeHere,
  type ChatArgs,
  type MonitoringArgs,
  type StackDashboardArgs,
} from "./monitoring";

// What guards all of it.
export {
  AccessLogs,
  Audit,
  Budget,
  EncryptionKey,
  Shield,
  ZonalAutoshift,
  type AccessLogsArgs,
  type AuditArgs,
  type BudgetArgs,
  type EncryptionKeyArgs,
  type ProtectedResource,
  type ShieldArgs,
  type ZonalAutoshiftArgs,
} from "./guard";

export { getZoneIds, ofZone, perZone, watchedAlarm, zoneEntries, zoneValues, type PerZone } from "./shared";
