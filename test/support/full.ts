import fc from "fast-check";

/** `FULL=1`: the long form of the tests, with every pair and many runs of each property. */
export const FULL = process.env["FULL"] === "1";

/** `SEED=N` repeats a run of the properties. */
const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);
fc.configureGlobal({ seed });
if (FULL) console.error(`seed of the properties: ${seed}`);

/** How often a property runs: few times, or many in the long form. */
export const runs = (few: number): { numRuns: number } => ({ numRuns: FULL ? few * 20 : few });

/** Each with the one after it, the last with the first, both ways; in the long form every ordered pair. */
export const pairs = <T>(all: readonly T[]): [T, T][] => {
  if (FULL) return all.flatMap((one) => all.filter((other) => other !== one).map((other): [T, T] => [one, other]));
  const following = (index: number) => all[(index + 1) % all.length] as T;
  return all.flatMap((one, index): [T, T][] => [
    [one, following(index)],
    [following(index), one],
  ]);
};
