import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { diagramOf } from "../../../analysis/picture";
import { diagramFor } from "../../../cli/draw/diagramFor";
import { mermaidOf } from "../../../cli/draw/mermaid";
import { stackFiles } from "../../../tools/replacement/recordedInputs";
import { box, diagram, edge } from "../../support/diagrams";
import { ROOT, recordStack } from "../../support/recording";
import { type OpenPage, chromiumOrSkip, openPage } from "./browser";

/** What the page has of Mermaid's. */
interface Mermaid {
  parse: (text: string) => Promise<{ diagramType: string }>;
  render: (id: string, text: string) => Promise<{ svg: string }>;
}

/** All that somebody reads in what Mermaid draws, in the strictest of its modes. */
async function drawnTexts({ page }: OpenPage, text: string): Promise<string[]> {
  return page.evaluate(async (source) => {
    const { mermaid } = globalThis as unknown as { mermaid: Mermaid };
    const { svg } = await mermaid.render("drawn", source);
    const drawn = new DOMParser().parseFromString(svg, "text/html");
    return [...drawn.querySelectorAll(".nodeLabel p, .edgeLabel p")].map((label) => label.innerHTML);
  }, text);
}

describe("Mermaid itself, of the picture of every stack and example", () => {
  let opened: OpenPage;

  before(async function () {
    chromiumOrSkip(this);
    const script = readFileSync(join(ROOT, "node_modules", "mermaid", "dist", "mermaid.min.js"), "utf8");
    opened = await openPage(
      `<!doctype html><meta charset="utf-8"><title>Mermaid</title><body><script>${script.replaceAll("</script", "<\\/script")}</script>` +
        `<script>mermaid.initialize({ startOnLoad: false, securityLevel: "strict" })</script>`,
    );
  });

  // Without Chromium, or without the library, there is none.
  after(async () => {
    await (opened as OpenPage | undefined)?.close();
  });

  for (const file of stackFiles())
    it(`draws ${file.replace(`${ROOT}/`, "")}`, async () => {
      const text = mermaidOf(diagramOf(await recordStack(file)));
      const texts = await drawnTexts(opened, text);
      expect(texts.filter((each) => /markdown|#\d+;/i.test(each))).to.deep.equal([]);
      expect(texts.length).to.be.greaterThan(5);
    });

  for (const [what, options, words] of [
    ["a switch", { to: "globalAccelerator" }, "goes: address kept, now parked"],
    ["a loss", { lose: ["zone=eu-west-1a"] }, "lost: does not answer"],
  ] as const)
    it(`draws ${what}`, async () => {
      const texts = await drawnTexts(opened, mermaidOf(await diagramFor(ROOT, "dev", options)));
      expect(texts.filter((each) => each.includes(words))).not.to.deep.equal([]);
    });

  it("reads every sign as it is meant", async () => {
    const title = `1. "x" <b>&amp; #35; \`c\` *d* _e_ {f} | [g] ~h~ $$i$$ \\j %% ;`;
    const texts = await drawnTexts(
      opened,
      mermaidOf(diagram([box("a", { title }), box("b", { title: "- x" })], [edge("a", "b", { label: title })])),
    );
    const written = title.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
    expect(texts.sort()).to.deep.equal(["- x", written, written].sort());
  });

  it("refuses what is none", async () => {
    const refused = await opened.page.evaluate(async () => {
      const { mermaid } = globalThis as unknown as { mermaid: Mermaid };
      return mermaid.parse('flowchart TB\n  a["x" b').then(
        () => "read",
        (error: unknown) => (error instanceof Error ? "refused" : String(error)),
      );
    });
    expect(refused).to.equal("refused");
  });
});
