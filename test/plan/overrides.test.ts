import { expect } from "chai";
import { sdkInputs } from "../../graph/sdkInputs";
import { KEPT_INPUTS, type Overrides, keptInputs, merged, overridesOf, targetOf } from "../../plan/overrides";

describe("plan/overrides: what a value becomes", () => {
  const table: [what: string, base: unknown, override: unknown, result: unknown][] = [
    ["a text takes the place of another", "a", "b", "b"],
    ["a list takes the place of a list", [1, 2], [3], [3]],
    ["a mapping is merged", { a: 1, b: 2 }, { b: 3, c: 4 }, { a: 1, b: 3, c: 4 }],
    [
      "a mapping is merged, however deep",
      { a: { b: { c: 1, d: 2 } } },
      { a: { b: { c: 3 } } },
      { a: { b: { c: 3, d: 2 } } },
    ],
    ["null takes away", { a: 1, b: 2 }, { a: null }, { b: 2 }],
    ["null takes away what is not there", {}, { a: { b: null, c: 1 } }, { a: { c: 1 } }],
    ["a mapping takes the place of a list", [1], { a: 1 }, { a: 1 }],
    ["false is a value", { a: true }, { a: false }, { a: false }],
  ];
  for (const [what, base, override, result] of table)
    it(what, () => {
      expect(merged(base, override)).to.deep.equal(result);
    });
});

describe("plan/overrides: what a key is for", () => {
  const VPC = "aws:ec2/vpc:Vpc";
  const resource = { type: VPC, name: "network-eu-west-1-vpc", region: "eu-west-1" };
  const overrides: Overrides = {
    "network-eu-west-1-vpc": { a: 1 },
    [`${VPC}@network-eu-west-1-vpc`]: { a: 2 },
    [`${VPC}@eu-west-1`]: { a: 3 },
    [`${VPC}@*`]: { a: 4 },
    [`${VPC}@eu-central-1`]: { a: 5 },
    "aws:ec2/subnet:Subnet@*": { a: 6 },
    "network-eu-central-1-vpc": { a: 7 },
  };

  it("is found, the most particular last, whatever the order", () => {
    const expected = [
      [`${VPC}@*`, { a: 4 }],
      [`${VPC}@eu-west-1`, { a: 3 }],
      ["network-eu-west-1-vpc", { a: 1 }],
      [`${VPC}@network-eu-west-1-vpc`, { a: 2 }],
    ];
    expect(overridesOf(overrides, resource)).to.deep.equal(expected);
    const reversed = Object.fromEntries(Object.entries(overrides).reverse());
    expect(overridesOf(reversed, resource)).to.deep.equal(expected);
  });

  it("is a name where it has no type", () => {
    expect(targetOf("front-eu-west-1")).to.deep.equal({ name: "front-eu-west-1" });
    expect(targetOf("aws:lb/listener:Listener@*")).to.deep.equal({ type: "aws:lb/listener:Listener", place: "*" });
  });
});

describe("plan/overrides: what stays as the program says", () => {
  const table: [type: string, inputs: Record<string, unknown>, kept: string[]][] = [
    ["aws:ec2/eip:Eip", { tags: { a: "b" }, publicIpv4Pool: "x", domain: "vpc" }, ["publicIpv4Pool", "domain"]],
    ["aws:lb/loadBalancer:LoadBalancer", { internal: true, enableZonalShift: false, tags: {} }, ["internal"]],
    [
      "aws:ec2/launchTemplate:LaunchTemplate",
      { metadataOptions: { httpTokens: "optional", httpPutResponseHopLimit: 2 }, ebsOptimized: "true" },
      ["metadataOptions.httpTokens"],
    ],
    ["aws:ec2/route:Route", { destinationCidrBlock: "0.0.0.0/0" }, ["destinationCidrBlock"]],
    ["aws:sns/topic:Topic", { displayName: "x", region: "eu-west-1" }, ["region"]],
  ];
  for (const [type, inputs, kept] of table)
    it(`of ${type}: ${kept.join(", ")}`, () => {
      expect(keptInputs(type, inputs).map(({ path }) => path.join("."))).to.deep.equal(kept);
    });

  it("is what the SDK has under that name", () => {
    for (const [type, inputs] of Object.entries(KEPT_INPUTS)) {
      const known = sdkInputs(type);
      expect(known, type).not.to.be.empty;
      expect(
        inputs.filter((input) => !known.includes(input.split(".")[0] ?? "")),
        type,
      ).to.deep.equal([]);
    }
  });
});
