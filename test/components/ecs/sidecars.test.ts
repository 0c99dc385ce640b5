import { expect } from "chai";
import { type Raw, SHAPES, decoded, find, inputs, recordConfig } from "../../support/recording";

const NAME = "tasks-eu-west-1-awsvpc";
const shape = () => recordConfig(SHAPES["tasks with sidecars on spot hosts"]!);
const SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret";

async function containers(): Promise<Raw[]> {
  const { inputs: definition } = find(await shape(), "aws:ecs/taskDefinition:TaskDefinition", `${NAME}-definition`);
  return JSON.parse(definition["containerDefinitions"] as string) as Raw[];
}

const logs = (prefix: string) => ({
  logDriver: "awslogs",
  options: {
    "awslogs-group": `\${LogGroup:${NAME}-logs.name}`,
    "awslogs-region": "eu-west-1",
    "awslogs-stream-prefix": prefix,
    mode: "non-blocking",
    "max-buffer-size": "4m",
  },
});

describe("Sidecars", () => {
  it("stand beside the service in the order of their names, without a port, and log under their own", async () => {
    const [, ...sidecars] = await containers();
    const common = { portMappings: [], linuxParameters: { initProcessEnabled: true }, stopTimeout: 30 };
    expect(sidecars).to.deep.equal([
      {
        ...common,
        name: "migrate",
        image: "public.ecr.aws/team/migrate:1",
        essential: false,
        environment: [],
        secrets: [],
        readonlyRootFilesystem: false,
        logConfiguration: logs("migrate"),
      },
      {
        ...common,
        name: "proxy",
        image: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/service:7",
        essential: true,
        command: ["proxy"],
        cpu: 64,
        memory: 128,
        environment: [{ name: "LEVEL", value: "info" }],
        secrets: [
          { name: "PASSWORD", valueFrom: `${SECRET}:tcp/login-a1b2c3:password::` },
          { name: "TOKEN", valueFrom: "arn:aws:ssm:eu-west-1:123456789012:parameter/tcp/token" },
        ],
        dependsOn: [{ containerName: "migrate", condition: "COMPLETE" }],
        healthCheck: { command: ["CMD", "proxy", "ping"], interval: 15, timeout: 5, retries: 3, startPeriod: 30 },
        readonlyRootFilesystem: true,
        logConfiguration: logs("proxy"),
      },
    ]);
  });

  it("are waited for by the service, which its registry knows by a secret", async () => {
    const [service] = await containers();
    expect(service).to.deep.include({
      name: "service",
      dependsOn: [
        { containerName: "migrate", condition: "SUCCESS" },
        { containerName: "proxy", condition: "HEALTHY" },
      ],
      repositoryCredentials: { credentialsParameter: `${SECRET}:registry-a1b2c3` },
    });
  });

  it("have the execution role pull their private images, and read their secrets and that of the registry, and no other", async () => {
    const policies = inputs(await shape(), "aws:iam/rolePolicy:RolePolicy");
    const own = Object.keys(policies).filter((name) => name.startsWith(`${NAME}-execution`));
    expect(own.sort()).to.deep.equal(["image-proxy", "logs", "secrets"].map((each) => `${NAME}-execution-${each}`));
    const resources = (name: string) =>
      (policies[`${NAME}-execution-${name}`]!["policy"] as { Statement: { Resource: string[] }[] }).Statement.flatMap(
        ({ Resource }) => Resource,
      );
    expect(resources("image-proxy")).to.deep.equal(["*", "arn:aws:ecr:eu-west-1:123456789012:repository/team/service"]);
    expect(resources("secrets")).to.deep.equal([
      "arn:aws:ssm:eu-west-1:123456789012:parameter/tcp/token",
      `${SECRET}:registry-a1b2c3`,
      `${SECRET}:tcp/login-a1b2c3`,
    ]);
  });
});

describe("Hosts of several types, and spot", () => {
  it("are of any of the types, the first preferred, and drain when AWS takes them back", async () => {
    const graph = await shape();
    const { mixedInstancesPolicy } = find(graph, "aws:autoscaling/group:Group", `${NAME}-hosts-asg`).inputs as {
      mixedInstancesPolicy: { launchTemplate: Raw; instancesDistribution: Raw };
    };
    expect(mixedInstancesPolicy.launchTemplate["overrides"]).to.deep.equal([
      { instanceType: "t3.small" },
      { instanceType: "t3a.small" },
    ]);
    expect(mixedInstancesPolicy.instancesDistribution).to.deep.include({
      onDemandBaseCapacity: 1,
      onDemandPercentageAboveBaseCapacity: 25,
    });
    const { userData } = find(graph, "aws:ec2/launchTemplate:LaunchTemplate", `${NAME}-hosts-template`).inputs;
    expect(decoded(userData)).to.include("\nECS_ENABLE_SPOT_INSTANCE_DRAINING=true\nCONFIG\n");
  });

  it("start from the region's image, by its root device", async () => {
    const { imageId, blockDeviceMappings } = find(
      await shape(),
      "aws:ec2/launchTemplate:LaunchTemplate",
      `${NAME}-hosts-template`,
    ).inputs as { imageId: string; blockDeviceMappings: Raw[] };
    expect([imageId, blockDeviceMappings[0]?.["deviceName"]]).to.deep.equal(["ami-0123456789abcdef0", "/dev/sda1"]);
  });
});

describe("Deployments with alarms", () => {
  const SERVICE = "aws:ecs/service:Service";
  const alarmsOf = async (alarms: Raw, rollback = true) => {
    const raw = SHAPES["tasks with sidecars on spot hosts"]!;
    const ecs = { ...(raw["ecs"] as Raw), deployment: { alarms, rollback } };
    return find(await recordConfig({ ...raw, ecs }), SERVICE, `${NAME}-service`).inputs["alarms"];
  };

  it("ask one of each load balancer, made before the service, and those of one's own", async () => {
    const graph = await shape();
    const own = `\${MetricAlarm:${NAME}-renewal-front.name}`;
    expect(find(graph, SERVICE, `${NAME}-service`).inputs["alarms"]).to.deep.equal({
      enable: true,
      rollback: true,
      alarmNames: [own, "team-errors"],
    });
    const alarm = find(graph, "aws:cloudwatch/metricAlarm:MetricAlarm", `${NAME}-renewal-front`);
    expect(alarm.dependencies.join()).not.to.include(`${NAME}-service`);
  });

  it("are only stopped where a deployment is not taken back, and hear none where they are told so", async () => {
    const names = { "eu-west-1": ["team-errors"] };
    expect(await alarmsOf({ resets: false, names }, false)).to.deep.equal({
      enable: true,
      rollback: false,
      alarmNames: ["team-errors"],
    });
    expect(await alarmsOf({ enabled: false, names })).to.deep.equal({ enable: false, rollback: false, alarmNames: [] });
  });
});
