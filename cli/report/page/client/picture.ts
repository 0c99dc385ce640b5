import type PanzoomLibrary from "@panzoom/panzoom";
import type { PanzoomObject } from "@panzoom/panzoom";
import { setUpBoxes } from "./boxes";
import { all, byId, say } from "./elements";
import { Panel } from "./panel";

declare const Panzoom: typeof PanzoomLibrary;

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
      ACTIONS[button.dataset["zoom"] ?? ""]?.(zoom, view);
      tell(zoom);
    });
  view.addEventListener("keydown", (event) => {
    onKey(event, zoom, view);
  });
  view.addEventListener("click", () => {
    panel.close();
  });
  // A box that the keyboard leads to may lie outside of what is shown.
  view.addEventListener("focusin", ({ target }) => {
    if (target instanceof SVGElement && target.matches(":focus-visible")) bringIntoView(target, view, zoom);
  });
}

function zoomOf(view: HTMLElement, drawing: HTMLElement): PanzoomObject {
  const zoom = Panzoom(drawing, {
    minScale: 1,
    maxScale: 8,
    contain: "outside",
    panOnlyWhenZoomed: true,
    // The page's style sheet takes that away from who wants nothing to move.
    animate: true,
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

/** How much larger the picture gets. */
const FACTOR = 1.4;

const ACTIONS: Readonly<Record<string, (zoom: PanzoomObject, view: HTMLElement) => void>> = {
  in: (zoom, view) => zoom.zoomToPoint(zoom.getScale() * FACTOR, middleOf(view)),
  out: (zoom, view) => zoom.zoomToPoint(zoom.getScale() / FACTOR, middleOf(view)),
  all: (zoom) => zoom.reset(),
};

/** Of what is on the screen of it: the picture may be taller than that. */
function middleOf(view: HTMLElement): { clientX: number; clientY: number } {
  const { left, right, top, bottom } = view.getBoundingClientRect();
  return { clientX: (left + right) / 2, clientY: (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2 };
}

const KEYS: Readonly<Record<string, string>> = { "+": "in", "=": "in", "-": "out", "0": "all" };

function onKey(event: KeyboardEvent, zoom: PanzoomObject, view: HTMLElement): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const [action, move] = [ACTIONS[KEYS[event.key] ?? ""], MOVES[event.key]];
  if (action) {
    action(zoom, view);
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
