import { TYPES } from "../../inventory/resourceTypes";
import type { CostContext } from "../context";
import { type ChargeRule, MONTH_HOURS } from "../types";
import { egressGb, ownEndpoints } from "./network";

/** All that clients and the service's own connections carry, in and out, passes the firewall once. */
const inspectedGb = (context: CostContext, region: string): number => {
  const { gbIn, gbOut } = context.loadOfRegion(region);
  return gbIn + gbOut + egressGb(context, region);
};

export const firewall: ChargeRule = (node, context) => [
  {
    item: "endpoint hours",
    quantity: ownEndpoints(node) * MONTH_HOURS,
    price: "firewall.endpoint.hour",
  },
  {
    item: "GB inspected",
    quantity: inspectedGb(context, context.regionOf(node)),
    price: "firewall.gb",
    usage: true,
  },
  {
    item: "endpoint hours of TLS inspection",
    quantity: inspectsTls(context) ? ownEndpoints(node) * MONTH_HOURS : 0,
    price: "firewall.tls.hour",
  },
];

/** An endpoint in another VPC than the firewall's own, at a lower rate. Source: aws.amazon.com/network-firewall/pricing */
export const associatedEndpoint: ChargeRule = () => [
  {
    item: "associated endpoint hours",
    quantity: MONTH_HOURS,
    price: "firewall.secondaryEndpoint.hour",
    atMost: "firewall.endpoint.hour",
  },
];

/** What is opened costs hours on top, and since February 2026 no GB: see `FREE` of the prices. */
const inspectsTls = ({ index }: CostContext): boolean =>
  index
    .ofType(TYPES.firewallPolicy)
    .some(({ inputs }) => JSON.stringify(inputs).includes("tlsInspectionConfigurationArn"));
