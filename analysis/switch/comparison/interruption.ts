import type { Comparison } from "./comparison";
import { DURATIONS, type Duration } from "./durations";

/** What somebody notices of an update. */
export interface Interruption {
  /** A stable word for the rule. */
  rule: string;
  /**
   * `none`: worth a line, though no connection is cut and none fails. `brief`: open connections are cut, new ones are accepted. `outage`: new
   * connections fail for a time.
   */
  severity: "none" | "brief" | "outage";
  /** Who notices. */
  who: string;
  what: string;
  duration: string;
  /** Where the duration comes from. */
  source: string;
  /** Whether it follows from what is wanted, however it is done: no way in steps avoids it. */
  lasting: boolean;
  /** Logical names. */
  resources: string[];
  /** Rules that decide here and that this program does not judge: a verdict holds apart from them. */
  unjudged?: string;
}

export type InterruptionRule = (comparison: Comparison) => Interruption[];

export const timed = (duration: Duration) => ({
  duration: duration.text,
  source: duration.source,
  lasting: duration === DURATIONS.forGood || duration === DURATIONS.admitted,
});
