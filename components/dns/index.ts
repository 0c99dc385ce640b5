export { Dns, type DnsArgs, type DnsName, type ZoneProviders } from "./dns";
export type { DnsAccelerator, DnsTarget } from "./targets";
