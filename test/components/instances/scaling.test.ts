import { expect } from "chai";
import { BASE, SHAPES, inputs, ofType, recordConfig, serving, recordStack } from "../../support/recording";

const POLICY = "aws:autoscaling/policy:Policy";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const GROUP_NAME = "${Group:fleet-eu-west-1-asg.name}";

const tracking = (name: string, predefinedMetricType: string, targetValue: number) => ({
  [name]: {
    name,
    autoscalingGroupName: GROUP_NAME,
    policyType: "TargetTrackingScaling",
    targetTrackingConfiguration: { predefinedMetricSpecification: { predefinedMetricType }, targetValue },
  },
});

describe("Scaling", () => {
  for (const stack of ["dev", "prod"])
    it(`${stack} tracks CPU use, without alarms of its own`, async () => {
      const graph = await recordStack(stack);
      expect(inputs(graph, POLICY)).to.deep.equal(
        tracking("fleet-eu-west-1-track-cpu", "ASGAverageCPUUtilization", 50),
      );
      expect(ofType(serving(graph), ALARM).filter(({ name }) => !name.startsWith("dns-"))).to.deep.equal([]);
    });

  it("tracks network use beside CPU use where it has a target", async () => {
    const scaling = { targetCpuPercent: 65, targetNetworkInBytes: 5_000_000 };
    expect(inputs(await recordConfig({ ...BASE, instances: { scaling } }), POLICY)).to.deep.equal({
      ...tracking("fleet-eu-west-1-track-cpu", "ASGAverageCPUUtilization", 65),
      ...tracking("fleet-eu-west-1-track-network", "ASGAverageNetworkIn", 5_000_000),
    });
  });

  it("has no policy at all with no target and no steps", async () => {
    const graph = await recordConfig({ ...BASE, instances: { scaling: { targetCpuPercent: "none" } } });
    expect(ofType(graph, POLICY)).to.deep.equal([]);
    expect(ofType(serving(graph), ALARM)).to.deep.equal([]);
  });

  it("has a step policy for each direction, its intervals counted from the alarm's threshold", async () => {
    const common = {
      autoscalingGroupName: GROUP_NAME,
      policyType: "StepScaling",
      adjustmentType: "ChangeInCapacity",
      metricAggregationType: "Average",
      estimatedInstanceWarmup: 120,
    };
    expect(inputs(await recordConfig(SHAPES["steps and spot"]!), POLICY)).to.deep.equal({
      "fleet-eu-west-1-steps-out": {
        name: "fleet-eu-west-1-steps-out",
        ...common,
        stepAdjustments: [
          { scalingAdjustment: 1, metricIntervalLowerBound: "0", metricIntervalUpperBound: "20" },
          { scalingAdjustment: 3, metricIntervalLowerBound: "20" },
        ],
      },
      "fleet-eu-west-1-steps-in": {
        name: "fleet-eu-west-1-steps-in",
        ...common,
        stepAdjustments: [
          { scalingAdjustment: -1, metricIntervalLowerBound: "-15", metricIntervalUpperBound: "0" },
          { scalingAdjustment: -2, metricIntervalUpperBound: "-15" },
        ],
      },
    });
  });

  it("starts each step policy by one alarm on the group's CPU use", async () => {
    const alarm = (direction: string, threshold: number, comparisonOperator: string) => ({
      [`fleet-eu-west-1-steps-${direction}-alarm`]: {
        namespace: "AWS/EC2",
        metricName: "CPUUtilization",
        dimensions: { AutoScalingGroupName: GROUP_NAME },
        statistic: "Average",
        period: 300,
        evaluationPeriods: 2,
        threshold,
        comparisonOperator,
        treatMissingData: "notBreaching",
        alarmDescription: `Starts the step scaling policy fleet-eu-west-1-steps-${direction}`,
        alarmActions: [`\${Policy:fleet-eu-west-1-steps-${direction}.arn}`],
        tags: { Name: `ha-tcp-test-fleet-eu-west-1-steps-${direction}` },
      },
    });
    expect(inputs(serving(await recordConfig(SHAPES["steps and spot"]!)), ALARM)).to.deep.equal({
      ...alarm("out", 70, "GreaterThanOrEqualToThreshold"),
      ...alarm("in", 20, "LessThanOrEqualToThreshold"),
    });
  });

  it("looks every minute with detailed monitoring", async () => {
    const scaling = { stepsOut: [{ above: 80, add: 2 }] };
    const graph = await recordConfig({ ...BASE, instances: { detailedMonitoring: true, scaling } });
    expect(ofType(serving(graph), ALARM).map(({ inputs: alarm }) => alarm["period"])).to.deep.equal([60]);
  });
});
