import type { Option } from "../options";
import type { Weights } from "../weights";

/** What a stack file says that every switch goes by. A step reads of its sections what it changes; the rest is carried along. */
export interface SwitchConfig {
  options: readonly Option[];
  weights?: Weights;
  [section: string]: unknown;
}

/** One update of a switch, as the whole config after it. */
export interface Step {
  title: string;
  config: SwitchConfig;
}

/** A section of both configs, as far as a step reads it; empty where a config says nothing of it. */
export const sectionOfBoth = <T extends object>(
  section: string,
  from: SwitchConfig,
  to: SwitchConfig,
): [before: Partial<T>, after: Partial<T>] => [from[section] ?? {}, to[section] ?? {}];
