export { Monitoring, type MonitoringArgs } from "./monitoring";
export type { GradeSubscribers, Subscribers } from "./notifications";
