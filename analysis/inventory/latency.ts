import { type GraphIndex, type ResourceNode } from "../../graph/graph";
import { TYPES } from "./resourceTypes";

/** What is measured from outside: by all its canaries alike. */
export interface Measurement {
  /** Where from, sorted. */
  regions: string[];
  /** As the canary's schedule says: `5 minutes`. */
  interval: string;
  /** Whether a TLS handshake is measured, too. */
  tls: boolean;
  addresses: number;
  names: string[];
}

const canariesOf = (index: GraphIndex): ResourceNode[] => index.ofType(TYPES.canary);

/** The regions that anything measures from. */
export const measuringRegions = (index: GraphIndex): string[] =>
  canariesOf(index)
    .flatMap((node) => index.regionOf(node) ?? [])
    .sort();

/** Undefined where nothing is measured. */
export function measurement(index: GraphIndex): Measurement | undefined {
  const [canary] = canariesOf(index);
  if (!canary) return undefined;
  const { schedule, runConfig } = canary.inputs as { schedule: { expression: string }; runConfig: RunConfig };
  const { TARGETS, TLS } = runConfig.environmentVariables;
  const targets = TARGETS.split(" ").map(hostOf);
  // A label of a name's end has letters.
  const names = targets.filter((host) => /\.[a-z][a-z0-9-]*$/.test(host));
  return {
    regions: measuringRegions(index),
    interval: schedule.expression.replace(/^rate\((?:1 )?(.*)\)$/, "$1"),
    tls: TLS !== "none",
    addresses: targets.length - names.length,
    names,
  };
}

interface RunConfig {
  environmentVariables: Record<"TARGETS" | "TLS", string>;
}

/** `eu-west-1-a=${Eip:addresses-eu-west-1-a.publicIp}:5000` gives `${Eip:addresses-eu-west-1-a.publicIp}`. */
const hostOf = (target: string): string => target.slice(target.indexOf("=") + 1, target.lastIndexOf(":"));
