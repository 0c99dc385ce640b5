import type { LossKind } from "../failures";
import { type Graph, GraphIndex } from "../../graph/graph";
import { registriesOf } from "../inventory/registries";
import type { Box } from "./diagram";
import { boxId } from "./ids";
import type { LossMarks } from "./lossMarks";

/** Marks what a loss itself takes; `of` is what follows the `=` in its name. What becomes of the rest is the outcome's to say. */
type Lost = (marks: LossMarks, of: string, graph: Graph) => void;

const itself =
  (kind: Box["kind"], remark?: string): Lost =>
  (marks, of) => {
    marks.add(marks.named(of, kind), "lost", remark);
  };

/** By kind. What says nothing of a box is in the outcome whole. */
export const LOST: Readonly<Record<LossKind, Lost>> = {
  target: () => undefined,
  backend: (marks, of) => {
    marks.add(marks.named(of, "targets"), "lost");
  },
  zone: (marks, of) => {
    for (const { box } of marks.places) if (box.column === of) marks.lose(box);
  },
  nat: itself("nat"),
  firewall: itself("firewallEndpoint"),
  endpoint: (marks, of) => {
    marks.add(marks.named(of, "loadBalancer"), "silent", "no endpoint of the accelerator any more");
  },
  check: (marks, of) => {
    marks.add(marks.named(of, "loadBalancer", "name"), undefined, `${of} says unhealthy`);
  },
  "check-gone": (marks, of) => {
    marks.add(marks.named(of, "name"), undefined, `${of} is deleted`);
  },
  region: (marks, of) => {
    for (const area of marks.ofKind("region")) if (area.id === boxId("region", of)) marks.lose(area);
  },
  dns: () => undefined,
  registry: (marks, of, graph) => {
    const index = GraphIndex.of(graph);
    for (const band of marks.ofKind("targets")) {
      const pulls = band.resources.flatMap((urn) => index.get(urn) ?? []);
      if (pulls.some((node) => registriesOf(index, node).includes(of)))
        marks.add([band], "less", "no new ones: their image cannot be pulled");
    }
  },
  way: itself("way"),
};
