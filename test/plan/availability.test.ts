import { expect } from "chai";
import {
  AVAILABILITY_DATE,
  LIMITED_SERVICES,
  type LimitedService,
  constrainedZone,
  hasService,
  surelyWithout,
  zoneIdsCommand,
  zonesWithout,
} from "../../plan/availability";
import { REGIONS, REGION_NAMES, type Region, type ZoneLetter } from "../../plan/regions";

describe("plan/availability", () => {
  it("is of a day, and names where AWS says it", () => {
    expect(AVAILABILITY_DATE).to.match(/^\d{4}-\d\d-\d\d$/);
    for (const { source } of Object.values(LIMITED_SERVICES))
      expect(source).to.match(/^docs\.aws\.amazon\.com\/.+\.html$/);
  });

  it("speaks of zones of regions that there are", () => {
    const codes = REGION_NAMES.map((region) => REGIONS[region].zoneCode as string);
    const ids = Object.values(LIMITED_SERVICES).flatMap(({ zonesWithout: all }): string[] => [...all]);
    for (const id of ids) expect(codes, id).to.include(id.replace(/-az\d$/, ""));
  });

  const without = (service: LimitedService) => REGION_NAMES.filter((region) => !hasService(service, region));
  it("is of 34 regions: one more is looked up in each page", () => {
    expect(REGION_NAMES).to.have.length(34);
  });

  it("leaves no region out for Global Accelerator, and two for Fargate", () => {
    expect(without("globalAccelerator")).to.deep.equal([]);
    expect(without("fargate")).to.deep.equal(["ap-east-2", "ap-southeast-6"]);
  });

  const zones: [service: LimitedService, region: Region, ids: string[]][] = [
    ["fargate", "us-west-1", ["usw1-az2"]],
    ["fargate", "ap-northeast-1", ["apne1-az3"]],
    ["fargate", "us-east-1", []],
    ["globalAccelerator", "us-west-1", ["usw1-az2"]],
    // A zone that AWS no longer lists among those of the region.
    ["globalAccelerator", "ca-central-1", []],
  ];
  for (const [service, region, ids] of zones)
    it(`${service} is in all zones of ${region} but ${ids.join(", ") || "none"}`, () => {
      expect(zonesWithout(service, region)).to.deep.equal(ids);
    });

  const sure: [service: LimitedService, region: Region, zones: string, sure: boolean][] = [
    ["fargate", "us-west-1", "abc", true],
    ["fargate", "us-west-1", "ab", false],
    // The letter b, which is az2 in accounts that are mapped in order, is another zone in others.
    ["fargate", "us-west-1", "b", false],
    ["fargate", "us-west-1", "bbb", false],
    ["globalAccelerator", "ap-northeast-1", "abcd", true],
    ["globalAccelerator", "ap-northeast-1", "acd", false],
    ["globalAccelerator", "ca-central-1", "abd", false],
    ["fargate", "eu-west-1", "abc", false],
  ];
  for (const [service, region, letters, expected] of sure)
    it(`${letters} of ${region} ${expected ? "surely hold" : "need not hold"} a zone without ${service}`, () => {
      expect(surelyWithout(service, region, Array.from(letters) as ZoneLetter[])).to.equal(expected);
    });

  it("names the zones that AWS extends no more", () => {
    const named = REGION_NAMES.flatMap((region) => constrainedZone(region) ?? []);
    expect(named).to.deep.equal(["apne1-az3", "use1-az3", "usw1-az2"]);
  });

  it("says how to look an account's letters up", () => {
    expect(zoneIdsCommand("us-west-1")).to.equal(
      'aws ec2 describe-availability-zones --region us-west-1 --query "AvailabilityZones[].[ZoneName,ZoneId]"',
    );
  });
});
