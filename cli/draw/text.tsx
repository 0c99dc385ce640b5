import type { VNode } from "preact";
import type { Label } from "../../analysis/picture/layout";
import type { Ink } from "./palette";
import type { Paint } from "./paint";

/** From a line's top to what letters stand on, of the font's size. */
const BASELINE = 1.0;

/** A line of text. Where none of the fonts is there, `textLength` has another one be as wide, so that it stays in its box. */
export function Text({ label, ink, paint }: { label: Label; ink: Ink; paint: Paint }): VNode {
  const { x, y, width, size, bold, text } = label;
  return (
    <text
      x={x}
      y={y + size * BASELINE}
      textLength={Math.round(width * 10) / 10}
      lengthAdjust="spacingAndGlyphs"
      font-size={size}
      font-weight={bold ? 700 : undefined}
      {...paint.fill(ink)}
    >
      {text}
    </text>
  );
}
