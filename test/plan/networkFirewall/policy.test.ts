import { expect } from "chai";
import { firewallPolicy, ruleGroup } from "../../../plan/networkFirewall/policy";

describe("plan/networkFirewall/policy: the policy", () => {
  const groups = [
    { priority: 60_000, resourceArn: "service" },
    { priority: 9, resourceArn: "denied" },
    { priority: 100, resourceArn: "own" },
  ];

  it("is written out: all to the stateful engine, in strict order, what is left dropped and logged", () => {
    expect(firewallPolicy(["10.20.0.0/16"], 350, [])).to.deep.equal({
      statelessDefaultActions: ["aws:forward_to_sfe"],
      statelessFragmentDefaultActions: ["aws:forward_to_sfe"],
      statefulEngineOptions: {
        ruleOrder: "STRICT_ORDER",
        streamExceptionPolicy: "CONTINUE",
        flowTimeouts: { tcpIdleTimeoutSeconds: 350 },
      },
      statefulDefaultActions: ["aws:drop_strict", "aws:alert_strict"],
      statefulRuleGroupReferences: [],
      policyVariables: { ruleVariables: [{ key: "HOME_NET", ipSet: { definitions: ["10.20.0.0/16"] } }] },
    });
  });

  it("has the groups by their priorities, as numbers", () => {
    const { statefulRuleGroupReferences } = firewallPolicy([], 350, groups);
    expect(statefulRuleGroupReferences).to.deep.equal([groups[1], groups[2], groups[0]]);
  });

  it("has the home ranges in one order", () => {
    const { policyVariables } = firewallPolicy(["10.21.0.0/16", "10.20.0.0/16"], 350, []);
    expect(policyVariables.ruleVariables[0]?.ipSet.definitions).to.deep.equal(["10.20.0.0/16", "10.21.0.0/16"]);
  });

  for (const seconds of [60, 6000])
    it(`has the timeout that is given: ${seconds}`, () => {
      expect(firewallPolicy([], seconds, []).statefulEngineOptions.flowTimeouts).to.deep.equal({
        tcpIdleTimeoutSeconds: seconds,
      });
    });

  it("leaves what it is given as it was", () => {
    const ranges = ["10.21.0.0/16", "10.20.0.0/16"];
    const given = [...groups];
    firewallPolicy(ranges, 350, given);
    expect([ranges, given]).to.deep.equal([["10.21.0.0/16", "10.20.0.0/16"], groups]);
  });
});

describe("plan/networkFirewall/policy: a rule group", () => {
  const statefulRuleOptions = { ruleOrder: "STRICT_ORDER" };

  it("has its rules as they are, in strict order, and no variables where it names none", () => {
    const rules = "pass tcp any any -> any 5000 (sid:2;)\ndrop ip any any -> any any (sid:1;)";
    expect(ruleGroup({ rules, variables: {}, references: [] }, { ROUTE53: "arn:pl" })).to.deep.equal({
      rulesSource: { rulesString: rules },
      statefulRuleOptions,
    });
  });

  it("has its variables and their ranges in one order", () => {
    const variables = { FRONT: ["10.20.136.0/21", "10.20.128.0/21"], CLIENTS: ["203.0.113.0/24"] };
    expect(ruleGroup({ rules: "r", variables, references: [] }, {})).to.deep.equal({
      rulesSource: { rulesString: "r" },
      ruleVariables: {
        ipSets: [
          { key: "CLIENTS", ipSet: { definitions: ["203.0.113.0/24"] } },
          { key: "FRONT", ipSet: { definitions: ["10.20.128.0/21", "10.20.136.0/21"] } },
        ],
      },
      statefulRuleOptions,
    });
    expect(variables.FRONT).to.deep.equal(["10.20.136.0/21", "10.20.128.0/21"]);
  });

  it("refers to prefix lists by their ARNs", () => {
    const group = ruleGroup({ rules: "r", variables: {}, references: ["ROUTE53"] }, { ROUTE53: "arn:pl" });
    expect(group).to.deep.equal({
      rulesSource: { rulesString: "r" },
      referenceSets: { ipSetReferences: [{ key: "ROUTE53", ipSetReferences: [{ referenceArn: "arn:pl" }] }] },
      statefulRuleOptions,
    });
  });

  it("refuses to refer to a prefix list that it is not given", () => {
    expect(() => ruleGroup({ rules: "r", variables: {}, references: ["ROUTE53"] }, {})).to.throw(
      RangeError,
      "no prefix list is given for @ROUTE53",
    );
  });
});
