export { Budget, type BudgetArgs } from "./budget";
export { type ProtectedResource, Shield, type ShieldArgs } from "./shield";
export { ZonalAutoshift, type ZonalAutoshiftArgs } from "./zonalAutoshift";
