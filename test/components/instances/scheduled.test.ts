import { expect } from "chai";
import { findings } from "../../../analysis";
import { metricOfBalancer } from "../../support/loadBalancing";
import { find, inputs, recordConfig, recordStack, BASE } from "../../support/recording";

const FLEET = "fleet-eu-west-1";
const GROUP = "aws:autoscaling/group:Group";
const SCHEDULE = "aws:autoscaling/schedule:Schedule";
const scheduled = () => recordStack("examples/scheduled.yaml");

const schedule = (name: string, recurrence: string, minSize: number) => ({
  [`${FLEET}-at-${name}`]: {
    scheduledActionName: `${FLEET}-at-${name}`,
    autoscalingGroupName: `\${Group:${FLEET}-asg.name}`,
    recurrence,
    timeZone: "Europe/Dublin",
    minSize,
    maxSize: -1,
    desiredCapacity: -1,
  },
});

describe("Instances by the clock", () => {
  it("are one action for each schedule, which leaves what it does not set as it is", async () => {
    const graph = await scheduled();
    expect(inputs(graph, SCHEDULE)).to.deep.equal({
      ...schedule("evening", "0 20 * * MON-FRI", 2),
      ...schedule("working-day", "30 6 * * MON-FRI", 6),
    });
    const { deleteBeforeReplace, replaceOnChanges } = find(graph, SCHEDULE, `${FLEET}-at-evening`);
    expect(deleteBeforeReplace).to.equal(true);
    expect(replaceOnChanges).to.have.members([
      "recurrence",
      "timeZone",
      "startTime",
      "minSize",
      "maxSize",
      "desiredCapacity",
    ]);
  });

  it("are once in UTC, and not at all when the time has been", async () => {
    const schedules = {
      gone: { at: "2020-01-01T00:00:00Z", min: 3 },
      fair: { at: "2199-01-01T08:00:00Z", desired: 4 },
    };
    const graph = await recordConfig({ ...BASE, instances: { scaling: { schedules } } });
    const all = inputs(graph, SCHEDULE);
    expect(Object.keys(all)).to.deep.equal([`${FLEET}-at-fair`]);
    expect(all[`${FLEET}-at-fair`]).to.deep.include({
      startTime: "2199-01-01T08:00:00Z",
      desiredCapacity: 4,
      minSize: -1,
    });
    expect(all[`${FLEET}-at-fair`]).not.to.have.any.keys("recurrence", "timeZone");
  });

  it("keep what a schedule set: an update moves neither that bound nor the size", async () => {
    const { ignoreChanges, inputs: group } = find(await scheduled(), GROUP, `${FLEET}-asg`);
    expect(ignoreChanges).to.deep.equal(["minSize", "desiredCapacity"]);
    expect([group["minSize"], group["desiredCapacity"], group["maxSize"]]).to.deep.equal([2, 2, 12]);
  });

  it("are watched by the group's own bounds", async () => {
    const alarms = inputs(await scheduled(), "aws:cloudwatch/metricAlarm:MetricAlarm");
    const queries = alarms["monitoring-eu-west-1-instances-below-minimum"]?.["metricQueries"] as { id: string }[];
    expect(queries[0]).to.deep.equal({ id: "e", expression: "serving - least", returnData: true });
    expect(queries.map(({ id }) => id)).to.have.members(["e", "least", "serving"]);
  });
});

describe("Instances by their connections", () => {
  it("follow the open connections of each, and nothing else", async () => {
    const flows = { TargetGroup: "${TargetGroup:front-eu-west-1-ec2.arnSuffix}" };
    const policies = inputs(await scheduled(), "aws:autoscaling/policy:Policy");
    const { targetTrackingConfiguration: tracking } = policies[`${FLEET}-track-connections`]!;
    expect(Object.keys(policies)).to.deep.equal([`${FLEET}-track-connections`]);
    expect(tracking).to.deep.equal({
      targetValue: 5000,
      customizedMetricSpecification: {
        metrics: [
          metricOfBalancer("flows0", "ActiveFlowCount", "Average", flows),
          metricOfBalancer("healthy", "HealthyHostCount", "Maximum", {
            LoadBalancer: "${LoadBalancer:front-eu-west-1.arnSuffix}",
            ...flows,
          }),
          { id: "perInstance", returnData: true, expression: "(flows0) / healthy" },
        ],
      },
    });
  });
});

