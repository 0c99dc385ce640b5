import { expect } from "chai";
import fc from "fast-check";
import { CAPACITY_STEPS } from "../../../plan/networkFirewall/ownGroups";
import { policyProblems } from "../../../plan/networkFirewall/policyProblems";
import type { FirewallRuleSettings, RuleGroupPlan } from "../../../plan/networkFirewall/ruleGroupPlan";
import { HEALTH_CHECKERS, ruleGroups } from "../../../plan/networkFirewall/ruleGroups";
import { RESERVED_SIDS } from "../../../plan/networkFirewall/suricata/groups";
import { variablesIn } from "../../../plan/networkFirewall/suricata/header";
import { LIMITS } from "../../../plan/networkFirewall/suricata/limits";
import { countRules } from "../../../plan/networkFirewall/suricata/lines";
import { parseRules } from "../../../plan/networkFirewall/suricata/parse";
import type { SuricataRule } from "../../../plan/networkFirewall/suricata/rule";
import { runs } from "../../support/full";

const SMALLEST: FirewallRuleSettings = {
  servicePort: 5000,
  frontRanges: ["10.20.136.0/21", "10.20.128.0/21"],
  allowedClients: ["203.0.113.0/24"],
  denied: [],
  allowed: [],
  ipSets: {},
  suricata: {},
  healthCheckers: false,
};
const TEAM = 'drop tcp $PARTNERS any -> $HOME_NET any (msg:"x"; sid:1;)';

const groupsOf = (settings: Partial<FirewallRuleSettings> = {}) => ruleGroups({ ...SMALLEST, ...settings });
const groupOf = (key: string, settings: Partial<FirewallRuleSettings> = {}): RuleGroupPlan | undefined =>
  groupsOf(settings).find((each) => each.key === key);
const linesOf = (key: string, settings: Partial<FirewallRuleSettings> = {}) =>
  groupOf(key, settings)?.rules.split("\n");

const SERVICE_RULES = [
  'pass tcp $CLIENTS any -> $FRONT 5000 (msg:"From a client to the service"; flow:stateless; sid:1920000; rev:1;)',
  'pass tcp $FRONT 5000 -> $CLIENTS any (msg:"Answer of the service to a client"; flags:A+; sid:1920001; rev:1;)',
];
const PACKET_RULES = [
  'pass icmp any any -> $FRONT any (msg:"Path MTU discovery, in"; itype:3; icode:4; sid:1938000; rev:1;)',
  'pass icmp $FRONT any -> any any (msg:"Path MTU discovery, out"; itype:3; icode:4; sid:1938001; rev:1;)',
  'pass tcp any any -> $FRONT any (msg:"A connection is reset, from outside"; flags:R+; sid:1939000; rev:1;)',
  'pass tcp $FRONT any -> any any (msg:"A connection is reset, from inside"; flags:R+; sid:1939001; rev:1;)',
];
const TLS_RULES = [
  'pass tcp $FRONT any -> any 443 (msg:"Out: TLS"; flow:stateless; sid:1940000; rev:1;)',
  'pass tcp any 443 -> $FRONT any (msg:"Answer from outside: TLS"; flags:A+; sid:1940001; rev:1;)',
];

