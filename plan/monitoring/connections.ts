import type { AlarmPlan } from "./alarm";
import { OWN_NAMESPACE } from "./metrics";
import { type LoggedConnections, rejectedClientsPattern } from "./queries";
import type { Thresholds } from "./thresholds";

/** The metric that a filter of the flow logs makes: attempts of clients to connect that are rejected. */
export const REJECTED_CLIENTS = { namespace: OWN_NAMESPACE, metricName: "RejectedClients" } as const;

/** Of what flow logs say. They come some minutes after what they tell of, and so it is of an hour. */
export function connectionAlarms(
  region: string,
  logged: LoggedConnections,
  { rejectedClientsPerHour }: Thresholds,
): AlarmPlan<never>[] {
  if (rejectedClientsPattern(logged) === undefined) return [];
  return [
    {
      key: "clients-rejected",
      entry: "clients-rejected",
      part: "frontDoor",
      grade: "ticket",
      subject: region,
      watch: { kind: "metric", ...REJECTED_CLIENTS, dimensions: {}, statistic: "Sum" },
      comparison: "GreaterThanThreshold",
      threshold: rejectedClientsPerHour,
      periodSeconds: 3600,
      of: 1,
      missing: "notBreaching",
    },
  ];
}
