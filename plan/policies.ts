import { PARTITION } from "./regions";

/** An IAM policy document as the API takes it, before it is turned into a string. */
export interface PolicyDocument {
  Version: "2012-10-17";
  Statement: readonly Statement[];
}

export interface Statement {
  Sid?: string;
  Effect: "Allow" | "Deny";
  Principal?: "*" | Record<string, string>;
  Action: readonly string[];
  Resource?: readonly string[];
  Condition?: Record<string, Record<string, string>>;
}

const document = (...statements: Statement[]): PolicyDocument => ({ Version: "2012-10-17", Statement: statements });

/** Lets EC2 give the role to an instance. */
export function instanceTrust(): PolicyDocument {
  return document({
    Effect: "Allow",
    Principal: { Service: "ec2.amazonaws.com" },
    Action: ["sts:AssumeRole"],
  });
}

/** What an instance needs for Session Manager and for patches, so that nobody needs SSH. */
export const SSM_POLICY_ARN = `arn:${PARTITION}:iam::aws:policy/AmazonSSMManagedInstanceCore`;

/** Lets an instance pull one private image. Only the token is not bound to a repository, by the API's nature. */
export function pullImage(image: EcrImage): PolicyDocument {
  return document(
    {
      Sid: "Token",
      Effect: "Allow",
      Action: ["ecr:GetAuthorizationToken"],
      Resource: ["*"],
    },
    {
      Sid: "Layers",
      Effect: "Allow",
      Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      Resource: [`arn:${PARTITION}:ecr:${image.region}:${image.account}:repository/${image.repository}`],
    },
  );
}

export interface EcrImage {
  account: string;
  region: string;
  repository: string;
}

/** The parts of a private ECR image's name, or undefined for an image of any other registry. */
export function ecrImage(image: string): EcrImage | undefined {
  const match = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com\/([a-z0-9._/-]+)/.exec(image);
  if (!match) return undefined;
  const [, account = "", region = "", repository = ""] = match;
  return { account, region, repository };
}

/**
 * Lets the flow-log service of this account write, and nobody who tricks it from another account.
 * Source: docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
 */
export function flowLogTrust(region: string, account: string): PolicyDocument {
  return document({
    Effect: "Allow",
    Principal: { Service: "vpc-flow-logs.amazonaws.com" },
    Action: ["sts:AssumeRole"],
    Condition: {
      StringEquals: { "aws:SourceAccount": account },
      ArnLike: { "aws:SourceArn": `arn:${PARTITION}:ec2:${region}:${account}:vpc-flow-log/*` },
    },
  });
}

/** Writing to one log group. The group exists before, so the service needs not create it. */
export function flowLogWrite(logGroupArn: string): PolicyDocument {
  return document({
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
    Resource: [logGroupArn, `${logGroupArn}:*`],
  });
}

/** Regions whose bucket of patch baselines has a longer name. Source: the page on the agent's buckets named below. */
const PATCH_BUCKET_SUFFIX: Readonly<Record<string, string>> = {
  "af-south-1": "-tbxdb5b9",
  "me-south-1": "-uduvl7q8",
};

/**
 * What may be fetched from S3 through the gateway endpoint: packages of Amazon Linux, the files of the SSM agent, image
 * layers of ECR, all owned by AWS, and the buckets that the stack file names.
 * Source: docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-minimum-s3-permissions.html (buckets of the agent),
 * docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html (layers), and the repository URLs in the Amazon
 * Linux 2023 images.
 */
export function s3EndpointPolicy(region: string, buckets: readonly string[]): PolicyDocument {
  const arn = (bucket: string) => `arn:${PARTITION}:s3:::${bucket}`;
  const awsOwned = [
    `al2023-repos-${region}-de612dc2`,
    `amazon-ssm-${region}`,
    `aws-ssm-${region}`,
    `patch-baseline-snapshot-${region}${PATCH_BUCKET_SUFFIX[region] ?? ""}`,
    `prod-${region}-starport-layer-bucket`,
  ];
  const reading: Statement = {
    Sid: "OwnedByAws",
    Effect: "Allow",
    Principal: "*",
    Action: ["s3:GetObject"],
    Resource: awsOwned.map((bucket) => `${arn(bucket)}/*`),
  };
  if (buckets.length === 0) return document(reading);
  return document(reading, {
    Sid: "Configured",
    Effect: "Allow",
    Principal: "*",
    Action: ["s3:GetObject", "s3:PutObject", "s3:ListBucket"],
    Resource: [...buckets].sort().flatMap((bucket) => [arn(bucket), `${arn(bucket)}/*`]),
  });
}

/**
 * What an agent or a container runtime may call through each interface endpoint, from this account only.
 * Source: the actions of AmazonSSMManagedInstanceCore and of AmazonEC2ContainerRegistryPullOnly.
 */
const ENDPOINT_ACTIONS = {
  ssm: [
    "ssm:DescribeAssociation",
    "ssm:DescribeDocument",
    "ssm:GetDeployablePatchSnapshotForInstance",
    "ssm:GetDocument",
    "ssm:GetManifest",
    "ssm:GetParameter",
    "ssm:GetParameters",
    "ssm:ListAssociations",
    "ssm:ListInstanceAssociations",
    "ssm:PutComplianceItems",
    "ssm:PutConfigurePackageResult",
    "ssm:PutInventory",
    "ssm:UpdateAssociationStatus",
    "ssm:UpdateInstanceAssociationStatus",
    "ssm:UpdateInstanceInformation",
  ],
  ssmmessages: [
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
  ],
  "ecr.api": [
    "ecr:BatchCheckLayerAvailability",
    "ecr:BatchGetImage",
    "ecr:GetAuthorizationToken",
    "ecr:GetDownloadUrlForLayer",
  ],
  "ecr.dkr": ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
} as const;

/** An AWS service with an interface endpoint, by the last part of the endpoint's service name. */
export type EndpointService = keyof typeof ENDPOINT_ACTIONS;

export function interfaceEndpointPolicy(service: EndpointService, account: string): PolicyDocument {
  return document({
    Effect: "Allow",
    Principal: "*",
    Action: ENDPOINT_ACTIONS[service],
    Resource: ["*"],
    Condition: { StringEquals: { "aws:PrincipalAccount": account } },
  });
}

/**
 * The interface endpoints a region needs: none where NAT leads out, else those of Systems Manager (the agent speaks
 * through `ssmmessages`), and those of ECR where the workload is an image that lies there.
 */
export function interfaceEndpoints(settings: { hasNat: boolean; ecr: boolean }): EndpointService[] {
  if (settings.hasNat) return [];
  return settings.ecr ? ["ecr.api", "ecr.dkr", "ssm", "ssmmessages"] : ["ssm", "ssmmessages"];
}
