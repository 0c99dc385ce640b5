import { join } from "node:path";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { renderPage } from "../../../cli/report/page/renderPage";
import { reportData } from "../../../cli/report/reportData";
import { reportOf } from "../../support/reportData";
import { type OpenPage, type PageOptions, chromiumOrSkip, openPage } from "./browser";
import { atRest, clipboard, focused, heardBoxes, leftOf, openAll, scaleOf, violations } from "./reading";
import { WALK } from "./walk";

const ROOT = join(__dirname, "../../..");

const WIDTHS: PageOptions[] = [{ width: 1200 }, { width: 390, height: 844, phone: true }];
const html = renderPage(reportOf());

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
