import type { ResourceNode } from "../../../graph/graph";
import type { Region } from "../../../plan/regions";
import { hostGroups } from "../../inventory/hosts";
import { TYPES } from "../../inventory/resourceTypes";
import type { CostContext } from "../context";
import { hoursByCount } from "../schedules";
import { instancePrice, spotShare, unitPrice } from "../prices";
import { type Charge, type ChargeRule, MONTH_HOURS, type Rate } from "../types";
import { hostsNeeded } from "./tasks";

interface Distribution {
  onDemandBaseCapacity?: number;
  onDemandPercentageAboveBaseCapacity?: number;
}

interface MixedInstances {
  instancesDistribution?: Distribution;
  launchTemplate?: {
    launchTemplateSpecification?: { launchTemplateId?: unknown };
    overrides?: { instanceType?: string }[];
  };
}

const mixedOf = ({ inputs }: ResourceNode): MixedInstances => inputs["mixedInstancesPolicy"] ?? {};

/** The template that a group launches by. */
export function templateOf(group: ResourceNode, { index }: CostContext): ResourceNode | undefined {
  const { launchTemplateSpecification } = mixedOf(group).launchTemplate ?? {};
  const own = (group.inputs["launchTemplate"] ?? {}) as { id?: unknown };
  return index.resolve(launchTemplateSpecification?.launchTemplateId ?? own.id);
}

/** The types that a group may have, the preferred first: its overrides, else its template's. */
export function typesOf(group: ResourceNode, context: CostContext): string[] {
  const overrides = mixedOf(group).launchTemplate?.overrides ?? [];
  const named = overrides.flatMap(({ instanceType }) => (instanceType === undefined ? [] : [instanceType]));
  return named.length > 0 ? named : [String(templateOf(group, context)?.inputs["instanceType"])];
}

/** The type that the group prefers. */
export const typeOf = (group: ResourceNode, context: CostContext): string => typesOf(group, context)[0] ?? "";

/** How many of a number of instances are bought on demand, and how many as spot. */
export function bought(count: number, distribution: Distribution = {}): { onDemand: number; spot: number } {
  const { onDemandBaseCapacity: base = 0, onDemandPercentageAboveBaseCapacity: percent = 100 } = distribution;
  const above = Math.max(0, count - base);
  // AWS rounds in favour of what is bought on demand.
  const onDemand = Math.min(count, base) + Math.ceil((above * percent) / 100);
  return { onDemand, spot: count - onDemand };
}

/** Hours of a month at each number of instances. */
export function groupHours(group: ResourceNode, context: CostContext): { count: number; hours: number }[] {
  const { index } = context;
  if (hostGroups(index).has(group))
    return [{ count: hostsNeeded(group, typeOf(group, context), context), hours: MONTH_HOURS }];
  const schedules = index
    .ofType(TYPES.schedule)
    .filter(({ inputs }) => index.resolve(inputs["autoscalingGroupName"]) === group);
  const { hours, once } = hoursByCount(
    group.inputs,
    schedules.map(({ inputs }) => inputs),
  );
  if (once) context.assume("A schedule that acts once is left out.");
  if (schedules.length > 0) context.assume("Groups with schedules are at the least that these ask for.");
  else context.assume("Groups are at their desired number of instances, services at theirs of tasks.");
  return hours;
}

export const autoScalingGroup: ChargeRule = (node, context) => {
  const type = typeOf(node, context);
  const region = context.regionOf(node) as Region;
  const { instancesDistribution } = mixedOf(node);
  const parts = groupHours(node, context).map(({ count, hours }) => ({
    hours,
    count,
    ...bought(count, instancesDistribution),
  }));
  const sum = (of: (part: (typeof parts)[number]) => number) =>
    parts.reduce((total, part) => total + of(part) * part.hours, 0);
  const instanceHours = sum(({ count }) => count);
  const onDemand: Rate = { of: `an hour of ${type}`, unit: "hour", usd: onDemandPrice(region, type) };
  return [
    { item: `instance hours of ${type}`, quantity: sum((part) => part.onDemand), price: onDemand },
    ...spotCharges(
      sum((part) => part.spot),
      region,
      type,
      context,
    ),
    ...diskCharges(node, instanceHours / MONTH_HOURS + poolSize(node), context),
    ...monitoringCharges(node, instanceHours / MONTH_HOURS, context),
    ...poolCharges(node, onDemand),
  ];
};

