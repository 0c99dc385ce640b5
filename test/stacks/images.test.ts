import { expect } from "chai";
import { findings } from "../../analysis";
import { containersOf } from "../../analysis/inventory/containers";
import { type Graph } from "../../graph/graph";
import { decoded, find, recordConfig } from "../support/recording";

const REGIONS = ["ap-south-1", "eu-west-1"];
const imageIn = (region: string): string => `123456789012.dkr.ecr.${region}.amazonaws.com/team/app:1`;
const tokenIn = (region: string): string => `arn:aws:ssm:${region}:123456789012:parameter/token`;
const ofEach = (make: (region: string) => string) => Object.fromEntries(REGIONS.map((each) => [each, make(each)]));

const CONFIG = {
  options: ["nlb", "ecs"],
  weights: { instances: 50, tasks: 50 },
  service: { port: 5000 },
  regions: {
    "eu-west-1": { zones: ["a", "b"], cidr: "10.0.0.0/16", nat: "none" },
    "ap-south-1": { zones: ["a", "b"], cidr: "10.1.0.0/16", nat: "none" },
  },
  instances: {
    ami: { ssmParameter: ofEach((region) => `/golden/${region}`), rootDevice: "/dev/xvda" },
    workload: { kind: "container", image: ofEach(imageIn) },
  },
  ecs: {
    image: ofEach(imageIn),
    secrets: { TOKEN: ofEach(tokenIn) },
    sidecars: { proxy: { image: ofEach(imageIn), secrets: { TOKEN: ofEach(tokenIn) } } },
  },
};

describe("stacks: an image of each region", () => {
  let graph: Graph;
  before(async () => {
    graph = await recordConfig(CONFIG);
  });

  for (const region of REGIONS)
    it(`is what runs in ${region}, and all that may be pulled there`, () => {
      const template = find(graph, "aws:ec2/launchTemplate:LaunchTemplate", `fleet-${region}-template`).inputs;
      const script = decoded(template["userData"]);
      const definition = find(graph, "aws:ecs/taskDefinition:TaskDefinition", `tasks-${region}-awsvpc-definition`);
      const policies = [`fleet-${region}-image`, `tasks-${region}-awsvpc-execution-image`].map((name) =>
        String(find(graph, "aws:iam/rolePolicy:RolePolicy", name).inputs["policy"]),
      );
      expect(template["imageId"]).to.equal(`resolve:ssm:/golden/${region}`);
      expect(script).to.include(`'${imageIn(region)}'`);
      expect(script).to.include(`get-login-password --region ${region} `);
      expect(containersOf(definition).map(({ image }) => image)).to.deep.equal([imageIn(region), imageIn(region)]);
      for (const policy of policies)
        expect(policy.match(/arn:aws:ecr:[^"]*/g)).to.deep.equal([
          `arn:aws:ecr:${region}:123456789012:repository/team/app`,
        ]);
    });

  for (const region of REGIONS)
    it(`goes with the secrets of ${region}, and those alone may be read`, () => {
      const definition = find(graph, "aws:ecs/taskDefinition:TaskDefinition", `tasks-${region}-awsvpc-definition`);
      const containers = JSON.parse(String(definition.inputs["containerDefinitions"])) as { secrets: unknown }[];
      const secrets = [{ name: "TOKEN", valueFrom: tokenIn(region) }];
      expect(containers.map((each) => each.secrets)).to.deep.equal([secrets, secrets]);
      const { policy } = find(
        graph,
        "aws:iam/rolePolicy:RolePolicy",
        `tasks-${region}-awsvpc-execution-secrets`,
      ).inputs;
      expect(String(policy).match(/arn:aws:ssm:[^"]*/g)).to.deep.equal([tokenIn(region)]);
    });

  it("is no image and no secret of another region", () => {
    expect(findings(graph).filter(({ rule }) => rule.startsWith("foreign-"))).to.deep.equal([]);
  });

  it("may be left out where nothing runs it", async () => {
    const { ecs: _, ...instances } = CONFIG;
    const partly = { image: { "eu-west-1": imageIn("eu-west-1") } };
    await recordConfig({ ...instances, options: ["nlb"], weights: undefined, ecs: partly });
    const workload = { kind: "container", ...partly };
    await recordConfig({ ...CONFIG, options: ["ecs"], weights: undefined, instances: { workload } });
  });
});
