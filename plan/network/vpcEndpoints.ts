import { MESSAGE_CHANNELS, isParameter } from "../ecs/policies";
import { type PolicyDocument, type Statement, document } from "../policies";
import { PARTITION } from "../regions";

/* The endpoints of AWS services in a VPC: which a region needs, and what may pass them. */

/** Regions whose bucket of patch baselines has a longer name. Source: the page on the agent's buckets named below. */
const PATCH_BUCKET_SUFFIX: Readonly<Record<string, string>> = {
  "af-south-1": "-tbxdb5b9",
  "me-south-1": "-uduvl7q8",
};

/**
 * What may be fetched from S3 through the gateway endpoint: packages of Amazon Linux, the files of the SSM agent, image
 * layers of ECR, all owned by AWS, the buckets that the stack file names, and what statements that it lists say.
 * Source: docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-minimum-s3-permissions.html (buckets of the agent),
 * docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html (layers), and the repository URLs in the Amazon
 * Linux 2023 images.
 */
export function s3EndpointPolicy(
  region: string,
  buckets: readonly string[],
  listed: readonly Statement[] = [],
): PolicyDocument {
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
  if (buckets.length === 0) return document(reading, ...listed);
  const configured: Statement = {
    Sid: "Configured",
    Effect: "Allow",
    Principal: "*",
    Action: ["s3:GetObject", "s3:PutObject", "s3:ListBucket"],
    Resource: [...buckets].sort().flatMap((bucket) => [arn(bucket), `${arn(bucket)}/*`]),
  };
  return document(reading, configured, ...listed);
}

/**
 * What an agent or a container runtime may call through each interface endpoint, from this account only.
 * Source: the actions of AmazonSSMManagedInstanceCore and of AmazonEC2ContainerRegistryPullOnly.
 */
const ENDPOINT_ACTIONS = {
  autoscaling: ["autoscaling:CompleteLifecycleAction", "autoscaling:DescribeAutoScalingInstances"],
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
  ssmmessages: MESSAGE_CHANNELS,
  "ecr.api": [
    "ecr:BatchCheckLayerAvailability",
    "ecr:BatchGetImage",
    "ecr:GetAuthorizationToken",
    "ecr:GetDownloadUrlForLayer",
  ],
  "ecr.dkr": ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
  ecs: [
    "ecs:DiscoverPollEndpoint",
    "ecs:RegisterContainerInstance",
    "ecs:SubmitAttachmentStateChanges",
    "ecs:SubmitTaskStateChange",
  ],
  "ecs-agent": ["ecs:Poll"],
  "ecs-telemetry": ["ecs:Poll", "ecs:StartTelemetrySession"],
  logs: ["logs:CreateLogStream", "logs:PutLogEvents"],
  secretsmanager: ["secretsmanager:GetSecretValue"],
} as const;

/** An AWS service with an interface endpoint, by the last part of the endpoint's service name. */
export type InterfaceEndpointService = keyof typeof ENDPOINT_ACTIONS;

/** Whether the stack may need the endpoint itself. */
export const isOwnEndpoint = (service: string): service is InterfaceEndpointService =>
  Object.hasOwn(ENDPOINT_ACTIONS, service);

export function interfaceEndpointPolicy(service: InterfaceEndpointService, account: string): PolicyDocument {
  return document({
    Effect: "Allow",
    Principal: "*",
    Action: ENDPOINT_ACTIONS[service],
    Resource: ["*"],
    Condition: { StringEquals: { "aws:PrincipalAccount": account } },
  });
}

export interface EndpointNeeds {
  hasNat: boolean;
  /** Whether an image lies in a private repository of ECR. */
  ecr: boolean;
  /** Whether anything runs on EC2 instances of ours, which Systems Manager looks after. */
  hosts: boolean;
  /** Whether instances say that they are ready, as those of a warm pool do. Default: false. */
  warmPool?: boolean;
  /** What tasks of ECS need beside. Default: there are none. */
  tasks?: {
    launch: "ec2" | "fargate";
    /** ARNs of what their containers get in the environment. */
    secrets: readonly string[];
    /** Whether people may run commands in their containers. */
    exec: boolean;
  };
}

/**
 * The interface endpoints a region needs: none where NAT leads out. Else those of Systems Manager for hosts (the agent speaks
 * through `ssmmessages`), that of Auto Scaling for a warm pool, those of ECR where an image lies there, and what ECS, its logs and its secrets
 * need.
 * Source: docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html
 */
export function interfaceEndpoints({ hasNat, ecr, hosts, warmPool, tasks }: EndpointNeeds): InterfaceEndpointService[] {
  if (hasNat) return [];
  const services: InterfaceEndpointService[] = [
    ...(ecr ? (["ecr.api", "ecr.dkr"] as const) : []),
    ...(hosts ? (["ssm", "ssmmessages"] as const) : []),
    ...(warmPool ? (["autoscaling"] as const) : []),
    ...(tasks ? (["logs"] as const) : []),
    ...(tasks?.launch === "ec2" ? (["ecs", "ecs-agent", "ecs-telemetry"] as const) : []),
    ...(tasks?.exec ? (["ssmmessages"] as const) : []),
    ...(tasks?.secrets.some(isParameter) ? (["ssm"] as const) : []),
    ...(tasks?.secrets.some((arn) => !isParameter(arn)) ? (["secretsmanager"] as const) : []),
  ];
  return [...new Set(services)].sort();
}
