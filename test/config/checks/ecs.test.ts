import { type Expected, mistakesAt, noMistake, ruleMistake } from "../../support/mistakes";
import type { Changes } from "../../support/raw";

const E = "ecs";
const NAT = "regions.eu-west-1.nat";
const IMAGE = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1";
const ECHO = "public.ecr.aws/docker/library/python:3.13-alpine";

/** The rules are those of the option that brings tasks. */
const ecs = (settings: Changes, others: Changes = {}): Changes => ({ options: ["ecs"], [E]: settings, ...others });

describe("config: rules of the counts of tasks", () => {
  const falls = (key: string, value: number, counts: string): Expected => [
    `${E}.${key}`,
    value,
    `min ≤ desired ≤ max; in eu-west-1 they are ${counts}`,
    "set the three so that they rise, or leave out those that follow from the zones",
  ];
  ruleMistake("more desired than max", ecs({ desired: 4, max: 3 }), falls("desired", 4, "3, 4, 3"));
  ruleMistake("fewer desired than min", ecs({ min: 4, desired: 3 }), falls("desired", 3, "4, 3, 6"));
  ruleMistake("more min than max", ecs({ min: 4, max: 3 }), falls("min", 4, "4, 4, 3"));
  noMistake("the same number of tasks three times", ecs({ min: 2, desired: 2, max: 2 }));
});

describe("config: rules of hosts", () => {
  noMistake("fewer hosts at most than zones, with room for the tasks", ecs({ max: 3, hosts: { max: 2 } }));
  noMistake("fewer hosts at most than zones on Fargate, which has none", ecs({ launch: "fargate", hosts: { max: 1 } }));

  const least = (max: number, hosts: number, why: string, fix: string): Expected => [
    `${E}.hosts.max`,
    max,
    `${hosts} or more in eu-west-1: ${why}`,
    fix,
  ];
  const SPARE = ", and a deployment needs a spare one";
  const bridge = (settings: Changes): Changes => ecs({ networkMode: "bridge", ...settings });
  const onBridge = (max: number, hosts: number, spare: string): Expected =>
    least(
      max,
      hosts,
      `on the bridge a host takes one task${spare}`,
      "raise it, lower ecs.max, or set networkMode: awsvpc",
    );
  const ending = { deployment: { minHealthyPercent: 99 } };
  ruleMistake(
    "a host for each task on the bridge and none for a deployment",
    bridge({ hosts: { max: 6 } }),
    onBridge(6, 7, SPARE),
  );
  ruleMistake(
    "fewer hosts than tasks on the bridge",
    bridge({ max: 4, hosts: { max: 3 }, ...ending }),
    onBridge(3, 4, ""),
  );
  ruleMistake(
    "the same of a type that is not in the table",
    bridge({ max: 4, hosts: { type: "t99.small", max: 3 }, ...ending }),
    onBridge(3, 4, ""),
  );
  noMistake("a spare host on the bridge", bridge({ hosts: { max: 7 } }));
  noMistake("no spare host where a deployment may end a task first", bridge({ hosts: { max: 6 }, ...ending }));
  noMistake("any number of tasks on the bridge with the default hosts", bridge({ max: 40 }));

  const room = (max: number, hosts: number, type: string, tasks: string, spare = SPARE): Expected =>
    least(max, hosts, `a ${type} takes ${tasks}${spare}`, "raise it, lower ecs.max, or choose a larger hosts.type");
  ruleMistake(
    "too few network interfaces for the most tasks",
    ecs({ max: 40, hosts: { max: 20 } }),
    room(20, 21, "t3.small", "2 tasks"),
  );
  noMistake("one host more", ecs({ max: 40, hosts: { max: 21 } }));
  noMistake("as many where a deployment may end a task first", ecs({ max: 40, hosts: { max: 20 }, ...ending }));
  ruleMistake(
    "too little memory for the most tasks, as a system keeps a part",
    ecs({ max: 8, memoryMiB: 1024, hosts: { max: 4 }, ...ending }),
    room(4, 8, "t3.small", "one task", ""),
  );
  ruleMistake(
    "too few vCPUs for the most tasks",
    ecs({ max: 8, cpuUnits: 1024, hosts: { type: "m7g.large", max: 3 }, ...ending }),
    room(3, 4, "m7g.large", "2 tasks", ""),
  );
  noMistake(
    "many tasks where they may share interfaces",
    ecs({ max: 40, cpuUnits: 128, hosts: { type: "m7g.4xlarge", max: 1 }, ...ending }),
  );
  noMistake("a type that is not in the table", ecs({ max: 40, hosts: { type: "t99.small", max: 1 } }));
  noMistake("any number of tasks with the default hosts", ecs({ max: 400 }));
});

