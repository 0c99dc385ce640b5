import { expect } from "chai";
import type { AlarmPlan } from "../../../plan/monitoring/alarm";
import { networkFirewallAlarms } from "../../../plan/monitoring/networkFirewall";
import { THRESHOLDS } from "../../support/watched";

const SET = { ...THRESHOLDS, firewallStrayPackets: 7 };

const row = ({ key, grade, subject, watch, comparison, threshold, of, missing }: AlarmPlan) => [
  key,
  grade,
  subject,
  watch.kind === "query" ? watch.query.join("") : watch.kind,
  comparison,
  threshold,
  of,
  missing,
];

describe("plan/monitoring/networkFirewall", () => {
  const FIREWALL = { name: "firewall-eu-west-1", firewallName: "fw-1a2b" };
  const query = (metric: string, zone: string, more = "") =>
    `SELECT SUM(${metric}) FROM "AWS/NetworkFirewall" WHERE FirewallName = 'fw-1a2b' AND AvailabilityZone = '${zone}'${more}`;
  const endpoint = (metric: string, id: string) =>
    `SELECT SUM(${metric}) FROM "AWS/PrivateLinkEndpoints" WHERE "VPC Endpoint Id" = '${id}'`;
  const ofFirewall = [
    [
      "firewall-a-dropped",
      "ticket",
      "eu-west-1a, firewall-eu-west-1",
      query("DroppedPackets", "eu-west-1a", " AND Engine = 'Stateful'"),
      "GreaterThanThreshold",
      1000,
      1,
      "notBreaching",
    ],
    [
      "firewall-a-stream-exceptions",
      "ticket",
      "eu-west-1a, firewall-eu-west-1",
      query("StreamExceptionPolicyPackets", "eu-west-1a"),
      "GreaterThanThreshold",
      7,
      3,
      "notBreaching",
    ],
  ];
  const drops = (zone: string, id: string) => [
    `firewall-${zone}-endpoint-drops`,
    "ticket",
    `eu-west-1${zone}`,
    endpoint("PacketsDropped", id),
    "GreaterThanThreshold",
    100,
    2,
    "notBreaching",
  ];
  const silent = [
    "firewall-a-endpoint-silent",
    "page",
    "eu-west-1a",
    endpoint("BytesProcessed", "vpce-1"),
    "LessThanOrEqualToThreshold",
    0,
    2,
    "breaching",
  ];
  const busy = { id: "vpce-1", busy: true };
  const idle = { id: "vpce-2", busy: false };

  it("watches the firewall and its endpoints, by zones; silence is a fault only where something always passes", () => {
    const alarms = networkFirewallAlarms("eu-west-1", { firewall: FIREWALL, endpoints: { b: idle, a: busy } }, SET);
    expect(alarms.filter(({ key }) => !key.startsWith("firewall-b")).map(row)).to.deep.equal([
      ...ofFirewall,
      drops("a", "vpce-1"),
      silent,
    ]);
    expect(alarms.filter(({ key }) => key.startsWith("firewall-b")).map(({ key }) => key)).to.deep.equal([
      "firewall-b-dropped",
      "firewall-b-stream-exceptions",
      "firewall-b-endpoint-drops",
    ]);
    for (const { periodSeconds } of alarms) expect(periodSeconds).to.equal(300);
  });

  it("leaves the firewall of another account to its owner", () => {
    expect(networkFirewallAlarms("eu-west-1", { endpoints: { b: idle } }, SET).map(row)).to.deep.equal([
      drops("b", "vpce-2"),
    ]);
  });
});
