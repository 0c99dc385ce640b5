import { expect } from "chai";
import type { FirewallRuleSettings, RuleGroupPlan } from "../../../plan/networkFirewall/ruleGroupPlan";
import { HEALTH_CHECKERS, ruleGroups } from "../../../plan/networkFirewall/ruleGroups";
import { DEFAULT_ACTIONS, type EngineOptions, type Judgement, complaints, judge, suricataOrSkip } from "./engine";
import { Connection, type Endpoint, clientHello, icmp, serverHello, tlsData, udp } from "./packets";

const NODE = "10.20.128.10";
const NAT = "10.20.136.20";
const CLIENT = "203.0.113.5";
const DENIED_CLIENT = "203.0.113.66";
const ALLOWED_CLIENT = "198.51.100.7";
const DENIED_AND_ALLOWED = "198.51.100.66";
const CHECKER = "192.0.2.130";
const STRANGER = "192.0.2.200";
const WEB = "192.0.2.99";
const MAIL = "192.0.2.7";
const PARTNER = "192.0.2.8";

const WITHOUT_EGRESS: FirewallRuleSettings = {
  servicePort: 5000,
  frontRanges: ["10.20.128.0/21", "10.20.136.0/21"],
  allowedClients: ["203.0.113.0/24"],
  denied: [`${DENIED_CLIENT}/32`, `${DENIED_AND_ALLOWED}/32`, "192.0.2.240/32"],
  allowed: ["198.51.100.0/24"],
  ipSets: {},
  suricata: {
    team: { rules: 'drop tcp any any -> $HOME_NET 5000 (msg:"Signature"; flow:to_server; content:"evil"; sid:11;)' },
  },
  healthCheckers: true,
};
const destinations = [
  { cidr: `${MAIL}/32`, port: 25 },
  { cidr: `${PARTNER}/32`, port: 443 },
];
const SETTINGS = { ...WITHOUT_EGRESS, egress: { destinations } };
const WITH_DOMAINS = { ...WITHOUT_EGRESS, egress: { domains: ["api.example.com", ".example.org"], destinations } };

/** An own list of clients, everyone, and the list of the service's own port. */
const WITH_FURTHER_PORTS: FirewallRuleSettings = {
  ...WITHOUT_EGRESS,
  allowedClients: [...WITHOUT_EGRESS.allowedClients, ...WITHOUT_EGRESS.allowed],
  allowed: [...WITHOUT_EGRESS.allowed, `${PARTNER}/32`],
  further: [
    { port: 8883, allowedClients: [`${PARTNER}/32`, `${WEB}/32`] },
    { port: 443, allowedClients: ["0.0.0.0/0"] },
    { port: 8443, allowedClients: [...WITHOUT_EGRESS.allowedClients, ...WITHOUT_EGRESS.allowed] },
  ],
};

/** The groups, with the ranges that a caller fills in. */
function groupsOf(settings: FirewallRuleSettings): RuleGroupPlan[] {
  return ruleGroups(settings).map((each) =>
    each.references.includes(HEALTH_CHECKERS)
      ? {
          ...each,
          // Suricata itself knows no prefix lists.
          rules: each.rules.replaceAll(`@${HEALTH_CHECKERS}`, `$${HEALTH_CHECKERS}`),
          variables: { ...each.variables, [HEALTH_CHECKERS]: ["192.0.2.128/26"] },
        }
      : each,
  );
}

/** What becomes of packets: + passes, - does not; and what the first that does not was dropped by. */
interface Scenario {
  title: string;
  packets: Buffer[];
  expected: string;
  by?: string;
}

/** `expected` may be shorter than the packets: its last sign holds for all others. */
function scenario(title: string, packets: Buffer[], expected: string, by?: string): Scenario {
  return {
    title,
    packets,
    expected: expected.padEnd(packets.length, expected.at(-1)),
    ...(by !== undefined && { by }),
  };
}