describe("config: rules of what a host has room for", () => {
  const above = (key: string, value: number, allowed: string, fix: string): Expected => [
    `${E}.${key}`,
    value,
    allowed,
    fix,
  ];
  ruleMistake(
    "a task with more vCPUs than its host",
    ecs({ cpuUnits: 4096 }),
    above(
      "cpuUnits",
      4096,
      "2048 or less on a t3.small, which has 2 vCPUs",
      "lower it, or choose a larger hosts.type, such as t3.xlarge",
    ),
  );
  ruleMistake(
    "a task with all the memory of its host",
    ecs({ memoryMiB: 2048 }),
    above(
      "memoryMiB",
      2048,
      "less than 2048 on a t3.small, whose system keeps a part of these",
      "lower it, or choose a larger hosts.type, such as t3.medium",
    ),
  );
  ruleMistake(
    "the same on the bridge",
    ecs({ networkMode: "bridge", memoryMiB: 4096, hosts: { type: "t4g.medium" } }),
    above("memoryMiB", 4096, "less than 4096 on a t4g.medium", "such as t4g.large"),
  );
  ruleMistake(
    "more than the largest of the family has",
    ecs({ memoryMiB: 122880, hosts: { type: "t3.2xlarge" } }),
    above("memoryMiB", 122880, "less than 32768 on a t3.2xlarge", "lower it, or choose a larger hosts.type"),
  );
  noMistake("as many vCPUs as the host has", ecs({ cpuUnits: 2048 }));
  noMistake("a little less memory than the host has", ecs({ memoryMiB: 2047 }));
  noMistake("any size on Fargate, which has no hosts", ecs({ launch: "fargate", cpuUnits: 16384, memoryMiB: 122880 }));
  noMistake(
    "any size on a type that is not in the table",
    ecs({ cpuUnits: 16384, memoryMiB: 122880, hosts: { type: "t99.small" } }),
  );
});

