import type { ResourceNode } from "../../../graph/graph";
import type { Region } from "../../../plan/regions";
import { architectureOf, defaultAmiParameter, instanceSize } from "../../../plan/ec2/instanceTypes";
import { hostGroups } from "../../inventory/hosts";
import { TYPES } from "../../inventory/resourceTypes";
import type { CostContext } from "../context";
import { bought, groupHours, onDemandPrice, templateOf, typeOf, typesOf } from "../rules/instances";
import { type Need, TAKEN, isSaid, needOf } from "./need";
import { WORTH_TELLING } from "./network";
import { type Saving, type SavingRule, usd } from "./saving";

/**
 * The part of a vCPU that burstable types may use all the time. Others may use all of it.
 * Source: docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-credits-baseline-concepts.html
 */
const BASELINE: Readonly<Record<string, number>> = {
  nano: 0.05,
  micro: 0.1,
  small: 0.2,
  medium: 0.2,
  large: 0.3,
  xlarge: 0.4,
  "2xlarge": 0.4,
};

/** What is looked at in place of a type, by architecture: general purpose, and in most regions. */
const CANDIDATES = {
  arm64: ["t4g.micro", "t4g.small", "t4g.medium", "t4g.large", "m7g.medium", "m7g.large", "m7g.xlarge"],
  x86_64: ["t3.micro", "t3.small", "t3.medium", "t3.large", "m7i.large", "m7i.xlarge"],
} as const;

/** What the system of an instance keeps. */
const SYSTEM_MIB = 512;

function needOfGroup(group: ResourceNode, context: CostContext): Need | undefined {
  const count = Math.min(...groupHours(group, context).map((each) => each.count));
  const zones = ((group.inputs["vpcZoneIdentifiers"] ?? []) as unknown[]).length;
  return needOf(context.loadOfRegion(context.regionOf(group)), { count, zones }, SYSTEM_MIB);
}

const isBurstable = (type: string): boolean => type.startsWith("t");

/** The vCPUs that a type has all the time, and its memory. */
function lastingSize(type: string): Need | undefined {
  const size = instanceSize(type);
  const [, name = ""] = type.split(".");
  return size && { vcpus: size.vcpus * (isBurstable(type) ? (BASELINE[name] ?? 0) : 1), memoryMiB: size.memoryMiB };
}

function carries(type: string, { vcpus, memoryMiB }: Need): boolean {
  const size = lastingSize(type);
  return size !== undefined && size.vcpus >= vcpus && size.memoryMiB >= memoryMiB;
}

/** `t4g.micro has 0.20 vCPU all the time (its baseline, without credits) and 1024 MiB` */
function sizeText(type: string): string {
  const { vcpus = 0, memoryMiB = 0 } = lastingSize(type) ?? {};
  return `${type} has ${vcpus.toFixed(2)} vCPU${isBurstable(type) ? " all the time (its baseline, without credits)" : ""} and ${memoryMiB} MiB`;
}

const savingOf = (
  group: ResourceNode,
  context: CostContext,
  { from, to }: { from: string; to: string },
): number | undefined => {
  const region = context.regionOf(group) as Region;
  const [before, after] = [onDemandPrice(region, from), onDemandPrice(region, to)];
  if (before === undefined || after === undefined) return undefined;
  const { instancesDistribution } = (group.inputs["mixedInstancesPolicy"] ?? {}) as {
    instancesDistribution?: Parameters<typeof bought>[1];
  };
  const hours = groupHours(group, context).reduce(
    (sum, each) => sum + bought(each.count, instancesDistribution).onDemand * each.hours,
    0,
  );
  return hours * (before - after);
};

const ownGroups = ({ index }: CostContext): ResourceNode[] => {
  const hosts = hostGroups(index);
  return index.ofType(TYPES.autoScalingGroup).filter((group) => !hosts.has(group));
};

/** How a file names one type in place of another, or a size in place of several. */
const namedAs = (types: readonly string[], to: string): string =>
  types.length > 1
    ? `give instances.types others of the size of ${to}, as many as now`
    : `set instances.types: [${to}]`;

