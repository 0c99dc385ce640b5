export { Dns, type DnsArgs, type DnsName, type ZoneProviders } from "./dns";
export { PrivateDns, type PrivateDnsArgs, type PrivateDnsTarget } from "./privateDns";
export type { DnsAccelerator, DnsTarget } from "./targets";
