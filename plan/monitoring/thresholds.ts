/** Where alarms ring, as the section `monitoring` of the stack file says; what each is, and why it is what it is, stands there. */
export interface Thresholds {
  atMaximumMinutes: number;
  belowMinimumMinutes: number;
  blockedFlows: number;
  certificateDays: number;
  certificateDaysToPage: number;
  deviations: number | "none";
  endpointDrops: number;
  failOpenFlows: number;
  firewallDroppedPackets: number;
  firewallEndpointDroppedPackets: number;
  firewallStrayPackets: number;
  hostsMissingMinutes: number;
  natDropsPerMillion: number;
  natIdleConnections: number;
  natPortErrors: number;
  portErrors: number;
  rejectedClientsPerHour: number;
  rejectedFlows: number;
  resetsByLoadBalancerPercent: number;
  resetsByTargetPercent: number;
  taskCpuPercent: number;
  taskMemoryPercent: number;
}
