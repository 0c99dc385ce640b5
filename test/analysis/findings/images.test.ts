import { expect } from "chai";
import { findings } from "../../../analysis";
import { BASE, type Raw, recordConfig } from "../../support/recording";

const READ = ["ssm:GetParameters", "secretsmanager:GetSecretValue"];
const FOREIGN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:x";

/** The resources of what is told of foreign secrets, where the instances' role has a statement of the team's own. */
async function told(statement: Raw): Promise<string[]> {
  const policyStatements = [{ Effect: "Allow", Action: READ, ...statement }];
  const graph = await recordConfig({ ...BASE, instances: { policyStatements } });
  return findings(graph)
    .filter(({ rule }) => rule === "foreign-secret")
    .flatMap(({ resources }) => resources);
}

describe("analysis: findings about secrets that a team's own statement allows", () => {
  it("tell one of another region", async () => {
    expect(await told({ Resource: FOREIGN })).to.have.lengthOf(1);
  });

  it("tell nothing of those of any region, nor of one that is denied", async () => {
    expect(await told({ Resource: ["*"] })).to.deep.equal([]);
    expect(await told({ Resource: ["arn:aws:ssm:*:123456789012:parameter/x"] })).to.deep.equal([]);
    expect(await told({ Effect: "Deny", Resource: FOREIGN })).to.deep.equal([]);
  });
});
