import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Context } from "mocha";
import { type Browser, type Page, chromium } from "playwright-core";
import { missing } from "../missing";

/*
 * Pages as a browser shows them: Chromium is the one that CHROMIUM names, or that is on PATH. It is started once, when the first test asks
 * for a page, and ends with the last test.
 */

/** As distributions and Google call it. */
const NAMES = ["chromium", "chromium-browser", "google-chrome"];

function executable(): string | undefined {
  const named = process.env["CHROMIUM"];
  if (named !== undefined && named !== "") return named;
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

/** Milliseconds that anything may take. A machine that is slow, or busy, is not what is judged. */
const PATIENCE = 120_000;

let started: Promise<Browser> | undefined;
let folder: string | undefined;

async function browser(executablePath: string): Promise<Browser> {
  started ??= chromium.launch({ executablePath, timeout: PATIENCE });
  return started;
}

after(async () => {
  await (await started)?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true });
});

let said = false;

/** For a hook: the tests of the hook's suite are skipped where there is no Chromium. */
export function chromiumOrSkip(context: Context): void {
  if (executable() !== undefined) return;
  if (!said) missing("Chromium");
  said = true;
  // Said above, and a failure where the judges are required.
  context.skip();
}

export interface PageOptions {
  /** CSS pixels. Default: 1200 × 900. */
  width?: number;
  height?: number;
  /** Default: light. */
  colours?: "light" | "dark";
  /** Default: screen. */
  media?: "screen" | "print";
  /** Whether it is a phone: its own viewport, and touch. Default: false. */
  phone?: boolean;
  /** What follows in the address: `#paths`. Default: nothing. */
  anchor?: string;
  /** Whether scripts run. Default: true. */
  scripts?: boolean;
}

/** A page that is open, and what it did that a good page does not. */
export interface OpenPage {
  page: Page;
  /** Of the console: `error: …`, whatever the level. */
  messages: string[];
  /** Of scripts, that nobody caught. */
  errors: string[];
  /** Addresses that it asked for, beside its own file. */
  requests: string[];
  close: () => Promise<void>;
}

/** Opens a page from a file, as somebody who was sent it does, once it is loaded. Nothing else can be reached from there. */
export async function openPage(html: string, options: PageOptions = {}): Promise<OpenPage> {
  const path = executable();
  if (path === undefined) throw new Error("there is no Chromium: chromiumOrSkip comes first");
  const { width = 1200, height = 900, colours = "light", media = "screen", phone = false, scripts = true } = options;
  const context = await (
    await browser(path)
  ).newContext({
    viewport: { width, height },
    colorScheme: colours,
    isMobile: phone,
    hasTouch: phone,
    javaScriptEnabled: scripts,
    offline: true,
  });
  context.setDefaultTimeout(PATIENCE);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await context.newPage();
  await page.emulateMedia({ media, colorScheme: colours });
  const opened = { page, ...watch(page), close: async () => context.close() };
  await page.goto(`${addressOf(html)}${options.anchor ?? ""}`, { waitUntil: "load" });
  return opened;
}

let files = 0;

function addressOf(html: string): string {
  folder ??= mkdtempSync(join(tmpdir(), "ha-tcp-page-"));
  files += 1;
  const file = join(folder, `page-${files}.html`);
  writeFileSync(file, html);
  return pathToFileURL(file).href;
}

function watch(page: Page): Pick<OpenPage, "messages" | "errors" | "requests"> {
  const [messages, errors, requests]: [string[], string[], string[]] = [[], [], []];
  page.on("console", (message) => messages.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("request", (request) => {
    if (!request.isNavigationRequest() || request.frame() !== page.mainFrame()) requests.push(request.url());
  });
  page.on("websocket", (socket) => requests.push(socket.url()));
  return { messages, errors, requests };
}

/** Milliseconds from the navigation's start. */
export interface Opening {
  domContentLoaded: number;
  firstPaint: number;
}

/** How long an open page took, as the browser itself counts. Waits until it has painted text or a picture. */
export async function openingOf(page: Page): Promise<Opening> {
  return page.evaluate(async () => {
    const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    const firstPaint = await new Promise<number>((found) => {
      new PerformanceObserver((list) => {
        for (const { name, startTime } of list.getEntries()) if (name === "first-contentful-paint") found(startTime);
      }).observe({ type: "paint", buffered: true });
    });
    return { domContentLoaded: navigation?.domContentLoadedEventEnd ?? Infinity, firstPaint };
  });
}
