import { capacityOutcomes, egressOutcomes } from "./capacity";
import { addressOutcomes } from "./reach";
import type { Model } from "../model/model";
import { type State, stateOf } from "./state";
import type { AddressOutcome, CapacityOutcome, EgressOutcome, Loss } from "../types";
import { type Way, waysIn } from "./waysIn";

/** A state, and what it means to those who connect. */
export interface Situation {
  state: State;
  addresses: AddressOutcome[];
  ways: Way[];
  egress: EgressOutcome[];
  capacity: CapacityOutcome[];
}

/** @param replaced backends whose lost targets have come back. Default: none. */
export function situationOf(model: Model, losses: readonly Loss[], replaced?: ReadonlySet<string>): Situation {
  const state = stateOf(model, losses, replaced);
  const egress = egressOutcomes(state);
  return {
    state,
    addresses: addressOutcomes(state),
    ways: waysIn(state),
    egress,
    capacity: capacityOutcomes(state, egress),
  };
}

const whole = new WeakMap<Model, Situation>();

/** While all is well. */
export function wholeSituation(model: Model): Situation {
  const known = whole.get(model) ?? situationOf(model, []);
  whole.set(model, known);
  return known;
}
