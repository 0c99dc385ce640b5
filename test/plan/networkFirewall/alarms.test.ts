import { expect } from "chai";
import { type AlarmPlan, PERIOD_SECONDS } from "../../../plan/alarms";
import { endpointAlarms } from "../../../plan/network/inspection";
import { firewallAlarms } from "../../../plan/networkFirewall/alarms";

/** All but the description, which is only read. */
const row = ({ key, query, comparison, threshold, periods, missing }: AlarmPlan) => [
  key,
  query("WATCHED"),
  comparison,
  threshold,
  periods,
  missing,
];

describe("plan/networkFirewall/alarms: of a firewall in a zone", () => {
  it("what its rules drop, and what comes without its beginning", () => {
    expect(firewallAlarms("eu-west-1a", { droppedPackets: 1000, strayPackets: 100 }).map(row)).to.deep.equal([
      [
        "dropped",
        `SELECT SUM(DroppedPackets) FROM "AWS/NetworkFirewall" WHERE FirewallName = 'WATCHED' AND AvailabilityZone = 'eu-west-1a' AND Engine = 'Stateful'`,
        "GreaterThanThreshold",
        1000,
        1,
        "notBreaching",
      ],
      [
        "stream-exceptions",
        `SELECT SUM(StreamExceptionPolicyPackets) FROM "AWS/NetworkFirewall" WHERE FirewallName = 'WATCHED' AND AvailabilityZone = 'eu-west-1a'`,
        "GreaterThanThreshold",
        100,
        3,
        "notBreaching",
      ],
    ]);
  });

  it("says the zone and the thresholds", () => {
    const [dropped, exceptions] = firewallAlarms("ap-south-1b", { droppedPackets: 7, strayPackets: 8 });
    expect([dropped?.threshold, exceptions?.threshold]).to.deep.equal([7, 8]);
    expect(dropped?.description).to.include("7 packets").and.include("ap-south-1b");
    expect(exceptions?.description).to.include("8 packets").and.include("ap-south-1b");
  });
});

describe("plan/networkFirewall/alarms: of an endpoint", () => {
  const drops = [
    "drops",
    `SELECT SUM(PacketsDropped) FROM "AWS/PrivateLinkEndpoints" WHERE "VPC Endpoint Id" = 'WATCHED'`,
    "GreaterThanThreshold",
    100,
    2,
    "notBreaching",
  ];
  const silent = [
    "silent",
    `SELECT SUM(BytesProcessed) FROM "AWS/PrivateLinkEndpoints" WHERE "VPC Endpoint Id" = 'WATCHED'`,
    "LessThanOrEqualToThreshold",
    0,
    2,
    "breaching",
  ];

  it("that something passes all the time: packets that it drops, and silence", () => {
    expect(endpointAlarms("eu-west-1a", { droppedPackets: 100, busy: true }).map(row)).to.deep.equal([drops, silent]);
  });

  it("that may be silent: packets that it drops", () => {
    expect(endpointAlarms("eu-west-1a", { droppedPackets: 100, busy: false }).map(row)).to.deep.equal([drops]);
  });

  it("says the zone", () => {
    for (const { description } of endpointAlarms("ap-south-1b", { droppedPackets: 100, busy: true }))
      expect(description).to.include("ap-south-1b");
  });
});

describe("plan/networkFirewall/alarms: all", () => {
  const all = [
    ...firewallAlarms("eu-west-1a", { droppedPackets: 1000, strayPackets: 100 }),
    ...endpointAlarms("eu-west-1a", { droppedPackets: 100, busy: true }),
  ];

  it("have keys of their own, as parts of names", () => {
    const keys = all.map(({ key }) => key);
    expect(new Set(keys).size).to.equal(keys.length);
    for (const key of keys) expect(key).to.match(/^[a-z]+(-[a-z]+)*$/);
  });

  it("take for a fault that nothing was counted only where silence is one", () => {
    expect(all.filter(({ missing }) => missing === "breaching").map(({ key }) => key)).to.deep.equal(["silent"]);
  });

  it("look at five minutes", () => {
    expect(PERIOD_SECONDS).to.equal(300);
  });
});
