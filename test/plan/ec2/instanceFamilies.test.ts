import { expect } from "chai";
import { FAMILIES_DATE, FAMILIES_SOURCE, familyOf, isMissingIn } from "../../../plan/ec2/instanceFamilies";
import { REGION_NAMES, type Region } from "../../../plan/regions";

describe("plan/ec2/instanceFamilies", () => {
  it("is of a day, and names where AWS says it", () => {
    expect(FAMILIES_DATE).to.match(/^\d{4}-\d\d-\d\d$/);
    expect(FAMILIES_SOURCE).to.equal("docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-regions.html");
  });

  const families: [type: string, family: string][] = [
    ["t4g.small", "t4g"],
    ["m7i-flex.large", "m7i-flex"],
    ["u-6tb1.metal", "u-6tb1"],
  ];
  for (const [type, family] of families)
    it(`${type} is of the family ${family}`, () => {
      expect(familyOf(type)).to.equal(family);
    });

  const missing = (type: string): Region[] => REGION_NAMES.filter((region) => isMissingIn(region, type));
  const NEWEST = ["ap-east-2", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "mx-central-1"];
  const rows: [type: string, regions: string[]][] = [
    ["t3.small", ["me-central-1"]],
    ["t4g.nano", ["me-central-1"]],
    ["m5.large", NEWEST],
    ["m5d.large", NEWEST],
    ["c5.large", NEWEST],
    ["r5.large", NEWEST],
    ["c5d.large", [...NEWEST, "ca-west-1"].sort()],
    ["r5d.metal", [...NEWEST, "ca-west-1"].sort()],
  ];
  for (const [type, regions] of rows)
    it(`${type} is not in ${regions.join(", ")}, and in all other regions`, () => {
      expect(missing(type)).to.deep.equal(regions);
    });

  const counts: [type: string, regions: number][] = [
    ["t2.micro", 16],
    ["t3a.small", 17],
    ["a1.large", 9],
    ["c4.large", 15],
    ["m4.large", 15],
    ["r4.large", 16],
    ["m5a.large", 16],
    ["r5a.large", 16],
    ["c5a.large", 20],
    ["c5n.large", 22],
    ["r5n.large", 19],
  ];
  for (const [type, count] of counts)
    it(`${type} is in ${count} regions`, () => {
      expect(REGION_NAMES.length - missing(type).length).to.equal(count);
    });

  it("says nothing of later generations, nor of what it does not know", () => {
    for (const type of ["m7g.medium", "c6i.large", "g4dn.xlarge", "x99z.large"])
      expect(missing(type)).to.deep.equal([]);
  });
});
