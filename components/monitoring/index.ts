export { Chat, type ChatArgs } from "./chat";
export type { FlowLogQueries } from "./connections";
export { StackDashboard, type StackDashboardArgs } from "./dashboard";
export { LatencyProbe, type LatencyProbeArgs } from "./latencyProbe";
export { Monitoring, type MonitoringArgs } from "./monitoring";
export { isMadeHere, type Topics } from "./notifications";
