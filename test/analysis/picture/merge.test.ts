import { expect } from "chai";
import fc from "fast-check";
import { TYPES } from "../../../analysis/inventory/resourceTypes";
import { diagramOf } from "../../../analysis/picture";
import { allBoxes } from "../../../analysis/picture/boxTree";
import type { Box, Diagram, Marks } from "../../../analysis/picture/diagram";
import { mergeDiagrams } from "../../../analysis/picture/merge";
import { mergedOrder } from "../../../analysis/picture/orders";
import { compare } from "../../../graph/compare";
import type { InputChange, ResourceChange } from "../../../graph/resourceChange";
import { PROVIDER_EFFECTS } from "../../../graph/providerEffects";
import { box, change, diagram, edge, urn } from "../../support/diagrams";
import { BASE, type Raw, recordConfig } from "../../support/recording";

const ids = (boxes: readonly Box[] = []): string[] => boxes.map(({ id }) => id);

function marksOf({ change: what, condition, remark }: Marks): Marks {
  return { ...(what && { change: what }), ...(condition && { condition }), ...(remark !== undefined && { remark }) };
}

/** The marks of all boxes and ways that have any, by id. */
const marked = (picture: Diagram): Record<string, Marks> =>
  Object.fromEntries(
    [...allBoxes(picture), ...picture.edges]
      .map((each) => [each.id, marksOf(each)] as const)
      .filter(([, marks]) => Object.keys(marks).length > 0),
  );

describe("the order of a merged picture", () => {
  for (const [from, to, merged] of [
    ["a b c", "a b c", "a b c"],
    ["a b", "a b c", "a b c"],
    ["a x b", "a b", "a x b"],
    ["x a", "a b", "x a b"],
    ["a x b", "a y b", "a x y b"],
    ["a b", "b a", "b a"],
    ["b x a y", "a b", "a b x y"],
    ["", "a", "a"],
  ] as const)
    it(`of ${from || "nothing"} and ${to} is ${merged}`, () => {
      const words = (text: string) => text.split(" ").filter((word) => word !== "");
      expect(mergedOrder(words(from), words(to))).to.deep.equal(words(merged));
    });
});

describe("a merged picture", () => {
  it("marks boxes and ways that come and go, and nothing else", () => {
    const from = diagram([box("a"), box("b"), box("c")], [edge("a", "b"), edge("b", "c")]);
    const to = diagram([box("a"), box("c"), box("d")], [edge("a", "c"), edge("b", "c")]);
    const merged = mergeDiagrams(from, to, []);
    expect(ids(merged.boxes)).to.deep.equal(["a", "b", "c", "d"]);
    expect(marked(merged)).to.deep.equal({
      b: { change: "goes" },
      d: { change: "comes" },
      "client:a > b": { change: "goes" },
      "client:a > c": { change: "comes" },
    });
  });

  it("has the zones of both as columns, and a box where the other side has it", () => {
    const columns = (...keys: string[]) => keys.map((key) => ({ key, title: key }));
    const from = diagram([
      box("vpc", {
        boxes: [box("tier", { boxes: [box("cell a"), box("cell c")] }), box("moved")],
        columns: columns("a", "c"),
      }),
    ]);
    const to = diagram([
      box("vpc", { boxes: [box("tier", { boxes: [box("moved"), box("cell b")] })], columns: columns("b") }),
    ]);
    const [vpc] = mergeDiagrams(from, to, []).boxes;
    expect(vpc?.columns).to.deep.equal(columns("a", "b", "c"));
    expect(ids(vpc?.boxes)).to.deep.equal(["tier"]);
    expect(ids(vpc?.boxes?.[0]?.boxes)).to.deep.equal(["cell a", "cell c", "moved", "cell b"]);
  });

  it("has a column for what has stood in another area, in a zone that the new one has not", () => {
    const vpc = (id: string, ...zones: string[]) => {
      const cells = zones.map((zone) => box(`cell ${zone}`, { column: zone }));
      const columns = zones.map((key) => ({ key, title: `zone ${key}` }));
      return box(id, { boxes: [box("tier", { boxes: cells })], columns });
    };
    const merged = mergeDiagrams(diagram([vpc("old", "a", "b")]), diagram([vpc("new", "a")]), []);
    expect(merged.boxes.map(({ id, columns = [] }) => [id, ...columns.map(({ title }) => title)])).to.deep.equal([
      ["old", "zone a", "zone b"],
      ["new", "zone a", "zone b"],
    ]);
  });

  it("says of its lines which are of one side", () => {
    const from = { ...diagram([]), lines: ["Options: nlb", "TCP 5000", "one"] };
    const to = { ...diagram([]), lines: ["Options: ecs", "TCP 5000", "two"] };
    const lines = ["Options: nlb → ecs", "TCP 5000", "Before: one", "After: two"];
    expect(mergeDiagrams(from, to, []).lines).to.deep.equal(lines);
  });

  it("says what a way was", () => {
    const merged = mergeDiagrams(
      diagram([], [edge("a", "b", { label: "all" })]),
      diagram([], [edge("a", "b", { label: "50 %" })]),
      [],
    );
    expect(merged.edges).to.deep.equal([edge("a", "b", { label: "50 %", change: "changes", remark: "before: all" })]);
  });
});

