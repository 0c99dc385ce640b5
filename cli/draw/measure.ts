import pixelWidth from "string-pixel-width";
import type { Measure } from "../../analysis/picture/layout";

/** Widths of signs that the tables of the library do not have, by Arial's own metrics, of a font of 1000 units. */
const OTHER_SIGNS: Record<string, number> = { "→": 1000, "…": 1000, "×": 584, "·": 333, "≥": 549, "≤": 549, "–": 556 };

/** Widths of a text in a font of a thousand pixels, once each: a layout asks for the same many times. */
const known = new Map<string, number>();

/** How wide a text is in Arial, and in fonts of the same metrics: Helvetica, Liberation Sans, Arimo. */
export const measure: Measure = (text, size, bold) => {
  const key = `${bold ? "b" : ""} ${text}`;
  let width = known.get(key);
  if (width === undefined) {
    width = widthOf(text, bold);
    known.set(key, width);
  }
  return (width * size) / 1000;
};

function widthOf(text: string, bold: boolean): number {
  const others = text.match(/[→…×·≥≤–]/g) ?? [];
  const rest = text.replace(/[→…×·≥≤–]/g, "");
  return (
    pixelWidth(rest, { font: "arial", size: 1000, bold }) +
    others.reduce((sum, sign) => sum + (OTHER_SIGNS[sign] ?? 0), 0)
  );
}
