import { expect } from "chai";
import { findings } from "../../../analysis";
import { switchOf } from "../../../analysis/switch/switch";
import { compare } from "../../../graph/compare";
import type { Graph } from "../../../graph/graph";
import { PROVIDER_EFFECTS } from "../../../graph/providerEffects";
import { BASE, type Raw, WATCHED, find, inputs, inputsOf, recordConfig, recordStack } from "../../support/recording";

const LOGS = "network-eu-west-1-flow-logs";
const FORMAT =
  "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status} ${instance-id} ${tcp-flags} ${pkt-srcaddr} ${az-id} ${flow-direction} ${reject-reason}";
const STACKS = [
  { stack: "dev", retentionInDays: 7, maxAggregationInterval: 600 },
  { stack: "prod", retentionInDays: 365, maxAggregationInterval: 60 },
];

describe("Flow logs", () => {
  for (const { stack, retentionInDays, maxAggregationInterval } of STACKS) {
    const tags = { Name: `ha-tcp-${stack}-network-eu-west-1-flow-logs` };

    it(`${stack} logs all traffic of the VPC to a log group of its own, as configured`, async () => {
      const graph = await recordStack(stack);
      expect(inputs(graph, "aws:cloudwatch/logGroup:LogGroup")).to.deep.equal({ [LOGS]: { retentionInDays, tags } });
      expect(inputs(graph, "aws:ec2/flowLog:FlowLog")).to.deep.equal({
        [LOGS]: {
          vpcId: "${Vpc:network-eu-west-1-vpc.id}",
          trafficType: "ALL",
          logDestinationType: "cloud-watch-logs",
          logDestination: "${LogGroup:network-eu-west-1-flow-logs.arn}",
          iamRoleArn: "${Role:network-eu-west-1-flow-logs-role.arn}",
          maxAggregationInterval,
          logFormat: FORMAT,
          tags,
        },
      });
    });

    it(`${stack} lets only the flow-log service of this account and region take the role`, async () => {
      expect(inputsOf(find(await recordStack(stack), "aws:iam/role:Role", `${LOGS}-role`))).to.deep.equal({
        assumeRolePolicy: {
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { Service: "vpc-flow-logs.amazonaws.com" },
              Action: ["sts:AssumeRole"],
              Condition: {
                StringEquals: { "aws:SourceAccount": "123456789012" },
                ArnLike: { "aws:SourceArn": "arn:aws:ec2:eu-west-1:123456789012:vpc-flow-log/*" },
              },
            },
          ],
        },
        tags,
      });
    });

    it(`${stack} lets the role write to that one log group`, async () => {
      expect(inputs(await recordStack(stack), "aws:iam/rolePolicy:RolePolicy")).to.deep.equal({
        [`${LOGS}-policy`]: {
          role: "${Role:network-eu-west-1-flow-logs-role.id}",
          policy: {
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
                Resource: [
                  "${LogGroup:network-eu-west-1-flow-logs.arn}",
                  "${LogGroup:network-eu-west-1-flow-logs.arn}:*",
                ],
              },
            ],
          },
        },
      });
    });
  }

  it("log only rejected traffic where that is configured", async () => {
    const graph = await recordConfig({ ...BASE, network: { flowLogs: { traffic: "REJECT" } } });
    expect(find(graph, "aws:ec2/flowLog:FlowLog", LOGS).inputs["trafficType"]).to.equal("REJECT");
  });

  // AWS changes none, and takes no second one of the same configuration.
  it("go before others come in their place", async () => {
    expect(find(await recordConfig(BASE), "aws:ec2/flowLog:FlowLog", LOGS).deleteBeforeReplace).to.equal(true);
  });
});

const FLOW_LOG = "aws:ec2/flowLog:FlowLog";
const to = (destination: Raw, flowLogs: Raw = {}, rest: Raw = {}): Raw => ({
  ...WATCHED,
  ...rest,
  network: { flowLogs: { destination, ...flowLogs } },
});
const flowLog = (name: string, inputsOfIt: Raw) => ({
  [name]: {
    vpcId: "${Vpc:network-eu-west-1-vpc.id}",
    trafficType: "ALL",
    maxAggregationInterval: 600,
    logFormat: FORMAT,
    tags: { Name: `ha-tcp-test-${name}` },
    ...inputsOfIt,
  },
});

