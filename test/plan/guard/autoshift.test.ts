import { expect } from "chai";
import { WINDOW, endsLater, loadWithoutZone, mostLoadBefore } from "../../../plan/guard/autoshift";
import { MOST_LOAD_PERCENT } from "../../../plan/guard/autoshift";

describe("plan/guard/autoshift: the load of the other zones", () => {
  const table: [percent: number, zones: number, without: number][] = [
    [50, 2, 100],
    [45, 2, 90],
    [50, 3, 75],
    [60, 3, 90],
    [61, 3, 92],
    [50, 1, Infinity],
  ];
  for (const [percent, zones, without] of table)
    it(`is ${without} % where ${zones} have ${percent} %`, () => {
      expect(loadWithoutZone(percent, zones)).to.equal(without);
    });

  it("is bearable from the load on that is advised", () => {
    for (const zones of [2, 3, 4, 5, 6]) {
      expect(loadWithoutZone(mostLoadBefore(zones), zones)).to.be.at.most(MOST_LOAD_PERCENT);
      expect(loadWithoutZone(mostLoadBefore(zones) + 1, zones)).to.be.greaterThan(MOST_LOAD_PERCENT);
    }
  });
});

describe("plan/guard/autoshift: a window", () => {
  const table: [text: string, isOfOneDay: boolean, endsAfter: boolean][] = [
    ["Mon:06:00-Mon:20:00", true, true],
    ["Sun:00:00-Sun:23:59", true, true],
    ["Mon:20:00-Mon:06:00", true, false],
    ["Mon:06:00-Mon:06:00", true, false],
    ["Mon:20:00-Tue:06:00", false, false],
    ["Mon:24:00-Mon:24:30", false, false],
    ["mon:06:00-mon:20:00", false, false],
    ["Mon-06:00-Mon:20:00", false, false],
    ["Mon:6:00-Mon:20:00", false, false],
  ];
  for (const [text, isOfOneDay, endsAfter] of table)
    it(`${text} is ${isOfOneDay && endsAfter ? "one" : "none"}`, () => {
      expect(WINDOW.test(text)).to.equal(isOfOneDay);
      expect(endsLater(text)).to.equal(endsAfter);
    });
});
