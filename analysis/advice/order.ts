import type { Preference } from "../../plan/needs";
import { OPTION_NAMES } from "../../plan/options";
import type { SetFacts } from "./facts";

/** What is compared: the less, the better. */
interface Criterion {
  /** In a sentence: `by what a month costs`. */
  title: string;
  of: (facts: SetFacts) => readonly number[];
}

const CRITERIA: Record<Preference, Criterion> = {
  cost: {
    title: "what a month costs, to the cent, fewer missing prices first",
    // A sum that lacks a price is less than the cost, and says nothing against one that lacks none.
    of: ({ cost }) => [cost.missing.length, Math.round(100 * cost.total)],
  },
  recovery: {
    title: "how long clients wait after the worst loss",
    of: ({ recovery: { loss, seconds } }) => [seconds ?? (loss === undefined ? 0 : Infinity)],
  },
  setUp: {
    title: "how many steps and resources it takes to set up",
    of: ({ setUp }) => [setUp.steps.length, setUp.resources],
  },
};

const FEWER: Criterion = { title: "how many options it has", of: ({ options }) => [options.length] };

/** Two sets differ in some place of this, so that the order is always the same. */
const AS_LISTED: Criterion = {
  title: "their order in the stack file",
  of: ({ options }) => OPTION_NAMES.map((name) => (options.includes(name) ? 0 : 1)),
};

const criteria = (prefer: Preference): Criterion[] => [
  CRITERIA[prefer],
  ...(Object.keys(CRITERIA) as Preference[]).filter((key) => key !== prefer).map((key) => CRITERIA[key]),
  FEWER,
  AS_LISTED,
];

/** The order in words. */
export const orderText = (prefer: Preference): string =>
  `by ${criteria(prefer)
    .map(({ title }) => title)
    .join(", then by ")}`;

/** Less than 0 where `one` comes first. Never 0 for two different sets. */
export function compareSets(prefer: Preference, one: SetFacts, other: SetFacts): number {
  const places = criteria(prefer);
  const [these, those] = [one, other].map((facts) => places.flatMap(({ of }) => of(facts))) as [number[], number[]];
  const differing = these.findIndex((value, index) => value !== those[index]);
  if (differing < 0) return 0;
  return (these[differing] ?? 0) < (those[differing] ?? 0) ? -1 : 1;
}
