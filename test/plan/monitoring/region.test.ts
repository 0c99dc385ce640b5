import { expect } from "chai";
import { regionAlarms, regionComposites } from "../../../plan/monitoring/region";
import { THRESHOLDS, door, watched } from "../../support/watched";

const withoutTargets = (region: ReturnType<typeof watched>) =>
  regionAlarms(region, THRESHOLDS).filter(({ entry }) => entry === "zone-without-targets");

describe("plan/monitoring/region: a zone without targets", () => {
  it("is watched for each load balancer and zone, in the order of the letters", () => {
    const region = watched({ frontDoors: { link: door("link-eu-west-1"), front: door("front-eu-west-1") } });
    expect(withoutTargets(region).map(({ key, subject }) => [key, subject])).to.deep.equal([
      ["front-instances-a-no-targets", "eu-west-1a, instances of front-eu-west-1"],
      ["front-instances-b-no-targets", "eu-west-1b, instances of front-eu-west-1"],
      ["link-instances-a-no-targets", "eu-west-1a, instances of link-eu-west-1"],
      ["link-instances-b-no-targets", "eu-west-1b, instances of link-eu-west-1"],
    ]);
  });

  it("is no alarm of a backend that is only tried out", () => {
    const both = door("front-eu-west-1", {
      targetGroups: { instances: "ec2", tasks: "ecs" },
      weights: { instances: 90, tasks: 10 },
    });
    expect(withoutTargets(watched({ frontDoors: { front: both } })).map(({ key }) => key)).to.deep.equal([
      "front-instances-a-no-targets",
      "front-instances-b-no-targets",
    ]);
  });
});

describe("plan/monitoring/region: composite alarms", () => {
  const region = watched({ frontDoors: { front: door("front-eu-west-1") } });
  const zones = ["front-instances-a-no-targets", "front-instances-b-no-targets"];
  const down = {
    key: "down",
    entry: "region-down",
    grade: "page",
    subject: "eu-west-1",
    rule: { all: zones },
  };

  it("say that the region is down, and of each part that it needs somebody, silent while the region is", () => {
    expect(regionComposites(region, regionAlarms(region, THRESHOLDS), { heard: true })).to.deep.equal([
      down,
      {
        key: "front-door-in-trouble",
        entry: "part-in-trouble",
        grade: "page",
        subject: "frontDoor, eu-west-1",
        rule: { any: [...zones, "front-fail-open", "front-port-errors", "front-rejected"] },
        mutedBy: "down",
      },
    ]);
  });

  it("of parts are not there where nobody hears them", () => {
    expect(regionComposites(region, regionAlarms(region, THRESHOLDS), { heard: false })).to.deep.equal([down]);
  });

  it("are not there where nothing can be down", () => {
    expect(regionComposites(watched({}), [], { heard: true })).to.deep.equal([]);
  });
});
