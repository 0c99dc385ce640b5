import type { Check } from "./common";
import { auditChecks } from "./guard/audit";
import { autoshiftChecks } from "./guard/autoshift";
import { budgetChecks } from "./guard/budget";
import { keyChecks } from "./guard/keys";
import { shieldChecks } from "./guard/shield";

export const guardChecks: readonly Check[] = [
  ...keyChecks,
  ...auditChecks,
  ...shieldChecks,
  ...autoshiftChecks,
  ...budgetChecks,
];