describe("Flow logs elsewhere", () => {
  const asking = (graph: Graph) =>
    ["aws:cloudwatch/queryDefinition:QueryDefinition", "aws:cloudwatch/logMetricFilter:LogMetricFilter"].flatMap(
      (type) => graph.resources.filter((node) => node.type === type || node.name.endsWith("clients-rejected")),
    );

  it("are not there, and nothing asks them", async () => {
    const graph = await recordConfig(to({ kind: "none" }));
    const types = [FLOW_LOG, "aws:cloudwatch/logGroup:LogGroup", "aws:iam/rolePolicy:RolePolicy"];
    expect(types.map((type) => inputs(graph, type))).to.deep.equal([{}, {}, {}]);
    expect(asking(graph)).to.deep.equal([]);
    expect(findings(graph).map(({ rule }) => rule)).to.include("unlogged-vpcs");
  });

  it("are in a bucket of their own, that the log delivery service of the region alone may write to", async () => {
    const graph = await recordConfig(
      to({ kind: "s3", fileFormat: "parquet", hivePartitions: true }, { retentionDays: 90 }, { protect: true }),
    );
    const bucket = `${LOGS}-bucket`;
    expect(inputs(graph, FLOW_LOG)).to.deep.equal(
      flowLog(`${LOGS}-to-s3`, {
        logDestinationType: "s3",
        logDestination: `\${Bucket:${bucket}.arn}`,
        destinationOptions: { fileFormat: "parquet", hiveCompatiblePartitions: true, perHourPartition: false },
      }),
    );
    expect(find(graph, FLOW_LOG, `${LOGS}-to-s3`).dependencies).to.include(
      find(graph, "aws:s3/bucketPolicy:BucketPolicy", `${bucket}-policy`).urn,
    );
    const { policy } = inputsOf(find(graph, "aws:s3/bucketPolicy:BucketPolicy", `${bucket}-policy`)) as {
      policy: { Statement: { Sid: string; Resource: string[]; Condition: unknown }[] };
    };
    const condition = {
      StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceAccount": "123456789012" },
      ArnLike: { "aws:SourceArn": "arn:aws:logs:eu-west-1:123456789012:*" },
    };
    expect(policy.Statement.map(({ Sid }) => Sid)).to.deep.equal([
      "AWSLogDeliveryWrite",
      "AWSLogDeliveryAclCheck",
      "EncryptedTransport",
    ]);
    expect([policy.Statement[0]?.Resource, policy.Statement[0]?.Condition]).to.deep.equal([
      [`\${Bucket:${bucket}.arn}/AWSLogs/aws-account-id=123456789012/*`],
      condition,
    ]);
    expect(find(graph, "aws:s3/bucket:Bucket", bucket).retainOnDelete).to.equal(true);
    expect(asking(graph)).to.deep.equal([]);
    expect(findings(graph).map(({ rule }) => rule)).to.include("unasked-flow-logs");
  });

  it("go to a folder of a bucket that exists", async () => {
    const graph = await recordConfig(to({ kind: "s3", bucket: "log-archive", prefix: "team" }));
    expect(inputs(graph, FLOW_LOG)).to.have.nested.property(
      `${LOGS}-to-s3.logDestination`,
      "arn:aws:s3:::log-archive/team",
    );
    expect(inputs(graph, "aws:s3/bucket:Bucket")).to.deep.equal({});
  });

  it("go to a delivery stream of another account, by a role of each", async () => {
    const arn = "arn:aws:firehose:eu-west-1:210987654321:deliverystream/flow-logs";
    const crossAccount = {
      sourceRoleArn: "arn:aws:iam::123456789012:role/source",
      destinationRoleArn: "arn:aws:iam::210987654321:role/AWSLogDeliveryFirehoseCrossAccountRole",
    };
    const graph = await recordConfig(to({ kind: "firehose", deliveryStreams: { "eu-west-1": arn }, crossAccount }));
    expect(inputs(graph, FLOW_LOG)).to.deep.equal(
      flowLog(`${LOGS}-to-firehose`, {
        logDestinationType: "kinesis-data-firehose",
        logDestination: arn,
        iamRoleArn: crossAccount.sourceRoleArn,
        deliverCrossAccountRole: crossAccount.destinationRoleArn,
      }),
    );
  });

  it("of a firewall's own VPC and of consumers go where the others go", async () => {
    const consumer = {
      name: "shop",
      region: "eu-west-1",
      vpc: { kind: "created", cidr: "10.90.0.0/24", zones: ["a"] },
    };
    const graph = await recordConfig(
      to({ kind: "s3" }, {}, { options: ["networkFirewall", "privateLink"], privateLink: { consumers: [consumer] } }),
    );
    expect(Object.keys(inputs(graph, FLOW_LOG)).sort()).to.deep.equal([
      "consumer-shop-flow-logs-to-s3",
      "firewall-eu-west-1-vpc-flow-logs-to-s3",
      "network-eu-west-1-flow-logs-to-s3",
    ]);
  });

  it("are encrypted with a key of their own, beside that of the rest", async () => {
    const own = "arn:aws:kms:eu-west-1:123456789012:key/own";
    const keys = { guard: { keys: { kind: "created" } } };
    const graph = await recordConfig(to({ kind: "cloudWatch" }, { kmsKeyArns: { "eu-west-1": own } }, keys));
    expect(inputs(graph, "aws:cloudwatch/logGroup:LogGroup")).to.have.nested.property(`${LOGS}.kmsKeyId`, own);
    const uses = (of: Graph) => JSON.stringify(find(of, "aws:kms/key:Key", "key-eu-west-1").inputs["policy"]);
    expect(uses(graph)).not.to.include("LogGroups");
    expect(uses(await recordConfig(to({ kind: "s3" }, {}, keys)))).to.include("LogDelivery");
  });

  it("have the fields that are asked for, and only the queries that can be answered", async () => {
    const fields = [
      "srcaddr",
      "dstaddr",
      "interface-id",
      "bytes",
      "packets",
      "action",
      "pkt-srcaddr",
      "flow-direction",
    ];
    const graph = await recordConfig(to({ kind: "cloudWatch" }, { fields }));
    expect(find(graph, FLOW_LOG, LOGS).inputs["logFormat"]).to.equal(fields.map((each) => `\${${each}}`).join(" "));
    const queries = inputs(graph, "aws:cloudwatch/queryDefinition:QueryDefinition");
    expect(Object.keys(queries)).to.deep.equal(["monitoring-eu-west-1-query-talkers"]);
    expect(queries["monitoring-eu-west-1-query-talkers"])
      .to.have.property("queryString")
      .that.matches(
        /^parse @message "\* \* \* \* \* \* \* \*" as from_address, to_address, interface, byte_count, packet_count, verdict, client, direction\n/,
      );
  });
});

