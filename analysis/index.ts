export { addresses, type AddressRow } from "./addresses";
export { findings, type Finding } from "./findings";
export { frontDoors, type FrontDoorRow } from "./frontDoors";
export { inventory, type ComponentRow } from "./inventory";
export { subnets, type RouteRow, type SubnetRow } from "./subnets";
export { summary, type Counts, type RegionSummary, type Summary } from "./summary";
