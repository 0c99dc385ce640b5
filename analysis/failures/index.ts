export { after } from "./after";
export { type UnknownLoss, losses, lossesNamed } from "./losses";
export { type Pair, pairs } from "./pairs";
export { type RuleName, RULES } from "./published/rules";
export type {
  AddressOutcome,
  AvailabilityBound,
  CapacityOutcome,
  CapacityTotal,
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
