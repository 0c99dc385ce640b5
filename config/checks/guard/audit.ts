import { endsTls } from "../../../plan/frontDoor/listeners";
import type { Mistake } from "../../mistakes";
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

export const auditChecks: readonly Check[] = [queryLogs, accessLogs];
