export { addresses, type AddressRow } from "./addresses";
export { namesOf, type AddressFate, type AddressState, type PublishedId } from "./fates";
export { findings, type Finding } from "./findings";
export { frontDoors, type FrontDoorRow } from "./frontDoors";
export type { Interruption } from "./interruptions";
export { inventory, type ComponentRow } from "./inventory";
export { subnets, type RouteRow, type SubnetRow } from "./subnets";
export { losses, switchOf, type Switch, type Verdict } from "./switch";
export { summary, type Counts, type RegionSummary, type Summary } from "./summary";
