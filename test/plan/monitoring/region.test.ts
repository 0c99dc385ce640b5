import { expect } from "chai";
import { MAX_CHILDREN, type Rule, keysOf, ringsWith, tellsItself } from "../../../plan/monitoring/alarm";
import { type WatchedRegion, practiceComposite, regionAlarms, regionComposites } from "../../../plan/monitoring/region";
import { ZONE_LETTERS } from "../../../plan/regions";
import { THRESHOLDS, frontDoor, watched } from "../../support/watched";

const alarmsOf = (region: WatchedRegion<string>) => regionAlarms(region, THRESHOLDS);
const withoutTargets = (region: WatchedRegion<string>) =>
  alarmsOf(region).filter(({ entry }) => entry === "zone-without-targets");
const compositesOf = (region: WatchedRegion<string>, heard = true) =>
  regionComposites(region, alarmsOf(region), { heard });

describe("plan/monitoring/region: a zone without targets", () => {
  it("is watched for each load balancer and zone, in the order of the letters", () => {
    const frontDoors = { link: frontDoor("link-eu-west-1"), front: frontDoor("front-eu-west-1") };
    expect(withoutTargets(watched({ frontDoors })).map(({ key, subject }) => [key, subject])).to.deep.equal([
      ["front-instances-a-no-targets", "eu-west-1a, instances of front-eu-west-1"],
      ["front-instances-b-no-targets", "eu-west-1b, instances of front-eu-west-1"],
      ["link-instances-a-no-targets", "eu-west-1a, instances of link-eu-west-1"],
      ["link-instances-b-no-targets", "eu-west-1b, instances of link-eu-west-1"],
    ]);
  });

  it("is no alarm of a backend that is only tried out", () => {
    const both = frontDoor("front-eu-west-1", {
      targetGroups: { instances: "ec2", tasks: "ecs" },
      weights: { instances: 90, tasks: 10 },
    });
    expect(withoutTargets(watched({ frontDoors: { front: both } })).map(({ key }) => key)).to.deep.equal([
      "front-instances-a-no-targets",
      "front-instances-b-no-targets",
    ]);
  });

  it("is not missed where there may be fewer targets than zones: then it is about all of them", () => {
    const region = watched({ frontDoors: { front: frontDoor("front-eu-west-1", { leastTargets: { instances: 1 } }) } });
    const alarms = regionAlarms(region, THRESHOLDS).filter(({ key }) => key.endsWith("-no-targets"));
    const [alarm, ...others] = alarms;
    expect(others).to.deep.equal([]);
    expect(alarm).to.deep.include({
      key: "front-instances-no-targets",
      entry: "no-targets",
      grade: "page",
      threshold: 1,
    });
    expect(alarm?.watch).to.deep.include({
      metricName: "HealthyHostCount",
      dimensions: { LoadBalancer: "net/front-eu-west-1", TargetGroup: "targetgroup/front-eu-west-1-ec2" },
    });
    const [down] = regionComposites(region, alarms, { heard: false });
    expect(down?.rule).to.deep.equal({ all: ["front-instances-no-targets"] });
  });
});

