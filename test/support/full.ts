import fc from "fast-check";

/** `FULL=1`: the long form of the tests, with every pair and many runs of each property. */
export const FULL = process.env["FULL"] === "1";

/** `SEED=N` repeats a run of the properties. */
const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);
fc.configureGlobal({ seed });
if (FULL) console.error(`seed of the properties: ${seed}`);

/** How often a property runs: few times, or many in the long form. */
export const runs = (few: number): { numRuns: number } => ({ numRuns: FULL ? few * 20 : few });

/** Each with the one after it and the last with the first; in the long form every ordered pair. */
export const pairs = <T>(all: readonly T[]): [T, T][] =>
  all.flatMap((one, index) =>
    (FULL ? all.filter((other) => other !== one) : [all[(index + 1) % all.length] as T]).map((other): [T, T] => [
      one,
      other,
    ]),
  );

/** At most two rows of a table for each outcome; in the long form all of them. */
export const few = <T>(rows: readonly T[], outcomeOf: (row: T) => unknown): T[] => {
  const seen = new Map<string, number>();
  return rows.filter((row) => {
    const outcome = JSON.stringify(outcomeOf(row));
    seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
    return FULL || (seen.get(outcome) ?? 0) <= 2;
  });
};
