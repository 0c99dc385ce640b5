export { Chat, type ChatArgs } from "./chat";
export { Monitoring, type MonitoringArgs } from "./monitoring";
export { isMadeHere, type GradeSubscribers, type Subscribers } from "./notifications";
