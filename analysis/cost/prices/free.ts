const PRIVATE_LINK = "aws.amazon.com/privatelink/pricing";
const VPC = "aws.amazon.com/vpc/pricing";
const CLOUD_WATCH = "aws.amazon.com/cloudwatch/pricing";
const ROUTE_53 = "aws.amazon.com/route53/pricing";

/** Something that costs nothing by itself, and the page that says so or that lists all that its service charges. */
export interface FreeThing {
  why: string;
  source: string;
}

/** What a stack of this program has and AWS does not charge for. A source says so, or lists all that its service charges for without it. */
export const FREE = {
  accessAnalyzer: {
    why: "an analyzer of external access; one of unused access is charged by role and user",
    source: "docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-manage-unused.html",
  },
  anomalyDetection: { why: "cost anomaly detection", source: "aws.amazon.com/aws-cost-management/pricing" },
  autoScaling: {
    why: "groups, policies and schedules; their instances and alarms are charged",
    source: "aws.amazon.com/autoscaling",
  },
  budget: { why: "a budget without actions", source: "aws.amazon.com/aws-cost-management/aws-budgets/pricing" },
  chat: {
    why: "channels of Amazon Q Developer in chat applications",
    source: "docs.aws.amazon.com/chatbot/latest/adminguide/what-is.html",
  },
  directConnectAssociation: {
    why: "gateways and their associations; ports and transfer are charged",
    source: "aws.amazon.com/directconnect/pricing",
  },
  ecs: {
    why: "clusters and services on EC2; instances are charged, and on Fargate vCPU and GB",
    source: "aws.amazon.com/ecs/pricing",
  },
  endpointService: { why: "the provider's side; its load balancer is charged", source: PRIVATE_LINK },
  eventRule: { why: "events of AWS services on the default bus", source: "aws.amazon.com/eventbridge/pricing" },
  gatewayEndpoint: { why: "endpoints of S3 and DynamoDB", source: VPC },
  iam: { why: "roles, policies, instance profiles", source: "aws.amazon.com/iam/faqs" },
  internetGateway: { why: "the gateway, also egress-only; transfer is charged", source: VPC },
  ownAddress: { why: "public IPv4 addresses of a range brought to AWS (BYOIP)", source: VPC },
  peering: {
    why: "the connection; what crosses zones or regions is charged",
    source: "docs.aws.amazon.com/vpc/latest/peering/what-is-vpc-peering.html",
  },
  queryAlias: { why: "queries of alias records that lead to AWS resources", source: ROUTE_53 },
  quotas: { why: "asking for a quota", source: "docs.aws.amazon.com/servicequotas/latest/userguide/intro.html" },
  serviceDiscovery: {
    why: "names and instances that ECS registers; the hosted zone, queries and health checks are charged",
    source: "docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html",
  },
  tlsInspectedTraffic: {
    why: "a GB that a firewall decrypts, beside the GB itself: since February 2026",
    source: "aws.amazon.com/about-aws/whats-new/2026/02/aws-network-firewall-new-price-reduction",
  },
  vpc: { why: "VPCs, subnets, routes, security groups, network ACLs", source: VPC },
  vpnGateway: {
    why: "the gateway; each connection to it is charged by the hour",
    source: "aws.amazon.com/vpn/pricing",
  },
  zonalShift: {
    why: "zonal shift and autoshift",
    source: "docs.aws.amazon.com/r53recovery/latest/dg/introduction-pricing-zonal-shift.html",
  },
} as const satisfies Readonly<Record<string, FreeThing>>;

/**
 * What an account has free each month of what is priced, in the unit of its price. All stacks of an account share it, so no price here has it
 * taken off.
 */
export const ALLOWANCES = {
  "transfer.internet.gb": { quantity: 100, source: "aws.amazon.com/ec2/pricing/on-demand" },
  "cloudWatch.alarm.metricMonth": { quantity: 10, source: CLOUD_WATCH },
  "cloudWatch.metric.month": { quantity: 10, source: CLOUD_WATCH },
  "cloudWatch.dashboard.month": { quantity: 3, source: CLOUD_WATCH },
  "logs.ingested.gb": { quantity: 5, source: CLOUD_WATCH },
  "canary.run": { quantity: 100, source: CLOUD_WATCH },
  "route53.healthCheck.aws.month": { quantity: 50, source: ROUTE_53 },
  "kms.request": { quantity: 20_000, source: "aws.amazon.com/kms/pricing" },
  "sns.request": { quantity: 1_000_000, source: "aws.amazon.com/sns/pricing" },
  "sns.email": { quantity: 1000, source: "aws.amazon.com/sns/pricing" },
  "lambda.request": { quantity: 1_000_000, source: "aws.amazon.com/lambda/pricing" },
  "lambda.gbSecond": { quantity: 400_000, source: "aws.amazon.com/lambda/pricing" },
} as const;
