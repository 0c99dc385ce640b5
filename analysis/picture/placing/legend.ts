import type { Box, Change, Condition, Diagram, EdgeKind } from "../diagram";
import type { LegendEntry, Measure } from "../layout";
import { FONT } from "./text";
import { SPACE } from "./widths";

const KINDS: Record<EdgeKind, string> = {
  client: "connection of a client",
  consumer: "connection through PrivateLink",
  egress: "connection of the service's own",
  name: "what a name answers with",
  serves: "belongs together",
};
const CHANGES: Record<Change, string> = {
  comes: "comes",
  goes: "goes",
  changes: "changes in place",
  replaced: "is deleted and made again",
};
const CONDITIONS: Record<Condition, string> = {
  lost: "lost",
  silent: "there, but answers nobody",
  less: "has less than before",
};

/** Of a sample; from it to its words; from an entry to the next. */
const SAMPLE = { width: 34, height: 16, gap: 7, next: 22 };

/** What occurs in a picture, in words, in as many lines as its width asks for. */
export function legendOf(
  diagram: Diagram,
  top: number,
  width: number,
  measure: Measure,
): { entries: LegendEntry[]; height: number } {
  let x: number = SPACE.margin;
  let y = top;
  const entries = occurring(diagram).map(({ sample, text }): LegendEntry => {
    const textWidth = measure(text, FONT.line, false);
    const entryWidth = SAMPLE.width + SAMPLE.gap + textWidth;
    if (x > SPACE.margin && x + entryWidth > width - SPACE.margin) {
      x = SPACE.margin;
      y += SAMPLE.height + 8;
    }
    const label = {
      x: x + SAMPLE.width + SAMPLE.gap,
      y: y + 1,
      width: textWidth,
      height: 14,
      text,
      size: FONT.line,
      bold: false,
      role: "legend" as const,
    };
    const entry = { x, y, width: entryWidth, height: SAMPLE.height, sample, label };
    x += entryWidth + SAMPLE.next;
    return entry;
  });
  return { entries, height: entries.length === 0 ? 0 : y + SAMPLE.height - top };
}

function occurring({ boxes, edges }: Diagram): { sample: LegendEntry["sample"]; text: string }[] {
  const marked = [...allBoxes(boxes), ...edges];
  const keys = <K extends string>(words: Record<K, string>) => Object.keys(words) as K[];
  return [
    ...keys(KINDS)
      .filter((kind) => edges.some((edge) => edge.kind === kind))
      .map((kind) => ({ sample: { kind }, text: KINDS[kind] })),
    ...keys(CHANGES)
      .filter((change) => marked.some((each) => each.change === change))
      .map((change) => ({ sample: { change }, text: CHANGES[change] })),
    ...keys(CONDITIONS)
      .filter((condition) => marked.some((each) => each.condition === condition))
      .map((condition) => ({ sample: { condition }, text: CONDITIONS[condition] })),
  ];
}

const allBoxes = (boxes: readonly Box[]): Box[] => boxes.flatMap((box) => [box, ...allBoxes(box.boxes ?? [])]);
