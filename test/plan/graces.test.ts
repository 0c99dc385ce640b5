import { expect } from "chai";
import { instanceGrace, taskGrace } from "../../plan/graces";

const USUAL = { intervalSeconds: 10, healthyThreshold: 2 };
const SLOW = { intervalSeconds: 300, healthyThreshold: 3 };
const INSIDE = { intervalSeconds: 15, retries: 3, startPeriodSeconds: 30 };

describe("plan/graces: how long the health of what is new does not count", () => {
  it("for an instance is the time to start what it runs, and to pass the checks", () => {
    const grace = (kind: "echo" | "userData" | "container", checks = USUAL) =>
      instanceGrace({ workload: { kind } }, checks);
    expect([grace("echo"), grace("userData"), grace("container")]).to.deep.equal([120, 300, 300]);
    expect([grace("echo", SLOW), grace("container", SLOW)]).to.deep.equal([1000, 1180]);
  });

  it("for a task is the time to register it, and to pass the checks, of the container too", () => {
    expect(taskGrace({ healthCheck: INSIDE }, USUAL)).to.equal(300);
    expect(taskGrace({ healthCheck: INSIDE }, { intervalSeconds: 60, healthyThreshold: 2 })).to.equal(300);
    expect(taskGrace({ healthCheck: INSIDE }, SLOW)).to.equal(1080);
    expect(taskGrace({ healthCheck: { ...INSIDE, startPeriodSeconds: 300 } }, USUAL)).to.equal(345);
  });

  it("is what the config says, where it says something", () => {
    const healthCheckGraceSeconds = 0;
    expect(instanceGrace({ healthCheckGraceSeconds, workload: { kind: "container" } }, SLOW)).to.equal(0);
    expect(taskGrace({ healthCheckGraceSeconds, healthCheck: INSIDE }, SLOW)).to.equal(0);
  });
});