describe("Flow logs, changed", () => {
  const told = async (from: Raw, after: Raw) => {
    const [before, now] = [await recordConfig(from), await recordConfig(after)];
    const changes = compare(before, now, PROVIDER_EFFECTS);
    const { interruptions } = switchOf(before, now, changes);
    return interruptions.filter(({ rule }) => rule === "logs").map(({ who, what }) => `${who}: ${what}`);
  };
  const GROUP = `whoever reads ${LOGS}: log groups are deleted with what they hold; export that before, if it must be kept`;
  const VPC = "whoever reads the flow logs of network-eu-west-1-vpc:";

  it("log without a gap to another kind of destination, and lose what the old one held", async () => {
    expect(await told(BASE, to({ kind: "s3" }))).to.deep.equal([GROUP]);
  });

  it("keep it in a protected stack", async () => {
    expect(await told({ ...BASE, protect: true }, to({ kind: "s3" }, {}, { protect: true }))).to.deep.equal([]);
  });

  it("have a gap in the same place", async () => {
    expect(await told(BASE, to({ kind: "cloudWatch" }, { fields: ["srcaddr"] }))).to.deep.equal([
      `${VPC} what passes between the old flow log and the new is not logged`,
    ]);
  });

  it("are no more", async () => {
    expect(await told(BASE, to({ kind: "none" }))).to.deep.equal([GROUP, `${VPC} nothing is logged any more`]);
  });
});
