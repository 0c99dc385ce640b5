import type { Series } from "./alarm";
import { resetsInPercent } from "./frontDoor/connections";

/** The alarm that ends a renewal, on one load balancer. */
interface RenewalAlarm<V> {
  expression: string;
  metrics: Readonly<Record<string, Series<V>>>;
  periodSeconds: number;
  of: number;
  outOf: number;
}

/**
 * Resets by targets in percent of new connections, as the alarm that tells people has it, and sooner: what accepts connections and ends them
 * passes its health checks, and a renewal is over in minutes.
 */
export function renewalAlarm<V>(loadBalancer: V): RenewalAlarm<V> {
  const series = (metricName: "TCP_Target_Reset_Count" | "NewFlowCount"): Series<V> => ({
    namespace: "AWS/NetworkELB",
    metricName,
    dimensions: { LoadBalancer: loadBalancer },
    statistic: "Sum",
  });
  const { expression, metrics } = resetsInPercent(series("TCP_Target_Reset_Count"), series("NewFlowCount"));
  return { expression, metrics, periodSeconds: 60, of: 3, outOf: 5 };
}
