import { ANYWHERE } from "../plan/cidrs";
import { listeners } from "../plan/frontDoor/listeners";
import type { Backend } from "../plan/names";
import { tierCidr } from "../plan/network/subnets";
import type { FirewallRuleSettings } from "../plan/networkFirewall/ruleGroupPlan";
import { type Composition, compose } from "../plan/options";
import { readRuleFile } from "./firewallRuleFiles";
import type { StackConfig } from "./schema";
import type { NetworkFirewallConfig } from "./sections/networkFirewall";
import type { RegionConfig } from "./sections/regions";

/** Where the composed backends connect to, as configured. */
export function egressDestinations(
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
export function ruleGroupText({ rules, file }: NetworkFirewallConfig["suricata"][string]): string | undefined {
  return rules ?? (file === undefined ? undefined : readRuleFile(file));
}

/** What the rules of a region's firewall are made from. */
export function firewallRuleSettings(config: StackConfig, region: RegionConfig): FirewallRuleSettings {
  const { networkFirewall: firewall, service, dns } = config;
  const others = listeners(service)
    .slice(1)
    .map(({ port, allowedClients }) => ({ port, allowedClients }));
  return {
    servicePort: service.port,
    // The whole tier, so that another zone changes no rule.
    frontRanges: [tierCidr(region.cidr, "front")],
    allowedClients: service.allowedClients,
    ...(others.length > 0 && { further: others }),
    denied: firewall.denied,
    allowed: firewall.allowed,
    ipSets: firewall.ipSets,
    suricata: Object.fromEntries(
      Object.entries(firewall.suricata).map(([name, { capacity, priority, ...own }]) => [
        name,
        {
          rules: ruleGroupText(own) ?? "",
          ...(capacity !== undefined && { capacity }),
          ...(priority !== undefined && { priority }),
        },
      ]),
    ),
    ...(region.nat !== "none" && {
      egress: {
        ...(firewall.egressDomains && { domains: firewall.egressDomains }),
        ...(firewall.rejectEgress && { rejects: true }),
        destinations: egressDestinations(config, compose(config.options)),
      },
    }),
    healthCheckers: dns !== undefined && !service.allowedClients.includes(ANYWHERE),
  };
}
