import { expect } from "chai";
import fc from "fast-check";
import { RESERVED_SIDS, checkRules } from "../../../../plan/networkFirewall/suricata/groups";
import { variablesIn } from "../../../../plan/networkFirewall/suricata/header";
import { LIMITS } from "../../../../plan/networkFirewall/suricata/limits";
import { countRules, oneRulePerLine, ruleBytes } from "../../../../plan/networkFirewall/suricata/lines";
import { parseRules } from "../../../../plan/networkFirewall/suricata/parse";
import { ACTIONS } from "../../../../plan/networkFirewall/suricata/rule";
import { BAD, GOOD, VARIABLES } from "../../../judges/suricata/forms";

const RULE = 'drop tcp $PARTNERS any -> $HOME_NET 5000 (msg:"Partners"; content:"x"; sid:7; rev:2;)';
const rule = (sid: number, source = "any") => `drop tcp ${source} any -> any any (flow:stateless; sid:${sid};)`;

describe("plan/networkFirewall/suricata/parse: a rule's parts", () => {
  it("are read", () => {
    expect(parseRules(RULE)).to.deep.equal({
      rules: [
        {
          line: 1,
          text: RULE,
          action: "drop",
          protocol: "tcp",
          source: "$PARTNERS",
          sourcePort: "any",
          direction: "->",
          destination: "$HOME_NET",
          destinationPort: "5000",
          options: [
            { keyword: "msg", value: '"Partners"' },
            { keyword: "content", value: '"x"' },
            { keyword: "sid", value: "7" },
            { keyword: "rev", value: "2" },
          ],
          sid: 7,
          msg: "Partners",
        },
      ],
      mistakes: [],
    });
  });

  it("name variables of addresses and ports, and prefix lists, in lists within lists too", () => {
    const [read] = parseRules("drop tcp [$A,!$B,[@C]] [$P,80] -> !$A !$Q (sid:1;)").rules;
    expect(read && variablesIn(read)).to.deep.equal({
      addresses: ["A", "B", "A"],
      ports: ["P", "Q"],
      references: ["C"],
    });
  });

  for (const [index, text] of GOOD.entries())
    it(`are taken: ${text}`, () => {
      const { rules, mistakes } = parseRules(text);
      expect(mistakes).to.deep.equal([]);
      expect(rules.map(({ sid }) => sid)).to.deep.equal([index === GOOD.length - 1 ? LIMITS.sid : index + 1]);
    });

  for (const { rule: text, problem } of BAD)
    it(`are refused: ${text}`, () => {
      const { rules, mistakes } = parseRules(text);
      expect(rules).to.deep.equal([]);
      expect(mistakes.map((each) => each.problem).join("\n")).to.match(problem);
      for (const each of mistakes) expect(each.fix).not.to.equal("");
    });

  for (const [keyword, fix] of [
    ["conten", "write content, if that is meant"],
    ["tls_snj", "write tls_sni, if that is meant"],
    ["aws_url_categories", "write aws_url_category, if that is meant"],
    ["xy", "write a keyword of Suricata 7, or remove the option"],
    ["aws_invented_by_nobody", "write a keyword of Suricata 7, or remove the option"],
    ["__proto__", "write a keyword of Suricata 7, or remove the option"],
  ] as const)
    it(`name no keyword ${keyword}: ${fix}`, () => {
      expect(parseRules(`drop tcp any any -> any any (${keyword}:x; sid:1;)`).mistakes).to.deep.include.members([
        {
          line: 1,
          text: `drop tcp any any -> any any (${keyword}:x; sid:1;)`,
          problem: `Suricata knows no keyword ${keyword}`,
          fix,
        },
      ]);
    });

  it("have a flow of known words, and the word that was probably meant is told", () => {
    const fixes = parseRules("drop tcp any any -> any any (flow:established,to_sever,!stateless; sid:1;)").mistakes;
    expect(fixes.map(({ fix }) => fix)).to.deep.equal([
      "write to_server, if that is meant",
      "write words of established, not_established, stateless, to_server, from_client, to_client, from_server, " +
        "only_stream, no_stream, only_frag, no_frag",
    ]);
  });

  it("have AWS's own keywords", () => {
    const text = [
      'drop tls any any -> any any (msg:"C"; aws_domain_category:Command and Control; flow:to_server; sid:1;)',
      "drop http any any -> any any (aws_url_category:Malicious,Gambling; geoip:dst,CN,US; sid:2;)",
    ].join("\n");
    expect(parseRules(text).mistakes).to.deep.equal([]);
  });

  it("are refused with every mistake in them", () => {
    const text = "bypass foo 1.2.3 any <- any 70000 (msg:x; priority:1;)";
    expect(parseRules(text).mistakes.map(({ problem }) => problem)).to.deep.equal([
      "AWS knows no action bypass",
      "Suricata knows no protocol foo",
      "1.2.3 is no address",
      "<- is no direction",
      "70000 is no port",
      "the value of msg is not a text in quotes",
      "priority is refused: the order of the lines is the order of the rules, so AWS takes no priority",
      "the rule has no sid",
    ]);
  });
});

