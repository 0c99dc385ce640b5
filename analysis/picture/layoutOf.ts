import type { Diagram } from "./diagram";
import type { Layout, Measure } from "./layout";
import { placeBoxes } from "./placing/boxes";
import { labelWays } from "./placing/edgeLabels";
import { legendOf } from "./placing/legend";
import { routeWays } from "./placing/ways";
import { SPACE, widthsOf } from "./placing/widths";

/**
 * Gives each part of a diagram its place: boxes first, then ways between them, and last their words and the legend.
 * At most 1200 pixels wide, with no text smaller than 11 pixels.
 *
 * @throws Error where a way has an end that no box has.
 */
export async function layoutOf(diagram: Diagram, measure: Measure): Promise<Layout> {
  const widths = widthsOf(diagram.boxes);
  const { width } = widths;
  const { boxes, columns, labels, height } = await placeBoxes(diagram, widths, measure);
  const ways = routeWays(diagram.edges, boxes, labels, { width, height });
  const edges = labelWays(ways, boxes, labels, { width, height }, measure);
  const legend = legendOf(diagram, height, width, measure);
  const bottom = legend.height === 0 ? 0 : legend.height + SPACE.margin;
  return { diagram, width, height: height + bottom, boxes, edges, columns, legend: legend.entries, labels };
}
