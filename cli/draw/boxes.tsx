import type { VNode } from "preact";
import type { BoxKind } from "../../analysis/picture/diagram";
import type { Label, PlacedBox } from "../../analysis/picture/layout";
import { isArea } from "../../analysis/picture/placing/rows";
import { GLYPH, markText } from "../../analysis/picture/placing/text";
import { GLYPHS } from "./glyphs";
import type { Ink } from "./palette";
import type { Paint } from "./paint";
import { Badge, borderOf, markOf } from "./signs";
import { Text } from "./text";

/** What areas are filled with; all else is a box. */
const AREA_INKS: Partial<Record<BoxKind, Ink>> = { region: "region", account: "region", vpc: "vpc" };

/** Corners: those of what has things inside are less round. */
const RADIUS: Partial<Record<BoxKind, number>> = { region: 4, account: 4, vpc: 4, internet: 14, clients: 14, name: 10 };

export function DrawnBox({ placed, paint }: { placed: PlacedBox; paint: Paint }): VNode {
  const { box, x, y, width, height, labels } = placed;
  const border = borderOf(box);
  const mark = markOf(box);
  const title = labels.find(({ role }) => role === "title");
  const isBand = isArea(box) && AREA_INKS[box.kind] === undefined;
  return (
    <g data-box={box.id}>
      <title>{[box.title, ...box.lines, markText(box)].filter((part) => part !== undefined).join(", ")}</title>
      <rect
        x={x}
        y={y}
        width={width}
        height={height}
        rx={RADIUS[box.kind] ?? 6}
        {...paint.both(isArea(box) ? (AREA_INKS[box.kind] ?? "tier") : "box", border.ink)}
        stroke-width={isBand && mark === undefined ? 0.6 : border.width}
        stroke-dasharray={border.dash ?? (box.kind === "region" && mark === undefined ? "2 3" : undefined)}
      />
      {title !== undefined && title.x - x >= GLYPH.room && (
        <path
          d={GLYPHS[box.kind]}
          transform={`translate(${title.x - GLYPH.room} ${title.y - 0.5})`}
          {...paint.stroke("quiet")}
          stroke-width="1.3"
          stroke-linejoin="round"
        />
      )}
      {labels.map((label) => (
        <Text label={label} ink={inkOf(label, mark)} paint={paint} />
      ))}
      {mark !== undefined && <Badge mark={mark} x={x + width - 3} y={y + 3} paint={paint} />}
    </g>
  );
}

const inkOf = ({ role }: Label, mark: Ink | undefined): Ink =>
  role === "mark" && mark !== undefined ? mark : role === "line" ? "quiet" : "text";