let lastPort = 40_000;
const from = (address: string): Endpoint => [address, (lastPort += 1)];
const into = (address: string, port = 5000): Connection => new Connection(from(address), [NODE, port]);
const out = (address: string, port = 443): Connection => new Connection(from(NAT), [address, port]);

const whole = (connection: Connection): Buffer[] => [...connection.open(), ...connection.talk(), ...connection.close()];

/** A connection that was opened, and talked, unseen. */
function old(connection: Connection): Connection {
  connection.open();
  connection.talk();
  return connection;
}

/** What is seen of an exchange where routes lead one direction past the firewall. */
function seenOf(side: "client" | "server", connection: Connection): Buffer[] {
  return [1, 2, 3].flatMap(() => {
    const [question, , answer, thanks] = connection.talk() as [Buffer, Buffer, Buffer, Buffer];
    return side === "client" ? [question, thanks] : [answer];
  });
}

/** A TLS connection out, from its first packet; the greeting in pieces of `size` bytes. */
function tls(name: string | undefined, padding = 0, size = 1400, to = WEB): Buffer[] {
  const connection = out(to);
  const hello = clientHello(name, padding);
  const pieces = Array.from({ length: Math.ceil(hello.length / size) }, (_, index) =>
    hello.subarray(index * size, (index + 1) * size),
  );
  return [
    ...connection.open(),
    ...pieces.flatMap((piece) => [connection.fromClient("PA", piece), connection.fromServer("A")]),
    connection.fromServer("PA", serverHello()),
    connection.fromClient("PA", tlsData()),
    connection.fromServer("PA", tlsData()),
    ...connection.close(),
  ];
}

/** A TLS connection of which the firewall has not seen the beginning. */
function oldTls(first: "client" | "server"): Buffer[] {
  const connection = old(out(WEB));
  const both = [
    () => [connection.fromClient("PA", tlsData()), connection.fromServer("A")],
    () => [connection.fromServer("PA", tlsData()), connection.fromClient("A")],
  ];
  const order = first === "client" ? both : [...both].reverse();
  return [...order, ...order].flatMap((each) => each());
}

const NOTHING_ALLOWS = "default";
const NOT_LISTED = "TLS out to a name that is not listed";

