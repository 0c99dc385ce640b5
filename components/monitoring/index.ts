export type { FlowLogQueries } from "./connections";
export { Monitoring, type MonitoringArgs } from "./monitoring";
export type { GradeSubscribers, Subscribers, Topics } from "./notifications";
