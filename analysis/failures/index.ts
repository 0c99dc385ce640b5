export { after } from "./after";
export { losses } from "./losses";
export { type RuleName, RULES } from "./rules";
export type {
  AddressOutcome,
  AvailabilityBound,
  CapacityOutcome,
  ControlPlane,
  EgressOutcome,
  Loss,
  LossKind,
  Outcome,
  Reach,
  Recovery,
  Survival,
  Verdict,
  WayIn,
} from "./types";
export { verdict } from "./verdict";