function always(): Scenario[] {
  const large = new Connection(from(CLIENT), [NODE, 5000]).fromServer("PA", Buffer.alloc(1400));
  const tooLarge = (router: string, to: string) => icmp(router, to, 3, 4, large);
  const half = into(CLIENT);
  const opening = half.open();
  return [
    scenario("a client's whole connection", whole(into(CLIENT)), "+"),
    scenario("a health checker's", whole(into(CHECKER)), "+"),
    scenario("a stranger's, from the first packet", whole(into(STRANGER)), "-", NOTHING_ALLOWS),
    scenario("a client's to another port", whole(into(CLIENT, 22)), "-", NOTHING_ALLOWS),
    scenario("a denied client's, though in a client's range", whole(into(DENIED_CLIENT)), "-", "From a denied range"),
    scenario("a denied client's, though allowed too", whole(into(DENIED_AND_ALLOWED)), "-", "From a denied range"),
    scenario("a denied client's that was open before", old(into(DENIED_CLIENT)).talk(), "-", "From a denied range"),
    scenario("one out to a denied range", whole(out("192.0.2.240")), "-", "To a denied range"),
    scenario(
      "one that was open before, the client first",
      [old(into(CLIENT))].flatMap((it) => [...it.talk(), ...it.close()]),
      "+",
    ),
    scenario(
      "one that was open before, the server first",
      [old(into(CLIENT))].flatMap((it) => [
        it.fromServer("PA", "news"),
        it.fromClient("A"),
        ...it.talk(),
        ...it.close(),
      ]),
      "+",
    ),
    scenario(
      "one whose client's packets alone are seen",
      [half].flatMap((it) => [...opening.filter((_, index) => index !== 1), ...seenOf("client", it)]),
      "+",
    ),
    scenario(
      "one whose client's packets alone are seen, then both",
      [into(CLIENT)].flatMap((it) => [
        ...it.open().filter((_, index) => index !== 1),
        ...seenOf("client", it),
        ...it.talk(),
        ...it.close(),
      ]),
      "+",
    ),
    scenario(
      "one open before whose client's packets alone are seen, then both",
      [old(into(CLIENT))].flatMap((it) => [...seenOf("client", it), ...it.talk(), ...it.close()]),
      "+",
    ),
    scenario(
      "one open before whose server's packets alone are seen, then both",
      [old(into(CLIENT))].flatMap((it) => [...seenOf("server", it), ...it.talk(), ...it.close()]),
      "+",
    ),
    scenario(
      "one whole, then its client's packets alone",
      [into(CLIENT)].flatMap((it) => [...it.open(), ...it.talk(), ...seenOf("client", it)]),
      "+",
    ),
    scenario(
      "one whole, then its server's packets alone",
      [into(CLIENT)].flatMap((it) => [...it.open(), ...it.talk(), ...seenOf("server", it)]),
      "+",
    ),
    scenario(
      "a reset without ACK",
      [into(CLIENT)].flatMap((it) => [...it.open(), it.fromServer("R")]),
      "+",
    ),
    scenario(
      "a signature of the team's",
      [into(CLIENT)].flatMap((it) => [
        ...it.open(),
        it.fromClient("PA", "good"),
        it.fromServer("A"),
        it.fromClient("PA", "evil"),
        ...it.talk(),
      ]),
      "+++++-",
      "Signature",
    ),
    scenario(
      "the same of an allowed client",
      [into(ALLOWED_CLIENT)].flatMap((it) => [...it.open(), it.fromClient("PA", "evil"), ...it.talk()]),
      "+",
    ),
    scenario("an allowed client to another port", whole(into(ALLOWED_CLIENT, 22)), "-", NOTHING_ALLOWS),
    scenario("fragmentation needed, in and out", [tooLarge(STRANGER, NODE), tooLarge(NODE, STRANGER)], "+"),
    scenario(
      "fragmentation needed, of a connection that is seen",
      [into(CLIENT)].flatMap((it) => [...it.open(), icmp(STRANGER, NODE, 3, 4, it.fromServer("PA", "large"))]),
      "+",
    ),
    scenario(
      "fragmentation needed from a denied range",
      [tooLarge(DENIED_CLIENT, NODE)],
      "-",
      "MTU of a path, from a denied range",
    ),
    scenario(
      "fragmentation needed to a denied range",
      [tooLarge(NODE, DENIED_CLIENT)],
      "-",
      "MTU of a path, to a denied range",
    ),
    scenario("an echo request", [icmp(CLIENT, NODE, 8, 0, large)], "-", NOTHING_ALLOWS),
    scenario("UDP in", [udp(from(CLIENT), [NODE, 5000], Buffer.from("x"))], "-", NOTHING_ALLOWS),
    scenario("UDP out", [udp(from(NAT), [WEB, 53], Buffer.from("x"))], "-", NOTHING_ALLOWS),
    scenario(
      "one that is opened from port 443",
      new Connection([STRANGER, 443], [NODE, 5000]).open().slice(0, 1),
      "-",
      NOTHING_ALLOWS,
    ),
    scenario(
      "one that is opened from a destination's port",
      new Connection([MAIL, 25], [NODE, 5000]).open().slice(0, 1),
      "-",
      NOTHING_ALLOWS,
    ),
    scenario(
      "one out that has the service port by chance",
      new Connection([NAT, 5000], [STRANGER, 25]).open().slice(0, 1),
      "-",
      NOTHING_ALLOWS,
    ),
  ];
}

