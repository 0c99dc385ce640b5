export {
  GraphIndex,
  formatReference,
  kindOf,
  referencesIn,
  type Graph,
  type Invocation,
  type Reference,
  type ResourceNode,
} from "./graph";
export { record, type Program, type RecordArgs } from "./record";
export { foreign, joined } from "./references";
export { FileError, isConsumer, readReferredStack, readStack, referredStack, type StackFile } from "./project";
export { OFFLINE_ACCOUNT } from "./invokes";
// compare, and what the provider says to it, are imported from their own files, so that a plan of one stack does not load them.
export type { Action, Change, Effect, Effects, InputChange } from "./compare";
