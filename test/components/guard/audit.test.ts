import { join } from "node:path";
import { expect } from "chai";
import {
  WATCHED,
  ROOT,
  type Raw,
  SHAPES,
  dependenciesOf,
  find,
  inputs,
  inputsOf,
  nameOf,
  ofType,
  recordConfig,
  recordStack,
} from "../../support/recording";

const GUARDED = join(ROOT, "examples", "audited.yaml");
const LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const BUCKET = "access-logs-eu-west-1";
const named = (name: string) => ({ Name: `ha-tcp-audited-${name}` });
const CERTIFICATES = ["arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-4e5f-6071-8293-000000000001"];
const overTls = (rest: Raw = {}): Raw => ({
  ...WATCHED,
  service: { port: 5000, tls: {} },
  regions: { "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16", certificates: CERTIFICATES } },
  ...rest,
});

describe("Query logs of Route 53", () => {
  it("go to a log group of their own where Route 53 is managed, which it alone may write to", async () => {
    const graph = await recordStack(GUARDED);
    const group = find(graph, LOG_GROUP, "dns-query-logs");
    expect(group.inputs).to.deep.equal({
      retentionInDays: 90,
      kmsKeyId: "${Key:key-us-east-1.arn}",
      tags: named("dns-query-logs"),
    });
    expect(nameOf(group.provider ?? "")).to.equal("aws-global");
    expect(
      inputsOf(find(graph, "aws:cloudwatch/logResourcePolicy:LogResourcePolicy", "dns-query-log-delivery")),
    ).to.deep.equal({
      policyName: "ha-tcp-audited-dns-query-log-delivery",
      policyDocument: {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "route53.amazonaws.com" },
            Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
            Resource: ["${LogGroup:dns-query-logs.arn}:*"],
            Condition: {
              StringEquals: { "aws:SourceAccount": "123456789012" },
              ArnEquals: { "aws:SourceArn": "arn:aws:route53:::hostedzone/${HostedZone:example.com.zoneId}" },
            },
          },
        ],
      },
    });
    const log = find(graph, "aws:route53/queryLog:QueryLog", "dns-query-logs");
    expect(log.inputs).to.deep.equal({
      zoneId: "${HostedZone:example.com.zoneId}",
      cloudwatchLogGroupArn: "${LogGroup:dns-query-logs.arn}",
    });
    expect(dependenciesOf(log)).to.include("dns-query-log-delivery");
  });

  it("are kept with the stack's logs, and there is a group for each zone, and one policy", async () => {
    const dns = { zone: "example.com", create: true, second: { zone: "example.org", hostname: "tcp.example.org" } };
    const service = { port: 5000, hostname: "tcp.example.com" };
    const graph = await recordConfig({ ...WATCHED, service, dns, protect: true, guard: { audit: { queryLogs: {} } } });
    for (const name of ["dns-query-logs", "dns-second-query-logs"])
      expect(find(graph, LOG_GROUP, name).retainOnDelete).to.equal(true);
    const policies = ofType(graph, "aws:cloudwatch/logResourcePolicy:LogResourcePolicy");
    expect(policies.map(({ name, retainOnDelete }) => [name, retainOnDelete])).to.deep.equal([
      ["dns-query-log-delivery", true],
    ]);
    expect(JSON.stringify(policies[0]?.inputs))
      .to.include("${Zone:dns-zone.zoneId}")
      .and.include("dns-second-query-logs");
  });
});

