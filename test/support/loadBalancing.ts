import type { Raw } from "./recording";

/* What AWS is told of load balancers where the config says nothing of it. */

/** How targets are checked. */
export const TCP_CHECK = {
  enabled: true,
  protocol: "TCP",
  port: "traffic-port",
  interval: 10,
  timeout: 5,
  healthyThreshold: 2,
  unhealthyThreshold: 2,
};

/** The whole inputs of a target group of Ireland, of instances that see their clients' addresses. */
export const targetGroupInputs = (name: string, settings: Raw = {}) => ({
  vpcId: "${Vpc:network-eu-west-1-vpc.id}",
  targetType: "instance",
  protocol: "TCP",
  port: 5000,
  deregistrationDelay: 300,
  connectionTermination: true,
  preserveClientIp: "true",
  proxyProtocolV2: false,
  healthCheck: TCP_CHECK,
  targetHealthStates: [{ enableUnhealthyConnectionTermination: false, unhealthyDrainingInterval: 0 }],
  targetGroupHealth: {
    dnsFailover: { minimumHealthyTargetsCount: "1", minimumHealthyTargetsPercentage: "off" },
    unhealthyStateRouting: { minimumHealthyTargetsCount: 1, minimumHealthyTargetsPercentage: "off" },
  },
  tags: { Name: `ha-tcp-test-${name}` },
  ...settings,
});

/** A metric of a load balancer, as one of several that scaling computes with. */
export const metricOfBalancer = (
  id: string,
  metricName: string,
  stat: string,
  dimensions: Readonly<Record<string, string>>,
) => ({
  id,
  returnData: false,
  metricStat: {
    stat,
    metric: {
      namespace: "AWS/NetworkELB",
      metricName,
      dimensions: Object.entries(dimensions).map(([name, value]) => ({ name, value })),
    },
  },
});
