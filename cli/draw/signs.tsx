import type { VNode } from "preact";
import type { Change, Condition, EdgeKind, Marks } from "../../analysis/picture/diagram";
import type { Ink } from "./palette";
import type { Paint } from "./paint";

/** Lengths of dashes and gaps, which tell the kinds of ways apart where colours do not. */
export const DASHES: Record<EdgeKind, string | undefined> = {
  client: undefined,
  consumer: "12 4",
  egress: "7 4",
  name: "2 4",
  serves: undefined,
};

export const STROKES: Record<EdgeKind, number> = { client: 2, consumer: 2, egress: 2, name: 2, serves: 1.2 };

interface Border {
  ink: Ink;
  width: number;
  dash?: string;
}

const MARK_BORDERS: Record<Change | Condition, Omit<Border, "ink">> = {
  comes: { width: 3 },
  goes: { width: 2, dash: "4 4" },
  changes: { width: 2, dash: "10 3" },
  replaced: { width: 3, dash: "10 3 3 3" },
  lost: { width: 2, dash: "4 4" },
  silent: { width: 2, dash: "1.5 3" },
  less: { width: 2, dash: "10 3" },
};

/** A mark's sign in its circle, on a square of 16. */
const SIGNS: Record<Change | Condition, string> = {
  comes: "M8 4.5v7M4.5 8h7",
  goes: "M4.5 8h7",
  changes: "M4 9c1.3-3 2.7-3 4-1s2.7 2 4-1",
  replaced: "M4.5 7a3.7 3.7 0 0 1 6.5-1.5M11.5 3.5v2.3H9.2M11.5 9a3.7 3.7 0 0 1-6.5 1.5M4.5 12.5v-2.3h2.3",
  lost: "M5 5l6 6M11 5l-6 6",
  silent: "M5 6.2h6M5 9.8h6",
  less: "M8 4v7.5M5 8.5l3 3 3-3",
};

/** Of a change and of a condition, the condition is seen: it is what a loss does to what there is. */
export const markOf = ({ change, condition }: Marks): Change | Condition | undefined => condition ?? change;

export function borderOf(marks: Marks): Border {
  const mark = markOf(marks);
  return mark === undefined ? { ink: "border", width: 1.2 } : { ink: mark, ...MARK_BORDERS[mark] };
}

/** On the corner of what is marked. */
export function Badge({
  mark,
  x,
  y,
  scale = 1,
  paint,
}: {
  mark: Change | Condition;
  /** Its middle. */
  x: number;
  y: number;
  /** Default: 1, which is a circle of 16 pixels. */
  scale?: number;
  paint: Paint;
}): VNode {
  return (
    <g transform={`translate(${x - 8 * scale} ${y - 8 * scale})${scale === 1 ? "" : ` scale(${scale})`}`}>
      <circle cx="8" cy="8" r="7.5" {...paint.both("ground", mark)} stroke-width="1.5" />
      <path d={SIGNS[mark]} {...paint.stroke(mark)} stroke-width="1.8" stroke-linecap="round" />
    </g>
  );
}
