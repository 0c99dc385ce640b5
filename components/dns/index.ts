export { Dns, type DnsArgs, type DnsName } from "./dns";
export type { DnsAccelerator, DnsTarget } from "./targets";
