import { warmedUserData } from "../../../plan/instances/warmPool";
import { type Expected, mistakesAt, noMistake, ruleMistake } from "../../support/mistakes";

const I = "instances";
const NAT = "regions.eu-west-1.nat";
const DEVICE = "/dev/xvda";
const ECR = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1";

describe("config: rules of counts", () => {
  const falls = (key: string, value: number, counts: string): Expected => [
    `${I}.${key}`,
    value,
    `min ≤ desired ≤ max; in eu-west-1 they are ${counts}`,
    "set the three so that they rise, or leave out those that follow from the zones",
  ];
  ruleMistake("more desired than max", { [I]: { desired: 4, max: 3 } }, falls("desired", 4, "3, 4, 3"));
  ruleMistake("fewer desired than min", { [I]: { min: 4, desired: 3 } }, falls("desired", 3, "4, 3, 6"));
  ruleMistake("more min than max", { [I]: { min: 4, max: 3 } }, falls("min", 4, "4, 4, 3"));
  noMistake("the same number three times", { [I]: { min: 2, desired: 2, max: 2 } });
  noMistake("a max under the number of zones", { [I]: { max: 1 } });
});

describe("config: rules of instance types and images", () => {
  ruleMistake("a type twice", { [`${I}.types`]: ["t3.small", "t3.large", "t3.small"] }, [
    `${I}.types[2]`,
    "t3.small",
    "each type once",
    "remove the repetition",
  ]);
  ruleMistake("types of two architectures", { [`${I}.types`]: ["t4g.small", "m7g.large", "t3.small"] }, [
    `${I}.types[2]`,
    "t3.small",
    "a type of the architecture arm64, as t4g.small",
    "one image serves all types",
  ]);
  ruleMistake("images that lack a region", { [`${I}.ami`]: { ids: {}, rootDevice: DEVICE } }, [
    `${I}.ami.ids.eu-west-1`,
    undefined,
    "an image of each region",
    "add the image to use in eu-west-1",
  ]);
  const ids = { "eu-west-1": "ami-01234567", "eu-west-2": "ami-76543210" };
  const before = { "regions.eu-central-1": { zones: ["a", "b"], cidr: "10.1.0.0/16" } };
  const all = { ...ids, "eu-central-1": "ami-0fedcba9876543210" };
  ruleMistake("images for a region that is not there", { ...before, [`${I}.ami`]: { ids: all, rootDevice: DEVICE } }, [
    `${I}.ami.ids.eu-west-2`,
    "ami-76543210",
    "the regions eu-central-1, eu-west-1",
    "remove it, or add the region",
  ]);
  noMistake("an image for each region", {
    [`${I}.ami`]: { ids, rootDevice: DEVICE },
    "regions.eu-west-2": { zones: ["a", "b"], cidr: "10.1.0.0/16" },
  });

  const unknownDevice: Expected = [
    `${I}.ami.rootDevice`,
    undefined,
    "one of /dev/xvda, /dev/sda1: the root device of an image that is not a public one of Amazon Linux",
    "write what `aws ec2 describe-images --image-ids ID --query 'Images[].RootDeviceName'` says",
  ];
  const one = { "eu-west-1": "ami-01234567" };
  ruleMistake("an image by id whose root device nobody says", { [`${I}.ami`]: { ids: one } }, unknownDevice);
  ruleMistake(
    "an image of one's own parameter whose root device nobody says",
    { [`${I}.ami`]: { ssmParameter: "/golden/image" } },
    unknownDevice,
  );
  noMistake("an image by id whose root device is said", { [`${I}.ami`]: { ids: one, rootDevice: "/dev/sda1" } });
  noMistake("a public image of Amazon Linux", {
    [`${I}.ami`]: { ssmParameter: "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64" },
  });
});

