import { expect } from "chai";
import { echoServer } from "../../../plan/ec2/echoServer";
import {
  CONTAINER,
  type ContainerArgs,
  type ContainerSettings,
  DEFAULT_IMAGE,
  containerDefinition,
} from "../../../plan/ecs/container";
import { ecsAmiParameter, hostUserData } from "../../../plan/ecs/hosts";
import { defaultNamespace, discoveryRecord } from "../../../plan/ecs/serviceDiscovery";
import {
  FARGATE_MEMORY,
  type TaskPorts,
  type TaskVariant,
  fargateStrategy,
  placement,
  taskPorts,
  taskTargetType,
  taskVariant,
} from "../../../plan/ecs/tasks";
import { connectionsPerTarget } from "../../../plan/frontDoor/connectionsPerTarget";

describe("plan/ecs/tasks: how tasks run and are reached", () => {
  const table: [launch: "ec2" | "fargate", networkMode: "awsvpc" | "bridge", variant: TaskVariant][] = [
    ["ec2", "awsvpc", "awsvpc"],
    ["ec2", "bridge", "bridge"],
    ["fargate", "awsvpc", "fargate"],
    ["fargate", "bridge", "fargate"],
  ];
  for (const [launch, networkMode, variant] of table)
    it(`${launch} with ${networkMode} is ${variant}`, () => {
      expect(taskVariant({ launch, networkMode })).to.equal(variant);
    });

  const SPREAD = [
    { type: "spread", field: "attribute:ecs.availability-zone" },
    { type: "spread", field: "instanceId" },
  ];
  const by: [variant: TaskVariant, target: string, record: object, strategies: object[]][] = [
    ["awsvpc", "ip", { name: "service", type: "A" }, SPREAD],
    ["bridge", "instance", { name: "_service._tcp", type: "SRV" }, SPREAD],
    ["fargate", "ip", { name: "service", type: "A" }, []],
  ];
  for (const [variant, target, record, strategies] of by)
    it(`${variant}: a target by ${target}, with its record, spread over zones and hosts where ECS does not by itself`, () => {
      expect(taskTargetType(variant)).to.equal(target);
      expect(discoveryRecord(variant)).to.deep.equal(record);
      expect(placement(variant)).to.deep.equal(strategies);
    });
});

describe("plan/ecs/tasks: ports", () => {
  const table: [
    title: string,
    variant: TaskVariant,
    containerPort: number | undefined,
    healthCheckPort: number | undefined,
    ports: TaskPorts,
  ][] = [
    ["the service port", "awsvpc", undefined, undefined, { target: 5000, container: 5000 }],
    ["the container's own", "awsvpc", 8080, undefined, { target: 8080, container: 8080 }],
    ["the container's own", "fargate", 8080, undefined, { target: 8080, container: 8080 }],
    ["the host's, mapped to the container's own", "bridge", 8080, undefined, { target: 5000, container: 8080 }],
    ["the service port", "bridge", undefined, undefined, { target: 5000, container: 5000 }],
    ["one for checks too", "awsvpc", 8080, 8081, { target: 8080, container: 8080, healthCheck: 8081 }],
    ["one for checks too", "bridge", 8080, 8081, { target: 5000, container: 8080, healthCheck: 8081 }],
    ["none more for checks on the target's", "awsvpc", 8080, 8080, { target: 8080, container: 8080 }],
    ["none more for checks on the target's", "bridge", 8080, 5000, { target: 5000, container: 8080 }],
    ["the service port for checks alone", "fargate", 8080, 5000, { target: 8080, container: 8080, healthCheck: 5000 }],
  ];
  for (const [title, variant, containerPort, healthCheckPort, ports] of table)
    it(`${variant}, container ${String(containerPort)}, checks ${String(healthCheckPort)}: ${title}`, () => {
      expect(taskPorts({ variant, targetPort: 5000, containerPort, healthCheckPort })).to.deep.equal(ports);
    });
});

/** As the config's defaults have it. */
const DEFAULTS: ContainerSettings = {
  healthCheck: { intervalSeconds: 15, timeoutSeconds: 5, retries: 3, startPeriodSeconds: 30 },
  stopTimeoutSeconds: 30,
};

function definition(
  settings: Partial<ContainerSettings> = {},
  ports: TaskPorts = { target: 5000, container: 5000 },
  healthCheckProtocol: ContainerArgs["healthCheckProtocol"] = "TCP",
) {
  const logs = { group: "/ecs/own", region: "eu-west-1" };
  return containerDefinition({ settings: { ...DEFAULTS, ...settings }, ports, healthCheckProtocol, logs });
}

/** What is the same in every definition. */
const SAME = {
  name: "service",
  essential: true,
  environment: [],
  secrets: [],
  linuxParameters: { initProcessEnabled: true },
  stopTimeout: 30,
  logConfiguration: {
    logDriver: "awslogs",
    options: {
      "awslogs-group": "/ecs/own",
      "awslogs-region": "eu-west-1",
      "awslogs-stream-prefix": "service",
      mode: "non-blocking",
      "max-buffer-size": "4m",
    },
  },
};