export function onDemandPrice(region: Region, type: string): number | undefined {
  const price = instancePrice(region, type);
  return price && unitPrice(price);
}

function spotCharges(hours: number, region: Region, type: string, { assume }: CostContext): Charge[] {
  if (hours === 0) return [];
  const price = onDemandPrice(region, type);
  const share = spotShare(region, type);
  if (share === undefined) assume(`Of ${type} in ${region} no spot price is known: it is counted as on demand.`);
  const usd = price && price * (share ?? 1);
  return [
    { item: `spot instance hours of ${type}`, quantity: hours, price: { of: `an hour of ${type}`, unit: "hour", usd } },
  ];
}

interface Disk {
  volumeSize?: number;
  volumeType?: string;
  iops?: number;
  throughput?: number;
}

/** What gp3 has without being asked. Source: docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html */
const GP3 = { iops: 3000, throughputMiBps: 125 } as const;

/** A volume lives as long as its instance, and stays with a stopped one. */
function diskCharges(node: ResourceNode, volumes: number, context: CostContext): Charge[] {
  const mappings = (templateOf(node, context)?.inputs["blockDeviceMappings"] ?? []) as { ebs?: Disk }[];
  return mappings.flatMap(({ ebs }) => (ebs ? diskCharge(ebs, volumes) : []));
}

function diskCharge({ volumeSize = 8, volumeType = "gp3", iops = 0, throughput = 0 }: Disk, volumes: number): Charge[] {
  const gb = volumeSize * volumes;
  switch (volumeType) {
    case "gp3":
      return [
        { item: "GB of volumes, gp3", quantity: gb, price: "ebs.gp3.gbMonth" },
        { item: "IOPS of volumes", quantity: Math.max(0, iops - GP3.iops) * volumes, price: "ebs.gp3.iopsMonth" },
        {
          item: "MiB/s of volumes",
          quantity: Math.max(0, throughput - GP3.throughputMiBps) * volumes,
          price: "ebs.gp3.mibpsMonth",
        },
      ];
    case "gp2":
      return [{ item: "GB of volumes, gp2", quantity: gb, price: "ebs.gp2.gbMonth" }];
    case "io1":
      return [
        { item: "GB of volumes, io1", quantity: gb, price: "ebs.io1.gbMonth" },
        { item: "IOPS of volumes", quantity: iops * volumes, price: "ebs.io1.iopsMonth" },
      ];
    case "io2":
      return [
        { item: "GB of volumes, io2", quantity: gb, price: "ebs.io2.gbMonth" },
        { item: "IOPS of volumes", quantity: iops * volumes, price: "ebs.io2.iopsMonth" },
      ];
    default:
      return [
        { item: "GB of volumes", quantity: gb, price: { of: `a GB of ${volumeType}`, unit: "GB", usd: undefined } },
      ];
  }
}

/** Metrics of an instance that detailed monitoring charges for. Source: aws.amazon.com/cloudwatch/pricing, example 1 */
const DETAILED_METRICS = 7;

function monitoringCharges(node: ResourceNode, instances: number, context: CostContext): Charge[] {
  const { enabled } = (templateOf(node, context)?.inputs["monitoring"] ?? {}) as { enabled?: boolean };
  if (enabled !== true) return [];
  return [
    {
      item: "metrics of detailed monitoring",
      quantity: DETAILED_METRICS * instances,
      price: "cloudWatch.metric.month",
    },
  ];
}

interface WarmPool {
  poolState?: string;
  minSize?: number;
  maxGroupPreparedCapacity?: number;
}

/**
 * What waits beside the group: up to its largest size, or up to what the pool says.
 * Source: docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-warm-pools.html, "Warm pool size"
 */
function poolSize({ inputs }: ResourceNode): number {
  const pool = inputs["warmPool"] as WarmPool | undefined;
  if (!pool) return 0;
  const { minSize = 0, maxGroupPreparedCapacity = Number(inputs["maxSize"]) } = pool;
  const desired = Number(inputs["desiredCapacity"] ?? inputs["minSize"]);
  return Math.max(minSize, maxGroupPreparedCapacity - desired);
}

/** One that is stopped costs its volumes alone. */
function poolCharges(node: ResourceNode, onDemand: Rate): Charge[] {
  const { poolState } = (node.inputs["warmPool"] ?? {}) as WarmPool;
  if (poolState !== "Running") return [];
  return [{ item: "instance hours of the warm pool", quantity: poolSize(node) * MONTH_HOURS, price: onDemand }];
}
