import type { Box, Diagram } from "./diagram";

/** A box and the areas around it, the outermost first. */
export interface BoxPlace {
  box: Box;
  around: readonly Box[];
}

/** Every box, however deep, an area before what is inside. */
export function boxPlaces(boxes: readonly Box[], around: readonly Box[] = []): BoxPlace[] {
  return boxes.flatMap((box) => [{ box, around }, ...boxPlaces(box.boxes ?? [], [...around, box])]);
}

export const allBoxes = ({ boxes }: Pick<Diagram, "boxes">): Box[] => boxPlaces(boxes).map(({ box }) => box);

/** The same boxes, each as it is made anew; what is inside of it first. */
export function mapBoxes(boxes: readonly Box[], change: (box: Box) => Box): Box[] {
  return boxes.map((box) => change(box.boxes ? { ...box, boxes: mapBoxes(box.boxes, change) } : box));
}
