import { expect } from "chai";
import type { Graph } from "../../../graph";
import {
  WATCHED,
  type Raw,
  dependenciesOf,
  find,
  inputs,
  inputsOf,
  nameOf,
  ofType,
  recordConfig,
} from "../../support/recording";

const KEY = "aws:kms/key:Key";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const TOPIC = "aws:sns/topic:Topic";

const withKeys = (rest: Raw = {}, keys: Raw = { kind: "created" }): Raw => ({ ...WATCHED, ...rest, guard: { keys } });
const IRELAND = { zones: ["a", "b"], cidr: "10.20.0.0/16", nat: "single" };
const EVERYTHING: Raw = {
  options: ["nlb", "ecs", "networkFirewall", "privateLink"],
  weights: { instances: 1, tasks: 1 },
  networkFirewall: { customerManagedKey: true },
  globalAccelerator: { flowLogs: { kind: "created" } },
  privateLink: {
    consumers: [
      {
        name: "acme",
        region: "eu-central-1",
        serviceRegion: "eu-west-1",
        vpc: { kind: "created", cidr: "10.60.0.0/22", zones: ["a"] },
      },
    ],
    supportedRegions: ["eu-central-1"],
  },
  monitoring: { notify: { page: { emails: ["pager@example.com"] } } },
};

const arn = (region: string) => `\${Key:key-${region}.arn}`;
const policyOf = (graph: Graph, region: string) =>
  (inputsOf(find(graph, KEY, `key-${region}`))["policy"] as { Statement: { Sid: string }[] }).Statement;
const sids = (graph: Graph, region: string) => policyOf(graph, region).map(({ Sid }) => Sid);

/** By resource, the key that encrypts it. */
function keysOf(graph: Graph): Record<string, unknown> {
  const found: [string, unknown][] = [
    ...ofType(graph, LOG_GROUP).map(({ name, inputs: given }): [string, unknown] => [name, given["kmsKeyId"]]),
    ...ofType(graph, ENCRYPTION).map(({ name, inputs: given }): [string, unknown] => [
      name,
      JSON.stringify(given["rules"]),
    ]),
    ...ofType(graph, TEMPLATE).map(({ name, inputs: given }): [string, unknown] => [
      name,
      JSON.stringify(given["blockDeviceMappings"]),
    ]),
    ...ofType(graph, TOPIC).map(({ name, inputs: given }): [string, unknown] => [name, given["kmsMasterKeyId"]]),
  ];
  return Object.fromEntries(
    found.map(([name, text]): [string, unknown] => [name, /\$\{Key:[^}]*\}/.exec(String(text))?.[0]]),
  );
}

