/** A page of CloudWatch's console. */
export const consoleUrl = (region: string, page: string): string =>
  `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#${page}`;

/**
 * What a stack's dashboard is called. The name of a stack may have dots; a dashboard's has letters, digits, hyphens and underscores, at most 255.
 * Source: docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html
 */
export const dashboardName = (stack: string): string => stack.replace(/[^\w-]/g, "-");

/**
 * Where the console shows a dashboard. It is shown alike in every region.
 * Source: docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html ("global, not region-specific")
 */
export const dashboardUrl = (region: string, name: string): string =>
  consoleUrl(region, `dashboards/dashboard/${name}`);
