import { fixOfArn, flag, formMistake, wholeNumber } from "../../support/mistakes";

const E = "ecs";
const word = (at: string, words: string) => {
  for (const value of ["other", true, 1]) formMistake(at, value, `one of ${words}`, "choose one of these words");
};

describe("config: the form of ecs", () => {
  formMistake(E, ["nginx"], "a mapping with the keys launch, networkMode, image", "give a mapping");
  formMistake(`${E}.lanch`, "ec2", "the keys of ecs, in docs/config.md#ecs", "write launch");
  word(`${E}.launch`, "ec2, fargate");
  word(`${E}.networkMode`, "awsvpc, bridge");
  word(`${E}.architecture`, "x86_64, arm64");
  word(`${E}.containerInsights`, "disabled, enabled, enhanced");
  wholeNumber(`${E}.containerPort`, 1, 65535, "port");
  wholeNumber(`${E}.cpuUnits`, 128, 16384, "units");
  wholeNumber(`${E}.memoryMiB`, 128, 122880, "MiB");
  wholeNumber(`${E}.min`, 1, 5000, "tasks");
  wholeNumber(`${E}.desired`, 1, 5000, "tasks");
  wholeNumber(`${E}.max`, 1, 5000, "tasks");
  wholeNumber(`${E}.fargateSpotPercent`, 0, 99, "percent");
  wholeNumber(`${E}.healthCheckGraceSeconds`, 0, 7200, "seconds");
  wholeNumber(`${E}.stopTimeoutSeconds`, 2, 120, "seconds");
  flag(`${E}.readonlyRootFilesystem`);
  flag(`${E}.zoneRebalancing`);
  flag(`${E}.exec`);
  for (const days of [0, 2, 31, "30"])
    formMistake(`${E}.logRetentionDays`, days, "one of 1, 3, 5, 7, 14, 30", "the periods that CloudWatch Logs knows");
});

describe("config: the form of the hosts and the deployment of tasks", () => {
  formMistake(`${E}.hosts`, 3, "a mapping with the keys type, max, rootVolumeGiB", "give a mapping");
  formMistake(
    `${E}.hosts.types`,
    ["t3.small"],
    "the keys of ecs.hosts, in docs/config.md#ecs; as type, ",
    "write type",
  );
  for (const type of ["t3", "T3.small", ["t3.small"]])
    formMistake(`${E}.hosts.type`, type, "an instance type, such as t3.small", "write family, dot and size");
  wholeNumber(`${E}.hosts.max`, 1, 1000, "hosts");
  wholeNumber(`${E}.hosts.rootVolumeGiB`, 30, 16384, "GiB");
  wholeNumber(`${E}.hosts.targetCapacityPercent`, 1, 100, "percent");
  wholeNumber(`${E}.hosts.warmupSeconds`, 0, 3600, "seconds");
  wholeNumber(`${E}.deployment.minHealthyPercent`, 0, 100, "percent");
  wholeNumber(`${E}.deployment.maxHealthyPercent`, 100, 200, "percent");
  flag(`${E}.deployment.rollback`);
  formMistake(`${E}.deployment.rolback`, true, "the keys minHealthyPercent, maxHealthyPercent, rollback", "rollback");
});