describe("config: rules of the workload", () => {
  const tooLong = (bytes: number): Expected => [
    `${I}.workload`,
    `${bytes} bytes of user data`,
    "16384 bytes of user data",
    "fetch the large part at start",
  ];
  const script = (userData: string) => ({ [`${I}.workload`]: { kind: "userData", userData } });
  ruleMistake("a script of a byte too many", script("x".repeat(16385)), tooLong(16385));
  ruleMistake("a script of few letters and too many bytes", script("é".repeat(8193)), tooLong(16386));
  noMistake("a script of exactly 16 KiB", script("x".repeat(16384)));

  const container = (image: string) => ({ [`${I}.workload`]: { kind: "container", image } });
  const outside = (image: string): Expected => [
    NAT,
    "none",
    `single or perZone, where the image comes from outside the region (${image})`,
    "set nat, or have the image in a private ECR repository of eu-west-1 and name it in instances.workload.image.eu-west-1",
  ];
  const other = ECR.replace("eu-west-1", "eu-west-2");
  ruleMistake("a public image without NAT", { [NAT]: "none", ...container("nginx:1.29") }, outside("nginx:1.29"));
  ruleMistake("a private image of another region without NAT", { [NAT]: "none", ...container(other) }, outside(other));
  noMistake("a private image of the region without NAT", { [NAT]: "none", ...container(ECR) });
  noMistake("a public image with NAT", container("nginx:1.29"));

  const two = {
    "regions.eu-west-2": { zones: ["a", "b"], cidr: "10.1.0.0/16", nat: "none" },
    [NAT]: "none",
    [`${I}.types`]: ["t3.small"],
  };
  const byRegion = (image: object) => ({ ...two, [`${I}.workload`]: { kind: "container", image } });
  noMistake("an image of each region, neither with NAT", byRegion({ "eu-west-1": ECR, "eu-west-2": other }));
  ruleMistake("an image of one region, neither with NAT", { ...two, ...container(ECR) }, [
    "regions.eu-west-2.nat",
    "none",
    `single or perZone, where the image comes from outside the region (${ECR})`,
    "name it in instances.workload.image.eu-west-2",
  ]);
  ruleMistake(
    "images of other regions than those of the stack",
    byRegion({ "eu-west-1": ECR, "us-east-1": "nginx" }),
    [`${I}.workload.image.us-east-1`, "nginx", "the regions eu-west-1, eu-west-2", "remove it, or add the region"],
    [`${I}.workload.image.eu-west-2`, undefined, "an image of each region", "add the image to use in eu-west-2"],
  );

  const cached = (image: string, rest = {}) => ({
    [`${I}.workload`]: { kind: "container", image, pullThroughCache: true },
    ...rest,
  });
  ruleMistake("a cache of a registry that is not ECR's", cached("ghcr.io/own/app:1"), [
    `${I}.workload.pullThroughCache`,
    true,
    "false, where the image is not one of ECR",
    "name the image by the registry of ECR and the prefix of the cache's rule, or remove it",
  ]);
  ruleMistake("a cache without NAT", cached(ECR, { [NAT]: "none" }), [
    `${I}.workload.pullThroughCache`,
    true,
    "false, as eu-west-1 has no NAT gateway: AWS fetches what is not in the cache yet by a way out of the VPC",
    "set nat: single or perZone, or pull the image once from elsewhere and remove it",
  ]);
  noMistake("a cache with NAT", cached(ECR));
  noMistake("the echo server without NAT", { [NAT]: "none" });
});

