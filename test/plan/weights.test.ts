import { expect } from "chai";
import { weights } from "../../plan/weights";

describe("plan/weights", () => {
  it("gives every backend the same share", () => {
    expect(weights(["instances"])).to.deep.equal({ instances: 100 });
  });
  it("gives nothing where there is no backend", () => {
    expect(weights([])).to.deep.equal({});
  });
});
