import { expect } from "chai";
import { subscriptions, topicKeyPolicy, topicPolicy } from "../../../plan/monitoring/notifications";

const OWNER = { region: "eu-west-1", account: "123456789012" };
const TOPIC = "arn:aws:sns:eu-west-1:123456789012:monitoring-eu-west-1-page";

describe("plan/monitoring/notifications: policies", () => {
  it("let the alarms of this account and region publish, and nobody unencrypted", () => {
    expect(topicPolicy(TOPIC, ["cloudwatch"], OWNER).Statement).to.deep.equal([
      {
        Sid: "Cloudwatch",
        Effect: "Allow",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: ["sns:Publish"],
        Resource: [TOPIC],
        Condition: {
          StringEquals: { "aws:SourceAccount": "123456789012" },
          ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:*" },
        },
      },
      {
        Sid: "EncryptedTransport",
        Effect: "Deny",
        Principal: "*",
        Action: ["sns:Publish"],
        Resource: [TOPIC],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });

  // With a condition AWS delivers no event, and says so to nobody.
  it("let EventBridge publish without a condition", () => {
    expect(topicPolicy(TOPIC, ["events"], OWNER).Statement[0]).to.deep.equal({
      Sid: "Events",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: ["sns:Publish"],
      Resource: [TOPIC],
    });
  });

  it("let those who publish use the key, in the account's name where the service says it", () => {
    const [administrators, cloudwatch, events] = topicKeyPolicy(["cloudwatch", "events"], OWNER).Statement;
    expect(administrators?.Principal).to.deep.equal({ AWS: "arn:aws:iam::123456789012:root" });
    expect(cloudwatch?.Condition?.["StringEquals"]).to.deep.equal({ "aws:SourceAccount": "123456789012" });
    expect(events).to.deep.equal({
      Sid: "Events",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: ["*"],
    });
  });
});

describe("plan/monitoring/notifications: subscriptions", () => {
  it("are keyed by what they are, not by their place, and tell no secret", () => {
    const url = "https://events.example.com/integration/0123456789";
    const one = subscriptions({ emails: ["a@example.com", "b@example.com"], https: [url] });
    const other = subscriptions({ emails: ["b@example.com", "a@example.com"], https: [url] });
    const byKey = (all: typeof one) => all.map(({ key, endpoint }) => `${key} ${endpoint}`).sort();
    expect(byKey(other)).to.deep.equal(byKey(one));
    expect(new Set(one.map(({ key }) => key)).size).to.equal(3);
    expect(one.map(({ key }) => key).join()).to.not.match(/example|0123456789/);
  });
});