describe("config: rules of instance refresh", () => {
  const R = `${I}.instanceRefresh`;
  const apart = (max: number, min: number): Expected => [
    `${R}.maxHealthyPercent`,
    max,
    `at most 100 more than minHealthyPercent (${min})`,
    "raise minHealthyPercent or lower maxHealthyPercent",
  ];
  ruleMistake("bounds more than 100 apart", { [R]: { minHealthyPercent: 50, maxHealthyPercent: 151 } }, apart(151, 50));
  ruleMistake(
    "a lower bound more than 100 under the default upper one",
    { [R]: { minHealthyPercent: 49 } },
    apart(150, 49),
  );
  noMistake("bounds 100 apart", { [R]: { minHealthyPercent: 50, maxHealthyPercent: 150 } });

  const rollback = [
    `${R}.autoRollback`,
    true,
    "true only with instances.ami.ids",
    "remove it, or name the images by id",
  ] as const;
  ruleMistake("a rollback with the default image", { [`${R}.autoRollback`]: true }, rollback);
  ruleMistake(
    "a rollback with the image of a parameter",
    { [`${R}.autoRollback`]: true, [`${I}.ami`]: { ssmParameter: "/a", rootDevice: DEVICE } },
    rollback,
  );
  noMistake("a rollback with an image by id", {
    [`${R}.autoRollback`]: true,
    [`${I}.ami`]: { ids: { "eu-west-1": "ami-01234567" }, rootDevice: DEVICE },
  });
  noMistake("no rollback with the default image", { [`${R}.autoRollback`]: false });
});

describe("config: rules of scaling steps", () => {
  const S = `${I}.scaling`;
  const out = (...bounds: number[]) => bounds.map((above) => ({ above, add: 1 }));
  const back = (...bounds: number[]) => bounds.map((below) => ({ below, remove: 1 }));
  ruleMistake("a bound twice outwards", { [S]: { stepsOut: out(60, 80, 60) } }, [
    `${S}.stepsOut[2]`,
    60,
    "each bound once",
    "remove the repetition",
  ]);
  ruleMistake("a bound twice inwards", { [S]: { stepsIn: back(20, 20) } }, [
    `${S}.stepsIn[1]`,
    20,
    "each bound once",
    "remove the repetition",
  ]);
  ruleMistake("steps that meet", { [S]: { stepsOut: out(80, 50), stepsIn: back(20, 50) } }, [
    `${S}.stepsIn`,
    back(20, 50),
    "bounds under the lowest of stepsOut, 50 percent",
    "leave a gap between the two",
  ]);
  noMistake("steps with a gap", { [S]: { stepsOut: out(80, 50), stepsIn: back(20, 49) } });
  noMistake("steps one way", { [S]: { stepsIn: back(99) } });
});

describe("config: rules of destinations", () => {
  const E = `${I}.egress`;
  ruleMistake(
    "everywhere as a destination",
    {
      [E]: [
        { cidr: "10.0.0.0/24", port: 1 },
        { cidr: "0.0.0.0/0", port: 1 },
      ],
    },
    [
      `${E}[1].cidr`,
      "0.0.0.0/0",
      "everywhere is only for clients of the service port",
      "name the ranges that the service connects to",
    ],
  );
  ruleMistake("a public destination without NAT", { [NAT]: "none", [E]: [{ cidr: "198.51.100.0/24", port: 5432 }] }, [
    `${E}[0].cidr`,
    "198.51.100.0/24",
    "a private range, as eu-west-1 has no NAT gateway",
    "set nat: single or perZone, or remove the destination",
  ]);
  ruleMistake("a destination that is no other host", { [E]: [{ cidr: "169.254.170.0/24", port: 80 }] }, [
    `${E}[0].cidr`,
    "169.254.170.0/24",
    "a range of other hosts: not of 0.0.0.0/8, 127.0.0.0/8, 169.254.0.0/16, 224.0.0.0/4, 240.0.0.0/4",
    "name the range that the service connects to, or remove the destination",
  ]);
  for (const cidr of ["100.64.0.0/10", "172.16.0.0/12"])
    noMistake(`a private destination without NAT, by a way: ${cidr}`, {
      [NAT]: "none",
      [E]: [{ cidr, port: 5432 }],
      "regions.eu-west-1.vpnGateway": { ranges: [cidr] },
    });
  noMistake("a public destination with NAT", { [E]: [{ cidr: "198.51.100.0/24", port: 5432 }] });
  noMistake("two ports of one destination", {
    [E]: [
      { cidr: "10.0.0.0/24", port: 1 },
      { cidr: "10.0.0.0/24", port: 2 },
    ],
  });

  // Each destination is a rule named by its range and port: two of a name stop the program at the second.
  const database = { cidr: "10.0.0.0/24", port: 5432 };
  mistakesAt("a destination twice", { [E]: [database, database] }, [`${E}[1]`]);
});

