import { z } from "zod";
import { INSTANCE_TYPE_PATTERN } from "../../plan/ec2/instanceTypes";
import type { RootDevice } from "../../plan/ec2/rootDevice";
import { isRecurrence } from "../../plan/instances/schedules";
import { RECURRENCE } from "../editor/patterns";
import { SCHEDULE_RULES } from "../editor/rules";
import { type FieldMeta, byRegion, field, flag, oneOf, oneOrByRegion, percentOrNone, wholeNumber } from "../fields";
import { command, containerPort, egress, environment, image, pullThroughCache } from "./container";
import { renewalAlarms } from "./renewalAlarms";
import { rootVolumeSection } from "./rootVolume";
import { hopLimit, policyArns, policyStatements } from "./statements";
import { warmPoolSection } from "./warmPool";

const workload = z
  .discriminatedUnion("kind", [
    z
      .strictObject({ kind: z.literal("echo") })
      .describe("A server that sends back what it gets, on all ports of the service: to try the stack with."),
    z
      .strictObject({
        kind: z.literal("userData"),
        userData: field(z.string().min(1), {
          description:
            "The script that an instance runs at its first start, 16 KiB at most; it must listen on the ports of the service.",
          examples: ["#!/bin/bash\ndnf install -y nginx\nsystemctl enable --now nginx\n"],
          allowed: "a text of 1 to 16384 bytes, or a secret",
          fix: "write it as a YAML block (userData: |)",
          mayBeSecret: true,
        }),
      })
      .describe("A script of your own."),
    z
      .strictObject({
        kind: z.literal("container"),
        image: image(),
        pullThroughCache: pullThroughCache(),
        containerPort: containerPort(),
        command: command(),
        environment: environment(),
      })
      .describe("A container, which Docker runs on the instance."),
  ])
  .describe(
    "What an instance runs. Another renews the instances. Default: kind: echo, a server to try the stack with.",
  );

export const instanceType = () =>
  field(z.string().regex(INSTANCE_TYPE_PATTERN), {
    description: "An instance type. A larger one costs more by the hour.",
    allowed: "an instance type, such as t3.small",
    fix: "write family, dot and size",
    examples: ["t3.small"],
  });

/** Source: docs.aws.amazon.com/AWSEC2/latest/UserGuide/device_naming.html (HVM, root) */
const ROOT_DEVICE_MEANINGS = {
  "/dev/xvda": "Images of Amazon Linux have it.",
  "/dev/sda1": "Images of Ubuntu, Red Hat and others have it.",
} as const satisfies Record<RootDevice, string>;

const rootDevice = () =>
  oneOf(
    "The image's root device, so that it is that volume which is sized and encrypted. " +
      "Default: /dev/xvda for the public parameters of Amazon Linux; else it must be set.",
    ROOT_DEVICE_MEANINGS,
  ).optional();

const PARAMETER_META: FieldMeta = {
  description:
    "The parameter of Systems Manager that holds the image's id. Each new instance takes the image of the moment; a new one renews nothing.",
  allowed: "the name of a parameter, such as /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
  fix: "write the full name with its slashes",
  examples: ["/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64"],
};

export const ami = field(
  z.union([
    z.strictObject({
      rootDevice: rootDevice(),
      ssmParameter: oneOrByRegion(field(z.string().regex(/^\/[\w./-]+$/), PARAMETER_META), PARAMETER_META),
    }),
    z.strictObject({
      rootDevice: rootDevice(),
      ids: byRegion(
        field(z.string().regex(/^ami-([0-9a-f]{8}|[0-9a-f]{17})$/), {
          description: "The id of an image in that region.",
          allowed: "ami- and 17 (or 8) hexadecimal digits",
          fix: "copy it from `aws ec2 describe-images`",
          examples: ["ami-0123456789abcdef0"],
        }),
      ).describe("Image ids by region. Another one renews the instances there."),
    }),
  ]),
  {
    description:
      "The machine image: by a parameter of Systems Manager, or by ids. Default: the newest Amazon Linux 2023.",
    allowed: "ssmParameter: the name of a parameter, or ids: image ids by region",
    fix: "write { ids: { REGION: ami-… } }, or { ssmParameter: … }",
    examples: [{ ids: { "eu-west-1": "ami-0123456789abcdef0" }, rootDevice: "/dev/xvda" }],
  },
);

const scheduleName = field(z.string().regex(/^[a-z][a-z0-9-]{0,39}$/), {
  description: "The name of a schedule.",
  allowed: "1 to 40 lower-case letters, digits and hyphens, the first a letter",
  fix: "name it by what it is for, such as office-hours",
  examples: ["office-hours"],
});

/** Names that AWS knows: canonical ones, and UTC by either. */
const TIME_ZONES = new Set([...Intl.supportedValuesOf("timeZone"), "UTC", "Etc/UTC"]);

const scheduled = (what: string) =>
  wholeNumber(`${what} from then on. Default: unchanged.`, "instances", 1, 1000).optional();

