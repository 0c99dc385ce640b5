import { boxPlaces } from "../../analysis/picture/boxTree";
import type { Box, Diagram, Edge, EdgeKind, Marks } from "../../analysis/picture/diagram";
import { markText } from "../../analysis/picture/placing/text";

/** A diagram as a flowchart of Mermaid, which GitHub draws in a README: areas as subgraphs, marks in words. Ends with a line break. */
export function mermaidOf({ title, lines, boxes, edges }: Diagram): string {
  const places = boxPlaces(boxes);
  const nodes = new Map(places.map(({ box }, place) => [box.id, `b${place}`]));
  const around = new Map(places.map((place) => [place.box.id, new Set(place.around.map(({ id }) => id))]));
  const isWithin = (one: string, other: string) => one === other || around.get(one)?.has(other) === true;
  // Mermaid draws no way between an area and what is inside of it.
  const drawn = edges.filter(({ from, to }) => !isWithin(from, to) && !isWithin(to, from));
  const text = [
    "---",
    `title: ${JSON.stringify([title, ...lines].join(" · "))}`,
    "---",
    "flowchart TB",
    ...boxes.flatMap((box) => boxLines(box, nodes, new Map(), "  ")),
    ...drawn.flatMap((edge) => edgeLine(edge, nodes)),
    ...markLines(places.flatMap(({ box }) => (isRow(box) ? [] : { ...box, node: nodes.get(box.id) ?? "" }))),
  ];
  return `${text.join("\n")}\n`;
}

type Titles = ReadonlyMap<string, string>;

/** @param columns titles of the columns of the area around, by key. */
function boxLines(box: Box, nodes: ReadonlyMap<string, string>, columns: Titles, indent: string): string[] {
  const node = nodes.get(box.id) ?? "";
  const column = box.column === undefined ? undefined : columns.get(box.column);
  const label = labelOf(box.title, column, ...box.lines, markText(box));
  if (!box.boxes?.length) return [`${indent}${node}[${label}]`];
  const inside = box.columns ? new Map(box.columns.map((each) => [each.key, each.title])) : columns;
  // A row only says what stands side by side.
  if (isRow(box)) return box.boxes.flatMap((each) => boxLines(each, nodes, inside, indent));
  return [
    `${indent}subgraph ${node} [${label}]`,
    ...box.boxes.flatMap((each) => boxLines(each, nodes, inside, `${indent}  `)),
    `${indent}end`,
  ];
}

const isRow = ({ title, boxes }: Box): boolean => title === "" && boxes !== undefined;

const ARROWS: Readonly<Record<EdgeKind, string>> = {
  client: "==>",
  consumer: "==>",
  egress: "-.->",
  name: "-->",
  serves: "---",
};

function edgeLine(edge: Edge, nodes: ReadonlyMap<string, string>): string[] {
  const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)];
  if (from === undefined || to === undefined) return [];
  const words = [edge.label, markText(edge)].filter((each) => each !== undefined);
  return [`  ${from} ${ARROWS[edge.kind]}${words.length > 0 ? `|${labelOf(words.join(", "))}|` : ""} ${to}`];
}

/** Lines without colours of their own, as the page decides whether it is dark. */
const STYLES: Readonly<Record<NonNullable<Marks["change"]> | NonNullable<Marks["condition"]>, string>> = {
  comes: "stroke:#1a7f37,stroke-width:3px",
  goes: "stroke:#cf222e,stroke-width:2px,stroke-dasharray:6 4",
  changes: "stroke:#9a6700,stroke-width:3px",
  replaced: "stroke:#cf222e,stroke-width:4px",
  lost: "stroke:#cf222e,stroke-width:3px,stroke-dasharray:2 3",
  silent: "stroke:#cf222e,stroke-width:2px,stroke-dasharray:8 4",
  less: "stroke:#9a6700,stroke-width:3px",
};

function markLines(boxes: readonly (Box & { node: string })[]): string[] {
  return Object.entries(STYLES).flatMap(([mark, style]) => {
    const marked = boxes.filter(({ change, condition }) => change === mark || condition === mark);
    if (marked.length === 0) return [];
    return [`  classDef ${mark} ${style}`, `  class ${marked.map(({ node }) => node).join(",")} ${mark}`];
  });
}

const labelOf = (...lines: readonly (string | undefined)[]): string =>
  `"${lines.flatMap((line) => (line === undefined ? [] : escaped(line))).join("<br>")}"`;

/** What Mermaid or Markdown takes for a sign, as the number of its character; a point only where it ends a number, as in a list. */
const SIGNS = /[^\p{L}\p{N} .,:;/=()[\]@'→×–…-]|(?<=^\d+)\.(?= |$)|^-/gu;

/** Source: mermaid.js.org/syntax/flowchart.html ("Entity codes to escape characters") */
const escaped = (text: string): string => text.replaceAll(SIGNS, (sign) => `#${sign.codePointAt(0) ?? 32};`);
