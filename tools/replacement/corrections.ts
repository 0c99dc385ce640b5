import type { PlannedEffect, TypeEffects } from "../../graph/terraform/replacementTable";

interface Correction {
  /** By path; of a collection by path and change: `subnetMappings changed`. */
  effects: Readonly<Record<string, PlannedEffect>>;
  reason: string;
}

/** The targets of a route that this program gives one for another. */
const ROUTE_TARGETS = ["gatewayId", "natGatewayId", "transitGatewayId", "vpcEndpointId", "vpcPeeringConnectionId"];

const NAMED_AGAIN = "without a prefix the engine makes up a name, and another name replaces";

/** Where a plan does not tell what happens. By type. */
const CORRECTIONS: Readonly<Record<string, Correction>> = {
  // Source: customizeDiffLoadBalancerNLB in internal/service/elbv2/load_balancer.go of the provider, and SetSubnets of the API.
  "aws:lb/loadBalancer:LoadBalancer": {
    effects: {
      "subnetMappings changed": "replace",
      "subnetMappings.allocationId": "replace",
      "subnetMappings.ipv6Address": "replace",
      "subnetMappings.privateIpv4Address": "replace",
      "subnetMappings.subnetId": "replace",
    },
    reason:
      "the provider means to replace a Network Load Balancer whose mappings change, but plans an update, which AWS refuses: its demand is lost where a set stays as large as it was",
  },
  // Source: request_interval in internal/service/route53/health_check.go of the provider (ForceNew), read on 2026-11-30.
  "aws:route53/healthCheck:HealthCheck": {
    effects: { "requestInterval changed": "replace" },
    reason:
      "it takes 10 and 30 alone, neither of which was asked about with the other: its schema says that another replaces",
  },
  // Source: applyDefaults in pkg/tfbridge/schema.go of pulumi-terraform-bridge, which makes up a name where no prefix conflicts with it.
  "aws:iam/role:Role": { effects: { "namePrefix removed": "replace" }, reason: NAMED_AGAIN },
  "aws:iam/instanceProfile:InstanceProfile": { effects: { "namePrefix removed": "replace" }, reason: NAMED_AGAIN },
  // Source: resourceRouteUpdate in internal/service/ec2/vpc_route.go of the provider, which calls ReplaceRoute.
  "aws:ec2/route:Route": {
    effects: Object.fromEntries(
      ROUTE_TARGETS.flatMap((target) => ["added", "removed"].map((change) => [`${target} ${change}`, "update"])),
    ),
    reason:
      "a route has one target, so none can be asked about alone: where one comes for another, the provider plans an update",
  },
};

/** The effects of a type with what a plan does not tell, and the reasons. */
export function withCorrections(type: string, row: TypeEffects): TypeEffects {
  const correction = CORRECTIONS[type];
  if (!correction) return row;
  const inputs = { ...row.inputs };
  for (const [place, effect] of Object.entries(correction.effects)) {
    const [path = "", change] = place.split(" ");
    const before = inputs[path];
    inputs[path] = change === undefined ? effect : { ...(typeof before === "object" ? before : {}), [change]: effect };
  }
  const sorted = Object.fromEntries(Object.entries(inputs).sort(([one], [other]) => (one < other ? -1 : 1)));
  const reasons = Object.keys(correction.effects).map((place) => [place, correction.reason]);
  const unknown = Object.fromEntries(Object.entries(row.unknown).filter(([place]) => !(place in correction.effects)));
  return { ...row, inputs: sorted, corrected: Object.fromEntries(reasons) as Record<string, string>, unknown };
}
