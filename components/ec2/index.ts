// What instances and the hosts of ECS share; tasks share the security group.
export { createInstanceProfile } from "./instanceProfile";
export { autoScalingGroupTags, createLaunchTemplate, mixedInstancesPolicy } from "./launchTemplate";
export { createBackendSecurityGroup, type BackendNetwork, type BackendSecurityGroup } from "./securityGroup";
