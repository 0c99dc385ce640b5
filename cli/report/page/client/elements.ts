/** Of the page's own elements, each has the id that the page gave it. */
export const byId = (id: string): HTMLElement | null => document.getElementById(id);

export const all = (selector: string, within: ParentNode = document): HTMLElement[] => [
  ...within.querySelectorAll<HTMLElement>(selector),
];

/** Said by whoever reads the page aloud. The same words twice are two messages. */
export function say(text: string): void {
  const status = byId("status");
  if (!status) return;
  status.textContent = "";
  setTimeout(() => (status.textContent = text), 50);
}