const schedule = z
  .strictObject({
    recurrence: field(
      z
        .string()
        .regex(/^\S+( \S+){4}$/)
        .refine(isRecurrence, { error: "write five fields of numbers, names, ranges, lists and steps" }),
      {
        description:
          "When it acts, again and again: five fields of cron, in timeZone. Default: none, where at says when.",
        allowed: "minute, hour, day of the month, month and day of the week, such as 0 7 * * MON-FRI",
        fix: "write five fields, with one space between two",
        examples: ["0 7 * * MON-FRI"],
        editor: { pattern: RECURRENCE },
      },
    ).optional(),
    timeZone: field(
      z
        .string()
        .regex(/^[A-Za-z]+([/_+-]?[A-Za-z0-9]+)*$/)
        .refine((name) => TIME_ZONES.has(name), {
          error: "write the name that the tz database has, by continent and city",
        }),
      {
        description: "The time zone of recurrence, summer time included. Default: UTC.",
        allowed: "the name of a time zone, such as Europe/Dublin",
        fix: "write the name that the tz database has, by continent and city",
        examples: ["Europe/Dublin"],
      },
    ).optional(),
    at: field(z.iso.datetime().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/), {
      description:
        "When it acts, once, in UTC; passed over once it is past. Default: none, where recurrence says when.",
      allowed: "a time in UTC, such as 2027-12-24T06:00:00Z",
      fix: "write it in quotes, with the seconds and Z at its end",
      examples: ["2027-12-24T06:00:00Z"],
    }).optional(),
    min: scheduled("Fewest instances"),
    max: scheduled("Most instances"),
    desired: scheduled("Instances"),
  })
  .meta({
    description: "A time, and what the group is set to then.",
    examples: [{ recurrence: "0 7 * * MON-FRI", min: 4 }],
    editor: SCHEDULE_RULES,
  });

const scaling = z.strictObject({
  targetCpuPercent: percentOrNone(
    "The average CPU use that the group is scaled to, in percent; lower keeps more instances, and more room for the loss of a zone. none: CPU scales nothing.",
  ).default(50),
  targetNetworkInBytes: wholeNumber(
    "The bytes received by an instance in a period of its metrics (a minute with detailedMonitoring, else five) that the group is scaled to. Default: none; they scale nothing.",
    "bytes",
    1000,
    1_000_000_000_000,
  ).optional(),
  targetConnectionsPerInstance: wholeNumber(
    "The open connections of an instance that the group is scaled to; for long-lived ones, of which CPU says little. Default: none; they scale nothing.",
    "connections",
    1,
    1_000_000,
  ).optional(),
  schedules: z
    .record(scheduleName, schedule)
    .optional()
    .describe(
      "What the clock sets, by name: min, max and desired of each region, within those of instances. Updates leave what it has set. Default: none.",
    ),
  stepsOut: z
    .array(
      z
        .strictObject({
          above: wholeNumber("From this average CPU use on, in percent.", "percent", 1, 100),
          add: wholeNumber("Instances to add, up to max.", "instances", 1, 100),
        })
        .meta({ description: "A step out.", examples: [{ above: 70, add: 2 }] }),
    )
    .max(20)
    .default([])
    .describe(
      "Steps by which the group grows with average CPU use, for sudden load. They act after two minutes with detailedMonitoring, else after ten.",
    ),
  stepsIn: z
    .array(
      z
        .strictObject({
          below: wholeNumber("From this average CPU use downwards, in percent.", "percent", 0, 99),
          remove: wholeNumber(
            "Instances to remove, down to min; their connections have service.deregistrationDelaySeconds to end.",
            "instances",
            1,
            100,
          ),
        })
        .meta({ description: "A step in.", examples: [{ below: 20, remove: 1 }] }),
    )
    .max(20)
    .default([])
    .describe("Steps by which the group shrinks with average CPU use, all below the lowest of stepsOut."),
});

const instanceRefresh = z.strictObject({
  minHealthyPercent: wholeNumber(
    "How many of the desired instances stay in service, in percent; fewer is faster, and leaves fewer to serve meanwhile.",
    "percent",
    0,
    100,
  ).default(100),
  maxHealthyPercent: wholeNumber(
    "How many there may be with the new ones, in percent of the desired, at most 100 more than minHealthyPercent; more is faster, and costs while it lasts.",
    "percent",
    100,
    200,
  ).default(150),
  autoRollback: flag(
    "Whether AWS takes a refresh back that fails, which needs ami.ids; not to be relied on (docs/instances.md). Default: true with ami.ids, else false.",
  ).optional(),
  checkpointPercents: z
    .array(wholeNumber("How much of the group is new when it pauses, in percent.", "percent", 1, 100))
    .min(1)
    .max(50)
    .optional()
    .describe("Where a refresh pauses, in percent of the group that is new, rising to 100. Default: nowhere."),
  checkpointDelaySeconds: wholeNumber(
    "Seconds that each pause lasts, for a fault of the new instances to show. Default: 3600.",
    "seconds",
    0,
    172_800,
  ).optional(),
  alarms: renewalAlarms(),
});

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