describe("config: rules of where tasks run", () => {
  const only = (key: string, value: unknown, allowed: string, fix: string): Expected => [
    `${E}.${key}`,
    value,
    allowed,
    fix,
  ];
  ruleMistake(
    "the bridge on Fargate",
    ecs({ launch: "fargate", networkMode: "bridge" }),
    only("networkMode", "bridge", "awsvpc, on Fargate", "remove it, or set launch: ec2"),
  );
  ruleMistake(
    "an architecture on EC2",
    ecs({ architecture: "arm64" }),
    only("architecture", "arm64", "nothing, on EC2: it is that of hosts.type", "choose a host type"),
  );
  ruleMistake(
    "Fargate Spot on EC2",
    ecs({ fargateSpotPercent: 1 }),
    only("fargateSpotPercent", 1, "0, on EC2", "remove it, or set launch: fargate"),
  );
  noMistake("no Fargate Spot on EC2", ecs({ fargateSpotPercent: 0 }));
  noMistake(
    "all that Fargate has",
    ecs({ launch: "fargate", networkMode: "awsvpc", architecture: "arm64", fargateSpotPercent: 99 }),
  );

  const size = (cpuUnits: number, memoryMiB: number): Changes => ecs({ launch: "fargate", cpuUnits, memoryMiB });
  const memory = (value: number, allowed: string): Expected => [
    `${E}.memoryMiB`,
    value,
    allowed,
    "choose one of these sizes, or other cpuUnits",
  ];
  ruleMistake("units that Fargate does not have", size(300, 512), [
    `${E}.cpuUnits`,
    300,
    "one of 256, 512, 1024, 2048, 4096, 8192, 16384, on Fargate",
    "choose one of these sizes",
  ]);
  ruleMistake(
    "too much memory for the units",
    size(256, 3072),
    memory(3072, "with 256 units on Fargate one of 512, 1024, 2048"),
  );
  ruleMistake(
    "memory between two sizes",
    size(1024, 2100),
    memory(2100, "with 1024 units on Fargate one of 2048, 3072"),
  );
  ruleMistake("more units than the default memory goes with", ecs({ launch: "fargate", cpuUnits: 512 }), [
    `${E}.memoryMiB`,
    512,
    "with 512 units on Fargate one of 1024, 2048, 3072, 4096",
    "choose one of these sizes, or other cpuUnits",
  ]);
  noMistake("the smallest size of Fargate", size(256, 512));
  noMistake("the largest size of Fargate", size(16384, 122880));
  noMistake("any size on EC2", ecs({ cpuUnits: 300, memoryMiB: 777 }));
});

describe("config: rules of deployments", () => {
  const full = (allowed: string, fix: string): Expected => [`${E}.deployment.maxHealthyPercent`, 100, allowed, fix];
  const deployment = (minHealthyPercent: number, more: Changes = {}): Changes =>
    ecs({ deployment: { minHealthyPercent, maxHealthyPercent: 100 }, ...more });
  ruleMistake(
    "no task more and no task less",
    deployment(100, { zoneRebalancing: false }),
    full("more than 100, where minHealthyPercent is 100", "raise it, or lower minHealthyPercent"),
  );
  ruleMistake(
    "no task more, with the zones to be evened out",
    deployment(50),
    full("more than 100 with zoneRebalancing", "raise it, or set zoneRebalancing: false"),
  );
  noMistake("no task more, where a task may be less", deployment(99, { zoneRebalancing: false }));
  noMistake("a task more", ecs({ deployment: { maxHealthyPercent: 101 } }));
});

