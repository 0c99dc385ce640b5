import { expect } from "chai";
import type { Box, Diagram } from "../../../analysis/picture";
import { layoutOf } from "../../../analysis/picture/layoutOf";
import { measure } from "../../../cli/draw/measure";
import { type Ink, PALETTE, type Theme, variables } from "../../../cli/draw/palette";
import { toPng } from "../../../cli/draw/png";
import { toSvg } from "../../../cli/draw/svg";

const box = (id: string, rest: Partial<Box> = {}): Box => ({
  id,
  kind: "targets",
  title: id,
  lines: [],
  resources: [],
  ...rest,
});

const DIAGRAM: Diagram = {
  title: "a & b <c>",
  lines: ["Options: nlb"],
  boxes: [
    box("clients", { kind: "clients", title: 'Clients "of" <ours>', lines: ["10.0.0.0/8"] }),
    box("region", {
      kind: "region",
      boxes: [box("one", { change: "comes" }), box("two", { condition: "lost", remark: "zone a" })],
    }),
  ],
  edges: [
    { id: "client:clients > one", kind: "client", from: "clients", to: "one", label: "TCP 5000" },
    { id: "egress:one > two", kind: "egress", from: "one", to: "two" },
  ],
};

/** Of two colours, from 1 to 21. Source: WCAG 2.2, relative luminance and contrast ratio. */
function contrast(one: string, other: string): number {
  const luminance = (colour: string) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5]
      .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe("the colours of a picture", () => {
  const GROUNDS: Ink[] = ["ground", "region", "vpc", "tier", "box"];
  const TEXTS: Ink[] = ["text", "quiet", "comes", "goes", "changes", "replaced", "lost", "silent", "less"];
  const LINES: Ink[] = ["client", "consumer", "egress", "name", "serves", "border", ...TEXTS];

  for (const theme of ["light", "dark"] as Theme[])
    it(`${theme}: text has a contrast of 4.5 on each ground, and lines one of 3`, () => {
      const weak = (inks: Ink[], least: number) =>
        inks.flatMap((ink) =>
          GROUNDS.filter((ground) => contrast(PALETTE[theme][ink], PALETTE[theme][ground]) < least).map(
            (ground) => `${ink} on ${ground}`,
          ),
        );
      expect([weak(TEXTS, 4.5), weak(LINES, 3)]).to.deep.equal([[], []]);
    });
});

describe("a picture as SVG", () => {
  const drawn = async (colours: Parameters<typeof toSvg>[1], diagram = DIAGRAM) =>
    toSvg(await layoutOf(diagram, measure), colours);

  it("names its boxes and ways, and escapes what they say", async () => {
    const svg = await drawn("light");
    expect([...svg.matchAll(/data-box="([^"]*)"/g)].map(([, id]) => id)).to.deep.equal([
      "region",
      "clients",
      "one",
      "two",
    ]);
    expect(svg)
      .to.include("<title>Clients &quot;of&quot; &lt;ours>, 10.0.0.0/8</title>")
      .and.to.include("TCP 5000</title>");
    expect(svg).to.include("Clients &quot;of&quot; &lt;ours> to one: TCP 5000");
    expect(svg).to.include('<title id="picture-title">a &amp; b &lt;c></title>');
    expect(svg).to.match(
      /<desc id="picture-desc">Options: nlb\. From top to bottom: Clients [^<]*; region \(one, two\)\.<\/desc>/,
    );
  });

  it("says marks in words, and in its legend what occurs, and nothing else", async () => {
    const { legend, boxes } = await layoutOf(DIAGRAM, measure);
    expect(legend.map(({ label }) => label.text)).to.deep.equal([
      "connection of a client",
      "connection of the service's own",
      "comes",
      "lost",
    ]);
    const marks = boxes.flatMap(({ labels }) => labels.filter(({ role }) => role === "mark").map(({ text }) => text));
    expect(marks).to.deep.equal(["comes", "lost: zone a"]);
  });

  it("has its colours inline for a theme, by the system's for a file alone, and by variables for a page", async () => {
    const [light, dark, auto, page] = await Promise.all(
      (["light", "dark", "auto", "page"] as const).map((each) => drawn(each)),
    );
    expect([light, dark].map((svg) => /<style>|var\(/.test(svg!))).to.deep.equal([false, false]);
    expect(light).to.include(PALETTE.light.client).and.to.not.include(PALETTE.dark.client);
    expect(dark).to.include(PALETTE.dark.client).and.to.not.include(PALETTE.light.client);
    expect(auto).to.include(`@media (prefers-color-scheme:dark){.f-ground{fill:${PALETTE.dark.ground}}`);
    expect(page).to.include(`.s-client{stroke:var(--picture-client,${PALETTE.light.client})}`);
    expect(variables("dark")).to.include(`--picture-client:${PALETTE.dark.client};`);
  });

  it("draws a line that two ways share once, and its arrow once", async () => {
    const shared: Diagram = {
      ...DIAGRAM,
      edges: ["one", "two"].map((to) => ({ id: `egress:clients > ${to}`, kind: "egress", from: "clients", to })),
    };
    const layout = await layoutOf(shared, measure);
    const same = { ...layout, edges: [layout.edges[0]!, { ...layout.edges[0]!, edge: layout.edges[1]!.edge }] };
    const arrows = (svg: string) => svg.match(/<polygon/g)?.length;
    // Those of the ways, and that of the legend.
    expect([arrows(toSvg(layout, "light")), arrows(toSvg(same, "light"))]).to.deep.equal([3, 2]);
  });

  it("becomes a PNG of two pixels for each of its own", async () => {
    const layout = await layoutOf(DIAGRAM, measure);
    const png = await toPng(layout, "dark");
    expect(png.subarray(1, 4).toString()).to.equal("PNG");
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).to.deep.equal([layout.width * 2, layout.height * 2]);
  });
});
