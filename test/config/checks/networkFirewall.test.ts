import { expect } from "chai";
import { CONFLICTS } from "../../../plan/options";
import {
  type Expected,
  complete,
  editorAccepts,
  formMistake,
  mistakesAt,
  mistakesIn,
  noMistake,
  ruleMistake,
  stackFile,
} from "../../support/mistakes";
import { type Changes, changed } from "../../support/raw";

const F = "networkFirewall";
const R = "regions.eu-west-1";
const W = `${R}.firewall`;
const ARN = "arn:aws:network-firewall:eu-west-1:123456789012:firewall/shared";
const KEY = "arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d";
const SHARED = { arn: ARN, zones: ["a", "b", "c"] };

/** The rules are those of the option that brings the firewall. */
const inspected = (settings: Changes, others: Changes = {}): Changes => ({
  options: ["networkFirewall"],
  [F]: settings,
  ...others,
});

/** What of a firewall belongs to the region. */
const region = (settings: Changes, others: Changes = {}): Changes => inspected({}, { [W]: settings, ...others });

/** Another region in which a firewall is made. */
const second = (settings: object = {}): Changes => ({
  "regions.eu-west-2": { zones: ["a", "b", "c"], cidr: "10.1.0.0/16", ...settings },
});

const existingIn = (name: string) => ({ existing: { ...SHARED, arn: ARN.replace("eu-west-1", name) } });

describe("config: options that exclude each other", () => {
  const accelerator = (at: number): Expected => [
    `options[${at}]`,
    "globalAccelerator",
    "no globalAccelerator beside networkFirewall: AWS Network Firewall does not inspect the traffic of Global Accelerator: " +
      "it would be an uninspected way in",
    "choose one of the two; with networkFirewall, several regions are reached by DNS",
  ];
  const weights = { weights: { instances: 1, tasks: 1 } };
  ruleMistake(
    "the accelerator after the firewall",
    { options: ["networkFirewall", "globalAccelerator"] },
    accelerator(1),
  );
  ruleMistake("the accelerator before it", { options: ["globalAccelerator", "networkFirewall"] }, accelerator(0));
  ruleMistake(
    "the two among others",
    { options: ["globalAccelerator", "nlb", "networkFirewall", "ecs"], ...weights },
    accelerator(0),
  );
  ruleMistake(
    "the two, and what else is wrong with the firewall",
    { options: ["networkFirewall", "globalAccelerator"], [`${W}.bypassZones`]: ["d"], protect: "no" },
    accelerator(1),
    [`${W}.bypassZones[0]`, "d", "zones of the region's list: a, b, c", "remove it"],
    ["protect", "no", "true or false", "without quotes"],
  );

  for (const options of [["globalAccelerator"], ["globalAccelerator", "nlb"]])
    noMistake(`[${options.join(", ")}], with its section`, { options, globalAccelerator: {} });

  it("are refused in an editor, too", () => {
    for (const { options } of CONFLICTS)
      expect(editorAccepts(stackFile(changed(complete(), { options })))).to.equal(false);
  });

  mistakesAt("no list of options", { options: "networkFirewall, globalAccelerator" }, ["options"]);
  for (const options of [["networkFirewall"], ["networkFirewall", "nlb"], ["ecs", "networkFirewall"]])
    noMistake(`[${options.join(", ")}]`, { options });
  noMistake("the firewall before both backends", { options: ["ecs", "networkFirewall", "nlb"], ...weights });
});

