export { type FollowedPaths, follow, pathFaults, paths, unroutedEgress } from "./paths";
export { type EndpointGroup, endpointGroups } from "./globalAccelerator/endpointGroups";
export type { PathFault } from "./network/pathFault";
export type { Hop, HopKind, Path } from "./network/path";
