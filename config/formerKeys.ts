import type { Mistake, Path } from "./mistakes";
import { valueAt } from "./schemaMistakes";

/** Keys that earlier versions had. No key of today is what a former one meant, so that the likest one must not be proposed. */
const FORMER_KEYS: readonly (Pick<Mistake, "allowed" | "fix"> & { path: Path })[] = [
  {
    path: ["ecs", "hosts", "min"],
    allowed: "nothing: hosts begin with none, as AWS wants it, and ECS starts as many as the tasks need",
    fix: "remove it; ecs.min says how many tasks there are at least, and hosts.targetCapacityPercent below 100 keeps hosts spare",
  },
];

/** What a stack file of an earlier version says that there is no more. */
export const formerKeys = (raw: Record<string, unknown>): Mistake[] =>
  FORMER_KEYS.flatMap((each) => {
    const value = valueAt(raw, each.path);
    return value === undefined ? [] : [{ ...each, value }];
  });
