import { expect } from "chai";
import { regionAlarms, regionComposites } from "../../../plan/monitoring/region";
import { type Ways, asTickets, standsBy } from "../../../plan/monitoring/standby";
import { THRESHOLDS, frontDoor, watched } from "../../support/watched";

describe("plan/monitoring/standby", () => {
  const table: [title: string, ways: Omit<Ways, "privateLink">, expected: boolean][] = [
    ["the second of a failover", { role: "secondary", names: ["failover"] }, true],
    ["the first of it", { role: "primary", names: ["failover"] }, false],
    ["a second that another name leads to", { role: "secondary", names: ["failover", "latency"] }, false],
    ["a second whose addresses alone are known", { role: "secondary", names: [] }, false],
    ["a dial of 0", { dial: 0 }, true],
    ["a dial above", { dial: 1 }, false],
    ["a dial of 0 beside addresses", { dial: 0, names: [] }, false],
    ["a dial of 0, and the second of a failover", { role: "secondary", dial: 0, names: ["failover"] }, true],
    ["no way in", { role: "secondary" }, false],
  ];
  for (const [title, ways, expected] of table)
    it(`${expected ? "is" : "is not"} a region with ${title}`, () => {
      expect(standsBy({ ...ways, privateLink: false })).to.equal(expected);
    });

  it("is no region that consumers of PrivateLink come to", () => {
    expect(standsBy({ dial: 0, privateLink: true })).to.equal(false);
  });

  it("makes tickets of what pages, but of what DNS, accelerator and measurements say there", () => {
    const dns = {
      hostname: "tcp.example.com",
      regions: { "eu-west-1": { check: "1", addresses: {}, standby: false } },
      signedZones: {},
    };
    const region = watched({ region: "us-east-1", frontDoors: { front: frontDoor("front-us-east-1") }, dns });
    const before = regionAlarms(region, THRESHOLDS);
    const { alarms, composites } = asTickets(before, regionComposites(region, before, { heard: true }));
    const paging = ({ grade }: { grade: string }) => grade === "page";
    expect(alarms.filter(paging).map(({ key }) => key)).to.deep.equal(["dns-eu-west-1"]);
    expect(composites.map(({ key, grade }) => [key, grade])).to.deep.equal([
      ["service-down", "page"],
      ["down", "ticket"],
      ["dns-in-trouble", "page"],
      ["front-door-in-trouble", "ticket"],
    ]);
    expect(alarms.map((alarm) => ({ ...alarm, grade: "" }))).to.deep.equal(
      before.map((alarm) => ({ ...alarm, grade: "" })),
    );
  });
});
