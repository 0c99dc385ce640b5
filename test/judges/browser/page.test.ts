import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { renderPage } from "../../../cli/report/page/renderPage";
import { reportData } from "../../../cli/report/reportData";
import { reportOf } from "../../support/reportData";
import { type OpenPage, type PageOptions, chromiumOrSkip, openPage } from "./browser";

const ROOT = join(__dirname, "../../..");
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const WIDTHS: PageOptions[] = [{ width: 1200 }, { width: 390, height: 844, phone: true }];
const html = renderPage(reportOf());

/** What axe-core finds, each with the place. */
async function violations(page: Page): Promise<string[]> {
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

const openAll = async (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const part of document.querySelectorAll("details")) part.open = true;
  });

/** What has the focus: its name, and whether anything shows it. */
const focused = async (page: Page): Promise<{ name: string; shown: boolean }> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return { name: "", shown: true };
    const [label] = (element as HTMLInputElement).labels ?? [];
    const name = element.getAttribute("aria-label") ?? label?.innerText ?? (element as HTMLElement).innerText;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return { name: name.replace(/\s+/g, " ").trim(), shown: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 };
  });

const scaleOf = async (page: Page): Promise<number> =>
  page.evaluate(
    () => new DOMMatrix(getComputedStyle(document.querySelector("#picture-drawing") as Element).transform).a,
  );

const leftOf = async (page: Page): Promise<number> =>
  page.evaluate(() => document.querySelector("#picture-drawing")?.getBoundingClientRect().left ?? NaN);

/** Once nothing moves any more. */
async function atRest<T>(page: Page, read: (page: Page) => Promise<T>): Promise<T> {
  await page.evaluate(async () => {
    await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
    await Promise.all(document.getAnimations().map(async ({ finished }) => finished.catch(() => undefined)));
  });
  return read(page);
}

/** Names of the boxes in the order in which they are heard. */
async function heardBoxes(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const picture = nodes.find(({ name }) => String(name?.value).startsWith("ha-tcp / demo From"));
  return (picture?.childIds ?? []).flatMap((id) => {
    const { role, name } = byId.get(id) ?? {};
    return role?.value === "button" ? [String(name?.value)] : [];
  });
}

const clipboard = async (page: Page): Promise<string> => page.evaluate(async () => navigator.clipboard.readText());

