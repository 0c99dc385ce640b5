import type {
  AddressOutcome,
  CapacityTotal,
  ControlPlane,
  Loss,
  Reach,
  Recovery,
  Verdict,
} from "../../analysis/failures";

/** An address, as a column of the matrix. */
export interface LossColumn {
  /** Logical name of what holds it. */
  name: string;
  /** `global` for an accelerator's. */
  region: string;
  /** The zone's letter; empty for an accelerator's. */
  zone: string;
  purpose: AddressOutcome["purpose"];
  /** How many addresses it stands for. */
  count: number;
  /** The addresses, where they are known. */
  known: string[];
}

/** What is left after one loss. */
export interface LossRow {
  loss: Loss;
  /** Whether anything is other than while all is well. */
  felt: boolean;
  /** By column. */
  addresses: AddressOutcome["state"][];
  /** Over every way in. */
  served: Reach;
  /** The names alone. */
  names: { name: string; private: boolean; leadsTo: string[]; reach: Reach; later: Reach }[];
  targets: CapacityTotal;
  /** Zones that have a way out, of those that still run anything. */
  egress: { open: number; zones: number };
  /** The longest time until clients are served again. Undefined: nobody waits. `seconds` left out: never by itself. */
  recovery?: Recovery;
  /** What has to act before all is as it should be. */
  controlPlanes: ControlPlane[];
  /** What is to be said of this loss, and not of the stack while all is well. */
  notes: string[];
}

/** Each loss alone × the addresses that clients connect to. */
export interface LossMatrix {
  columns: LossColumn[];
  /** While all is well. */
  whole: Omit<LossRow, "loss" | "felt">;
  rows: LossRow[];
  verdict: Verdict;
}
