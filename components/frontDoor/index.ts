// What the three load balancers share: nlb, privateLink and globalAccelerator have one each.
export { accessLogs, permissions, type AccessLogBucket } from "./accessLogs";
export { connectionMetrics } from "./connectionMetrics";
export { createForwarding } from "./forwarding";
export { sortFrontDoors, type Forwarding, type ForwardingArgs, type FrontDoor } from "./frontDoor";
export { createRenewalAlarms } from "./renewalAlarms";
