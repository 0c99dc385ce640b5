import { flag, formMistake, wholeNumber } from "../../support/mistakes";

const I = "instances";

describe("config: the form of instances", () => {
  formMistake(I, ["t3.small"], "a mapping with the keys types, min, desired, max", "give a mapping");
  formMistake(`${I}.types`, [], "a list, not empty, each an instance type", "give a list");
  formMistake(`${I}.types`, "t3.small", "a list, not empty, each an instance type", "give a list");
  for (const type of ["t3", "T3.small", "t3,small", ""])
    formMistake(`${I}.types[0]`, type, "an instance type, such as t3.small", "write family, dot and size");
  wholeNumber(`${I}.min`, 1, 1000, "instances");
  wholeNumber(`${I}.desired`, 1, 1000, "instances");
  wholeNumber(`${I}.max`, 1, 1000, "instances");
  wholeNumber(`${I}.rootVolumeGiB`, 8, 16384, "GiB");
  flag(`${I}.detailedMonitoring`);
  wholeNumber(`${I}.spotPercent`, 0, 100, "percent");
  wholeNumber(`${I}.onDemandBase`, 0, 1000, "instances");
  wholeNumber(`${I}.healthCheckGraceSeconds`, 0, 7200, "seconds");
  wholeNumber(`${I}.warmupSeconds`, 0, 3600, "seconds");
  wholeNumber(`${I}.instanceRefresh.minHealthyPercent`, 0, 100, "percent");
  const refresh = { [`${I}.instanceRefresh.checkpointPercents`]: [50, 100] };
  wholeNumber(`${I}.instanceRefresh.checkpointDelaySeconds`, 0, 172_800, "seconds", refresh);
  const alarms = `${I}.instanceRefresh.alarms`;
  formMistake(`${alarms}.names.eu-west-1[0]`, "", "the name of an alarm of CloudWatch that exists", "copy it from", {
    given: { [`${alarms}.names.eu-west-1`]: ["a"] },
  });
  wholeNumber(`${I}.maxLifetimeDays`, 1, 365, "days");
  const volume = { [`${I}.rootVolume`]: { type: "io2", iops: 300 } };
  formMistake(`${I}.rootVolume.type`, "st1", "one of gp3, gp2, io1, io2", "choose one of these words", {
    given: volume,
  });
  wholeNumber(`${I}.rootVolume.iops`, 100, 256_000, "operations", { ...volume, [`${I}.rootVolumeGiB`]: 1000 });
  formMistake(`${I}.rootVolume.throughputMiBps`, 124, "from 125 to 2000", "write 125 or more");
  formMistake(`${I}.rootVolume.throughputMiBps`, 2001, "from 125 to 2000", "write 2000 or less");
  wholeNumber(`${I}.instanceRefresh.maxHealthyPercent`, 100, 200, "percent");
  flag(`${I}.instanceRefresh.autoRollback`);
  const pool = { [`${I}.ami`]: { ids: { "eu-west-1": "ami-01234567" }, rootDevice: "/dev/xvda" } };
  formMistake(`${I}.warmPool.state`, "hibernated", "one of stopped, running", "choose one of these words", {
    given: pool,
  });
  wholeNumber(`${I}.warmPool.minSize`, 1, 1000, "instances", pool);
  wholeNumber(`${I}.warmPool.startSeconds`, 30, 3300, "seconds", pool);
  formMistake(`${I}.warmPool.maxPreparedCapacity`, 2001, "from 1 to 2000", "write 2000 or less", { given: pool });
  flag(`${I}.warmPool.reuseOnScaleIn`);
});

describe("config: the form of the machine image", () => {
  const EITHER = "ssmParameter: the name of a parameter, or ids: image ids by region";
  formMistake(`${I}.ami`, "ami-0123456789abcdef0", EITHER, "write { ids: { REGION: ami-… } }, or { ssmParameter: … }");
  formMistake(`${I}.ami`, {}, EITHER, "write { ids: { REGION: ami-… } }, or { ssmParameter: … }");
  formMistake(
    `${I}.ami`,
    { ssmParameter: "/a", ids: {} },
    EITHER,
    "write { ids: { REGION: ami-… } }, or { ssmParameter: … }",
  );
  for (const device of ["xvda", "/dev/nvme0n1", true])
    formMistake(`${I}.ami.rootDevice`, device, "one of /dev/xvda, /dev/sda1", "choose one of these words", {
      given: { [`${I}.ami`]: { ssmParameter: "/golden/image" } },
    });
  formMistake(`${I}.ami.ssmParameter`, "a/b", "the name of a parameter, such as /aws/service", "with its slashes");
  formMistake(`${I}.ami.ssmParameter`, "/a b", "the name of a parameter, such as /aws/service", "with its slashes");
  formMistake(
    `${I}.ami.ssmParameter.eu-west-1`,
    "a/b",
    "the name of a parameter, such as /aws/service",
    "with its slashes",
    {
      given: { [`${I}.ami`]: { ssmParameter: {} } },
    },
  );
  for (const id of ["ami-0123", "ami-0123456789ABCDEF0", "0123456789abcdef0"])
    formMistake(`${I}.ami.ids.eu-west-1`, id, "ami- and 17 (or 8) hexadecimal digits", "copy it from `aws ec2");
  formMistake(
    `${I}.ami.ids.eu-wst-1`,
    "ami-01234567",
    "the keys of instances.ami.ids, in docs/config.md#instances",
    "write eu-west-1",
    {
      given: { [`${I}.ami.ids.eu-west-1`]: "ami-01234567" },
    },
  );
});