describe("config: rules of the port of sshd", () => {
  const held = (at: string): Expected => [
    at,
    22,
    "a port other than 22, where sshd of the instances listens: it would answer checks and clients",
    "a workload of kind userData whose script ends sshd or moves it",
  ];
  const container = { [`${I}.workload`]: { kind: "container", image: "app" } };
  for (const [what, given] of [
    ["the echo server", {}],
    ["a container", container],
  ] as const) {
    ruleMistake(`it is the port of ${what}`, { ...given, "service.port": 22 }, held("service.port"));
    ruleMistake(
      `it is checked of ${what}`,
      { ...given, "service.healthCheck.port": 22 },
      held("service.healthCheck.port"),
    );
  }
  noMistake("the port of a script that may end sshd", {
    [`${I}.workload`]: { kind: "userData", userData: "x" },
    "service.port": 22,
  });
  noMistake("the port inside a container", {
    [`${I}.workload`]: { kind: "container", image: "app", containerPort: 22 },
  });
  noMistake("the port next to it", { "service.port": 23 });
});

describe("config: rules of what the clock sets", () => {
  const S = `${I}.scaling.schedules`;
  const day = { recurrence: "0 7 * * *", min: 4 };
  const schedules = (all: Record<string, unknown>) => ({ [S]: all, [`${I}.min`]: 2, [`${I}.max`]: 8 });
  const again = "one of recurrence, for again and again, and at, for once";
  ruleMistake("no time", schedules({ day: { min: 4 } }), [`${S}.day.recurrence`, undefined, again, "say when it acts"]);
  const at = "2199-01-01T00:00:00Z";
  ruleMistake("two times", schedules({ day: { ...day, at } }), [`${S}.day.at`, at, again, "remove one of the two"]);
  ruleMistake("a time zone of what acts once", schedules({ day: { at, timeZone: "UTC", min: 4 } }), [
    `${S}.day.timeZone`,
    "UTC",
    "nothing beside at, which is in UTC",
    "set recurrence instead of at",
  ]);
  ruleMistake("nothing that it sets", schedules({ day: { recurrence: "0 7 * * *" } }), [
    `${S}.day.desired`,
    undefined,
    "one or more of min, max and desired",
    "say what it sets",
  ]);
  ruleMistake("two for one moment", schedules({ day, other: { ...day, timeZone: "UTC" } }), [
    `${S}.other.recurrence`,
    "0 7 * * *",
    "another time than that of day: AWS takes no two schedules of a group for one moment",
    "put a minute between them",
  ]);
  noMistake("one hour of two time zones", schedules({ day, other: { ...day, timeZone: "Europe/Dublin" } }));
  for (const [key, value] of [
    ["min", 1],
    ["max", 9],
    ["desired", 9],
  ] as const)
    ruleMistake(`${key} beyond the group's own`, schedules({ day: { recurrence: "0 7 * * *", [key]: value } }), [
      `${S}.day.${key}`,
      value,
      "2 to 8 instances, as instances.min and max are in eu-west-1",
      "choose one between them",
    ]);
  ruleMistake(
    "a minimum above the maximum that another leaves",
    schedules({ day, night: { recurrence: "0 8 * * *", min: 2, max: 3 } }),
    [
      `${S}.day.min`,
      4,
      "by the other schedules there may then be 4 at the least and 3 at the most",
      "set min and max in it, too",
    ],
  );
  ruleMistake(
    "a size below the minimum that another leaves",
    schedules({ day, night: { recurrence: "0 8 * * *", desired: 3 } }),
    [
      `${S}.night.desired`,
      3,
      "by the other schedules there may then be 4 at the least and 8 at the most",
      "set min and max in it, too",
    ],
  );
  noMistake(
    "bounds that go together, whichever came before",
    schedules({ day: { ...day, max: 8 }, night: { recurrence: "0 8 * * *", min: 2, max: 3, desired: 2 } }),
  );
});