describe("Instances that are renewed", () => {
  it("live no longer than they may, in seconds", async () => {
    expect(find(await scheduled(), GROUP, `${FLEET}-asg`).inputs["maxInstanceLifetime"]).to.equal(2_592_000);
  });

  it("pause on the way, and stop where targets reset connections", async () => {
    const graph = await scheduled();
    const refresh = find(graph, GROUP, `${FLEET}-asg`).inputs["instanceRefresh"] as { preferences: unknown };
    expect(refresh.preferences).to.deep.equal({
      minHealthyPercentage: 100,
      maxHealthyPercentage: 150,
      autoRollback: false,
      instanceWarmup: "120",
      checkpointPercentages: [20, 100],
      checkpointDelay: "1800",
      alarmSpecification: { alarms: [`\${MetricAlarm:${FLEET}-renewal-front.name}`] },
    });
    const alarm = find(graph, "aws:cloudwatch/metricAlarm:MetricAlarm", `${FLEET}-renewal-front`).inputs;
    expect(alarm).to.include({
      threshold: 20,
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      treatMissingData: "notBreaching",
    });
    expect(alarm).not.to.have.any.keys("alarmActions", "okActions");
    expect(
      find(graph, "aws:cloudwatch/metricAlarm:MetricAlarm", `${FLEET}-renewal-front`).dependencies.join(),
    ).not.to.include(FLEET + "-asg");
  });

  it("are told by alarms of one's own, too, each in its region", async () => {
    const alarms = { resets: false, names: { "eu-west-1": ["b", "a"] } };
    const graph = await recordConfig({ ...BASE, instances: { instanceRefresh: { alarms } } });
    const refresh = find(graph, GROUP, `${FLEET}-asg`).inputs["instanceRefresh"] as { preferences: object };
    expect(refresh.preferences).to.deep.include({ alarmSpecification: { alarms: ["a", "b"] } });
    expect(Object.keys(inputs(graph, "aws:cloudwatch/metricAlarm:MetricAlarm")).join()).not.to.include("renewal");
  });

  it("are watched by what a refresh hears, so that nobody misses a hearer", async () => {
    const silent = findings(await scheduled()).find(({ rule }) => rule === "silent-alarms");
    expect(silent?.resources).not.to.include(`${FLEET}-renewal-front`);
  });
});

describe("The root volume of instances", () => {
  const mapping = async (rootVolume: Record<string, unknown>) => {
    const graph = await recordConfig({ ...BASE, instances: { rootVolumeGiB: 50, rootVolume } });
    const template = find(graph, "aws:ec2/launchTemplate:LaunchTemplate", `${FLEET}-template`).inputs;
    return (template["blockDeviceMappings"] as { ebs: object }[])[0]?.ebs;
  };
  const common = { volumeSize: 50, encrypted: "true", deleteOnTermination: "true" };

  it("is of the type, with the operations and throughput, that are given", async () => {
    expect(await mapping({ iops: 4000, throughputMiBps: 500 })).to.deep.equal({
      ...common,
      volumeType: "gp3",
      iops: 4000,
      throughput: 500,
    });
    expect(await mapping({ type: "io2", iops: 6000 })).to.deep.equal({ ...common, volumeType: "io2", iops: 6000 });
    expect(await mapping({ type: "gp2" })).to.deep.equal({ ...common, volumeType: "gp2" });
  });

  it("is encrypted with the region's key", async () => {
    const arn = "arn:aws:kms:eu-west-1:123456789012:key/own";
    expect(await mapping({ keyArns: { "eu-west-1": arn } })).to.deep.include({ kmsKeyId: arn });
  });
});
