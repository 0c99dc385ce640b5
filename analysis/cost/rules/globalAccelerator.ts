import type { ResourceNode } from "../../../graph/graph";
import { ANYCAST_ADDRESSES } from "../../../plan/globalAccelerator/accelerator";
import type { Region } from "../../../plan/regions";
import type { CostContext, FrontDoorLoad } from "../context";
import { acceleratorPremiumOrEstimate, areaOf, unitPrice } from "../prices";
import { type ChargeRule, MONTH_HOURS, type Rate } from "../types";
import { acceleratorLogs } from "./logs";

/**
 * Its IPv4 addresses are Amazon's, and charged for beside it as any public address is, unless they are of a range of one's own.
 * Sources: aws.amazon.com/global-accelerator/pricing (of 2026-09-20: public IPv4 addresses are charged separately), and AWS's "Identify and
 * optimize public IPv4 address usage on AWS" (addresses that services manage; "all public IPv4 address types, except BYOIP")
 */
function amazonsAddresses({ inputs }: ResourceNode): number {
  const own = (inputs["ipAddresses"] ?? []) as unknown[];
  return ANYCAST_ADDRESSES - own.length;
}

export const accelerator: ChargeRule = (node, context) => [
  { item: "hours", quantity: MONTH_HOURS, price: "accelerator.hour" },
  {
    item: "hours of public IPv4 addresses",
    quantity: amazonsAddresses(node) * MONTH_HOURS,
    price: "ipv4.inUse.hour",
    region: "global",
  },
  acceleratorLogs(node, context),
];

/** What the endpoints of a group carry that are the stack's. */
function loadOfGroup({ inputs }: ResourceNode, context: CostContext): Pick<FrontDoorLoad, "gbIn" | "gbOut"> {
  const endpoints = (inputs["endpointConfigurations"] ?? []) as { endpointId?: unknown }[];
  const loads = endpoints.flatMap(({ endpointId }) => {
    const balancer = context.index.resolve(endpointId);
    return balancer ? [context.loadOf(balancer)] : [];
  });
  return {
    gbIn: loads.reduce((sum, { gbIn }) => sum + gbIn, 0),
    gbOut: loads.reduce((sum, { gbOut }) => sum + gbOut, 0),
  };
}

/**
 * The premium is charged for the direction that carries more, by where the region and the clients are.
 * Source: aws.amazon.com/global-accelerator/pricing, read 2026-11-29
 */
export const endpointGroup: ChargeRule = (node, context) => {
  const region = String(node.inputs["endpointGroupRegion"]) as Region;
  const { gbIn, gbOut } = loadOfGroup(node, context);
  context.assume("Clients of an accelerator are on the continent of the region that they reach.");
  const direction = gbIn > gbOut ? "in" : "out";
  return [
    {
      item: `GB ${direction}, premium`,
      quantity: Math.max(gbIn, gbOut),
      price: premiumRate(region, direction),
      usage: true,
      region,
    },
  ];
};

function premiumRate(region: Region, direction: "in" | "out"): Rate {
  const price = acceleratorPremiumOrEstimate(region, areaOf(region), direction);
  return {
    of: `an accelerator's premium for a GB ${direction}`,
    unit: "GB",
    usd: price && unitPrice(price),
    estimated: price?.estimated,
  };
}
