import type { ResourceNode } from "../../../graph/graph";
import type { Region } from "../../../plan/regions";
import { isConsumerEndpoint } from "../../inventory/consumers";
import { ACCELERATOR_TYPES, PRIVATE_LINK_TYPES, TYPES } from "../../inventory/resourceTypes";
import type { CostContext } from "../context";
import { priceOf, unitPrice } from "../prices";
import { acrossZonesPercent } from "../rules/loadBalancers";
import { egressGb, interfacesOf, isInterfaceEndpoint } from "../rules/network";
import { type Cost, type CostLine, MONTH_HOURS } from "../types";
import { type SavingRule, usd } from "./saving";

const linesOf = ({ lines }: Cost, { type, name }: ResourceNode, item: string): CostLine[] =>
  lines.filter((line) => line.type === type && line.resource === name && line.item.startsWith(item));

const sumOf = (lines: readonly Pick<CostLine, "month">[]): number => lines.reduce((sum, { month }) => sum + month, 0);

/** An address that is attached to nothing costs what one in use does. */
export const idleAddresses: SavingRule = (context, cost) =>
  context.index.ofType(TYPES.eip).flatMap((node) => {
    const month = sumOf(linesOf(cost, node, "hours idle"));
    if (month === 0) return [];
    return [
      {
        rule: "idle-address",
        region: context.regionOf(node),
        text: `${node.name} is attached to nothing, and costs ${usd(month)} a month.`,
        fix: "Release it, unless it is parked because others have it on their lists.",
        month,
        resources: [node.name],
        source: "aws.amazon.com/vpc/pricing, Public IPv4 Addresses",
      },
    ];
  });

/** What an accelerator without endpoints costs it costs for its addresses alone. */
export const idleAccelerators: SavingRule = (context, cost) =>
  context.index.ofType(ACCELERATOR_TYPES.accelerator).flatMap((node) => {
    const month = sumOf(linesOf(cost, node, "hours"));
    if (month === 0 || context.index.ofType(ACCELERATOR_TYPES.group).length > 0) return [];
    return [
      {
        rule: "idle-accelerator",
        region: "global",
        text: `${node.name} leads nowhere, and costs ${usd(month)} a month.`,
        fix: "Remove the section globalAccelerator, unless its addresses are kept for clients that have them.",
        month,
        resources: [node.name],
        source: "aws.amazon.com/global-accelerator/pricing (disabled accelerators are charged, too)",
      },
    ];
  });

/** Interface endpoints of AWS's services in a region. */
const serviceEndpoints = (context: CostContext, region: string): ResourceNode[] =>
  context
    .inRegion(PRIVATE_LINK_TYPES.endpoint, region)
    .filter((node) => isInterfaceEndpoint(node) && !isConsumerEndpoint(node));

const regionsOf = (context: CostContext): string[] =>
  [...new Set(context.index.ofType(TYPES.subnet).map(context.regionOf))].sort();

const priced = (region: string, ...names: readonly Parameters<typeof priceOf>[1][]): number[] | undefined => {
  const prices = names.map((name) => priceOf(region as Region, name));
  const known = prices.flatMap((price) => (price ? [unitPrice(price)] : []));
  return known.length === names.length ? known : undefined;
};

/** Two endpoints in each zone cost about half of what a NAT gateway there does; five cost more. */
export const endpointsInPlaceOfNat: SavingRule = (context, cost) =>
  regionsOf(context).flatMap((region) => {
    const endpoints = serviceEndpoints(context, region);
    if (endpoints.length === 0 || context.inRegion(TYPES.natGateway, region).length > 0) return [];
    const [hour, gb, address] = priced(region, "nat.hour", "nat.gb", "ipv4.inUse.hour") ?? [];
    if (hour === undefined || gb === undefined || address === undefined) return [];
    const zones = Math.max(...endpoints.map(interfacesOf));
    const own = sumOf(endpoints.flatMap((node) => linesOf(cost, node, "")));
    const gateways = zones * MONTH_HOURS * (hour + address) + egressGb(context, region) * gb;
    if (own <= gateways) return [];
    return [
      {
        rule: "endpoints-dearer-than-nat",
        region,
        text: `${endpoints.length} interface endpoints in ${zones} zones cost ${usd(own)} a month; a NAT gateway with its address in each of them would cost ${usd(gateways)}.`,
        fix: "Set nat: perZone, and leave the endpoints out, unless nothing may have a way to the internet.",
        month: own - gateways,
        resources: endpoints.map(({ name }) => name),
        source: "aws.amazon.com/privatelink/pricing and aws.amazon.com/vpc/pricing",
      },
    ];
  });

/** Beside a NAT gateway an endpoint saves the gateway's GB, and only those. */
export const endpointsBesideNat: SavingRule = (context, cost) =>
  regionsOf(context).flatMap((region) => {
    const endpoints = serviceEndpoints(context, region);
    if (endpoints.length === 0 || context.inRegion(TYPES.natGateway, region).length === 0) return [];
    const [natGb, endpointGb] = priced(region, "nat.gb", "endpoint.interface.gb") ?? [];
    if (natGb === undefined || endpointGb === undefined) return [];
    const own = sumOf(endpoints.flatMap((node) => linesOf(cost, node, "interface hours")));
    const most = egressGb(context, region) * (natGb - endpointGb);
    if (own <= most) return [];
    const worth = Math.ceil(own / (natGb - endpointGb));
    return [
      {
        rule: "endpoints-beside-nat",
        region,
        text: `${endpoints.length} interface endpoints cost ${usd(own)} a month in hours, and save ${usd(most)} of the NAT gateways' GB at most: they pay from ${worth.toLocaleString("en-US")} GB on.`,
        fix: "Leave them out of network.endpoints, unless their policies are what is wanted.",
        month: own - most,
        resources: endpoints.map(({ name }) => name),
        source: "aws.amazon.com/privatelink/pricing and aws.amazon.com/vpc/pricing",
      },
    ];
  });

/** Where every zone has targets, clients get the same without going to another one. */
export const crossZone: SavingRule = (context, cost) =>
  context.loadBalancers().flatMap((node) => {
    const lines = linesOf(cost, node, "GB to other zones");
    const month = sumOf(lines);
    if (month < WORTH_TELLING) return [];
    const percent = Math.round(acrossZonesPercent(node, context));
    return [
      {
        rule: "cross-zone",
        region: context.regionOf(node),
        text: `${percent} % of the GB of ${node.name} cross a zone, for ${usd(month, lines)} a month.`,
        fix: "Set service.crossZone: false, where every zone has as many targets as its clients need.",
        month,
        resources: [node.name],
        source: "docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-cross-zone.html",
      },
    ];
  });

/** Dollars a month below which a change is not worth the work. */
export const WORTH_TELLING = 5;