describe("config: rules of a refresh that pauses or is ended", () => {
  const R = `${I}.instanceRefresh`;
  for (const percents of [[50], [50, 20, 100], [50, 50, 100]])
    ruleMistake(`pauses at ${percents.join(", ")}`, { [`${R}.checkpointPercents`]: percents }, [
      `${R}.checkpointPercents`,
      percents,
      "percents that rise, each once, to 100",
      "put them in order, and 100 last",
    ]);
  ruleMistake("a pause without a place", { [`${R}.checkpointDelaySeconds`]: 60 }, [
    `${R}.checkpointDelaySeconds`,
    60,
    "nothing without checkpointPercents",
    "say where a refresh pauses",
  ]);
  const A = `${R}.alarms`;
  ruleMistake("no alarm at all", { [A]: { resets: false } }, [
    `${A}.resets`,
    false,
    "true, where names has no alarm",
    "name an alarm under names",
  ]);
  ruleMistake("alarms of a region that is not there", { [A]: { names: { "eu-west-2": ["a"] } } }, [
    `${A}.names.eu-west-2`,
    ["a"],
    "the regions eu-west-1",
    "remove it, or add the region",
  ]);
  const many = Array.from({ length: 8 }, (_, index) => `alarm-${index}`);
  ruleMistake("too many beside those made here", { [A]: { names: { "eu-west-1": many } } }, [
    `${A}.names.eu-west-1`,
    "8 alarms",
    "7 alarms or fewer, beside those that the stack makes",
    "join some in a composite alarm",
  ]);
  noMistake("as many alone", { [A]: { resets: false, names: { "eu-west-1": many } } });
  mistakesAt("an alarm twice", { [A]: { names: { "eu-west-1": ["a", "a"] } } }, [`${A}.names.eu-west-1[1]`]);
});

describe("config: rules of the root volume", () => {
  const V = `${I}.rootVolume`;
  const volume = (rootVolume: Record<string, unknown>, rootVolumeGiB = 20) => ({
    [V]: rootVolume,
    [`${I}.rootVolumeGiB`]: rootVolumeGiB,
  });
  const operations = (title: string, given: Record<string, unknown>, size: number, allowed: string) => {
    ruleMistake(title, volume(given, size), [`${V}.iops`, given["iops"], allowed, "a larger rootVolumeGiB"]);
  };
  operations("too few of gp3", { iops: 2999 }, 20, "3000 to 10000 operations a second: a volume of type gp3 has 500");
  operations("too many of gp3", { iops: 10001 }, 20, "3000 to 10000 operations a second");
  operations("none of io1", { type: "io1" }, 20, "100 to 1000 operations a second: a volume of type io1 has 50");
  operations("too many of io2", { type: "io2", iops: 20001 }, 20, "100 to 20000 operations a second");
  ruleMistake("operations of gp2", volume({ type: "gp2", iops: 3000 }), [
    `${V}.iops`,
    3000,
    "nothing, with gp2: its operations follow from its size",
    "set type: gp3",
  ]);
  ruleMistake("more throughput than its operations have", volume({ throughputMiBps: 751 }), [
    `${V}.throughputMiBps`,
    751,
    "up to 750 MiB a second with 3000 operations a second",
    "lower it, or raise iops",
  ]);
  ruleMistake("throughput of another type", volume({ type: "io1", iops: 500, throughputMiBps: 125 }), [
    `${V}.throughputMiBps`,
    125,
    "nothing, with io1: gp3 alone is given a throughput",
    "set type: gp3",
  ]);
  noMistake("as much as there may be", volume({ iops: 4000, throughputMiBps: 1000 }, 8));
  const key = (region: string) => `arn:aws:kms:${region}:123456789012:key/own`;
  ruleMistake("a key of another region", volume({ keyArns: { "eu-west-1": key("eu-west-2") } }), [
    `${V}.keyArns.eu-west-1`,
    key("eu-west-2"),
    "a key of eu-west-1",
    "a key is of one region",
  ]);
  mistakesAt(
    "a key of a region that is not there, and none of that which is",
    volume({ keyArns: { "eu-west-2": key("eu-west-2") } }),
    [`${V}.keyArns.eu-west-2`, `${V}.keyArns.eu-west-1`],
  );
});

