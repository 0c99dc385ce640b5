export { GraphIndex, kindOf, referencesIn, type Graph, type ResourceNode } from "./graph";
export { record } from "./record";
export type { Program, RecordArgs } from "./recorder";
export { qualifyNames, withReferencedStacks } from "./referencedStacks";
export {
  FileError,
  isConsumerStack,
  readReferencedStack,
  readStack,
  readStackText,
  readYaml,
  referencedStackName,
  type StackFile,
} from "./stackFile";
export { OFFLINE_ACCOUNT } from "./invokes";
// compare, and what the provider says to it, are imported from their own files, so that a plan of one stack does not load them.
export type { ResourceChange, InputChange } from "./resourceChange";
