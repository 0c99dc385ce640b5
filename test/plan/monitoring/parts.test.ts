import { expect } from "chai";
import { type AlarmPlan } from "../../../plan/monitoring/alarm";
import { type WatchedRegion, regionAlarms } from "../../../plan/monitoring/region";
import { THRESHOLDS, frontDoor, watched } from "../../support/watched";

const CERTIFICATE = "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d-1111-2222-3333-444455556666";
const CERTIFICATE_ID = "0a1b2c3d-1111-2222-3333-444455556666";

/** What an alarm looks at, in short. */
function look({ watch }: AlarmPlan): string {
  switch (watch.kind) {
    case "query":
      return watch.query.join("");
    case "expression": {
      const metrics = Object.entries(watch.metrics).map(([id, { metricName }]) => `${id}=${metricName}`);
      return `${watch.expression} | ${metrics.join(" ")}`;
    }
    default:
      return [watch.kind === "anomaly" ? `band of ${watch.deviations}` : [], watch.statistic, watch.metricName]
        .flat()
        .join(" ");
  }
}

/** When it rings: so many of so many periods, beyond what; and what silence means. */
const ring = ({ comparison, threshold, of, outOf = of, periodSeconds, missing }: AlarmPlan): string =>
  `${comparison} ${threshold ?? "-"}, ${of} of ${outOf} × ${periodSeconds} s, ${missing}`;

const rows = (region: Partial<WatchedRegion<string>>) =>
  regionAlarms(watched(region), THRESHOLDS)
    .filter(({ entry }) => entry !== "zone-without-targets")
    .map((alarm) => [alarm.key, alarm.grade, look(alarm), ring(alarm)]);

const PAGE = "GreaterThanThreshold 0, 3 of 5 × 60 s, notBreaching";
const TICKET = "GreaterThanThreshold 0, 2 of 2 × 300 s, notBreaching";
const RESETS = "GreaterThanThreshold 20, 3 of 3 × 300 s, notBreaching";
const resets = (metric: string, connections: string) =>
  `IF(resets < 10, 0, IF(FILL(connections, 0) > 0, 100 * resets / connections, 100)) | resets=${metric} connections=${connections}`;