function withEgress(): Scenario[] {
  return [
    scenario("out to a configured destination", whole(out(MAIL, 25)), "+"),
    scenario("out to another host on its port", whole(out(STRANGER, 25)), "-", NOTHING_ALLOWS),
    scenario("out to another port", whole(out(WEB, 80)), "-", NOTHING_ALLOWS),
    scenario("TLS out to a listed name", tls("api.example.com"), "+"),
    scenario("TLS out to a configured destination, whatever its name", tls("www.example.net", 0, 1400, PARTNER), "+"),
    scenario("TLS out that was open before, the client first", oldTls("client"), "+"),
    scenario("TLS out that was open before, the server first", oldTls("server"), "+"),
  ];
}

function withNames(): Scenario[] {
  const plain = out(WEB);
  return [
    scenario("TLS out to a name below a listed one", tls("a.b.example.org"), "+"),
    scenario("TLS out to a listed name with all below it", tls("example.org"), "+"),
    scenario("TLS out to a listed name in capitals", tls("API.Example.COM"), "+"),
    scenario("TLS out, a greeting in two packets", tls("api.example.com", 1500), "+"),
    scenario("TLS out, a greeting in many packets", tls("api.example.com", 1500, 100), "+"),
    scenario("TLS out to another name", tls("www.example.net"), "+++-", NOT_LISTED),
    scenario("TLS out to another name, a greeting in two packets", tls("www.example.net", 1500), "+++++-", NOT_LISTED),
    scenario("TLS out to a name below one listed alone", tls("b.api.example.com"), "+++-", NOT_LISTED),
    scenario("TLS out to a name that begins like a listed one", tls("api.example.com.example.net"), "+++-", NOT_LISTED),
    scenario("TLS out to a name that ends like a listed one", tls("notexample.org"), "+++-", NOT_LISTED),
    scenario("TLS out without a name", tls(undefined), "+++-", NOT_LISTED),
    scenario(
      "HTTP out to port 443",
      [...plain.open(), plain.fromClient("PA", "GET / HTTP/1.1\r\nHost: api.example.com\r\n\r\n")],
      "+++-",
      "Out to port 443, and not TLS",
    ),
  ];
}

const evil = (connection: Connection): Buffer[] => [
  ...connection.open(),
  connection.fromClient("PA", "evil"),
  ...connection.talk(),
];

function onFurtherPorts(): Scenario[] {
  return [
    scenario("a client of another port on it", whole(into(WEB, 8883)), "+"),
    scenario("the same that was open before", old(into(WEB, 8883)).talk(), "+"),
    scenario("the same on the service's own", whole(into(WEB)), "-", NOTHING_ALLOWS),
    scenario("a client of the service's own port on another", whole(into(CLIENT, 8883)), "-", NOTHING_ALLOWS),
    scenario("a client of the service's own port on one with the same clients", whole(into(CLIENT, 8443)), "+"),
    scenario("a health checker's on another port", whole(into(CHECKER, 8883)), "-", NOTHING_ALLOWS),
    scenario("anyone's on a port for everyone", whole(into(STRANGER, 443)), "+"),
    scenario("a denied client's there", whole(into(DENIED_CLIENT, 443)), "-", "From a denied range"),
    scenario("an allowed client's on its port", evil(into(PARTNER, 8883)), "+"),
    scenario("the same on the service's own", whole(into(PARTNER)), "-", NOTHING_ALLOWS),
    scenario(
      "out from another port of the service",
      new Connection([NAT, 8883], [STRANGER, 25]).open(),
      "-",
      NOTHING_ALLOWS,
    ),
  ];
}

const signs = (judgements: readonly Judgement[]): string =>
  judgements.map(({ verdict }) => (verdict === "pass" ? "+" : "-")).join("");