describe("config: the form of the container of tasks", () => {
  const ECR_FORMS = [
    "1234.dkr.ecr.eu-west-1.amazonaws.com/app:1",
    "123456789012.dkr-ecr.eu-west-1.on.aws/app:1",
    "123456789012.dkr.ecr-fips.us-east-1.amazonaws.com/app:1",
    "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/app:1",
  ];
  for (const image of ECR_FORMS)
    formMistake(`${E}.image`, image, "an image name", "for ECR ACCOUNT.dkr.ecr.REGION.amazonaws.com");
  const NO_IMAGES = [
    "nginx:",
    "team/App:1",
    "app@sha256:0123abcd",
    "app:1@md5:0123",
    "a//b",
    "https://ghcr.io/own/app",
  ];
  for (const image of ["", " nginx", "-nginx", 7, ...NO_IMAGES])
    formMistake(`${E}.image`, image, "an image name, such as public.ecr.aws", "repository in lower case");
  formMistake(`${E}.command`, "serve", "a list", "give a list");
  formMistake(`${E}.command[0]`, 1, "a text", "give a text");
  formMistake(`${E}.environment`, ["A=1"], "a mapping", "give a mapping");
  formMistake(`${E}.environment.A`, 1, "a text, or a secret", "quote it, so that it stays a text");
  for (const name of ["A-B", "1A", "é"]) {
    formMistake(`${E}.environment.${name}`, "x", "letters, digits and underscores", "rename the variable");
    formMistake(
      `${E}.secrets.${name}`,
      "arn:aws:ssm:eu-west-1:123456789012:parameter/a",
      "letters, digits and underscores",
      "rename the variable",
    );
  }
  const arns = [
    "token",
    "arn:aws:s3:::bucket/key",
    "arn:aws:ssm:eu-west-1:123456789012:document/a",
    "arn:aws:ssm:eu-west-1:1234:parameter/a",
    "arn:aws:secretsmanager:eu-west-1:123456789012:secret:",
    "arn:aws:secretsmanager:eu-west-1:123456789012:secret:a-a1b2c3:b:c:d:e",
    // Without the characters of Secrets Manager's own, or with others.
    "arn:aws:secretsmanager:eu-west-1:123456789012:secret:tcp/login",
    "arn:aws:secretsmanager:eu-west-1:123456789012:secret:tcp/login:password::",
    "arn:aws:secretsmanager:eu-west-1:123456789012:secret:tcp/login-a1b2c",
    "arn:aws:secretsmanager:eu-west-1:123456789012:secret:tcp/login-a1b2_3",
    // With some of the colons, or a stage and a version.
    "arn:aws:secretsmanager:eu-west-1:123456789012:secret:tcp/login-a1b2c3:password",
    "arn:aws:secretsmanager:eu-west-1:123456789012:secret:tcp/login-a1b2c3:password:AWSCURRENT",
    "arn:aws:secretsmanager:eu-west-1:123456789012:secret:tcp/login-a1b2c3::AWSCURRENT:0123",
    "arn:aws-cn:ssm:cn-north-1:123456789012:parameter/a",
    7,
  ];
  for (const arn of arns)
    formMistake(
      `${E}.secrets.A`,
      arn,
      "the ARN of a parameter of Systems Manager, or the whole ARN",
      fixOfArn(arn, "copy it from"),
    );
  const sidecar = { given: { [`${E}.sidecars.a`]: { image: "proxy:1" } } };
  formMistake(`${E}.sidecars.a b`, { image: "proxy:1" }, "up to 80 letters, digits", "name it by what it does");
  formMistake(`${E}.sidecars.a.image`, undefined, "an image name, such as", "repository in lower case", sidecar);
  formMistake(`${E}.sidecars.a.essential`, "no", "true or false", "without quotes", sidecar);
  formMistake(`${E}.dependsOn.a`, "HEALTHY", "one of start, healthy, complete, success", "write healthy", sidecar);
  for (const arn of [
    "registry",
    "arn:aws:ssm:eu-west-1:123456789012:parameter/a",
    "arn:aws:secretsmanager:eu-west-1:123456789012:secret:r-a1b2c3:user::",
  ])
    formMistake(`${E}.registryCredentials`, arn, "the whole ARN of a secret of Secrets Manager", "copy it from", {
      given: { [`${E}.image`]: "app:1" },
    });
  wholeNumber(`${E}.sidecars.a.memoryMiB`, 6, 122880, "MiB", { ...sidecar.given, [`${E}.memoryMiB`]: 1000 });
  wholeNumber(`${E}.sidecars.a.cpuUnits`, 2, 16384, "units", { ...sidecar.given, [`${E}.cpuUnits`]: 1000 });
  const spot = { [`${E}.hosts.spotPercent`]: 50 };
  wholeNumber(`${E}.hosts.spotPercent`, 0, 100, "percent");
  wholeNumber(`${E}.hosts.onDemandBase`, 0, 1000, "hosts", spot);
  formMistake(`${E}.hosts.otherTypes`, [], "a list, not empty", "give a list");
  formMistake(`${E}.healthCheck.command`, "probe", "a list, not empty", "give a list");
  formMistake(`${E}.healthCheck.command`, [], "a list, not empty", "give a list");
  wholeNumber(`${E}.healthCheck.intervalSeconds`, 5, 300, "seconds");
  wholeNumber(`${E}.healthCheck.timeoutSeconds`, 2, 60, "seconds");
  wholeNumber(`${E}.healthCheck.retries`, 1, 10, "runs");
  wholeNumber(`${E}.healthCheck.startPeriodSeconds`, 0, 300, "seconds");
});

