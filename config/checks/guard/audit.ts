import { endsTls } from "../../../plan/frontDoor/listeners";
import type { Mistake, Path } from "../../mistakes";
import type { StackConfig } from "../../schema";
import type { Check } from "../common";

/** Zones are those of the section dns. */
function queryLogs({ guard, dns }: StackConfig): Mistake[] {
  if (!guard.audit.queryLogs || dns) return [];
  return [
    {
      path: ["guard", "audit", "queryLogs"],
      value: guard.audit.queryLogs,
      allowed: "nothing, without the section dns: the stack has no zone that anybody asks",
      fix: "remove it, or add dns: { zone: … }",
      because: [["dns"]],
    },
  ];
}

/**
 * The logs of a zone are in its account, where a key of the stack's does not encrypt.
 * Source: docs.aws.amazon.com/Route53/latest/APIReference/API_CreateQueryLoggingConfig.html ("You must use the same AWS account")
 */
function foreignQueryLogs({ guard, dns }: StackConfig): Mistake[] {
  if (!guard.audit.queryLogs || !guard.keys || !dns) return [];
  const because: Path[] = [
    ...(dns.assumeRoleArn === undefined ? [] : [["dns", "assumeRoleArn"]]),
    ...(dns.second?.assumeRoleArn === undefined ? [] : [["dns", "second", "assumeRoleArn"]]),
  ];
  if (because.length === 0) return [];
  return [
    {
      path: ["guard", "audit", "queryLogs"],
      value: guard.audit.queryLogs,
      allowed: `nothing with both guard.keys and ${because.map((path) => path.join(".")).join(" and ")}: a zone's logs are in the zone's account, and the keys in the stack's`,
      fix: "remove it, and have the zone's owner log its queries; or remove guard.keys",
      because: [...because, ["guard", "keys"]],
    },
  ];
}

/** Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-access-logs.html */
function accessLogs({ guard, service }: StackConfig): Mistake[] {
  if (!guard.audit.accessLogs || endsTls(service)) return [];
  return [
    {
      path: ["guard", "audit", "accessLogs"],
      value: guard.audit.accessLogs,
      allowed:
        "nothing, without service.tls or tls of a port in service.alsoListens: a load balancer writes access logs of TLS listeners alone",
      fix: "remove it, as flow logs tell of TCP connections, or add tls: {} to the service",
      because: [
        ["service", "tls"],
        ["service", "alsoListens"],
      ],
    },
  ];
}

export const auditChecks: readonly Check[] = [queryLogs, foreignQueryLogs, accessLogs];
