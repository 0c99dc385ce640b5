import { expect } from "chai";
import { findings } from "../../analysis";
import { containersOf } from "../../analysis/inventory/containers";
import { type Graph } from "../../graph/graph";
import { decoded, find, recordConfig } from "../support/recording";

const REGIONS = ["ap-south-1", "eu-west-1"];
const imageIn = (region: string): string => `123456789012.dkr.ecr.${region}.amazonaws.com/team/app:1`;
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
  ecs: { image: ofEach(imageIn) },
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
      expect(containersOf(definition).map(({ image }) => image)).to.deep.equal([imageIn(region)]);
      for (const policy of policies)
        expect(policy.match(/arn:aws:ecr:[^"]*/g)).to.deep.equal([
          `arn:aws:ecr:${region}:123456789012:repository/team/app`,
        ]);
    });

  it("is no image of another region", () => {
    expect(findings(graph).filter(({ rule }) => rule === "foreign-image")).to.deep.equal([]);
  });
});
