import { expect } from "chai";
import type { Backend } from "../../plan/names";
import { MAX_WEIGHT, type Weights, decidesHealth, weights } from "../../plan/weights";

describe("plan/weights", () => {
  const table: [title: string, backends: Backend[], configured: Weights | undefined, expected: Weights][] = [
    ["nothing where there is no backend", [], undefined, {}],
    ["100 to the one backend", ["tasks"], undefined, { tasks: 100 }],
    [
      "every backend the same share where nobody weighs them",
      ["instances", "tasks"],
      {},
      { instances: 100, tasks: 100 },
    ],
    ["the configured weights", ["instances", "tasks"], { instances: 90, tasks: 10 }, { instances: 90, tasks: 10 }],
    ["0 where that is configured", ["instances", "tasks"], { instances: 100, tasks: 0 }, { instances: 100, tasks: 0 }],
    ["100 to one that nobody weighs", ["instances", "tasks"], { tasks: 5 }, { instances: 100, tasks: 5 }],
    ["nothing to a backend that is not composed", ["instances"], { instances: 7, tasks: 5 }, { instances: 7 }],
  ];
  for (const [title, backends, configured, expected] of table)
    it(`gives ${title}`, () => {
      expect(weights(backends, configured)).to.deep.equal(expected);
    });

  const DECIDING: readonly [Weights, Backend[]][] = [
    [{ instances: 100 }, ["instances"]],
    [{ tasks: 1 }, ["tasks"]],
    [{ instances: 100, tasks: 0 }, ["instances"]],
    [{ instances: 90, tasks: 10 }, ["instances"]],
    [{ instances: 51, tasks: 50 }, ["instances"]],
    [{ instances: 50, tasks: 50 }, ["instances", "tasks"]],
    [{ instances: 1, tasks: 999 }, ["tasks"]],
  ];
  for (const [all, deciding] of DECIDING)
    it(`let ${deciding.join(" and ")} of ${JSON.stringify(all)} decide what is healthy`, () => {
      const backends = Object.keys(all) as Backend[];
      expect(backends.filter((backend) => decidesHealth(backend, all))).to.deep.equal(deciding);
    });

  it("are at most 999, by the API", () => {
    expect(MAX_WEIGHT).to.equal(999);
  });
});
