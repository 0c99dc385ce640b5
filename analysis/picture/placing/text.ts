import type { Marks } from "../diagram";
import type { Label, Measure, PlacedBox, Rectangle } from "../layout";

/** Sizes of the font, in pixels. None is smaller than 11, which is what can still be read of a picture 1200 pixels wide. */
export const FONT = { heading: 18, title: 12, line: 11 } as const;

/** From one line's top to the next one's, of the font's size. */
const LINE_HEIGHT = 1.3;

/** Side of a glyph, and what it takes of a title's line. */
export const GLYPH = { side: 16, room: 21 } as const;

/** What is written in a box, and whether a glyph stands before its title. */
export interface Text extends Marks {
  title: string;
  lines: readonly string[];
  glyph: boolean;
}

export interface Block {
  labels: Label[];
  width: number;
  height: number;
}

const CHANGE_WORDS = { comes: "comes", goes: "goes", changes: "changes in place", replaced: "is replaced" } as const;
const CONDITION_WORDS = { lost: "lost", silent: "silent", less: "less than before" } as const;

/** A mark in words: `goes`, `less than before: 1 of 3 targets`. Nothing for what has none. */
export function markText({ change, condition, remark }: Marks): string | undefined {
  const words = [
    ...(change === undefined ? [] : [CHANGE_WORDS[change]]),
    ...(condition === undefined ? [] : [CONDITION_WORDS[condition]]),
  ].join(", ");
  if (remark === undefined) return words === "" ? undefined : words;
  return words === "" ? remark : `${words}: ${remark}`;
}

/** A box's text in lines that are no wider than it has room, from the top left corner. */
export function block(text: Text, width: number, measure: Measure): Block {
  const labels: Label[] = [];
  const indent = text.glyph ? GLYPH.room : 0;
  let y = 0;
  const add = (words: string, role: Label["role"], size: number, bold: boolean, x: number) => {
    for (const line of wrap(words, width - x, (part) => measure(part, size, bold))) {
      const height = Math.round(size * LINE_HEIGHT);
      labels.push({ x, y, width: measure(line, size, bold), height, text: line, size, bold, role });
      y += height;
    }
  };
  add(text.title, "title", FONT.title, true, indent);
  if (text.glyph) y = Math.max(y, GLYPH.side);
  for (const line of text.lines) add(line, "line", FONT.line, false, 0);
  const mark = markText(text);
  if (mark !== undefined) add(mark, "mark", FONT.line, true, 0);
  return { labels, width: Math.max(0, ...labels.map((label) => label.x + label.width)), height: y };
}

/** Breaks at spaces; a word that is too long, after a sign such as a hyphen; and what has none, anywhere. */
export function wrap(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const piece of pieces(text, width, measure)) {
    if (line === "" || measure((line + piece).trimEnd()) <= width) line += piece;
    else {
      lines.push(line.trimEnd());
      line = piece;
    }
  }
  return line === "" ? lines : [...lines, line.trimEnd()];
}

/** What a line may end after. */
function pieces(text: string, width: number, measure: (text: string) => number): string[] {
  const fits = (part: string) => measure(part.trimEnd()) <= width;
  return (text.match(/\S+\s*/g) ?? [])
    .flatMap((word) => (fits(word) ? [word] : (word.match(/[^-./:,_=@]*[-./:,_=@]+\s*|[^-./:,_=@]+/g) ?? [])))
    .flatMap((part) => (fits(part) ? [part] : Array.from(part)));
}

/** The texts of an area, with the glyph before its title. */
export const textsOf = ({ x, labels }: PlacedBox): Rectangle[] =>
  labels.map((label) => {
    const glyph = label.role === "title" && label.x - x > GLYPH.room ? GLYPH.room : 0;
    return { ...label, x: label.x - glyph, width: label.width + glyph };
  });
