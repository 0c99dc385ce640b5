import { expect } from "chai";
import { findings, summary } from "../../../analysis";
import { readinessScript, warmedUserData } from "../../../plan/instances/warmPool";
import { BASE, SHAPES, find, recordConfig } from "../../support/recording";

const FLEET = "fleet-eu-west-1";
const GROUP = "aws:autoscaling/group:Group";
const SHAPE = SHAPES["instances with a warm pool"]!;
const INSTANCES = SHAPE["instances"] as Record<string, unknown>;
const recorded = recordConfig(SHAPE);
const group = async (warmPool: Record<string, unknown>) =>
  find(await recordConfig({ ...SHAPE, instances: { ...INSTANCES, warmPool } }), GROUP, `${FLEET}-asg`).inputs;

describe("A warm pool", () => {
  it("is of the group, which has its types as without one, and whose hook is there before the first launch", async () => {
    const { inputs } = find(await recorded, GROUP, `${FLEET}-asg`);
    expect(inputs).to.deep.include({
      warmPool: {
        poolState: "Stopped",
        minSize: 1,
        maxGroupPreparedCapacity: 5,
        instanceReusePolicy: { reuseOnScaleIn: true },
      },
      initialLifecycleHooks: [
        {
          name: "ready",
          lifecycleTransition: "autoscaling:EC2_INSTANCE_LAUNCHING",
          heartbeatTimeout: 3600,
          defaultResult: "ABANDON",
        },
      ],
      forceDeleteWarmPool: true,
      // Ten minutes, the grace of 300 s and the 600 s of a start.
      waitForCapacityTimeout: "25m",
    });
    expect(inputs["enabledMetrics"]).to.include.members(["WarmPoolDesiredCapacity", "WarmPoolWarmedCapacity"]);
    expect(inputs).not.to.have.property("launchTemplate");
    expect(inputs["mixedInstancesPolicy"]).to.deep.include({
      instancesDistribution: {
        onDemandAllocationStrategy: "prioritized",
        onDemandBaseCapacity: 0,
        onDemandPercentageAboveBaseCapacity: 100,
        spotAllocationStrategy: "price-capacity-optimized",
      },
    });
  });

  it("holds what is missing to the most instances, stopped or running, and ends what serves no more", async () => {
    const returned = { instanceReusePolicy: { reuseOnScaleIn: false } };
    expect((await group({}))["warmPool"]).to.deep.equal({ poolState: "Stopped", ...returned });
    const running = await group({ state: "running", startSeconds: 900 });
    expect(running["warmPool"]).to.deep.equal({ poolState: "Running", ...returned });
    expect([running["initialLifecycleHooks"], running["waitForCapacityTimeout"]]).to.deep.equal([
      (await group({}))["initialLifecycleHooks"],
      "30m",
    ]);
  });

  it("has instances that say when they are ready, and may do so in their own group, through an endpoint", async () => {
    const graph = await recorded;
    const { userData } = find(graph, "aws:ec2/launchTemplate:LaunchTemplate", `${FLEET}-template`).inputs;
    const ports = { port: 5000, healthCheck: { protocol: "TCP", port: 5000 } } as const;
    const { userData: script } = INSTANCES["workload"] as { userData: string };
    expect(Buffer.from(String(userData), "base64").toString()).to.equal(warmedUserData(script, ports, 600));
    expect(Buffer.from(String(userData), "base64").toString()).to.include(readinessScript(ports, 600));
    const policy = String(find(graph, "aws:iam/rolePolicy:RolePolicy", `${FLEET}-ready`).inputs["policy"]);
    expect(policy).to.include(`{"StringEquals":{"aws:ResourceTag/Name":"ha-tcp-test-${FLEET}"}}`);
    const { tags } = find(graph, GROUP, `${FLEET}-asg`).inputs as { tags: object[] };
    expect(tags).to.deep.include({ key: "Name", value: `ha-tcp-test-${FLEET}`, propagateAtLaunch: false });
    const profile = find(graph, "aws:iam/instanceProfile:InstanceProfile", `${FLEET}-profile`);
    expect(profile.dependencies.join()).to.include(`${FLEET}-ready`);
    expect(find(graph, "aws:ec2/vpcEndpoint:VpcEndpoint", "network-eu-west-1-autoscaling").inputs).to.include({
      serviceName: "com.amazonaws.eu-west-1.autoscaling",
    });
  });

  it("stands in the plan, and what its instances connect to in what a firewall must let through", async () => {
    expect(summary(await recorded).regions[0]?.instances).to.deep.equal({
      min: 3,
      desired: 3,
      max: 6,
      pool: "stopped",
    });
    const inspected = await recordConfig({
      ...BASE,
      options: ["networkFirewall"],
      networkFirewall: { egressDomains: ["api.example.com"] },
      instances: INSTANCES,
    });
    const closed = findings(inspected).find(({ rule }) => rule === "closed-names");
    expect(closed?.text).to.include("autoscaling.eu-west-1.amazonaws.com");
  });

  it("is none unless it is said", async () => {
    const graph = await recordConfig({ ...SHAPE, instances: {} });
    expect(find(graph, GROUP, `${FLEET}-asg`).inputs).not.to.have.any.keys(
      "warmPool",
      "initialLifecycleHooks",
      "forceDeleteWarmPool",
    );
    expect(graph.resources.map(({ name }) => name).filter((name) => /-ready$|-autoscaling$/.test(name))).to.be.empty;
  });
});