const mapping = (containerPort: number, hostPort: number) => ({ containerPort, hostPort, protocol: "tcp" });

const echoCheck = (port: number) => ({
  command: ["CMD", "python3", "-c", `import socket; socket.create_connection(("127.0.0.1", ${port}), 3).close()`],
  interval: 15,
  timeout: 5,
  retries: 3,
  startPeriod: 30,
});

describe("plan/ecs/tasks: the container", () => {
  it("is the echo server, where nothing is configured, and asked by itself", () => {
    expect(definition()).to.deep.equal({
      ...SAME,
      image: "public.ecr.aws/docker/library/python:3.13-alpine",
      command: ["python3", "-u", "-c", echoServer({ port: 5000, healthCheck: { protocol: "TCP", port: 5000 } })],
      portMappings: [mapping(5000, 5000)],
      healthCheck: echoCheck(5000),
      readonlyRootFilesystem: true,
    });
  });

  it("on the bridge is behind a port of the host, and checked on one that is mapped to itself", () => {
    const script = echoServer({ port: 8080, healthCheck: { protocol: "HTTP", port: 8081 } });
    expect(script).to.include("servers = [(echo, 8080), (answer, 8081)]");
    expect(definition({}, { target: 5000, container: 8080, healthCheck: 8081 }, "HTTP")).to.deep.equal({
      ...SAME,
      image: DEFAULT_IMAGE,
      command: ["python3", "-u", "-c", script],
      portMappings: [mapping(8080, 5000), mapping(8081, 8081)],
      healthCheck: echoCheck(8080),
      readonlyRootFilesystem: true,
    });
  });

  it("of an image of one's own has the image's command, is not asked, and may write", () => {
    expect(definition({ image: "nginx:1.29" }, { target: 80, container: 80 })).to.deep.equal({
      ...SAME,
      image: "nginx:1.29",
      portMappings: [mapping(80, 80)],
      readonlyRootFilesystem: false,
    });
  });

  it("of an image of one's own has what is configured, every list sorted but the words of a command", () => {
    const built = definition({
      image: "nginx:1.29",
      command: ["serve", "--all"],
      environment: { MODE: "fast", LEVEL: "info" },
      secrets: { TOKEN: "arn:token", KEY: "arn:key" },
      healthCheck: {
        command: ["probe", "-q"],
        intervalSeconds: 7,
        timeoutSeconds: 6,
        retries: 2,
        startPeriodSeconds: 0,
      },
      stopTimeoutSeconds: 120,
      readonlyRootFilesystem: true,
    });
    expect(built).to.deep.equal({
      ...SAME,
      image: "nginx:1.29",
      command: ["serve", "--all"],
      portMappings: [mapping(5000, 5000)],
      environment: [
        { name: "LEVEL", value: "info" },
        { name: "MODE", value: "fast" },
      ],
      secrets: [
        { name: "KEY", valueFrom: "arn:key" },
        { name: "TOKEN", valueFrom: "arn:token" },
      ],
      healthCheck: { command: ["CMD", "probe", "-q"], interval: 7, timeout: 6, retries: 2, startPeriod: 0 },
      stopTimeout: 120,
      readonlyRootFilesystem: true,
    });
  });

  it("runs another command in the default image, and asks it as configured", () => {
    const command = ["python3", "-m", "http.server", "5000"];
    const healthCheck = { ...DEFAULTS.healthCheck, command: ["true"] };
    const built = definition({ command, healthCheck });
    expect(built.command).to.deep.equal(command);
    expect(built.healthCheck?.command).to.deep.equal(["CMD", "true"]);
  });

  const readonly: [settings: Partial<ContainerSettings>, expected: boolean][] = [
    [{}, true],
    [{ exec: false }, true],
    [{ exec: true }, false],
    [{ readonlyRootFilesystem: false }, false],
    [{ image: "nginx" }, false],
    [{ image: "nginx", exec: true }, false],
    [{ image: "nginx", readonlyRootFilesystem: true }, true],
  ];
  for (const [settings, expected] of readonly)
    it(`with ${JSON.stringify(settings)} ${expected ? "cannot" : "can"} write to its own file system`, () => {
      expect(definition(settings).readonlyRootFilesystem).to.equal(expected);
    });

  it("has one name, by which the service finds it", () => {
    expect(CONTAINER).to.equal("service");
  });
});

