import { expect } from "chai";
import { metricOfBalancer } from "../../support/loadBalancing";
import { BASE, type Raw, SHAPES, find, inputs, ofType, recordConfig } from "../../support/recording";

const TARGET = "aws:appautoscaling/target:Target";
const POLICY = "aws:appautoscaling/policy:Policy";
const NAME = "tasks-eu-west-1-awsvpc";
const RESOURCE = `service/ha-tcp-test-${NAME}/\${Service:${NAME}-service.name}`;

const scaled = (scaling: Raw, others: Raw = {}) =>
  recordConfig({ ...BASE, options: ["ecs"], ecs: { scaling }, ...others });

const policy = (suffix: string, configuration: Raw) => ({
  [`${NAME}-track-${suffix}`]: {
    name: `${NAME}-track-${suffix}`,
    serviceNamespace: "ecs",
    scalableDimension: "ecs:service:DesiredCount",
    resourceId: RESOURCE,
    policyType: "TargetTrackingScaling",
    targetTrackingScalingPolicyConfiguration: configuration,
  },
});

const predefined = (suffix: string, predefinedMetricType: string, targetValue: number) =>
  policy(suffix, { targetValue, predefinedMetricSpecification: { predefinedMetricType } });

const LoadBalancer = "${LoadBalancer:front-eu-west-1.arnSuffix}";
const TargetGroup = "${TargetGroup:front-eu-west-1-ecs.arnSuffix}";

const connections = (targetValue: number) =>
  policy("connections", {
    targetValue,
    customizedMetricSpecification: {
      metrics: [
        // The one metric of flows that every listener reports, also while there are none, and by the group alone.
        metricOfBalancer("flows0", "ActiveFlowCount", "Average", { TargetGroup }),
        metricOfBalancer("healthy", "HealthyHostCount", "Maximum", { LoadBalancer, TargetGroup }),
        { id: "perTask", returnData: true, expression: "(flows0) / healthy" },
      ],
    },
  });

describe("Scaling of tasks", () => {
  it("goes from the fewest to the most tasks", async () => {
    expect(inputs(await recordConfig(SHAPES["tasks with interfaces of their own"]!), TARGET)).to.deep.equal({
      [`${NAME}-scaling`]: {
        serviceNamespace: "ecs",
        scalableDimension: "ecs:service:DesiredCount",
        resourceId: RESOURCE,
        minCapacity: 3,
        maxCapacity: 6,
        tags: { Name: `ha-tcp-test-${NAME}` },
      },
    });
  });

  it("tracks CPU use by default", async () => {
    expect(inputs(await scaled({}), POLICY)).to.deep.equal(predefined("cpu", "ECSServiceAverageCPUUtilization", 50));
  });

  it("tracks each of CPU use, memory and connections that has a target", async () => {
    const scaling = { targetCpuPercent: 60, targetMemoryPercent: 70, targetConnectionsPerTask: 1000 };
    expect(inputs(await scaled(scaling), POLICY)).to.deep.equal({
      ...predefined("cpu", "ECSServiceAverageCPUUtilization", 60),
      ...predefined("memory", "ECSServiceAverageMemoryUtilization", 70),
      ...connections(1000),
    });
  });

  it("counts the connections of the tasks alone, whatever share the weights give them", async () => {
    const scaling = { targetCpuPercent: "none", targetConnectionsPerTask: 500 };
    for (const tasks of [0, 10, 100]) {
      const others = { options: ["nlb", "ecs"], weights: { instances: 90, tasks } };
      expect(inputs(await scaled(scaling, others), POLICY)).to.deep.equal(connections(500));
    }
  });

  it("counts those of each front door's target group", async () => {
    const scaling = { targetCpuPercent: "none", targetConnectionsPerTask: 500 };
    const all = inputs(await scaled(scaling, { options: ["ecs", "privateLink"] }), POLICY);
    const { targetTrackingScalingPolicyConfiguration: given } = all[`${NAME}-track-connections`] as {
      targetTrackingScalingPolicyConfiguration: { customizedMetricSpecification: { metrics: unknown[] } };
    };
    expect(given.customizedMetricSpecification.metrics).to.deep.equal([
      metricOfBalancer("flows0", "ActiveFlowCount", "Average", { TargetGroup }),
      metricOfBalancer("flows1", "ActiveFlowCount", "Average", {
        TargetGroup: "${TargetGroup:link-eu-west-1-ecs.arnSuffix}",
      }),
      metricOfBalancer("healthy", "HealthyHostCount", "Maximum", { LoadBalancer, TargetGroup }),
      { id: "perTask", returnData: true, expression: "(flows0 + flows1) / healthy" },
    ]);
  });

  const SCALINGS: readonly [string, Raw, boolean][] = [
    ["CPU use", {}, true],
    ["memory alone", { targetCpuPercent: "none", targetMemoryPercent: 80 }, true],
    ["connections alone", { targetCpuPercent: "none", targetConnectionsPerTask: 1 }, true],
    ["nothing", { targetCpuPercent: "none" }, false],
  ];
  for (const [what, scaling, moves] of SCALINGS)
    it(`by ${what}: ${moves ? "the count is left to it" : "there is none, and the count is the configured one"}`, async () => {
      const graph = await scaled(scaling);
      expect(ofType(graph, TARGET)).to.have.length(moves ? 1 : 0);
      expect(ofType(graph, POLICY)).to.have.length(moves ? 1 : 0);
      const ignoring = graph.resources.filter(({ ignoreChanges }) => ignoreChanges.length > 0);
      expect(ignoring.map(({ name, ignoreChanges }) => [name, ignoreChanges])).to.have.deep.members([
        // Groups of a name of ours, that earlier versions made, are not replaced.
        [`${NAME}-logs`, ["name"]],
        ...(moves ? [[`${NAME}-service`, ["desiredCount"]]] : []),
      ]);
      expect(find(graph, "aws:ecs/service:Service", `${NAME}-service`).inputs["desiredCount"]).to.equal(2);
    });
});
