import type { GraphIndex, ResourceNode } from "../../../graph/graph";
import { userOf } from "../../inventory/addresses";
import { isConsumerEndpoint } from "../../inventory/consumers";
import { PRIVATE_LINK_TYPES, TYPES, WAY_TYPES } from "../../inventory/resourceTypes";
import { inspectedZones } from "../../inventory/zoneRoutes";
import type { Region } from "../../../plan/regions";
import type { CostContext } from "../context";
import { interRegionPriceOrEstimate, unitPrice } from "../prices";
import { type Charge, type ChargeRule, MONTH_HOURS, type Rate } from "../types";
import { SIDES_OF_ZONE_TRANSFER } from "./loadBalancers";

/**
 * An address of one's own range costs nothing.
 * Source: aws.amazon.com/vpc/pricing, Public IPv4 Addresses ("you will not be charged for IP addresses that you own and bring to AWS")
 */
const isOwnRange = ({ inputs }: ResourceNode): boolean =>
  typeof inputs["publicIpv4Pool"] === "string" && inputs["publicIpv4Pool"] !== "amazon";

export const elasticIp: ChargeRule = (node, { index, assume }) => {
  if (isOwnRange(node)) return [];
  if (node.inputs["ipamPoolId"] !== undefined) assume("Addresses of an IPAM pool are Amazon's, and charged for.");
  if (node.external) assume("Addresses that the stack is given to use are of Amazon's ranges, and charged for.");
  return [
    userOf(index, node)
      ? { item: "hours in use", quantity: MONTH_HOURS, price: "ipv4.inUse.hour" }
      : { item: "hours idle", quantity: MONTH_HOURS, price: "ipv4.idle.hour" },
  ];
};

/** GB that a region's own connections bring and send, by all of its NAT gateways. */
export const egressGb = (context: CostContext, region: string): number => {
  const { egressGbInPerMonth, egressGbOutPerMonth } = context.trafficOf(region);
  return egressGbInPerMonth + egressGbOutPerMonth;
};

/** How many zones a VPC has subnets in. */
export function zonesOf({ index }: CostContext, vpc: ResourceNode | undefined): number {
  const own = index.ofType(TYPES.subnet).filter(({ inputs }) => index.resolve(inputs["vpcId"]) === vpc);
  return new Set(own.map(({ inputs }) => inputs["availabilityZone"])).size;
}

/** Whether the firewall of an associated endpoint is the stack's: else its owner is billed for it. */
export const isOfStack = ({ inputs }: ResourceNode, index: GraphIndex): boolean =>
  index.resolve(inputs["firewallArn"])?.external === false;

/**
 * For each hour and GB of a firewall's endpoint, its own or an associated one, one of a NAT gateway that sends by it is free: of those whose
 * zone goes round the firewall none is, nor beside a firewall that somebody else is billed for.
 * Source: aws.amazon.com/about-aws/whats-new/2026/02/aws-network-firewall-new-price-reduction (before, beside its own endpoints only)
 */
function isWaived({ inputs }: ResourceNode, { index }: CostContext): boolean {
  const zone = index.resolve(inputs["subnetId"])?.inputs["availabilityZone"];
  const hop = typeof zone === "string" ? inspectedZones(index).get(zone)?.nextHop : undefined;
  return index
    .ofType(TYPES.endpointAssociation)
    .some((node) => hop === `endpoint ${node.name}` && isOfStack(node, index));
}

export const ownEndpoints = ({ inputs }: ResourceNode): number =>
  ((inputs["subnetMappings"] ?? []) as unknown[]).length;

const WAIVED: Rate = { of: "what AWS waives", unit: "hour", usd: 0 };

export const natGateway: ChargeRule = (node, context) => {
  const region = context.regionOf(node);
  const gateways = context.inRegion(TYPES.natGateway, region).length;
  const part = 1 / gateways;
  const gb = egressGb(context, region) * part;
  const waived = isWaived(node, context);
  const subnet = context.index.resolve(node.inputs["subnetId"]);
  const zones = zonesOf(context, context.index.resolve(subnet?.inputs["vpcId"]));
  const crossing = zones > gateways ? (zones - gateways) / zones : 0;
  return [
    waived
      ? { item: "hours, free beside a firewall's endpoint", quantity: MONTH_HOURS, price: WAIVED }
      : { item: "hours", quantity: MONTH_HOURS, price: "nat.hour" },
    waived
      ? { item: "GB, free beside a firewall's endpoint", quantity: gb, price: { ...WAIVED, unit: "GB" }, usage: true }
      : { item: "GB processed", quantity: gb, price: "nat.gb", usage: true },
    {
      item: "GB across zones, both sides",
      quantity: gb * crossing * SIDES_OF_ZONE_TRANSFER,
      price: "transfer.zones.gb",
      usage: true,
    },
    {
      item: "GB out to the internet",
      quantity: context.trafficOf(region).egressGbOutPerMonth * part,
      price: "transfer.internet.gb",
      usage: true,
    },
  ];
};

/** Subnets that an endpoint has an interface in. */
export const interfacesOf = ({ inputs }: ResourceNode): number =>
  ((inputs["subnetIds"] ?? inputs["subnetConfigurations"] ?? []) as unknown[]).length;