describe("config: rules of the zones of a firewall", () => {
  const lacks = (its: string[], missing: string): Expected => [
    `${W}.zones`,
    its,
    "the zones of the region's list, and more: a, b, c",
    `add ${missing}`,
  ];
  ruleMistake("a zone without the firewall", region({ zones: ["c", "a"] }), lacks(["c", "a"], "b"));
  ruleMistake("two zones without it", region({ zones: ["b"] }), lacks(["b"], "a, c"));
  ruleMistake(
    "a zone without it, where the zones are in another order",
    region({ zones: ["b"] }, { [`${R}.zones`]: ["c", "b"] }),
    [`${W}.zones`, ["b"], "the zones of the region's list, and more: b, c", "add c"],
  );
  ruleMistake("a zone of the firewall twice", region({ zones: ["a", "b", "c", "a"] }), [
    `${W}.zones[3]`,
    "a",
    "each zone once",
    "remove the repetition",
  ]);
  ruleMistake("a zone that the region does not have", region({ zones: ["a", "b", "d", "c"] }), [
    `${W}.zones[2]`,
    "d",
    "a zone of eu-west-1: a, b, c",
    "choose one of these letters",
  ]);
  noMistake("the region's zones in another order", region({ zones: ["c", "b", "a"] }));
  noMistake("more zones than the region uses", region({ zones: ["a", "b", "c"] }, { [`${R}.zones`]: ["a", "c"] }));
  noMistake("no list of zones", region({}));
  noMistake(
    "other zones in another region",
    region({ zones: ["a", "b", "c"] }, second({ zones: ["a", "d"], firewall: { zones: ["a", "d"] } })),
  );

  const existing = (zones: string[]): Changes => region({ existing: { arn: ARN, zones } });
  ruleMistake("a zone without the firewall that exists", existing(["a", "c"]), [
    `${W}.existing.zones`,
    ["a", "c"],
    "the zones of the region's list, and more: a, b, c",
    "take b out of the region's zones, or have the firewall's owner add a subnet there",
  ]);
  ruleMistake("two zones without it", existing(["c"]), [
    `${W}.existing.zones`,
    ["c"],
    "a, b, c",
    "take a, b out of the region's zones",
  ]);
  mistakesAt("a zone of it twice, and one that is none", existing(["a", "a", "d", "b", "c"]), [
    `${W}.existing.zones[1]`,
    `${W}.existing.zones[2]`,
  ]);
  noMistake("a firewall that exists in more zones", region({ existing: SHARED }, { [`${R}.zones`]: ["a", "c"] }));
});

describe("config: rules of zones that go round the firewall", () => {
  ruleMistake("a zone that is not used", region({ bypassZones: ["a", "c"] }, { [`${R}.zones`]: ["b", "a"] }), [
    `${W}.bypassZones[1]`,
    "c",
    "zones of the region's list: a, b",
    "remove it",
  ]);
  ruleMistake("a zone twice", region({ bypassZones: ["b", "b"] }), [
    `${W}.bypassZones[1]`,
    "b",
    "each zone once",
    "remove the repetition",
  ]);
  mistakesAt(
    "a zone that is not used, round a firewall that exists",
    region({ existing: SHARED, bypassZones: ["d"] }),
    [`${W}.bypassZones[0]`],
  );
  noMistake("one zone round the firewall", region({ bypassZones: ["b"] }));
  noMistake("all zones round it", region({ bypassZones: ["c", "a", "b"] }));
  noMistake("a zone round a firewall that exists", region({ existing: SHARED, bypassZones: ["b"] }));
});

describe("config: rules of zones that the firewall is yet to leave", () => {
  const left = { [`${R}.zones`]: ["a", "b"] };
  noMistake("a zone that is not used any more", region({ parkedZones: ["c"] }, left));
  ruleMistake("a zone that is used", region({ parkedZones: ["c", "b"] }, left), [
    `${W}.parkedZones[1]`,
    "b",
    "zones that are not in use",
    "remove it",
  ]);
  ruleMistake("a zone twice", region({ parkedZones: ["c", "c"] }, left), [
    `${W}.parkedZones[1]`,
    "c",
    "each zone once",
    "remove the repetition",
  ]);
  ruleMistake("a zone that no account has", region({ parkedZones: ["d"] }), [
    `${W}.parkedZones[0]`,
    "d",
    "a zone of eu-west-1: a, b, c",
    "choose one of these letters",
  ]);
  ruleMistake("a zone in which its VPC has no subnet", region({ zones: ["a", "b"], parkedZones: ["c"] }, left), [
    `${W}.zones`,
    ["a", "b"],
    "the zones of the region's list, and more: a, b, c",
    "add c",
  ]);
  ruleMistake("a zone of a firewall that exists", region({ existing: SHARED, parkedZones: ["c"] }, left), [
    `${W}.parkedZones`,
    ["c"],
    "nothing, where the firewall exists: its owner says where it has endpoints",
    "remove it, or existing",
  ]);
});