describe("config: the form of what tasks may do, how they scale and where they connect to", () => {
  const S = `${E}.scaling`;
  for (const key of ["targetCpuPercent", "targetMemoryPercent"])
    for (const value of [4, 96, 50.5, "50", "off"])
      formMistake(
        `${S}.${key}`,
        value,
        "a whole number of percent from 5 to 95, or none",
        value === "off" ? "write none" : "write the number of percent alone",
      );
  wholeNumber(`${S}.targetConnectionsPerTask`, 1, 1_000_000, "connections");
  formMistake(`${S}.targetConnections`, 1, "the keys targetCpuPercent, targetMemoryPercent, targetConn", "remove it");

  for (const name of ["internal", "Tasks.internal", "tasks.internal."])
    formMistake(`${E}.discovery.namespace`, name, "a domain name in lower case", "joined by dots");
  wholeNumber(`${E}.discovery.ttlSeconds`, 0, 86400, "seconds");

  const POLICY = "arn:aws:iam::aws:policy/ReadOnlyAccess";
  formMistake(`${E}.secretKeyArns[0]`, "alias/own", "the ARN of a KMS key", "aws kms describe-key", {
    given: { [`${E}.secretKeyArns`]: ["alias/own"] },
  });
  formMistake(`${E}.taskPolicyArns`, POLICY, "a list", "give a list");
  formMistake(
    `${E}.taskPolicyArns`,
    Array.from({ length: 10 }, (_, each) => `${POLICY}${each}`),
    "a list",
    "give",
  );
  for (const arn of ["ReadOnlyAccess", "arn:aws:iam::123:policy/a", "arn:aws:iam::123456789012:role/a"])
    formMistake(`${E}.taskPolicyArns[0]`, arn, "the ARN of an IAM policy", "copy it from `aws iam list-policies`");

  const given = { [`${E}.egress`]: [{ cidr: "10.0.0.0/24", port: 5432 }] };
  formMistake(`${E}.egress`, { cidr: "10.0.0.0/24", port: 5432 }, "a list, each", "give a list");
  formMistake(`${E}.egress[0].cidr`, "db.example.com", "a range such as", "write the addresses behind the name", {
    given,
  });
  wholeNumber(`${E}.egress[0].port`, 1, 65535, "port", given);
});

describe("config: the form of weights and published addresses", () => {
  formMistake("weights", [90, 10], "a mapping with the keys instances, tasks", "give a mapping");
  formMistake("weights.task", 10, "the keys instances, tasks", "write tasks", { given: { "weights.instances": 90 } });
  wholeNumber("weights.instances", 0, 999, "parts", { options: ["nlb", "ecs"], "weights.tasks": 1 });
  wholeNumber("weights.tasks", 0, 999, "parts", { options: ["nlb", "ecs"], "weights.instances": 1 });

  const entry = { region: "eu-west-1", zone: "a", allocationId: "eipalloc-01234567" };
  const given = { published: [entry] };
  const around = { given };
  formMistake("published", entry, "a list, each", "give a list");
  formMistake(
    "published[0]",
    "eipalloc-01234567",
    "a mapping with the keys region, zone, for",
    "give a mapping",
    around,
  );
  formMistake("published[0].region", "eu-wst-1", "the name of an AWS region", "write eu-west-1", around);
  formMistake("published[0].region", undefined, "the name of an AWS region", "describe-regions", around);
  formMistake("published[0].zone", "eu-west-1a", "the letter of a zone", "the last letter", around);
  formMistake("published[0].for", "public", "one of clients, egress", "choose one of these words", around);
  for (const id of ["203.0.113.7", "eipalloc-0123", undefined])
    formMistake("published[0].allocationId", id, "eipalloc- and 17 (or 8) hexadecimal digits", "copy it from", around);
});
