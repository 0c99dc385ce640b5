import type { Outcome, WayIn } from "../failures";
import { parseUrn } from "../../graph/urns";
import { nameId } from "./boxes/names";
import type { Edge, Marks } from "./diagram";
import type { LossMarks } from "./lossMarks";

/** What is said of a way after losses: it goes as far as both of its ends do, and what it leads by, and a name's answer where the name still leads. */
export function edgeMarks(edge: Edge, marks: LossMarks, { now, before }: Record<"now" | "before", Outcome>): Marks {
  if (marks.isCut(edge)) return { condition: "lost" };
  const ends = [edge.from, edge.to].map((id) => marks.conditionAt(id));
  const condition = (["lost", "silent"] as const).find((each) => ends.includes(each));
  if (condition) return { condition };
  if (edge.kind !== "name") return {};
  const [leads, led] = [now, before].map(({ ways }) => ways.some((way) => isAnswer(way, edge, marks)));
  if (leads === led) return {};
  return leads ? { remark: "answered now" } : { condition: "silent", remark: "not answered now" };
}

/** Whether a name is answered with what an edge leads to, by its own name or that of an address of it. */
function isAnswer(way: WayIn, { from, to }: Edge, marks: LossMarks): boolean {
  if (way.kind !== "name" || idOfName(way) !== from) return false;
  const frontDoor = marks.places.find(({ box }) => box.id === to)?.box;
  const names = (frontDoor ? marks.within(frontDoor) : []).flatMap(({ resources }) =>
    resources.map((urn) => parseUrn(urn).name),
  );
  return way.leadsTo.some((name) => names.includes(name));
}

export const idOfName = ({ name, private: inside }: WayIn): string =>
  nameId({ hostname: name, ...(inside && { private: true }) });
