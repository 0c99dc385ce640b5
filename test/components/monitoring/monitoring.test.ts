import { expect } from "chai";
import { METRICS, factsOf } from "../../../plan/monitoring/metrics";
import { BASE, type Raw, inputs, ofType, recordConfig } from "../../support/recording";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const NAME = "monitoring-eu-west-1";
const HEARD: Raw = {
  ...BASE,
  monitoring: {
    notify: {
      page: { emails: ["pager@example.com"] },
      ticket: { topicArns: ["arn:aws:sns:eu-west-1:123456789012:tickets"] },
    },
  },
};

describe("Monitoring: alarms", () => {
  it("of a zone without targets, written out", async () => {
    const graph = await recordConfig(BASE);
    expect(inputs(graph, ALARM)[`${NAME}-front-instances-a-no-targets`]).to.deep.equal({
      namespace: "AWS/NetworkELB",
      metricName: "HealthyHostCount",
      dimensions: {
        AvailabilityZone: "eu-west-1a",
        LoadBalancer: "${LoadBalancer:front-eu-west-1.arnSuffix}",
        TargetGroup: "${TargetGroup:front-eu-west-1-ec2.arnSuffix}",
      },
      statistic: "Maximum",
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      period: 60,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      treatMissingData: "breaching",
      alarmDescription:
        "eu-west-1a, instances of front-eu-west-1: The load balancer has no healthy target in this zone. See whether new targets start there, and why the old ones fail their health check. Is it the zone, shift traffic away with a zonal shift. docs/runbook.md#a-zone-has-no-healthy-target",
      alarmActions: [],
      okActions: [],
      tags: { Name: "ha-tcp-test-monitoring-eu-west-1-front-instances-a-no-targets" },
    });
  });

  it("name metrics and dimensions of the table alone", async () => {
    for (const { name, inputs: alarm } of ofType(await recordConfig(HEARD), ALARM)) {
      const { namespace, metricName, dimensions } = alarm;
      const facts = factsOf(String(namespace), String(metricName));
      const used = Object.keys({ ...(dimensions as object) }).sort();
      expect(
        facts?.dimensions.map((set) => [...set].sort()),
        name,
      ).to.deep.include(used);
    }
    for (const { source } of Object.values(METRICS)) expect(source).to.match(/^docs\.aws\.amazon\.com\//);
  });
});

describe("Monitoring: growth", () => {
  const NLB = "aws:lb/loadBalancer:LoadBalancer";
  const zones = (...letters: string[]): Raw => ({
    ...HEARD,
    regions: { "eu-west-1": { zones: letters, cidr: "10.20.0.0/16", nat: "single", natZone: "b" } },
  });
  const watched = async (raw: Raw) =>
    new Map(
      (await recordConfig(raw)).resources.filter(({ name }) => name.startsWith(NAME)).map((node) => [node.name, node]),
    );

  it("by a zone brings the alarms of the zone, and touches no other; only what counts zones changes", async () => {
    const [before, after] = [await watched(zones("b", "c")), await watched(zones("a", "b", "c"))];
    const added = [...after.keys()].filter((name) => !before.has(name));
    expect(added).to.include(`${NAME}-front-instances-a-no-targets`);
    for (const name of added) expect(name).to.match(/-a(-|$)/);
    expect([...before.keys()].filter((name) => !after.has(name))).to.deep.equal([]);
    for (const [name, { inputs: alarm }] of before)
      if (/-[bc](-|$)/.test(name)) expect(after.get(name)?.inputs, name).to.deep.equal(alarm);
  });

  it("by another backend keeps the alarms of the load balancer's own", async () => {
    const other = await recordConfig({ ...HEARD, options: ["ecs"] });
    expect(ofType(other, NLB).map(({ name }) => name)).to.deep.equal(["front-eu-west-1"]);
    const keys = ofType(other, ALARM).map(({ name }) => name);
    expect(keys).to.include(`${NAME}-front-tasks-a-no-targets`);
    expect(keys.filter((name) => name.includes("-instances-"))).to.deep.equal([]);
  });
});