describe("config: rules of the VPC of a firewall", () => {
  const size = (cidr: string): Expected => [
    `${W}.cidr`,
    cidr,
    "a range from /16 to /25",
    "choose a range that holds a /28 for each of eight zones, such as a /25",
  ];
  for (const cidr of ["172.16.0.0/15", "192.168.255.0/26"])
    ruleMistake(`a range of ${cidr}`, region({ cidr }), size(cidr));
  for (const cidr of ["172.16.0.0/16", "192.168.255.128/25"]) noMistake(`a range of ${cidr}`, region({ cidr }));

  const overlap = (cidr: string | undefined, fix: string): Expected => [
    `${W}.cidr`,
    cidr,
    "a range that the region's VPC does not overlap",
    fix,
  ];
  ruleMistake(
    "a range in the region's VPC",
    region({ cidr: "10.0.7.0/24" }),
    overlap("10.0.7.0/24", "choose another for the firewall: 10.0.7.0/24 overlaps 10.0.0.0/16"),
  );
  ruleMistake(
    "a range around the region's VPC",
    region({ cidr: "10.0.0.0/16" }, { [`${R}.cidr`]: "10.0.4.0/22" }),
    overlap("10.0.0.0/16", "choose another for the firewall: 10.0.0.0/16 overlaps 10.0.4.0/22"),
  );
  const last = { [`${R}.cidr`]: "192.168.0.0/16" };
  ruleMistake(
    "the range of the default in the region's VPC",
    region({}, last),
    overlap(undefined, "choose another for the firewall: 192.168.255.0/25 overlaps 192.168.0.0/16"),
  );
  ruleMistake(
    "the same, where the section says nothing of the firewall",
    inspected({}, last),
    overlap(undefined, "192.168.255.0/25 overlaps 192.168.0.0/16"),
  );
  noMistake("another range beside a VPC that holds the default", region({ cidr: "10.0.0.0/25" }, last));
  noMistake("the default beside a VPC that ends before it", region({}, { [`${R}.cidr`]: "192.168.248.0/22" }));
  noMistake("a VPC that holds the default, with a firewall that exists", region({ existing: SHARED }, last));
  noMistake("the range of another region's VPC, which no route leads to", region({ cidr: "10.1.0.0/24" }, second()));
  noMistake("the same range twice", region({ cidr: "10.9.0.0/25" }, second({ firewall: { cidr: "10.9.0.0/25" } })));
});

describe("config: rules of a firewall that exists", () => {
  const own: [key: string, value: unknown][] = [
    ["cidr", "192.168.255.0/25"],
    ["zones", ["a", "b", "c"]],
    ["kmsKeyArn", KEY],
  ];
  for (const [key, value] of own)
    ruleMistake(`its ${key}`, region({ existing: SHARED, [key]: value }), [
      `${W}.${key}`,
      value,
      "nothing, where the firewall exists",
      "remove it, or existing",
    ]);
  mistakesAt(
    "all that belongs to one that is made here, once each",
    region({ existing: SHARED, cidr: "10.0.0.0/8", zones: ["a", "d"], kmsKeyArn: KEY.replace("west", "north") }),
    [`${W}.cidr`, `${W}.zones`, `${W}.kmsKeyArn`],
  );

  const elsewhere = ARN.replace("eu-west-1", "eu-west-2");
  ruleMistake("a firewall of another region", region({ existing: { ...SHARED, arn: elsewhere } }), [
    `${W}.existing.arn`,
    elsewhere,
    "an ARN of eu-west-1",
    "give the one of this region",
  ]);
  mistakesAt(
    "the firewall of another region of the stack",
    region({ existing: SHARED }, second({ firewall: { existing: SHARED } })),
    ["regions.eu-west-2.firewall.existing.arn"],
  );
  noMistake("a firewall in each region", region({ existing: SHARED }, second({ firewall: existingIn("eu-west-2") })));
  noMistake("a firewall in one of two regions", region({ existing: SHARED }, second()));
});

