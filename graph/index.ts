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
export { FileError, readStack, type StackFile } from "./project";
export { OFFLINE_ACCOUNT } from "./invokes";
export { compare, type Action, type Change, type Effect, type Effects, type InputChange } from "./compare";
export { PROVIDER_EFFECTS } from "./providerEffects";
