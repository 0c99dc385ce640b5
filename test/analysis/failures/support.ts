import { type Outcome, after, lossesNamed } from "../../../analysis/failures";
import type { Graph } from "../../../graph";

/** What is left when these are lost; a name that is none of the stack's fails. */
export function without(graph: Graph, ...names: string[]): Outcome {
  const { found, unknown } = lossesNamed(graph, names);
  if (unknown.length > 0) throw new Error(`no such loss: ${unknown.map(({ value }) => value).join(", ")}`);
  return after(graph, found);
}

/** The zones whose addresses are in a state: `eu-west-1a`. */
export const addressesIn = ({ addresses }: Outcome, state: string): string[] =>
  addresses.filter((row) => row.state === state).map(({ region, zone }) => region + zone);

/** `tcp.example.com > front-eu-west-1: all` */
export const waysText = ({ ways }: Outcome): string[] =>
  ways.map(({ name, leadsTo, reach }) => `${name} > ${leadsTo.join("+")}: ${reach}`);

/** `eu-west-1b`, `-eu-west-1a` where it is cut. */
export const egressText = ({ egress }: Outcome): string =>
  egress.map(({ zone, works }) => `${works ? "" : "-"}${zone}`).join(" ");

/** `left/needed/most` */
export const targetsText = ({ total: { left, needed, atMost } }: Outcome): string => `${left}/${needed}/${atMost}`;

/** By whom it is noticed: the sum, or `never`. */
export const sums = ({ recovery }: Outcome): Record<string, string> =>
  Object.fromEntries(
    recovery.map(({ who, seconds, terms }) => [
      who,
      seconds === undefined ? "never" : `${seconds} = ${terms.map((term) => term.seconds).join("+")}`,
    ]),
  );
