import { ANYWHERE, tierCidr } from "../plan/cidrs";
import type { FirewallRuleSettings } from "../plan/firewallRules";
import type { Backend } from "../plan/names";
import { compose, type Composition } from "../plan/options";
import type { NetworkFirewallConfig } from "./networkFirewall";
import type { RegionConfig } from "./regions";
import { readRuleFile } from "./ruleFiles";
import type { StackConfig } from "./schema";

/** Where the composed backends connect to, as configured. */
export function destinations(
  { instances, ecs }: Pick<StackConfig, "instances" | "ecs">,
  { backends }: Composition,
): StackConfig["instances"]["egress"] {
  const egress: Record<Backend, StackConfig["instances"]["egress"]> = {
    instances: instances.egress,
    tasks: ecs.egress,
  };
  return backends.flatMap((backend) => egress[backend]);
}

/** The text of a group's rules; undefined where the file that holds them cannot be read. */
export function ruleText({ rules, file }: NetworkFirewallConfig["suricata"][string]): string | undefined {
  return rules ?? (file === undefined ? undefined : readRuleFile(file));
}

/** What the rules of a region's firewall are made from. */
export function ruleSettings(config: StackConfig, region: RegionConfig): FirewallRuleSettings {
  const { networkFirewall: firewall, service, dns } = config;
  return {
    servicePort: service.port,
    // The whole tier, so that another zone changes no rule.
    frontRanges: [tierCidr(region.cidr, "front")],
    allowedClients: service.allowedClients,
    denied: firewall.denied,
    allowed: firewall.allowed,
    ipSets: firewall.ipSets,
    suricata: Object.fromEntries(
      Object.entries(firewall.suricata).map(([name, { capacity, priority, ...own }]) => [
        name,
        {
          rules: ruleText(own) ?? "",
          ...(capacity !== undefined && { capacity }),
          ...(priority !== undefined && { priority }),
        },
      ]),
    ),
    ...(region.nat !== "none" && {
      egress: {
        ...(firewall.egressDomains && { domains: firewall.egressDomains }),
        destinations: destinations(config, compose(config.options)),
      },
    }),
    healthCheckers: dns !== undefined && !service.allowedClients.includes(ANYWHERE),
  };
}
