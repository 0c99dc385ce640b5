import { z } from "zod";
import { bucketName, field, oneOf } from "../fields";
import { peerRegionsSection } from "./ways";

/** Days that CloudWatch Logs can keep. Source: the comment of `retentionInDays` in the typings of cloudwatch.LogGroup. */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

export const retentionDays = (description: string) =>
  field(z.literal(RETENTION_DAYS), {
    description,
    allowed: `one of ${RETENTION_DAYS.join(", ")}`,
    fix: "choose one of the periods that CloudWatch Logs knows",
  });

/** Of a VPC. */
export const flowLogsSection = z
  .strictObject({
    traffic: oneOf("Which traffic is logged.", ["ALL", "ACCEPT", "REJECT"]).default("ALL"),
    retentionDays: retentionDays("Days that flow logs are kept.").default(30),
    intervalSeconds: field(z.union([z.literal(60), z.literal(600)]), {
      description: "Seconds that one log record covers.",
      allowed: "60 or 600",
      fix: "choose 60 for detail, 600 for the lower price",
    }).default(600),
  })
  .prefault({});

/** What holds for the network of every region. */
export const networkSection = z.strictObject({
  ipv6: field(z.union([z.boolean(), z.literal("public")]), {
    description:
      "Whether VPC and app subnets have IPv6 addresses, which dual stack of privateLink needs; public: front subnets, too, with a route " +
      "to the internet, which service.ipv6 needs. It cannot be taken back: AWS takes no range from a VPC whose subnets have a part of " +
      "it, and the provider takes none from a subnet.",
    allowed: "true, false or public",
    fix: "write one of these words, true and false without quotes",
  }).default(false),
  flowLogs: flowLogsSection.describe("VPC flow logs, in CloudWatch Logs; those of consumers' VPCs made here too."),
  s3Buckets: z
    .array(bucketName("A bucket."))
    .default([])
    .describe("Buckets that instances may use through the S3 gateway endpoint, beside those of AWS they need."),
  peerRegions: peerRegionsSection,
});
