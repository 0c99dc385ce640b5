/** How the Price List API finds a price among the products of a region. All of it must hold. */
export interface Product {
  /** The service's code there. */
  service: string;
  /** The usage type, without the prefix that names the region (`EUW1-`, `EU-`, none in us-east-1). */
  usage: string;
  /** The product family, where the service has so many products that all of them would be too many to ask for. */
  family?: string;
  /** Other attributes, exactly. */
  where?: Readonly<Record<string, string>>;
  /** What one unit of the file is of a unit of the list. Default: 1. */
  scale?: number;
  /** Where AWS lists the later steps as products of their own: from which quantity on, and their usage types. */
  after?: readonly { from: number; usage: string }[];
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

const priced = (unit: string, service: string, usage: string, more: Partial<Product> = {}): PriceKey => ({
  unit,
  scope: "each",
  product: { service, usage, ...more },
});

const global = (unit: string, service: string, usage: string): PriceKey => ({
  unit,
  scope: "one",
  product: { service, usage },
});

const NLB = { where: { operation: "LoadBalancing:Network" } };
const ATTACHMENT = { where: { operation: "TransitGatewayVPC" } };
const NAT = { family: "NAT Gateway", where: { operation: "NatGateway" } };
const STORAGE = { family: "Storage" };
const IOPS = { family: "System Operation" };

/**
 * Every price that a stack of this program can be charged, beside that of an instance (`instances.ts`) and of what goes from a region to
 * another or through an accelerator (`transfer.ts`). What is free is in the registry of rules.
 *
 * A month is what AWS prorates: an hour that it bills is 1/730 of one.
 * Sources of service codes, usage types and attributes: https://github.com/infracost/infracost, internal/resources/aws, August 2026; of logs,
 * alarms and canaries docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_billing.html
 */
export const PRICE_KEYS = {
  "nlb.hour": priced("hour", "AWSELB", "LoadBalancerUsage", NLB),
  "nlb.capacityUnitHour": priced("NLCU-hour", "AWSELB", "LCUUsage", NLB),

  "ipv4.inUse.hour": priced("hour", "AmazonVPC", "PublicIPv4:InUseAddress"),
  "ipv4.idle.hour": priced("hour", "AmazonVPC", "PublicIPv4:IdleAddress"),
  "nat.hour": priced("hour", "AmazonEC2", "NatGateway-Hours", NAT),
  "nat.gb": priced("GB", "AmazonEC2", "NatGateway-Bytes", NAT),
  "transfer.internet.gb": priced("GB", "AWSDataTransfer", "DataTransfer-Out-Bytes", {
    where: { transferType: "AWS Outbound" },
  }),
  "transfer.zones.gb": priced("GB, each way", "AWSDataTransfer", "DataTransfer-Regional-Bytes", {
    where: { transferType: "IntraRegion" },
  }),
  "endpoint.interface.hour": priced("hour", "AmazonVPC", "VpcEndpoint-Hours"),
  "endpoint.interface.gb": priced("GB", "AmazonVPC", "VpcEndpoint-Bytes"),
  "transitGateway.attachment.hour": priced("hour", "AmazonVPC", "TransitGateway-Hours", ATTACHMENT),
  "transitGateway.gb": priced("GB", "AmazonVPC", "TransitGateway-Bytes", ATTACHMENT),

  "ebs.gp3.gbMonth": priced("GB-month", "AmazonEC2", "EBS:VolumeUsage.gp3", STORAGE),
  "ebs.gp3.iopsMonth": priced("IOPS-month above 3,000", "AmazonEC2", "EBS:VolumeP-IOPS.gp3", IOPS),
  "ebs.gp3.mibpsMonth": priced("MiB/s-month above 125", "AmazonEC2", "EBS:VolumeP-Throughput.gp3", {
    family: "Provisioned Throughput",
    scale: 1 / 1024,
  }),
  "ebs.gp2.gbMonth": priced("GB-month", "AmazonEC2", "EBS:VolumeUsage.gp2", STORAGE),
  "ebs.io1.gbMonth": priced("GB-month", "AmazonEC2", "EBS:VolumeUsage.piops", STORAGE),
  "ebs.io1.iopsMonth": priced("IOPS-month", "AmazonEC2", "EBS:VolumeP-IOPS.piops", IOPS),
  "ebs.io2.gbMonth": priced("GB-month", "AmazonEC2", "EBS:VolumeUsage.io2", STORAGE),
  "ebs.io2.iopsMonth": priced("IOPS-month", "AmazonEC2", "EBS:VolumeP-IOPS.io2", {
    ...IOPS,
    after: [
      { from: 32_000, usage: "EBS:VolumeP-IOPS.io2.tier2" },
      { from: 64_000, usage: "EBS:VolumeP-IOPS.io2.tier3" },
    ],
  }),
  "fargate.x86.vcpuHour": priced("vCPU-hour", "AmazonECS", "Fargate-vCPU-Hours:perCPU"),
  "fargate.x86.gbHour": priced("GB-hour", "AmazonECS", "Fargate-GB-Hours"),
  "fargate.arm.vcpuHour": priced("vCPU-hour", "AmazonECS", "Fargate-ARM-vCPU-Hours:perCPU"),
  "fargate.arm.gbHour": priced("GB-hour", "AmazonECS", "Fargate-ARM-GB-Hours"),

  "accelerator.hour": { unit: "hour", scope: "one" },
  "firewall.endpoint.hour": priced("hour", "AWSNetworkFirewall", "Endpoint-Hour"),
  "firewall.gb": priced("GB", "AWSNetworkFirewall", "Traffic-GB-Processed"),
  // AWS documents no usage types of these two: a refresh says whether they are listed by the names that the first suggests.
  "firewall.secondaryEndpoint.hour": priced("hour", "AWSNetworkFirewall", "Secondary-Endpoint-Hour"),
  "firewall.tls.hour": priced("hour", "AWSNetworkFirewall", "Advanced-Inspection-Endpoint-Hour"),

  "route53.zone.month": global("month", "AmazonRoute53", "HostedZone"),
  "route53.queries.standard": global("query", "AmazonRoute53", "DNS-Queries"),
  "route53.queries.latency": global("query", "AmazonRoute53", "LBR-Queries"),
  "route53.queries.geo": global("query", "AmazonRoute53", "Geo-Queries"),
  "route53.healthCheck.aws.month": global("month", "AmazonRoute53", "Health-Check-AWS"),
  "route53.healthCheck.other.month": global("month", "AmazonRoute53", "Health-Check-Non-AWS"),
  "route53.healthCheck.aws.option.month": global("month", "AmazonRoute53", "Health-Check-Option-AWS"),
  "route53.healthCheck.other.option.month": global("month", "AmazonRoute53", "Health-Check-Option-Non-AWS"),
  "recoveryControl.cluster.hour": { unit: "hour", scope: "one" },

  "cloudWatch.alarm.metricMonth": priced("metric-month", "AmazonCloudWatch", "CW:AlarmMonitorUsage", {
    where: { alarmType: "Standard" },
  }),
  "cloudWatch.alarm.highResolution.metricMonth": priced(
    "metric-month",
    "AmazonCloudWatch",
    "CW:HighResAlarmMonitorUsage",
  ),
  "cloudWatch.alarm.composite.month": priced("month", "AmazonCloudWatch", "CW:CompositeAlarmMonitorUsage"),
  "cloudWatch.dashboard.month": global("month", "AmazonCloudWatch", "DashboardsUsageHour"),
  "cloudWatch.metric.month": priced("metric-month", "AmazonCloudWatch", "CW:MetricMonitorUsage"),
  "logs.ingested.gb": priced("GB", "AmazonCloudWatch", "DataProcessing-Bytes"),
  "logs.vended.gb": priced("GB", "AmazonCloudWatch", "VendedLog-Bytes"),
  "logs.vended.s3.gb": priced("GB", "AmazonCloudWatch", "S3-Egress-Bytes"),
  "logs.vended.firehose.gb": priced("GB", "AmazonCloudWatch", "FH-Egress-Bytes"),
  "logs.stored.gbMonth": priced("GB-month", "AmazonCloudWatch", "TimedStorage-ByteHrs"),
  "logs.scanned.gb": priced("GB", "AmazonCloudWatch", "DataScanned-Bytes"),
  "canary.run": priced("run", "AmazonCloudWatch", "CW:Canary-runs"),
  "lambda.request": priced("request", "AWSLambda", "Request"),
  "lambda.gbSecond": priced("GB-second", "AWSLambda", "Lambda-GB-Second"),

  "kms.key.month": priced("month", "awskms", "KMS-Keys"),
  "kms.request": priced("request", "awskms", "KMS-Requests"),
  "kms.signature": priced("request", "awskms", "KMS-Requests-Asymmetric"),
  "sns.request": priced("request", "AmazonSNS", "Requests-Tier1"),
  "sns.email": priced("message", "AmazonSNS", "DeliveryAttempts-SMTP"),
  "s3.standard.gbMonth": priced("GB-month", "AmazonS3", "TimedStorage-ByteHrs", STORAGE),
  "s3.write": priced("request", "AmazonS3", "Requests-Tier1", { family: "API Request" }),
  "s3.read": priced("request", "AmazonS3", "Requests-Tier2", { family: "API Request" }),
  "config.ruleEvaluation": priced("evaluation", "AWSConfig", "ConfigRuleEvaluations"),
  "shield.advanced.month": { unit: "month", scope: "one" },
  "shield.advanced.gb": { unit: "GB out of a load balancer or address", scope: "each" },
  "shield.advanced.accelerator.gb": { unit: "GB out of an accelerator", scope: "one" },
} as const satisfies Readonly<Record<string, PriceKey>>;

export type PriceName = keyof typeof PRICE_KEYS;

export const PRICE_NAMES = Object.keys(PRICE_KEYS) as PriceName[];

/** What a key says: its table row, with its own names lost. */
export const keyOf = (name: PriceName): PriceKey => PRICE_KEYS[name];
