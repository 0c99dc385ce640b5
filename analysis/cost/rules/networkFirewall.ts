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
  ...(inspectsTls(context) ? TLS_UNCOUNTED : []),
];

/** Inspection of what is encrypted is charged by its own hours and GB, and which GB it opens no number says. */
const inspectsTls = ({ index }: CostContext): boolean =>
  index
    .ofType("aws:networkfirewall/firewallPolicy:FirewallPolicy")
    .some(({ inputs }) => JSON.stringify(inputs).includes("tlsInspectionConfigurationArn"));

const TLS_UNCOUNTED = [{ uncounted: "the advanced inspection of TLS, by the hour and by the GB that it opens" }];
