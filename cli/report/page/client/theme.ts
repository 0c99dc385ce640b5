import { byId } from "./elements";

type Theme = "light" | "dark";

const KEY = "report-theme";
const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");

/** Where storage is shut, as it may be for a page from a file, a choice lasts as long as the page. */
function stored(): Theme | undefined {
  try {
    const theme = localStorage.getItem(KEY);
    return theme === "light" || theme === "dark" ? theme : undefined;
  } catch {
    return undefined;
  }
}

function store(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // See above.
  }
}

const current = (): Theme => (root.dataset["theme"] as Theme | undefined) ?? (system.matches ? "dark" : "light");

/** Before the page is drawn, so that it does not change its colours. */
export function applyTheme(): void {
  const theme = stored();
  if (theme) root.dataset["theme"] = theme;
}

export function setUpTheme(): void {
  const button = byId("theme");
  if (!button) return;
  const show = (): void => {
    button.setAttribute("aria-pressed", String(current() === "dark"));
  };
  button.addEventListener("click", () => {
    const theme = current() === "dark" ? "light" : "dark";
    root.dataset["theme"] = theme;
    store(theme);
    show();
  });
  system.addEventListener("change", show);
  show();
}
