import { all } from "./elements";

/** What is folded is open on paper, and where an address leads into it. */
export function setUpFolding(): void {
  let opened: HTMLElement[] = [];
  addEventListener("beforeprint", () => {
    opened = all("details:not([open])");
    for (const part of opened) part.setAttribute("open", "");
  });
  addEventListener("afterprint", () => {
    for (const part of opened) part.removeAttribute("open");
    opened = [];
  });
  addEventListener("hashchange", openTarget);
  openTarget();
}

function openTarget(): void {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target instanceof HTMLDetailsElement) target.open = true;
}
