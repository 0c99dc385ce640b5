import { all, byId } from "./elements";

/** Shows what a box stands for. `shown` by pointing goes when the pointer does; `held` stays until it is closed. */
export class Panel {
  private readonly element = byId("picture-panel");
  private readonly entries = new Map(all("[data-of]").map((entry) => [entry.dataset["of"] ?? "", entry]));
  private opener: SVGElement | undefined;
  private held = false;

  constructor() {
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
  }

  /** Those of which there is something to tell, in the order of the list. */
  inOrder(boxes: readonly SVGElement[]): SVGElement[] {
    return [...this.entries.keys()].flatMap((id) => boxes.find((box) => box.dataset["box"] === id) ?? []);
  }

  get isHeld(): boolean {
    return this.held;
  }

  /** @param held whether it stays, and takes the focus. */
  show(box: SVGElement, held = false): void {
    const entry = this.entries.get(box.dataset["box"] ?? "");
    if (!this.element || !entry) return;
    this.mark(box);
    this.held = held;
    this.element.replaceChildren(
      ...(held ? [this.closeButton()] : []),
      ...[...entry.childNodes].map((node) => node.cloneNode(true)),
    );
    this.element.hidden = false;
    this.element.classList.toggle("left", isRight(box));
    this.element.scrollTop = 0;
    if (held) this.element.focus();
  }

  /** What is only shown. */
  leave(): void {
    if (!this.held) this.hide();
  }

  /** Who is in it goes back to the box that it was opened from. */
  close(): void {
    // As long as it is held, a box that gets the focus does not show itself in it.
    if (this.element?.contains(document.activeElement)) this.opener?.focus();
    this.hide();
  }

  private hide(): void {
    this.held = false;
    this.mark(undefined);
    if (this.element) this.element.hidden = true;
  }

  private mark(box: SVGElement | undefined): void {
    this.opener?.removeAttribute("data-shown");
    this.opener = box;
    box?.setAttribute("data-shown", "");
  }

  private closeButton(): HTMLElement {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Close";
    button.addEventListener("click", () => {
      this.close();
    });
    return button;
  }
}

/** Whether the panel would lie over it. */
function isRight(box: SVGElement): boolean {
  const frame = byId("picture-view")?.getBoundingClientRect();
  const { left, right } = box.getBoundingClientRect();
  return frame !== undefined && (left + right) / 2 > (frame.left + frame.right) / 2;
}
