export type { FlowLogQueries } from "./connections";
export { LatencyProbe, type LatencyProbeArgs } from "./latencyProbe";
export { Monitoring, type MonitoringArgs } from "./monitoring";
export type { GradeSubscribers, Subscribers, Topics } from "./notifications";
