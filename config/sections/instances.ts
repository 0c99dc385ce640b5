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
      .describe("A server that sends back what it gets, to try the stack with."),
    z
      .strictObject({
        kind: z.literal("userData"),
        userData: field(z.string().min(1), {
          description:
            "The script that an instance runs at its first start, 16 KiB at most. Another one renews the instances.",
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
      .describe("A container image, run by Docker on the instance."),
  ])
  .describe(
    "What an instance runs. Another renews the instances, one after another. Default: kind: echo, a server that answers on the service port.",
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
  "/dev/xvda": "As images of Amazon Linux have it.",
  "/dev/sda1": "As images of Ubuntu, Red Hat and others have it.",
} as const satisfies Record<RootDevice, string>;

const rootDevice = () =>
  oneOf(
    "The name of the image's root device. A volume of another name is one more, and the root is then neither sized nor encrypted. " +
      "Default: /dev/xvda for the public parameters of Amazon Linux; else it must be set.",
    ROOT_DEVICE_MEANINGS,
  ).optional();

const PARAMETER_META: FieldMeta = {
  description: "The SSM parameter that holds the image's id; each launched instance takes what it then holds.",
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
      ).describe("Image ids by region; another one renews the instances there."),
    }),
  ]),
  {
    description:
      "The machine image: an SSM parameter, whose newest image each new instance takes, or ids by region, which renew instances when they " +
      "change. Default: the newest Amazon Linux 2023.",
    allowed: "ssmParameter: the name of a parameter, or ids: image ids by region",
    fix: "write { ids: { REGION: ami-… } }, or { ssmParameter: … }",
    examples: [{ ids: { "eu-west-1": "ami-0123456789abcdef0" }, rootDevice: "/dev/xvda" }],
  },
);

const scheduleName = field(z.string().regex(/^[a-z][a-z0-9-]{0,39}$/), {
  description: "The name of a schedule.",
  allowed: "a small letter, and up to 39 small letters, digits and hyphens after it",
  fix: "name it by what it is for, such as office-hours",
  examples: ["office-hours"],
});

/** Names that AWS knows: canonical ones, and UTC by either. */
const TIME_ZONES = new Set([...Intl.supportedValuesOf("timeZone"), "UTC", "Etc/UTC"]);

const scheduled = (what: string) =>
  wholeNumber(`${what} from then on. Default: as it is.`, "instances", 1, 1000).optional();

const schedule = z
  .strictObject({
    recurrence: field(
      z
        .string()
        .regex(/^\S+( \S+){4}$/)
        .refine(isRecurrence, { error: "write five fields of numbers, names, ranges, lists and steps" }),
      {
        description: "When it acts, again and again: five fields of cron, in timeZone. Default: once, as at says.",
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
        description: "The time zone of the recurrence, with its summer time. Default: UTC.",
        allowed: "the name of a time zone, such as Europe/Dublin",
        fix: "write the name that the tz database has, by continent and city",
        examples: ["Europe/Dublin"],
      },
    ).optional(),
    at: field(z.iso.datetime().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/), {
      description:
        "When it acts, once, in UTC. What has been is passed over. Default: again and again, as recurrence says.",
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
    "The average CPU use that the group is scaled to, in percent; lower has more instances, which cost, and more room for a lost zone. none for no such policy.",
  ).default(50),
  targetNetworkInBytes: wholeNumber(
    "The bytes that an instance receives in a metric period (a minute with detailedMonitoring, else five) that the group is scaled to. Default: no such policy.",
    "bytes",
    1000,
    1_000_000_000_000,
  ).optional(),
  targetConnectionsPerInstance: wholeNumber(
    "The open connections of an instance that the group is scaled to. Default: no such policy.",
    "connections",
    1,
    1_000_000,
  ).optional(),
  schedules: z
    .record(scheduleName, schedule)
    .optional()
    .describe(
      "What the clock sets, by name: fewest, most and wanted instances of each region, between min and max. Updates leave it so. Default: nothing.",
    ),
  stepsOut: z
    .array(
      z
        .strictObject({
          above: wholeNumber("From this average CPU use on, in percent.", "percent", 1, 100),
          add: wholeNumber("Instances to add, up to max.", "instances", 1, 100),
        })
        .describe("A step out."),
    )
    .max(20)
    .default([])
    .describe("Step scaling out, on average CPU use, for sudden load: faster than the target, by more instances."),
  stepsIn: z
    .array(
      z
        .strictObject({
          below: wholeNumber("From this average CPU use downwards, in percent.", "percent", 0, 99),
          remove: wholeNumber(
            "Instances to remove, down to min: their connections end after the delay.",
            "instances",
            1,
            100,
          ),
        })
        .describe("A step in."),
    )
    .max(20)
    .default([])
    .describe("Step scaling in, on average CPU use, which saves what idle instances cost."),
});

