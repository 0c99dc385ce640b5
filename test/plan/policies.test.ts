import { expect } from "chai";
import * as ec2 from "../../plan/ec2/policies";
import type { EcrImage } from "../../plan/ec2/policies";
import * as ecs from "../../plan/ecs/policies";
import * as keys from "../../plan/guard/keys";
import * as logs from "../../plan/logPolicies";
import * as endpoints from "../../plan/network/vpcEndpoints";
import * as documents from "../../plan/policies";
import type { PolicyDocument, Statement } from "../../plan/policies";

const document = (...Statement: Statement[]): PolicyDocument => ({ Version: "2012-10-17", Statement });
const IMAGE: EcrImage = { account: "123456789012", region: "eu-west-1", repository: "team/app" };
const AWS_BUCKETS = [
  "arn:aws:s3:::al2023-repos-eu-west-1-de612dc2/*",
  "arn:aws:s3:::amazon-ssm-eu-west-1/*",
  "arn:aws:s3:::aws-ssm-eu-west-1/*",
  "arn:aws:s3:::patch-baseline-snapshot-eu-west-1/*",
  "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*",
];
const ownedByAws = (Resource: string[]): Statement => ({
  Sid: "OwnedByAws",
  Effect: "Allow",
  Principal: "*",
  Action: ["s3:GetObject"],
  Resource,
});
/** What builds policies, in all files. */
const policies = { ...documents, ...ec2, ...ecs, ...logs, ...endpoints, ...keys };
const LOG_GROUP = "arn:aws:logs:eu-west-1:123456789012:log-group:flow";
const BUCKET = { bucketArn: "arn:aws:s3:::logs", prefix: "team/flow-logs", account: "123456789012" };
const KEY = { arn: "arn:aws:kms:eu-west-1:123456789012:key/1234abcd", region: "eu-west-1" };
const ZONES = [{ zoneId: "Z0123", logGroupArn: LOG_GROUP }];
const PLACE = { region: "eu-west-1", account: "123456789012", publishers: [] };
const USE = ["Encrypt", "Decrypt", "ReEncryptFrom", "ReEncryptTo", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext"]
  .concat("DescribeKey")
  .map((action) => `kms:${action}`);
const CLUSTER = "arn:aws:ecs:eu-west-1:123456789012:cluster/tasks";
const PARAMETER = "arn:aws:ssm:eu-west-1:123456789012:parameter/tcp/token";
const SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:tcp/key-a1b2c3";
const OWN_STATEMENT = { Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::files/*"] };
const TASKS = { launch: "ec2", secrets: [PARAMETER, SECRET], exec: true } as const;
const CHANNELS = ["CreateControlChannel", "CreateDataChannel", "OpenControlChannel", "OpenDataChannel"].map(
  (action) => `ssmmessages:${action}`,
);

/** One call of every builder, by its name. */
const BUILT: Record<string, PolicyDocument[]> = {
  instanceTrust: [policies.instanceTrust()],
  statementsDocument: [policies.statementsDocument([OWN_STATEMENT]) as PolicyDocument],
  pullImage: [policies.pullImage(IMAGE, { throughCache: true })],
  completeLaunch: [policies.completeLaunch("eu-west-1", "ha-tcp-prod-fleet-eu-west-1")],
  taskTrust: [policies.taskTrust("eu-west-1", "123456789012")],
  taskLogs: [policies.taskLogs(LOG_GROUP), policies.taskLogs(LOG_GROUP, KEY)],
  ecsAgent: [policies.ecsAgent(CLUSTER)],
  readSecrets: [policies.readSecrets([PARAMETER, SECRET]) ?? document()],
  taskExec: [policies.taskExec()],
  flowLogTrust: [policies.flowLogTrust("eu-west-1", "123456789012")],
  flowLogWrite: [policies.flowLogWrite(LOG_GROUP), policies.flowLogWrite(LOG_GROUP, KEY)],
  flowLogDelivery: [
    policies.flowLogDelivery({ ...BUCKET, region: "eu-west-1", hivePartitions: false }),
    policies.flowLogDelivery({ ...BUCKET, region: "eu-west-1", hivePartitions: true }),
  ],
  firewallLogDelivery: [policies.firewallLogDelivery("eu-west-1", "123456789012", [LOG_GROUP])],
  acceleratorLogDelivery: [policies.acceleratorLogDelivery(BUCKET)],
  accessLogDelivery: [policies.accessLogDelivery({ ...BUCKET, region: "eu-west-1" })],
  queryLogDelivery: [policies.queryLogDelivery("123456789012", ZONES)],
  firewallKeyPolicy: [policies.firewallKeyPolicy("123456789012")],
  keyPolicy: [policies.keyPolicy(policies.KEY_USES, PLACE)],
  s3EndpointPolicy: [policies.s3EndpointPolicy("eu-west-1", []), policies.s3EndpointPolicy("eu-west-1", ["own"])],
  interfaceEndpointPolicy: policies
    .interfaceEndpoints({ hasNat: false, ecr: true, hosts: true, warmPool: true, tasks: TASKS })
    .map((service) => policies.interfaceEndpointPolicy(service, "123456789012")),
};

describe("plan/policies: documents", () => {
  const table: [title: string, built: PolicyDocument, expected: PolicyDocument][] = [
    [
      "EC2 may give the role to an instance",
      policies.instanceTrust(),
      document({ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: ["sts:AssumeRole"] }),
    ],
    [
      "an instance may pull its one image",
      policies.pullImage(IMAGE, { throughCache: false }),
      document(
        { Sid: "Token", Effect: "Allow", Action: ["ecr:GetAuthorizationToken"], Resource: ["*"] },
        {
          Sid: "Layers",
          Effect: "Allow",
          Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
          Resource: ["arn:aws:ecr:eu-west-1:123456789012:repository/team/app"],
        },
      ),
    ],
    [
      "through a cache, it may have ECR fetch that one image and make its repository",
      policies.pullImage(IMAGE, { throughCache: true }),
      document(
        { Sid: "Token", Effect: "Allow", Action: ["ecr:GetAuthorizationToken"], Resource: ["*"] },
        {
          Sid: "Layers",
          Effect: "Allow",
          Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
          Resource: ["arn:aws:ecr:eu-west-1:123456789012:repository/team/app"],
        },
        {
          Sid: "Cache",
          Effect: "Allow",
          Action: ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"],
          Resource: ["arn:aws:ecr:eu-west-1:123456789012:repository/team/app"],
        },
      ),
    ],
    [
      "an instance may say that it is ready, in the group of its name alone",
      policies.completeLaunch("eu-west-1", "ha-tcp-prod-fleet-eu-west-1"),
      document(
        { Sid: "State", Effect: "Allow", Action: ["autoscaling:DescribeAutoScalingInstances"], Resource: ["*"] },
        {
          Sid: "Ready",
          Effect: "Allow",
          Action: ["autoscaling:CompleteLifecycleAction"],
          Resource: ["arn:aws:autoscaling:eu-west-1:*:autoScalingGroup:*:autoScalingGroupName/*"],
          Condition: { StringEquals: { "aws:ResourceTag/Name": "ha-tcp-prod-fleet-eu-west-1" } },
        },
      ),
    ],
    [
      "ECS may give the role to tasks of this account and region",
      policies.taskTrust("eu-west-1", "123456789012"),
      document({
        Effect: "Allow",
        Principal: { Service: "ecs-tasks.amazonaws.com" },
        Action: ["sts:AssumeRole"],
        Condition: {
          StringEquals: { "aws:SourceAccount": "123456789012" },
          ArnLike: { "aws:SourceArn": "arn:aws:ecs:eu-west-1:123456789012:*" },
        },
      }),
    ],
    [
      "the streams of one group may be written",
      policies.taskLogs(LOG_GROUP),
      document({
        Sid: "Logs",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: [`${LOG_GROUP}:log-stream:*`],
      }),
    ],
    [
      "the ECS agent may make its host part of one cluster",
      policies.ecsAgent(CLUSTER),
      document(
        { Sid: "Endpoint", Effect: "Allow", Action: ["ecs:DiscoverPollEndpoint"], Resource: ["*"] },
        {
          Sid: "Cluster",
          Effect: "Allow",
          Action: ["ecs:RegisterContainerInstance", "ecs:SubmitAttachmentStateChanges", "ecs:SubmitTaskStateChange"],
          Resource: [CLUSTER],
        },
        {
          Sid: "Hosts",
          Effect: "Allow",
          Action: ["ecs:Poll", "ecs:StartTelemetrySession"],
          Resource: ["*"],
          Condition: { ArnEquals: { "ecs:cluster": CLUSTER } },
        },
      ),
    ],
    [
      "people may run commands in a container",
      policies.taskExec(),
      document({ Sid: "Exec", Effect: "Allow", Action: CHANNELS, Resource: ["*"] }),
    ],
    [
      "flow logs of this account and region may take the role",
      policies.flowLogTrust("eu-west-1", "123456789012"),
      document({
        Effect: "Allow",
        Principal: { Service: "vpc-flow-logs.amazonaws.com" },
        Action: ["sts:AssumeRole"],
        Condition: {
          StringEquals: { "aws:SourceAccount": "123456789012" },
          ArnLike: { "aws:SourceArn": "arn:aws:ec2:eu-west-1:123456789012:vpc-flow-log/*" },
        },
      }),
    ],
    [
      "flow logs may be written to one group",
      policies.flowLogWrite(LOG_GROUP),
      document({
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
        Resource: [LOG_GROUP, `${LOG_GROUP}:*`],
      }),
    ],
    [
      "the log delivery service of this account and region may write into these groups, in one order",
      policies.firewallLogDelivery("eu-west-1", "123456789012", [`${LOG_GROUP}-b`, `${LOG_GROUP}-a`]),
      document({
        Sid: "LogDelivery",
        Effect: "Allow",
        Principal: { Service: "delivery.logs.amazonaws.com" },
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: [`${LOG_GROUP}-a:log-stream:*`, `${LOG_GROUP}-b:log-stream:*`],
        Condition: {
          StringEquals: { "aws:SourceAccount": "123456789012" },
          ArnLike: { "aws:SourceArn": "arn:aws:logs:eu-west-1:123456789012:*" },
        },
      }),
    ],
    [
      "the log delivery service of this account may write an accelerator's logs, by AWS's own names, and nobody unencrypted",
      policies.acceleratorLogDelivery(BUCKET),
      document(
        {
          Sid: "AWSLogDeliveryWrite",
          Effect: "Allow",
          Principal: { Service: "delivery.logs.amazonaws.com" },
          Action: ["s3:PutObject"],
          Resource: ["arn:aws:s3:::logs/team/flow-logs/AWSLogs/123456789012/*"],
          Condition: {
            StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceAccount": "123456789012" },
          },
        },
        {
          Sid: "AWSLogDeliveryAclCheck",
          Effect: "Allow",
          Principal: { Service: "delivery.logs.amazonaws.com" },
          Action: ["s3:GetBucketAcl"],
          Resource: ["arn:aws:s3:::logs"],
          Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
        },
        {
          Sid: "EncryptedTransport",
          Effect: "Deny",
          Principal: "*",
          Action: ["s3:*"],
          Resource: ["arn:aws:s3:::logs", "arn:aws:s3:::logs/*"],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ),
    ],
    [
      "the log delivery service of this account and region may write the access logs of load balancers",
      document(...policies.accessLogDelivery({ ...BUCKET, region: "eu-west-1" }).Statement.slice(0, 2)),
      document(
        {
          Sid: "AWSLogDeliveryWrite",
          Effect: "Allow",
          Principal: { Service: "delivery.logs.amazonaws.com" },
          Action: ["s3:PutObject"],
          Resource: ["arn:aws:s3:::logs/AWSLogs/123456789012/*"],
          Condition: {
            StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceAccount": "123456789012" },
            ArnLike: { "aws:SourceArn": "arn:aws:logs:eu-west-1:123456789012:*" },
          },
        },
        {
          Sid: "AWSLogDeliveryAclCheck",
          Effect: "Allow",
          Principal: { Service: "delivery.logs.amazonaws.com" },
          Action: ["s3:GetBucketAcl"],
          Resource: ["arn:aws:s3:::logs"],
          Condition: {
            StringEquals: { "aws:SourceAccount": "123456789012" },
            ArnLike: { "aws:SourceArn": "arn:aws:logs:eu-west-1:123456789012:*" },
          },
        },
      ),
    ],
    [
      "Route 53 may write what it is asked about a zone into that zone's log group",
      policies.queryLogDelivery("123456789012", ZONES),
      document({
        Effect: "Allow",
        Principal: { Service: "route53.amazonaws.com" },
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: [`${LOG_GROUP}:*`],
        Condition: {
          StringEquals: { "aws:SourceAccount": "123456789012" },
          ArnEquals: { "aws:SourceArn": "arn:aws:route53:::hostedzone/Z0123" },
        },
      }),
    ],
    [
      "a role that writes encrypted logs may use the key through CloudWatch Logs alone",
      document(...policies.flowLogWrite(LOG_GROUP, KEY).Statement.slice(1)),
      document({
        Sid: "LogsKey",
        Effect: "Allow",
        Action: USE,
        Resource: [KEY.arn],
        Condition: { StringEquals: { "kms:ViaService": "logs.eu-west-1.amazonaws.com" } },
      }),
    ],
    [
      "the account's own administrators decide over a firewall's key",
      policies.firewallKeyPolicy("123456789012"),
      document({
        Sid: "Administrators",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::123456789012:root" },
        Action: ["kms:*"],
        Resource: ["*"],
      }),
    ],
    [
      "S3: only what AWS owns and the image needs may be read",
      policies.s3EndpointPolicy("eu-west-1", []),
      document(ownedByAws(AWS_BUCKETS)),
    ],
    [
      "S3: configured buckets too, in one order whatever that of the file",
      policies.s3EndpointPolicy("eu-west-1", ["own-b", "own-a"]),
      document(ownedByAws(AWS_BUCKETS), {
        Sid: "Configured",
        Effect: "Allow",
        Principal: "*",
        Action: ["s3:GetObject", "s3:PutObject", "s3:ListBucket"],
        Resource: ["arn:aws:s3:::own-a", "arn:aws:s3:::own-a/*", "arn:aws:s3:::own-b", "arn:aws:s3:::own-b/*"],
      }),
    ],
  ];
  for (const [title, built, expected] of table)
    it(title, () => {
      expect(built).to.deep.equal(expected);
    });

  const patchBuckets: [region: string, bucket: string][] = [
    ["af-south-1", "patch-baseline-snapshot-af-south-1-tbxdb5b9"],
    ["me-south-1", "patch-baseline-snapshot-me-south-1-uduvl7q8"],
    ["us-east-1", "patch-baseline-snapshot-us-east-1"],
  ];
  for (const [region, bucket] of patchBuckets)
    it(`S3: the patch baselines of ${region} lie in ${bucket}`, () => {
      const resources = policies.s3EndpointPolicy(region, []).Statement[0]?.Resource;
      expect(resources?.filter((arn) => arn.includes("patch"))).to.deep.equal([`arn:aws:s3:::${bucket}/*`]);
    });

  it("leaves the list of buckets as it was", () => {
    const buckets = ["b", "a"];
    policies.s3EndpointPolicy("eu-west-1", buckets);
    expect(buckets).to.deep.equal(["b", "a"]);
  });
});

describe("plan/policies: reading parameters and secrets", () => {
  const parameters = (...Resource: string[]): Statement => ({
    Sid: "Parameters",
    Effect: "Allow",
    Action: ["ssm:GetParameters"],
    Resource,
  });
  const secrets = (...Resource: string[]): Statement => ({
    Sid: "Secrets",
    Effect: "Allow",
    Action: ["secretsmanager:GetSecretValue"],
    Resource,
  });
  const table: [title: string, arns: string[], expected: PolicyDocument | undefined][] = [
    ["none", [], undefined],
    ["parameters, sorted", [`${PARAMETER}2`, PARAMETER], document(parameters(PARAMETER, `${PARAMETER}2`))],
    ["secrets, sorted", [`${SECRET}2`, SECRET], document(secrets(SECRET, `${SECRET}2`))],
    ["both", [SECRET, PARAMETER], document(parameters(PARAMETER), secrets(SECRET))],
    ["one for two variables", [PARAMETER, PARAMETER], document(parameters(PARAMETER))],
    [
      "keys, stages and versions of one secret: the secret, once",
      [`${SECRET}:password::`, `${SECRET}:user:AWSCURRENT:`, `${SECRET}:::0a`, SECRET],
      document(secrets(SECRET)),
    ],
  ];
  for (const [title, arns, expected] of table)
    it(title, () => {
      expect(policies.readSecrets(arns)).to.deep.equal(expected);
    });

  it("decrypts with the customer's keys where there is something to decrypt", () => {
    const key = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd";
    expect(policies.readSecrets([PARAMETER], [key])?.Statement.at(-1)).to.deep.equal({
      Sid: "Keys",
      Effect: "Allow",
      Action: ["kms:Decrypt"],
      Resource: [key],
    });
    expect(policies.readSecrets([], [key])).to.equal(undefined);
  });

  it("tells a parameter by its service alone", () => {
    expect([PARAMETER, SECRET, SECRET.replace("tcp/key", "ssm:parameter")].map(policies.isParameter)).to.deep.equal([
      true,
      false,
      false,
    ]);
  });
});

describe("plan/policies: every builder", () => {
  it("is called here, also one to come", () => {
    const builders = Object.entries(policies).flatMap(([name, value]) => (typeof value === "function" ? [name] : []));
    expect(builders.sort()).to.deep.equal(
      [
        ...Object.keys(BUILT),
        "administrators",
        "encryptedTransport",
        "autoScalingRole",
        "document",
        "ecrImage",
        "interfaceEndpoints",
        "isOwnEndpoint",
        "isParameter",
        "secretsOf",
        // Parts of those above: of what tasks write, and of both trusts.
        "throughLogs",
        "trustOf",
      ].sort(),
    );
  });

  /** What the API binds to no resource. */
  const UNBOUND: Readonly<Record<string, string[][]>> = {
    pullImage: [["ecr:GetAuthorizationToken"]],
    completeLaunch: [["autoscaling:DescribeAutoScalingInstances"]],
    ecsAgent: [["ecs:DiscoverPollEndpoint"]],
    taskExec: [CHANNELS],
    // In a key's own policy, that key.
    firewallKeyPolicy: [["kms:*"]],
    // AWS says of no condition that holds for Auto Scaling's own role.
    keyPolicy: [["kms:*"], USE],
  };

  /** A key's policy that gives its account less could leave a key that nobody can change any more; and what is refused may be all. */
  const WHOLE_SERVICE: Readonly<Record<string, string[]>> = {
    firewallKeyPolicy: ["kms:*"],
    keyPolicy: ["kms:*"],
    acceleratorLogDelivery: ["s3:*"],
    accessLogDelivery: ["s3:*"],
    flowLogDelivery: ["s3:*", "s3:*"],
  };

  const ofAnyone = (statement: Statement) => statement.Resource?.some((arn) => /^\*|^arn:[^/]*:\*$/.test(arn)) ?? false;

  for (const [name, built] of Object.entries(BUILT))
    it(`${name}: names each action in full, and every resource where the API can be bound to one`, () => {
      const statements = built.flatMap(({ Statement: all }) => all);
      expect(
        statements.flatMap(({ Action }) => Action).filter((action) => !/^[a-z0-9]+:[A-Za-z]+$/.test(action)),
      ).to.deep.equal(WHOLE_SERVICE[name] ?? []);
      const unbound = statements.filter((statement) => statement.Resource?.includes("*") && !statement.Condition);
      expect(unbound.map(({ Action }) => Action)).to.deep.equal(UNBOUND[name] ?? []);
    });

  it("refuses to everyone, and gives to nobody, a whole service but a key's", () => {
    for (const { Statement: all } of ["acceleratorLogDelivery", "accessLogDelivery"].flatMap(
      (name) => BUILT[name] ?? [],
    ))
      expect(all.filter(({ Action }) => Action.includes("s3:*")).map(({ Effect }) => Effect)).to.deep.equal(["Deny"]);
  });

  it("gives no one else the actions that an interface endpoint passes", () => {
    for (const { Statement: all } of BUILT["interfaceEndpointPolicy"] ?? [])
      for (const statement of all.filter(ofAnyone))
        expect(statement.Condition).to.deep.equal({ StringEquals: { "aws:PrincipalAccount": "123456789012" } });
  });
});

describe("plan/policies: private images", () => {
  const table: [image: string, parts: EcrImage | undefined][] = [
    ["123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1.0", { ...IMAGE, repository: "app" }],
    ["123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/app", IMAGE],
    ["123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/app@sha256:0123abcd", IMAGE],
    [
      "123456789012.dkr.ecr.us-east-1.amazonaws.com/a_b.c-d:latest",
      { account: "123456789012", region: "us-east-1", repository: "a_b.c-d" },
    ],
    ["public.ecr.aws/docker/library/nginx:1.29", undefined],
    ["nginx", undefined],
    ["1234.dkr.ecr.eu-west-1.amazonaws.com/app", undefined],
    ["123456789012.dkr.ecr.eu-west-1.amazonaws.com", undefined],
    ["evil.example/123456789012.dkr.ecr.eu-west-1.amazonaws.com/app", undefined],
    ["123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.example/app", undefined],
    ["123456789012xdkr.ecr.eu-west-1.amazonaws.com/app", undefined],
  ];
  for (const [image, parts] of table)
    it(`${image} ${parts ? `lies in ${parts.region}` : "is none"}`, () => {
      expect(policies.ecrImage(image)).to.deep.equal(parts);
    });
});
