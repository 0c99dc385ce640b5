// Networks lead their traffic through it: network/inspection.ts.
export { NetworkFirewall, type NetworkFirewallArgs } from "./networkFirewall";
