import { expect } from "chai";
import { timeout, timeouts } from "../../plan/timeouts";

describe("plan/timeouts: how long is waited", () => {
  it("is as long as by default, and as the config lets it take, in whole minutes", () => {
    expect(timeouts("service", { create: 60, update: 720, delete: 330 })).to.deep.equal({
      create: "21m",
      update: "32m",
      delete: "26m",
    });
    expect(timeouts("group", { delete: 3600 })).to.deep.equal({ delete: "70m" });
    expect(timeout("group", 1)).to.equal("11m");
    expect(timeout("group", 0)).to.equal("10m");
    expect(timeout("subnet", 3600)).to.equal("80m");
  });
});
