import { z } from "zod";
import { arnOf, bucketName, byRegion, field, flag, keyArns, oneNumberOf, oneOf } from "../fields";
import { FIELD_MEANINGS } from "./flowLogFields";
import { endpointsSection } from "./endpoints";
import { peerRegionsSection } from "./ways";

/** Days that CloudWatch Logs can keep. Source: the comment of `retentionInDays` in the typings of cloudwatch.LogGroup. */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** So many days as people say them: whole years from 365 days on. */
const inTime = (days: number): string => {
  const years = Math.floor(days / 365);
  return days < 365
    ? `${days === 1 ? "A day" : `${days} days`}.`
    : `${days} days: ${years === 1 ? "a year" : `${years} years`}${days % 365 > years ? " and more" : ""}.`;
};

export const retentionDays = (description: string) =>
  field(z.literal(RETENTION_DAYS), {
    description,
    allowed: `one of ${RETENTION_DAYS.join(", ")}`,
    fix: "choose one of the periods that CloudWatch Logs knows",
    meanings: Object.fromEntries(RETENTION_DAYS.map((days) => [days, inTime(days)])),
  });

const roleArn = (name: string, description: string, allowed: string, example: string) =>
  field(z.string().regex(new RegExp(`^arn:aws:iam::\\d{12}:role/([\\w+=,.@-]+/)*${name}$`)), {
    description,
    allowed,
    fix: "copy the ARN from `aws iam get-role`",
    examples: [`arn:aws:iam::123456789012:role/${example}`],
  });

/** Two roles, that of the account of the VPCs and that of the delivery streams'. */
const crossAccount = z.strictObject({
  sourceRoleArn: roleArn(
    "[\\w+=,.@-]+",
    "A role of the stack's account, by which the log delivery service assumes the other.",
    "the ARN of a role of the stack's account",
    "flow-logs",
  ),
  destinationRoleArn: roleArn(
    "AWSLogDeliveryFirehoseCrossAccountRole[\\w+=,.@-]*",
    "The role of the streams' account that it assumes.",
    "the ARN of a role whose name begins with AWSLogDeliveryFirehoseCrossAccountRole",
    "AWSLogDeliveryFirehoseCrossAccountRole",
  ),
});

/** Where flow logs go. Source: docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFlowLogs.html */
const flowLogDestination = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }).describe("No flow logs: nobody can say afterwards who connected."),
  z
    .strictObject({ kind: z.literal("cloudWatch") })
    .describe(
      "A log group made here for each VPC, which the saved queries and the alarm of rejected clients read. It costs by the GB.",
    ),
  z
    .strictObject({
      kind: z.literal("s3"),
      bucket: bucketName(
        "A bucket that exists and lets the log delivery service write. Default: one made here for each VPC.",
      ).optional(),
      prefix: field(z.string().regex(/^(?!AWSLogs)[\w!.*'()-]+(\/[\w!.*'()-]+)*$/), {
        description: "The folder in that bucket. Default: none.",
        allowed: "a folder that neither begins nor ends with a slash, nor with AWSLogs, which is AWS's own",
        fix: "leave out the slashes at its ends, or name another",
        examples: ["tcp/flow-logs"],
      }).optional(),
      fileFormat: oneOf("The format of the files.", {
        text: "Lines of text.",
        parquet: "Parquet: smaller and faster to query, for a charge by the GB that is converted.",
      }).default("text"),
      hivePartitions: flag(
        "Whether folders have the names that Hive and Athena find by themselves, such as year=2026: a query of a day then reads that day alone.",
      ).default(false),
      hourlyPartitions: flag(
        "Whether each hour has a folder, and not each day: a query of an hour reads less.",
      ).default(false),
    })
    .describe("Files in a bucket, for half of what CloudWatch charges by the GB."),
  z
    .strictObject({
      kind: z.literal("firehose"),
      deliveryStreams: byRegion(
        arnOf(
          "firehose",
          "deliverystream/[\\w.-]{1,64}",
          "A delivery stream of the region.",
          "deliverystream/flow-logs",
        ),
      ).describe("A delivery stream of Amazon Data Firehose that exists, for each region with a VPC of the stack."),
      crossAccount: crossAccount
        .optional()
        .describe(
          "Two roles, where the streams are another account's. Default: none: they are in the stack's account.",
        ),
    })
    .describe("Delivery streams of Amazon Data Firehose that exist."),
]);

/** Of a VPC. */
export const flowLogsSection = z
  .strictObject({
    traffic: oneOf(
      "Which traffic is logged: less costs less. Without ALL there are only the saved queries that make sense.",
      {
        ALL: "All of it.",
        ACCEPT: "What security groups and network ACLs let through.",
        REJECT: "What they refuse.",
      },
    ).default("ALL"),
    retentionDays: retentionDays("Days that flow logs are kept, which is paid for by the GB.").default(30),
    intervalSeconds: oneNumberOf(
      "Seconds that one log record covers at most.",
      {
        60: "A minute: more detail, for up to ten times the records.",
        600: "Ten minutes, for the lower price.",
      },
      "choose 60 for detail, 600 for the lower price",
    ).default(600),
    fields: z
      .array(oneOf("A field of a record.", FIELD_MEANINGS))
      .min(1)
      .optional()
      .describe(
        "The fields of a record, in this order; more cost more. Other fields replace the flow log: some minutes are not logged. " +
          "Default: AWS's default format, then instance-id, tcp-flags, pkt-srcaddr, az-id, flow-direction and reject-reason.",
      ),
    destination: flowLogDestination
      .prefault({ kind: "cloudWatch" })
      .describe(
        "Where flow logs go. When another place is chosen, a log group or bucket made here is deleted with what it holds, unless protect is true. " +
          "Default: kind: cloudWatch.",
      ),
    kmsKeyArns: keyArns()
      .default({})
      .describe(
        "Keys, by region, that encrypt the log groups or buckets made here. Default: none: those of guard.keys.",
      ),
  })
  .prefault({});

export type FlowLogsConfig = z.output<typeof flowLogsSection>;

/** What holds for the network of every region. */
export const networkSection = z.strictObject({
  ipv6: field(z.union([z.boolean(), z.literal("public")]), {
    description:
      "Whether VPC and app subnets have IPv6 addresses, which dualstack of privateLink and of globalAccelerator needs; with public front subnets have " +
      "them, too, and a route to the internet, which service.ipv6 needs. It cannot be taken back: AWS takes no range from a VPC whose subnets use it, " +
      "and the provider takes none from a subnet.",
    allowed: "true, false or public",
    fix: "write one of these words, true and false without quotes",
    examples: [true, "public"],
  }).default(false),
  ipv6Egress: flag(
    "Whether instances, and tasks but those in bridge mode, connect out by IPv6, too, through an egress-only internet gateway; needs ipv6. They then come from the " +
      "range of the app subnets, and not from the NAT gateways' addresses, which others may have on lists.",
  ).default(false),
  flowLogs: flowLogsSection.describe(
    "Flow logs of every VPC made here, a firewall's and consumers' too, and of one that exists where regions.*.vpc.flowLogs says so. They cost by the GB.",
  ),
  endpoints: endpointsSection,
  s3Buckets: z
    .array(bucketName("A bucket that instances may use."))
    .default([])
    .describe(
      "Buckets that may be used through the S3 gateway endpoint, beside those of AWS that images and packages come from: its policy refuses all others.",
    ),
  peerRegions: peerRegionsSection,
});