const FRONT = urn(TYPES.loadBalancer, "front");
const LISTENER = urn(TYPES.listener, "listener");
const GROUP = urn(TYPES.targetGroup, "group");
const ADDRESS = urn(TYPES.eip, "address");
const GROUPS = "defaultActions.forward.targetGroups";

const input = (path: string, before?: unknown, after?: unknown): InputChange => ({
  path,
  change: before === undefined ? "added" : after === undefined ? "removed" : "changed",
  before,
  after,
  effect: "update",
});

const listener = (...inputs: InputChange[]) => change(TYPES.listener, "listener", "update", { inputs });
const weigh = (...weights: number[]) => weights.map((weight) => ({ arn: "…", weight }));

/** What becomes of one load balancer, by what becomes of its resources; its lines before and after. */
const CASES: readonly [string, Marks, readonly ResourceChange[], (readonly string[])?, (readonly string[])?][] = [
  ["nothing", {}, [change(TYPES.loadBalancer, "front", "keep"), listener(input("tagsAll"))]],
  ["a group more", { change: "changes", remark: "target group added" }, [change(TYPES.targetGroup, "group", "create")]],
  [
    "a group less",
    { change: "changes", remark: "target group removed" },
    [change(TYPES.targetGroup, "group", "delete")],
  ],
  [
    "another group",
    { change: "changes", remark: "another target group, listener leads elsewhere" },
    [
      change(TYPES.targetGroup, "group", "create"),
      change(TYPES.targetGroup, "old", "delete"),
      listener(input(`${GROUPS}.arn`, "old", "group")),
    ],
  ],
  [
    "other weights and groups",
    { change: "changes", remark: "weights 100 → 50 50" },
    [listener(input(GROUPS, weigh(100), weigh(50, 50)))],
  ],
  [
    "a group that weighs nothing",
    { change: "changes", remark: "with weight 0" },
    [listener(input(GROUPS, undefined, weigh(0)))],
  ],
  [
    "what is behind another load balancer",
    { change: "changes", remark: "another target group, 2 zones added" },
    [
      change(TYPES.autoScalingGroup, "front", "update", {
        urn: FRONT,
        inputs: [
          input("targetGroupArns", ["one"], ["other"]),
          input("vpcZoneIdentifiers", undefined, ["b", "c"]),
          input("minSize", 1, 3),
        ],
      }),
    ],
  ],
  ["weights alone", { change: "changes", remark: "weights changed" }, [listener(input(`${GROUPS}.weight`, 100, 50))]],
  [
    "what has no words",
    { change: "changes", remark: "listener changed" },
    [listener(input("tcpIdleTimeoutSeconds", 1, 2))],
  ],
  [
    "another load balancer",
    { change: "replaced", remark: "the old one first" },
    [change(TYPES.loadBalancer, "front", "replace", { order: "delete-before-create" })],
  ],
  [
    "another listener",
    { change: "changes", remark: "listener replaced" },
    [change(TYPES.listener, "listener", "replace", { order: "create-before-delete" })],
  ],
  ["another number", { change: "changes", remark: "2 → 3 instances" }, [], ["2 instances"], ["3 instances"]],
  [
    "another range",
    { change: "changes", remark: "vpc-1, 10.20.0.0/16 → 10.30.0.0/16" },
    [],
    ["vpc-1, 10.20.0.0/16"],
    ["vpc-1, 10.30.0.0/16"],
  ],
  ["other numbers", { change: "changes", remark: "before: 2 (2 to 4)" }, [], ["2 (2 to 4)"], ["3 (3 to 6)"]],
  ["a line less", { change: "changes", remark: "before: idle" }, [], ["x", "idle"], ["x"]],
  ["a line more", { change: "changes", remark: "now: idle" }, [], ["x"], ["x", "idle"]],
];

