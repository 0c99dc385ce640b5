import { type FollowedZones, type TargetHealth, targetHealth } from "../plan/dns/zoneHealth";
import { portsOfTargets } from "../plan/frontDoor/listeners";
import { compose } from "../plan/options";
import type { StackConfig } from "./schema";

/** How Route 53 learns of the targets behind the public load balancers. Undefined where it knows no name of the service. */
export function targetHealthOf({ dns, service, options }: StackConfig): TargetHealth | undefined {
  if (!dns) return undefined;
  const { followZones } = dns.healthCheck;
  const targetGroups = compose(options).backends.length * portsOfTargets(service).length;
  // What is checked is the service's own port.
  const tls = service.tls !== undefined;
  return targetHealth({ tls, targetGroups, ...(followZones !== undefined && { followZones }) });
}

/** What Route 53 follows of the zones of public load balancers. Undefined where it does not follow them. */
export function followedZonesOf(config: StackConfig): FollowedZones | undefined {
  const { dns } = config;
  if (!dns || !targetHealthOf(config)?.followsZones) return undefined;
  return {
    least: dns.healthCheck.minimumHealthyAddresses,
    each: [dns.routing, dns.second?.routing].includes("multivalue"),
  };
}
