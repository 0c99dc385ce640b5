import { all, say } from "./elements";

/** How long a button says what became of it, in milliseconds. */
const TOLD = 2000;

export function setUpCopying(): void {
  for (const button of all("[data-copy]")) {
    const label = button.textContent;
    button.addEventListener("click", () => {
      void copied(button.dataset["copy"] ?? "").then((done) => {
        button.textContent = done ? "Copied" : "Not copied";
        say(done ? `Copied ${button.dataset["what"] ?? ""}` : "Not copied: this browser does not let the page copy.");
        setTimeout(() => (button.textContent = label), TOLD);
      });
    });
  }
}

/** A page from a file may not have the clipboard, by some browsers: then as it was done before. */
async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedBySelection(text);
  }
}

function copiedBySelection(text: string): boolean {
  const focused = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "unseen";
  document.body.append(field);
  field.select();
  // The only way where there is no clipboard.
  // oxlint-disable-next-line typescript/no-deprecated
  const done = document.execCommand("copy");
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return done;
}
