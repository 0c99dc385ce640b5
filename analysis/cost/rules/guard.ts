import type { ResourceNode } from "../../../graph/graph";
import { ACCELERATOR_TYPES, GUARD_TYPES, TYPES } from "../../inventory/resourceTypes";
import { userOf } from "../../inventory/addresses";
import type { CostContext } from "../context";
import type { Charge, ChargeRule } from "../types";
import { zonesOfBalancer } from "./loadBalancers";

/** Without the requests, of which each makes so little that 20,000 a month are free. Source: aws.amazon.com/kms/pricing */
export const key: ChargeRule = () => [{ item: "keys", quantity: 1, price: "kms.key.month" }];

/** The subscription is the organization's, once: it stands at the first of the stack's protections. */
export const protection: ChargeRule = (node, context) => {
  const [first] = context.index.ofType(GUARD_TYPES.protection);
  const subscription: Charge = {
    item: "Shield Advanced, once for an organization",
    quantity: 1,
    price: "shield.advanced.month",
  };
  return [...(first === node ? [subscription] : []), ...protectedGb(node, context)];
};

/** What leaves by what is protected. The addresses of one load balancer share its traffic. */
function protectedGb({ inputs }: ResourceNode, context: CostContext): Charge[] {
  const { index } = context;
  const protectedNode = index.resolve(inputs["resourceArn"]);
  if (protectedNode?.type === ACCELERATOR_TYPES.accelerator) {
    const balancers = context.loadBalancers().map((each) => context.loadOf(each));
    const gb = balancers
      .filter(({ frontDoor }) => frontDoor === "accelerator")
      .reduce((sum, { gbOut }) => sum + gbOut, 0);
    return [{ item: "GB out, protected", quantity: gb, price: "shield.advanced.accelerator.gb", usage: true }];
  }
  if (protectedNode?.type !== TYPES.eip) return [];
  const balancer = userOf(index, protectedNode);
  if (balancer?.type !== TYPES.loadBalancer) return [];
  const addresses = zonesOfBalancer(balancer);
  return [
    {
      item: "GB out, protected",
      quantity: context.loadOf(balancer).gbOut / addresses,
      price: "shield.advanced.gb",
      usage: true,
      region: context.regionOf(balancer),
    },
  ];
}
