import { closest, distance } from "fastest-levenshtein";

/** The known word that was probably meant, or undefined where none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || word.length < 3) return undefined;
  const lower = word.toLowerCase();
  const best = closest(
    lower,
    known.map((each) => each.toLowerCase()),
  );
  const match = known.find((each) => each.toLowerCase() === best);
  const far = Math.max(2, Math.floor(word.length / 3));
  return match !== undefined && distance(lower, best) <= far ? match : undefined;
}
