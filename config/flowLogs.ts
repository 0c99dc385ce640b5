import type { KeyUse } from "../plan/guard/keys";
import type { FlowLogsConfig } from "./sections/network";

/** What flow logs are kept in that is made here, as a key encrypts it; undefined where nothing is. */
export function flowLogStore({ destination }: Pick<FlowLogsConfig, "destination">): KeyUse | undefined {
  if (destination.kind === "cloudWatch") return "logs";
  return destination.kind === "s3" && destination.bucket === undefined ? "buckets" : undefined;
}

/** The key of a region for what flow logs are kept in: their own, or else that for all that the stack stores there. */
export const flowLogKey = <Key>(
  { kmsKeyArns }: Pick<FlowLogsConfig, "kmsKeyArns">,
  region: string,
  keys: Readonly<Partial<Record<string, Key>>> = {},
): Key | string | undefined => (kmsKeyArns as Readonly<Partial<Record<string, string>>>)[region] ?? keys[region];