describe("config: rules of the key of a firewall", () => {
  const keyed = (kmsKeyArn: string): Changes => inspected({ customerManagedKey: true }, { [W]: { kmsKeyArn } });
  ruleMistake("a key of one's own, where AWS's is used", region({ kmsKeyArn: KEY }), [
    `${W}.kmsKeyArn`,
    KEY,
    "nothing, where the firewall is encrypted with a key of AWS",
    "set networkFirewall.customerManagedKey: true, or remove it",
  ]);
  const elsewhere = KEY.replace("eu-west-1", "us-east-1");
  ruleMistake("a key of another region", keyed(elsewhere), [
    `${W}.kmsKeyArn`,
    elsewhere,
    "an ARN of eu-west-1",
    "give the one of this region",
  ]);
  mistakesAt("a key of another region, where AWS's is used", region({ kmsKeyArn: elsewhere }), [`${W}.kmsKeyArn`]);
  noMistake("a key of one's own", keyed(KEY));
  noMistake("a key of the stack's", inspected({ customerManagedKey: true }));
  noMistake("a key of one's own in one of two regions", { ...keyed(KEY), ...second() });
});

describe("config: rules of what is said of firewalls that others own", () => {
  const nothing = (section: string, value: unknown): Expected => [
    `${F}.${section}`,
    value,
    "nothing, where the firewall of every region exists: its owner has its rules and logs",
    "remove it",
  ];
  const settings: [section: string, value: unknown][] = [
    ["denied", ["198.51.100.0/24"]],
    ["allowed", ["198.51.100.0/24"]],
    ["ipSets", { PARTNERS: ["198.51.100.0/24"] }],
    ["suricata", { team: { rules: "pass icmp any any -> any any (itype:8; sid:1;)" } }],
    ["egressDomains", ["example.com"]],
    ["protection", { deletion: true, policyChange: false, subnetChange: false }],
    ["customerManagedKey", true],
    ["logs", { kind: "cloudWatch", types: ["ALERT", "FLOW"], retentionDays: 30 }],
    ["logs", { kind: "firehose", types: ["ALERT", "FLOW"], deliveryStream: "own" }],
  ];
  const others = { [W]: { existing: SHARED } };
  for (const [section, value] of settings) {
    const said = inspected({ [section]: value });
    const shown = JSON.stringify(value);
    ruleMistake(`${section}: ${shown}, where every firewall exists`, { ...said, ...others }, nothing(section, value));
    noMistake(`${section}: ${shown}, where one firewall is made here`, { ...said, ...others, ...second() });
    noMistake(`${section}: ${shown}, where the firewall is made here`, said);
  }
  mistakesAt(
    "several settings, where every firewall of two regions exists",
    {
      ...inspected({ customerManagedKey: true, denied: ["198.51.100.0/24"] }, others),
      ...second({ firewall: existingIn("eu-west-2") }),
    },
    [`${F}.customerManagedKey`, `${F}.denied`],
  );
  noMistake("a section that says what the default says", {
    ...inspected({ denied: [], ipSets: {}, logs: { kind: "cloudWatch", types: ["ALERT", "FLOW"], retentionDays: 90 } }),
    ...others,
  });
});

