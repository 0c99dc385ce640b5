export { pathFaults, paths, unroutedEgress } from "./paths";
export type { PathFault } from "./network/pathFault";
export type { Hop, HopKind, Path } from "./network/path";
