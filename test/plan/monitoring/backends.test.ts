import { expect } from "chai";
import type { AlarmPlan } from "../../../plan/monitoring/alarm";
import { decidingChecks, dnsAlarms } from "../../../plan/monitoring/dns";
import { eventText } from "../../../plan/monitoring/events";
import { acceleratorAlarms } from "../../../plan/monitoring/globalAccelerator";
import { type WatchedInstances, instanceAlarms, instanceEvents } from "../../../plan/monitoring/instances";
import { type WatchedTasks, taskAlarms, taskEvents } from "../../../plan/monitoring/tasks";
import { THRESHOLDS } from "../../support/watched";

const graded = (alarms: readonly AlarmPlan[]) => alarms.map(({ key, grade, entry }) => [key, grade, entry]);

describe("plan/monitoring/instances", () => {
  const watched = (rest: Partial<WatchedInstances<string>> = {}): WatchedInstances<string> => ({
    name: "fleet-eu-west-1",
    group: "fleet-1a2b",
    capacity: { min: 2, max: 6 },
    scaled: true,
    ...rest,
  });

  it("a group below its minimum, and one that wants to be as large as it may", () => {
    const common = {
      part: "instances",
      subject: "fleet-eu-west-1",
      periodSeconds: 60,
      missing: "missing",
    };
    const watch = {
      kind: "metric",
      namespace: "AWS/AutoScaling",
      dimensions: { AutoScalingGroupName: "fleet-1a2b" },
      statistic: "Average",
    };
    expect(instanceAlarms(watched(), THRESHOLDS)).to.deep.equal([
      {
        ...common,
        key: "instances-below-minimum",
        entry: "instances-below-minimum",
        grade: "page",
        watch: { ...watch, metricName: "GroupInServiceInstances" },
        comparison: "LessThanThreshold",
        threshold: 2,
        of: 15,
      },
      {
        ...common,
        key: "instances-at-maximum",
        entry: "instances-at-maximum",
        grade: "ticket",
        watch: { ...watch, metricName: "GroupDesiredCapacity" },
        comparison: "GreaterThanOrEqualToThreshold",
        threshold: 6,
        of: 30,
      },
    ]);
  });

  it("bounds that schedules move are the group's own of that minute", () => {
    const watch = (scheduled: { min: boolean; max: boolean }) =>
      instanceAlarms(watched({ scheduled }), THRESHOLDS).map(({ watch: looked, threshold }) => [
        looked.kind === "expression" ? looked.expression : looked.kind,
        threshold,
      ]);
    const below = ["serving - least", 0];
    const atMaximum = ["IF(most > least, wanted - most, -1)", 0];
    expect(watch({ min: true, max: false })).to.deep.equal([below, atMaximum]);
    expect(watch({ min: false, max: true })).to.deep.equal([["metric", 2], atMaximum]);
    expect(watch({ min: false, max: false })).to.deep.equal([
      ["metric", 2],
      ["metric", 6],
    ]);
  });

  it("never grows: then its largest size is no news", () => {
    for (const group of [watched({ scaled: false }), watched({ capacity: { min: 2, max: 2 } })])
      expect(graded(instanceAlarms(group, THRESHOLDS)).map(([key]) => key)).to.deep.equal(["instances-below-minimum"]);
  });

  it("an instance refresh that failed", () => {
    expect(instanceEvents(watched())).to.deep.equal([
      {
        key: "instances-refresh-failed",
        entry: "refresh-failed",
        grade: "ticket",
        subject: "fleet-eu-west-1",
        pattern: {
          source: ["aws.autoscaling"],
          "detail-type": [
            "EC2 Auto Scaling Instance Refresh Failed",
            "EC2 Auto Scaling Instance Refresh Rollback Failed",
          ],
          detail: { AutoScalingGroupName: ["fleet-1a2b"] },
        },
        says: { what: "$.detail-type" },
      },
    ]);
  });
});