describe("The page of a report in Chromium", () => {
  let opened: OpenPage;
  const open = async (options: PageOptions = {}): Promise<Page> => {
    opened = await openPage(html, options);
    return opened.page;
  };

  before(function () {
    chromiumOrSkip(this);
  });

  afterEach(async () => {
    const { messages, errors, requests, close } = opened;
    await close();
    expect({ messages, errors, requests }).to.deep.equal({ messages: [], errors: [], requests: [] });
  });

  for (const size of WIDTHS)
    for (const colours of ["light", "dark"] as const)
      it(`has nothing that axe-core finds wrong at ${size.width} pixels, ${colours}, with all of it open`, async () => {
        const page = await open({ ...size, colours });
        expect(await violations(page)).to.deep.equal([]);
        await openAll(page);
        await page.locator('[data-box="front"]').click();
        expect(await page.locator("#picture-panel").textContent()).to.include("front-eu-west-1");
        expect(await violations(page)).to.deep.equal([]);
      });

  for (const width of [320, 390, 1200])
    it(`is no wider than ${width} pixels, and hides no heading that an anchor leads to`, async () => {
      const page = await open({ width, height: 800 });
      await openAll(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.equal(width);
      const hidden = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')].flatMap((link) => {
          const target = document.getElementById(link.hash.slice(1));
          if (!target) return [link.hash];
          target.scrollIntoView();
          const header = document.querySelector("header")?.getBoundingClientRect().bottom ?? 0;
          return target.getBoundingClientRect().top < header && target.id !== "content" ? [link.hash] : [];
        }),
      );
      expect(hidden).to.deep.equal([]);
    });

  it("leads a keyboard to each control in order, and shows where it is", async () => {
    const page = await open();
    const walked: string[] = [];
    for (;;) {
      await page.keyboard.press("Tab");
      const { name, shown } = await focused(page);
      if (name === "") break;
      expect(shown, name).to.equal(true);
      walked.push(name);
    }
    expect(walked).to.deep.equal(Object.values(WALK).flat());
  });

  it("zooms and moves the picture by keys and buttons, and shows all of it again", async () => {
    const page = await open();
    await page.locator("#picture-view").focus();
    await page.keyboard.press("+");
    await page.waitForFunction(() => document.querySelector("#status")?.textContent === "Zoom 140 percent");
    expect(await atRest(page, scaleOf)).to.be.closeTo(1.4, 0.001);
    const left = await atRest(page, leftOf);
    await page.keyboard.press("ArrowRight");
    expect(await atRest(page, leftOf)).to.be.closeTo(left - 60, 0.5);
    await page.keyboard.press("-");
    expect(await atRest(page, scaleOf)).to.be.closeTo(1, 0.001);
    await page.getByRole("button", { name: "Zoom in" }).click();
    await page.getByRole("button", { name: "Zoom in" }).click();
    expect(await atRest(page, scaleOf)).to.be.closeTo(1.96, 0.001);
    await page.locator("#picture-view").focus();
    await page.keyboard.press("0");
    expect(await atRest(page, scaleOf)).to.equal(1);
  });

  it("tells what a box stands for, by pointer and by keyboard, and Escape leads back", async () => {
    const page = await open();
    const panel = page.locator("#picture-panel");
    await page.locator('[data-box="targets"]').hover();
    await panel.waitFor();
    expect(await panel.innerText()).to.match(/Targets[^]*Group fleet/);
    await page.locator("h1").hover();
    await panel.waitFor({ state: "hidden" });

    await page.locator('[data-box="clients"]').focus();
    await page.keyboard.press("ArrowDown");
    expect((await focused(page)).name).to.equal("Load balancer front-eu- west-1");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).to.equal("picture-panel");
    await page.keyboard.press("Tab");
    expect((await focused(page)).name).to.equal("Close");
    await page.keyboard.press("Escape");
    expect(await panel.isVisible()).to.equal(false);
    expect((await focused(page)).name).to.equal("Load balancer front-eu- west-1");
  });

  it("lets the boxes be heard in the order of the list in words, and not as they are drawn", async () => {
    expect(await heardBoxes(await open())).to.deep.equal(["clients", "Load balancer front-eu- west-1", "targets"]);
  });

  it("tells it to a finger, too", async () => {
    const page = await open({ width: 390, height: 844, phone: true });
    await page.locator('[data-box="front"]').tap();
    await page.locator("#picture-panel").waitFor();
    await page.getByRole("button", { name: "Close" }).tap();
    await page.locator("#picture-panel").waitFor({ state: "hidden" });
  });

  it("copies exactly the address, or all, and says so", async () => {
    const page = await open();
    await page.getByRole("button", { name: "Copy 203.0.113.7/32" }).click();
    await page.waitForFunction(() => document.querySelector("#status")?.textContent === "Copied 203.0.113.7/32");
    expect(await clipboard(page)).to.equal("203.0.113.7/32");
    await page.getByRole("button", { name: "Copy all 3 addresses of both lists" }).click();
    await page.waitForFunction(
      () => document.querySelector("#status")?.textContent === "Copied addresses of both lists",
    );
    expect(await clipboard(page)).to.equal("203.0.113.7/32\n2001:db8::7/128\n203.0.113.9/32");
  });

  it("copies where it has no clipboard", async () => {
    const page = await open();
    await page.evaluate(() => {
      navigator.clipboard.writeText = async () => Promise.reject(new Error("shut"));
    });
    const button = page.getByRole("button", { name: "Copy 203.0.113.9/32" });
    await button.click();
    await page.waitForFunction(() => document.querySelector("#status")?.textContent === "Copied 203.0.113.9/32");
    expect(await clipboard(page)).to.equal("203.0.113.9/32");
    expect((await focused(page)).name).to.equal("Copy 203.0.113.9/32");
  });

  it("shows the alarms that are looked for", async () => {
    const page = await open();
    const shown = async () =>
      page.locator("#alarm-list > li").evaluateAll((rows) => rows.map((each) => (each as HTMLElement).hidden));
    await page.getByRole("searchbox").fill("slow it");
    expect(await shown()).to.deep.equal([true, false, true]);
    expect(await page.locator("#alarm-count").textContent()).to.equal("1 of 3 alarms");
    await page.getByRole("searchbox").fill("");
    await page.locator("select[name=grade]").selectOption("page");
    expect(await shown()).to.deep.equal([false, true, true]);
  });

  it("opens what a link leads to", async () => {
    const page = await open();
    await page.getByRole("link", { name: "zone=eu-west-1a" }).click();
    await page.getByText("brings the group back").waitFor();
  });

  it("changes its colours by a button, and keeps the choice", async () => {
    const page = await open({ colours: "light" });
    const ground = async () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(await ground()).to.equal("rgb(255, 255, 255)");
    await page.getByRole("button", { name: "Dark" }).click();
    expect(await ground()).to.equal("rgb(13, 17, 23)");
    await page.reload();
    expect(await ground()).to.equal("rgb(13, 17, 23)");
    expect(await page.getByRole("button", { name: "Dark" }).getAttribute("aria-pressed")).to.equal("true");
  });

  it("prints all it has, without what is to be pressed, on light ground", async () => {
    const page = await open({ colours: "dark", media: "print" });
    expect(await page.locator("button:visible, input:visible, select:visible, header:visible").count()).to.equal(0);
    const unseen = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>("main li, main td, main dd")]
        .filter((each) => !each.checkVisibility())
        .map((each) => each.textContent),
    );
    expect(unseen).to.deep.equal([]);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).to.equal(
      "rgb(255, 255, 255)",
    );
    const pdf = await page.pdf({ format: "A4" });
    expect(pdf.subarray(0, 5).toString()).to.equal("%PDF-");
  });

  it("has all of it without a script, and nothing that needs one", async () => {
    const page = await open({ scripts: false });
    expect(await page.locator("button:visible, input:visible").count()).to.equal(0);
    expect(await page.getByText("203.0.113.7/32").isVisible()).to.equal(true);
    await page.getByText("The picture in words").click();
    expect(await page.getByText("front-eu-west-1", { exact: true }).first().isVisible()).to.equal(true);
  });

  it("moves nothing by itself for who wants that", async () => {
    const page = await open();
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.reload();
    await page.locator("#picture-view").focus();
    const scaleAfter = async (key: string) => {
      await page.keyboard.press(key);
      await page.evaluate(
        async () => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))),
      );
      return scaleOf(page);
    };
    expect(await scaleAfter("+")).to.be.closeTo(1.4, 0.001);
    expect(await scaleAfter("0")).to.equal(1);
  });

  it("shows bars and marks in the colours that somebody forces", async () => {
    const page = await open();
    await page.emulateMedia({ forcedColors: "active" });
    const [fixed, usage, ground] = await page.evaluate(() => [
      getComputedStyle(document.querySelector("rect.fixed") as Element).fill,
      getComputedStyle(document.querySelector("rect.usage") as Element).fill,
      getComputedStyle(document.body).backgroundColor,
    ]);
    expect(new Set([fixed, usage, ground]).size).to.equal(3);
    expect(await page.locator(".mark.bad").first().innerText()).to.match(/^✕ /);
  });
});

