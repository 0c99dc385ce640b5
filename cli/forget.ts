import { stringify } from "yaml";
import { shownPath } from "../config/filePlaces";
import { type Forgotten, forgetRegion, regionsIn } from "../graph/deployedState";
import { FileError } from "../graph/stackFile";
import { parseState } from "../graph/stateDocument";
import { readText } from "../graph/stackText/bytes";
import { REGION_NAMES } from "../plan/regions";
import type { Output } from "./output";

/** The state without the region goes to stdout, and what is forgotten to stderr. */
export function writeForgotten(region: string, path: string, { stdout, stderr }: Output): void {
  const file = shownPath(path);
  const deployed = parseState(readText(path), file);
  const known = regionsIn(deployed, REGION_NAMES);
  if (!known.includes(region))
    throw new FileError(
      `${file} has nothing of ${region}: ${known.length === 0 ? "it has no region" : `its regions are ${known.join(", ")}`}.`,
    );
  const forgotten = forgetRegion(deployed, region);
  stderr.write(`${summaryOf(region, forgotten)}\n`);
  stdout.write(`${JSON.stringify(forgotten.state, null, 4)}\n`);
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
