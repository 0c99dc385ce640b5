import type { PanzoomObject } from "@panzoom/panzoom";
import { setUpBoxes } from "./boxes";
import { all, byId, say } from "./elements";
import { Panel } from "./panel";

declare const Panzoom: typeof import("@panzoom/panzoom").default;

/** Pixels that an arrow moves the picture by. */
const STEP = 60;

const MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [STEP, 0],
  ArrowRight: [-STEP, 0],
  ArrowUp: [0, STEP],
  ArrowDown: [0, -STEP],
};

/** The picture can be zoomed and moved, and its boxes tell what they stand for. */
export function setUpPicture(): void {
  const [view, drawing] = [byId("picture-view"), byId("picture-drawing")];
  if (!view || !drawing) return;
  const zoom = zoomOf(view, drawing);
  const panel = new Panel();
  setUpBoxes(view, panel);
  for (const button of all("[data-zoom]"))
    button.addEventListener("click", () => {
      ACTIONS[button.dataset["zoom"] ?? ""]?.(zoom);
      tell(zoom);
    });
  view.addEventListener("keydown", (event) => {
    onKey(event, zoom);
    if (event.key === "Escape") panel.close();
  });
  view.addEventListener("click", () => {
    panel.close();
  });
  // A box that the keyboard leads to may lie outside of what is shown.
  view.addEventListener("focusin", ({ target }) => {
    if (target instanceof SVGElement && target.matches(":focus-visible")) bringIntoView(target, view, zoom);
  });
}

/** As many steps as a wheel's click and a button's. */
function zoomOf(view: HTMLElement, drawing: HTMLElement): PanzoomObject {
  const zoom = Panzoom(drawing, {
    minScale: 1,
    maxScale: 8,
    step: 0.35,
    contain: "outside",
    panOnlyWhenZoomed: true,
    animate: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    duration: 150,
    cursor: "default",
    touchAction: "pan-x pan-y",
    // Else a press would not give a box the focus.
    handleStartEvent: () => undefined,
  });
  drawing.addEventListener("panzoomchange", () => {
    const isZoomed = zoom.getScale() > 1;
    // A finger on the whole picture scrolls the page.
    zoom.setOptions({ touchAction: isZoomed ? "none" : "pan-x pan-y", cursor: isZoomed ? "grab" : "default" });
  });
  // The wheel alone scrolls the page.
  view.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom.zoomWithWheel(event);
    },
    { passive: false },
  );
  return zoom;
}

const ACTIONS: Readonly<Record<string, (zoom: PanzoomObject) => void>> = {
  in: (zoom) => zoom.zoomIn(),
  out: (zoom) => zoom.zoomOut(),
  all: (zoom) => zoom.reset(),
};

const KEYS: Readonly<Record<string, string>> = { "+": "in", "=": "in", "-": "out", "0": "all" };

function onKey(event: KeyboardEvent, zoom: PanzoomObject): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const [action, move] = [ACTIONS[KEYS[event.key] ?? ""], MOVES[event.key]];
  if (action) {
    action(zoom);
    tell(zoom);
  } else if (move && zoom.getScale() > 1)
    zoom.pan(move[0] / zoom.getScale(), move[1] / zoom.getScale(), { relative: true });
  else return;
  event.preventDefault();
}

const tell = (zoom: PanzoomObject): void => {
  say(`Zoom ${Math.round(zoom.getScale() * 100)} percent`);
};

function bringIntoView(box: SVGElement, view: HTMLElement, zoom: PanzoomObject): void {
  // A browser that scrolls to what has the focus would move the picture within its frame for good.
  view.scrollTo(0, 0);
  const [inner, outer] = [box.getBoundingClientRect(), view.getBoundingClientRect()];
  const by = (from: number, to: number, least: number, most: number) =>
    from < least ? least - from : to > most ? Math.max(most - to, least - from) : 0;
  const [x, y] = [
    by(inner.left, inner.right, outer.left, outer.right),
    by(inner.top, inner.bottom, outer.top, outer.bottom),
  ];
  if (x !== 0 || y !== 0) zoom.pan(x / zoom.getScale(), y / zoom.getScale(), { relative: true });
}
