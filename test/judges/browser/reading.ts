import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";

/* What a page that is open shows, has and lets be heard. */

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** What axe-core finds, each with the place. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: () => Promise<AxeResult> } };
    const { violations: found } = await axe.run();
    return found.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(" ")}: ${failureSummary}`),
    );
  });
}

interface AxeResult {
  violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[];
}

export const openAll = async (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const part of document.querySelectorAll("details")) part.open = true;
  });

/** What has the focus: its name, and whether anything shows it. */
export const focused = async (page: Page): Promise<{ name: string; shown: boolean }> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return { name: "", shown: true };
    const [label] = (element as HTMLInputElement).labels ?? [];
    const name = element.getAttribute("aria-label") ?? label?.innerText ?? (element as HTMLElement).innerText;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return { name: name.replace(/\s+/g, " ").trim(), shown: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 };
  });

export const scaleOf = async (page: Page): Promise<number> =>
  page.evaluate(
    () => new DOMMatrix(getComputedStyle(document.querySelector("#picture-drawing") as Element).transform).a,
  );

export const leftOf = async (page: Page): Promise<number> =>
  page.evaluate(() => document.querySelector("#picture-drawing")?.getBoundingClientRect().left ?? NaN);

/** Once nothing moves any more. */
export async function atRest<T>(page: Page, read: (page: Page) => Promise<T>): Promise<T> {
  await page.evaluate(async () => {
    await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
    await Promise.all(document.getAnimations().map(async ({ finished }) => finished.catch(() => undefined)));
  });
  return read(page);
}

/** Names of the boxes in the order in which they are heard. */
export async function heardBoxes(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const picture = nodes.find(({ name }) => String(name?.value).startsWith("ha-tcp / demo From"));
  return (picture?.childIds ?? []).flatMap((id) => {
    const { role, name } = byId.get(id) ?? {};
    return role?.value === "button" ? [String(name?.value)] : [];
  });
}

export const clipboard = async (page: Page): Promise<string> =>
  page.evaluate(async () => navigator.clipboard.readText());
