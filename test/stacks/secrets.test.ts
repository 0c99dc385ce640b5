import { expect } from "chai";
import { summary } from "../../analysis";
import { WATCHED, type Raw, decoded, find, recordConfig } from "../support/recording";

const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const NAME = "fleet-eu-west-1-template";
const PASSWORD = "correct-horse-battery-staple";

const WORKLOADS: Readonly<Record<string, Raw>> = {
  "a script": { kind: "userData", userData: `#!/bin/bash\nserve --port 5000 --password ${PASSWORD}\n` },
  "an environment": { kind: "container", image: "nginx", environment: { PASSWORD } },
};

for (const [what, workload] of Object.entries(WORKLOADS))
  describe(`Secrets in ${what}`, () => {
    const raw = { ...WATCHED, instances: { workload } };

    it("that came encrypted stay so, and are nowhere in the graph", async () => {
      const open = await recordConfig(raw);
      const userData = String(find(open, TEMPLATE, NAME).inputs["userData"]);
      expect(decoded(userData)).to.include(PASSWORD);

      const graph = await recordConfig(raw, { secretKeys: ["instances"] });
      const template = find(graph, TEMPLATE, NAME);
      expect(template.inputs["userData"]).to.equal("[secret]");
      expect(template.secrets).to.deep.equal(["userData"]);
      const text = JSON.stringify(graph);
      expect(text).not.to.include(PASSWORD);
      expect(text).not.to.include(userData);
      expect(text).not.to.include(Buffer.from(PASSWORD).toString("base64").slice(0, 20));
    });

    it("hide nothing else", async () => {
      const open = await recordConfig(raw);
      const graph = await recordConfig(raw, { secretKeys: ["instances"] });
      const others = (of: typeof open) => of.resources.filter(({ type }) => type !== TEMPLATE);
      expect(others(graph)).to.deep.equal(others(open));
      expect(find(graph, TEMPLATE, NAME).inputs).to.deep.equal({
        ...find(open, TEMPLATE, NAME).inputs,
        userData: "[secret]",
      });
    });
  });

describe("Secrets in monitoring", () => {
  it("that came encrypted stay so: who hears is nowhere in the graph", async () => {
    const page = { emails: ["night@example.com"], https: [`https://events.example.com/${PASSWORD}`] };
    const raw = { ...WATCHED, monitoring: { notify: { page } } };
    const graph = await recordConfig(raw, { secretKeys: ["monitoring"] });
    const subscriptions = graph.resources.filter(({ type }) => type === "aws:sns/topicSubscription:TopicSubscription");
    expect(subscriptions.map(({ inputs, secrets }) => [inputs["protocol"], inputs["endpoint"], secrets])).to.deep.equal(
      [
        ["email", "[secret]", ["endpoint"]],
        ["https", "[secret]", ["endpoint"]],
      ],
    );
    const text = JSON.stringify(graph);
    expect(text).not.to.include(PASSWORD);
    expect(text).not.to.include("night@");
    expect(summary(graph).alarms?.hearers).to.deep.equal(["secret subscribers"]);
  });
});

describe("Secrets", () => {
  it("are none in a stack without an encrypted key", async () => {
    const graph = await recordConfig(WATCHED);
    expect(graph.resources.filter(({ secrets }) => secrets.length > 0)).to.deep.equal([]);
  });
});
