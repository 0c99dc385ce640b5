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
