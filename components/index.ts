// The shared layers: addresses → front doors → backends, and the name in front of them.
export { FixedAddresses, type Address, type FixedAddressesArgs } from "./fixedAddresses";
export { AnycastAddresses, type AnycastAddressesArgs } from "./anycastAddresses";
export { Network, type NetworkArgs } from "./network";
export type { Inspection } from "./inspection";
export type { FrontDoor } from "./frontDoor";
export type { FleetNetwork } from "./fleetSecurity";
export { InstanceFleet, type InstanceFleetArgs } from "./instanceFleet";
export { Dns, type DnsAccelerator, type DnsArgs, type DnsName, type DnsTarget } from "./dns";

// The options, by the names they have in plan/options.ts.
export { NlbEip, type NlbEipArgs } from "./nlbEip";
export { EcsService, type EcsServiceArgs } from "./ecsService";
export { GlobalAccelerator, type AcceleratedRegion, type GlobalAcceleratorArgs } from "./globalAccelerator";
export { NetworkFirewall, type NetworkFirewallArgs } from "./networkFirewall";

export { PrivateLink, type PrivateLinkArgs } from "./privateLink";
export { AcceleratedNlb, type AcceleratedNlbArgs } from "./acceleratedNlb";
export { PrivateDnsName, type PrivateDnsNameArgs } from "./privateDnsName";
export { PrivateLinkConsumer, type ConsumedService, type PrivateLinkConsumerArgs } from "./privateLinkConsumer";

export { zoneIds } from "./zoneIds";
export { type PerZone, ofZone, perZone, zoneEntries, zoneValues } from "./perZone";
