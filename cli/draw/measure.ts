import pixelWidth from "string-pixel-width";
import type { Measure } from "../../analysis/picture/layout";

/** Widths of signs that the tables of the library do not have, by Arial's own metrics, of a font of 1000 units. */
const OTHER_SIGNS: Record<string, number> = { "→": 1000, "…": 1000, "×": 584, "·": 333, "≥": 549, "≤": 549, "–": 556 };

/** How wide a text is in Arial, and in fonts of the same metrics: Helvetica, Liberation Sans, Arimo. */
export const measure: Measure = (text, size, bold) => {
  const known = text.replace(/[→…×·≥≤–]/g, "");
  const others = text.match(/[→…×·≥≤–]/g) ?? [];
  return (
    pixelWidth(known, { font: "arial", size, bold }) +
    others.reduce((sum, sign) => sum + ((OTHER_SIGNS[sign] ?? 0) * size) / 1000, 0)
  );
};
