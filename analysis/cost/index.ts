export { budgetOf, type BudgetOutlook } from "./budget";
export { costOf, monthOf } from "./cost";
export { GROUPINGS, type CostGroup, type Grouping, groupsOf, unknownRegions } from "./groups";
export { savings, type Saving } from "./savings";
export { LAYERS, type Cost, type CostLine, type Layer, type Unpriced } from "./types";
