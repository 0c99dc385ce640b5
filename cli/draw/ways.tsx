import type { VNode } from "preact";
import type { EdgeKind } from "../../analysis/picture/diagram";
import { edgeText } from "../../analysis/picture/placing/edgeLabels";
import type { PlacedEdge, Point } from "../../analysis/picture/layout";
import type { Paint } from "./paint";
import { Badge, DASHES, STROKES, markOf } from "./signs";
import { Text } from "./text";

const ARROW = { length: 9, half: 4.5 };
const CORNER = 6;

/** A way with its arrow; where its own words found no room, they are in its tooltip still. */
export function Way({
  placed,
  paint,
  titleOf,
}: {
  placed: PlacedEdge;
  paint: Paint;
  titleOf: (id: string) => string;
}): VNode {
  const { edge, points, label } = placed;
  const text = edgeText(edge);
  const mark = markOf(edge);
  const middle = middleOf(points);
  return (
    <g data-edge={edge.id}>
      <title>{`${titleOf(edge.from)} to ${titleOf(edge.to)}${text === undefined ? "" : `: ${text}`}`}</title>
      <Line
        points={points}
        kind={edge.kind}
        paint={paint}
        faint={edge.condition === "silent" || edge.condition === "lost"}
      />
      {mark !== undefined && <Badge mark={mark} {...middle} paint={paint} />}
      {label !== undefined && <Text label={label} ink="text" paint={paint} />}
    </g>
  );
}

/** A line with an arrow at its end; of what only belongs together, without. */
export function Line({
  points,
  kind,
  paint,
  faint = false,
}: {
  points: readonly Point[];
  kind: EdgeKind;
  paint: Paint;
  faint?: boolean;
}): VNode {
  const end = points.at(-1) ?? { x: 0, y: 0 };
  const before = points.at(-2) ?? end;
  const arrow = kind !== "serves";
  const toward = { x: Math.sign(end.x - before.x), y: Math.sign(end.y - before.y) };
  const stop = arrow ? { x: end.x - toward.x * ARROW.length, y: end.y - toward.y * ARROW.length } : end;
  const line = (
    <path
      d={rounded([...points.slice(0, -1), stop])}
      {...paint.stroke(kind)}
      stroke-width={STROKES[kind]}
      stroke-dasharray={DASHES[kind]}
      opacity={faint ? 0.45 : undefined}
    />
  );
  if (!arrow) return line;
  const side = { x: toward.y * ARROW.half, y: toward.x * ARROW.half };
  const corners = [end, { x: stop.x + side.x, y: stop.y + side.y }, { x: stop.x - side.x, y: stop.y - side.y }];
  return (
    <>
      {line}
      <polygon
        points={corners.map(({ x, y }) => `${x},${y}`).join(" ")}
        {...paint.fill(kind)}
        opacity={faint ? 0.45 : undefined}
      />
    </>
  );
}

/** A path of straight pieces, with round corners. */
function rounded(points: readonly Point[]): string {
  return points
    .map((point, index) => {
      const [before, after] = [points[index - 1], points[index + 1]];
      if (before === undefined) return `M${point.x} ${point.y}`;
      if (after === undefined) return `L${point.x} ${point.y}`;
      const [into, out] = [toward(point, before), toward(point, after)];
      return `L${into.x} ${into.y}Q${point.x} ${point.y} ${out.x} ${out.y}`;
    })
    .join("");
}

function toward(corner: Point, other: Point): Point {
  const length = Math.abs(other.x - corner.x) + Math.abs(other.y - corner.y);
  const by = Math.min(CORNER, length / 2);
  return { x: corner.x + Math.sign(other.x - corner.x) * by, y: corner.y + Math.sign(other.y - corner.y) * by };
}

/** The middle of the longest piece. */
function middleOf(points: readonly Point[]): Point {
  let best = { length: -1, x: 0, y: 0 };
  points.slice(1).forEach((b, index) => {
    const a = points[index] ?? b;
    const length = Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
    if (length > best.length) best = { length, x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  });
  return { x: best.x, y: best.y };
}
