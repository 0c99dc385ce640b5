import { expect } from "chai";
import fc from "fast-check";
import { type Difference, differences, leaves } from "../../graph/differences";

type Mapping = Record<string, unknown>;

describe("graph/differences", () => {
  const table: [title: string, before: Mapping, after: Mapping, expected: Difference[]][] = [
    ["nothing", {}, {}, []],
    ["the same in another order of keys", { a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 }, []],
    ["another value", { a: 1 }, { a: 2 }, [{ path: "a", change: "changed", before: 1, after: 2 }]],
    ["a value that comes", {}, { a: 0 }, [{ path: "a", change: "added", after: 0 }]],
    ["a value that goes", { a: false }, {}, [{ path: "a", change: "removed", before: false }]],
    ["undefined is nothing", { a: undefined }, {}, []],
    [
      "inside a mapping",
      { check: { port: 1, path: "/" } },
      { check: { port: 2, path: "/", every: 5 } },
      [
        { path: "check.every", change: "added", after: 5 },
        { path: "check.port", change: "changed", before: 1, after: 2 },
      ],
    ],
    [
      "a mapping that becomes a text",
      { a: { b: 1 } },
      { a: "b" },
      [{ path: "a", change: "changed", before: { b: 1 }, after: "b" }],
    ],
    ["an element that comes beside others", { l: [1] }, { l: [2, 1] }, [{ path: "l", change: "added", after: [2] }]],
    ["an element that goes", { l: [1, 2] }, { l: [2] }, [{ path: "l", change: "removed", before: [1] }]],
    ["the first element", { l: [] }, { l: [1] }, [{ path: "l", change: "first", after: [1] }]],
    ["the first element of a list that was not given", {}, { l: [1] }, [{ path: "l", change: "first", after: [1] }]],
    ["the last element", { l: [1] }, { l: [] }, [{ path: "l", change: "last", before: [1] }]],
    ["the last element, and the list with it", { l: [1] }, {}, [{ path: "l", change: "last", before: [1] }]],
    ["an empty list is none", { l: [] }, {}, []],
    ["another element", { l: [1, 2] }, { l: [1, 3] }, [{ path: "l", change: "changed", before: [2], after: [3] }]],
    ["another order", { l: [1, 2] }, { l: [2, 1] }, [{ path: "l", change: "changed", before: [1, 2], after: [2, 1] }]],
    ["one of two that are the same", { l: [1, 1] }, { l: [1] }, [{ path: "l", change: "removed", before: [1] }]],
    [
      "inside an element: the path leaves its place out",
      {
        groups: [
          { arn: "x", weight: 1 },
          { arn: "y", weight: 2 },
        ],
      },
      {
        groups: [
          { arn: "x", weight: 1 },
          { arn: "y", weight: 3 },
        ],
      },
      [{ path: "groups.weight", change: "changed", before: 2, after: 3 }],
    ],
    [
      "inside a list in a list",
      { actions: [{ type: "forward", forward: { groups: [{ arn: "x" }] } }] },
      { actions: [{ type: "forward", forward: { groups: [{ arn: "x" }, { arn: "y" }] } }] },
      [{ path: "actions.forward.groups", change: "added", after: [{ arn: "y" }] }],
    ],
    [
      "more elements on one side than on the other",
      { l: [{ a: 1 }, { a: 2 }] },
      { l: [{ a: 3 }] },
      [{ path: "l", change: "changed", before: [{ a: 1 }, { a: 2 }], after: [{ a: 3 }] }],
    ],
  ];
  for (const [title, before, after, expected] of table)
    it(title, () => {
      expect(differences(before, after)).to.deep.equal(expected);
    });

  const value = fc.jsonValue({ maxDepth: 3 });
  const mapping = fc.dictionary(fc.stringMatching(/^[a-c]$/), value);
  const turned = ({ path, change, before, after }: Difference): Difference => ({
    path,
    change: ({ added: "removed", removed: "added", first: "last", last: "first", changed: "changed" } as const)[change],
    ...(after === undefined ? {} : { before: after }),
    ...(before === undefined ? {} : { after: before }),
  });

  it("finds none between a value and itself", () => {
    fc.assert(
      fc.property(mapping, (one) => {
        expect(differences(one, structuredClone(one))).to.deep.equal([]);
      }),
    );
  });

  it("finds the same the other way round, turned", () => {
    fc.assert(
      fc.property(mapping, mapping, (one, other) => {
        expect(differences(other, one)).to.deep.equal(differences(one, other).map(turned));
      }),
    );
  });
});

describe("graph/differences: leaves", () => {
  it("gives each value with the path it has in differences", () => {
    expect(leaves({ a: 1, b: { c: ["x", { d: null }] }, e: undefined, f: [] })).to.deep.equal([
      { path: "a", value: 1 },
      { path: "b.c", value: "x" },
      { path: "b.c.d", value: null },
    ]);
  });
});
