import type { Backend } from "./names";

/** The share of new connections each backend's target group gets, 0–999, relative to the sum. */
export type Weights = Partial<Record<Backend, number>>;

/** Most that a target group can weigh. Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html */
export const MAX_WEIGHT = 999;

/**
 * Whether a backend gets half of the new connections or more. Only then is what becomes of its targets a reason to lead clients to another
 * zone or region: one that is tried out, or kept warm, takes nobody away from one that serves.
 */
export function decidesHealth(backend: Backend, all: Weights): boolean {
  const sum = Object.values(all).reduce((total, weight) => total + weight, 0);
  return 2 * (all[backend] ?? 0) >= sum;
}

/** The configured weights of the composed backends; one that nobody weighs has 100. */
export function weights(backends: readonly Backend[], configured: Weights = {}): Weights {
  return Object.fromEntries(backends.map((backend) => [backend, configured[backend] ?? 100]));
}
