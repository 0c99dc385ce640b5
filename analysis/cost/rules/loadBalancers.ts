import type { ResourceNode } from "../../../graph/graph";
import type { FrontDoorKind } from "../../../plan/options";
import { TYPES } from "../../inventory/resourceTypes";
import type { ClientLoad, CostContext, FrontDoorLoad } from "../context";
import { type Charge, type ChargeRule, MONTH_HOURS } from "../types";

/**
 * What one capacity unit (NLCU) holds, by protocol of the listener: new connections a second, open ones, GB an hour. Of the three the most
 * is charged, for each protocol by itself.
 * Source: aws.amazon.com/elasticloadbalancing/pricing, in a transcript of 2026-09-20 (github.com/api-evangelist/amazon-elastic-load-balancing),
 * and …/elasticloadbalancing/faqs ("for each protocol you are charged only on one of the three dimensions")
 */
export const CAPACITY_UNIT = {
  TCP: { newPerSecond: 800, open: 100_000, gbPerHour: 1 },
  TLS: { newPerSecond: 50, open: 3_000, gbPerHour: 1 },
} as const;
type Protocol = keyof typeof CAPACITY_UNIT;

const DIMENSIONS = { newPerSecond: "new connections", open: "open connections", gbPerHour: "GB" } as const;
type Dimension = keyof typeof DIMENSIONS;

/** The units that a load needs, and what needs most of them. */
export function capacityUnits(
  { newConnectionsPerSecond, openConnections, gbIn, gbOut }: ClientLoad,
  protocol: Protocol,
): { units: number; by: Dimension } {
  const holds = CAPACITY_UNIT[protocol];
  const needs: [Dimension, number][] = [
    ["gbPerHour", (gbIn + gbOut) / MONTH_HOURS / holds.gbPerHour],
    ["newPerSecond", newConnectionsPerSecond / holds.newPerSecond],
    ["open", openConnections / holds.open],
  ];
  const [by, units] = needs.reduce((most, each) => (each[1] > most[1] ? each : most));
  return { units, by };
}

/** Each listener gets the same part of what comes. */
function protocolsOf(balancer: ResourceNode, { index }: CostContext): [Protocol, number][] {
  const listeners = index
    .ofType(TYPES.listener)
    .filter(({ inputs }) => index.resolve(inputs["loadBalancerArn"]) === balancer);
  const tls = listeners.filter(({ inputs }) => inputs["protocol"] === "TLS").length;
  const parts: [Protocol, number][] = [
    ["TCP", listeners.length - tls],
    ["TLS", tls],
  ];
  return parts.filter(([, count]) => count > 0).map(([protocol, count]) => [protocol, count / listeners.length]);
}

/** What of a load balancer's connections ends at it: those of its TLS listeners. */
export const tlsPart = (balancer: ResourceNode, context: CostContext): number =>
  protocolsOf(balancer, context).find(([protocol]) => protocol === "TLS")?.[1] ?? 0;

export const loadBalancer: ChargeRule = (node, context) => {
  const load = context.loadOf(node);
  const units = protocolsOf(node, context).map(([protocol, part]): Charge => {
    const { units: needed, by } = capacityUnits(scaled(load, part), protocol);
    return {
      item: `${protocol} capacity units, by ${DIMENSIONS[by]}`,
      quantity: needed * MONTH_HOURS,
      price: "nlb.capacityUnitHour",
      usage: true,
    };
  });
  return [
    { item: "hours", quantity: MONTH_HOURS, price: "nlb.hour" },
    ...units,
    ...betweenZones(node, load, context),
    ...toInternet(load),
  ];
};

const scaled = (load: FrontDoorLoad, part: number): FrontDoorLoad => ({
  ...load,
  newConnectionsPerSecond: load.newConnectionsPerSecond * part,
  openConnections: load.openConnections * part,
  gbIn: load.gbIn * part,
  gbOut: load.gbOut * part,
});

/** Whether what clients get goes to the internet. Over PrivateLink it does not leave the region. */
const TO_INTERNET: Readonly<Record<FrontDoorKind, boolean>> = { public: true, accelerator: true, privateLink: false };

const toInternet = ({ frontDoor, gbOut }: FrontDoorLoad): Charge[] =>
  !TO_INTERNET[frontDoor]
    ? []
    : [{ item: "GB out to the internet", quantity: gbOut, price: "transfer.internet.gb", usage: true }];

/**
 * A GB from one zone to another is charged where it leaves and where it arrives, between a load balancer and its targets, too.
 * Sources: docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-cross-zone.html ("EC2 data transfer charges apply"), and
 * aws.amazon.com/blogs/networking-and-content-delivery/optimizing-data-transfer-costs-when-using-aws-network-load-balancer ("from NLBs to
 * targets … $0.01 per GB in each direction … both the load balancer and EC2 instances"), read 2026-11-29
 */
export const SIDES_OF_ZONE_TRANSFER = 2;

export const zonesOfBalancer = ({ inputs }: ResourceNode): number =>
  ((inputs["subnetMappings"] ?? inputs["subnets"] ?? []) as unknown[]).length;

/** Percent of a load balancer's GB that goes to a target in another zone. */
export function acrossZonesPercent(node: ResourceNode, context: CostContext): number {
  if (node.inputs["enableCrossZoneLoadBalancing"] !== true) return 0;
  const zones = zonesOfBalancer(node);
  const said = context.trafficOf(context.regionOf(node)).acrossZonesPercent;
  return said ?? (zones === 0 ? 0 : ((zones - 1) / zones) * 100);
}

function betweenZones(node: ResourceNode, { gbIn, gbOut }: FrontDoorLoad, context: CostContext): Charge[] {
  const percent = acrossZonesPercent(node, context);
  if (percent > 0 && context.trafficOf(context.regionOf(node)).acrossZonesPercent === undefined)
    context.assume(
      "With cross-zone load balancing every zone's targets get the same: of n zones (n - 1) / n of the GB cross one.",
    );
  const crossing = ((gbIn + gbOut) * percent) / 100;
  return [
    {
      item: "GB across zones, both sides",
      quantity: crossing * SIDES_OF_ZONE_TRANSFER,
      price: "transfer.zones.gb",
      usage: true,
    },
  ];
}
