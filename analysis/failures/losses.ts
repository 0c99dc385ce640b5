import type { Graph } from "../../graph/graph";
import type { Loss } from "./types";

/** Everything of a stack that can be lost, in the order of kinds and names. */
export declare function losses(graph: Graph): Loss[];
