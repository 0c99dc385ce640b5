import type * as pulumi from "@pulumi/pulumi";
import { type FirewallThresholds, firewallAlarms } from "../../plan/networkFirewall/alarms";
import { type ZoneLetter, zoneName } from "../../plan/regions";
import { createAlarms } from "../shared";

export interface FirewallAlarmsArgs {
  region: string;
  zones: readonly ZoneLetter[];
  firewallName: pulumi.Input<string>;
  alarms: FirewallThresholds & { topicArns: readonly string[] };
}

/** For each zone of a firewall, what it drops. */
export function createFirewallAlarms(name: string, args: FirewallAlarmsArgs, parent: pulumi.ComponentResource): void {
  const { topicArns } = args.alarms;
  for (const zone of [...args.zones].sort()) {
    const plans = firewallAlarms(zoneName(args.region, zone), args.alarms);
    createAlarms(`${name}-${zone}`, plans, { watched: args.firewallName, topicArns }, parent);
  }
}