describe("plan/monitoring/region: composite alarms", () => {
  const region = watched({ frontDoors: { front: frontDoor("front-eu-west-1") } });
  const zones = ["front-instances-a-no-targets", "front-instances-b-no-targets"];
  const frontDoorAlarms = [...zones, "front-fail-open", "front-port-errors", "front-rejected"];
  const down = {
    key: "down",
    entry: "region-down",
    grade: "page",
    subject: "eu-west-1",
    rule: { all: zones },
  };
  const part = (name: string, key: string, any: string[], mutedBy: string, of = "eu-west-1") => ({
    key: `${key}-in-trouble`,
    entry: "part-in-trouble",
    grade: "page",
    subject: `${name}, ${of}`,
    rule: { any },
    mutedBy,
  });

  it("say that the region is down, and of each part that it needs somebody, silent while the region is", () => {
    expect(compositesOf(region)).to.deep.equal([down, part("Front doors", "front-door", frontDoorAlarms, "down")]);
  });

  it("of parts are not there where nobody hears them", () => {
    expect(compositesOf(region, false)).to.deep.equal([down]);
  });

  it("are not there where nothing can be down", () => {
    expect(compositesOf(watched({}))).to.deep.equal([]);
    const unused = { hostname: "tcp.example.com", regions: {}, signedZones: {} };
    expect(compositesOf(watched({ dns: unused }))).to.deep.equal([]);
  });

  describe("of a firewall", () => {
    const endpoint = (id: string, busy = true) => ({ id, busy });
    const silent = ["firewall-a-endpoint-silent", "firewall-b-endpoint-silent"];
    const behind = (b: boolean, frontDoors = region.frontDoors) =>
      watched({ frontDoors, networkFirewall: { endpoints: { a: endpoint("1"), b: endpoint("2", b) } } });
    it("count silent endpoints for the loss of the public way in, where every zone passes one", () => {
      const rule: Rule = { all: [{ any: [{ all: zones }, { all: silent }] }] };
      expect(compositesOf(behind(true)).map(({ key, rule: each }) => [key, each])).to.deep.equal([
        ["down", rule],
        ["front-door-in-trouble", { any: frontDoorAlarms }],
        ["network-firewall-in-trouble", { any: silent }],
      ]);
      expect(compositesOf(behind(false))[0]).to.deep.equal(down);
    });
    it("count them for no other way in", () => {
      const frontDoors = { link: frontDoor("link-eu-west-1") };
      expect(compositesOf(behind(true, frontDoors))[0]?.rule).to.deep.equal({
        all: ["link-instances-a-no-targets", "link-instances-b-no-targets"],
      });
    });
  });

  const checks = (check: string, standby = false) => ({ check, addresses: {}, standby });

  it("say in the region of Route 53 that the service is down, and mute that region and DNS meanwhile", () => {
    const dns = {
      hostname: "tcp.example.com",
      regions: { "eu-west-1": checks("1"), "us-east-1": checks("2", true) },
      accelerator: "3",
      signedZones: {},
    };
    const all = ["dns-eu-west-1", "dns-us-east-1", "dns-accelerator"];
    expect(compositesOf({ ...region, region: "us-east-1", dns })).to.deep.equal([
      { key: "service-down", entry: "service-down", grade: "page", subject: "tcp.example.com", rule: { all } },
      { ...down, subject: "us-east-1", mutedBy: "service-down" },
      part("DNS", "dns", ["dns-eu-west-1", "dns-accelerator"], "service-down", "us-east-1"),
      part("Front doors", "front-door", frontDoorAlarms, "down", "us-east-1"),
    ]);
  });

  it("say in the region of the accelerator that nobody is served by it", () => {
    const regions = { "eu-west-1": { standby: false }, "ap-south-1": { standby: true } };
    const globalAccelerator = { accelerator: "a", listener: "l", regions };
    const all = ["accelerator-ap-south-1-no-endpoint", "accelerator-eu-west-1-no-endpoint"];
    const here = watched({ region: "us-west-2", zones: [], globalAccelerator });
    expect(compositesOf(here)).to.deep.equal([
      {
        key: "service-down",
        entry: "service-down",
        grade: "page",
        subject: "the addresses of the accelerator",
        rule: { all },
      },
      part("Global Accelerator", "global-accelerator", all.slice(1), "service-down", "us-west-2"),
    ]);
    // The standby region is among those that are all lost, and still tells of itself.
    const told = alarmsOf(here).filter((alarm) => tellsItself(alarm, compositesOf(here)));
    expect(told.map(({ key }) => key)).to.deep.equal(all.slice(0, 1));
  });

  it("name no more alarms than AWS allows, in the widest region", () => {
    const both = frontDoor("x", { targetGroups: { instances: "i", tasks: "t" }, weights: { instances: 1, tasks: 1 } });
    const endpoints = Object.fromEntries(ZONE_LETTERS.map((zone) => [zone, { id: zone, busy: true }]));
    const widest = watched({
      zones: ZONE_LETTERS,
      frontDoors: { accel: both, front: both, link: both },
      networkFirewall: { endpoints },
    });
    const addresses = Object.fromEntries(ZONE_LETTERS.map((zone) => [zone, zone]));
    const eightZones = { check: "c", addresses, standby: false };
    for (const { key, rule } of compositesOf(widest)) expect(keysOf(rule).length, key).to.be.at.most(MAX_CHILDREN);
    // Of DNS there are those of every region, in as many composites as it takes.
    const regions = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`r-${index}`, eightZones]));
    const dns = { hostname: "tcp.example.com", regions, signedZones: {} };
    const composites = compositesOf(watched({ region: "us-east-1", dns }));
    expect(composites.map(({ key, rule }) => [key, keysOf(rule).length])).to.deep.equal([
      ["service-down", 30],
      ["dns-in-trouble", 100],
      ["dns-in-trouble-2", 100],
      ["dns-in-trouble-3", 70],
    ]);
    expect(practiceComposite("us-east-1", alarmsOf(watched({ region: "us-east-1", dns })))).to.equal(undefined);
    // Nor in a region that serves and has the metrics of Route 53 or of the accelerator.
    const globalAccelerator = { accelerator: "a", listener: "l", regions: { "us-east-1": { standby: false } } };
    const certificates = ["arn:aws:acm:us-east-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef"];
    const all = { ...region, region: "us-east-1", dns: { ...dns, regions: { "us-east-1": checks("1") } } };
    expect(practiceComposite("us-east-1", alarmsOf({ ...all, globalAccelerator, certificates }))?.rule).to.deep.equal({
      any: frontDoorAlarms,
    });
  });

  it("is not judged by certificates, which run out by themselves", () => {
    const certificates = ["arn:aws:acm:eu-west-1:123456789012:certificate/0a1b"];
    const alarms = alarmsOf(watched({ frontDoors: { front: frontDoor("front-eu-west-1") }, certificates }));
    expect(alarms.filter(({ part, grade }) => part === "certificates" && grade === "page")).not.to.be.empty;
    const judged = keysOf(practiceComposite("eu-west-1", alarms)?.rule ?? { any: [] });
    expect(judged).to.include("front-instances-a-no-targets");
    expect(judged.filter((key) => key.startsWith("certificate"))).to.deep.equal([]);
  });
});

