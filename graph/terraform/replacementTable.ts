import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ChangeKind } from "../differences";

/** `update`: in place, or nothing at all. */
export type PlannedEffect = "update" | "replace";

/** One word for all that can happen to the input, or what is known. */
export type EffectRow = PlannedEffect | Partial<Record<ChangeKind, PlannedEffect>>;

export interface TypeEffects {
  /** By the SDK's path, places in lists left out: `healthCheck.port`. */
  inputs: Record<string, EffectRow>;
  /** By attribute, the inputs whose update in place changes it; `*` for all of them. */
  recomputed: Record<string, string[]>;
  /** By path, or path and change, why the row says otherwise than a plan. */
  corrected?: Record<string, string>;
  /** By path, or path and change, why no plan of the provider tells it. */
  unknown: Record<string, string>;
}

export interface ReplacementTable {
  provider: string;
  version: string;
  /** When the provider planned: YYYY-MM-DD. */
  date: string;
  types: Record<string, TypeEffects>;
}

export const REPLACEMENT_FILE = "graph/terraform/replacement.json";

let loaded: ReplacementTable | undefined;

/** The table that `npm run replacement` writes: what the provider itself plans. */
export function replacementTable(): ReplacementTable {
  loaded ??= JSON.parse(readFileSync(join(__dirname, "replacement.json"), "utf8")) as ReplacementTable;
  return loaded;
}
