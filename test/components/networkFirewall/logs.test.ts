import { expect } from "chai";
import type { NetworkFirewallArgs } from "../../../components";
import type { Graph } from "../../../graph";
import { DROPPED_QUERY } from "../../../plan/networkFirewall/logs";
import {
  SHAPES,
  dependenciesOf,
  find,
  inputs,
  inputsOf,
  ofType,
  recordConfig,
  recordFirewall,
} from "../../support/recording";

const NAME = "firewall-eu-west-1";
const LOGGING = "aws:networkfirewall/loggingConfiguration:LoggingConfiguration";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const RESOURCE_POLICY = "aws:cloudwatch/logResourcePolicy:LogResourcePolicy";
const QUERY = "aws:cloudwatch/queryDefinition:QueryDefinition";

type Logs = NetworkFirewallArgs["logs"];

const named = (name: string) => ({ Name: `ha-tcp-test-${name}` });
const cloudWatch = (...types: ("ALERT" | "FLOW")[]): Logs => ({ kind: "cloudWatch", types, retentionDays: 30 });
/** The log groups of a firewall's own logs. */
const logGroups = (graph: Graph) =>
  Object.fromEntries(Object.entries(inputs(graph, LOG_GROUP)).filter(([name]) => name !== `${NAME}-vpc-flow-logs`));
const logging = async (logs: Logs) => find(await recordFirewall({ logs }), LOGGING, `${NAME}-logging`);

describe("Firewall logs in CloudWatch", () => {
  const toGroup = (logType: string, group: string) => ({
    logType,
    logDestinationType: "CloudWatchLogs",
    logDestination: { logGroup: `\${LogGroup:${NAME}-${group}-logs.name}` },
  });

  it("have a log group for each kind", async () => {
    expect(logGroups(await recordFirewall({ logs: cloudWatch("ALERT", "FLOW") }))).to.deep.equal({
      [`${NAME}-alert-logs`]: { retentionInDays: 30, tags: named(`${NAME}-alert-logs`) },
      [`${NAME}-flow-logs`]: { retentionInDays: 30, tags: named(`${NAME}-flow-logs`) },
    });
  });

  it("go each to its group, in one order whatever that of the file", async () => {
    for (const types of [["ALERT", "FLOW"] as const, ["FLOW", "ALERT"] as const])
      expect(inputsOf(await logging(cloudWatch(...types)))).to.deep.equal({
        firewallArn: `\${Firewall:${NAME}.arn}`,
        loggingConfiguration: { logDestinationConfigs: [toGroup("ALERT", "alert"), toGroup("FLOW", "flow")] },
      });
  });

  it("may be written by the log delivery service of this account and region alone, into these groups alone", async () => {
    const graph = await recordFirewall({ logs: cloudWatch("FLOW", "ALERT") });
    expect(inputsOf(find(graph, RESOURCE_POLICY, `${NAME}-log-delivery`))).to.deep.equal({
      policyName: `ha-tcp-test-${NAME}-log-delivery`,
      policyDocument: {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "LogDelivery",
            Effect: "Allow",
            Principal: { Service: "delivery.logs.amazonaws.com" },
            Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
            Resource: [
              `\${LogGroup:${NAME}-alert-logs.arn}:log-stream:*`,
              `\${LogGroup:${NAME}-flow-logs.arn}:log-stream:*`,
            ],
            Condition: {
              StringEquals: { "aws:SourceAccount": "123456789012" },
              ArnLike: { "aws:SourceArn": "arn:aws:logs:eu-west-1:123456789012:*" },
            },
          },
        ],
      },
    });
  });

  it("begin once they may be written", async () => {
    expect(dependenciesOf(await logging(cloudWatch("ALERT")))).to.deep.equal([
      NAME,
      `${NAME}-alert-logs`,
      `${NAME}-log-delivery`,
    ]);
  });

  it("have a saved query that says who was dropped", async () => {
    expect(inputs(await recordFirewall({ logs: cloudWatch("ALERT") }), QUERY)).to.deep.equal({
      [`${NAME}-dropped`]: {
        name: `ha-tcp-test-${NAME}/dropped`,
        logGroupNames: [`\${LogGroup:${NAME}-alert-logs.name}`],
        queryString: DROPPED_QUERY,
      },
    });
  });

  it("have no such query without alerts, and only the groups that are asked for", async () => {
    const graph = await recordFirewall({ logs: cloudWatch("FLOW") });
    expect(ofType(graph, QUERY)).to.deep.equal([]);
    expect(Object.keys(logGroups(graph))).to.deep.equal([`${NAME}-flow-logs`]);
    const policy = inputsOf(find(graph, RESOURCE_POLICY, `${NAME}-log-delivery`));
    expect(JSON.stringify(policy)).not.to.include("alert-logs");
    expect(inputsOf(await logging(cloudWatch("FLOW")))["loggingConfiguration"]).to.deep.equal({
      logDestinationConfigs: [toGroup("FLOW", "flow")],
    });
  });

  it("are those of the config: both kinds, kept 90 days, where it says nothing", async () => {
    const graph = await recordConfig(SHAPES["everything inspected"]!);
    const groups = Object.entries(logGroups(graph)).filter(([name]) => name.startsWith(NAME));
    expect(groups.map(([name, { retentionInDays }]) => [name, retentionInDays]).sort()).to.deep.equal([
      [`${NAME}-alert-logs`, 90],
      [`${NAME}-flow-logs`, 90],
    ]);
  });
});

