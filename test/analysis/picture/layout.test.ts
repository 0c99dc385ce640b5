import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { type Box, type Diagram, type Edge, diagramOf } from "../../../analysis/picture";
import type { Layout } from "../../../analysis/picture/layout";
import { layoutOf } from "../../../analysis/picture/layoutOf";
import { mergeDiagrams } from "../../../analysis/picture/merge";
import { measure } from "../../../cli/draw/measure";
import { compare } from "../../../graph/compare";
import { PROVIDER_EFFECTS } from "../../../graph/providerEffects";
import { mistakesIn } from "../../support/geometry";
import { ROOT, recordStack } from "../../support/recording";

const EXAMPLES = readdirSync(join(ROOT, "examples")).map((name) => join(ROOT, "examples", name));

describe("layout: the geometry of", () => {
  for (const stack of ["dev", "prod", ...EXAMPLES])
    it(stack.replace(`${ROOT}/`, ""), async () => {
      expect(mistakesIn(await layoutOf(diagramOf(await recordStack(stack)), measure))).to.deep.equal([]);
    });

  for (const [from, to] of [
    ["nlb", "nlb-ecs"],
    ["firewall", "private-link"],
    ["accelerator", "two-regions"],
    ["existing-vpc", "scheduled"],
  ])
    it(`a switch from ${from} to ${to}`, async () => {
      const [before, after] = await Promise.all(
        [from, to].map((name) => recordStack(join(ROOT, "examples", `${name}.yaml`))),
      );
      const diagram = mergeDiagrams(diagramOf(before!), diagramOf(after!), compare(before!, after!, PROVIDER_EFFECTS));
      expect(mistakesIn(await layoutOf(diagram, measure))).to.deep.equal([]);
    });
});

describe("layout: boxes of any depth, number and length", () => {
  const box = (id: string, rest: Partial<Box> = {}): Box => ({
    id,
    kind: "targets",
    title: id,
    lines: ["a-name-that-is-longer-than-its-box-and-has-no-spaces", "x".repeat(60)],
    resources: [],
    ...rest,
  });
  const ZONES = ["a", "b", "c", "d", "e", "f"];
  const cells = (id: string, zones: readonly string[]) => zones.map((zone) => box(`${id}-${zone}`, { column: zone }));
  const region = (id: string, zones: readonly string[]): Box => {
    const tier = (name: string, boxes: Box[]) => box(`${id}-${name}`, { kind: "tier", boxes });
    const inner = tier("inner", cells(`${id}-inner`, zones));
    const boxes = [
      ...cells(`${id}-bare`, zones),
      tier("outer", [inner]),
      tier("flat", cells(`${id}-flat`, zones.slice(1))),
    ];
    const columns = zones.map((key) => ({ key, title: `${id}${key}` }));
    return box(id, { kind: "region", boxes: [box(`${id}-vpc`, { kind: "vpc", columns, boxes })] });
  };
  const diagram = (regions: Box[]): Diagram => ({
    title: "any",
    lines: [],
    boxes: [
      box("clients", { kind: "clients" }),
      box("row=regions", { kind: "tier", title: "", arrange: "columns", boxes: regions }),
    ],
    edges: regions.flatMap(({ id }): Edge[] => [
      { id: `client:${id}`, kind: "client", from: "clients", to: `${id}-inner-b`, label: "TCP 5000" },
      { id: `egress:${id}`, kind: "egress", from: `${id}-inner-b`, to: `${id}-bare-b` },
      { id: `serves:${id}`, kind: "serves", from: `${id}-flat`, to: `${id}-vpc` },
    ]),
  });

  for (const [title, regions] of [
    ["six zones", [region("r", ZONES)]],
    [
      "three regions of two and three zones",
      ["r", "s", "t"].map((id, index) => region(id, ZONES.slice(0, 2 + (index % 2)))),
    ],
  ] as const)
    it(title, async () => {
      expect(mistakesIn(await layoutOf(diagram([...regions]), measure))).to.deep.equal([]);
    });

  it("says of a way that has no room for all its words what becomes of it", async () => {
    const whole = diagram([region("r", ["a", "b"])]);
    const edges = whole.edges.map((edge) => ({ ...edge, label: "x".repeat(300), change: "goes" as const }));
    const { edges: placed } = await layoutOf({ ...whole, edges }, measure);
    expect(placed.map(({ label }) => label?.text)).to.deep.equal(["goes", "goes", "goes"]);
  });

  it("says which way leads to no box", async () => {
    const lost = { ...diagram([]), edges: [{ id: "client:a > b", kind: "client" as const, from: "clients", to: "b" }] };
    const error: unknown = await layoutOf(lost, measure).catch((reason: unknown) => reason);
    expect((error as Error).message).to.equal("Way client:a > b: no box has one of its ends.");
  });
});

describe("layout: what is drawn wrongly is seen", () => {
  const broken = async (change: (layout: Layout) => Layout): Promise<string[]> =>
    mistakesIn(change(await layoutOf(diagramOf(await recordStack("dev")), measure)));
  const moveBox = (id: string, by: { x?: number; y?: number; width?: number }) => (layout: Layout) => ({
    ...layout,
    boxes: layout.boxes.map((each) =>
      each.box.id.startsWith(id)
        ? { ...each, x: each.x + (by.x ?? 0), y: each.y + (by.y ?? 0), width: each.width + (by.width ?? 0) }
        : each,
    ),
  });

  it("a box outside of the area that it is in", async () => {
    const found = await broken(moveBox("nat=network-eu-west-1-nat-a", { y: 60 }));
    expect(found.some((text) => /is not inside/.test(text))).to.equal(true);
  });
  it("a cell beside its column, and too close to the next", async () => {
    const found = await broken(moveBox("loadBalancer=front-eu-west-1&zone=eu-west-1a", { width: 6 }));
    expect(found).to.include.members([
      "loadBalancer=front-eu-west-1&zone=eu-west-1a stands beside its column",
      "too close: loadBalancer=front-eu-west-1&zone=eu-west-1a and loadBalancer=front-eu-west-1&zone=eu-west-1b",
    ]);
  });
  it("a text over another, and outside of its box", async () => {
    const found = await broken((layout) => ({
      ...layout,
      boxes: layout.boxes.map((each) => ({
        ...each,
        labels: each.labels.map((label) =>
          label.text === "any address" ? { ...label, y: label.y - 14, x: label.x + 150 } : label,
        ),
      })),
    }));
    expect(found).to.include("not inside its box: any address");
  });
  it("a way through a box, over its text", async () => {
    const found = await broken((layout) => ({
      ...layout,
      edges: layout.edges.map((each) => {
        const [a, b] = [each.points[0]!, each.points.at(-1)!];
        return { ...each, points: [a, { x: a.x, y: layout.height - 5 }, { x: b.x, y: layout.height - 5 }] };
      }),
    }));
    expect(found.some((text) => /runs through/.test(text))).to.equal(true);
    expect(found.some((text) => /runs over/.test(text))).to.equal(true);
    expect(found.some((text) => /does not reach its ends/.test(text))).to.equal(true);
  });
  it("a picture that is too wide, with text that is too small", async () => {
    const found = await broken((layout) => ({
      ...layout,
      width: 1201,
      labels: layout.labels.map((label) => ({ ...label, size: 10 })),
    }));
    expect(found.slice(0, 2)).to.deep.equal(["1201 pixels wide", "too small to read: ha-tcp / dev"]);
  });
});
