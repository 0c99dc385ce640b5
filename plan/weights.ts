import type { Backend } from "./names";

/** The share of new connections each backend's target group gets, 0–999, relative to the sum. */
export type Weights = Partial<Record<Backend, number>>;

/** Backends that nobody weighs share alike. */
export function weights(backends: readonly Backend[]): Weights {
  return Object.fromEntries(backends.map((backend) => [backend, 100]));
}
