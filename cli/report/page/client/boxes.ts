import type { Panel } from "./panel";

/** Pixels that a pointer may move and still have pressed a box, and not moved the picture. */
const STILL = 5;

const NEXT: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Boxes are one stop of the keyboard: arrows lead from one to the next. */
export function setUpBoxes(view: HTMLElement, panel: Panel): void {
  // What is an image has no parts that can be pressed.
  view.querySelector("svg")?.setAttribute("role", "group");
  const boxes = panel.inOrder([...view.querySelectorAll<SVGElement>("[data-box]")]);
  readInOrder(view, boxes);
  boxes.forEach((box, place) => {
    box.setAttribute("tabindex", place === 0 ? "0" : "-1");
    box.setAttribute("role", "button");
    nameBox(box);
    box.addEventListener("pointerenter", ({ pointerType }) => {
      if (pointerType === "mouse" && !panel.isHeld) panel.show(box);
    });
    box.addEventListener("pointerleave", () => {
      panel.leave();
    });
    box.addEventListener("focus", () => {
      if (!panel.isHeld && box.matches(":focus-visible")) panel.show(box);
    });
    box.addEventListener("blur", () => {
      panel.leave();
    });
    box.addEventListener("keydown", (event) => {
      onKey(event, { boxes, place, panel });
    });
    onPress(box, () => {
      panel.show(box, true);
    });
  });
}

/** A drawing has areas before what lies in them; who hears it hears the boxes as the list in words has them. */
function readInOrder(view: HTMLElement, boxes: readonly SVGElement[]): void {
  boxes.forEach((box, place) => {
    box.id = `picture-box-${place}`;
  });
  view.querySelector("svg")?.setAttribute("aria-owns", boxes.map(({ id }) => id).join(" "));
}

/** Its name is what is to be read on it, line by line. The title goes, which a browser would show beside the panel. */
function nameBox(box: SVGElement): void {
  box.querySelector(":scope > title")?.remove();
  const lines = [...box.querySelectorAll("text")];
  box.setAttribute("aria-label", lines.map(({ textContent }) => textContent).join(" "));
  // So its lines are words of their own also to who reads them as they stand.
  for (const line of lines) line.append(" ");
}

function onKey(
  event: KeyboardEvent,
  { boxes, place, panel }: { boxes: readonly SVGElement[]; place: number; panel: Panel },
): void {
  const box = boxes[place];
  const by = NEXT[event.key];
  if (event.key === "Enter" || event.key === " ") {
    if (box) panel.show(box, true);
  } else if (by !== undefined) {
    const next = boxes[(place + by + boxes.length) % boxes.length];
    box?.setAttribute("tabindex", "-1");
    next?.setAttribute("tabindex", "0");
    next?.focus();
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

/** A click that was no movement of the picture. */
function onPress(box: SVGElement, act: () => void): void {
  let from: { x: number; y: number } | undefined;
  box.addEventListener("pointerdown", ({ clientX, clientY }) => (from = { x: clientX, y: clientY }));
  box.addEventListener("click", (event) => {
    const moved = from ? Math.hypot(event.clientX - from.x, event.clientY - from.y) : 0;
    from = undefined;
    if (moved > STILL) return;
    event.stopPropagation();
    act();
  });
}
