import { type TargetHealth, targetHealth } from "../plan/dns/zoneHealth";
import { compose } from "../plan/options";
import type { StackConfig } from "./schema";

/** How Route 53 learns of the targets behind the public load balancers. Undefined where it knows no name of the service. */
export function targetHealthOf({ dns, service: { tls }, options }: StackConfig): TargetHealth | undefined {
  if (!dns) return undefined;
  const { followZones } = dns.healthCheck;
  const { length: backends } = compose(options).backends;
  return targetHealth({ tls: tls !== undefined, backends, ...(followZones !== undefined && { followZones }) });
}
