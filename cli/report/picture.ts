import { type Box, type Diagram, diagramOf } from "../../analysis/picture";
import { layoutOf } from "../../analysis/picture/layoutOf";
import { mergeDiagrams } from "../../analysis/picture/merge";
import { type Graph, GraphIndex, kindOf, withReferencedStacks } from "../../graph";
import type { ResourceChange } from "../../graph/resourceChange";
import { measure } from "../draw/measure";
import { toSvg } from "../draw/svg";

/** A resource that a box of the picture stands for. */
export interface BoxResource {
  /** The logical name. */
  name: string;
  /** `LoadBalancer` */
  type: string;
}

/** What a box of the picture stands for, for who points at it. */
export interface BoxDetail {
  title: string;
  lines: string[];
  resources: BoxResource[];
}

/** What it shows is told in words in the `<title>` and `<desc>` of the SVG. */
export interface Picture {
  /** One `<svg>` element, whose colours follow the page's. */
  svg: string;
  /** By the ids of its boxes. */
  boxes: Record<string, BoxDetail>;
}

/** What a stack becomes. */
export interface OtherSide {
  graph: Graph;
  /** Of all resources. */
  changes: readonly ResourceChange[];
}

/** A stack as a picture of a page; with another side one picture of both, with what comes, goes and changes. */
export async function pictureOf(graph: Graph, other?: OtherSide): Promise<Picture> {
  const own = diagramOf(graph);
  const diagram = other ? mergeDiagrams(own, diagramOf(other.graph), other.changes) : own;
  return {
    svg: toSvg(await layoutOf(diagram, measure), "page"),
    boxes: details(diagram, other ? [other.graph, graph] : [graph]),
  };
}

/** Of every box, however deep. */
function details(diagram: Diagram, graphs: readonly Graph[]): Record<string, BoxDetail> {
  const nameOf = resourceNames(graphs);
  const detail = ({ id, title, lines, resources }: Box): [string, BoxDetail] => [
    id,
    { title, lines, resources: resources.map(nameOf) },
  ];
  const all = (boxes: readonly Box[]): Box[] => boxes.flatMap((box) => [box, ...all(box.boxes ?? [])]);
  return Object.fromEntries(all(diagram.boxes).map(detail));
}

/** A picture shows of other stacks what the stack uses. */
function resourceNames(graphs: readonly Graph[]): (urn: string) => BoxResource {
  const indexes = graphs.map((graph) => GraphIndex.of(withReferencedStacks(graph)));
  return (urn) => {
    const node = indexes.map((index) => index.get(urn)).find((each) => each !== undefined);
    return node ? { name: node.name, type: kindOf(node.type) } : { name: urn.split("::").at(-1) ?? urn, type: "" };
  };
}
