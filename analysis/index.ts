// What compares two graphs is imported from its own files, so that a plan of one stack does not load it.
export { addresses, type AddressRow } from "./addresses";
export { consumers, type ConsumerRow } from "./consumers";
export { names, type NameAnswer, type NameRow } from "./dns";
export type { AddressFate, AddressState, PublishedId } from "./fates";
export { findings, type Finding } from "./findings";
export { frontDoors, type FrontDoorRow } from "./frontDoors";
export type { Interruption } from "./interruptions";
export { inventory, type ComponentRow } from "./inventory";
export { pathFaults, paths, type PathFault, type Way } from "./paths";
export { subnets, type RouteRow, type SubnetRow } from "./subnets";
export type { Switch, Verdict } from "./switch";
export { summary, type Counts, type RegionSummary, type Summary } from "./summary";