/** The cheapest type of the same architecture, so that the image stays, that carries what the file says. */
export const rightSize: SavingRule = (context) =>
  ownGroups(context).flatMap((group): Saving[] => {
    if (!isSaid(context, context.regionOf(group))) return [];
    const from = typeOf(group, context);
    const need = needOfGroup(group, context);
    if (!need) return [];
    const found = CANDIDATES[architectureOf(from)]
      .filter((type) => carries(type, need))
      .map((to) => ({ to, month: savingOf(group, context, { from, to }) ?? 0 }))
      .reduce((best, each) => (each.month > best.month ? each : best), { to: from, month: 0 });
    if (found.month < WORTH_TELLING) return [];
    return [
      {
        rule: "right-size",
        region: context.regionOf(group),
        text: `${group.name} has ${from}. With a zone lost, each of the rest needs ${need.vcpus.toFixed(2)} vCPU and ${Math.ceil(need.memoryMiB)} MiB at this traffic; ${sizeText(found.to)}, for ${usd(found.month)} a month less.`,
        fix: `Measure CPU and memory under load, then ${namedAs(typesOf(group, context), found.to)}. ${TAKEN}`,
        month: found.month,
        resources: [group.name],
        source: "docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-credits-baseline-concepts.html",
      },
    ];
  });

/** The same sizes with processors of AWS's own. */
const GRAVITON: Readonly<Record<string, string>> = {
  t3: "t4g",
  t3a: "t4g",
  m5: "m6g",
  m6i: "m6g",
  m7i: "m7g",
  c5: "c6g",
  c6i: "c6g",
  c7i: "c7g",
  r5: "r6g",
  r6i: "r6g",
  r7i: "r7g",
};

/** Whether a group launches the newest Amazon Linux, which follows the type: an image that the file names is of one architecture. */
function followsType(group: ResourceNode, context: CostContext): boolean {
  const image = templateOf(group, context)?.inputs["imageId"];
  return image === `resolve:ssm:${defaultAmiParameter(architectureOf(typeOf(group, context)))}`;
}

export const otherArchitecture: SavingRule = (context) =>
  ownGroups(context).flatMap((group): Saving[] => {
    const from = typeOf(group, context);
    const types = typesOf(group, context);
    const [family = "", size = ""] = from.split(".");
    const other = GRAVITON[family];
    if (other === undefined) return [];
    const to = `${other}.${size}`;
    const month = savingOf(group, context, { from, to }) ?? 0;
    if (month <= 0) return [];
    return [
      {
        rule: "graviton",
        region: context.regionOf(group),
        text: `${group.name} has ${from}; ${to} has as many vCPUs and as much memory, for ${usd(month)} a month less.`,
        fix: `Where what runs there is built for arm64, ${namedAs(types, to)}${followsType(group, context) ? "" : ", and instances.ami to an image of that architecture"}.`,
        month,
        resources: [group.name],
        source: "aws.amazon.com/ec2/pricing/on-demand",
      },
    ];
  });

/** gp3 costs a fifth less than gp2, and has at least as many IOPS up to 1,000 GiB. */
export const oldVolumes: SavingRule = (context, cost) =>
  context.index.ofType(TYPES.autoScalingGroup).flatMap((group): Saving[] => {
    const lines = cost.lines.filter(({ resource, item }) => resource === group.name && item === "GB of volumes, gp2");
    const month = lines.reduce((sum, line) => sum + line.month, 0) / 5;
    if (month === 0) return [];
    const template = templateOf(group, context);
    return [
      {
        rule: "gp3",
        region: context.regionOf(group),
        text: `The volumes of ${group.name} are gp2; gp3 would cost ${usd(month)} a month less.`,
        fix: "Let the root volume be gp3.",
        month,
        resources: [group.name, ...(template ? [template.name] : [])],
        source: "docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html",
      },
    ];
  });
