import type { VNode } from "preact";
import type { EdgeKind } from "../../analysis/picture/diagram";
import { edgeText } from "../../analysis/picture/placing/edgeLabels";
import type { PlacedEdge, Point, Rectangle } from "../../analysis/picture/layout";
import type { Paint } from "./paint";
import { Badge, DASHES, STROKES, markOf } from "./signs";
import { Text } from "./text";

const ARROW = { length: 9, half: 4.5 };
const CORNER = 6;

/** A way with its arrow; where its own words found no room, they are in its tooltip still. */
export function Way({
  placed,
  part,
  paint,
  titleOf,
}: {
  placed: PlacedEdge;
  /** What is to be drawn of it. */
  part: { points: readonly Point[]; arrow: boolean };
  paint: Paint;
  titleOf: (id: string) => string;
}): VNode {
  const { edge, label } = placed;
  const text = edgeText(edge);
  const mark = markOf(edge);
  return (
    <g data-edge={edge.id}>
      <title>{`${titleOf(edge.from)} to ${titleOf(edge.to)}${text === undefined ? "" : `: ${text}`}`}</title>
      {part.points.length > 1 && (
        <Line
          points={part.points}
          arrow={part.arrow && edge.kind !== "serves"}
          kind={edge.kind}
          paint={paint}
          faint={edge.condition === "silent" || edge.condition === "lost"}
        />
      )}
      {mark !== undefined && label === undefined && part.points.length > 1 && (
        <Badge mark={mark} {...middleOf(part.points)} scale={0.75} paint={paint} />
      )}
      {label !== undefined && (
        <>
          <rect {...around(label)} rx="2" {...paint.fill("ground")} opacity="0.85" />
          <Text label={label} ink={mark ?? "text"} paint={paint} />
        </>
      )}
    </g>
  );
}

export function Line({
  points,
  arrow,
  kind,
  paint,
  faint = false,
}: {
  points: readonly Point[];
  /** Whether it has one at its end. */
  arrow: boolean;
  kind: EdgeKind;
  paint: Paint;
  faint?: boolean;
}): VNode {
  const end = points.at(-1) ?? { x: 0, y: 0 };
  const before = points.at(-2) ?? end;
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

/** What a label covers of borders behind it. */
const around = ({ x, y, width, height }: Rectangle): Rectangle => ({ x: x - 1, y, width: width + 2, height });

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