describe("plan/monitoring: alarms of a load balancer", () => {
  it("that everyone reaches", () => {
    expect(rows({ frontDoors: { front: frontDoor("front-eu-west-1") } })).to.deep.equal([
      [
        "front-instances-too-few",
        "ticket",
        "Maximum HealthyHostCount",
        "LessThanThreshold 2, 15 of 15 × 60 s, breaching",
      ],
      ["front-fail-open", "page", "Sum UnhealthyRoutingFlowCount", PAGE],
      ["front-port-errors", "page", "Sum PortAllocationErrorCount", PAGE],
      ["front-rejected", "page", "Sum RejectedFlowCount", PAGE],
      ["front-blocked-out", "ticket", "Sum SecurityGroupBlockedFlowCount_Outbound_TCP", TICKET],
      ["front-resets-by-target", "ticket", resets("TCP_Target_Reset_Count", "NewFlowCount"), RESETS],
      ["front-resets-by-load-balancer", "ticket", resets("TCP_ELB_Reset_Count", "NewFlowCount"), RESETS],
      ["front-traffic", "ticket", "band of 3 Sum NewFlowCount", "outsideOfBand -, 3 of 3 × 300 s, missing"],
    ]);
  });

  it("that ends TLS: nothing of failing open, which AWS does not count for it, and handshakes", () => {
    const keys = rows({ frontDoors: { front: frontDoor("front-eu-west-1", { tls: true }) } });
    expect(keys.map(([key]) => key))
      .to.include("front-tls-errors")
      .and.not.include("front-fail-open");
    expect(keys.at(-1)).to.deep.equal([
      "front-tls-errors",
      "ticket",
      "band of 3 Sum ClientTLSNegotiationErrorCount",
      "aboveBand -, 3 of 3 × 300 s, notBreaching",
    ]);
  });

  it("of PrivateLink, and what its service counts", () => {
    const all = rows({
      frontDoors: { link: frontDoor("link-eu-west-1", { kind: "privateLink" }) },
      privateLink: {
        name: "link-eu-west-1",
        serviceId: "vpce-svc-1",
        serviceName: "com.amazonaws.vpce.eu-west-1.vpce-svc-1",
        endpoints: { beta: { id: "vpce-2", vpcId: "vpc-2" }, acme: { id: "vpce-1", vpcId: "vpc-1" } },
      },
    });
    expect(all.map(([key]) => key)).to.not.include("link-traffic");
    const blocked = ["link-blocked-in", "ticket", "Sum SecurityGroupBlockedFlowCount_Inbound_TCP", TICKET];
    expect(all).to.deep.include(blocked);
    const drops = "GreaterThanThreshold 10, 5 of 5 × 60 s, notBreaching";
    expect(all.slice(-4)).to.deep.equal([
      ["link-service-resets", "ticket", resets("RstPacketsSent", "NewConnections"), RESETS],
      ["link-service-traffic", "ticket", "band of 3 Sum NewConnections", "outsideOfBand -, 3 of 3 × 300 s, missing"],
      ["consumer-acme-drops", "ticket", "Sum PacketsDropped", drops],
      ["consumer-beta-drops", "ticket", "Sum PacketsDropped", drops],
    ]);
  });

  it("adds up what the nodes of all zones count, where each knows its own zone alone", () => {
    const [first] = regionAlarms(
      watched({ zones: ["b", "e"], frontDoors: { front: frontDoor("front-eu-west-1", { crossZone: false }) } }),
      THRESHOLDS,
    ).filter(({ entry }) => entry === "too-few-to-lose-a-zone");
    const healthy = (AvailabilityZone: string) => ({
      namespace: "AWS/NetworkELB",
      metricName: "HealthyHostCount",
      dimensions: {
        AvailabilityZone,
        LoadBalancer: "net/front-eu-west-1",
        TargetGroup: "targetgroup/front-eu-west-1-ec2",
      },
      statistic: "Maximum",
    });
    expect(first?.watch).to.deep.equal({
      kind: "expression",
      expression: "SUM([FILL(zone_b, 0), FILL(zone_e, 0)])",
      metrics: { zone_b: healthy("eu-west-1b"), zone_e: healthy("eu-west-1e") },
    });
  });

  it("that learn what is usual are a choice", () => {
    const region = watched({ frontDoors: { front: frontDoor("front-eu-west-1", { tls: true }) } });
    const kinds = regionAlarms(region, { ...THRESHOLDS, deviations: "none" }).map(({ watch }) => watch.kind);
    expect(kinds).to.not.include("anomaly");
  });
});

describe("plan/monitoring: alarms of what stands around it", () => {
  it("of each NAT gateway", () => {
    const natAlarms = (zone: string) => [
      [
        `nat-${zone}-port-errors`,
        "ticket",
        "Sum ErrorPortAllocation",
        "GreaterThanThreshold 0, 15 of 15 × 60 s, notBreaching",
      ],
      [
        `nat-${zone}-drops`,
        "ticket",
        "IF(drops < 10, 0, 1000000 * drops / (sent + received)) | drops=PacketsDropCount sent=PacketsInFromSource received=PacketsInFromDestination",
        "GreaterThanThreshold 100, 5 of 5 × 60 s, notBreaching",
      ],
      [`nat-${zone}-idle`, "ticket", "Sum IdleTimeoutCount", "GreaterThanThreshold 100, 3 of 3 × 300 s, notBreaching"],
    ];
    expect(rows({ natGateways: { b: "nat-2", a: "nat-1" } })).to.deep.equal([...natAlarms("a"), ...natAlarms("b")]);
  });

  it("of each certificate once: a ticket when it was not renewed, and a page before it ends", () => {
    const expires = (days: number) => `LessThanOrEqualToThreshold ${days}, 1 of 1 × 86400 s, ignore`;
    expect(rows({ certificates: [CERTIFICATE, CERTIFICATE] })).to.deep.equal([
      [`certificate-${CERTIFICATE_ID}-expires`, "ticket", "Minimum DaysToExpiry", expires(44)],
      [`certificate-${CERTIFICATE_ID}-expires-soon`, "page", "Minimum DaysToExpiry", expires(7)],
    ]);
  });
});
