import { ruleGroupReferences } from "../../inventory/firewallRuleGroups";
import { TYPES } from "../../inventory/resourceTypes";
import { zoneRoutes } from "../../inventory/zoneRoutes";
import type { CostContext } from "../context";
import { type ChargeRule, MONTH_HOURS } from "../types";
import { egressGb, isOfStack, ownEndpoints } from "./network";

/** The part of a region's zones whose traffic passes the firewall. Zones are taken to get the same. */
function inspectedPart({ index }: CostContext, region: string): number {
  const routes = [...zoneRoutes(index).values()].filter((each) => each.region === region);
  const zones = new Set(routes.map(({ zone }) => zone));
  const inspected = new Set(routes.filter(({ nextHop }) => nextHop !== "gateway").map(({ zone }) => zone));
  return zones.size === 0 ? 1 : inspected.size / zones.size;
}

/**
 * What passes the firewall, once: what clients send and get over the internet, and the service's own connections. PrivateLink leads past the
 * internet gateway, where the firewall stands.
 */
export function inspected(context: CostContext, region: string): { newConnectionsPerSecond: number; gb: number } {
  const part = inspectedPart(context, region);
  const { newConnectionsPerSecond, gbIn, gbOut } = context.loadOfRegion(region, "public");
  return {
    newConnectionsPerSecond: newConnectionsPerSecond * part,
    gb: (gbIn + gbOut + egressGb(context, region)) * part,
  };
}

export const firewall: ChargeRule = (node, context) => [
  {
    item: "endpoint hours",
    quantity: ownEndpoints(node) * MONTH_HOURS,
    price: "firewall.endpoint.hour",
  },
  {
    item: "GB inspected",
    quantity: inspected(context, context.regionOf(node)).gb,
    price: "firewall.gb",
    usage: true,
  },
  {
    item: "endpoint hours of TLS inspection",
    quantity: inspectsTls(context) ? ownEndpoints(node) * MONTH_HOURS : 0,
    price: "firewall.tls.hour",
  },
];

/**
 * An endpoint in another VPC than the firewall's own, at a lower rate. It is on the bill of the firewall's owner.
 * Sources: aws.amazon.com/network-firewall/pricing; docs.aws.amazon.com/network-firewall/latest/developerguide
 * /firewall-owners-and-vpc-endpoint-association-owners.html ("receives a consolidated bill for … any additional firewall endpoints")
 */
export const associatedEndpoint: ChargeRule = (node, { index }) => {
  if (!isOfStack(node, index)) return [{ uncounted: "hours and GB of a firewall that exists are on its owner's bill" }];
  return [
    {
      item: "associated endpoint hours",
      quantity: MONTH_HOURS,
      price: "firewall.secondaryEndpoint.hour",
      atMost: "firewall.endpoint.hour",
    },
  ];
};

/**
 * Its rules cost nothing, those of AWS's managed groups neither, but for one.
 * Source: docs.aws.amazon.com/network-firewall/latest/developerguide/nwfw-managed-rule-groups.html ("most … at no additional cost")
 */
export const firewallPolicy: ChargeRule = (node) =>
  ruleGroupReferences(node).some(({ resourceArn }) => String(resourceArn).includes("/AttackInfrastructure"))
    ? [{ uncounted: "active threat defense (AttackInfrastructure), which AWS charges for beside the firewall" }]
    : [];

/**
 * What is opened costs hours on top, and since February 2026 no GB.
 * Source: aws.amazon.com/about-aws/whats-new/2026/02/aws-network-firewall-new-price-reduction
 */
const inspectsTls = ({ index }: CostContext): boolean =>
  index
    .ofType(TYPES.firewallPolicy)
    .some(({ inputs }) => JSON.stringify(inputs).includes("tlsInspectionConfigurationArn"));
