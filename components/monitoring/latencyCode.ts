import { readFileSync } from "node:fs";
import { join } from "node:path";
import { canaryCode } from "../../plan/monitoring/canaryCode";

/** What the canary runs. */
export const LATENCY_CODE = canaryCode("latency", readFileSync(join(__dirname, "latencyCanary.cjs"), "utf8"));
