import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { addresses } from "../../../analysis";
import { consumers } from "../../../analysis/inventory/consumers";
import { resourceTypeOf } from "../../../analysis/inventory/addresses";
import { TYPES } from "../../../analysis/inventory/resourceTypes";
import { diagramOf } from "../../../analysis/picture";
import { pathSteps } from "../../../analysis/picture/edges/paths";
import { PART_OF_TYPE } from "../../../analysis/picture/resourceTypes";
import { sceneOf } from "../../../analysis/picture/scene";
import type { Graph, ResourceNode } from "../../../graph";
import { COMPUTED } from "../../../graph/computed";
import { ROOT, SHAPES, recordConfig } from "../../support/recording";
import { type Placed, placed, recordExample } from "./support";

/** Lines of a cell, which is about 150 pixels wide, and of what spans more. */
const LONGEST = { cell: 28, area: 72 };

const STACKS: readonly (readonly [string, () => Promise<Graph>])[] = [
  ...["dev", "prod", ...readdirSync(join(ROOT, "examples"))].map((name) => [name, () => recordExample(name)] as const),
  ...Object.entries(SHAPES).map(([title, raw]) => [title, () => recordConfig(raw)] as const),
];

const kindsWith = (boxes: readonly Placed[], { urn }: ResourceNode) =>
  boxes.filter(({ box }) => box.resources.includes(urn)).map(({ box }) => box.kind);

/** Resources that are to have a box, and have none of a kind that their type's row names. */
const unboxed = (graph: Graph, boxes: readonly Placed[]): string[] =>
  graph.resources
    .filter(({ type, external }) => type.startsWith("aws:") && !external)
    .flatMap((node) => {
      const part = PART_OF_TYPE[node.type];
      if (!part || !("box" in part)) return [];
      return kindsWith(boxes, node).some((kind) => part.box.includes(kind)) ? [] : [`${node.type} ${node.name}`];
    });

/** Published addresses by how many boxes they are in, where that is not one. */
function misplacedAddresses(graph: Graph, boxes: readonly Placed[]): string[] {
  return addresses(graph).flatMap(({ name, purpose, region, zone }) => {
    const type = resourceTypeOf(purpose);
    const [node] = graph.resources.filter((each) => each.name === name && each.type === type);
    const holding =
      purpose === "publicIpv6"
        ? boxes.filter(({ box }) => box.id === `loadBalancer=${name}&zone=${region}${zone}`)
        : boxes.filter(({ box }) => node && box.resources.includes(node.urn));
    return holding.length === 1 ? [] : [`${purpose} ${name} is in ${holding.length} boxes`];
  });
}

/** Zones of VPCs made here that are no column of theirs. */
function missingColumns(graph: Graph, boxes: readonly Placed[]): string[] {
  const urns = new Map(graph.resources.map((node) => [node.urn, node]));
  return graph.resources
    .filter(({ type, external }) => type === TYPES.subnet && !external)
    .flatMap(({ inputs, dependencies, name }) => {
      const vpc = dependencies.find((urn) => urns.get(urn)?.type === TYPES.vpc);
      const area = boxes.find(({ box }) => box.kind === "vpc" && vpc !== undefined && box.resources.includes(vpc));
      return area?.box.columns?.some(({ key }) => key === inputs["availabilityZone"]) ? [] : [name];
    });
}

describe("analysis/picture of any stack", () => {
  it("has a row for every type of resource, and none for another", () => {
    expect(Object.keys(PART_OF_TYPE).sort()).to.deep.equal(Object.keys(COMPUTED).sort());
  });

  for (const [title, recorded] of STACKS)
    it(`is whole and of one piece: ${title}`, async () => {
      const graph = await recorded();
      const { boxes: top, edges } = diagramOf(graph);
      const boxes = placed(top);
      const ids = boxes.map(({ box }) => box.id);
      const ends = [...edges, ...pathSteps(sceneOf(graph))].flatMap(({ from, to }) => [from, to]);
      const strayColumns = boxes.filter(
        ({ box, around }) =>
          box.column !== undefined && !around.some(({ columns = [] }) => columns.some(({ key }) => key === box.column)),
      );
      const tooLong = boxes.flatMap(({ box }) =>
        [box.title, ...box.lines].filter((line) => line.length > LONGEST[box.column === undefined ? "area" : "cell"]),
      );
      expect({
        twice: ids.filter((id, place) => ids.indexOf(id) !== place),
        edgesTwice: edges.map(({ id }) => id).filter((id, place, all) => all.indexOf(id) !== place),
        endsInNothing: ends.filter((id) => !ids.includes(id)),
        strayColumns: strayColumns.map(({ box }) => box.id),
        tooLong,
        emptyLines: boxes.filter(({ box }) => box.lines.includes("")).map(({ box }) => box.id),
        faults: edges.filter(({ remark }) => remark !== undefined).map(({ id }) => id),
        unboxed: unboxed(graph, boxes),
        addresses: misplacedAddresses(graph, boxes),
        missingColumns: missingColumns(graph, boxes),
        consumers: consumers(graph)
          .map(({ endpoint }) => `interfaceEndpoint=${endpoint}`)
          .filter((id) => !ids.includes(id)),
      }).to.deep.equal({
        twice: [],
        edgesTwice: [],
        endsInNothing: [],
        strayColumns: [],
        tooLong: [],
        emptyLines: [],
        faults: [],
        unboxed: [],
        addresses: [],
        missingColumns: [],
        consumers: [],
      });
    });
});
