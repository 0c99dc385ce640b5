export { diagramOf } from "./diagramOf";
export type { Box, BoxKind, Change, Condition, Diagram, Edge, EdgeKind, Marks } from "./diagram";
export { withLosses } from "./losses";
export { mergeDiagrams } from "./merge";
