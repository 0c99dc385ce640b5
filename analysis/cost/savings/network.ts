import type { ResourceNode } from "../../../graph/graph";
import type { Region } from "../../../plan/regions";
import { isConsumerEndpoint } from "../../inventory/consumers";
import { hostGroups } from "../../inventory/hosts";
import { ACCELERATOR_TYPES, PRIVATE_LINK_TYPES, TYPES } from "../../inventory/resourceTypes";
import type { CostContext } from "../context";
import { priceOf, unitPrice } from "../prices";
import { groupHours } from "../rules/instances";
import { acrossZonesPercent, zonesOfBalancer } from "../rules/loadBalancers";
import { egressGb, interfacesOf, isInterfaceEndpoint } from "../rules/network";
import { type Cost, type CostLine, MONTH_HOURS } from "../types";
import { type SavingRule, usd } from "./saving";

const linesOf = ({ lines }: Cost, { type, name }: ResourceNode, item: string): CostLine[] =>
  lines.filter((line) => line.type === type && line.resource === name && line.item.startsWith(item));

const sumOf = (lines: readonly Pick<CostLine, "month">[]): number => lines.reduce((sum, { month }) => sum + month, 0);

const regionsWith = (context: CostContext, type: string): string[] =>
  [...new Set(context.index.ofType(type).map(context.regionOf))].sort();

/** An address that is attached to nothing costs what one in use does. */
export const idleAddresses: SavingRule = (context, cost) =>
  regionsWith(context, TYPES.eip).flatMap((region) => {
    const idle = cost.lines.filter(
      (line) => line.type === TYPES.eip && line.region === region && line.item === "hours idle",
    );
    if (idle.length === 0) return [];
    const month = sumOf(idle);
    const names = idle.map(({ resource }) => resource).sort();
    return [
      {
        rule: "idle-address",
        region,
        text: `Attached to nothing, for ${usd(month, idle)} a month: ${names.join(", ")}.`,
        fix: "Keep what is on anyone's allow list: released, nobody gets it back. Leave the rest out of parkedAddresses, parkedEgressAddresses or secondaryEgressAddresses; the address of a zone in use stays, for other options.",
        month,
        resources: names,
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
        fix: "Keep it while its addresses are on anyone's allow list: deleted, nobody gets them back. Else remove the section globalAccelerator.",
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

const priced = (region: string, ...names: readonly Parameters<typeof priceOf>[1][]): number[] | undefined => {
  const prices = names.map((name) => priceOf(region as Region, name));
  const known = prices.flatMap((price) => (price ? [unitPrice(price)] : []));
  return known.length === names.length ? known : undefined;
};

/** Two endpoints in each zone cost about half of what a NAT gateway there does; five cost more. */
export const endpointsInPlaceOfNat: SavingRule = (context, cost) =>
  regionsWith(context, TYPES.subnet).flatMap((region) => {
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
  regionsWith(context, TYPES.subnet).flatMap((region) => {
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

/** The fewest targets that a load balancer's zones have of a backend, all zones together. */
function leastTargets(context: CostContext, region: string): number {
  const hosts = hostGroups(context.index);
  const groups = context.inRegion(TYPES.autoScalingGroup, region).filter((group) => !hosts.has(group));
  const services = context.inRegion(TYPES.ecsService, region);
  return Math.min(
    ...groups.flatMap((group) => groupHours(group, context).map(({ count }) => count)),
    ...services.map(({ inputs }) => Number(inputs["desiredCount"] ?? 0)),
  );
}

/** Where every zone has targets enough, clients get the same without going to another one; with one, its loss takes the zone out. */
export const crossZone: SavingRule = (context, cost) =>
  context.loadBalancers().flatMap((node) => {
    const lines = linesOf(cost, node, "GB across zones");
    const month = sumOf(lines);
    if (month < WORTH_TELLING) return [];
    const percent = Math.round(acrossZonesPercent(node, context));
    const zones = zonesOfBalancer(node);
    const enough = leastTargets(context, context.regionOf(node)) >= 2 * zones;
    return [
      {
        rule: "cross-zone",
        region: context.regionOf(node),
        text: `${percent} % of the GB of ${node.name} cross a zone, for ${usd(month, lines)} a month.`,
        fix: enough
          ? "Set service.crossZone: false, where every zone has as many targets as its clients need."
          : `Only with two targets in each of its ${zones} zones: one alone takes its zone out when it fails. Then set service.crossZone: false.`,
        month,
        resources: [node.name],
        source: "docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-cross-zone.html",
      },
    ];
  });

/** Dollars a month below which a change is not worth the work. */
export const WORTH_TELLING = 5;
