import type { ResourceNode } from "../../../graph/graph";
import type { Region } from "../../../plan/regions";
import type { CostContext, DoorLoad } from "../context";
import { acceleratorPremiumOrEstimate, areaOf, unitPrice } from "../prices";
import { type ChargeRule, MONTH_HOURS, type Rate } from "../types";
import { acceleratorLogs } from "./logs";

export const accelerator: ChargeRule = (node, context) => [
  { item: "hours", quantity: MONTH_HOURS, price: "accelerator.hour" },
  acceleratorLogs(node, context),
];

/** What the endpoints of a group carry that are the stack's. */
export function loadOfGroup({ inputs }: ResourceNode, context: CostContext): Pick<DoorLoad, "gbIn" | "gbOut"> {
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
