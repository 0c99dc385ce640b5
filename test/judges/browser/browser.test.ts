import { expect } from "chai";
import { chromiumOrSkip, openPage, openingOf } from "./browser";

const GOOD = '<!doctype html><html lang="en"><title>t</title><link rel="icon" href="data:,"><p>text';

describe("A page in Chromium", () => {
  before(function () {
    chromiumOrSkip(this);
  });

  it("has nothing to tell of a page that is well", async () => {
    const { page, messages, errors, requests, close } = await openPage(GOOD);
    const { domContentLoaded, firstPaint } = await openingOf(page);
    expect({ messages, errors, requests }).to.deep.equal({ messages: [], errors: [], requests: [] });
    expect(domContentLoaded).to.be.within(0, 10_000);
    expect(firstPaint).to.be.within(0, 10_000);
    await close();
  });

  it("hears the console, errors that nobody catches, and whatever is asked for", async () => {
    const { page, messages, errors, requests, close } = await openPage(
      `${GOOD}<script>console.warn("w"); new Image().src = "https://example.com/i.png"; </script>
      <link rel="stylesheet" href="more.css"><iframe src="about.html"></iframe><script>setTimeout(() => { throw new Error("e") })</script>`,
    );
    // What the page does in a moment, it has done then.
    await page.evaluate(async () => new Promise((done) => setTimeout(done)));
    expect(messages).to.include("warning: w");
    expect(errors).to.deep.equal(["e"]);
    expect(requests.map((address) => address.replace(/^file:.*\//, ""))).to.include.members([
      "https://example.com/i.png",
      "more.css",
      "about.html",
    ]);
    await close();
  });

  it("is as wide, dark and printed as is asked for, and without scripts where that is", async () => {
    const { page, close } = await openPage(GOOD, { width: 390, height: 800, colours: "dark", media: "print" });
    expect(
      await page.evaluate(() => [
        innerWidth,
        matchMedia("(prefers-color-scheme: dark)").matches,
        matchMedia("print").matches,
      ]),
    ).to.deep.equal([390, true, true]);
    await close();
    const still = await openPage(`${GOOD}<script>document.title = "s"</script>`, { scripts: false });
    expect(await still.page.title()).to.equal("t");
    await still.close();
  });
});
