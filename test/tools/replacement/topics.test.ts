import { expect } from "chai";
import type { Property } from "../../../graph/terraform/mappingTable";
import { conflictingArguments, correctedObjects, valuesFromRefusal } from "../../../tools/replacement/candidateValues";
import { ABSENT, propertyAt, valueAt, withValueAt } from "../../../tools/replacement/propertyPaths";
import { pathsOf, variantsOf } from "../../../tools/replacement/recordedInputs";
import { changeKindsOf, topicsOf, transitionsOf } from "../../../tools/replacement/topics";

const GROUP = "aws:lb/targetGroup:TargetGroup";

const scalar: Property = { name: "port", use: "optional", type: "number" };
const list: Property = { name: "cidr_blocks", use: "optional", type: "string", many: "set" };

describe("paths into inputs", () => {
  const inputs = { a: { b: [{ c: 1 }, { c: 2, d: 3 }] }, e: 5 };

  it("read the first element that has it", () => {
    expect(["e", "a.b.c", "a.b.d", "a.x"].map((path) => valueAt(inputs, path))).to.deep.equal([5, 1, 3, ABSENT]);
  });

  it("change what they read, and nothing else", () => {
    expect(withValueAt(inputs, "a.b.d", 4)).to.deep.equal({ a: { b: [{ c: 1 }, { c: 2, d: 4 }] }, e: 5 });
    expect(withValueAt(inputs, "e", ABSENT)).to.deep.equal({ a: inputs.a });
    expect(withValueAt({}, "f.g", 1)).to.deep.equal({ f: { g: 1 } });
  });

  it("find properties in objects", () => {
    const properties = { a: { ...list, type: "object" as const, properties: { port: scalar } } };
    expect(propertyAt(properties, "a.port")).to.equal(scalar);
    expect(propertyAt(properties, "a.x")).to.equal(undefined);
    expect(pathsOf({ a: [{ port: 1 }, { port: 2 }], z: 1 }, properties)).to.deep.equal(["a", "a.port"]);
  });
});

describe("questions to the provider", () => {
  it("are of each kind of change that can happen", () => {
    expect(changeKindsOf(scalar)).to.deep.equal(["added", "changed", "removed"]);
    expect(changeKindsOf({ ...scalar, use: "required" })).to.deep.equal(["changed"]);
    expect(changeKindsOf(list)).to.deep.equal(["added", "changed", "first", "last", "removed"]);
    expect(changeKindsOf({ ...list, use: "required" })).to.deep.equal(["added", "changed", "removed"]);
  });

  const topic = { type: GROUP, variants: [{}], current: ABSENT, values: [] };
  const asked = (property: Property, values: unknown[]) =>
    Object.fromEntries(
      [...transitionsOf({ ...topic, path: "p", property }, { q: 1 }, values)].map(([change, steps]) => [
        change,
        steps[0],
      ]),
    );

  it("change one input only", () => {
    expect(asked(scalar, [1, ABSENT, 2])).to.deep.equal({
      added: { before: { q: 1 }, after: { q: 1, p: 1 } },
      changed: { before: { q: 1, p: 1 }, after: { q: 1, p: 2 } },
      removed: { before: { q: 1, p: 1 }, after: { q: 1 } },
    });
  });

  it("tell an element beside others from the first and the last", () => {
    expect(asked(list, [["a"], ABSENT, ["a", "b"], ["b"], []])).to.deep.equal({
      added: { before: { q: 1, p: ["a"] }, after: { q: 1, p: ["a", "b"] } },
      changed: { before: { q: 1, p: ["a"] }, after: { q: 1, p: ["b"] } },
      first: { before: { q: 1, p: [] }, after: { q: 1, p: ["a"] } },
      last: { before: { q: 1, p: ["a"] }, after: { q: 1, p: [] } },
      removed: { before: { q: 1, p: ["a", "b"] }, after: { q: 1, p: ["a"] } },
    });
  });

  it("are of every path that is recorded, and of every argument at the top", () => {
    const recorded = [
      { port: 1, healthCheck: { port: "2" } },
      { port: 1, stickiness: { type: "x" } },
    ];
    const paths = topicsOf(GROUP, recorded).map(({ path }) => path);
    expect(paths).to.include.members(["port", "healthCheck", "healthCheck.port", "stickiness.type", "slowStart"]);
    expect(paths).not.to.include.members(["arn", "id"]);
    expect(paths).to.deep.equal([...paths].sort());
  });

  it("are asked of as few forms as have all paths", () => {
    const [large, small, different] = [{ port: 1, name: "a" }, { port: 2 }, { protocol: "TCP" }];
    expect(variantsOf(GROUP, [small, large, different])).to.deep.equal([large, different]);
  });
});

describe("what refusals teach", () => {
  for (const [refusal, values] of [
    ['expected protocol to be one of ["HTTP" "TCP"], got x', ["HTTP", "TCP"]],
    ["expected x to be one of [1 3 5], got 2", ["1", "3", "5"]],
    ["expected health_check.0.interval to be in the range (5 - 300), got 3", [5, 300, 6]],
    ["expected size to be at least (2), got 1", [2, 3]],
    ["cannot parse 'x' as boolean", ["true", "false"]],
    ["something else", []],
  ] as const)
    it(refusal, () => {
      expect(valuesFromRefusal(refusal)).to.deep.equal(values);
    });

  it("mends the field that is meant", () => {
    const type: Property = { name: "lb_type", use: "required", type: "string" };
    const object: Property = {
      name: "stickiness",
      use: "optional",
      type: "object",
      block: true,
      properties: { lbType: type },
    };
    const refusal = 'expected stickiness.0.lb_type to be one of ["a" "b"], got x';
    expect(correctedObjects(object, { lbType: "x", n: 1 }, refusal)).to.deep.equal([
      { lbType: "a", n: 1 },
      { lbType: "b", n: 1 },
    ]);
    expect(correctedObjects(object, { lbType: "x" }, "no such thing")).to.deep.equal([]);
  });

  it("finds the rivals of an argument", () => {
    expect(conflictingArguments('Conflicting configuration arguments: "a": conflicts with b')).to.deep.equal([
      "a",
      "b",
    ]);
    expect(conflictingArguments('"c": only one of `a,b,c` can be specified')).to.deep.equal(["a", "b", "c"]);
    expect(conflictingArguments("Exactly one of these attributes must be configured: [a,b]")).to.deep.equal(["a", "b"]);
    expect(conflictingArguments("nothing")).to.deep.equal([]);
  });
});
