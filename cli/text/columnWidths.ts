/** A column, as far as its width goes. */
export interface Measured {
  /** At most so many characters on a page of 100 columns. Undefined: as many as the widest cell. */
  width?: number;
  /** It takes what the others leave. */
  fills?: boolean;
  /** Lines of its cells, the title among them. */
  lines: readonly string[];
}

/** Where a word is divided that is longer than its column: behind one of these. */
const PIECE = /[^-/.:,_=@]*[-/.:,_=@]+|[^-/.:,_=@]+/g;

const longest = (texts: readonly string[]): number => texts.reduce((most, { length }) => Math.max(most, length), 0);

const wordsOf = (lines: readonly string[]): string[] => lines.flatMap((line) => line.match(/\S+/g) ?? []);

/**
 * Widths of columns that have so many characters together. Where they need more, the widest give way first: as long as their longest words
 * stay whole, then as long as the parts of words do.
 */
export function columnWidths(columns: readonly Measured[], room: number): number[] {
  const needed = columns.map(({ width, lines }) => width ?? longest(lines));
  const others = needed.reduce((sum, width, place) => sum + (columns[place]?.fills ? 0 : width), 0);
  const wordLengths = columns.map(({ lines }) => longest(wordsOf(lines)));
  const filled = needed.map((width, place) => (columns[place]?.fills ? room - others : width));
  // What fills must have room for its longest word, at least.
  if (filled.every((width, place) => width >= Math.min(wordLengths[place] ?? 0, needed[place] ?? 0))) {
    if (sum(filled) <= room) return filled;
  }
  if (sum(needed) <= room) return needed;
  const pieceLengths = columns.map(({ lines }) => longest(wordsOf(lines).flatMap((word) => word.match(PIECE) ?? [])));
  return [wordLengths, pieceLengths, columns.map(() => 1)].reduce(
    (widths, least) => shrunk(widths, least, room),
    needed,
  );
}

const sum = (widths: readonly number[]): number => widths.reduce((all, width) => all + width, 0);

/** The widest column that is above its least gives way by one, until all have room or are at their least. */
function shrunk(widths: readonly number[], least: readonly number[], room: number): number[] {
  const left = [...widths];
  for (let excess = sum(left) - room; excess > 0; excess -= 1) {
    const free = left.map((width, place) => (width > (least[place] ?? 1) ? width : 0));
    const widest = Math.max(...free);
    if (widest === 0) return left;
    left[free.indexOf(widest)] = widest - 1;
  }
  return left;
}

/** The parts of a word that is longer than a width, each at most so long. */
export function divided(word: string, width: number): string[] {
  const parts: string[] = [];
  for (const piece of word.match(PIECE) ?? []) {
    const last = parts.at(-1) ?? "";
    // A piece that no line has room for goes on where the one before it ends.
    const isJoined = last.length + piece.length <= width || piece.length > width;
    if (isJoined) parts.pop();
    const text = isJoined ? last + piece : piece;
    parts.push(...(text.match(new RegExp(`.{1,${width}}`, "g")) ?? []));
  }
  return parts;
}
