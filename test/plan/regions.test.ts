import { expect } from "chai";
import { REGION_NAMES, ZONE_LETTERS, zoneExists, zoneLetters, zoneName } from "../../plan/regions";

describe("plan/regions", () => {
  for (const region of REGION_NAMES)
    it(`${region} has three zones or more, each letter once, sorted, and with a slot of addresses`, () => {
      const letters = zoneLetters(region);
      expect(letters.length).to.be.at.least(3);
      expect(letters).to.deep.equal([...new Set(letters)].sort());
      expect(letters.filter((letter) => !(ZONE_LETTERS as readonly string[]).includes(letter))).to.deep.equal([]);
    });

  it("keep the order of the letters: it is the place of a zone's subnets", () => {
    expect(ZONE_LETTERS).to.deep.equal(["a", "b", "c", "d", "e", "f", "g", "h"]);
  });

  const existing: [region: "ca-central-1" | "us-east-1" | "eu-west-1", letter: string, exists: boolean][] = [
    ["eu-west-1", "a", true],
    ["eu-west-1", "c", true],
    ["eu-west-1", "d", false],
    ["ca-central-1", "c", false],
    ["ca-central-1", "d", true],
    ["us-east-1", "f", true],
    ["us-east-1", "g", false],
  ];
  for (const [region, letter, exists] of existing)
    it(`${region} ${exists ? "has" : "has no"} zone ${letter}`, () => {
      expect(zoneExists(region, letter)).to.equal(exists);
    });

  it("name a zone by its region and letter", () => {
    expect(zoneName("eu-west-1", "a")).to.equal("eu-west-1a");
  });
});
