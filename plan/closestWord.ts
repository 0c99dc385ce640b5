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
  // Of a short word, more than half would be another one: min is not max.
  const maxDistance = Math.min(Math.max(2, Math.floor(word.length / 3)), Math.floor(word.length / 2));
  return match !== undefined && distance(lower, best) <= maxDistance ? match : undefined;
}