describe("The page of prod and of its switch to ecs, in Chromium", () => {
  before(function () {
    chromiumOrSkip(this);
  });

  for (const size of WIDTHS)
    it(`is small and has nothing that axe-core finds wrong, at ${size.width} pixels`, async () => {
      const real = renderPage(await reportData(ROOT, "prod", { to: "ecs" }));
      expect(real.length).to.be.below(2_000_000);
      const { page, messages, errors, requests, close } = await openPage(real, size);
      await openAll(page);
      expect(await violations(page)).to.deep.equal([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.equal(size.width);
      expect({ messages, errors, requests }).to.deep.equal({ messages: [], errors: [], requests: [] });
      await close();
    });
});

/** Names of all that can be reached, by part. */
const WALK: Record<string, string[]> = {
  contents: [
    "Skip to the content",
    "Summary",
    "Picture",
    "Switch",
    "Addresses",
    "Names",
    "Paths",
    "What if",
    "Cost",
    "Findings",
    "Alarms",
    "Dark",
  ],
  summary: [
    "Switch refused",
    "Allow list 4 addresses, 1 known after the first up",
    "Survives any one zone; not any one region",
    "Cost 39.54 → 74.58 USD a month",
    "Findings 1 warning, 1 note",
    "Alarms 3 alarms, 1 of them wakes somebody",
  ],
  picture: ["Zoom in", "Zoom out", "Show all", "Picture", "clients", "The picture in words"],
  switch: [
    "docs.aws.amazon.com/elasticloadbalancing/latest/network/x.html",
    "Copy keys of the stack file",
    "Copy keys of step 1",
    "Copy keys of step 2",
    "Copy commands 1",
    "1 resource changes",
  ],
  addresses: [
    "Copy all 3 addresses of both lists",
    "Copy 203.0.113.7/32",
    "Copy 2001:db8::7/128",
    "Copy all 2 addresses that clients connect to",
    "Copy 203.0.113.9/32",
  ],
  whatIf: [
    "zone=eu-west-1a",
    "region=eu-west-1",
    "1 more, of which nobody notices any",
    "zone=eu-west-1a",
    "region=eu-west-1",
    "check=dns nobody notices",
  ],
  cost: ["By region", "By option", "What costs more or less", "All items, then", "aws.amazon.com/vpc"],
  alarms: [
    "Search",
    "For all page ticket AWS acts",
    "Region all eu-west-1 us-east-1",
    "▲ page The service is down eu-west-1",
    "● ticket It is slow",
    "– AWS acts monitoring-autoscaling",
  ],
};
