export { type FollowedPaths, follow, pathFaults, paths, unroutedEgress } from "./paths";
export { type EndpointGroup, endpointGroups } from "./globalAccelerator/endpointGroups";
export type { PathFault } from "./network/pathFault";
export { comesFrom, type Hop, type HopKind, type Path } from "./network/path";
