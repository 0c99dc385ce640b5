import type { RuleName } from "./rules";

/** The rules that have decided anything so far. */
export type Applied = Set<RuleName>;