describe("plan/networkFirewall/suricata/parse: a text of rules", () => {
  const text = [
    "# A comment that a backslash ends does not go on \\",
    rule(1),
    "",
    "  # indented",
    "drop tcp any any -> any any (flow:stateless; \\",
    '  msg:"over two lines"; sid:2;)  ',
    "nonsense",
    rule(3),
  ].join("\r\n");

  it("has rules at lines, over more than one with backslashes", () => {
    const { rules, mistakes } = parseRules(text);
    expect(rules.map(({ line, sid }) => [line, sid])).to.deep.equal([
      [2, 1],
      [5, 2],
      [8, 3],
    ]);
    expect(mistakes.map(({ line, text: of }) => [line, of])).to.deep.equal([[7, "nonsense"]]);
  });

  it("is counted, wrong rules included, and written with one rule a line", () => {
    expect(countRules(text)).to.equal(4);
    expect(oneRulePerLine(text)).to.equal(
      [
        rule(1),
        'drop tcp any any -> any any (flow:stateless;   msg:"over two lines"; sid:2;)',
        "nonsense",
        rule(3),
      ].join("\n"),
    );
  });

  it("is measured in bytes of UTF-8", () => {
    expect(ruleBytes("é\n")).to.equal(3);
  });
});

describe("plan/networkFirewall/suricata/parse: a team's groups", () => {
  const problems = (
    groups: Parameters<typeof checkRules>[0],
    variables: Record<string, readonly string[]> = VARIABLES,
  ) => checkRules(groups, variables).map(({ group, line, problem }) => `${group}:${line}: ${problem}`);

  it("are good with the forms above", () => {
    expect(checkRules([{ name: "team", rules: GOOD.join("\n") }], VARIABLES)).to.deep.equal([]);
  });

  it("have ids that are their own, over all groups", () => {
    const groups = [
      { name: "one", rules: `${rule(1)}\n${rule(2)}` },
      { name: "two", rules: `# text\n${rule(3)}\n${rule(2)}` },
      {
        name: "three",
        rules: [rule(RESERVED_SIDS.from), rule(RESERVED_SIDS.to), rule(RESERVED_SIDS.to + 1)].join("\n"),
      },
    ];
    expect(problems(groups)).to.deep.equal([
      "two:3: sid 2 is that of one, line 2",
      "three:1: sid 1900000 is one of this program's own rules",
      "three:2: sid 1999999 is one of this program's own rules",
    ]);
  });

  it("name what is defined", () => {
    const rules = [
      "drop tcp $HOME_NET any -> [$EXTERNAL_NET,$PARTNERS] any (sid:1;)",
      "drop tcp $FRIENDS any -> !$FRIENDS $HTTP_PORTS (sid:2;)",
      "drop tcp @LIST any -> any any (sid:3;)",
    ].join("\n");
    expect(problems([{ name: "team", rules }])).to.deep.equal([
      "team:2: $FRIENDS is not defined",
      "team:2: $HTTP_PORTS is not defined for ports",
      "team:3: @LIST refers to a prefix list, and none is given",
    ]);
    expect(checkRules([{ name: "team", rules }], VARIABLES)[0]?.fix).to.equal(
      "define it, or write one of $HOME_NET, $EXTERNAL_NET, $PARTNERS, $ANYONE",
    );
  });

  it("have rules that are short enough with the ranges that they name", () => {
    const ranges = (count: number) => Array.from({ length: count }, (_, index) => `100.100.${index % 256}.0/24`);
    const long = [{ name: "team", rules: rule(1, "$LONG") }];
    expect(problems(long, { LONG: ranges(400) })).to.deep.equal([]);
    expect(problems(long, { LONG: ranges(600) })).to.have.length(1);
    expect(problems(long, { LONG: ranges(600) })[0]).to.match(/the rule has \d+ characters; AWS takes 8192/);
  });

  it("have rules, not more than there is room for, and of few enough bytes", () => {
    expect(problems([{ name: "empty", rules: "# later" }])).to.deep.equal(["empty:1: there is no rule in it"]);
    const two = `${rule(1)}\n${rule(2)}`;
    expect(problems([{ name: "full", rules: two, capacity: 2 }])).to.deep.equal([]);
    expect(problems([{ name: "full", rules: two, capacity: 1 }])).to.deep.equal([
      "full:1: there are 2 rules, and room for 1",
    ]);
    const huge = `# ${"x".repeat(LIMITS.rulesBytes)}\n${rule(1)}`;
    expect(problems([{ name: "huge", rules: huge }])[0]).to.match(
      /^huge:1: the rules take \d+ bytes; a group holds 2000000$/,
    );
  });
});

