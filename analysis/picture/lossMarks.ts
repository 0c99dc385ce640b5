import { parseUrn } from "../../graph/urns";
import { type BoxPlace, boxPlaces } from "./boxTree";
import type { Box, BoxKind, Condition, Diagram, Edge, Marks } from "./diagram";

/** What losses say of boxes, gathered box by box. */
export class LossMarks {
  readonly places: readonly BoxPlace[];
  private readonly marks = new Map<string, { condition?: Condition; remarks: string[] }>();

  constructor(diagram: Diagram) {
    this.places = boxPlaces(diagram.boxes);
  }

  /** Boxes that stand for a resource of a logical name. */
  named(name: string, ...kinds: BoxKind[]): Box[] {
    return this.ofKind(...kinds).filter(({ resources }) => resources.some((urn) => parseUrn(urn).name === name));
  }

  ofKind(...kinds: BoxKind[]): Box[] {
    return this.places.flatMap(({ box }) => (kinds.includes(box.kind) ? box : []));
  }

  /** What is in a box, and the box itself. */
  within({ id }: Box): Box[] {
    return this.places.flatMap(({ box, around }) =>
      box.id === id || around.some((each) => each.id === id) ? box : [],
    );
  }

  /** An area, and each box that stands in it: what these are made of is lost without saying. What is only kept is not. */
  lose(box: Box): void {
    this.add([box], "lost");
    if (PLAIN_AREAS.has(box.kind)) this.loseInside(box);
  }

  private loseInside({ boxes = [] }: Box): void {
    for (const each of boxes)
      if (PLAIN_AREAS.has(each.kind)) this.loseInside(each);
      else if (each.kind !== "address") this.add([each], "lost");
  }

  /** Its own, or that of what it is a part of. */
  conditionAt(id: string): Condition | undefined {
    const place = this.places.find(({ box }) => box.id === id);
    const all = [id, ...(place?.around ?? []).map((area) => area.id)].map((each) => this.of(each).condition);
    return (["lost", "silent"] as const).find((each) => all.includes(each)) ?? this.of(id).condition;
  }

  /** Whether all that it may lead by is lost. */
  isCut({ by = [] }: Edge): boolean {
    return by.length > 0 && by.every((id) => this.conditionAt(id) === "lost");
  }

  /** Of several conditions the worst stands, and every remark once. */
  add(boxes: readonly Box[], condition: Condition | undefined, remark?: string): void {
    for (const { id } of boxes) {
      const known = this.marks.get(id) ?? { remarks: [] };
      const worst = WORST_FIRST.find((each) => each === condition || each === known.condition);
      this.marks.set(id, {
        ...(worst && { condition: worst }),
        remarks: [...new Set([...known.remarks, ...(remark === undefined ? [] : [remark])])],
      });
    }
  }

  of(id: string): Marks {
    const { condition, remarks } = this.marks.get(id) ?? { remarks: [] };
    return { ...(condition && { condition }), ...(remarks.length > 0 && { remark: remarks.join(", ") }) };
  }
}

const PLAIN_AREAS: ReadonlySet<BoxKind> = new Set(["region", "vpc", "tier", "account"]);

const WORST_FIRST: readonly Condition[] = ["lost", "silent", "less"];
