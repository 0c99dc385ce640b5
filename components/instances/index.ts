export { InstanceFleet, type InstanceFleetArgs } from "./instanceFleet";
