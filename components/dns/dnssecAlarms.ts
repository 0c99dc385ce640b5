import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { DnsConfig } from "../../config";
import { nameTag } from "../shared";

/** How often a signed zone has a value of these metrics, whose only useful statistic is the sum. Source: as below. */
const PERIOD_SECONDS = 4 * 3600;

/** Source: docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-hosted-zones-with-cloudwatch.html */
const DNSSEC_METRICS = {
  "internal-failure": {
    metricName: "DNSSECInternalFailure",
    alarmDescription: "Route 53 cannot sign the zone. Soon nobody who checks signatures finds the service.",
  },
  "key-action": {
    metricName: "DNSSECKeySigningKeysNeedingAction",
    alarmDescription: "Route 53 cannot use the zone's key in KMS. Soon nobody who checks signatures finds the service.",
  },
} as const;

/** What tells that the signatures of a zone are in danger. */
export function createDnssecAlarms(
  name: string,
  hostedZoneId: pulumi.Input<string>,
  { alarms }: Pick<DnsConfig, "alarms">,
  parent: pulumi.ComponentResource,
): void {
  for (const [key, metric] of Object.entries(DNSSEC_METRICS))
    new aws.cloudwatch.MetricAlarm(
      `${name}-dnssec-${key}`,
      {
        namespace: "AWS/Route53",
        ...metric,
        dimensions: { HostedZoneId: hostedZoneId },
        statistic: "Sum",
        period: PERIOD_SECONDS,
        evaluationPeriods: 1,
        comparisonOperator: "GreaterThanThreshold",
        threshold: 0,
        // A value that comes a little late changes nothing.
        treatMissingData: "ignore",
        alarmActions: [...alarms.topicArns],
        okActions: [...alarms.topicArns],
        tags: nameTag(`${name}-dnssec-${key}`),
      },
      { parent },
    );
}
