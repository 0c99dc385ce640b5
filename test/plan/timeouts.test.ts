import { expect } from "chai";
import { drainTimeouts } from "../../plan/timeouts";

describe("plan/timeouts: how long the engine waits", () => {
  it("is as long as by default, and as targets may take to drain, in whole minutes", () => {
    expect(drainTimeouts("service", 330, { update: 2, delete: 1 })).to.deep.equal({ update: "32m", delete: "26m" });
    expect(drainTimeouts("group", 3600, { delete: 1 })).to.deep.equal({ delete: "70m" });
    expect(drainTimeouts("subnet", 3600, { delete: 1 })).to.deep.equal({ delete: "80m" });
    expect(drainTimeouts("group", 0, { delete: 1 })).to.deep.equal({ delete: "10m" });
  });
});
