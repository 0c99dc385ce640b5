import { expect } from "chai";
import { BASE, find, inputs, inputsOf, recordConfig, recordStack } from "../../support/recording";

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
