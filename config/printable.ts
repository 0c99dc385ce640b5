/**
 * A text of somebody else's file as a terminal may get it: what would move its cursor, colour it, turn its writing round or be seen as
 * nothing is written as its number, `\\u001b`.
 *
 * @param but characters of those that stay. Default: the end of a line.
 */
export const printable = (text: string, but = "\n"): string =>
  text.replace(UNSEEN, (character) =>
    but.includes(character) ? character : `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );

/** Control characters, what formats (bidirectional marks, joiners, the soft hyphen), separators of lines, and lone surrogates. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
