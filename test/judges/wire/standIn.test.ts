import { expect } from "chai";
import { type StandIn, standInOrSkip } from "./standIn";

interface Refusal {
  service: string;
  /** Of the JSON protocols. */
  target: string;
  body: unknown;
  says: string;
}

const group = (inputs: object) => ({ RuleGroupName: "g", Type: "STATEFUL", Capacity: 1, ...inputs });

const REFUSALS: Readonly<Record<string, Refusal>> = {
  "a text that is too short": {
    service: "network-firewall",
    target: "NetworkFirewall_20201112.CreateRuleGroup",
    body: group({ EncryptionConfiguration: { Type: "AWS_OWNED_KMS_KEY", KeyId: "" } }),
    says: "EncryptionConfiguration.KeyId: 0 characters, the least is 1",
  },
  "a text that is too long": {
    service: "network-firewall",
    target: "NetworkFirewall_20201112.CreateRuleGroup",
    body: group({ RuleGroupName: "g".repeat(129) }),
    says: "RuleGroupName: 129 characters, the most is 128",
  },
  "a text of another form": {
    service: "network-firewall",
    target: "NetworkFirewall_20201112.CreateRuleGroup",
    body: group({ RuleGroupName: "a b" }),
    says: "RuleGroupName: 'a b' is not of the form ^[a-zA-Z0-9-]+$",
  },
  "a text that only begins in the form": {
    service: "logs",
    target: "Logs_20140328.CreateLogGroup",
    body: { logGroupName: "group one" },
    says: "logGroupName: 'group one' is not of the form [\\.\\-_/#A-Za-z0-9]+",
  },
  "a value that is none of an enumeration": {
    service: "network-firewall",
    target: "NetworkFirewall_20201112.CreateRuleGroup",
    body: group({ Type: "NEITHER" }),
    says: "Type: 'NEITHER' is none of STATELESS, STATEFUL",
  },
  "a member that is missing": {
    service: "network-firewall",
    target: "NetworkFirewall_20201112.CreateRuleGroup",
    body: { RuleGroupName: "g", Type: "STATEFUL" },
    says: "input: Capacity is missing",
  },
  "a number that is too small": {
    service: "ecs",
    target: "AmazonEC2ContainerServiceV20141113.CreateCapacityProvider",
    body: {
      name: "p",
      autoScalingGroupProvider: { autoScalingGroupArn: "arn", managedScaling: { targetCapacity: 0 } },
    },
    says: "autoScalingGroupProvider.managedScaling.targetCapacity: 0, the least is 1",
  },
  "a number that is too large": {
    service: "ecs",
    target: "AmazonEC2ContainerServiceV20141113.CreateCapacityProvider",
    body: {
      name: "p",
      autoScalingGroupProvider: { autoScalingGroupArn: "arn", managedScaling: { targetCapacity: 101 } },
    },
    says: "autoScalingGroupProvider.managedScaling.targetCapacity: 101, the most is 100",
  },
  "a list that is too short": {
    service: "network-firewall",
    target: "NetworkFirewall_20201112.TagResource",
    body: { ResourceArn: "arn:aws:x", Tags: [] },
    says: "Tags: 0 elements, the least is 1",
  },
  "a map with a key of another form": {
    service: "logs",
    target: "Logs_20140328.CreateLogGroup",
    body: { logGroupName: "g", tags: { "a,b": "c" } },
    says: "the key 'a,b' of tags: 'a,b' is not of the form ^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+)$",
  },
};

/** A scope of a signature, which nobody checks. */
const signature = (service: string) => `AWS4-HMAC-SHA256 Credential=offline/20260101/eu-west-1/${service}/aws4_request`;

describe("the stand-in for AWS", () => {
  let standIn: StandIn | undefined;

  before(async function () {
    standIn = await standInOrSkip(this);
  });
  after(() => {
    standIn?.stop();
  });

  const send = async (service: string, headers: Record<string, string>, body: string) => {
    const response = await fetch(standIn!.url, {
      method: "POST",
      headers: { Authorization: signature(service), ...headers },
      body,
    });
    return { status: response.status, text: await response.text() };
  };
  const sendJson = (service: string, target: string, body: unknown) =>
    send(service, { "X-Amz-Target": target, "Content-Type": "application/x-amz-json-1.1" }, JSON.stringify(body));
  const sendForm = (service: string, fields: Record<string, string>) =>
    send(
      service,
      { "Content-Type": "application/x-www-form-urlencoded; charset=utf-8" },
      new URLSearchParams(fields).toString(),
    );

  for (const [what, { service, target, body, says }] of Object.entries(REFUSALS))
    it(`refuses ${what}`, async () => {
      const { status, text } = await sendJson(service, target, body);
      const operation = target.split(".")[1] ?? "";
      expect(status).to.equal(400);
      const answer = JSON.parse(text) as { message: string };
      expect(answer.message.split(/: (.*)/s)[0]).to.equal(`${service}.${operation}`);
      expect(answer.message.split(/: (.*)/s)[1]?.split("; ")).to.include(says);
      expect(standIn!.requests().map(({ faults }) => faults?.includes(says))).to.deep.equal([true]);
    });

  it("takes what is right, and gives back what was said and an id", async () => {
    const right = { EncryptionConfiguration: { Type: "AWS_OWNED_KMS_KEY" } };
    const { status, text } = await sendJson(
      "network-firewall",
      "NetworkFirewall_20201112.CreateRuleGroup",
      group(right),
    );
    expect(status).to.equal(200);
    const { RuleGroupResponse: made } = JSON.parse(text) as { RuleGroupResponse: Record<string, unknown> };
    expect(made).to.include({ RuleGroupName: "g", Type: "STATEFUL", Capacity: 1 });
    expect(made["RuleGroupArn"]).to.match(/^arn:aws:network-firewall:eu-west-1:123456789012:rulegroup\/\w+$/);
    expect(standIn!.requests().map(({ faults }) => faults)).to.deep.equal([[]]);
  });

  it("remembers what it made", async () => {
    const made = await sendForm("ec2", { Action: "CreateVpc", Version: "2016-11-15", CidrBlock: "10.7.0.0/16" });
    const [, id = ""] = /<vpcId>(.*?)<\/vpcId>/.exec(made.text) ?? [];
    const read = await sendForm("ec2", { Action: "DescribeVpcs", Version: "2016-11-15", "VpcId.1": id });
    expect(read.text).to.include(`<vpcId>${id}</vpcId>`).and.include("<cidrBlock>10.7.0.0/16</cidrBlock>");
    standIn!.requests();
  });

  it("says which request it cannot read", async () => {
    const { status } = await sendForm("ec2", { Action: "CreateNothing", Version: "2016-11-15" });
    expect(status).to.equal(400);
    const [request] = standIn!.requests();
    expect(request?.unread).to.match(/^POST \/: /);
  });

  it("says of which service it has no model", async () => {
    const { status } = await sendForm("none", { Action: "CreateNothing" });
    expect(status).to.equal(400);
    expect(standIn!.requests().map(({ service }) => service)).to.deep.equal(["none"]);
  });
});