describe("config: rules of what runs in tasks", () => {
  const check = (healthCheck: Changes): Changes => ({ "service.healthCheck": healthCheck });
  ruleMistake("a check by TLS of the echo server", ecs({}, check({ protocol: "HTTPS", port: 8081 })), [
    "service.healthCheck.protocol",
    "HTTPS",
    "TCP or HTTP, with the echo server in the tasks",
    "bring an image that speaks TLS",
  ]);
  ruleMistake(
    "a check by HTTP of the echo's own port",
    ecs({ containerPort: 8080 }, check({ protocol: "HTTP", port: 8080 })),
    [
      "service.healthCheck.port",
      8080,
      "a port other than 8080, where the echo server in the tasks sends back what it gets",
      "give the check a port of its own, or check by TCP",
    ],
  );
  ruleMistake("a check by HTTP of the port of the traffic of the echo server", ecs({}, check({ protocol: "HTTP" })), [
    "service.healthCheck.port",
    undefined,
    "a port other than 5000",
    "give the check a port of its own, or check by TCP",
  ]);
  for (const port of [5000, 8080])
    ruleMistake(
      `a check by HTTP of port ${port} of an echo server on the bridge`,
      ecs({ networkMode: "bridge", containerPort: 8080 }, check({ protocol: "HTTP", port })),
      [
        "service.healthCheck.port",
        port,
        "a port other than 5000 and 8080",
        "give the check a port of its own, or check by TCP",
      ],
    );
  ruleMistake(
    "a check by HTTP of the echo server, with a PROXY header before it",
    ecs({}, { ...check({ protocol: "HTTP", port: 8081 }), "service.proxyProtocol": true }),
    [
      "service.healthCheck.protocol",
      "HTTP",
      "TCP, with the echo server in the tasks and a PROXY header",
      "bring an image that reads the header",
    ],
  );
  noMistake(
    "a check by HTTP of an image of one's own on the port of the traffic",
    ecs({ image: "app" }, check({ protocol: "HTTP" })),
  );
  noMistake("a check by HTTP of the echo server on another port", ecs({}, check({ protocol: "HTTP", port: 8081 })));
  noMistake(
    "a check by TCP of the echo's own port",
    ecs({ containerPort: 8080 }, check({ protocol: "TCP", port: 8080 })),
  );
  noMistake("a check by TLS of an image of one's own", ecs({ image: "app" }, check({ protocol: "HTTPS", port: 8081 })));

  const outside = (image: string): Expected => [
    NAT,
    "none",
    `single or perZone, where the image comes from outside the region (${image})`,
    "set nat, or have the image in a private ECR repository of eu-west-1 and name it in ecs.image.eu-west-1",
  ];
  const closed = { [NAT]: "none" };
  const away = IMAGE.replace("eu-west-1", "eu-west-2");
  ruleMistake("the echo server without NAT", ecs({}, closed), outside(ECHO));
  ruleMistake("a public image without NAT", ecs({ image: "nginx:1.29" }, closed), outside("nginx:1.29"));
  ruleMistake("a private image of another region without NAT", ecs({ image: away }, closed), outside(away));
  noMistake("a private image of the region without NAT", ecs({ image: IMAGE }, closed));
  ruleMistake("a cache for the echo server", ecs({ pullThroughCache: true }), [
    `${E}.pullThroughCache`,
    true,
    "false, where the image is not one of ECR",
    "name the image by the registry of ECR and the prefix of the cache's rule, or remove it",
  ]);
  ruleMistake("a cache without NAT", ecs({ image: IMAGE, pullThroughCache: true }, closed), [
    `${E}.pullThroughCache`,
    true,
    "false, as eu-west-1 has no NAT gateway: AWS fetches what is not in the cache yet by a way out of the VPC",
    "set nat: single or perZone, or pull the image once from elsewhere and remove it",
  ]);
  ruleMistake(
    "a cache of which one region's image is not",
    ecs({ image: { "eu-west-1": "app" }, pullThroughCache: true }),
    [
      `${E}.pullThroughCache`,
      true,
      "false, where the image is not one of ECR",
      "name the image by the registry of ECR",
    ],
  );
  ruleMistake("no image of the region", ecs({ image: {} }), [
    `${E}.image.eu-west-1`,
    undefined,
    "an image of each region",
    "add the image to use in eu-west-1",
  ]);
  noMistake("a cache with NAT", ecs({ image: IMAGE, pullThroughCache: true }));
  noMistake("the echo server with NAT", ecs({}));

  const ssm = "arn:aws:ssm:eu-west-2:123456789012:parameter/a";
  const secret = "arn:aws:secretsmanager:eu-west-2:123456789012:secret:a-a1b2c3";
  const kept = (arn: string, what: string): Expected => [
    `${E}.secrets.A`,
    arn,
    `a ${what} in eu-west-1, which has no NAT gateway`,
    "copy it to the region, or set nat: single or perZone",
  ];
  ruleMistake(
    "a parameter of another region without NAT",
    ecs({ image: IMAGE, secrets: { A: ssm } }, closed),
    kept(ssm, "parameter"),
  );
  ruleMistake(
    "a secret of another region without NAT",
    ecs({ image: IMAGE, secrets: { A: secret } }, closed),
    kept(secret, "secret"),
  );
  noMistake(
    "a secret of the region without NAT",
    ecs({ image: IMAGE, secrets: { A: secret.replace("west-2", "west-1") } }, closed),
  );
  noMistake("a secret of another region with NAT", ecs({ secrets: { A: secret } }));
  ruleMistake("a secret of each region but one", ecs({ secrets: { A: {} } }), [
    `${E}.secrets.A.eu-west-1`,
    undefined,
    "a secret of each region",
    "add the secret to use in eu-west-1",
  ]);
  ruleMistake(
    "credentials of a region that is not there",
    ecs({
      image: "registry.example.com/x:1",
      registryCredentials: { "eu-west-1": secret.replace("west-2", "west-1"), "eu-west-2": secret },
    }),
    [`${E}.registryCredentials.eu-west-2`, secret, "the regions eu-west-1", "remove it, or add the region"],
  );
  ruleMistake(
    "a secret of each region, kept in another, without NAT",
    ecs({ image: IMAGE, secrets: { A: { "eu-west-1": secret } } }, closed),
    [
      ...kept(secret, "secret").slice(0, 1),
      { "eu-west-1": secret },
      ...kept(secret, "secret").slice(2),
    ] as unknown as Expected,
  );

  ruleMistake("a variable that is a secret and is not", ecs({ environment: { A: "1", B: "2" }, secrets: { A: ssm } }), [
    `${E}.secrets.A`,
    ssm,
    "a variable that environment does not set",
    "remove it from one of the two",
  ]);
  noMistake("a variable beside a secret", ecs({ environment: { A: "1" }, secrets: { B: ssm } }));

  ruleMistake("a file system that ECS Exec cannot write to", ecs({ exec: true, readonlyRootFilesystem: true }), [
    `${E}.readonlyRootFilesystem`,
    true,
    "false with exec: the agent of ECS Exec writes into the container",
    "remove it, or set exec: false",
  ]);
  noMistake("ECS Exec, with the default of the file system", ecs({ exec: true }));
  noMistake("a file system that nobody writes to, without ECS Exec", ecs({ readonlyRootFilesystem: true }));
});

