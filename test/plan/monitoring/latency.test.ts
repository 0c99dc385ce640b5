import { expect } from "chai";
import {
  type LatencyTarget,
  fitEnvironment,
  latencyAlarms,
  latencyTargets,
  scheduleExpression,
  targetsText,
  tlsMode,
} from "../../../plan/monitoring/latency";

describe("plan/monitoring/latency", () => {
  it("measures each address in use, each of the accelerator, and the names, whatever their order", () => {
    const targets = latencyTargets({
      port: 5000,
      regions: { "eu-west-1": { b: "203.0.113.8", a: "203.0.113.7" }, "eu-central-1": { c: "198.51.100.9" } },
      accelerator: ["192.0.2.1", "192.0.2.2"],
      names: ["tcp.example.com", "tcp.example.net"],
    });
    expect(targets.map(({ key, kind, title }) => [key, kind, title])).to.deep.equal([
      ["eu-central-1-c", "address", "the address of eu-central-1c"],
      ["eu-west-1-a", "address", "the address of eu-west-1a"],
      ["eu-west-1-b", "address", "the address of eu-west-1b"],
      ["accelerator-1", "address", "address 1 of the accelerator"],
      ["accelerator-2", "address", "address 2 of the accelerator"],
      ["name", "name", "tcp.example.com"],
      ["second-name", "name", "tcp.example.net"],
    ]);
    expect(targetsText(targets)).to.equal(
      "eu-central-1-c=198.51.100.9:5000 eu-west-1-a=203.0.113.7:5000 eu-west-1-b=203.0.113.8:5000 " +
        "accelerator-1=192.0.2.1:5000 accelerator-2=192.0.2.2:5000 name=tcp.example.com:5000 second-name=tcp.example.net:5000",
    );
  });

  it("has room for as many targets as a canary's environment has", () => {
    // 35 characters each, and a blank between.
    const some = (count: number): LatencyTarget[] =>
      Array.from({ length: count }, () => ({
        key: "k".repeat(13),
        kind: "address",
        title: "",
        host: "255.255.255.255",
        port: 50000,
      }));
    expect(targetsText(some(1))).to.have.length(35);
    expect([99, 100].map((count) => fitEnvironment(some(count)))).to.deep.equal([true, false]);
  });

  const schedules: [minutes: number, expression: string][] = [
    [1, "rate(1 minute)"],
    [2, "rate(2 minutes)"],
    [59, "rate(59 minutes)"],
    [60, "rate(1 hour)"],
  ];
  for (const [minutes, expression] of schedules)
    it(`runs each ${minutes} minutes by ${expression}`, () => {
      expect(scheduleExpression(minutes)).to.equal(expression);
    });

  const modes: [spoken: boolean, verify: boolean, hostname: string | undefined, mode: string][] = [
    [false, true, "tcp.example.com", "none"],
    [true, true, "tcp.example.com", "verify"],
    [true, false, "tcp.example.com", "handshake"],
    [true, true, undefined, "handshake"],
  ];
  for (const [spoken, verify, hostname, mode] of modes)
    it(`TLS ${spoken ? "spoken" : "not spoken"}, ${verify ? "verified" : "not verified"}, of ${hostname ?? "no name"}: ${mode}`, () => {
      expect(tlsMode({ spoken, verify, ...(hostname !== undefined && { hostname }) })).to.equal(mode);
    });

  const from = {
    region: "us-east-1",
    stack: "ha-tcp-prod",
    targets: [
      { key: "eu-west-1-a", title: "the address of eu-west-1a" },
      { key: "name", title: "tcp.example.com" },
    ],
    intervalMinutes: 5,
    connectMilliseconds: 500,
    handshakeMilliseconds: 1000,
    failures: 3,
  };

  it("has an alarm for each target that is not reached or slow, and one for silence", () => {
    const rows = latencyAlarms({ ...from, tls: "verify" }).map(({ watch, ...alarm }) => {
      if (watch.kind !== "metric") throw new Error(watch.kind);
      expect(watch.namespace).to.equal("ha-tcp-latency");
      expect(watch.dimensions["Stack"]).to.equal("ha-tcp-prod");
      expect([alarm.periodSeconds, alarm.of, alarm.part]).to.deep.equal([300, 3, "latency"]);
      const { key, grade, subject, comparison, threshold, missing } = alarm;
      return [
        key,
        grade,
        subject,
        watch.dimensions["Target"],
        `${watch.statistic} ${watch.metricName}`,
        comparison,
        threshold,
        missing,
      ];
    });
    const a = "the address of eu-west-1a, from us-east-1";
    const name = "tcp.example.com, from us-east-1";
    const atLeast = "GreaterThanOrEqualToThreshold";
    expect(rows).to.deep.equal([
      ["latency-eu-west-1-a-unreachable", "page", a, "eu-west-1-a", "Minimum FailedConnections", atLeast, 1, "missing"],
      [
        "latency-eu-west-1-a-slow-connect",
        "ticket",
        a,
        "eu-west-1-a",
        "Average ConnectTime",
        "GreaterThanThreshold",
        500,
        "missing",
      ],
      [
        "latency-eu-west-1-a-slow-handshake",
        "ticket",
        a,
        "eu-west-1-a",
        "Average HandshakeTime",
        "GreaterThanThreshold",
        1000,
        "missing",
      ],
      ["latency-name-unreachable", "page", name, "name", "Minimum FailedConnections", atLeast, 1, "missing"],
      [
        "latency-name-slow-connect",
        "ticket",
        name,
        "name",
        "Average ConnectTime",
        "GreaterThanThreshold",
        500,
        "missing",
      ],
      [
        "latency-name-slow-handshake",
        "ticket",
        name,
        "name",
        "Average HandshakeTime",
        "GreaterThanThreshold",
        1000,
        "missing",
      ],
      [
        "latency-unmeasured",
        "ticket",
        "us-east-1",
        "eu-west-1-a",
        "SampleCount FailedConnections",
        "LessThanThreshold",
        1,
        "breaching",
      ],
    ]);
  });

  it("has none of handshakes without TLS", () => {
    const keys = latencyAlarms({ ...from, tls: "none" }).map(({ key }) => key);
    expect(keys.filter((key) => key.includes("handshake"))).to.deep.equal([]);
  });
});
