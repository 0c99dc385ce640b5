import { expect } from "chai";
import type { Box, BoxKind, EdgeKind } from "../../../analysis/picture";
import { boxesOf, collapsed } from "../../../analysis/picture/edges/collapse";

const box = (kind: BoxKind, id: string, more: Partial<Box> = {}): Box => ({
  id,
  kind,
  title: id,
  lines: [],
  resources: [],
  ...more,
});

/** `lb` with `lb a` and `lb b` in it, each in its zone's column. */
const band = (kind: BoxKind, id: string, zones: readonly string[]): Box =>
  box(kind, id, { boxes: zones.map((zone) => box(kind, `${id} ${zone}`, { column: zone })) });

const BOXES = boxesOf([
  box("gateway", "igw"),
  box("accelerator", "accel"),
  band("loadBalancer", "lb", ["a", "b"]),
  band("targets", "fleet", ["a", "b"]),
  band("nat", "nat", ["a", "b"]),
  box("internet", "out"),
]);

const collapse = (kind: EdgeKind, ...steps: string[]): string[] =>
  collapsed(
    steps.map((step) => {
      const [from = "", to = "", fault] = step.split(" > ");
      return { kind, from, to, ...(fault !== undefined && { fault }) };
    }),
    BOXES,
  ).map(({ from, to, fault }) => [from, to, ...(fault === undefined ? [] : [fault])].join(" > "));

describe("analysis/picture/edges/collapse", () => {
  const CASES: readonly [what: string, kind: EdgeKind, steps: string[], drawn: string[]][] = [
    [
      "every zone to every zone",
      "client",
      ["lb a > fleet a", "lb a > fleet b", "lb b > fleet a", "lb b > fleet b"],
      ["lb > fleet"],
    ],
    [
      "each zone to its own, of clients",
      "client",
      ["lb a > fleet a", "lb b > fleet b"],
      ["lb a > fleet a", "lb b > fleet b"],
    ],
    ["each zone to its own, on the way out", "egress", ["fleet a > nat a", "fleet b > nat b"], ["fleet > nat"]],
    [
      "each zone to another, on the way out",
      "egress",
      ["fleet a > nat b", "fleet b > nat a"],
      ["fleet a > nat b", "fleet b > nat a"],
    ],
    ["all zones to one", "egress", ["fleet a > nat a", "fleet b > nat a"], ["fleet > nat a"]],
    ["all zones to a box", "egress", ["nat a > out", "nat b > out"], ["nat > out"]],
    ["one zone of two to a box", "egress", ["nat a > out"], ["nat a > out"]],
    ["a box to all zones", "client", ["accel > lb a", "accel > lb b"], ["accel > lb"]],
    ["a gateway to all zones", "client", ["igw > lb a", "igw > lb b"], ["igw > lb a", "igw > lb b"]],
    ["the same step twice", "client", ["igw > lb a", "igw > lb a"], ["igw > lb a"]],
    [
      "some zones to some",
      "client",
      ["lb a > fleet a", "lb a > fleet b", "lb b > fleet b"],
      ["lb a > fleet a", "lb a > fleet b", "lb b > fleet b"],
    ],
    [
      "a fault beside what is well",
      "egress",
      ["nat a > out", "nat b > out > dropped"],
      ["nat a > out", "nat b > out > dropped"],
    ],
  ];
  for (const [what, kind, steps, drawn] of CASES)
    it(what, () => {
      expect(collapse(kind, ...steps)).to.deep.equal(drawn);
    });

  it("keeps kinds of ways apart", () => {
    const step = { from: "lb a", to: "fleet a" };
    const both = collapsed(
      [
        { ...step, kind: "client" },
        { ...step, kind: "consumer" },
      ],
      BOXES,
    );
    expect(both.map(({ kind }) => kind)).to.deep.equal(["client", "consumer"]);
  });
});