describe("a box that both sides have", () => {
  for (const [what, marks, changes, was = [], is = was] of CASES)
    it(`says of ${what}: ${marks.remark ?? "nothing"}`, () => {
      const front = (lines: readonly string[]) =>
        diagram([
          box("front", { resources: [FRONT, LISTENER, GROUP, urn(TYPES.targetGroup, "old")], lines: [...lines] }),
        ]);
      const merged = mergeDiagrams(front(was), front(is), changes);
      expect(merged.boxes.map(marksOf)).to.deep.equal([marks]);
    });

  it("names two differences, and what becomes of the address beside them", () => {
    const added = ["a", "b", "c", "d"].map((name) => change(name, name, "create"));
    const side = diagram([box("front", { resources: [...added.map((each) => each.urn), ADDRESS] })]);
    const remark = (changes: readonly ResourceChange[]) =>
      marked(mergeDiagrams(side, side, [...changes, change(TYPES.eip, "address", "keep")]))["front"]?.remark;
    expect(remark(added.slice(0, 2))).to.equal("a added, b added, address kept");
    expect(remark(added.slice(0, 3))).to.equal("a added, b added, 1 more, address kept");
    expect(remark(added)).to.equal("a added, b added, 2 more, address kept");
  });
});

describe("an address", () => {
  const cell = box("cell", { kind: "loadBalancer", title: "Elastic IP", resources: [ADDRESS] });
  const parked = box("parked", { kind: "address", title: "Elastic IP", resources: [ADDRESS] });
  const kept = change(TYPES.eip, "address", "keep");

  it("says that it stays, where anything else does not", () => {
    expect(marked(mergeDiagrams(diagram([cell]), diagram([cell, box("x")]), [kept]))).to.deep.equal({
      cell: { remark: "address kept" },
      x: { change: "comes" },
    });
    expect(marked(mergeDiagrams(diagram([cell]), diagram([cell]), [kept]))).to.deep.equal({});
  });

  it("outlives what it was shown in", () => {
    expect(marked(mergeDiagrams(diagram([cell]), diagram([parked]), [kept]))).to.deep.equal({
      cell: { change: "goes", remark: "address kept, now parked" },
      parked: { change: "changes", remark: "address kept, now parked" },
    });
    expect(marked(mergeDiagrams(diagram([parked]), diagram([cell]), [kept]))).to.deep.equal({
      parked: { change: "changes", remark: "address kept, now in use" },
      cell: { change: "comes", remark: "address kept" },
    });
  });

  for (const [action, remark] of [
    ["delete", "address lost"],
    ["leave", "address kept outside the stack"],
  ] as const)
    it(`says ${remark}`, () => {
      const merged = mergeDiagrams(diagram([cell]), diagram([]), [change(TYPES.eip, "address", action)]);
      expect(marked(merged)).to.deep.equal({ cell: { change: "goes", remark } });
    });
});