describe("config: rules of the ranges of a firewall", () => {
  const clients = (...allowedClients: string[]): Changes => ({ "service.allowedClients": allowedClients });
  const refused = (at: number, value: string, all: string): Expected => [
    `${F}.allowed[${at}]`,
    value,
    `ranges in service.allowedClients: ${all}`,
    "add it to service.allowedClients too, or remove it",
  ];
  ruleMistake(
    "a client that the load balancer refuses",
    inspected({ allowed: ["198.51.100.0/25", "203.0.113.0/24"] }, clients("198.51.100.0/24", "192.0.2.0/24")),
    refused(1, "203.0.113.0/24", "198.51.100.0/24, 192.0.2.0/24"),
  );
  const alsoOn443 = (...allowedClients: string[]): Changes => ({
    ...clients("203.0.113.0/24"),
    "service.alsoListens": [{ name: "web", port: 443, allowedClients }],
  });
  noMistake("a client of another port", inspected({ allowed: ["198.51.100.0/25"] }, alsoOn443("198.51.100.0/24")));
  ruleMistake("a client of no port", inspected({ allowed: ["198.51.100.0/24"] }, alsoOn443("198.51.100.0/25")), [
    `${F}.allowed[0]`,
    "198.51.100.0/24",
    "ranges in service.allowedClients, or in those of a port in service.alsoListens: 203.0.113.0/24",
    "add it to service.allowedClients too, or remove it",
  ]);
  ruleMistake(
    "a client of which it refuses some",
    inspected({ allowed: ["198.51.100.0/24"] }, clients("198.51.100.0/25")),
    refused(0, "198.51.100.0/24", "198.51.100.0/25"),
  );
  ruleMistake(
    "a client of which it refuses the middle",
    inspected({ allowed: ["198.51.100.0/24"] }, clients("198.51.100.0/26", "198.51.100.128/25")),
    refused(0, "198.51.100.0/24", "198.51.100.0/26, 198.51.100.128/25"),
  );
  noMistake(
    "a client that two ranges hold together",
    inspected({ allowed: ["198.51.100.0/24"] }, clients("198.51.100.128/25", "198.51.100.0/25")),
  );
  noMistake("the very clients", inspected({ allowed: ["198.51.100.7/32"] }, clients("198.51.100.7/32")));
  noMistake("any client, where anybody may connect", inspected({ allowed: ["0.0.0.0/0"] }));

  const dropped = (at: number, value: string, by: string): Expected => [
    `${F}.allowed[${at}]`,
    value,
    "ranges that are not denied",
    `it lies in ${by}, which is dropped before: remove one of the two`,
  ];
  ruleMistake(
    "a client that is allowed and denied",
    inspected({ allowed: ["192.0.2.0/24", "198.51.100.0/24"], denied: ["203.0.113.0/24", "198.51.100.0/24"] }),
    dropped(1, "198.51.100.0/24", "198.51.100.0/24"),
  );
  ruleMistake(
    "a client in a range that is denied",
    inspected({ allowed: ["198.51.100.7/32"], denied: ["198.51.100.0/24"] }),
    dropped(0, "198.51.100.7/32", "198.51.100.0/24"),
  );
  noMistake(
    "a range that is denied in one that is allowed",
    inspected({ allowed: ["198.51.100.0/24"], denied: ["198.51.100.7/32"] }),
  );
  noMistake("a denied range that no client is in", inspected({ denied: ["203.0.113.0/24"] }, clients("192.0.2.0/24")));

  const twice = ["198.51.100.0/24", "192.0.2.0/24", "198.51.100.0/24"];
  for (const key of ["denied", "allowed"])
    ruleMistake(`a range twice in ${key}`, inspected({ [key]: twice }), [
      `${F}.${key}[2]`,
      "198.51.100.0/24",
      "each range once",
      "remove the repetition",
    ]);
});

describe("config: rules of names that may be connected to", () => {
  const names = (...egressDomains: string[]): Changes => inspected({ egressDomains });
  const closed = { [`${R}.nat`]: "none" };
  const useless: Expected = [
    `${F}.egressDomains`,
    ["example.com"],
    "nothing, where no region has both a NAT gateway and a firewall made here",
    "remove it, or set nat: single or perZone",
  ];
  ruleMistake("names without a way out", { ...names("example.com"), ...closed }, useless);
  ruleMistake(
    "names without a way out of two regions",
    { ...names("example.com"), ...closed, ...second({ nat: "none" }) },
    useless,
  );
  ruleMistake("a name twice", names("example.com", ".example.com", "example.com"), [
    `${F}.egressDomains[2]`,
    "example.com",
    "each name once",
    "remove the repetition",
  ]);
  noMistake("names with a way out of one region", { ...names("example.com"), ...closed, ...second() });
  noMistake("names with one NAT gateway", { ...names("example.com"), [`${R}.nat`]: "single" });
  noMistake("no names without a way out", inspected({}, closed));
});

describe("config: rules of the logs of a firewall", () => {
  const kinds: Changes[] = [
    { kind: "cloudWatch" },
    { kind: "s3", bucket: "own" },
    { kind: "firehose", deliveryStream: "own" },
  ];
  for (const logs of kinds) {
    ruleMistake(
      `a kind of log twice, to ${String(logs["kind"])}`,
      inspected({ logs: { ...logs, types: ["FLOW", "ALERT", "FLOW"] } }),
      [`${F}.logs.types[2]`, "FLOW", "each kind once", "remove the repetition"],
    );
    noMistake(`one kind of log, to ${String(logs["kind"])}`, inspected({ logs: { ...logs, types: ["FLOW"] } }));
  }
});

