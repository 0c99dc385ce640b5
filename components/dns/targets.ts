import type * as pulumi from "@pulumi/pulumi";
import type { RegionRouting } from "../../plan/dns/routing";
import type { PerZone } from "../shared";
import type { WatchedAlarm } from "./healthChecks";

/** What the name leads to in one region. */
export interface DnsTarget {
  /** The load balancer's own name and the zone that name is in. */
  dnsName: pulumi.Input<string>;
  hostedZoneId: pulumi.Input<string>;
  /** Its public addresses, each checked. */
  addresses: PerZone<pulumi.Input<string>>;
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
