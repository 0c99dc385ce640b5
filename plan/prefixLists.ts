import { PARTITION } from "./regions";

/** The name of AWS's list of the ranges that Route 53 checks from. Source: docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html */
export const healthCheckersListName = (region: string, family: "ipv4" | "ipv6" = "ipv4"): string =>
  `com.amazonaws.${region}.${family === "ipv6" ? "ipv6." : ""}route53-healthchecks`;

/** The name of AWS's list of the ranges of S3 in a region. Source: as above. */
export const s3ListName = (region: string): string => `com.amazonaws.${region}.s3`;

/** The ARN of a list that AWS manages, by its id. Source: docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html */
export const managedListArn = (region: string, id: string): string =>
  `arn:${PARTITION}:ec2:${region}:aws:prefix-list/${id}`;