describe("config: rules of the ports of tasks", () => {
  const bridge = { networkMode: "bridge" };
  const taken = (at: string, port: number, holder: string): Expected => [
    at,
    port,
    `on the bridge none of 22, 2375–2376, 51678–51680, 32768–60999, which a host has for itself (${holder})`,
    "choose another port, or set networkMode: awsvpc",
  ];
  const HELD: readonly [port: number, holder: string][] = [
    [22, "SSH"],
    [2375, "Docker"],
    [2376, "Docker"],
    [51678, "the ECS agent"],
    [51680, "the ECS agent"],
    [32768, "the host's own connections"],
    [60999, "the host's own connections"],
  ];
  for (const [port, holder] of HELD) {
    ruleMistake(`${port} of a host`, ecs(bridge, { "service.port": port }), taken("service.port", port, holder));
    ruleMistake(
      `${port} of a host, for health checks`,
      ecs({ ...bridge, image: "app" }, { "service.healthCheck.port": port }),
      taken("service.healthCheck.port", port, holder),
    );
    noMistake(`${port} inside the container`, ecs({ ...bridge, containerPort: port }));
    noMistake(`${port} of a task's own interface`, ecs({}, { "service.port": port }));
    noMistake(`${port} on Fargate`, ecs({ launch: "fargate" }, { "service.port": port }));
  }
  for (const port of [21, 23, 2374, 2377, 32767, 61000, 65535])
    noMistake(`${port} of a host`, ecs(bridge, { "service.port": port }));
});

