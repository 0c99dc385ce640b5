import { z } from "zod";
import { flag, wholeNumber } from "../fields";
import { egress } from "./container";
import { instanceRefresh } from "./instances/instanceRefresh";
import { ami, instanceType } from "./instances/machine";
import { scaling } from "./instances/scaling";
import { workload } from "./instances/workload";
import { rootVolumeSection } from "./rootVolume";
import { hopLimit, policyArns, policyStatements } from "./statements";
import { warmPoolSection } from "./warmPool";

/** The EC2 backend. */
export const instancesSection = z.strictObject({
  types: z
    .array(instanceType())
    .min(1)
    .default(["t3.small"])
    .describe(
      "Instance types of one processor architecture, the preferred one first; the others are taken where it is not to be had, and give spot more choice. Others renew the instances.",
    ),
  min: wholeNumber(
    "Fewest instances in a region, which are paid for however low the load is. Default: one per zone, or as many as desired or max, if fewer.",
    "instances",
    1,
    1000,
  ).optional(),
  desired: wholeNumber(
    "Instances in a region at first; where scaling moves the number, updates leave it alone. Default: one per zone, or min, if more.",
    "instances",
    1,
    1000,
  ).optional(),
  max: wholeNumber(
    "Most instances in a region: the bound of what load can cost, and be served by. Default: twice desired.",
    "instances",
    1,
    1000,
  ).optional(),
  ami: ami.optional(),
  maxLifetimeDays: wholeNumber(
    "Days after which an instance is replaced, by one with the image of the day. Set or lowered, it renews those that are older. Default: never.",
    "days",
    1,
    365,
  ).optional(),
  workload: workload.default({ kind: "echo" }),
  rootVolumeGiB: wholeNumber(
    "Size of each instance's root volume, which is always encrypted, in GiB; paid for by the month. Another renews the instances.",
    "GiB",
    8,
    16384,
  ).default(8),
  rootVolume: rootVolumeSection
    .optional()
    .describe("The type, the performance and the key of the root volume. Default: gp3."),
  detailedMonitoring: flag(
    "Whether instances have metrics every minute rather than every five: scaling answers sooner, and each metric costs. Another choice renews the instances.",
  ).default(false),
  spotPercent: wholeNumber(
    "How many of the instances above onDemandBase are spot, in percent: far cheaper, and AWS takes them back with two minutes' notice. Another renews the instances.",
    "percent",
    0,
    100,
  ).default(0),
  onDemandBase: wholeNumber(
    "Instances of a region that are never spot, and stay when AWS takes spot back. Another renews the instances.",
    "instances",
    0,
    1000,
  ).default(0),
  healthCheckGraceSeconds: wholeNumber(
    "Seconds until the health of a new instance counts: with too few it is replaced while it starts, with many a bad one stays longer. Default: 100, or 280 with a workload of yours, and intervalSeconds × healthyThreshold of the checks; with the usual ones 120, or 300.",
    "seconds",
    0,
    7200,
  ).optional(),
  warmupSeconds: wholeNumber(
    "Seconds until the metrics of a new instance count in scaling; with too few more are started than needed.",
    "seconds",
    0,
    3600,
  ).default(120),
  instanceRefresh: instanceRefresh
    .prefault({})
    .describe("How instances are renewed: how many at a time, and what ends it."),
  scaling: scaling.prefault({}).describe("What grows and shrinks the group between min and max."),
  warmPool: warmPoolSection
    .optional()
    .describe(
      "Instances that have had their first start and wait for the group to grow, which costs while they wait. Needs ami.ids and no spotPercent. Added or removed, it replaces the group: the new one is healthy first. Default: none.",
    ),
  egress: egress(),
  policyArns: policyArns("Managed policies of the instances' role, beside that of Session Manager. Default: none."),
  policyStatements: policyStatements("What the instances' role may do besides, in statements of IAM. Default: none."),
  metadataHopLimit: hopLimit(
    "How far an answer of the metadata service goes, in hops. With 1 a container on Docker's bridge does not get the rights of the instance's role, with 2 it does. Another renews the instances.",
  ),
});

export type InstancesConfig = z.output<typeof instancesSection>;