describe("config: the form of the workload", () => {
  const W = `${I}.workload`;
  const KINDS = "one of echo, userData, container";
  const container = { given: { [W]: { kind: "container", image: "nginx" } } };
  const mapping = "a mapping with kind: echo or userData or container";
  formMistake(W, "echo", mapping, `give ${mapping}`);
  formMistake(`${W}.kind`, "ech", KINDS, "write echo");
  formMistake(`${W}.kind`, "vm", KINDS, "give one of echo, userData, container");
  formMistake(`${W}.kind`, undefined, KINDS, "add it", { given: { [W]: {} } });
  const userData = { given: { [W]: { kind: "userData", userData: "x" } } };
  for (const text of ["", 7, undefined])
    formMistake(`${W}.userData`, text, "a text of 1 to 16384 bytes, or a secret", "YAML block", userData);
  for (const image of [undefined, "", " nginx", "-nginx", "nginx:1 "])
    formMistake(`${W}.image`, image, "an image name, such as public.ecr.aws", "repository in lower case", container);
  const byRegion = { given: { [W]: { kind: "container", image: { "eu-west-1": "nginx" } } } };
  formMistake(
    `${W}.image.eu-west-1`,
    "-nginx",
    "an image name, such as public.ecr.aws",
    "repository in lower",
    byRegion,
  );
  formMistake(
    `${W}.image.eu-wst-1`,
    "nginx",
    "the keys of instances.workload.image, in docs/config.md#instances",
    "write eu-west-1",
    byRegion,
  );
  wholeNumber(`${W}.containerPort`, 1, 65535, "port", container.given);
  formMistake(`${W}.command`, "serve", "a list", "give a list", container);
  formMistake(`${W}.command[0]`, 1, "a text", "give a text", container);
  formMistake(`${W}.environment`, ["A=1"], "a mapping", "give a mapping", container);
  formMistake(`${W}.environment.A`, 1, "a text, or a secret", "quote it, so that it stays a text", container);
  for (const name of ["A-B", "1A", "é"])
    formMistake(`${W}.environment.${name}`, "x", "letters, digits and underscores", "rename the variable", container);
});

describe("config: the form of scaling and destinations", () => {
  const S = `${I}.scaling`;
  const outs = { [`${S}.stepsOut`]: [{ above: 60, add: 1 }] };
  const ins = { [`${S}.stepsIn`]: [{ below: 20, remove: 1 }] };
  for (const value of [4, 96, 50.5, "50", "off"])
    formMistake(
      `${S}.targetCpuPercent`,
      value,
      "a whole number of percent from 5 to 95, or none",
      value === "off" ? "write none" : "write the number of percent alone",
    );
  wholeNumber(`${S}.targetNetworkInBytes`, 1000, 1_000_000_000_000, "bytes");
  wholeNumber(`${S}.targetConnectionsPerInstance`, 1, 1_000_000, "connections");
  const D = `${S}.schedules.day`;
  const day = { given: { [D]: { recurrence: "0 7 * * *", min: 3 } } };
  formMistake(`${S}.schedules.Day`, { recurrence: "0 7 * * *", min: 3 }, "1 to 40 lower-case letters", "name it by");
  for (const text of ["0 7 * *", "every day"])
    formMistake(`${D}.recurrence`, text, "minute, hour, day of the month", "write five fields", day);
  formMistake(`${D}.recurrence`, "0 25 * * *", "minute, hour, day of the month", "write five", day);
  formMistake(`${D}.timeZone`, "Europe/Atlantis", "the name of a time zone", "the tz database", {
    ...day,
    inEditor: false,
  });
  for (const at of ["2027-12-24", "2027-12-24T06:00:00+01:00", "2027-12-24T06:00Z"])
    formMistake(`${D}.at`, at, "a time in UTC, such as 2027", "write it in quotes", { given: { [D]: { min: 3 } } });
  for (const size of ["min", "max", "desired"]) wholeNumber(`${D}.${size}`, 1, 1000, "instances", day.given);
  formMistake(`${S}.stepsOut`, { above: 60, add: 1 }, "a list, each", "give a list");
  formMistake(
    `${S}.stepsOut`,
    Array.from({ length: 21 }, (_, at) => ({ above: 60 + at, add: 1 })),
    "a list, each",
    "give",
  );
  wholeNumber(`${S}.stepsOut[0].above`, 1, 100, "percent", outs);
  wholeNumber(`${S}.stepsOut[0].add`, 1, 100, "instances", outs);
  formMistake(`${S}.stepsOut[0].add`, undefined, "a whole number of instances from 1 to 100", "add it, as a number", {
    given: outs,
  });
  formMistake(
    `${S}.stepsIn`,
    Array.from({ length: 21 }, (_, at) => ({ below: at, remove: 1 })),
    "a list, each",
    "give",
  );
  wholeNumber(`${S}.stepsIn[0].below`, 0, 99, "percent", ins);
  wholeNumber(`${S}.stepsIn[0].remove`, 1, 100, "instances", ins);

  const E = `${I}.egress`;
  const given = { [E]: [{ cidr: "10.0.0.0/24", port: 5432 }] };
  const RANGE = "a range such as 198.51.100.0/24";
  formMistake(E, { cidr: "10.0.0.0/24", port: 5432 }, "a list, each", "give a list");
  formMistake(`${E}[0]`, "10.0.0.0/8:5432", "a mapping with the keys cidr, port", "give a mapping", { given });
  formMistake(`${E}[0].cidr`, "db.example.com", RANGE, "write the addresses behind the name", { given });
  formMistake(`${E}[0].cidr`, "10.1.0.0/8", RANGE, "write 10.0.0.0/8", { given });
  formMistake(`${E}[0].cidr`, undefined, RANGE, "one address is a /32", { given });
  wholeNumber(`${E}[0].port`, 1, 65535, "port", given);
});