const instanceRefresh = z.strictObject({
  minHealthyPercent: wholeNumber(
    "How much of the desired capacity stays in service, in percent; less is faster, and leaves fewer to serve meanwhile.",
    "percent",
    0,
    100,
  ).default(100),
  maxHealthyPercent: wholeNumber(
    "How much of the desired capacity there may be with what is new, in percent; more is faster, and costs while it lasts.",
    "percent",
    100,
    200,
  ).default(150),
  autoRollback: flag(
    "Whether a refresh that fails is taken back. Default: only with ami.ids, as AWS takes back no image that comes from a parameter.",
  ).optional(),
  checkpointPercents: z
    .array(wholeNumber("How much of the group is new when it pauses, in percent.", "percent", 1, 100))
    .min(1)
    .max(50)
    .optional()
    .describe("Where a refresh pauses, rising to 100. Default: nowhere."),
  checkpointDelaySeconds: wholeNumber(
    "Seconds that each pause lasts, in which a fault of the new instances shows. Default: an hour.",
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
      "Instance types, the preferred one first; more than one gives spot capacity more pools. Others renew the instances.",
    ),
  min: wholeNumber(
    "Fewest instances in a region: what is paid for at any time, and left when load is low. Default: one per zone.",
    "instances",
    1,
    1000,
  ).optional(),
  desired: wholeNumber(
    "Instances at the first deployment; scaling policies move it later. Default: one per zone.",
    "instances",
    1,
    1000,
  ).optional(),
  max: wholeNumber(
    "Most instances in a region: the bound of what load can cost, and of what it can be served by. Default: twice the desired ones.",
    "instances",
    1,
    1000,
  ).optional(),
  ami: ami.optional(),
  maxLifetimeDays: wholeNumber(
    "Days after which an instance is replaced, so that it runs the image of then. Default: never.",
    "days",
    1,
    365,
  ).optional(),
  workload: workload.default({ kind: "echo" }),
  rootVolumeGiB: wholeNumber(
    "Size of the encrypted root volume of each instance, in GiB, which is paid for by the month. Another renews the instances.",
    "GiB",
    8,
    16384,
  ).default(8),
  rootVolume: rootVolumeSection.optional().describe("What the root volume can do, and its key. Default: gp3."),
  detailedMonitoring: flag(
    "Whether metrics come every minute rather than every five: scaling answers sooner, and each metric costs.",
  ).default(false),
  spotPercent: wholeNumber(
    "How much of the capacity above onDemandBase is spot, in percent: far cheaper, and AWS takes it back with two minutes' notice.",
    "percent",
    0,
    100,
  ).default(0),
  onDemandBase: wholeNumber(
    "Instances of a region that are never spot, which stay when AWS takes spot back.",
    "instances",
    0,
    1000,
  ).default(0),
  healthCheckGraceSeconds: wholeNumber(
    "Seconds a new instance has until its health counts: with too few it is replaced while it still starts, with many a bad one stays longer. Default: with the usual checks 120, or 300 where it runs something of yours.",
    "seconds",
    0,
    7200,
  ).optional(),
  warmupSeconds: wholeNumber(
    "Seconds until a new instance counts in scaling metrics; with too few more are started than are needed.",
    "seconds",
    0,
    3600,
  ).default(120),
  instanceRefresh: instanceRefresh
    .prefault({})
    .describe("How a new launch template reaches running instances: they are replaced, so many at a time."),
  scaling: scaling.prefault({}).describe("Scaling policies: when the group grows and shrinks between min and max."),
  warmPool: warmPoolSection
    .optional()
    .describe(
      "Instances that wait, started before, for the group to grow: it grows faster, and they cost while they wait. Default: none.",
    ),
  egress: egress(),
  policyArns: policyArns("Managed policies of the instances' role, beside Session Manager's. Default: none."),
  policyStatements: policyStatements("What else the instances' role may do. Default: none."),
  metadataHopLimit: hopLimit(
    "How far an answer of the metadata service goes, in hops. With 1 a container on the instance's bridge does not reach the credentials of its role.",
  ),
});

export type InstancesConfig = z.output<typeof instancesSection>;