describe("plan/networkFirewall/ruleGroups: the groups, written out", () => {
  it("are one where only clients are named", () => {
    expect(groupsOf()).to.deep.equal([
      {
        key: "service",
        priority: 60_000,
        capacity: 200,
        variables: { FRONT: ["10.20.128.0/21", "10.20.136.0/21"], CLIENTS: ["203.0.113.0/24"] },
        references: [],
        rules: [...SERVICE_RULES, ...PACKET_RULES].join("\n"),
        why: "clients to the service port, and the limits of large packets",
      },
    ]);
  });

  it("stand in the order in which they decide", () => {
    const all = groupsOf({
      denied: ["192.0.2.0/24"],
      allowed: ["198.51.100.0/24"],
      suricata: {
        b: { rules: TEAM },
        a: { rules: TEAM },
        z: { rules: TEAM, priority: 1 },
        y: { rules: TEAM, priority: 1000 },
      },
      egress: { destinations: [] },
    });
    expect(all.map(({ key, priority, capacity }) => [key, priority, capacity])).to.deep.equal([
      ["denied", 100, 200],
      ["allowed", 200, 200],
      ["own-z", 1020, 1000],
      ["own-y", 21_000, 1000],
      ["own-a", 31_360, 1000],
      ["own-b", 32_140, 1000],
      ["service", 60_000, 200],
      ["egress", 61_000, 2000],
    ]);
  });

  it("let in on each port those that are allowed and may use it", () => {
    const further = [
      { port: 443, allowedClients: ["198.51.100.0/24"] },
      { port: 8883, allowedClients: ["0.0.0.0/0"] },
    ];
    const allowed = ["203.0.113.0/25", "198.51.100.7/32"];
    const { rules, variables } = groupOf("allowed", { allowed, further }) ?? {};
    const headers = (rules ?? "").split("\n").map((line) => line.split(" (")[0]);
    expect(headers.filter((header) => header?.includes("-> $FRONT"))).to.deep.equal([
      "pass tcp $ALLOWED any -> $FRONT 5000",
      "pass tcp $ALLOWED_ON_443 any -> $FRONT 443",
      "pass tcp $ALLOWED_ON_8883 any -> $FRONT 8883",
    ]);
    expect(variables).to.deep.equal({
      FRONT: ["10.20.128.0/21", "10.20.136.0/21"],
      ALLOWED: ["203.0.113.0/25"],
      ALLOWED_ON_443: ["198.51.100.7/32"],
      ALLOWED_ON_8883: ["198.51.100.7/32", "203.0.113.0/25"],
    });
  });

  it("let anyone in where anyone may come", () => {
    expect(linesOf("service", { allowedClients: ["203.0.113.0/24", "0.0.0.0/0"] })).to.deep.equal([
      ...SERVICE_RULES.map((line) => line.replace("$CLIENTS", "any")),
      ...PACKET_RULES,
    ]);
    expect(groupOf("service", { allowedClients: ["0.0.0.0/0"] })?.variables).to.have.all.keys("FRONT");
  });

  it("let health checkers in, whose ranges the caller fills in", () => {
    expect(groupOf("service", { healthCheckers: true })?.references).to.deep.equal([HEALTH_CHECKERS]);
    expect(groupOf("service", { healthCheckers: false })?.references).to.deep.equal([]);
    expect(linesOf("service", { healthCheckers: true })?.filter((line) => line.includes("@ROUTE53"))).to.deep.equal([
      'pass tcp @ROUTE53 any -> $FRONT 5000 (msg:"From a Route 53 health checker to the service"; flow:stateless; sid:1930000; rev:1;)',
      'pass tcp $FRONT 5000 -> @ROUTE53 any (msg:"Answer of the service to a Route 53 health checker"; flags:A+; sid:1930001; rev:1;)',
    ]);
  });

  it("drop denied ranges both ways, path MTU discovery too", () => {
    expect(linesOf("denied", { denied: ["192.0.2.0/24"] })).to.deep.equal([
      'drop ip $DENIED any -> any any (msg:"From a denied range"; flow:stateless; sid:1900000; rev:1;)',
      'drop ip any any -> $DENIED any (msg:"To a denied range"; flow:stateless; sid:1900001; rev:1;)',
      'drop icmp $DENIED any -> any any (msg:"MTU of a path, from a denied range"; itype:3; icode:4; sid:1900002; rev:1;)',
      'drop icmp any any -> $DENIED any (msg:"MTU of a path, to a denied range"; itype:3; icode:4; sid:1900003; rev:1;)',
    ]);
  });

  it("let all TLS out, and to configured destinations by port", () => {
    const destinations = [
      { cidr: "192.0.2.9/32", port: 5432 },
      { cidr: "192.0.2.7/32", port: 25 },
      { cidr: "192.0.2.8/32", port: 5432 },
      { cidr: "0.0.0.0/0", port: 123 },
    ];
    expect(
      linesOf("egress", { egress: { destinations } })?.map((line) => line.replace(/ \(msg.*(?=sid)/, " ")),
    ).to.deep.equal([
      "pass tcp $FRONT any -> [192.0.2.7/32] 25 sid:1970000; rev:1;)",
      "pass tcp [192.0.2.7/32] 25 -> $FRONT any sid:1970001; rev:1;)",
      "pass tcp $FRONT any -> any 123 sid:1970002; rev:1;)",
      "pass tcp any 123 -> $FRONT any sid:1970003; rev:1;)",
      "pass tcp $FRONT any -> [192.0.2.8/32,192.0.2.9/32] 5432 sid:1970004; rev:1;)",
      "pass tcp [192.0.2.8/32,192.0.2.9/32] 5432 -> $FRONT any sid:1970005; rev:1;)",
      "pass tcp $FRONT any -> any 443 sid:1940000; rev:1;)",
      "pass tcp any 443 -> $FRONT any sid:1940001; rev:1;)",
    ]);
  });

  it("let TLS out to listed names, and drop other greetings before they let all else of TLS out", () => {
    const egress = { domains: [".example.org", "api.example.com"], destinations: [] };
    expect(linesOf("egress", { egress })).to.deep.equal([
      'alert tcp $FRONT any -> any 443 (msg:"A connection out begins"; flow:to_server; flags:S,CE; flowbits:set,egress.opened; noalert; sid:1940010; rev:1;)',
      'pass tls $FRONT any -> any 443 (msg:"TLS out to .example.org"; tls.sni; dotprefix; content:".example.org"; nocase; endswith; flowbits:set,egress.known; sid:1950000; rev:1;)',
      'pass tls $FRONT any -> any 443 (msg:"TLS out to api.example.com"; tls.sni; content:"api.example.com"; startswith; nocase; endswith; flowbits:set,egress.known; sid:1950001; rev:1;)',
      'drop tls $FRONT any -> any 443 (msg:"TLS out to a name that is not listed"; ssl_state:client_hello; ja4.hash; content:"_"; flowbits:isset,egress.opened; flowbits:isnotset,egress.known; sid:1940011; rev:1;)',
      'drop tcp $FRONT any -> any 443 (msg:"Out to port 443, and not TLS"; app-layer-protocol:!tls; flowbits:isset,egress.opened; flowbits:isnotset,egress.known; sid:1940012; rev:1;)',
      ...TLS_RULES,
    ]);
  });

  it("give own groups the ranges that they name, and one rule a line", () => {
    const own = groupOf("own-team", {
      ipSets: { PARTNERS: ["192.0.2.9/32", "192.0.2.7/32"], PARTNERS_2: ["192.0.2.8/32"] },
      suricata: { team: { rules: `# text\n${TEAM.replace("; sid", "; \\\n  sid")}\n`, capacity: 70 } },
    });
    expect(own).to.deep.include({
      capacity: 70,
      variables: { PARTNERS: ["192.0.2.7/32", "192.0.2.9/32"] },
      rules: TEAM.replace("; sid", ";   sid"),
    });
  });

  it("divide ranges of which a rule could not hold all", () => {
    const many = Array.from({ length: 700 }, (_, index) => `100.${Math.floor(index / 256)}.${index % 256}.0/24`);
    const { variables = {}, rules = "" } = groupOf("denied", { denied: many }) ?? {};
    expect(Object.keys(variables)).to.deep.equal(["DENIED", "DENIED_2", "DENIED_3"]);
    expect(Object.values(variables).flat().sort()).to.deep.equal([...many].sort());
    expect(countRules(rules)).to.equal(12);
  });

  for (const [count, capacity] of [
    [1, 1000],
    [1000, 1000],
    [1001, 2500],
    [30_000, 30_000],
  ] as const)
    it(`have room for ${capacity} rules where a team has ${count}`, () => {
      const rules = Array.from({ length: count }, (_, index) => `drop ip any any -> any any (sid:${index + 1};)`).join(
        "\n",
      );
      expect(groupOf("own-team", { suricata: { team: { rules } } })?.capacity).to.equal(capacity);
    });
});

describe("plan/networkFirewall/ruleGroups: a policy", () => {
  it("takes the groups of most stacks", () => {
    expect(policyProblems(groupsOf({ suricata: { team: { rules: TEAM } } }))).to.deep.equal([]);
  });

  it("has room for few groups, and for few rules", () => {
    const suricata = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`g${index}`, { rules: TEAM, capacity: 1500 }]),
    );
    expect(policyProblems(groupsOf({ suricata })).map(({ problem }) => problem)).to.deep.equal([
      "there are 21 rule groups; a policy holds 20",
      "the rule groups reserve room for 30200 rules; a policy has room for 30000",
    ]);
  });
});