describe("config: rules of names, policies and destinations of tasks", () => {
  const named = (namespace: string): Changes => ecs({ discovery: { namespace } });
  for (const namespace of ["tcp.example.com", "example.com"])
    ruleMistake(`a private zone ${namespace} that holds the public name`, named(namespace), [
      `${E}.discovery.namespace`,
      namespace,
      "a zone that does not hold tcp.example.com",
      "choose another, such as a name under .internal",
    ]);
  noMistake("a private zone beside the public name", named("tasks.example.com"));
  noMistake("a private zone under the public name", named("tasks.tcp.example.com"));
  noMistake("a private zone with the end of the public name in it", named("cp.example.com"));

  const policy = "arn:aws:iam::aws:policy/ReadOnlyAccess";
  ruleMistake("a policy twice", ecs({ taskPolicyArns: [policy, policy] }), [
    `${E}.taskPolicyArns[1]`,
    policy,
    "each policy once",
    "remove the repetition",
  ]);

  ruleMistake("everywhere as a destination of tasks", ecs({ egress: [{ cidr: "0.0.0.0/1", port: 1 }] }), [
    `${E}.egress[0].cidr`,
    "0.0.0.0/1",
    "everywhere is only for clients of the service port",
    "name the ranges that the service connects to",
  ]);
  ruleMistake(
    "a public destination of tasks without NAT",
    ecs({ image: IMAGE, egress: [{ cidr: "198.51.100.0/24", port: 5432 }] }, { [NAT]: "none" }),
    [
      `${E}.egress[0].cidr`,
      "198.51.100.0/24",
      "a private range, as eu-west-1 has no NAT gateway",
      "set nat: single or perZone, or remove the destination",
    ],
  );
  const database = { cidr: "10.0.0.0/24", port: 5432 };
  mistakesAt("a destination of tasks twice", ecs({ egress: [database, database] }), [`${E}.egress[1]`]);
});

describe("config: rules of a backend that the options do not bring", () => {
  const broken: Changes = {
    min: 4,
    max: 3,
    launch: "fargate",
    networkMode: "bridge",
    cpuUnits: 300,
    deployment: { maxHealthyPercent: 100 },
    egress: [{ cidr: "0.0.0.0/0", port: 1 }],
  };
  noMistake("settings of tasks that are not there", { [E]: broken });
  mistakesAt(
    "settings of tasks beside instances",
    { options: ["nlb", "ecs"], weights: { instances: 1, tasks: 1 }, [E]: broken },
    [`${E}.min`, `${E}.networkMode`, `${E}.cpuUnits`, `${E}.deployment.maxHealthyPercent`, `${E}.egress[0].cidr`],
  );

  const instances: Changes = {
    min: 4,
    max: 3,
    types: ["t3.small", "t4g.small"],
    workload: { kind: "container", image: "a" },
  };
  const closed = { [NAT]: "none", instances };
  noMistake("settings of instances that are not there", ecs({ image: IMAGE }, closed));
  mistakesAt("settings of instances that are there", closed, [NAT, "instances.min", "instances.types[1]"]);
});

