import { expect } from "chai";
import { type Finding, findings } from "../../../analysis";
import { type Raw, recordConfig } from "../../support/recording";

const MORE: Raw = {
  alsoListens: [
    { name: "more", port: 8883, targetPort: 5000 },
    { name: "other", port: 8083 },
  ],
};
const REGIONS: Raw = { "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16" } };

const ruleOf = (all: readonly Finding[], rule: string) =>
  all.filter((each) => each.rule === rule).map(({ text, resources }) => [text, resources]);

describe("analysis/findings: several ports", () => {
  it("say of a load balancer once what is so for each of its ports", async () => {
    const all = findings(
      await recordConfig({
        options: ["nlb", "ecs", "privateLink"],
        weights: { instances: 100, tasks: 0 },
        service: { port: 5000, hostname: "tcp.example.com", ...MORE },
        regions: REGIONS,
        dns: { zone: "example.com" },
        privateLink: { allowedClients: ["10.0.0.0/8"] },
      }),
    );
    expect(ruleOf(all, "deciding-backends")).to.deep.equal([
      [
        "Names lead to front-eu-west-1 while front-eu-west-1-ec2 (100 %) has enough healthy targets; those of front-eu-west-1-ecs (0 %) do not matter.",
        ["front-eu-west-1-ec2", "front-eu-west-1-ecs"],
      ],
    ]);
    expect(ruleOf(all, "link-connections").map(([, resources]) => resources)).to.deep.equal([
      ["link-eu-west-1-ec2", "link-eu-west-1-ecs", "link-eu-west-1-ec2-8083", "link-eu-west-1-ecs-8083"],
    ]);
    expect(ruleOf(all, "warm-backend").map(([, resources]) => resources)).to.deep.equal([
      ["front-eu-west-1-ecs"],
      ["front-eu-west-1-ecs-8083"],
      ["link-eu-west-1-ecs"],
      ["link-eu-west-1-ecs-8083"],
    ]);
  });

  it("say that an accelerator counts each, and that one backend on several is one", async () => {
    const all = findings(
      await recordConfig({
        options: ["globalAccelerator"],
        service: { port: 5000, stickiness: true, ...MORE },
        regions: REGIONS,
        globalAccelerator: {},
      }),
    );
    expect(all.filter(({ rule }) => rule === "together-healthy")).to.deep.equal([
      {
        severity: "warning",
        rule: "together-healthy",
        text:
          "The accelerator counts accel-eu-west-1 as healthy only while each of its target groups has a healthy target: without one in any of " +
          "accel-eu-west-1-ec2, accel-eu-west-1-ec2-8083, it leaves eu-west-1, though the others serve on.",
        fix: "none, where clients need every port of the service. Else lead it to a targetPort that another one has.",
        resources: ["accel-eu-west-1"],
      },
    ]);
    expect(ruleOf(all, "sticky-backends")).to.deep.equal([]);
  });
});
