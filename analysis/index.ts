// What compares two graphs is imported from its own files, so that a plan of one stack does not load it.
export { addresses, type AddressRow } from "./inventory/addresses";
export { consumers, type ConsumerRow } from "./inventory/consumers";
export { names, type NameAnswer, type NameRow } from "./inventory/dns";
export type { AddressChange, AddressState } from "./switch/addressChanges";
export { publishedAs, type PublishedId } from "./inventory/published";
export { review, type Review } from "./inventory/review/review";
export { findings } from "./findings/findings";
export type { Finding } from "./findings/finding";
export { frontDoors, type FrontDoorRow } from "./inventory/frontDoors";
export type { ByHand } from "./switch/comparison/byHand";
export type { Interruption } from "./switch/comparison/interruption";
export { components, type ComponentRow } from "./inventory/components";
export { pathFaults, paths, type PathFault, type Path } from "./paths";
export { subnets, type RouteRow, type SubnetRow } from "./inventory/subnets";
export type { Switch, Verdict } from "./switch/switch";
export { summary, type Counts, type RegionSummary, type Summary } from "./inventory/summary";
