import type { VNode } from "preact";
import type { Label } from "../../analysis/picture/layout";
import type { Ink } from "./palette";
import type { Paint } from "./paint";

/** From a line's top to what letters stand on, of the font's size. */
const BASELINE = 1.0;

export function Text({ label, ink, paint }: { label: Label; ink: Ink; paint: Paint }): VNode {
  const { x, y, size, bold, text } = label;
  return (
    <text x={x} y={y + size * BASELINE} font-size={size} font-weight={bold ? 700 : undefined} {...paint.fill(ink)}>
      {text}
    </text>
  );
}