describe("Access logs of load balancers", () => {
  it("go to a bucket of the region, private, encrypted, emptied by age, which log delivery alone may write to", async () => {
    const graph = await recordStack(GUARDED);
    const bucket = `\${Bucket:${BUCKET}.id}`;
    expect(inputs(graph, "aws:s3/bucket:Bucket")).to.deep.equal({
      [BUCKET]: { forceDestroy: true, tags: named(BUCKET) },
    });
    expect(
      inputs(graph, "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"),
    ).to.deep.equal({
      [`${BUCKET}-encryption`]: {
        bucket,
        rules: [
          {
            applyServerSideEncryptionByDefault: {
              sseAlgorithm: "aws:kms",
              kmsMasterKeyId: "${Key:key-eu-west-1.arn}",
            },
          },
        ],
      },
    });
    const rules = find(
      graph,
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
      `${BUCKET}-retention`,
    );
    expect(rules.inputs["rules"]).to.have.deep.nested.property("[0].expiration", { days: 365 });
    const access = find(graph, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", `${BUCKET}-private`);
    expect(Object.values(access.inputs).filter((value) => value === true)).to.have.length(4);
  });

  it("are told to every load balancer of TLS, once they may be written", async () => {
    const options = ["nlb", "privateLink", "globalAccelerator"];
    const graph = await recordConfig(
      overTls({ options, globalAccelerator: { preserveClientIp: false }, guard: { audit: { accessLogs: {} } } }),
    );
    const balancers = ofType(graph, LOAD_BALANCER);
    expect(balancers).to.have.length(3);
    for (const each of balancers) {
      expect(each.inputs["accessLogs"]).to.deep.equal({ enabled: true, bucket: `\${Bucket:${BUCKET}.bucket}` });
      expect(dependenciesOf(each)).to.include(`${BUCKET}-policy`);
    }
    const encryption = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
    expect(find(graph, encryption, `${BUCKET}-encryption`).inputs["rules"]).to.deep.equal([
      { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
    ]);
  });

  it("are only there by choice", async () => {
    const graph = await recordConfig(overTls());
    expect(find(graph, LOAD_BALANCER, "front-eu-west-1").inputs["accessLogs"]).to.equal(undefined);
    expect(ofType(graph, "aws:s3/bucket:Bucket")).to.deep.equal([]);
  });

  it("are kept under protect, with what says who may read and write them", async () => {
    const graph = await recordConfig(overTls({ protect: true, guard: { audit: { accessLogs: {} } } }));
    const kept = graph.resources.filter(({ name }) => name.startsWith(`${BUCKET}-`) || name === BUCKET);
    expect(
      kept.filter(({ custom }) => custom).map(({ name, retainOnDelete }) => [name, retainOnDelete]),
    ).to.have.deep.members(
      ["", "-private", "-encryption", "-retention", "-policy"].map((suffix) => [`${BUCKET}${suffix}`, true]),
    );
    expect(find(graph, "aws:s3/bucket:Bucket", BUCKET).inputs["forceDestroy"]).to.equal(false);
  });
});

describe("Audit", () => {
  const RULE = "aws:cfg/rule:Rule";
  const identifiers = (graph: Awaited<ReturnType<typeof recordConfig>>) =>
    ofType(graph, RULE).map(({ inputs: given }) => (given["source"] as Raw)["sourceIdentifier"]);

  it("has an analyzer of the account and rules of AWS Config for what has the stack's tag", async () => {
    const graph = await recordStack(GUARDED);
    expect(inputs(graph, "aws:accessanalyzer/analyzer:Analyzer")).to.deep.equal({
      "audit-eu-west-1-access": {
        analyzerName: "ha-tcp-audited-audit-eu-west-1-access",
        type: "ACCOUNT",
        tags: named("audit-eu-west-1-access"),
      },
    });
    expect(find(graph, RULE, "audit-eu-west-1-encrypted-volumes").inputs).to.deep.equal({
      description: "Attached volumes are encrypted.",
      source: { owner: "AWS", sourceIdentifier: "ENCRYPTED_VOLUMES" },
      scope: { tagKey: "Stack", tagValue: "audited" },
      tags: named("audit-eu-west-1-encrypted-volumes"),
    });
  });

  it("watches what there is: each rule where its part is", async () => {
    const audited = (raw: Raw): Raw => ({ ...raw, guard: { audit: { configRules: true } } });
    const fargate = await recordConfig(audited({ ...WATCHED, options: ["ecs"], ecs: { launch: "fargate" } }));
    expect(identifiers(fargate)).to.deep.equal(["VPC_DEFAULT_SECURITY_GROUP_CLOSED", "ELBV2_MULTIPLE_AZ"]);
    const inspected = await recordConfig(audited({ ...WATCHED, options: ["networkFirewall"], protect: true }));
    expect(identifiers(inspected)).to.deep.equal([
      "VPC_DEFAULT_SECURITY_GROUP_CLOSED",
      "ELBV2_MULTIPLE_AZ",
      "ELB_DELETION_PROTECTION_ENABLED",
      "AUTOSCALING_MULTIPLE_AZ",
      "ENCRYPTED_VOLUMES",
      "EC2_IMDSV2_CHECK",
      "EC2_INSTANCE_NO_PUBLIC_IP",
      "NETFW_MULTI_AZ_ENABLED",
    ]);
  });

  it("is there only by choice, and nothing of what costs is", async () => {
    for (const stack of ["dev", "prod"]) {
      const graph = await recordStack(stack);
      const types = [
        RULE,
        "aws:accessanalyzer/analyzer:Analyzer",
        "aws:route53/queryLog:QueryLog",
        "aws:s3/bucket:Bucket",
      ];
      expect(graph.resources.filter(({ type }) => types.includes(type))).to.deep.equal([]);
    }
  });
});

describe("Flow logs of a firewall's own VPC", () => {
  it("are those of every VPC that is made here", async () => {
    for (const shape of ["everything inspected", "PrivateLink beside the public load balancer"]) {
      const graph = await recordConfig(SHAPES[shape]!);
      const logged = ofType(graph, "aws:ec2/flowLog:FlowLog").map(({ inputs: given }) => given["vpcId"]);
      expect(logged).to.have.members(ofType(graph, "aws:ec2/vpc:Vpc").map(({ name }) => `\${Vpc:${name}.id}`));
    }
  });
});