const cidr = fc
  .tuple(fc.integer({ min: 1, max: 223 }), fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 255 }))
  .map(([one, two, three]) => `${one}.${two}.${three}.0/24`);
const cidrs = (maxLength: number) =>
  fc.array(fc.oneof({ weight: 50, arbitrary: cidr }, fc.constant("0.0.0.0/0")), { maxLength });
const port = fc.integer({ min: 1, max: 65_535 });
const groupName = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
const settings: fc.Arbitrary<FirewallRuleSettings> = fc
  .record({
    servicePort: port,
    frontRanges: fc.array(cidr, { minLength: 1, maxLength: 8 }),
    allowedClients: cidrs(700),
    denied: cidrs(700),
    allowed: cidrs(400),
    healthCheckers: fc.boolean(),
    ipSets: fc.constant({ PARTNERS: ["192.0.2.0/24"] }),
    suricata: fc.dictionary(
      groupName,
      fc.record({ rules: fc.constant(TEAM), priority: fc.integer({ min: 1, max: 1000 }) }, { requiredKeys: ["rules"] }),
      { maxKeys: 12 },
    ),
    egress: fc.option(
      fc.record(
        {
          domains: fc.uniqueArray(fc.stringMatching(/^\.?[a-z]{1,9}\.example$/), { maxLength: 40 }),
          destinations: fc.array(fc.record({ cidr, port }), { maxLength: 400 }),
        },
        { requiredKeys: ["destinations"] },
      ),
    ),
  })
  .map(({ egress, ...rest }) => ({ ...rest, ...(egress && { egress }) }));

