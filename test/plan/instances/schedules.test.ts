import { expect } from "chai";
import { movedSizes } from "../../../plan/instances/scaling";
import { dueSchedules, isRecurrence, roomOf, scheduledBounds } from "../../../plan/instances/schedules";

const NO_POLICY = { targetCpuPercent: "none", stepsIn: [], stepsOut: [] } as const;

describe("plan/instances/schedules", () => {
  const table: [text: string, expected: boolean][] = [
    ["0 7 * * MON-FRI", true],
    ["30 0 1 1,6,12 *", true],
    ["*/15 8-18 * jan-mar 0-5", true],
    ["0 7 31 12 7", true],
    ["5 0-20/10 * * sun,3", true],
    ["0 7 * *", false],
    ["0 7 * * * *", false],
    ["60 7 * * *", false],
    ["0 24 * * *", false],
    ["0 7 0 * *", false],
    ["0 7 * 13 *", false],
    ["0 7 * * 8", false],
    ["0 18-8 * * *", false],
    ["0 7 * * MONDAY", false],
    ["0  7 * *", false],
    ["5/10 * * * *", false],
    ["*/0 * * * *", false],
    ["1-2-3 * * * *", false],
    ["? * * * *", false],
  ];
  for (const [text, expected] of table)
    it(`${text}: ${expected ? "" : "no "}recurrence`, () => {
      expect(isRecurrence(text)).to.equal(expected);
    });

  it("pass over what has been, and come in the order of their names", () => {
    const schedules = {
      z: { recurrence: "0 7 * * *", min: 1 },
      past: { at: "2020-01-01T00:00:00Z", min: 1 },
      next: { at: "2020-01-01T00:00:02Z", min: 1 },
    };
    const names = dueSchedules(schedules, Date.parse("2020-01-01T00:00:01Z")).map(([name]) => name);
    expect(names).to.deep.equal(["next", "z"]);
  });

  it("move the bounds that any of them sets, and the size in any case", () => {
    const night = { night: { at: "2020-01-01T00:00:00Z", max: 4 } };
    expect(scheduledBounds(night)).to.deep.equal({ min: false, max: true });
    expect(movedSizes({ ...NO_POLICY, schedules: night })).to.deep.equal(["maxSize", "desiredCapacity"]);
    expect(movedSizes({ ...NO_POLICY, schedules: { ...night, day: { min: 2 } } })).to.deep.equal([
      "minSize",
      "maxSize",
      "desiredCapacity",
    ]);
    expect(movedSizes({ ...NO_POLICY, targetConnectionsPerInstance: 10 })).to.deep.equal(["desiredCapacity"]);
    expect(movedSizes(NO_POLICY)).to.deep.equal([]);
  });

  it("act whichever of the others acted before: the highest minimum and the lowest maximum count", () => {
    const schedules = { day: { min: 6 }, night: { max: 4 }, later: { desired: 5 } };
    const bounds = { min: 2, max: 12 };
    expect(roomOf("day", schedules, bounds)).to.deep.equal({ min: 6, max: 4 });
    expect(roomOf("night", schedules, bounds)).to.deep.equal({ min: 6, max: 4 });
    expect(roomOf("later", schedules, bounds)).to.deep.equal({ min: 6, max: 4 });
    expect(roomOf("later", { later: schedules.later }, bounds)).to.deep.equal(bounds);
  });
});
