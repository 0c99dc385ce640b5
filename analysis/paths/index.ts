export { pathFaults, paths } from "./paths";
export type { PathFault } from "./network/pathFault";
export type { Hop, Path } from "./network/path";
