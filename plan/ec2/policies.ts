import { type PolicyDocument, document } from "../policies";
import { PARTITION } from "../regions";

/* What instances may, be they of a fleet or hosts of tasks. */

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

/**
 * Lets an instance say that it is ready, in the one group of that `Name` tag: the group itself is made later. In which group it is and whether
 * that waits for it, it may ask of all instances, as that is bound to none by the API's nature.
 * Source: docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2autoscaling.html
 */
export const completeLaunch = (region: string, groupTag: string): PolicyDocument =>
  document(
    { Sid: "State", Effect: "Allow", Action: ["autoscaling:DescribeAutoScalingInstances"], Resource: ["*"] },
    {
      Sid: "Ready",
      Effect: "Allow",
      Action: ["autoscaling:CompleteLifecycleAction"],
      Resource: [`arn:${PARTITION}:autoscaling:${region}:*:autoScalingGroup:*:autoScalingGroupName/*`],
      Condition: { StringEquals: { "aws:ResourceTag/Name": groupTag } },
    },
  );

/**
 * Lets an instance or a task pull one private image. Only the token is not bound to a repository, by the API's nature. Through a cache, who
 * pulls what is not there yet has ECR fetch it and make the repository.
 * Source: docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-iam.html
 */
export function pullImage(image: EcrImage, { throughCache }: { throughCache: boolean }): PolicyDocument {
  const repository = `arn:${PARTITION}:ecr:${image.region}:${image.account}:repository/${image.repository}`;
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
      Resource: [repository],
    },
    ...(throughCache
      ? [
          {
            Sid: "Cache",
            Effect: "Allow" as const,
            Action: ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"],
            Resource: [repository],
          },
        ]
      : []),
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
