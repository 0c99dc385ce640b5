import type { Mistake } from "./mistakes";
import { valueAt } from "./valueAt";

/** A key that no stack file may have, and what is told of it. */
export type ToldKey = Pick<Mistake, "path" | "allowed" | "fix">;

/** Those of some keys that a stack file has. */
export const toldKeys = (raw: Record<string, unknown>, keys: readonly ToldKey[]): Mistake[] =>
  keys.flatMap((each) => {
    const value = valueAt(raw, each.path);
    return value === undefined ? [] : [{ ...each, value }];
  });
