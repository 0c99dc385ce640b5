import { expect } from "chai";
import { findings } from "../../../analysis";
import { switchOf } from "../../../analysis/switch/switch";
import { compare } from "../../../graph/compare";
import { PROVIDER_EFFECTS } from "../../../graph/providerEffects";
import { MANAGED_GROUP_NAMES } from "../../../plan/networkFirewall/managedGroups";
import { policyProblems } from "../../../plan/networkFirewall/policyProblems";
import { BASE, type Raw, find, recordConfig } from "../../support/recording";

const POLICY = "firewall-eu-west-1-policy";
const inspected = (networkFirewall: Raw = {}): Raw => ({ ...BASE, options: ["networkFirewall"], networkFirewall });
const arn = (name: string) => `arn:aws:network-firewall:eu-west-1:aws-managed:stateful-rulegroup/${name}StrictOrder`;
const use = { alertOnly: false, afterOwn: false };

const references = async (raw: Raw) => {
  const policy = find(await recordConfig(raw), "aws:networkfirewall/firewallPolicy:FirewallPolicy", POLICY);
  return (policy.inputs["firewallPolicy"] as { statefulRuleGroupReferences: unknown[] }).statefulRuleGroupReferences;
};

const rulesOf = async (raw: Raw) => {
  const group = find(await recordConfig(raw), "aws:networkfirewall/ruleGroup:RuleGroup", "firewall-eu-west-1-egress");
  return (group.inputs["ruleGroup"] as { rulesSource: { rulesString: string } }).rulesSource.rulesString.split("\n");
};

describe("Rule groups that AWS keeps", () => {
  it("stand before or after a team's own, in strict order, and may only tell", async () => {
    const suricata = { team: { rules: "alert tcp any any -> any 5000 (sid:1;)", priority: 1 } };
    const managedRuleGroups = {
      ThreatSignaturesExploits: { afterOwn: true },
      AttackInfrastructure: { alertOnly: true },
      MalwareDomains: {},
    };
    expect(await references(inspected({ suricata, managedRuleGroups }))).to.deep.equal([
      { priority: 300, resourceArn: arn("AttackInfrastructure"), override: { action: "DROP_TO_ALERT" } },
      { priority: 303, resourceArn: arn("MalwareDomains") },
      { priority: 1020, resourceArn: "${RuleGroup:firewall-eu-west-1-own-team.arn}" },
      { priority: 59_010, resourceArn: arn("ThreatSignaturesExploits") },
      { priority: 60_000, resourceArn: "${RuleGroup:firewall-eu-west-1-service.arn}" },
      { priority: 61_000, resourceArn: "${RuleGroup:firewall-eu-west-1-egress.arn}" },
    ]);
  });

  it("move no other when one comes, and are told", async () => {
    const [from, to] = [{ MalwareDomains: {} }, { MalwareDomains: { alertOnly: true }, AttackInfrastructure: {} }];
    const [before, after] = [inspected({ managedRuleGroups: from }), inspected({ managedRuleGroups: to })];
    const [one, other] = [await recordConfig(before), await recordConfig(after)];
    const changes = compare(one, other, PROVIDER_EFFECTS);
    expect(
      changes.filter(({ action }) => action !== "keep").map(({ action, name }) => `${action} ${name}`),
    ).to.deep.equal([`update ${POLICY}`]);
    const { interruptions } = switchOf(one, other, changes);
    expect(interruptions.map(({ rule, who, what, unjudged }) => [rule, who, what, unjudged])).to.deep.equal([
      [
        "inspection-rules",
        `connections that AWS's MalwareDomains in ${POLICY} decides`,
        "it only tells any more",
        undefined,
      ],
      [
        "inspection-rules",
        `connections that AWS's AttackInfrastructure in ${POLICY} decides`,
        "it begins to drop",
        "the rules of AWS's AttackInfrastructure",
      ],
    ]);
  });

  it("are told of where nobody knows how much room they take", async () => {
    const told = async (name: string) =>
      findings(await recordConfig(inspected({ managedRuleGroups: { [name]: {} } }))).find(
        ({ rule }) => rule === "unknown-room",
      );
    expect(await told("MalwareDomains")).to.equal(undefined);
    expect((await told("ThreatSignaturesIOC"))?.fix).to.include(arn("ThreatSignaturesIOC"));
  });

  it("count among the groups of a policy, with the room that they take", () => {
    const all = Object.fromEntries(MANAGED_GROUP_NAMES.map((name) => [name, use]));
    expect(policyProblems([], all).map(({ problem }) => problem)).to.deep.equal([
      "there are 21 rule groups; a policy holds 20",
      "the rule groups reserve room for 32300 rules; a policy has room for 30000",
    ]);
  });
});

describe("Egress that rejects", () => {
  it("resets what is not open, in the end and by name", async () => {
    const rules = await rulesOf(inspected({ rejectEgress: true, egressDomains: ["api.example.com"] }));
    expect(rules.at(-1)).to.equal(
      'reject tcp $FRONT any -> any any (msg:"A connection out that is not open"; flow:stateless; sid:1940020; rev:1;)',
    );
    expect(rules.filter((rule) => rule.startsWith("drop"))).to.deep.equal([]);
    expect(rules.filter((rule) => rule.startsWith("reject")).length).to.equal(3);
  });

  it("is not there where it is not asked for", async () => {
    const rules = await rulesOf(inspected({ egressDomains: ["api.example.com"] }));
    expect([
      rules.filter((rule) => rule.startsWith("reject")),
      rules.filter((rule) => rule.startsWith("drop")).length,
    ]).to.deep.equal([[], 2]);
  });
});
