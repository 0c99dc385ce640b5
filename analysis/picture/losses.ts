import type { Graph } from "../../graph/graph";
import { type Loss, type Outcome, after } from "../failures";
import { mapBoxes } from "./boxTree";
import type { Diagram } from "./diagram";
import { edgeMarks } from "./edgeMarks";
import { LossMarks } from "./lossMarks";
import { LOST } from "./lostParts";
import { markOutcome } from "./outcomeMarks";

/**
 * A picture after losses: what is lost, what is silent and what has less, which addresses answer, and what names and consumers are led to.
 * Ways without a mark still go.
 *
 * @param graph that the diagram shows.
 * @param outcome of these losses, all at once.
 */
export function withLosses(diagram: Diagram, graph: Graph, losses: readonly Loss[], outcome: Outcome): Diagram {
  if (losses.length === 0) return diagram;
  const marks = new LossMarks(diagram);
  for (const { kind, of } of losses) LOST[kind](marks, of, graph);
  const whole = after(graph, []);
  markOutcome(marks, outcome, whole);
  markCutOff(marks, diagram);
  return {
    ...diagram,
    lines: [...diagram.lines, `Lost: ${losses.map(({ text }) => text).join("; ")}`],
    boxes: mapBoxes(diagram.boxes, (box) => ({ ...box, ...marks.of(box.id) })),
    edges: diagram.edges.map((edge) => ({ ...edge, ...edgeMarks(edge, marks, { now: outcome, before: whole }) })),
  };
}

/** Clients whose way to the service is lost: what the outcome counts are those who can come. */
function markCutOff(marks: LossMarks, { edges }: Diagram): void {
  const led = edges.filter(({ by }) => by !== undefined);
  for (const box of marks.ofKind("clients")) {
    const own = led.filter(({ from }) => from === box.id);
    const cut = own.filter((edge) => marks.isCut(edge));
    if (cut.length === 0) continue;
    if (cut.length === own.length) marks.add([box], "silent", "no way leads from here");
    else marks.add([box], "less", "a way from here is lost");
  }
}