describe("config: rules of hosts of several types, on spot, and of an image of one's own", () => {
  const H = `${E}.hosts`;
  const hosts = (settings: Changes, rest: Changes = {}): Changes => ecs({ hosts: settings, ...rest });
  ruleMistake("a type of another architecture", hosts({ otherTypes: ["t4g.small"] }), [
    `${H}.otherTypes[0]`,
    "t4g.small",
    "a type of the architecture x86_64, as t3.small",
    "choose types of one architecture",
  ]);
  for (const others of [["t3.small"], ["t3a.small", "t3a.small"]])
    ruleMistake(`the types t3.small, ${others.join(", ")}`, hosts({ otherTypes: others }), [
      `${H}.otherTypes[${others.length - 1}]`,
      others.at(-1),
      "each type once",
      "remove the repetition",
    ]);
  ruleMistake(
    "a task too large for one of the types",
    hosts({ type: "t3.large", otherTypes: ["t3a.small"] }, { memoryMiB: 4096 }),
    [`${E}.memoryMiB`, 4096, "less than 2048 on a t3a.small", "choose a larger type of host, such as t3a.large"],
  );
  ruleMistake(
    "too few hosts where all may be of the tightest type",
    hosts({ type: "m7i.4xlarge", otherTypes: ["m7i.large"], max: 3 }, { max: 9, cpuUnits: 1024 }),
    [
      `${H}.max`,
      3,
      "5 or more in eu-west-1: a m7i.large takes 2 tasks, and a deployment needs a spare one",
      "raise it, lower ecs.max",
    ],
  );
  ruleMistake("hosts that are never spot, and none that is", hosts({ onDemandBase: 1 }), [
    `${H}.onDemandBase`,
    1,
    "nothing without spotPercent: all hosts are on demand",
    "set spotPercent, or remove it",
  ]);
  noMistake("spot hosts of two types", hosts({ otherTypes: ["t3a.small"], spotPercent: 100, onDemandBase: 2 }));
  const ids = (region: string) => ({ ids: { [region]: "ami-01234567" }, rootDevice: "/dev/xvda" });
  mistakesAt("an image of a region that is not there, and none of that which is", hosts({ ami: ids("eu-west-2") }), [
    `${H}.ami.ids.eu-west-2`,
    `${H}.ami.ids.eu-west-1`,
  ]);
  ruleMistake("an image whose root device nobody knows", hosts({ ami: { ssmParameter: "/golden/hosts" } }), [
    `${H}.ami.rootDevice`,
    undefined,
    "one of /dev/xvda, /dev/sda1",
    "write what `aws ec2 describe-images",
  ]);
  noMistake(
    "the parameter of an image that ECS has",
    hosts({ ami: { ssmParameter: "/aws/service/ecs/optimized-ami/amazon-linux-2023/gpu/recommended/image_id" } }),
  );
  noMistake(
    "hosts that Fargate has not",
    ecs({ launch: "fargate", hosts: { otherTypes: ["t4g.small"], onDemandBase: 1, ami: ids("eu-west-2") } }),
  );
});