describe("plan/ecs/tasks: Fargate", () => {
  // Source: docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html, in GiB there.
  const GIB = 1024;
  const sizes: [cpu: number, least: number, most: number, count: number][] = [
    [256, 512, 2 * GIB, 3],
    [512, GIB, 4 * GIB, 4],
    [1024, 2 * GIB, 8 * GIB, 7],
    [2048, 4 * GIB, 16 * GIB, 13],
    [4096, 8 * GIB, 30 * GIB, 23],
    [8192, 16 * GIB, 60 * GIB, 12],
    [16384, 32 * GIB, 120 * GIB, 12],
  ];
  it("knows these sizes and no other", () => {
    expect(Object.keys(FARGATE_MEMORY).map(Number)).to.deep.equal(sizes.map(([cpu]) => cpu));
  });
  for (const [cpu, least, most, count] of sizes)
    it(`${cpu} units go with ${count} sizes of memory, from ${least} to ${most} MiB in even steps`, () => {
      const memory = FARGATE_MEMORY[cpu] ?? [];
      expect([memory[0], memory.at(-1), memory.length]).to.deep.equal([least, most, count]);
      const step = (most - least) / (count - 1);
      if (cpu > 256) expect(memory).to.deep.equal(memory.map((_, index) => least + index * step));
    });
  it("256 units go with 1 GiB too", () => {
    expect(FARGATE_MEMORY[256]).to.deep.equal([512, 1024, 2048]);
  });

  const strategies: [spotPercent: number, items: [provider: string, weight: number, base: number][]][] = [
    [0, [["FARGATE", 100, 1]]],
    [
      1,
      [
        ["FARGATE", 99, 1],
        ["FARGATE_SPOT", 1, 0],
      ],
    ],
    [
      99,
      [
        ["FARGATE", 1, 1],
        ["FARGATE_SPOT", 99, 0],
      ],
    ],
  ];
  for (const [spotPercent, items] of strategies)
    it(`with ${spotPercent} % spot keeps the first task off it`, () => {
      expect(fargateStrategy(spotPercent)).to.deep.equal(
        items.map(([capacityProvider, weight, base]) => ({ capacityProvider, weight, base })),
      );
    });
});

describe("plan/ecs/tasks: hosts", () => {
  const parameter = (variant: string) =>
    `/aws/service/ecs/optimized-ami/amazon-linux-2023${variant}/recommended/image_id`;

  it("have the ECS-optimised image of their architecture", () => {
    expect(ecsAmiParameter("x86_64")).to.equal(parameter(""));
    expect(ecsAmiParameter("arm64")).to.equal(parameter("/arm64"));
  });

  it("join their cluster, and keep tasks from their own credentials", () => {
    expect(hostUserData("ha-tcp-dev-tasks", { spot: false })).to.equal(
      [
        "#!/bin/bash",
        "set -euo pipefail",
        "cat >> /etc/ecs/ecs.config <<'CONFIG'",
        "ECS_CLUSTER=ha-tcp-dev-tasks",
        "ECS_AWSVPC_BLOCK_IMDS=true",
        "ECS_ENABLE_TASK_IAM_ROLE=true",
        "CONFIG",
        "",
      ].join("\n"),
    );
  });
});

describe("plan/ecs/tasks: open connections of a task", () => {
  const flows = (id: string, TargetGroup: string) => ({
    id,
    metric: { name: "ActiveFlowCount", statistic: "Average", dimensions: { TargetGroup } },
  });
  const healthy = {
    id: "healthy",
    metric: {
      name: "HealthyHostCount",
      statistic: "Maximum",
      dimensions: { TargetGroup: "targetgroup/one", LoadBalancer: "net/one" },
    },
  };
  const frontDoor = (name: string) => ({
    loadBalancer: `net/${name}`,
    targetGroups: { instances: `targetgroup/${name}-instances`, tasks: `targetgroup/${name}` },
  });

  it("are those of the one front door, divided by the tasks that are well", () => {
    expect(connectionsPerTarget([frontDoor("one")], "tasks")).to.deep.equal([
      flows("flows0", "targetgroup/one"),
      healthy,
      { id: "perTask", expression: "(flows0) / healthy" },
    ]);
  });

  it("are those of all front doors, by the tasks' target group of each", () => {
    const withoutTasks = { loadBalancer: "net/none", targetGroups: {} };
    expect(connectionsPerTarget([withoutTasks, frontDoor("one"), frontDoor("two")], "tasks")).to.deep.equal([
      flows("flows0", "targetgroup/one"),
      flows("flows1", "targetgroup/two"),
      healthy,
      { id: "perTask", expression: "(flows0 + flows1) / healthy" },
    ]);
  });

  it("are none where no tasks are behind a door", () => {
    expect(connectionsPerTarget([], "tasks")).to.deep.equal([]);
    expect(connectionsPerTarget([{ loadBalancer: "net/one", targetGroups: {} }], "tasks")).to.deep.equal([]);
  });
});

describe("plan/ecs/tasks: the namespace that nobody names", () => {
  const table: [title: string, project: string, stack: string, expected: string][] = [
    ["project and stack", "ha-tcp", "dev", "ha-tcp-dev.internal"],
    ["what no host name has", "ha-tcp", "My_stack.eu", "ha-tcp-my-stack-eu.internal"],
    ["a stack's longest name, cut to a label", "ha-tcp", "s".repeat(100), `ha-tcp-${"s".repeat(56)}.internal`],
    ["no hyphen at the cut", "ha-tcp", `${"s".repeat(55)}_${"s".repeat(9)}`, `ha-tcp-${"s".repeat(55)}.internal`],
  ];
  for (const [title, project, stack, expected] of table)
    it(`has ${title}`, () => {
      expect(defaultNamespace(project, stack)).to.equal(expected);
    });
});