describe("EncryptionKey", () => {
  it("is a key that rotates, with an alias, in the region and by the provider of what it encrypts", async () => {
    const graph = await recordConfig(withKeys());
    const key = find(graph, KEY, "key-eu-west-1");
    const { policy, ...given } = inputsOf(key);
    expect(given).to.deep.equal({
      description: "Encrypts logs, volumes of ha-tcp-test-eu-west-1",
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      tags: { Name: "ha-tcp-test-key-eu-west-1" },
    });
    expect(policy).to.have.property("Version", "2012-10-17");
    expect(nameOf(key.provider ?? "")).to.equal("aws-eu-west-1");
    expect(inputs(graph, "aws:kms/alias:Alias")).to.deep.equal({
      "key-eu-west-1-alias": { name: "alias/ha-tcp-test-key-eu-west-1", targetKeyId: "${Key:key-eu-west-1.id}" },
    });
  });

  it("lets each service use it as its page says, for this account alone", async () => {
    const USE = [
      "kms:Encrypt",
      "kms:Decrypt",
      "kms:ReEncryptFrom",
      "kms:ReEncryptTo",
      "kms:GenerateDataKey",
      "kms:GenerateDataKeyWithoutPlaintext",
      "kms:DescribeKey",
    ];
    const role = {
      AWS: "arn:aws:iam::123456789012:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
    };
    const allow = (Sid: string, Principal: object, Action: string[], Condition?: object) => ({
      Sid,
      Effect: "Allow",
      Principal,
      Action,
      Resource: ["*"],
      ...(Condition && { Condition }),
    });
    const graph = await recordConfig(withKeys({ globalAccelerator: { flowLogs: { kind: "created" } } }));
    const administrators = allow("Administrators", { AWS: "arn:aws:iam::123456789012:root" }, ["kms:*"]);
    expect(policyOf(graph, "eu-west-1")).to.deep.equal([
      administrators,
      allow("LogGroups", { Service: "logs.eu-west-1.amazonaws.com" }, USE, {
        ArnLike: { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-west-1:123456789012:log-group:*" },
      }),
      allow("Volumes", role, USE),
      allow("AttachedVolumes", role, ["kms:CreateGrant"], { Bool: { "kms:GrantIsForAWSResource": "true" } }),
    ]);
    expect(policyOf(graph, "us-west-2")).to.deep.equal([
      administrators,
      allow("LogDelivery", { Service: "delivery.logs.amazonaws.com" }, USE, {
        StringEquals: { "aws:SourceAccount": "123456789012" },
        ArnLike: { "aws:SourceArn": "arn:aws:logs:us-west-2:123456789012:*" },
      }),
    ]);
  });

  it("encrypts all that is stored, whatever the options, each in its region", async () => {
    const graph = await recordConfig(withKeys(EVERYTHING));
    const ireland = arn("eu-west-1");
    expect(keysOf(graph)).to.deep.equal({
      "anycast-logs-encryption": arn("us-west-2"),
      "consumer-acme-flow-logs": arn("eu-central-1"),
      "firewall-eu-west-1-alert-logs": ireland,
      "firewall-eu-west-1-flow-logs": ireland,
      "firewall-eu-west-1-vpc-flow-logs": ireland,
      "fleet-eu-west-1-template": ireland,
      "monitoring-eu-west-1-page": ireland,
      "network-eu-west-1-flow-logs": ireland,
      "tasks-eu-west-1-awsvpc-hosts-template": ireland,
      "tasks-eu-west-1-awsvpc-logs": ireland,
    });
    expect(ofType(graph, KEY).map(({ name }) => name)).to.have.members([
      "key-eu-central-1",
      "key-eu-west-1",
      "key-us-west-2",
    ]);
    expect(sids(graph, "eu-west-1")).to.deep.equal([
      "Administrators",
      "LogGroups",
      "Cloudwatch",
      "Volumes",
      "AttachedVolumes",
    ]);
    expect(sids(graph, "eu-central-1")).to.deep.equal(["Administrators", "LogGroups"]);
    const firewall = find(graph, "aws:networkfirewall/firewall:Firewall", "firewall-eu-west-1");
    expect(firewall.inputs["encryptionConfiguration"]).to.deep.equal({ type: "CUSTOMER_KMS", keyId: ireland });
  });

  it("lets nobody have what is not there: no volumes on Fargate, none of another region's", async () => {
    const graph = await recordConfig(withKeys({ options: ["ecs"], ecs: { launch: "fargate" } }));
    expect(sids(graph, "eu-west-1")).to.deep.equal(["Administrators", "LogGroups"]);
  });

  it("is there before what it encrypts, and the roles that write may use it through CloudWatch Logs", async () => {
    const graph = await recordConfig(withKeys());
    const logs = "network-eu-west-1-flow-logs";
    expect(dependenciesOf(find(graph, LOG_GROUP, logs))).to.include("key-eu-west-1");
    const policy = inputsOf(find(graph, "aws:iam/rolePolicy:RolePolicy", `${logs}-policy`))["policy"];
    expect((policy as { Statement: object[] }).Statement[1]).to.deep.include({
      Sid: "LogsKey",
      Resource: [arn("eu-west-1")],
      Condition: { StringEquals: { "kms:ViaService": "logs.eu-west-1.amazonaws.com" } },
    });
  });

  it("stays in the account under protect, as the logs do, and does not hold up the update", async () => {
    for (const protect of [true, false]) {
      const key = find(await recordConfig(withKeys({ protect })), KEY, "key-eu-west-1");
      expect([key.protect, key.retainOnDelete]).to.deep.equal([false, protect]);
    }
  });

  it("that is not to be used stays as it is, and encrypts nothing", async () => {
    const [used, idle] = await Promise.all([
      recordConfig(withKeys()),
      recordConfig(withKeys({}, { kind: "created", use: false })),
    ]);
    expect(find(idle, KEY, "key-eu-west-1")).to.deep.equal(find(used, KEY, "key-eu-west-1"));
    expect(Object.values(keysOf(idle))).to.deep.equal([undefined, undefined]);
  });

  it("that exists is used by its ARN, and none is made", async () => {
    const own = "arn:aws:kms:eu-west-1:210987654321:key/1234abcd";
    const graph = await recordConfig(withKeys({}, { kind: "existing", arns: { "eu-west-1": own } }));
    expect(ofType(graph, KEY)).to.deep.equal([]);
    expect(find(graph, LOG_GROUP, "network-eu-west-1-flow-logs").inputs["kmsKeyId"]).to.equal(own);
    expect(JSON.stringify(find(graph, TEMPLATE, "fleet-eu-west-1-template").inputs)).to.include(own);
  });

  it("is not there unless it is asked for: AWS's own keys encrypt", async () => {
    const graph = await recordConfig({ ...WATCHED, regions: { "eu-west-1": IRELAND } });
    expect(ofType(graph, KEY)).to.deep.equal([]);
    expect(Object.values(keysOf(graph))).to.deep.equal([undefined, undefined]);
  });
});