/** Pictures whose boxes have ids of their own, an area among others. */
const picture: fc.Arbitrary<Diagram> = fc
  .record({
    top: fc.shuffledSubarray(["a", "b", "c", "d", "e"]),
    inside: fc.subarray(["f", "g", "h"]),
    ways: fc.subarray(["a b", "b c", "c d"]),
  })
  .map(({ top, inside, ways }) =>
    diagram(
      [...top.map((id) => box(id)), box("area", { boxes: inside.map((id) => box(id)) })],
      ways.map((way) => edge(way.slice(0, 1), way.slice(2))),
    ),
  );

/** What is left of a merged picture without one side, unmarked, in the order of ids. */
const without = (merged: Diagram, side: "comes" | "goes"): string[] =>
  [...allBoxes(merged), ...merged.edges].flatMap(({ id, change: what }) => (what === side ? [] : id)).sort();

const idsOf = (side: Diagram): string[] => [...allBoxes(side), ...side.edges].map(({ id }) => id).sort();

describe("of any pictures", () => {
  it("the merged one has all of both once, and each comes out of it again", () => {
    fc.assert(
      fc.property(picture, picture, (from, to) => {
        const merged = mergeDiagrams(from, to, []);
        expect(idsOf(merged)).to.deep.equal([...new Set([...idsOf(from), ...idsOf(to)])].sort());
        expect(without(merged, "comes")).to.deep.equal(idsOf(from));
        expect(without(merged, "goes")).to.deep.equal(idsOf(to));
        const order = (boxes: readonly Box[]) => ids(boxes).filter((id) => ids(to.boxes).includes(id));
        expect(order(merged.boxes)).to.deep.equal(ids(to.boxes));
      }),
      { numRuns: 50 },
    );
  });

  it("one with itself is the same", () => {
    fc.assert(
      fc.property(picture, (side) => {
        expect(mergeDiagrams(side, side, [])).to.deep.equal(side);
      }),
      { numRuns: 20 },
    );
  });
});

/** One stack under every kind of choice; its accelerator is kept by its section. */
const CHOICES: readonly Raw[] = [["nlb"], ["ecs"], ["globalAccelerator"], ["networkFirewall"], ["privateLink"]].map(
  (options) => ({ ...BASE, globalAccelerator: {}, options }),
);

describe("between any two choices of options", () => {
  it("no address goes, what has one says so, and each side comes out of the merged picture again", async () => {
    const sides = await Promise.all(
      CHOICES.map(async (raw) => {
        const graph = await recordConfig(raw);
        return { graph, picture: diagramOf(graph) };
      }),
    );
    for (const from of sides)
      for (const to of sides) {
        const merged = mergeDiagrams(from.picture, to.picture, compare(from.graph, to.graph, PROVIDER_EFFECTS));
        const boxes = allBoxes(merged);
        if (from === to) expect(merged).to.deep.equal(from.picture);
        else {
          const holders = boxes.filter(({ resources }) => resources.some((each) => each.includes(`${TYPES.eip}::`)));
          expect(holders.map(({ remark = "" }) => remark.slice(0, 12))).to.deep.equal(
            holders.map(() => "address kept"),
          );
          expect(
            boxes.flatMap(({ id, kind, change: what }) => (kind === "address" && what === "goes" ? id : [])),
          ).to.deep.equal([]);
          expect(
            boxes.filter(({ kind }) => kind === "accelerator").map((each) => each.change === "goes"),
          ).to.deep.equal([false]);
        }
        expect(idsOf(merged)).to.deep.equal([...new Set([...idsOf(from.picture), ...idsOf(to.picture)])].sort());
        const addresses = boxes.flatMap(({ id, kind }) => (kind === "address" ? id : []));
        const others = (all: string[]) => all.filter((id) => !addresses.includes(id));
        expect(others(without(merged, "comes"))).to.deep.equal(others(idsOf(from.picture)));
        expect(others(without(merged, "goes"))).to.deep.equal(others(idsOf(to.picture)));
      }
  });
});