describe("config: rules of a warm pool", () => {
  const ids = { [`${I}.ami`]: { ids: { "eu-west-1": "ami-01234567" }, rootDevice: DEVICE } };
  const set = { startSeconds: 60 };
  const pool = { ...ids, [`${I}.warmPool`]: set };
  const parameter: Expected = [
    `${I}.warmPool`,
    set,
    "none where the image comes from a parameter, as the default image does: AWS supports none there",
    "name the images by id in instances.ami.ids, or remove it",
  ];
  ruleMistake("with the default image", { [`${I}.warmPool`]: set }, parameter);
  ruleMistake(
    "with an image by parameter",
    { [`${I}.warmPool`]: set, [`${I}.ami`]: { ssmParameter: "/golden/image", rootDevice: DEVICE } },
    parameter,
  );
  ruleMistake("with a spot share", { ...pool, [`${I}.spotPercent`]: 1, [`${I}.types`]: ["t3.small", "t3.large"] }, [
    `${I}.warmPool`,
    set,
    "none with a share of spot instances: AWS keeps none of those warm",
    "remove it, or set instances.spotPercent to 0",
  ]);
  const run = (userData: string) => ({ ...pool, [`${I}.workload`]: { kind: "userData", userData } });
  ruleMistake("beside what is no script", run("#cloud-config\nruncmd: []"), [
    `${I}.workload.userData`,
    "#cloud-config",
    "a script that begins with #!, beside a warm pool, whose own script runs before it",
    "begin with #!/bin/bash, or remove instances.warmPool",
  ]);
  noMistake("beside a script", run("#!/bin/bash"));
  ruleMistake("of a group that never grows", { ...pool, [`${I}.min`]: 2, [`${I}.max`]: 2 }, [
    `${I}.warmPool`,
    set,
    "a pool that ever has an instance: in eu-west-1 2 may be prepared, and 2 serve at the least",
    "raise maxPreparedCapacity or instances.max, or set minSize",
  ]);
  ruleMistake("of a group that is always as large", { ...pool, [`${I}.warmPool`]: { maxPreparedCapacity: 2 } }, [
    `${I}.warmPool.maxPreparedCapacity`,
    2,
    "a pool that ever has an instance: in eu-west-1 2 may be prepared, and 3 serve at the least",
    "raise maxPreparedCapacity or instances.max, or set minSize",
  ]);
  noMistake("a pool of a fixed size", { ...pool, [`${I}.warmPool`]: { maxPreparedCapacity: 1, minSize: 1 } });
  const long = `#!/bin/bash\n${"#".repeat(15_000)}`;
  const bytes = Buffer.byteLength(
    warmedUserData(long, { port: 5000, healthCheck: { protocol: "TCP", port: 5000 } }, 60),
  );
  ruleMistake("with a script that is too long together with the program's own", run(long), [
    `${I}.workload`,
    `${bytes} bytes of user data`,
    "16384 bytes of user data",
    "fetch the large part at start, from a bucket or an image",
  ]);
});