describe("config: rules of the containers of a task", () => {
  const S = `${E}.sidecars`;
  const A = { image: "proxy:1" };
  const sidecars = (all: Changes, rest: Changes = {}): Changes => ecs({ image: "app:1", sidecars: all, ...rest });
  ruleMistake("the name of the service's own container", sidecars({ service: A }), [
    `${S}.service`,
    "service",
    "a name other than service",
    "rename the sidecar",
  ]);
  ruleMistake("too many", sidecars(Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`s${index}`, A]))), [
    S,
    "10 sidecars",
    "9 sidecars or fewer",
    "as services of their own",
  ]);
  for (const [who, others] of [
    ["b", "service"],
    ["a", "service"],
  ] as const)
    ruleMistake(
      `one waits for ${who}, which is not another`,
      sidecars({ a: { ...A, dependsOn: { [who]: "start" } } }),
      [`${S}.a.dependsOn.${who}`, "start", `other containers of the task: ${others}`, "name one of them"],
    );
  mistakesAt(
    "two that wait for each other",
    sidecars({ a: { ...A, dependsOn: { service: "start" } } }, { dependsOn: { a: "start" } }),
    [`${S}.a.dependsOn.service`, `${E}.dependsOn.a`],
  );
  ruleMistake("the health of what has no check", sidecars({ a: A }, { dependsOn: { a: "healthy" } }), [
    `${E}.dependsOn.a`,
    "healthy",
    "start, as a has no healthCheck",
    "give it one, or wait for its start alone",
  ]);
  ruleMistake(
    "the health of a service that is not asked",
    sidecars({ a: { ...A, dependsOn: { service: "healthy" } } }),
    [`${S}.a.dependsOn.service`, "healthy", "start, as service has no healthCheck", "wait for its start alone"],
  );
  ruleMistake("the end of what the task ends with", sidecars({ a: A }, { dependsOn: { a: "complete" } }), [
    `${E}.dependsOn.a`,
    "complete",
    "start or healthy, as the task ends with a",
    "set essential: false there",
  ]);
  noMistake(
    "a chain of containers",
    sidecars(
      { a: { ...A, healthCheck: { command: ["ok"] }, dependsOn: { b: "success" } }, b: { ...A, essential: false } },
      { dependsOn: { a: "healthy", b: "complete" } },
    ),
  );
  ruleMistake(
    "as much memory as the task has",
    sidecars({ a: { ...A, memoryMiB: 256 }, b: { ...A, memoryMiB: 256 } }),
    [`${S}.b.memoryMiB`, 256, "together less than the task's 512: the sidecars have 512", "raise ecs.memoryMiB"],
  );
  ruleMistake("as many CPU units as the task has", sidecars({ a: { ...A, cpuUnits: 256 } }), [
    `${S}.a.cpuUnits`,
    256,
    "together less than the task's 256",
    "raise ecs.cpuUnits",
  ]);
  ruleMistake("a check that runs nothing", sidecars({ a: { ...A, healthCheck: { retries: 2 } } }), [
    `${S}.a.healthCheck.command`,
    undefined,
    "what is run in the container",
    "say it word by word",
  ]);
  const TOKEN = "arn:aws:ssm:eu-west-1:123456789012:parameter/a";
  ruleMistake("a variable with two values", sidecars({ a: { ...A, environment: { T: "x" }, secrets: { T: TOKEN } } }), [
    `${S}.a.secrets.T`,
    TOKEN,
    "a variable that environment does not set",
    "remove it from one of the two",
  ]);
  ruleMistake("a cache of another registry", sidecars({ a: { ...A, pullThroughCache: true } }), [
    `${S}.a.pullThroughCache`,
    true,
    "false, where the image is not one of ECR",
    "name the image by the registry of ECR",
  ]);
  const closed = { ...ecs({ image: IMAGE, sidecars: { a: A } }), [NAT]: "none" };
  ruleMistake("an image from outside, without a way out", closed, [
    NAT,
    "none",
    "single or perZone, where the image comes from outside the region (proxy:1)",
    "private ECR repository of eu-west-1 and name it in ecs.sidecars.a.image.eu-west-1",
  ]);
  const elsewhere = TOKEN.replace("eu-west-1", "eu-west-2");
  ruleMistake(
    "a secret from outside, without a way out",
    { ...ecs({ image: IMAGE, sidecars: { a: { image: IMAGE, secrets: { T: elsewhere } } } }), [NAT]: "none" },
    [`${S}.a.secrets.T`, elsewhere, "a parameter in eu-west-1, which has no NAT gateway", "copy it to the region"],
  );

  const SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:registry-a1b2c3";
  ruleMistake("credentials for ECR", ecs({ image: IMAGE, registryCredentials: SECRET }), [
    `${E}.registryCredentials`,
    SECRET,
    "is one of ECR, which the execution role pulls",
    "remove it, or name an image",
  ]);
  ruleMistake("credentials for the echo server", ecs({ registryCredentials: SECRET }), [
    `${E}.registryCredentials`,
    SECRET,
    "is public",
    "remove it, or name an image",
  ]);
  ruleMistake("credentials of a sidecar from ECR", sidecars({ a: { image: IMAGE, registryCredentials: SECRET } }), [
    `${S}.a.registryCredentials`,
    SECRET,
    "is one of ECR",
    "remove it",
  ]);
  noMistake(
    "credentials of another registry",
    sidecars({ a: { ...A, registryCredentials: SECRET } }, { registryCredentials: SECRET }),
  );
});

describe("config: rules of the alarms of a deployment", () => {
  const A = `${E}.deployment.alarms`;
  const alarms = (all: Changes): Changes => ecs({ deployment: { alarms: all } });
  mistakesAt("none at all", alarms({ resets: false }), [`${A}.resets`]);
  mistakesAt("of a region that is not there", alarms({ names: { "eu-west-2": ["a"] } }), [`${A}.names.eu-west-2`]);
  noMistake("none that are heard", alarms({ enabled: false, resets: false }));
});
