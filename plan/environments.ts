/** What a stack is for. `dev`: cheap, and deleted at will. `prod`: others rely on it. */
export const ENVIRONMENTS = ["dev", "prod"] as const;

export type Environment = (typeof ENVIRONMENTS)[number];

interface EnvironmentDefaults {
  /** How many zones of each region. */
  zones: number;
  protect: boolean;
  /** Whether all zones of a region share a NAT gateway. */
  singleNat: boolean;
  /** Days that flow logs are kept. */
  flowLogDays: 7 | 365;
}

/** What a new stack is like where nothing else is said. */
export const ENVIRONMENT_DEFAULTS: Readonly<Record<Environment, EnvironmentDefaults>> = {
  dev: { zones: 2, protect: false, singleNat: true, flowLogDays: 7 },
  prod: { zones: 3, protect: true, singleNat: false, flowLogDays: 365 },
};