const address = fc.oneof(
  fc.constantFrom("any", "$HOME_NET", "!$EXTERNAL_NET", "$PARTNERS"),
  fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map(([base, prefix]) => `${base}/${prefix}`),
);
const addresses = fc.oneof(
  address,
  fc.array(address, { minLength: 1, maxLength: 4 }).map((some) => `[${some.join(", ")}]`),
);
const port = fc.integer({ min: 0, max: 65_535 });
const ports = fc.oneof(
  fc.constant("any"),
  port.map(String),
  fc.tuple(port, port).map(([one, other]) => `${Math.min(one, other)}:${Math.max(one, other)}`),
  fc.array(port, { minLength: 1, maxLength: 4 }).map((some) => `![${some.join(",")}]`),
);
const message = fc
  .string({ minLength: 1, unit: fc.constantFrom(..."abc ()[]:#äß".split(""), "\\;", '\\"') })
  .map((text) => `m${text}`);
const header = fc
  .tuple(
    fc.constantFrom(...ACTIONS),
    fc.constantFrom("ip", "tcp", "udp", "tls", "http"),
    addresses,
    ports,
    fc.constantFrom("->", "<>"),
    addresses,
    ports,
  )
  .map((parts) => parts.join(" "));
const rules = fc
  .array(fc.tuple(header, message), { minLength: 1, maxLength: 6 })
  .map((all) => all.map(([head, msg], index) => `${head} (msg:"${msg}"; flow:stateless; sid:${index + 1};)`));

describe("plan/networkFirewall/suricata/parse: whatever the rules", () => {
  it("good ones are taken, word for word", () => {
    fc.assert(
      fc.property(rules, (lines) => {
        const { rules: read, mistakes } = parseRules(lines.join("\n"));
        expect(mistakes).to.deep.equal([]);
        expect(read.map(({ text }) => text)).to.deep.equal(lines);
        expect(checkRules([{ name: "team", rules: lines.join("\n") }], VARIABLES)).to.deep.equal([]);
      }),
    );
  });

  it("a mistake among good ones is found in its line, and the others are still read", () => {
    fc.assert(
      fc.property(rules, fc.constantFrom(...BAD), fc.nat(), (lines, { rule: wrong, problem }, place) => {
        const at = place % (lines.length + 1);
        const text = [...lines.slice(0, at), wrong, ...lines.slice(at)].join("\n");
        const { rules: read, mistakes } = parseRules(text);
        expect(read).to.have.length(lines.length);
        expect(new Set(mistakes.map(({ line }) => line))).to.deep.equal(new Set([at + 1]));
        expect(mistakes.map((each) => each.problem).join("\n")).to.match(problem);
      }),
    );
  });

  it("breaking one over lines changes nothing but the white space", () => {
    fc.assert(
      fc.property(rules, (lines) => {
        const broken = lines.map((line) => line.replaceAll("; ", "; \\\n")).join("\n");
        expect(oneRulePerLine(broken)).to.equal(lines.join("\n"));
        expect(countRules(broken)).to.equal(lines.length);
      }),
    );
  });

  it("nothing that can be typed is too much for it", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'drop tcp any->[](;:)\\"!$@,/.0129\n\t#'.split("")), maxLength: 80 }),
        (text) => {
          const { rules: read, mistakes } = parseRules(text);
          expect(new Set([...read, ...mistakes].map(({ line }) => line)).size).to.equal(countRules(text));
        },
      ),
    );
  });
});
