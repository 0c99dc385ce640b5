import { readFileSync } from "node:fs";
import { stringify } from "yaml";
import { z } from "zod";
import { type DeployedState, type Forgotten, forgetRegion, regionsIn } from "../graph/deployedState";
import { FileError } from "../graph/stackFile";
import { REGION_NAMES } from "../plan/regions";
import type { Output } from "./main";

/** As much of a state as must be there for this. */
const state = z.looseObject({
  deployment: z.looseObject({
    resources: z.array(z.looseObject({ urn: z.string(), type: z.string() })).optional(),
  }),
});

/** The state without the region goes to stdout, and what is forgotten to stderr. */
export function writeForgotten(region: string, path: string, { stdout, stderr }: Output): void {
  const deployed = readState(path);
  const known = regionsIn(deployed, REGION_NAMES);
  if (!known.includes(region))
    throw new FileError(
      `${path} has nothing of ${region}: ${known.length === 0 ? "it has no region" : `its regions are ${known.join(", ")}`}.`,
    );
  const forgotten = forgetRegion(deployed, region);
  stderr.write(`${summaryOf(region, forgotten)}\n`);
  stdout.write(`${JSON.stringify(forgotten.state, null, 4)}\n`);
}

function readState(path: string): DeployedState {
  const parsed = state.safeParse(parseFile(path));
  if (!parsed.success) throw new FileError(`${path} is no state: give it what pulumi stack export prints.`);
  return parsed.data;
}

function parseFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new FileError(`${path} cannot be read as a state: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function summaryOf(region: string, { count, addresses, egressAddresses, secondaryEgressAddresses }: Forgotten): string {
  const all = { addresses, egressAddresses, secondaryEgressAddresses };
  const some = Object.entries(all).filter(([, ids]) => Object.keys(ids).length > 0);
  const lines = [
    `forgotten: ${count} resources of ${region}. They stay in the account, and are charged for.`,
    ...(some.length > 0
      ? ["To use their addresses again, in a stack file:", stringify({ [region]: Object.fromEntries(some) }).trim()]
      : []),
  ];
  return lines.join("\n");
}