describe("Firewall logs elsewhere", () => {
  const sinks: readonly [title: string, logs: Logs, type: string, destination: object][] = [
    ["a bucket", { kind: "s3", types: ["FLOW", "ALERT"], bucket: "log-archive" }, "S3", { bucketName: "log-archive" }],
    [
      "a path in a bucket",
      { kind: "s3", types: ["FLOW", "ALERT"], bucket: "log-archive", prefix: "firewall" },
      "S3",
      { bucketName: "log-archive", prefix: "firewall" },
    ],
    [
      "a delivery stream",
      { kind: "firehose", types: ["ALERT", "FLOW"], deliveryStream: "firewall-logs" },
      "KinesisDataFirehose",
      { deliveryStream: "firewall-logs" },
    ],
  ];
  for (const [title, logs, logDestinationType, logDestination] of sinks)
    it(`go to ${title} that exists, and nothing is made for them`, async () => {
      const graph = await recordFirewall({ logs });
      const node = find(graph, LOGGING, `${NAME}-logging`);
      expect(inputsOf(node)).to.deep.equal({
        firewallArn: `\${Firewall:${NAME}.arn}`,
        loggingConfiguration: {
          logDestinationConfigs: ["ALERT", "FLOW"].map((logType) => ({ logType, logDestinationType, logDestination })),
        },
      });
      expect(dependenciesOf(node)).to.deep.equal([NAME]);
      expect(logGroups(graph)).to.deep.equal({});
      expect(graph.resources.filter(({ type }) => [RESOURCE_POLICY, QUERY].includes(type))).to.deep.equal([]);
    });

  it("are the kinds that the config asks for", async () => {
    const one = await recordConfig(SHAPES["inspected with rules of one's own"]!);
    const s3 = (logType: string) => ({
      logType,
      logDestinationType: "S3",
      logDestination: { bucketName: "log-archive", prefix: "firewall" },
    });
    expect(find(one, LOGGING, `${NAME}-logging`).inputs["loggingConfiguration"]).to.deep.equal({
      logDestinationConfigs: [s3("ALERT"), s3("FLOW")],
    });
    const two = await recordConfig(SHAPES["two inspected regions, one by a firewall that exists"]!);
    expect(inputs(two, LOGGING)).to.deep.equal({
      "firewall-eu-central-1-logging": {
        firewallArn: "${Firewall:firewall-eu-central-1.arn}",
        loggingConfiguration: {
          logDestinationConfigs: [
            {
              logType: "ALERT",
              logDestinationType: "KinesisDataFirehose",
              logDestination: { deliveryStream: "firewall-logs" },
            },
          ],
        },
      },
    });
  });
});
