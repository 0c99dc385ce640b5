import type { PlacedBox, Rectangle } from "../layout";
import type { Grid } from "./grid";
import { type Port, CORNER, HEADING, meets } from "./ports";
import type { Route, Use } from "./route";

/** Between two boxes that a way leads straight down between, at most: those of rows that follow each other. */
const NEAR = 80;

/** The way straight down from a box to the next one, where nothing is between; undefined where there is none. */
export function straightRoute(
  { xs, ys }: Grid,
  [from, to]: readonly [PlacedBox, PlacedBox],
  between: readonly Rectangle[],
  useOfPort: (port: Port) => Use,
): Route | undefined {
  const [top, bottom] = [from.y + from.height, to.y];
  if (bottom <= top || bottom - top > NEAR) return undefined;
  const middle = (box: PlacedBox) => box.x + box.width / 2;
  const narrow = from.width < to.width ? from : to;
  const places = xs
    .map((x, column) => ({ x, column }))
    .filter(({ x }) => [from, to].every((box) => x >= box.x + CORNER && x <= box.x + box.width - CORNER))
    .sort((a, b) => Math.abs(a.x - middle(narrow)) - Math.abs(b.x - middle(narrow)));
  for (const { x, column } of places) {
    const [start, end] = [
      { x, y: top },
      { x, y: bottom },
    ];
    if (between.some((each) => meets(each, start, end))) continue;
    const crossings = ys.flatMap((y, row) => (y > top && y < bottom ? [row * xs.length + column] : []));
    const port = (point: Port["point"], crossing: number, out: number): Port => ({ point, crossing, out, distance: 0 });
    const route = {
      from: port(start, crossings[0] ?? -1, HEADING.down),
      to: port(end, crossings.at(-1) ?? -1, HEADING.up),
      crossings,
    };
    if (useOfPort(route.from) !== "other" && useOfPort(route.to) !== "other") return route;
  }
  return undefined;
}