describe("config: rules of a firewall that the options do not bring", () => {
  const away = ARN.replace("eu-west-1", "eu-west-2");
  const made: Changes = {
    [F]: {
      denied: ["198.51.100.0/24", "198.51.100.0/24"],
      allowed: ["198.51.100.0/24"],
      egressDomains: ["example.com"],
      logs: { kind: "cloudWatch", types: ["ALERT", "ALERT"] },
    },
    [W]: { cidr: "10.0.0.0/24", zones: ["a"], kmsKeyArn: KEY, bypassZones: ["d"], parkedZones: ["a"] },
    [`${R}.nat`]: "none",
    "service.allowedClients": ["192.0.2.0/24"],
    "instances.workload": { kind: "userData", userData: "#!/bin/sh" },
  };
  const existing: Changes = { [F]: { customerManagedKey: true }, [W]: { existing: { arn: away, zones: ["a"] } } };
  for (const [title, changes] of [
    ["made here", made],
    ["that exists", existing],
  ] as const) {
    noMistake(`settings of a firewall ${title} that is not there`, changes);
    noMistake(`settings of a firewall ${title} that is not there, beside both backends`, {
      ...changes,
      options: ["ecs", "nlb"],
      weights: { instances: 1, tasks: 1 },
      ecs: { image: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1" },
    });
  }
  mistakesAt("settings of a firewall that is there", { ...made, options: ["nlb", "networkFirewall"] }, [
    `${W}.cidr`,
    `${W}.zones`,
    `${W}.kmsKeyArn`,
    `${W}.bypassZones[0]`,
    `${W}.parkedZones[0]`,
    `${F}.denied[1]`,
    `${F}.allowed[0]`,
    `${F}.egressDomains`,
    `${F}.logs.types[1]`,
  ]);
  mistakesAt("settings of a firewall that exists and is there", { ...existing, options: ["networkFirewall"] }, [
    `${W}.existing.arn`,
    `${W}.existing.zones`,
    `${F}.customerManagedKey`,
  ]);
});

describe("config: rules of where a rule group's rules stand", () => {
  const team = (settings: object): Changes => inspected({ suricata: { team: settings } });
  const file = "test/support/team.rules";
  const one = "pass icmp any any -> any any (itype:8; sid:1;)";
  ruleMistake("rules and a file of them", team({ rules: one, file }), [
    `${F}.suricata.team.file`,
    file,
    "nothing, where rules are given",
    "remove one of the two",
  ]);
  ruleMistake("neither rules nor a file", team({}), [
    `${F}.suricata.team`,
    {},
    "rules, or file: the path of a file of them",
    "give one of the two",
  ]);
  for (const path of ["test/support/none.rules", "test/support"])
    ruleMistake(`a file that cannot be read: ${path}`, team({ file: path }), [
      `${F}.suricata.team.file`,
      path,
      "a file that can be read, by its path from the folder of Pulumi.yaml",
      "correct the path",
    ]);
  noMistake("rules", team({ rules: one }));
  noMistake("a file", team({ file }));
});

describe("config: rules of the rules of one's own", () => {
  const PASS = "pass icmp any any -> any any (itype:8; sid:1;)";
  const group = (rules: string, more: Changes = {}): Changes => inspected({ suricata: { team: { rules } }, ...more });
  const from = (source: string, sid = 2) => `drop tcp ${source} any -> $HOME_NET 5000 (sid:${sid};)`;
  const wrong = (line: number, text: string, problem: string, fix: string, name = "team"): Expected => [
    `${F}.suricata.${name}.rules.line ${line}`,
    text,
    `rules that Network Firewall takes; here ${problem}`,
    fix,
  ];
  const UNKNOWN = "define it, or write one of $HOME_NET, $EXTERNAL_NET";
  ruleMistake(
    "a name that is nowhere, in the third line",
    group(`${PASS}\n# A comment.\n${from("$PARTNERS")}`),
    wrong(3, from("$PARTNERS"), "$PARTNERS is not defined", UNKNOWN),
  );
  const no = "allow tcp any any -> any any (sid:3)";
  ruleMistake(
    "what is no rule, in two lines",
    group(`drop everything\n${PASS}\n${no}`),
    wrong(1, "drop everything", "the options in parentheses are missing", "write ACTION PROTOCOL SOURCE"),
    wrong(3, no, "AWS knows no action allow; and the last option does not end with a semicolon", "write one of pass"),
  );
  ruleMistake(
    "two mistakes of a line that are mended in the same way",
    group(from("[$A,$B]")),
    wrong(1, from("[$A,$B]"), "$A is not defined; and $B is not defined", UNKNOWN),
  );
  it("says what is to be done once, where it is the same for two mistakes of a line", () => {
    const [found] = mistakesIn(changed(complete(), group(from("[$A,$B]"))));
    expect(found?.fix).to.equal(UNKNOWN);
  });
  ruleMistake(
    "an id twice, in two groups",
    inspected({ suricata: { a: { rules: PASS }, b: { rules: `# As in a.\n${PASS}` } } }),
    wrong(2, PASS, "sid 1 is that of a, line 1", "give each rule its own, over all groups", "b"),
  );
  for (const sid of [1_900_000, 1_999_999])
    ruleMistake(
      `an id of the program's: ${sid}`,
      group(from("any", sid)),
      wrong(1, from("any", sid), `sid ${sid} is one of this program's own rules`, "write a number below 1900000"),
    );
  ruleMistake("no rule", group("# None yet."), [
    `${F}.suricata.team.rules`,
    "# None yet.",
    "rules that Network Firewall takes; here there is no rule in it",
    "write one, or remove the group",
  ]);
  ruleMistake(
    "an id of a file's in another group",
    inspected({ suricata: { a: { file: "test/support/team.rules" }, b: { rules: from("any", 502) } } }),
    [`${F}.suricata.b.rules.line 1`, from("any", 502), "sid 502 is that of a, line 4", "give each rule its own"],
  );
  ruleMistake(
    "an id in a file that another group has",
    inspected({ suricata: { a: { rules: from("any", 502) }, b: { file: "test/support/team.rules" } } }),
    [
      `${F}.suricata.b.file.line 4`,
      'alert tls $HOME_NET any -> $EXTERNAL_NET any (msg:"TLS goes out\\; the name is in the log"; flow:to_server; sid:502;)',
      "sid 502 is that of a, line 1",
      "give each rule its own",
    ],
  );
  it("of a file say where they stand in it, and of a stack file leave that to its reader", () => {
    const found = mistakesIn(
      changed(
        complete(),
        inspected({ suricata: { a: { file: "test/support/team.rules" }, b: { rules: from("$A", 502) } } }),
      ),
    );
    const other = mistakesIn(
      changed(
        complete(),
        inspected({ suricata: { a: { rules: from("any", 502) }, b: { file: "test/support/team.rules" } } }),
      ),
    );
    expect([...found, ...other].map(({ at }) => at)).to.deep.equal([
      undefined,
      { file: "test/support/team.rules", line: 4, column: 1 },
    ]);
  });
  noMistake("a name that is defined", group(from("$PARTNERS"), { ipSets: { PARTNERS: ["198.51.100.0/24"] } }));
  noMistake("names that the policy has", group(from("[$EXTERNAL_NET,!$HOME_NET]")));
  noMistake("ids beside those of the program", group(`${from("any", 1_899_999)}\n${from("any", 2_000_000)}`));
  noMistake("as many rules as there is room for", inspected({ suricata: { team: { rules: PASS, capacity: 1 } } }));

  for (const name of ["HOME_NET", "EXTERNAL_NET"])
    ruleMistake(`a set with a name that the policy has: ${name}`, inspected({ ipSets: { [name]: ["10.0.0.0/8"] } }), [
      `${F}.ipSets.${name}`,
      ["10.0.0.0/8"],
      "a name other than HOME_NET, EXTERNAL_NET",
      "rename the set, here and in the rules",
    ]);
  noMistake("a set that no rule names", inspected({ ipSets: { HOME_NETS: ["10.0.0.0/8"] } }));
  noMistake("wrong rules of a firewall that the options do not bring", {
    [F]: { suricata: { team: {}, b: { rules: "x" }, c: { file: "none" } }, ipSets: { HOME_NET: ["10.0.0.0/8"] } },
  });
  mistakesAt(
    "wrong rules of a firewall that is there",
    inspected({ suricata: { team: {}, b: { rules: "x" }, c: { file: "none" } } }),
    [`${F}.suricata.team`, `${F}.suricata.b.rules.line 1`, `${F}.suricata.c.file`],
  );
});

describe("config: rules of all rule groups together", () => {
  const groups = (count: number, more: Changes = {}, room: object = {}): Changes =>
    inspected({
      suricata: Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `g${index}`,
          { rules: `pass icmp any any -> any any (itype:8; sid:${index + 1};)`, ...room },
        ]),
      ),
      ...more,
    });
  const names = (count: number) => Array.from({ length: count }, (_, index) => `g${index}`);
  const together = (count: number, problem: string, fix: string): Expected => [
    `${F}.suricata`,
    names(count),
    problem,
    fix,
  ];
  const ranges = { denied: ["198.51.100.0/24"], allowed: ["192.0.2.0/24"] };
  const many = "21 rule groups; a policy holds 20";
  ruleMistake("more groups than a policy holds", groups(19), together(19, many, "join some of your own"));
  ruleMistake("the same, with ranges of both kinds", groups(17, ranges), together(17, many, "join some of your own"));
  noMistake("as many groups as a policy holds", groups(18));
  noMistake("as many groups as a policy holds, with ranges of both kinds", groups(16, ranges));
  const closed = { [`${R}.nat`]: "none", "instances.workload": { kind: "userData", userData: "#!/bin/sh" } };
  noMistake("one group more where nothing goes out", { ...groups(19), ...closed });
  // Room for 200 rules that let clients in, and for 2000 that let connections out.
  const full = "the rule groups reserve room for 30001 rules; a policy has room for 30000";
  const room = { capacity: 9267 };
  ruleMistake(
    "more room than a policy has",
    groups(3, {}, room),
    together(3, full, "give your own groups less capacity"),
  );
  noMistake("all the room that a policy has", groups(3, {}, { capacity: 9266 }));
  noMistake("more room where nothing goes out", { ...groups(3, {}, room), ...closed });
  ruleMistake(
    "more groups, in one of two regions",
    { ...groups(19), ...closed, ...second() },
    together(19, many, "join some of your own"),
  );
  ruleMistake("both, once for two regions", { ...groups(19, {}, { capacity: 2000 }), ...second() }, [
    `${F}.suricata`,
    names(19),
    `${many}; and the rule groups reserve room for 40200 rules; a policy has room for 30000`,
    "join some of your own groups; give your own groups less capacity",
  ]);
  it("says a problem once, that the firewalls of two regions have", () => {
    const [found] = mistakesIn(changed(complete(), { ...groups(19), ...second() }));
    expect(found?.allowed.split(many)).to.have.length(2);
    expect(found?.fix.split("join some")).to.have.length(2);
  });
  noMistake("one group more where nothing goes out, beside a firewall that exists, where something does", {
    ...groups(19),
    ...closed,
    ...second({ firewall: existingIn("eu-west-2") }),
  });
  mistakesAt(
    "more groups than a policy holds, for a firewall that exists",
    { ...groups(19), [W]: { existing: SHARED } },
    [`${F}.suricata`],
  );
  noMistake("more groups than a policy holds, for a firewall that is not there", { ...groups(19), options: ["nlb"] });
});