const ours = (groups: readonly RuleGroupPlan[]) => groups.filter(({ key }) => !key.startsWith("own-"));

describe("plan/networkFirewall/ruleGroups: more ranges than a group has room for", () => {
  it("are told", () => {
    const denied = Array.from({ length: 15_001 }, (_, index) => `100.${Math.floor(index / 256)}.${index % 256}.0/24`);
    expect(policyProblems(groupsOf({ denied: denied.slice(1) }))).to.deep.equal([]);
    expect(policyProblems(groupsOf({ denied })).map(({ problem }) => problem)).to.deep.equal([
      "group denied has 204 rules, and room for 200",
    ]);
  });
});

describe("plan/networkFirewall/ruleGroups: whatever the settings", () => {
  /** Calls `check` with the groups, and the rules of this program among them by group. */
  const always = (
    check: (groups: RuleGroupPlan[], rules: (readonly [RuleGroupPlan, SuricataRule])[]) => void,
  ): void => {
    fc.assert(
      fc.property(settings, (s) => {
        const groups = ruleGroups(s);
        const rules = ours(groups).flatMap((group) =>
          parseRules(group.rules).rules.map((each) => [group, each] as const),
        );
        check(groups, rules);
      }),
      runs(30),
    );
  };

  it("every rule is one, with a text of its own in the log, and a line of its own", () => {
    always((groups, rules) => {
      for (const { rules: text } of groups) expect(parseRules(text).mistakes).to.deep.equal([]);
      expect(rules.filter(([, { msg }]) => msg === undefined)).to.deep.equal([]);
      const headers = rules.map(([, { text }]) => text.replace(/sid:\d+/, ""));
      expect(new Set(headers).size).to.equal(headers.length);
    });
  });

  it("ids are this program's own, each once", () => {
    always((_, rules) => {
      const sids = rules.map(([, { sid }]) => sid);
      expect(new Set(sids).size).to.equal(sids.length);
      expect(sids.filter((sid) => sid < RESERVED_SIDS.from || sid > RESERVED_SIDS.to)).to.deep.equal([]);
    });
  });

  it("a group defines what its rules name, and nothing else, within the length of a rule", () => {
    always((groups, rules) => {
      for (const group of groups) {
        const named = parseRules(group.rules).rules.flatMap((each) => variablesIn(each).addresses);
        expect(new Set(named.filter((name) => name !== "HOME_NET"))).to.deep.equal(
          new Set(Object.keys(group.variables)),
        );
      }
      for (const [{ variables }, each] of rules) {
        const values = variablesIn(each).addresses.map((name) => (variables[name] ?? []).join(",").length);
        expect(values.reduce((sum, length) => sum + length, each.text.length)).to.be.at.most(LIMITS.ruleCharacters);
      }
    });
  });

  it("groups have room for their rules, keys and places of their own, in order, that AWS knows", () => {
    always((groups) => {
      for (const { capacity, rules } of groups) expect(countRules(rules)).to.be.within(1, capacity);
      expect(new Set(groups.map(({ key }) => key)).size).to.equal(groups.length);
      const places = groups.map(({ priority }) => priority);
      expect(places).to.deep.equal([...new Set(places)].sort((one, other) => one - other));
      expect(places.filter((place) => place < 1 || place > 65_535)).to.deep.equal([]);
      for (const { key, capacity } of groups) if (key.startsWith("own-")) expect(CAPACITY_STEPS).to.include(capacity);
    });
  });

  it("nothing that passes depends on the direction or the state of a flow: connections that were open before go on", () => {
    always((_, rules) => {
      const passing = rules.filter(([, { action, protocol }]) => action === "pass" && protocol !== "tls");
      const onFlow = passing.filter(([, { options }]) =>
        options.some(({ keyword, value }) => keyword === "flow" && value !== "stateless"),
      );
      expect(onFlow).to.deep.equal([]);
    });
  });

  it("each way that passes has its way back, and only the way there may open a connection", () => {
    always((_, rules) => {
      const passing = rules
        .map(([, each]) => each)
        .filter(({ action, protocol }) => action === "pass" && protocol === "tcp");
      const has = (each: SuricataRule, keyword: string) => each.options.some((option) => option.keyword === keyword);
      const opening = passing.filter((each) => has(each, "flow"));
      for (const each of opening) {
        const back = passing.filter(
          (other) =>
            other.source === each.destination &&
            other.sourcePort === each.destinationPort &&
            other.destination === each.source &&
            other.destinationPort === each.sourcePort,
        );
        expect(back.filter((other) => has(other, "flags"))).to.have.length.at.least(1);
      }
      expect(passing.filter((each) => !has(each, "flow") && !has(each, "flags"))).to.deep.equal([]);
    });
  });

  it("the order of ranges, names and groups in the config means nothing", () => {
    fc.assert(
      fc.property(settings, (s) => {
        const turned = <Value>(values: readonly Value[]): Value[] => [...values].reverse();
        const other: FirewallRuleSettings = {
          ...s,
          frontRanges: turned(s.frontRanges),
          allowedClients: turned(s.allowedClients),
          denied: turned(s.denied),
          allowed: turned(s.allowed),
          suricata: Object.fromEntries(turned(Object.entries(s.suricata))),
          ...(s.egress && {
            egress: {
              ...s.egress,
              destinations: turned(s.egress.destinations),
              ...(s.egress.domains && { domains: turned(s.egress.domains) }),
            },
          }),
        };
        expect(ruleGroups(other)).to.deep.equal(ruleGroups(s));
      }),
      runs(20),
    );
  });

  it("another rule changes no group's capacity, and another group no place but that of names that begin alike", () => {
    fc.assert(
      fc.property(settings, groupName, (s, name) => {
        fc.pre(!(name in s.suricata));
        const more: FirewallRuleSettings = {
          ...s,
          denied: [...s.denied, "192.0.2.77/32"],
          allowedClients: [...s.allowedClients, "192.0.2.78/32"],
          suricata: { ...s.suricata, [name]: { rules: TEAM } },
        };
        const after = new Map(ruleGroups(more).map((each) => [each.key, each]));
        for (const { key, priority, capacity } of ruleGroups(s)) {
          expect(after.get(key)?.capacity).to.equal(capacity);
          const alike = key.startsWith(`own-${name.slice(0, 2)}`);
          if (!alike) expect(after.get(key)?.priority).to.equal(priority);
        }
      }),
      runs(20),
    );
  });
});
