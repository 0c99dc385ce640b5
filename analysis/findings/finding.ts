import { type GraphIndex } from "../../graph/graph";

/** Something about a stack that its owner should know. It works nevertheless; what cannot work is a mistake instead. */
export interface Finding {
  /** `warning`: it may fail, cost an outage or lose an address. `note`: worth knowing. */
  severity: "warning" | "note";
  /** A stable word for the rule. */
  rule: string;
  text: string;
  /** What to do about it. */
  fix: string;
  /** Logical names of the resources it is about. */
  resources: string[];
}

export type FindingRule = (index: GraphIndex) => Finding[];
