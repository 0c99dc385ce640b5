import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Box } from "../../analysis/picture/diagram";
import type { Layout, LegendEntry, PlacedBox } from "../../analysis/picture/layout";
import { isArea } from "../../analysis/picture/placing/rows";
import { DrawnBox } from "./boxes";
import { drawnParts } from "./covered";
import { type Colours, styleSheet } from "./palette";
import { type Paint, paintOf } from "./paint";
import { Badge, borderOf } from "./signs";
import { Text } from "./text";
import { Line, Way } from "./ways";

/** All have the same metrics, so that a text is as wide as it was measured. */
const FONTS = "Arimo, Arial, Helvetica, 'Liberation Sans', sans-serif";

/** A picture as one `<svg>` element, which needs no other file. Each box is a `<g data-box="ID">`, each way a `<g data-edge="ID">`. */
export function toSvg(layout: Layout, colours: Colours): string {
  return renderToString(<Picture layout={layout} colours={colours} />);
}

function Picture({ layout, colours }: { layout: Layout; colours: Colours }): VNode {
  const { width, height, boxes, edges, labels, legend, columns, diagram } = layout;
  const paint = paintOf(colours);
  const style = styleSheet(colours);
  const titles = new Map(boxes.map(({ box }) => [box.id, box.title]));
  const parts = drawnParts(edges);
  const ofKind = (area: boolean): PlacedBox[] => boxes.filter(({ box }) => isArea(box) === area);
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      font-family={FONTS}
      role="img"
      aria-labelledby="picture-title picture-desc"
    >
      <title id="picture-title">{diagram.title}</title>
      <desc id="picture-desc">{description(layout)}</desc>
      {style !== undefined && <style>{style}</style>}
      <rect width={width} height={height} {...paint.fill("ground")} />
      {ofKind(true).map((placed) => (
        <DrawnBox placed={placed} paint={paint} />
      ))}
      {columns.map((column) => (
        <rect
          x={column.x}
          y={column.y}
          width={column.width}
          height={column.height}
          rx="4"
          {...paint.stroke("column")}
          stroke-width="1"
          stroke-dasharray="3 4"
        />
      ))}
      {edges.map((placed) => (
        <Way
          placed={placed}
          part={parts.get(placed.edge.id) ?? { points: [], arrow: false }}
          paint={paint}
          titleOf={(id) => titles.get(id) ?? id}
        />
      ))}
      {ofKind(false).map((placed) => (
        <DrawnBox placed={placed} paint={paint} />
      ))}
      {labels.map((label) => (
        <Text label={label} ink={label.size === 12 ? "quiet" : "text"} paint={paint} />
      ))}
      {legend.map((entry) => (
        <Legend entry={entry} paint={paint} />
      ))}
    </svg>
  );
}

function Legend({ entry: { x, y, height, sample, label }, paint }: { entry: LegendEntry; paint: Paint }): VNode {
  const middle = y + height / 2;
  if ("kind" in sample) {
    const points = [
      { x, y: middle },
      { x: x + 34, y: middle },
    ];
    return (
      <g>
        <Line points={points} arrow={sample.kind !== "serves"} kind={sample.kind} paint={paint} />
        <Text label={label} ink="text" paint={paint} />
      </g>
    );
  }
  const mark = "change" in sample ? sample.change : sample.condition;
  const border = borderOf(sample);
  return (
    <g>
      <rect
        x={x + 1}
        y={y + 2}
        width={26}
        height={13}
        rx="3"
        {...paint.both("box", border.ink)}
        stroke-width={border.width}
        stroke-dasharray={border.dash}
      />
      <Badge mark={mark} x={x + 25} y={y + 4} paint={paint} />
      <Text label={label} ink="text" paint={paint} />
    </g>
  );
}

/** For who does not see it: what there is, from top to bottom. */
function description({ diagram }: Layout): string {
  const said = (box: Box): string => {
    const inside = box.boxes ?? [];
    return inside.length === 0 ? box.title : `${box.title} (${inside.map(said).join(", ")})`;
  };
  return [...diagram.lines, `From top to bottom: ${diagram.boxes.map(said).join("; ")}.`].join(". ");
}
