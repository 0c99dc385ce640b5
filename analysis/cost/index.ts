export { costOf, monthOf } from "./cost";
export { GROUPINGS, type Grouping, groupsOf, unknownRegions } from "./groups";
export { LAYERS, type Cost, type CostLine, type Layer, type Unpriced } from "./types";
