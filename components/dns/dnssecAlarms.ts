import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { DnsConfig } from "../../config";
import { nameTag } from "../shared";

/** Metrics that a signed zone has once a day. */
const DAY_SECONDS = 86400;

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
        statistic: "Maximum",
        period: DAY_SECONDS,
        evaluationPeriods: 1,
        comparisonOperator: "GreaterThanThreshold",
        threshold: 0,
        treatMissingData: "notBreaching",
        alarmActions: [...alarms.topicArns],
        okActions: [...alarms.topicArns],
        tags: nameTag(`${name}-dnssec-${key}`),
      },
      { parent },
    );
}
