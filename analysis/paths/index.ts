export { pathFaults, paths } from "./paths";
export type { PathFault } from "./network/pathFault";
export type { Drop, Hop, HopKind, Direction, PathVerdict, Path, PathKind } from "./network/path";
