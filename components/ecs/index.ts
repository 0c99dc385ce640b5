export { EcsService, type EcsServiceArgs } from "./ecsService";