describe("plan/monitoring/alarm: who tells of an alarm", () => {
  const composite = (rule: Rule, more: object = {}) => ({
    key: "composite",
    entry: "part-in-trouble" as const,
    grade: "page" as const,
    subject: "eu-west-1",
    rule,
    ...more,
  });
  const table: [title: string, composites: ReturnType<typeof composite>[], itself: boolean][] = [
    ["none there", [], true],
    ["one that rings with it", [composite("one")], false],
    ["one that needs others to ring, too", [composite({ all: ["one", "two"] })], true],
    ["one that tells others than it would", [composite("one", { grade: "ticket" })], true],
    ["one that tells nobody", [composite("one", { silent: true })], true],
  ];
  for (const [title, composites, itself] of table)
    it(`${itself ? "itself" : "the composite"}, with ${title}`, () => {
      expect(tellsItself({ key: "one", grade: "page" }, composites)).to.equal(itself);
    });
});

describe("plan/monitoring/alarm: a rule that is met whenever one alarm rings", () => {
  const table: [rule: Rule, expected: boolean][] = [
    ["one", true],
    ["two", false],
    [{ any: ["two", "one"] }, true],
    [{ all: ["one"] }, true],
    [{ all: ["one", "two"] }, false],
    [{ all: [{ any: ["one", "two"] }, "one"] }, true],
    [{ all: [] }, false],
    [{ any: [] }, false],
  ];
  for (const [rule, expected] of table)
    it(`${JSON.stringify(rule)}: ${expected}`, () => {
      expect(ringsWith(rule, "one")).to.equal(expected);
    });
});
