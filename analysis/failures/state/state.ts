import type { ResourceNode } from "../../../graph/graph";
import { type AcceleratorState, acceleratorStates } from "./accelerators";
import { type BackendState, backendState } from "../model/backends";
import { type BalancerState, balancerState } from "../model/loadBalancers";
import type { Flow } from "../model/flows";
import type { Model } from "../model/model";
import type { Applied, RuleName } from "../published/rules";
import type { Loss } from "../types";

/** What is left of a stack, from which all else follows. */
export interface State {
  model: Model;
  /** Names of losses, with those that follow from them. */
  lost: ReadonlySet<string>;
  applied: Applied;
  backendStates: ReadonlyMap<string, BackendState>;
  balancerStates: ReadonlyMap<string, BalancerState>;
  accelerators: ReadonlyMap<string, AcceleratorState>;
  /** Whether a connection still comes through. */
  alive: (flow: Flow) => boolean;
  /** What health checks say, as far as anybody has asked. */
  checks: Map<ResourceNode, boolean>;
}

/** @param replaced backends whose lost targets have come back. */
export function stateOf(model: Model, losses: readonly Loss[], replaced: ReadonlySet<string> = new Set()): State {
  const lost = new Set(losses.map(({ name }) => name));
  // A region's own registry goes with it.
  for (const { kind, of } of losses) if (kind === "region") lost.add(`registry=${of}`);
  const applied = new Set<RuleName>();
  const backendStates = new Map(
    [...model.backends].map(([name, each]) => [name, backendState(each, lost, replaced.has(name))]),
  );
  const balancerStates = new Map(
    [...model.balancers].map(([name, each]) => [name, balancerState(each, lost, backendStates, applied)]),
  );
  const alive = ({ path, needs }: Flow): boolean =>
    !needs.some((need) => lost.has(need)) && (path.kind === "egress" || hasTarget(backendStates, path));
  return {
    model,
    lost,
    applied,
    backendStates,
    balancerStates,
    accelerators: acceleratorStates(model, lost, balancerStates, applied),
    alive,
    checks: new Map(),
  };
}

/** Of a backend that is in no plan it is not known, and one of a stack that this one refers to runs in zones of another account. */
function hasTarget(states: ReadonlyMap<string, BackendState>, { target, targetZone = "" }: Flow["path"]): boolean {
  const state = states.get(target);
  return state === undefined || state.zones.includes(targetZone);
}
