import { closest, distance } from "fastest-levenshtein";

/** The known word that differs least from a mistyped one, or undefined where all differ too much. */
export function closestWord(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || word.length < 3) return undefined;
  const lower = word.toLowerCase();
  const best = closest(
    lower,
    known.map((each) => each.toLowerCase()),
  );
  const match = known.find((each) => each.toLowerCase() === best);
  const maxDistance = Math.max(2, Math.floor(word.length / 3));
  const isClose = distance(lower, best) <= maxDistance && haveHalfInCommon(lower, best);
  return match !== undefined && isClose ? match : undefined;
}

/** Else a short word is another one, however few letters differ: min is not max. */
function haveHalfInCommon(word: string, other: string): boolean {
  const letters = [...new Set(word)];
  return letters.filter((letter) => other.includes(letter)).length * 2 >= letters.length;
}
