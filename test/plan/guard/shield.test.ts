import { expect } from "chai";
import { type GroupMembers, aggregationOf, elasticIpArn } from "../../../plan/guard/shield";
import { shortened } from "../../../plan/names";

describe("plan/guard/shield", () => {
  const table: [members: GroupMembers, aggregation: string][] = [
    [{ regions: 1, parked: false, accelerator: false }, "mean"],
    [{ regions: 1, parked: true, accelerator: false }, "max"],
    [{ regions: 1, parked: false, accelerator: true }, "max"],
    [{ regions: 2, parked: false, accelerator: false }, "max"],
    [{ regions: 0, parked: false, accelerator: true }, "max"],
  ];
  for (const [members, aggregation] of table)
    it(`judges ${JSON.stringify(members)} by the ${aggregation}`, () => {
      expect(aggregationOf(members)).to.equal(aggregation);
    });

  it("names an Elastic IP as Shield does", () => {
    expect(elasticIpArn("eu-west-1", "123456789012", "eipalloc-0a")).to.equal(
      "arn:aws:ec2:eu-west-1:123456789012:eip-allocation/eipalloc-0a",
    );
  });
});

describe("plan/names: a text that is shortened", () => {
  it("stays as it is where it fits", () => {
    expect(shortened("ha-tcp-prod-shield", 18)).to.equal("ha-tcp-prod-shield");
  });
  it("is as long as it may be, and not the same as another that begins so", () => {
    const [one, other] = ["a".repeat(40), `${"a".repeat(39)}b`].map((text) => shortened(text, 36));
    expect(one).to.match(/^a{28}-[0-9a-f]{7}$/);
    expect(other).to.match(/^a{28}-[0-9a-f]{7}$/);
    expect(one).not.to.equal(other);
  });
});
