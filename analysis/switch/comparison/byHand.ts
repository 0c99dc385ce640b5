/** Something that the engine does not do, and that people do by commands. */
export interface ByHand {
  /** A stable word for the rule. */
  rule: string;
  /** When, what for, and what comes of it. */
  what: string;
  /** In this order, each in one line or more of 90 characters at most. What is in capitals is to be filled in. */
  commands: string[];
  source: string;
  /** Logical names. */
  resources: string[];
}
