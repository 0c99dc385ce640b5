import type { Check } from "./common";
import { auditChecks } from "./guard/audit";
import { keyChecks } from "./guard/keys";

export const guardChecks: readonly Check[] = [...keyChecks, ...auditChecks];
