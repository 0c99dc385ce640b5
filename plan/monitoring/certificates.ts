import { certificateId } from "../tls";
import type { AlarmPlan } from "./alarm";
import type { Thresholds } from "./thresholds";

/**
 * Of a region's certificates, by their ARNs, while they are valid: ACM has a value twice a day, and none of a certificate that has
 * expired, so that an alarm stays as it was.
 * Source: docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html
 */
export function certificateAlarms(
  certificates: readonly string[],
  { certificateDays, certificateDaysToPage }: Thresholds,
): AlarmPlan<never>[] {
  return [...new Set(certificates)].sort().flatMap((arn) => {
    const id = certificateId(arn);
    const alarm = (key: string, rest: Pick<AlarmPlan, "entry" | "grade" | "threshold">): AlarmPlan<never> => ({
      key,
      part: "certificates",
      subject: `certificate ${id}`,
      watch: {
        kind: "metric",
        namespace: "AWS/CertificateManager",
        metricName: "DaysToExpiry",
        dimensions: { CertificateArn: arn },
        statistic: "Minimum",
      },
      comparison: "LessThanOrEqualToThreshold",
      periodSeconds: 86_400,
      of: 1,
      missing: "ignore",
      ...rest,
    });
    return [
      alarm(`certificate-${id}-expires`, {
        entry: "certificate-not-renewed",
        grade: "ticket",
        threshold: certificateDays,
      }),
      alarm(`certificate-${id}-expires-soon`, {
        entry: "certificate-expires",
        grade: "page",
        threshold: certificateDaysToPage,
      }),
    ];
  });
}
