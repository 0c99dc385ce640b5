/** How the Price List API finds a price among the products of a region. All of it must hold. */
export interface Product {
  /** The service's code there. */
  service: string;
  /** The usage type, without the prefix that names the region (`EUW1-`, `EU-`, none in us-east-1). */
  usage: RegExp;
  /** Other attributes, exactly. */
  where?: Readonly<Record<string, string>>;
}

/** `each`: its own price in each region. `one`: one price for all regions of the partition. */
type Scope = "each" | "one";

export interface PriceKey {
  /** What one unit is: the price is in US dollars for each. */
  unit: string;
  scope: Scope;
  /** Undefined: the Price List API has no row that says it alone, and the file's value is kept when the file is written again. */
  product?: Product;
}

const priced = (unit: string, scope: Scope, service: string, usage: RegExp, where?: Product["where"]): PriceKey => ({
  unit,
  scope,
  product: { service, usage, ...(where && { where }) },
});

const NLB = { operation: "LoadBalancing:Network" };

/**
 * Every price that a stack of this program can be charged, beside that of an instance (`instances.ts`) and of what goes from a region to
 * another or through an accelerator (`transfer.ts`). What is free is in `free.ts`.
 *
 * A month is what AWS prorates: an hour that it bills is 1/730 of one.
 * Source of service codes, usage types and attributes: https://github.com/infracost/infracost, internal/resources/aws, August 2026; and
 * the rows that AWS publishes under pricing.us-east-1.amazonaws.com/offers/v1.0/aws/index.json
 */
