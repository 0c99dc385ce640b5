import type { ResourceNode } from "../../../graph/graph";
import { TYPES } from "../../inventory/resourceTypes";
import type { PriceName } from "../prices";
import { type ChargeRule, MONTH_HOURS, MONTH_SECONDS } from "../types";

export const hostedZone: ChargeRule = () => [{ item: "hosted zones", quantity: 1, price: "route53.zone.month" }];

/** The routing of a record, by which its queries are charged. */
function queryPrice({ inputs }: ResourceNode): PriceName {
  if (inputs["latencyRoutingPolicies"] !== undefined) return "route53.queries.latency";
  const geo = inputs["geolocationRoutingPolicies"] ?? inputs["geoproximityRoutingPolicy"];
  return geo === undefined ? "route53.queries.standard" : "route53.queries.geo";
}

/**
 * Queries for an alias of a load balancer, an accelerator or an endpoint are free. What is no address of the service is asked for by few.
 * Source: aws.amazon.com/route53/pricing, Alias Queries
 */
export const record: ChargeRule = (node, context) => {
  const { inputs } = node;
  if (inputs["aliases"] !== undefined || !["A", "AAAA"].includes(String(inputs["type"]))) return [];
  context.assume("Each new connection asks for the name once, where it is no alias: resolvers' caches make it fewer.");
  const regions = new Set(context.loadBalancers().map(context.regionOf));
  const perSecond = [...regions].reduce((sum, region) => sum + context.trafficOf(region).newConnectionsPerSecond, 0);
  return [{ item: "queries", quantity: perSecond * MONTH_SECONDS, price: queryPrice(node), usage: true }];
};

/** Each of these is charged beside the check itself. Source: aws.amazon.com/route53/pricing, Health Checks, read 2026-11-29 */
const optionsOfCheck = ({ inputs }: ResourceNode): number =>
  [
    String(inputs["requestInterval"]) === "10",
    String(inputs["type"]).startsWith("HTTPS"),
    inputs["searchString"] !== undefined,
    inputs["measureLatency"] === true,
  ].filter(Boolean).length;

/** What AWS calls an endpoint of its own: all that a stack checks is one, except a name of somebody else's. */
export const healthCheck: ChargeRule = (node, { index }) => {
  const { inputs } = node;
  const isAws = inputs["fqdn"] === undefined || index.resolve(inputs["ipAddress"])?.type === TYPES.eip;
  const options = optionsOfCheck(node);
  const kind = String(inputs["type"]).toLowerCase().replaceAll("_", " ");
  return [
    {
      item: `${kind} checks`,
      quantity: 1,
      price: isAws ? "route53.healthCheck.aws.month" : "route53.healthCheck.other.month",
    },
    {
      item: "optional features (fast interval …)",
      quantity: options,
      price: isAws ? "route53.healthCheck.aws.option.month" : "route53.healthCheck.other.option.month",
    },
  ];
};

export const recoveryCluster: ChargeRule = () => [
  { item: "cluster hours", quantity: MONTH_HOURS, price: "recoveryControl.cluster.hour" },
];