const TABLE: [title: string, settings: FirewallRuleSettings, scenarios: () => Scenario[]][] = [
  [
    "with TLS out to anyone",
    SETTINGS,
    () => [...always(), ...withEgress(), scenario("TLS out to any name", tls("www.example.net"), "+")],
  ],
  ["with names that TLS out may go to", WITH_DOMAINS, () => [...always(), ...withEgress(), ...withNames()]],
  [
    "with nothing out",
    WITHOUT_EGRESS,
    () => [...always(), scenario("TLS out", tls("api.example.com"), "-", NOTHING_ALLOWS)],
  ],
  ["with further ports", WITH_FURTHER_PORTS, () => [...always(), ...onFurtherPorts()]],
];

/** All scenarios' packets in one capture, a hundredth of a second apart. */
function judged(settings: FirewallRuleSettings, scenarios: readonly Scenario[], options: EngineOptions): Judgement[][] {
  const packets = scenarios.flatMap((each) => each.packets);
  const all = judge(
    groupsOf(settings),
    packets.map((bytes, index) => ({ at: 1_700_000_000 + index / 100, bytes })),
    options,
  );
  let start = 0;
  return scenarios.map((each) => all.slice(start, (start += each.packets.length)));
}

describe("the firewall's rules in Suricata", () => {
  before(function () {
    suricataOrSkip(this);
  });

  for (const defaultAction of Object.keys(DEFAULT_ACTIONS) as (keyof typeof DEFAULT_ACTIONS)[])
    for (const [title, settings, make] of TABLE)
      describe(`${title}; the default action is for ${defaultAction}`, () => {
        const scenarios = make();
        let judgements: Judgement[][];

        before(() => {
          judgements = judged(settings, scenarios, { defaultAction });
        });

        scenarios.forEach(({ title: what, expected, by }, index) => {
          it(`${expected.includes("-") ? "drop" : "pass"} ${what}`, () => {
            const found = judgements[index] ?? [];
            expect(signs(found)).to.equal(expected);
            expect(found.find(({ verdict }) => verdict === "drop")?.by).to.equal(by);
          });
        });
      });

  /*
   * Where routes lead answers through the firewall before they lead questions, it sees a connection begin with its second packet. Rules
   * pass that; an engine that drops what is no valid part of a connection does not. So clients' routes are switched first.
   */
  for (const [dropInvalid, expected, by] of [
    [false, "+", undefined],
    [true, "+-", "stream error"],
  ] as const)
    it(`a new connection whose server is seen first is ${dropInvalid ? "dropped by the engine" : "passed by the rules"}`, () => {
      const connection = into(CLIENT);
      const [, second] = connection.open() as [Buffer, Buffer, Buffer];
      const one = scenario("", [second, ...seenOf("server", connection), ...connection.talk()], expected, by);
      const [found = []] = judged(SETTINGS, [one], { defaultAction: "each packet", dropInvalid });
      expect(signs(found)).to.equal(one.expected);
      expect(found.find(({ verdict }) => verdict === "drop")?.by).to.equal(by);
    });
});

describe("suricata -T", () => {
  before(function () {
    suricataOrSkip(this);
  });

  const many = Array.from({ length: 700 }, (_, index) => `100.${64 + Math.floor(index / 256)}.${index % 256}.0/24`);
  for (const [title, settings] of [
    ["of any client", { ...SETTINGS, allowedClients: ["0.0.0.0/0"] }],
    ["with names", WITH_DOMAINS],
    ["with nothing out", WITHOUT_EGRESS],
    ["with hundreds of ranges", { ...SETTINGS, allowedClients: many, denied: many, allowed: many }],
    [
      "with hundreds of destinations",
      { ...SETTINGS, egress: { destinations: many.map((cidr) => ({ cidr, port: 25 })) } },
    ],
  ] as const satisfies readonly (readonly [string, FirewallRuleSettings])[])
    it(`has nothing against the rules ${title}`, () => {
      expect(complaints(groupsOf(settings))).to.deep.equal([]);
    });
});
