import type * as pulumi from "@pulumi/pulumi";
import type { RegionRouting } from "../../plan/dns/routing";
import type { PerZone, WatchedAlarm, ZonesDown } from "../shared";

/** What the name leads to in one region. */
export interface DnsTarget {
  /** The load balancer's own name and the zone that name is in. */
  dnsName: pulumi.Input<string>;
  hostedZoneId: pulumi.Input<string>;
  /** Its public addresses, each checked. */
  addresses: PerZone<pulumi.Input<string>>;
  /** Its IPv6 addresses, each checked, where it has them; then `dnsName` leads to them, too. */
  ipv6Addresses?: PerZone<pulumi.Input<string>>;
  /** Whether an alias is healthy only while each target group of the load balancer has a healthy target. Default: true. */
  evaluatesAlias?: boolean;
  /** Alarms of zones that the load balancer has taken out of its name, where these are followed. Default: they are not. */
  zonesDown?: ZonesDown;
  /** What decides when DNS answers with the region: role, weight, locations, bias. */
  regionRouting: Omit<RegionRouting, "zones">;
}

/** What the name leads to before all regions. */
export interface DnsAccelerator {
  dnsName: pulumi.Input<string>;
  hostedZoneId: pulumi.Input<string>;
  /** Its two IPv4 addresses. */
  ipv4: pulumi.Output<string[]>;
  /** Its two IPv6 addresses, where it has them; then `dnsName` leads to them, too. */
  ipv6?: pulumi.Output<string[]>;
  /** What must be there before clients can be sent to it: its addresses answer nobody before something listens behind them. */
  ready: readonly pulumi.Resource[];
  /** Says that no region behind it has a healthy endpoint. */
  down: WatchedAlarm;
}