describe("config: rules of groups that AWS keeps, and of egress that rejects", () => {
  const groups = (...names: string[]) =>
    inspected({ managedRuleGroups: Object.fromEntries(names.map((name) => [name, {}])) });
  noMistake("some", groups("AttackInfrastructure", "ThreatSignaturesDoS"));
  noMistake("a reset", inspected({ rejectEgress: true }));
  const large = [
    "AttackInfrastructure",
    "ThreatSignaturesMalwareMobile",
    "ThreatSignaturesPhishing",
    "ThreatSignaturesBotnetWindows",
    "ThreatSignaturesMalwareWeb",
  ];
  ruleMistake("more than a policy has room for", groups(...large), [
    `${F}.managedRuleGroups`,
    large,
    "the rule groups reserve room for 32100 rules; a policy has room for 30000",
    "or leave out some of AWS's",
  ]);
  ruleMistake("a reset where nothing goes out", inspected({ rejectEgress: true }, { [`${R}.nat`]: "none" }), [
    `${F}.rejectEgress`,
    true,
    "nothing, where no region has both a NAT gateway and a firewall made here",
    "remove it, or set nat",
  ]);
  formMistake(
    `${F}.managedRuleGroups.MalwareDomain`,
    {},
    "the keys of networkFirewall.managedRuleGroups, in docs/config.md#networkfirewall",
    "write MalwareDomains",
    {
      given: { options: ["networkFirewall"] },
    },
  );
});
