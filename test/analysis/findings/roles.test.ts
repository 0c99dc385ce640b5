import { expect } from "chai";
import { findings } from "../../../analysis";
import { BASE, type Raw, recordConfig } from "../../support/recording";

/** What is told of rights that a container on an instance does not reach. */
async function told(instances: Raw): Promise<string[]> {
  const workload = { kind: "container", image: "nginx:1.29" };
  const graph = await recordConfig({ ...BASE, instances: { workload, ...instances } });
  return findings(graph).flatMap(({ rule, text }) => (rule === "unreachable-rights" ? text : []));
}

describe("analysis: findings about what a container may do", () => {
  it("count a team's policy that ends as one of the program's own does", async () => {
    const [text, ...others] = await told({ policyArns: ["arn:aws:iam::123456789012:policy/team-agent"] });
    expect(text).to.contain("what the role may: fleet-eu-west-1-123456789012-team-agent.");
    expect(others).to.deep.equal([]);
  });

  it("count nothing that the program gives an instance for itself", async () => {
    expect(await told({})).to.deep.equal([]);
    const ami = { ids: { "eu-west-1": "ami-0123456789abcdef0" }, rootDevice: "/dev/xvda" };
    expect(await told({ ami, warmPool: {} })).to.deep.equal([]);
  });
});
