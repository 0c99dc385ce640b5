import type * as pulumi from "@pulumi/pulumi";
import { type Inspection, NetworkFirewall } from "../components";
import type { NetworkFirewallConfig, RegionConfig, StackConfig } from "../config";
import { flowLogKey } from "../config/flowLogs";
import { firewallRuleSettings } from "../config/firewallRuleSettings";
import { firewallName } from "../plan/names";
import { FIREWALL_VPC_CIDR } from "../plan/network/subnets";
import { ruleGroups } from "../plan/networkFirewall/ruleGroups";
import type { Composition } from "../plan/options";
import type { Region } from "../plan/regions";
import type { Keys } from "./keys";

export interface FirewallArgs {
  region: Region;
  settings: RegionConfig;
  config: StackConfig;
  composition: Composition;
  keys: Keys;
}

/** What inspects a region's traffic. */
export interface RegionFirewall {
  inspection: Inspection;
  /** The firewall, where it is the stack's. */
  made?: NetworkFirewall;
}

/** What inspects a region's traffic, where the options say that something does: a firewall made here, or one that exists. */
export function createFirewall(args: FirewallArgs, opts: pulumi.ComponentResourceOptions): RegionFirewall | undefined {
  if (!args.composition.inspected) return undefined;
  const { bypassZones, existing } = args.settings.firewall;
  if (existing) return { inspection: { bypassZones, firewallArn: existing.arn } };
  const made = createNetworkFirewall(args, opts);
  const { firewallArn, ready } = made;
  return { inspection: { bypassZones, firewallArn, ready }, made };
}

/**
 * A NAT gateway forgets a silent connection after 350 s; the firewall must remember it longer, and as long as the load balancer does.
 * Source: docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
 */
const LEAST_IDLE_SECONDS = 360;

function createNetworkFirewall(args: FirewallArgs, opts: pulumi.ComponentResourceOptions): NetworkFirewall {
  const { region, settings, config, keys } = args;
  const { networkFirewall, service } = config;
  const { cidr = FIREWALL_VPC_CIDR, zones: settledZones, kmsKeyArn } = settings.firewall;
  return new NetworkFirewall(
    firewallName(region),
    {
      region,
      zones: settings.zones,
      parkedZones: settings.firewall.parkedZones,
      vpc: { cidr, settledZones },
      homeRanges: [settings.cidr],
      ruleGroups: ruleGroups(firewallRuleSettings(config, settings)),
      managedRuleGroups: networkFirewall.managedRuleGroups,
      tcpIdleTimeoutSeconds: Math.max(service.idleTimeoutSeconds, LEAST_IDLE_SECONDS),
      key: keyOf(networkFirewall, kmsKeyArn ?? keys[region]),
      protection: networkFirewall.protection,
      logs: networkFirewall.logs,
      flowLogs: config.network.flowLogs,
      flowLogsKeyArn: flowLogKey(config.network.flowLogs, region, keys),
      kmsKeyArn: keys[region],
      iam: config.iam,
      protect: config.protect,
    },
    opts,
  );
}

/** `arn`: of the region's key for the firewall, or else of that for all that the stack stores there. */
function keyOf({ customerManagedKey }: NetworkFirewallConfig, arn: pulumi.Input<string> | undefined) {
  if (!customerManagedKey) return { kind: "aws" as const };
  return arn === undefined ? { kind: "created" as const } : { kind: "own" as const, arn };
}
