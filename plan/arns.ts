/** The region in an ARN, empty for what has none. Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export const regionOfArn = (arn: string): string => arn.split(":")[3] ?? "";

/** The account in an ARN. */
export const accountOfArn = (arn: string): string => arn.split(":")[4] ?? "";