export const PRICE_KEYS = {
  "nlb.hour": priced("hour", "each", "AWSELB", /^LoadBalancerUsage$/, NLB),
  "nlb.capacityUnitHour": priced("NLCU-hour", "each", "AWSELB", /^LCUUsage$/, NLB),

  "ipv4.inUse.hour": priced("hour", "each", "AmazonVPC", /^PublicIPv4:InUseAddress$/),
  "ipv4.idle.hour": priced("hour", "each", "AmazonVPC", /^PublicIPv4:IdleAddress$/),
  "nat.hour": priced("hour", "each", "AmazonEC2", /^NatGateway-Hours$/),
  "nat.gb": priced("GB", "each", "AmazonEC2", /^NatGateway-Bytes$/),
  "transfer.internet.gb": priced("GB", "each", "AWSDataTransfer", /^DataTransfer-Out-Bytes$/, {
    toLocation: "External",
  }),
  "transfer.zones.gb": priced("GB", "each", "AWSDataTransfer", /^DataTransfer-Regional-Bytes$/, {
    transferType: "IntraRegion",
  }),
  "endpoint.interface.hour": priced("hour", "each", "AmazonVPC", /^VpcEndpoint-Hours$/),
  "endpoint.interface.gb": priced("GB", "each", "AmazonVPC", /^VpcEndpoint-Bytes$/),
  "transitGateway.attachment.hour": priced("hour", "each", "AmazonVPC", /^TransitGateway-Hours$/, {
    operation: "TransitGatewayVPC",
  }),
  "transitGateway.gb": priced("GB", "each", "AmazonVPC", /^TransitGateway-Bytes$/, { operation: "TransitGatewayVPC" }),

  "ebs.gp3.gbMonth": priced("GB-month", "each", "AmazonEC2", /^EBS:VolumeUsage\.gp3$/),
  "ebs.gp3.iopsMonth": priced("IOPS-month above 3,000", "each", "AmazonEC2", /^EBS:VolumeP-IOPS\.gp3$/),
  "ebs.gp3.mibpsMonth": priced("MiB/s-month above 125", "each", "AmazonEC2", /^EBS:VolumeP-Throughput\.gp3$/),
  "ebs.gp2.gbMonth": priced("GB-month", "each", "AmazonEC2", /^EBS:VolumeUsage\.gp2$/),
  "ebs.io1.gbMonth": priced("GB-month", "each", "AmazonEC2", /^EBS:VolumeUsage\.piops$/),
  "ebs.io1.iopsMonth": priced("IOPS-month", "each", "AmazonEC2", /^EBS:VolumeP-IOPS\.piops$/),
  "ebs.io2.gbMonth": priced("GB-month", "each", "AmazonEC2", /^EBS:VolumeUsage\.io2$/),
  "ebs.io2.iopsMonth": priced("IOPS-month", "each", "AmazonEC2", /^EBS:VolumeP-IOPS\.io2(\.tier[23])?$/),
  "fargate.x86.vcpuHour": priced("vCPU-hour", "each", "AmazonECS", /^Fargate-vCPU-Hours:perCPU$/),
  "fargate.x86.gbHour": priced("GB-hour", "each", "AmazonECS", /^Fargate-GB-Hours$/),
  "fargate.arm.vcpuHour": priced("vCPU-hour", "each", "AmazonECS", /^Fargate-ARM-vCPU-Hours:perCPU$/),
  "fargate.arm.gbHour": priced("GB-hour", "each", "AmazonECS", /^Fargate-ARM-GB-Hours$/),

  "accelerator.hour": priced("hour", "one", "AWSGlobalAccelerator", /^Accelerator-fee$/i),
  "firewall.endpoint.hour": priced("hour", "each", "AWSNetworkFirewall", /^Endpoint-Hour$/),
  "firewall.gb": priced("GB", "each", "AWSNetworkFirewall", /^Traffic-GB-Processed$/),
  "firewall.tls.endpoint.hour": priced("hour", "each", "AWSNetworkFirewall", /^Advanced-Inspection-Endpoint-Hour$/),
  "firewall.tls.gb": priced("GB", "each", "AWSNetworkFirewall", /^Advanced-Inspection-Traffic-GB-Processed$/),

  "route53.zone.month": priced("month", "one", "AmazonRoute53", /^HostedZone$/),
  "route53.queries.standard": priced("query", "one", "AmazonRoute53", /^DNS-Queries$/),
  "route53.queries.latency": priced("query", "one", "AmazonRoute53", /^LBR-Queries$/),
  "route53.queries.geo": priced("query", "one", "AmazonRoute53", /^Geo-Queries$/),
  "route53.healthCheck.aws.month": priced("month", "one", "AmazonRoute53", /^Health-Check-AWS$/i),
  "route53.healthCheck.other.month": priced("month", "one", "AmazonRoute53", /^Health-Check-Non-AWS$/i),
  "route53.healthCheck.aws.option.month": priced("month", "one", "AmazonRoute53", /^Health-Check-Option-AWS$/i),
  "route53.healthCheck.other.option.month": priced("month", "one", "AmazonRoute53", /^Health-Check-Option-Non-AWS$/i),
  "recoveryControl.cluster.hour": { unit: "hour", scope: "one" },

  "cloudWatch.alarm.metricMonth": priced("metric-month", "each", "AmazonCloudWatch", /^CW:AlarmMonitorUsage$/, {
    alarmType: "Standard",
  }),
  "cloudWatch.alarm.highResolution.metricMonth": priced(
    "metric-month",
    "each",
    "AmazonCloudWatch",
    /^CW:HighResAlarmMonitorUsage$/,
  ),
  "cloudWatch.alarm.composite.month": priced("month", "each", "AmazonCloudWatch", /^CW:CompositeAlarmMonitorUsage$/),
  "cloudWatch.dashboard.month": priced("month", "one", "AmazonCloudWatch", /^DashboardsUsageHour(-Basic)?$/),
  "cloudWatch.metric.month": priced("metric-month", "each", "AmazonCloudWatch", /^CW:MetricMonitorUsage$/),
  "logs.ingested.gb": priced("GB", "each", "AmazonCloudWatch", /^DataProcessing-Bytes$/),
  "logs.vended.gb": priced("GB", "each", "AmazonCloudWatch", /^VendedLog-Bytes$/),
  "logs.vended.s3.gb": priced("GB", "each", "AmazonCloudWatch", /^S3-Egress-Bytes$/),
  "logs.vended.firehose.gb": priced("GB", "each", "AmazonCloudWatch", /^FH-Egress-Bytes$/),
  "logs.stored.gbMonth": priced("GB-month", "each", "AmazonCloudWatch", /^TimedStorage-ByteHrs$/),
  "logs.scanned.gb": priced("GB", "each", "AmazonCloudWatch", /^DataScanned-Bytes$/),
  "canary.run": priced("run", "each", "AmazonCloudWatch", /^CW:Canary-runs$/),
  "lambda.request": priced("request", "each", "AWSLambda", /^Request$/),
  "lambda.gbSecond": priced("GB-second", "each", "AWSLambda", /^Lambda-GB-Second$/),

  "kms.key.month": priced("month", "each", "awskms", /^KMS-Keys$/),
  "kms.request": priced("request", "each", "awskms", /^KMS-Requests$/),
  "sns.request": priced("request", "each", "AmazonSNS", /^Requests-Tier1$/),
  "sns.email": priced("message", "each", "AmazonSNS", /^DeliveryAttempts-SMTP$/),
  "s3.standard.gbMonth": priced("GB-month", "each", "AmazonS3", /^TimedStorage-ByteHrs$/),
  "s3.write": priced("request", "each", "AmazonS3", /^Requests-Tier1$/),
  "s3.read": priced("request", "each", "AmazonS3", /^Requests-Tier2$/),
  "config.ruleEvaluation": priced("evaluation", "each", "AWSConfig", /^ConfigRuleEvaluations$/),
  "shield.advanced.month": { unit: "month", scope: "one" },
  "shield.advanced.nlb.gb": { unit: "GB", scope: "one" },
  "shield.advanced.accelerator.gb": { unit: "GB", scope: "one" },
} as const satisfies Readonly<Record<string, PriceKey>>;

export type PriceName = keyof typeof PRICE_KEYS;

export const PRICE_NAMES = Object.keys(PRICE_KEYS) as PriceName[];

/** What a key says: its table row, with its own names lost. */
export const keyOf = (name: PriceName): PriceKey => PRICE_KEYS[name];
