import { expect } from "chai";
import { safeName, terraformNames } from "../../../graph/terraform/names";
import { camelCase, plural, snakeCase, terraformTypes } from "../../../tools/sdkNames";

describe("names of a Terraform document", () => {
  it("keeps a logical name that is one already", () => {
    expect(safeName("front-eu-west-1_a")).to.equal("front-eu-west-1_a");
  });

  it("writes what Terraform does not take as an underscore", () => {
    expect(safeName("a.b/ç")).to.equal("a_b__");
  });

  it("begins with a letter or an underscore", () => {
    expect(["1a", "-a", "", "_a"].map(safeName)).to.deep.equal(["_1a", "_-a", "_", "_a"]);
  });

  it("never gives one name twice, and never that of what needs no change", () => {
    const names = terraformNames(["a.b", "a b", "a_b", "a_b_2"]);
    expect(Object.fromEntries(names)).to.deep.equal({ a_b: "a_b", a_b_2: "a_b_2", "a b": "a_b_3", "a.b": "a_b_4" });
  });

  it("means the same in any order", () => {
    expect([...terraformNames(["a.b", "a b"])]).to.deep.equal([...terraformNames(["a b", "a.b"])]);
  });
});

describe("the naming rule of the bridge", () => {
  for (const [word, expected] of [
    ["subnetMapping", "subnetMappings"],
    ["alias", "aliases"],
    ["status", "statuses"],
    ["strategy", "strategies"],
    ["gateway", "gateways"],
    ["query", "queries"],
    ["address", "addresses"],
    ["prefix", "prefixes"],
    ["subnets", "subnets"],
  ] as const)
    it(`makes ${expected} of ${word}`, () => {
      expect(plural(word)).to.equal(expected);
    });

  it("knows words with digits", () => {
    expect(camelCase("proxy_protocol_v2")).to.equal("proxyProtocolV2");
    expect(camelCase("cidr_ipv4")).to.equal("cidrIpv4");
    expect(snakeCase("loadBalancer")).to.equal("load_balancer");
  });

  it("finds a type with and without its module, and the one exception", () => {
    expect(terraformTypes("aws:ec2/flowLog:FlowLog")).to.deep.equal(["aws_ec2_flow_log", "aws_flow_log"]);
    expect(terraformTypes("aws:lb/loadBalancer:LoadBalancer")).to.deep.equal(["aws_lb"]);
    expect(terraformTypes("aws:route53/getZone:getZone")[0]).to.equal("aws_route53_zone");
  });
});
