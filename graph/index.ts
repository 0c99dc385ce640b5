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
