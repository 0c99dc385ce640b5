import type { ResourceChange } from "../../graph/resourceChange";
import { type Side, type SwitchSides, boxMarks, sideOf } from "./changeMarks";
import { publicFirst } from "./boxes/loadBalancers";
import { allBoxes, boxPlaces, mapBoxes } from "./boxTree";
import type { Box, Diagram, Edge } from "./diagram";
import { mergedOrder } from "./orders";

/**
 * One picture of a switch: every box and every way of either side by its id, marked with what becomes of it. What stays as it is has no mark,
 * but that an address says so where anything else changes. What both sides have stands, and reads, as in `to`.
 *
 * @param changes of all resources, as `compare` finds them.
 */
export function mergeDiagrams(from: Diagram, to: Diagram, changes: readonly ResourceChange[]): Diagram {
  const sides: SwitchSides = { before: sideOf(from), after: sideOf(to), changes: changesByUrn(changes) };
  const merged: Diagram = {
    title: to.title,
    lines: mergedLines(from.lines, to.lines),
    boxes: mapBoxes(mergedBoxes(from.boxes, to.boxes, sides), (box) => ({ ...box, ...boxMarks(box.id, sides) })),
    edges: mergedEdges(from.edges, to.edges),
  };
  const isChanged = [...allBoxes(merged), ...merged.edges].some(({ change }) => change !== undefined);
  return isChanged ? merged : { ...merged, boxes: mapBoxes(merged.boxes, withoutRemark) };
}

/** By the URNs that a resource has and had. */
const changesByUrn = (changes: readonly ResourceChange[]): Map<string, ResourceChange> =>
  new Map(
    changes.flatMap((change) =>
      [change.urn, change.formerUrn ?? change.urn].map((urn): [string, ResourceChange] => [urn, change]),
    ),
  );

/** `Options: nlb → ecs`: what a line is about stands once, where it says so. */
function mergedLines(from: readonly string[], to: readonly string[]): string[] {
  const gone = new Map(from.filter((line) => !to.includes(line)).map((line) => [aboutOf(line), line]));
  return mergedOrder(from, to).flatMap((line) => {
    const [about, former] = [aboutOf(line), gone.get(aboutOf(line))];
    if (from.includes(line) && to.includes(line)) return line;
    if (about !== "" && former !== undefined && to.some((each) => aboutOf(each) === about))
      return to.includes(line) ? `${former} → ${line.slice(about.length)}` : [];
    return to.includes(line) ? `After: ${line}` : `Before: ${line}`;
  });
}

/** `Options: ` */
const aboutOf = (line: string): string => /^[^:]*: /.exec(line)?.[0] ?? "";

/** A box that both sides have in different areas stands in that of `to`. */
function mergedBoxes(from: readonly Box[], to: readonly Box[], { before, after }: SwitchSides): Box[] {
  const idsOf = (boxes: readonly Box[]) => boxes.map(({ id }) => id);
  const own = idsOf(to);
  const staying = idsOf(from).filter((id) => own.includes(id) || !after.boxes.has(id));
  const merged = mergedOrder(staying, own).flatMap((id) => {
    const [was, is] = [before.boxes.get(id), after.boxes.get(id)];
    const box = is ?? was;
    if (!box) return [];
    if (!was?.boxes && !is?.boxes) return box;
    const boxes = mergedBoxes(was?.boxes ?? [], is?.boxes ?? [], { before, after, changes: new Map() });
    return { ...box, boxes, ...(box.columns && { columns: mergedColumns(boxes, [was, is], [before, after]) }) };
  });
  return publicFirst(merged);
}

/** In the order of their keys, as zones are: those of both, and those of what has stood in another area, as a load balancer in another VPC. */
function mergedColumns(
  boxes: readonly Box[],
  both: readonly (Box | undefined)[],
  sides: readonly Side[],
): Required<Box>["columns"] {
  const columnsOf = (areas: Iterable<Box | undefined>) => [...areas].flatMap((area) => area?.columns ?? []);
  const used = new Set(boxPlaces(boxes).map(({ box }) => box.column));
  const moved = columnsOf(sides.flatMap((side) => [...side.boxes.values()])).filter(({ key }) => used.has(key));
  const columns = new Map([...moved, ...columnsOf(both)].map((column) => [column.key, column]));
  return [...columns.values()].sort((one, other) => one.key.localeCompare(other.key));
}

function mergedEdges(from: readonly Edge[], to: readonly Edge[]): Edge[] {
  const byId = (edges: readonly Edge[]) => new Map(edges.map((edge) => [edge.id, edge]));
  const [before, after] = [byId(from), byId(to)];
  return mergedOrder([...before.keys()], [...after.keys()]).flatMap((id) => {
    const [was, is] = [before.get(id), after.get(id)];
    if (!is) return was ? { ...was, change: "goes" } : [];
    if (!was) return { ...is, change: "comes" };
    return was.label === is.label && was.remark === is.remark ? is : changedEdge(was, is);
  });
}

/** A way without a label is one for all connections, and a name's answer without one is always given. */
function changedEdge(was: Edge, is: Edge): Edge {
  const whole = was.kind === "name" ? "always" : "all";
  const former = [
    ...(is.label === was.label ? [] : [was.label ?? whole]),
    ...(was.remark === undefined || was.remark === is.remark ? [] : [was.remark]),
  ];
  const words = [
    ...(is.remark === undefined ? [] : [is.remark]),
    ...(former.length > 0 ? [`before: ${former.join(", ")}`] : []),
  ];
  return { ...is, change: "changes", ...(words.length > 0 && { remark: words.join(", ") }) };
}

function withoutRemark(box: Box): Box {
  const plain = { ...box };
  delete plain.remark;
  return plain;
}
