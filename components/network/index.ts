export { aclEntry } from "./acls";
export type { NetworkArgs } from "./args";
export { createFlowLogs, type FlowLogSettings } from "./flowLogs";
export type { Inspection } from "./inspection";
export { Network } from "./network";
