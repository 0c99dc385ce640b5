import { type PolicyDocument, type Statement, document, encryptedTransport } from "../policies";
import { PARTITION } from "../regions";

/*
 * Source: docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_CanaryPermissions.html. X-Ray is left out:
 * nothing is traced.
 */

/** Lets Lambda, which runs canaries, take the role. */
export function canaryTrust(): PolicyDocument {
  return document({ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: ["sts:AssumeRole"] });
}

export interface CanaryRights {
  region: string;
  account: string;
  /** What the canary's name begins with. */
  canary: string;
  /** Where it puts what its runs leave. */
  bucketArn: string;
  prefix: string;
  /** What it writes metrics into, beside that of Synthetics. */
  namespace: string;
  /** Whether it runs in a VPC. */
  inVpc: boolean;
}

/**
 * Characters of a canary's name that are in that of its function.
 * Source: docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_DeleteCanary.html (log groups)
 */
const NAME_IN_FUNCTION = 21;

/** How the names begin of the log groups that AWS makes for canaries whose names begin so. */
export const canaryLogGroups = (canary: string): string => `/aws/lambda/cwsyn-${canary.slice(0, NAME_IN_FUNCTION)}`;

/** What a canary needs, and a script that writes metrics. */
export function canaryRights(rights: CanaryRights): PolicyDocument {
  const { region, account, canary, bucketArn, prefix, namespace, inVpc } = rights;
  const groups = `arn:${PARTITION}:logs:${region}:${account}:log-group:${canaryLogGroups(canary)}*`;
  return document(
    {
      Sid: "Artifacts",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:PutObject"],
      Resource: [`${bucketArn}/${prefix}/*`],
    },
    { Sid: "Bucket", Effect: "Allow", Action: ["s3:GetBucketLocation"], Resource: [bucketArn] },
    { Sid: "Buckets", Effect: "Allow", Action: ["s3:ListAllMyBuckets"], Resource: ["*"] },
    {
      Sid: "Logs",
      Effect: "Allow",
      Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: [groups],
    },
    putMetrics("RunMetrics", "CloudWatchSynthetics"),
    putMetrics("OwnMetrics", namespace),
    ...(inVpc
      ? [
          {
            Sid: "NetworkInterfaces",
            Effect: "Allow" as const,
            Action: ["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:DescribeNetworkInterfaces"],
            Resource: ["*"],
          },
        ]
      : []),
  );
}

const putMetrics = (sid: string, namespace: string): Statement => ({
  Sid: sid,
  Effect: "Allow",
  Action: ["cloudwatch:PutMetricData"],
  Resource: ["*"],
  Condition: { StringEquals: { "cloudwatch:namespace": namespace } },
});

/** Of the bucket with what runs leave. */
export const reportsPolicy = (bucketArn: string): PolicyDocument =>
  document(encryptedTransport(["s3:*"], [bucketArn, `${bucketArn}/*`]));
