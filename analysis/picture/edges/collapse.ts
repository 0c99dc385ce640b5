import type { Box } from "../diagram";
import type { Step } from "./paths";

/** The boxes of a diagram, by id, each with the area around it. */
export type Boxes = ReadonlyMap<string, { box: Box; parent?: Box }>;

export function boxesOf(boxes: readonly Box[], parent?: Box): Boxes {
  return new Map(
    boxes.flatMap((box) => [[box.id, { box, ...(parent && { parent }) }] as const, ...boxesOf(box.boxes ?? [], box)]),
  );
}

/** Steps between the same two bands, which are all well or have the same fault. */
interface Bundle extends Step {
  steps: Step[];
}

/**
 * One step for each pair of boxes, and one between bands for what is alike in all of their zones: every zone to every zone, all zones to one
 * box, a box to all zones, or on the way out each zone to its own. What has a fault comes last, and beside what is well.
 */
export function collapsed(steps: readonly Step[], boxes: Boxes): Step[] {
  const distinct = new Map(steps.map((step) => [[step.kind, step.from, step.to, step.fault].join(" "), step]));
  const bundles = new Map<string, Bundle>();
  for (const step of distinct.values()) {
    const { kind, fault } = step;
    const [from, to] = [bandOf(boxes, step.from), bandOf(boxes, step.to)];
    const key = [kind, from, to, fault].join(" ");
    const bundle = bundles.get(key) ?? { kind, from, to, ...(fault !== undefined && { fault }), steps: [] };
    bundle.steps.push(step);
    bundles.set(key, bundle);
  }
  const isFaulty = ({ fault }: Step): boolean => fault !== undefined;
  const all = [...bundles.values()].flatMap((bundle) => collapse(bundle, boxes));
  return [...all.filter((step) => !isFaulty(step)), ...all.filter(isFaulty)];
}

/** The area of a box that stands in a zone's column, else the box itself. */
function bandOf(boxes: Boxes, id: string): string {
  const { box, parent } = boxes.get(id) ?? {};
  return parent && box?.kind === parent.kind ? parent.id : id;
}

function collapse({ steps, ...whole }: Bundle, boxes: Boxes): Step[] {
  const { kind, from, to } = whole;
  const froms = [...new Set(steps.map((step) => step.from))];
  const tos = [...new Set(steps.map((step) => step.to))];
  const [allFrom, allTo] = [isWhole(boxes, from, froms), isWhole(boxes, to, tos)];
  const between = (one: string, other: string): Step[] => [{ ...whole, from: one, to: other }];
  if (steps.length === froms.length * tos.length) {
    if (allFrom && allTo) return between(from, to);
    if (allFrom && tos[0] !== undefined && tos.length === 1) return between(from, tos[0]);
    if (allTo && froms[0] !== undefined && froms.length === 1 && !isEntrance(boxes, froms[0]))
      return between(froms[0], to);
  }
  const each = allFrom && allTo && steps.length === froms.length && steps.every((step) => sameColumn(boxes, step));
  return kind === "egress" && each ? between(from, to) : steps;
}

const isWhole = (boxes: Boxes, band: string, cells: readonly string[]): boolean =>
  cells.length > 1 && cells.length === boxes.get(band)?.box.boxes?.length;

/** From here each zone's own way is drawn. */
const isEntrance = (boxes: Boxes, id: string): boolean => boxes.get(id)?.box.kind === "gateway";

const sameColumn = (boxes: Boxes, { from, to }: Step): boolean =>
  boxes.get(from)?.box.column === boxes.get(to)?.box.column;
