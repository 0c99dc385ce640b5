import type { StandIn } from "./standIn";
import { type Applied, titleOf } from "./wire";

export const GOOD = { faults: [], unread: [], notEnded: [] };

/** What the stand-in said against the requests since it was last asked, and what ended otherwise than well. */
export function outcome(standIn: StandIn, applied: readonly Applied[]): Readonly<Record<keyof typeof GOOD, string[]>> {
  const requests = standIn.requests();
  process.stderr.write(`${requests.length} requests\n`);
  const faults = requests.flatMap(({ service, operation, faults: said = [] }) =>
    said.map((each) => `${service}.${operation}: ${each}`),
  );
  return {
    faults: [...new Set(faults)],
    unread: requests.flatMap(({ service, unread }) => (unread === undefined ? [] : [`${service}: ${unread}`])),
    notEnded: applied.flatMap(({ case: each, error }) => (error === undefined ? [] : [`${titleOf(each)}: ${error}`])),
  };
}
