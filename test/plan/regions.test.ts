import { expect } from "chai";
import {
  REGIONS,
  REGION_NAMES,
  type Region,
  ZONE_LETTERS,
  type ZoneLetter,
  zonesDiffer,
  isOptIn,
  isRegionName,
  isZoneIdOf,
  lettersDiffer,
  otherPartitionOf,
  zoneExists,
  zoneIdOf,
  zoneLetters,
  zoneName,
} from "../../plan/regions";

describe("plan/regions", () => {
  for (const region of REGION_NAMES)
    it(`${region} has three zones or more, each letter once, sorted, and with a slot of addresses`, () => {
      const letters = zoneLetters(region);
      expect(letters.length).to.be.at.least(3);
      expect(letters).to.deep.equal([...new Set(letters)].sort());
      expect(letters.filter((letter) => !(ZONE_LETTERS as readonly string[]).includes(letter))).to.deep.equal([]);
    });

  it("are all of one partition, and are called as AWS calls regions", () => {
    expect(REGION_NAMES.filter((region) => otherPartitionOf(region) !== undefined)).to.deep.equal([]);
    expect(REGION_NAMES.filter((region) => !isRegionName(region))).to.deep.equal([]);
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

  it("each have ids of zones that begin like those of no other", () => {
    const codes = REGION_NAMES.map((region) => REGIONS[region].zoneCode);
    expect(new Set(codes).size).to.equal(REGION_NAMES.length);
    expect(codes.filter((code) => !/^[a-z]{2,4}\d$/.test(code))).to.deep.equal([]);
  });

  // The code is made from the words of the name: the place, the direction by its first letters, the number.
  for (const region of REGION_NAMES)
    it(`${region} has the code that its name gives`, () => {
      const [area = "", direction = "", number = ""] = region.split("-");
      const short = direction.replace(/(north|south|east|west|central)/g, (word) => word.charAt(0));
      expect(REGIONS[region].zoneCode).to.equal(`${area}${short}${number}`);
    });

  const ids: [region: "us-east-1" | "ap-south-1", id: string, is: boolean][] = [
    ["us-east-1", "use1-az6", true],
    ["us-east-1", "use2-az1", false],
    ["us-east-1", "use11-az1", false],
    ["ap-south-1", "aps1-az1", true],
    ["ap-south-1", "apse1-az1", false],
  ];
  for (const [region, id, is] of ids)
    it(`${id} ${is ? "is" : "is not"} a zone of ${region}`, () => {
      expect(isZoneIdOf(region, id)).to.equal(is);
    });

  it("name a zone by its region and letter", () => {
    expect(zoneName("eu-west-1", "a")).to.equal("eu-west-1a");
  });

  const parallel: [region: Region, letter: ZoneLetter, id: string][] = [
    ["eu-west-1", "a", "euw1-az1"],
    ["eu-west-1", "c", "euw1-az3"],
    // A letter that a region leaves out leaves its number out too.
    ["ca-central-1", "d", "cac1-az4"],
    ["us-east-1", "f", "use1-az6"],
  ];
  for (const [region, letter, id] of parallel)
    it(`${region} has ${id} for ${letter}, where letters and ids run in parallel`, () => {
      expect(zoneIdOf(region, letter)).to.equal(id);
    });

  it("give every zone an id that is its own, and of its region alone", () => {
    const ids = REGION_NAMES.flatMap((region) =>
      zoneLetters(region).map((letter) => ({ region, id: zoneIdOf(region, letter) })),
    );
    expect(new Set(ids.map(({ id }) => id)).size).to.equal(ids.length);
    for (const { region, id } of ids)
      expect(
        REGION_NAMES.filter((each) => isZoneIdOf(each, id)),
        id,
      ).to.deep.equal([region]);
  });

  it("have letters that mean the same zone in every account, but in the oldest", () => {
    expect(REGION_NAMES.filter(lettersDiffer)).to.deep.equal([
      "ap-northeast-1",
      "ap-southeast-1",
      "ap-southeast-2",
      "eu-west-1",
      "sa-east-1",
      "us-east-1",
      "us-west-1",
      "us-west-2",
    ]);
  });

  it("are there without being asked for, half of them", () => {
    const enabled = REGION_NAMES.filter((region) => !isOptIn(region));
    expect(enabled).to.deep.equal([
      "ap-northeast-1",
      "ap-northeast-2",
      "ap-northeast-3",
      "ap-south-1",
      "ap-southeast-1",
      "ap-southeast-2",
      "ca-central-1",
      "eu-central-1",
      "eu-north-1",
      "eu-west-1",
      "eu-west-2",
      "eu-west-3",
      "sa-east-1",
      "us-east-1",
      "us-east-2",
      "us-west-1",
      "us-west-2",
    ]);
    expect(isOptIn("eu-west-9")).to.equal(false);
  });

  it("differ between accounts in some of the oldest alone, which are all listed", () => {
    expect(REGION_NAMES.filter(zonesDiffer)).to.deep.equal(["ap-northeast-1", "us-west-1"]);
  });
});