describe("plan/monitoring/tasks", () => {
  const watched = (rest: Partial<WatchedTasks<string>> = {}): WatchedTasks<string> => ({
    name: "tasks-eu-west-1",
    cluster: "cluster",
    service: "service",
    serviceArn: "arn:service",
    insights: false,
    ...rest,
  });
  const SET = { ...THRESHOLDS, hostsMissingMinutes: 20, taskCpuPercent: 80, taskMemoryPercent: 70 };
  const hosts = { group: "hosts", provider: "provider" };

  it("CPU and memory of every service; what is missing where it is counted; what waits where there are hosts", () => {
    const alarms = taskAlarms(watched({ insights: true, hosts }), SET);
    expect(alarms.map(({ key, grade, threshold, of, missing }) => [key, grade, threshold, of, missing])).to.deep.equal([
      ["tasks-cpu", "ticket", 80, 15, "notBreaching"],
      ["tasks-memory", "ticket", 70, 15, "notBreaching"],
      ["tasks-missing", "page", 0, 15, "missing"],
      ["tasks-without-hosts", "page", 100, 20, "missing"],
    ]);
    const [, , missing, waiting] = alarms.map(({ watch }) => watch);
    const count = (metricName: string) => ({
      namespace: "ECS/ContainerInsights",
      metricName,
      dimensions: { ClusterName: "cluster", ServiceName: "service" },
      statistic: "Average",
    });
    expect(missing).to.deep.equal({
      kind: "expression",
      expression: "running - desired",
      metrics: { desired: count("DesiredTaskCount"), running: count("RunningTaskCount") },
    });
    expect(waiting).to.deep.include({ dimensions: { CapacityProviderName: "provider", ClusterName: "cluster" } });
    expect(graded(taskAlarms(watched(), SET)).map(([key]) => key)).to.deep.equal(["tasks-cpu", "tasks-memory"]);
  });

  it("deployments that failed, tasks that do not start, and hosts that cannot be renewed", () => {
    const [failed, starting, refresh] = taskEvents(watched({ hosts }));
    expect(failed?.pattern).to.deep.equal({
      source: ["aws.ecs"],
      "detail-type": ["ECS Deployment State Change"],
      resources: ["arn:service"],
      detail: { eventName: ["SERVICE_DEPLOYMENT_FAILED"] },
    });
    expect(starting?.pattern["detail-type"]).to.deep.equal(["ECS Service Action"]);
    expect(refresh?.pattern.detail).to.deep.equal({ AutoScalingGroupName: ["hosts"] });
    expect(taskEvents(watched()).map(({ key }) => key)).to.deep.equal([
      "tasks-deployment-failed",
      "tasks-not-starting",
    ]);
  });

  it("say in a text of EventBridge what happened", () => {
    const [failed] = taskEvents(watched());
    const { inputPaths, inputTemplate } = eventText(failed!, { runbook: "docs/runbook.md", chat: false });
    expect(inputPaths).to.deep.equal({ reason: "$.detail.reason" });
    const text = JSON.parse(inputTemplate) as string;
    expect(text).to.match(/^tasks-eu-west-1: New tasks .*docs\/runbook\.md#a-deployment-of-tasks-failed \| <reason>$/);
    const chat = eventText(failed!, { runbook: "docs/runbook.md", chat: true });
    expect(JSON.parse(chat.inputTemplate)).to.deep.equal({
      version: "1.0",
      source: "custom",
      content: { title: "tasks-eu-west-1: A deployment of tasks failed", description: text },
    });
  });
});

describe("plan/monitoring/globalAccelerator", () => {
  it("a region without a healthy endpoint: nobody notices that of one that stands by", () => {
    const regions = { "eu-west-1": { standby: false }, "ap-south-1": { standby: true } };
    const alarms = acceleratorAlarms({ accelerator: "acc", listener: "lis", regions });
    expect(graded(alarms)).to.deep.equal([
      ["accelerator-ap-south-1-no-endpoint", "ticket", "accelerator-standby-not-ready"],
      ["accelerator-eu-west-1-no-endpoint", "page", "accelerator-region-without-endpoints"],
    ]);
    expect(alarms[1]).to.deep.equal({
      key: "accelerator-eu-west-1-no-endpoint",
      entry: "accelerator-region-without-endpoints",
      part: "globalAccelerator",
      grade: "page",
      subject: "eu-west-1",
      watch: {
        kind: "metric",
        namespace: "AWS/GlobalAccelerator",
        metricName: "HealthyEndpointCount",
        dimensions: { Accelerator: "acc", Listener: "lis", EndpointGroup: "eu-west-1" },
        statistic: "Minimum",
      },
      comparison: "LessThanThreshold",
      threshold: 1,
      periodSeconds: 60,
      of: 3,
      missing: "ignore",
      afterRegion: "eu-west-1",
    });
  });
});

describe("plan/monitoring/dns", () => {
  const dns = {
    hostname: "tcp.example.com",
    regions: {
      "eu-west-1": { check: "r1", addresses: { b: "b1", a: "a1" }, standby: false },
      "ap-south-1": { check: "r2", addresses: { a: "a2" }, standby: true },
    },
    accelerator: "acc",
    signedZones: { second: { zone: "example.org", id: "Z2" } },
  };

  it("each region and address, the accelerator, and the signatures", () => {
    expect(graded(dnsAlarms(dns))).to.deep.equal([
      ["dns-ap-south-1", "ticket", "dns-standby-not-ready"],
      ["dns-ap-south-1-a", "ticket", "dns-address-unreachable"],
      ["dns-eu-west-1", "page", "dns-region-unhealthy"],
      ["dns-eu-west-1-a", "page", "dns-address-unreachable"],
      ["dns-eu-west-1-b", "page", "dns-address-unreachable"],
      ["dns-accelerator", "page", "dns-accelerator-unhealthy"],
      ["dnssec-second-internal-failure", "page", "dnssec-internal-failure"],
      ["dnssec-second-key-action", "page", "dnssec-key-action"],
    ]);
    expect(decidingChecks(dns)).to.deep.equal(["dns-ap-south-1", "dns-eu-west-1", "dns-accelerator"]);
  });

  it("rings at once when a check fails, and not before it has a value; and of signatures when AWS counts a failure in four hours", () => {
    const [region, , , , , , signing] = dnsAlarms(dns);
    expect(region).to.deep.include({ threshold: 1, periodSeconds: 60, of: 1, missing: "missing" });
    expect(region?.watch).to.deep.include({ dimensions: { HealthCheckId: "r2" }, statistic: "Minimum" });
    expect(signing).to.deep.include({ subject: "example.org", threshold: 0, periodSeconds: 14400, missing: "ignore" });
    expect(signing?.watch).to.deep.include({ dimensions: { HostedZoneId: "Z2" }, statistic: "Sum" });
  });
});