export const isInterfaceEndpoint = ({ inputs }: ResourceNode): boolean => inputs["vpcEndpointType"] === "Interface";

/** Gateway endpoints are free. Source: docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html */
export const vpcEndpoint: ChargeRule = (node, context) => {
  if (!isInterfaceEndpoint(node)) return [];
  const hours: Charge = {
    item: "interface hours",
    quantity: interfacesOf(node) * MONTH_HOURS,
    price: "endpoint.interface.hour",
  };
  const gb = isConsumerEndpoint(node) ? consumerGb(node, context) : serviceGb(node, context);
  return [
    hours,
    { item: "GB processed", quantity: gb, price: "endpoint.interface.gb", usage: true },
    ...(isConsumerEndpoint(node) ? fromOtherRegion(node, gb, context) : []),
  ];
};

/** Where there is no NAT gateway, what the service needs of AWS comes by its endpoints, by each the same. */
function serviceGb(node: ResourceNode, context: CostContext): number {
  const region = context.regionOf(node);
  if (context.inRegion(TYPES.natGateway, region).length > 0) {
    context.assume("Beside a NAT gateway, what goes by interface endpoints of AWS's services is left out.");
    return 0;
  }
  const others = context
    .inRegion(PRIVATE_LINK_TYPES.endpoint, region)
    .filter((each) => isInterfaceEndpoint(each) && !isConsumerEndpoint(each));
  context.assume(`${region}: the service's own connections go by its ${others.length} interface endpoints, evenly.`);
  return egressGb(context, region) / others.length;
}

/** The consumers of a service share what goes by PrivateLink; a service elsewhere is used as the endpoint's region says. */
function consumerGb(node: ResourceNode, context: CostContext): number {
  const { index } = context;
  const service = index.resolve(node.inputs["serviceName"]);
  const [arn] = (service?.inputs["networkLoadBalancerArns"] ?? []) as unknown[];
  const balancer = index.resolve(arn);
  if (!balancer) {
    const { gbInPerMonth, gbOutPerMonth, assumed } = context.trafficOf(context.regionOf(node));
    if (assumed.includes("gbInPerMonth") || assumed.includes("gbOutPerMonth"))
      context.assume(
        `What traffic does not say is of load ${context.traffic.load}: ${gbInPerMonth} GB in, ${gbOutPerMonth} GB out.`,
      );
    return gbInPerMonth + gbOutPerMonth;
  }
  const consumers = index
    .ofType(PRIVATE_LINK_TYPES.endpoint)
    .filter((each) => index.resolve(each.inputs["serviceName"]) === service);
  const { gbIn, gbOut } = context.loadOf(balancer);
  if (consumers.length > 1) context.assume("Consumers of one endpoint service use it alike.");
  return (gbIn + gbOut) / consumers.length;
}

function fromOtherRegion(node: ResourceNode, gb: number, context: CostContext): Charge[] {
  const from = node.inputs["serviceRegion"];
  const to = context.regionOf(node);
  if (typeof from !== "string" || from === to) return [];
  return [{ item: `GB between ${from} and ${to}`, quantity: gb, price: betweenRegions(from, to), usage: true }];
}

function betweenRegions(from: string, to: string): Rate {
  const price = interRegionPriceOrEstimate(from as Region, to as Region);
  return { of: `a GB from ${from} to ${to}`, unit: "GB", usd: price && unitPrice(price), estimated: price?.estimated };
}

export const transitGatewayAttachment: ChargeRule = (node, context) => [
  { item: "attachment hours", quantity: MONTH_HOURS, price: "transitGateway.attachment.hour" },
  {
    item: "GB sent",
    quantity: context.trafficOf(context.regionOf(node)).wayGbPerMonth,
    price: "transitGateway.gb",
    usage: true,
  },
];

/** Each side pays for what it sends to another region. Source: aws.amazon.com/vpc/pricing, read 2026-11-29 */
export const peering: ChargeRule = (node, context) => {
  const region = context.regionOf(node);
  const vpc = context.index.resolve(node.inputs["vpcId"]);
  const { peerRegion = region } = node.inputs as { peerRegion?: string };
  return peeringCharges({ from: region, to: peerRegion, vpc }, context);
};

/** The other side, where it is the stack's too. */
export const peeringAccepter: ChargeRule = (node, context) => {
  const requested = context.index.resolve(node.inputs["vpcPeeringConnectionId"]);
  if (requested?.type !== WAY_TYPES.peering) return [];
  const vpc = context.index.resolve(requested.inputs["peerVpcId"]);
  // Of a VPC that is not the stack's, its owner pays.
  return vpc ? peeringCharges({ from: context.regionOf(node), to: context.regionOf(requested), vpc }, context) : [];
};

function peeringCharges(
  { from, to, vpc }: { from: string; to: string; vpc: ResourceNode | undefined },
  context: CostContext,
): Charge[] {
  const quantity = context.trafficOf(from).wayGbPerMonth;
  if (from !== to) return [{ item: `GB sent to ${to}`, quantity, price: betweenRegions(from, to), usage: true }];
  const zones = zonesOf(context, vpc);
  return [
    {
      item: "GB sent to other zones",
      quantity: zones === 0 ? 0 : (quantity * (zones - 1)) / zones,
      price: "transfer.zones.gb",
      usage: true,
    },
  ];
}
