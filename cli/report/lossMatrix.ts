import type { AddressRow } from "../../analysis";
import type {
  AddressOutcome,
  CapacityTotal,
  ControlPlane,
  Loss,
  Outcome,
  Reach,
  Recovery,
  Verdict,
  WayIn,
} from "../../analysis/failures";
import { isFelt, longestRecovery, served, waysOut } from "../whatIf/renderLosses";
import type { WhatIfView } from "../whatIf/whatIf";

/** An address that clients connect to, as a column of the matrix. */
export interface LossColumn extends Omit<AddressOutcome, "state"> {
  /** The addresses, where they are known. */
  known: string[];
}

/** What is left. */
export interface LossFigures {
  /** By column. */
  addresses: AddressOutcome["state"][];
  /** Over every way in. */
  served: Reach;
  /** Names, load balancers' own names, an accelerator's addresses, consumers. */
  ways: WayIn[];
  targets: CapacityTotal;
  /** Zones that have a way out, of those that still run anything. */
  egress: { open: number; zones: number };
  /** What lasts longest until clients are served again; without `seconds` that never ends by itself. Left out where nobody waits. */
  recovery?: Recovery;
  /** What has to act before all is as it should be. */
  controlPlanes: ControlPlane[];
  /** Of a loss, what is not to be said while all is well, too. */
  notes: string[];
}

/** What is left after one loss. */
export interface LossRow extends LossFigures {
  loss: Loss;
  /** Whether anybody notices. */
  felt: boolean;
}

/** Each loss alone × the addresses that clients connect to. */
export interface LossMatrix {
  columns: LossColumn[];
  /** While all is well. */
  whole: LossFigures;
  rows: LossRow[];
  verdict: Verdict;
}

/** @param addresses of the plan, as what-if does not say which are known. */
export function lossMatrix({ whole, outcomes, verdict }: WhatIfView, addresses: readonly AddressRow[]): LossMatrix {
  if (verdict === undefined) throw new Error("A matrix is of each loss alone.");
  const knownOf = ({ name, zone, purpose }: AddressOutcome) =>
    addresses.find((row) => row.name === name && row.zone === zone && row.purpose === purpose)?.publicIps ?? [];
  return {
    columns: whole.addresses.map((address) => {
      const { state: _state, ...column } = address;
      return { ...column, known: [...knownOf(address)] };
    }),
    whole: figures([], whole, whole),
    rows: outcomes.flatMap(({ losses, outcome }) =>
      losses.map((loss) => ({
        loss,
        felt: isFelt(whole, { losses, outcome }),
        ...figures(losses, whole, outcome),
      })),
    ),
    verdict,
  };
}

function figures(losses: readonly Loss[], whole: Outcome, outcome: Outcome): LossFigures {
  const recovery = longestRecovery(losses, outcome);
  return {
    addresses: outcome.addresses.map(({ state }) => state),
    served: served(outcome.ways),
    ways: outcome.ways,
    targets: outcome.total,
    egress: waysOut(outcome),
    ...(recovery && { recovery }),
    controlPlanes: outcome.controlPlanes,
    notes: outcome.notes.filter((note) => outcome === whole || !whole.notes.includes(note)),
  };
}
