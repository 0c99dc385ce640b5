import { expect } from "chai";
import fc from "fast-check";
import type { NaclRule } from "../../../plan/network/aclRules";
import { type NaclSettings, naclRules } from "../../../plan/network/acls";
import { TIERS, type Tier } from "../../../plan/network/subnets";
import { QUOTAS } from "../../../plan/quotas";
import { type AclRow, of, row } from "../../support/acls";

/** As in Pulumi.dev.yaml. */
const dev: NaclSettings = {
  vpcCidr: "10.20.0.0/16",
  servicePort: 5000,
  targetPorts: [5000],
  preserveClientIp: true,
  hasInternalFrontDoor: false,
  hasNat: true,
  hasInterfaceEndpoints: false,
  egress: [],
};
const APP = "10.20.0.0/17";
const FRONT = "10.20.128.0/18";
const ANYONE = "0.0.0.0/0";
const ANYONE_V6 = "::/0";

/** The app tier with an internal load balancer, as it is for the accelerator. */
const INTERNAL: AclRow[] = [
  [100, "in", "tcp", "5000-5000", ANYONE],
  [101, "in", "tcp", "5000-5000", ANYONE],
  [102, "in", "tcp", "5000-5000", APP],
  [120, "in", "tcp", "1024-65535", ANYONE],
  [900, "in", "icmp", "0-0", ANYONE],
  [100, "out", "tcp", "1024-65535", ANYONE],
  [102, "out", "tcp", "5000-5000", APP],
  [110, "out", "tcp", "443-443", ANYONE],
  [900, "out", "icmp", "0-0", ANYONE],
];

describe("plan/network/acls: the rules of a tier, written out", () => {
  const table: [title: string, tier: Tier, settings: Partial<NaclSettings>, rows: AclRow[]][] = [
    [
      "front, with NAT",
      "front",
      {},
      [
        [100, "in", "tcp", "5000-5000", ANYONE],
        [110, "in", "tcp", "1-65535", APP],
        [120, "in", "tcp", "1024-65535", ANYONE],
        [900, "in", "icmp", "0-0", ANYONE],
        [100, "out", "tcp", "1024-65535", ANYONE],
        [110, "out", "tcp", "5000-5000", APP],
        [130, "out", "tcp", "443-443", ANYONE],
        [900, "out", "icmp", "0-0", ANYONE],
      ],
    ],
    [
      "app, with an internal load balancer: consumers from anywhere, as AWS says nothing of their addresses, and between the zones",
      "app",
      { preserveClientIp: false, hasInternalFrontDoor: true, targetPorts: [5000, 8080], healthCheckPort: 8081 },
      [
        [100, "in", "tcp", "5000-5000", FRONT],
        [105, "in", "tcp", "8080-8080", FRONT],
        [101, "in", "tcp", "5000-5000", ANYONE],
        [102, "in", "tcp", "5000-5000", APP],
        [107, "in", "tcp", "8080-8080", APP],
        [112, "in", "tcp", "8081-8081", APP],
        [110, "in", "tcp", "8081-8081", FRONT],
        [120, "in", "tcp", "1024-65535", ANYONE],
        [900, "in", "icmp", "0-0", ANYONE],
        [100, "out", "tcp", "1024-65535", ANYONE],
        [102, "out", "tcp", "5000-5000", APP],
        [107, "out", "tcp", "8080-8080", APP],
        [112, "out", "tcp", "8081-8081", APP],
        [110, "out", "tcp", "443-443", ANYONE],
        [900, "out", "icmp", "0-0", ANYONE],
      ],
    ],
    [
      "app, with an internal load balancer beside a public one, and targets checked where they listen",
      "app",
      { hasInternalFrontDoor: true },
      [
        [100, "in", "tcp", "5000-5000", ANYONE],
        [101, "in", "tcp", "5000-5000", ANYONE],
        [102, "in", "tcp", "5000-5000", APP],
        [120, "in", "tcp", "1024-65535", ANYONE],
        [900, "in", "icmp", "0-0", ANYONE],
        [100, "out", "tcp", "1024-65535", ANYONE],
        [102, "out", "tcp", "5000-5000", APP],
        [110, "out", "tcp", "443-443", ANYONE],
        [900, "out", "icmp", "0-0", ANYONE],
      ],
    ],
    [
      "app, with an internal load balancer that consumers reach by IPv6 too; its targets are reached by IPv4",
      "app",
      { hasInternalFrontDoor: true, internalFrontDoorHasIpv6: true },
      [
        [100, "in", "tcp", "5000-5000", ANYONE],
        [101, "in", "tcp", "5000-5000", ANYONE],
        [103, "in", "tcp", "5000-5000", ANYONE_V6],
        [102, "in", "tcp", "5000-5000", APP],
        [120, "in", "tcp", "1024-65535", ANYONE],
        [900, "in", "icmp", "0-0", ANYONE],
        [100, "out", "tcp", "1024-65535", ANYONE],
        [103, "out", "tcp", "1024-65535", ANYONE_V6],
        [102, "out", "tcp", "5000-5000", APP],
        [110, "out", "tcp", "443-443", ANYONE],
        [900, "out", "icmp", "0-0", ANYONE],
        [910, "in", "icmpv6", "0-0", ANYONE_V6],
        [910, "out", "icmpv6", "0-0", ANYONE_V6],
      ],
    ],
    [
      "app, where there would be IPv6 and no internal load balancer",
      "app",
      { internalFrontDoorHasIpv6: true },
      [
        [100, "in", "tcp", "5000-5000", ANYONE],
        [120, "in", "tcp", "1024-65535", ANYONE],
        [900, "in", "icmp", "0-0", ANYONE],
        [100, "out", "tcp", "1024-65535", ANYONE],
        [110, "out", "tcp", "443-443", ANYONE],
        [900, "out", "icmp", "0-0", ANYONE],
      ],
    ],
    [
      "app, with an internal load balancer and targets on a port of their own alone",
      "app",
      { hasInternalFrontDoor: true, targetPorts: [8080], hasNat: false },
      [
        [105, "in", "tcp", "8080-8080", ANYONE],
        [101, "in", "tcp", "5000-5000", ANYONE],
        [107, "in", "tcp", "8080-8080", APP],
        [120, "in", "tcp", "1024-65535", ANYONE],
        [900, "in", "icmp", "0-0", ANYONE],
        [100, "out", "tcp", "1024-65535", ANYONE],
        [107, "out", "tcp", "8080-8080", APP],
        [110, "out", "tcp", "443-443", ANYONE],
        [900, "out", "icmp", "0-0", ANYONE],
      ],
    ],
    [
      "front, without NAT: nothing of the service's own connections",
      "front",
      { hasNat: false, egress: [{ port: 25 }] },
      [
        [100, "in", "tcp", "5000-5000", ANYONE],
        [110, "in", "tcp", "1-65535", APP],
        [900, "in", "icmp", "0-0", ANYONE],
        [100, "out", "tcp", "1024-65535", ANYONE],
        [110, "out", "tcp", "5000-5000", APP],
        [900, "out", "icmp", "0-0", ANYONE],
      ],
    ],
    [
      "app, with NAT",
      "app",
      {},
      [
        [100, "in", "tcp", "5000-5000", ANYONE],
        [120, "in", "tcp", "1024-65535", ANYONE],
        [900, "in", "icmp", "0-0", ANYONE],
        [100, "out", "tcp", "1024-65535", ANYONE],
        [110, "out", "tcp", "443-443", ANYONE],
        [900, "out", "icmp", "0-0", ANYONE],
      ],
    ],
    [
      "app, without NAT but with interface endpoints",
      "app",
      { hasNat: false, hasInterfaceEndpoints: true },
      [
        [100, "in", "tcp", "5000-5000", ANYONE],
        [120, "in", "tcp", "1024-65535", ANYONE],
        [130, "in", "tcp", "443-443", APP],
        [900, "in", "icmp", "0-0", ANYONE],
        [100, "out", "tcp", "1024-65535", ANYONE],
        [110, "out", "tcp", "443-443", ANYONE],
        [900, "out", "icmp", "0-0", ANYONE],
      ],
    ],
    [
      "app, where targets see the load balancer's address and are checked on a port of its own",
      "app",
      { preserveClientIp: false, servicePort: 80, targetPorts: [80], healthCheckPort: 8080, egress: [{ port: 25 }] },
      [
        [100, "in", "tcp", "80-80", FRONT],
        [110, "in", "tcp", "8080-8080", FRONT],
        [120, "in", "tcp", "1024-65535", ANYONE],
        [900, "in", "icmp", "0-0", ANYONE],
        [100, "out", "tcp", "1024-65535", ANYONE],
        [110, "out", "tcp", "443-443", ANYONE],
        [200, "out", "tcp", "1-1023", ANYONE],
        [900, "out", "icmp", "0-0", ANYONE],
      ],
    ],
    [
      "front, with a health check of its own port and a destination under 1024",
      "front",
      { servicePort: 80, targetPorts: [80], healthCheckPort: 8080, egress: [{ port: 25 }] },
      [
        [100, "in", "tcp", "80-80", ANYONE],
        [110, "in", "tcp", "1-65535", APP],
        [120, "in", "tcp", "1024-65535", ANYONE],
        [900, "in", "icmp", "0-0", ANYONE],
        [100, "out", "tcp", "1024-65535", ANYONE],
        [110, "out", "tcp", "80-80", APP],
        [120, "out", "tcp", "8080-8080", APP],
        [130, "out", "tcp", "443-443", ANYONE],
        [200, "out", "tcp", "1-1023", ANYONE],
        [900, "out", "icmp", "0-0", ANYONE],
      ],
    ],
    [
      "front, with targets on a port of their own alone",
      "front",
      { targetPorts: [8080], hasNat: false },
      [
        [100, "in", "tcp", "5000-5000", ANYONE],
        [110, "in", "tcp", "1-65535", APP],
        [900, "in", "icmp", "0-0", ANYONE],
        [100, "out", "tcp", "1024-65535", ANYONE],
        [115, "out", "tcp", "8080-8080", APP],
        [900, "out", "icmp", "0-0", ANYONE],
      ],
    ],
    [
      "front, with targets on the service port and others on a port of their own",
      "front",
      { targetPorts: [5000, 8080], hasNat: false },
      [
        [100, "in", "tcp", "5000-5000", ANYONE],
        [110, "in", "tcp", "1-65535", APP],
        [900, "in", "icmp", "0-0", ANYONE],
        [100, "out", "tcp", "1024-65535", ANYONE],
        [110, "out", "tcp", "5000-5000", APP],
        [115, "out", "tcp", "8080-8080", APP],
        [900, "out", "icmp", "0-0", ANYONE],
      ],
    ],
    [
      "app, with targets on a port of their own alone, of which clients' packets come",
      "app",
      { targetPorts: [8080] },
      [
        [105, "in", "tcp", "8080-8080", ANYONE],
        [120, "in", "tcp", "1024-65535", ANYONE],
        [900, "in", "icmp", "0-0", ANYONE],
        [100, "out", "tcp", "1024-65535", ANYONE],
        [110, "out", "tcp", "443-443", ANYONE],
        [900, "out", "icmp", "0-0", ANYONE],
      ],
    ],
    [
      "app, with both, where targets see the load balancer's address",
      "app",
      { targetPorts: [8080, 5000, 8080], healthCheckPort: 8081, preserveClientIp: false },
      [
        [100, "in", "tcp", "5000-5000", FRONT],
        [105, "in", "tcp", "8080-8080", FRONT],
        [110, "in", "tcp", "8081-8081", FRONT],
        [120, "in", "tcp", "1024-65535", ANYONE],
        [900, "in", "icmp", "0-0", ANYONE],
        [100, "out", "tcp", "1024-65535", ANYONE],
        [110, "out", "tcp", "443-443", ANYONE],
        [900, "out", "icmp", "0-0", ANYONE],
      ],
    ],
    [
      "app, with the accelerator's load balancer on the service port: nothing beside an internal one",
      "app",
      { hasInternalFrontDoor: true, accelerated: { port: 5000, ipv6: false } },
      INTERNAL,
    ],
    [
      "app, with the accelerator's load balancer on a port of its own",
      "app",
      { hasInternalFrontDoor: true, accelerated: { port: 443, ipv6: false } },
      [...INTERNAL, [104, "in", "tcp", "443-443", ANYONE]],
    ],
    [
      "app, with the accelerator's load balancer in dual stack",
      "app",
      { hasInternalFrontDoor: true, accelerated: { port: 5000, ipv6: true } },
      [
        ...INTERNAL,
        [203, "in", "tcp", "5000-5000", ANYONE_V6],
        [213, "in", "tcp", "1024-65535", ANYONE_V6],
        [203, "out", "tcp", "1024-65535", ANYONE_V6],
        [910, "in", "icmpv6", "0-0", ANYONE_V6],
        [910, "out", "icmpv6", "0-0", ANYONE_V6],
      ],
    ],
    [
      "front, whatever the accelerator has: nothing of it stands there",
      "front",
      { hasNat: false, hasInternalFrontDoor: true, accelerated: { port: 443, ipv6: true } },
      [
        [100, "in", "tcp", "5000-5000", ANYONE],
        [110, "in", "tcp", "1-65535", APP],
        [900, "in", "icmp", "0-0", ANYONE],
        [100, "out", "tcp", "1024-65535", ANYONE],
        [110, "out", "tcp", "5000-5000", APP],
        [900, "out", "icmp", "0-0", ANYONE],
      ],
    ],
    [
      "inspection: open, as only firewall endpoints stand in it",
      "inspection",
      {},
      [
        [100, "in", "all", "0-0", ANYONE],
        [100, "out", "all", "0-0", ANYONE],
      ],
    ],
  ];
  for (const [title, tier, settings, rows] of table)
    it(title, () => {
      expect(naclRules(tier, { ...dev, ...settings }).map(row)).to.deep.equal(rows);
    });

  it("refuses two target ports beside the service port: each rule has one number", () => {
    for (const which of ["front", "app"] as const)
      expect(() => naclRules(which, { ...dev, targetPorts: [5000, 8080, 8081] })).to.throw(
        RangeError,
        "more than one target port beside the service port: 8080, 8081",
      );
  });

  const V6 = { ipv6Egress: true, hasNat: false } as const;
  const IPV6_RULES = [
    [123, "in", "tcp", "1024-65535", ANYONE_V6],
    [910, "in", "icmpv6", "0-0", ANYONE_V6],
    [113, "out", "tcp", "443-443", ANYONE_V6],
    [910, "out", "icmpv6", "0-0", ANYONE_V6],
  ];
  for (const [to, further] of [
    [[], []],
    [[443], []],
    [[25], [[201, "out", "tcp", "1-1023", ANYONE_V6]]],
    [[5432, 6432], [[202, "out", "tcp", "1024-65535", ANYONE_V6]]],
  ] as const)
    it(`by IPv6 HTTPS goes out, and what leads to ports ${to.join(", ") || "none"}`, () => {
      const egress = to.map((each) => ({ port: each, cidr: "2001:db8::/32" }));
      const rules = naclRules("app", { ...dev, ...V6, egress }).map(row);
      expect(rules.filter(([, , , , cidr]) => cidr === ANYONE_V6)).to.have.deep.members([...IPV6_RULES, ...further]);
      expect(naclRules("front", { ...dev, ...V6, egress }).filter(({ cidr }) => cidr === ANYONE_V6)).to.deep.equal([]);
    });

  for (const [port, opens] of [
    [443, false],
    [1023, true],
    [1024, false],
    [5432, false],
  ] as const)
    it(`a destination's port ${port} ${opens ? "opens ports under 1024" : "is open already"}`, () => {
      const rules = naclRules("app", { ...dev, egress: [{ port }] });
      expect(rules.some(({ number }) => number === 200)).to.equal(opens);
    });
});

const port = fc.integer({ min: 1, max: 65535 });
/** The service port, another, or both in any order. */
const ports = fc
  .tuple(port, port)
  .chain(([servicePort, other]) =>
    fc.shuffledSubarray([servicePort, other], { minLength: 1 }).map((targetPorts) => ({ servicePort, targetPorts })),
  );
const others: fc.Arbitrary<Omit<NaclSettings, "servicePort" | "targetPorts">> = fc.record({
  vpcCidr: fc.constantFrom("10.20.0.0/16", "172.16.4.0/22", "192.168.128.0/18"),
  healthCheckPort: fc.option(port, { nil: undefined }),
  preserveClientIp: fc.boolean(),
  hasInternalFrontDoor: fc.boolean(),
  internalFrontDoorHasIpv6: fc.boolean(),
  accelerated: fc.option(fc.record({ port, ipv6: fc.boolean() }), { nil: undefined }),
  hasNat: fc.boolean(),
  hasInterfaceEndpoints: fc.boolean(),
  egress: fc.array(fc.record({ port }), { maxLength: 30 }),
});
const settings: fc.Arbitrary<NaclSettings> = fc.tuple(ports, others).map(([these, rest]) => ({ ...these, ...rest }));
const bothFamilies = fc.array(fc.record({ port, cidr: fc.constantFrom("192.0.2.0/24", "2001:db8::/32") }));
/** The same, also with connections out by IPv6. */
const outByAny = fc.oneof(
  settings,
  fc.tuple(settings, bothFamilies).map(([these, egress]): NaclSettings => ({ ...these, ipv6Egress: true, egress })),
);
const tier = fc.constantFrom(...TIERS);
const ephemeral = ({ from, to }: NaclRule) => from === 1024 && to === 65535;

const isV6 = (cidr: string) => cidr.includes(":");

/** What a rule is for. One backend's targets may have the service port, another's a port of their own. */
const purpose = ({ why, from, cidr }: NaclRule, { servicePort }: NaclSettings): string => {
  const family = isV6(cidr) ? "IPv6" : "IPv4";
  const to = from === servicePort ? "the service port" : "another";
  return TO_TARGETS.includes(why) ? `${why} on ${to}` : `${why} by ${family}`;
};
const TO_TARGETS = [
  "the load balancer reaches its targets",
  "clients' connections, and health checks",
  "the internal load balancer's connections to targets, and its health checks",
];

/** Whether answers go to everyone whom a rule lets in, or come from everyone whom it lets out to; by IPv6 to those of IPv6. */
const answers = (rules: readonly NaclRule[], direction: "in" | "out", { cidr }: NaclRule): boolean =>
  of(direction, rules).some(
    (back) =>
      back.protocol === "tcp" &&
      back.from <= 1024 &&
      back.to === 65535 &&
      [isV6(cidr) ? ANYONE_V6 : ANYONE, cidr].includes(back.cidr),
  );

describe("plan/network/acls: whatever the settings", () => {
  it("have numbers that AWS knows, each once in its direction, and few enough for the quota and AWS's last deny", () => {
    fc.assert(
      fc.property(tier, outByAny, (which, s) => {
        const rules = naclRules(which, s);
        for (const numbers of [of("in", rules), of("out", rules)].map((some) => some.map(({ number }) => number))) {
          expect(new Set(numbers).size).to.equal(numbers.length);
          expect(numbers.filter((number) => number < 1 || number > 32766)).to.deep.equal([]);
          expect(numbers.length).to.be.below(QUOTAS.naclRules.limit);
        }
      }),
    );
  });

  it("let the answers to every connection in go out again, as NACLs keep no state", () => {
    fc.assert(
      fc.property(tier, outByAny, (which, s) => {
        const rules = naclRules(which, s);
        const tcp = of("in", rules).filter(({ protocol, why }) => protocol === "tcp" && !why.startsWith("answers"));
        expect(tcp.filter((rule) => !answers(rules, "out", rule))).to.deep.equal([]);
      }),
    );
  });

  it("let the answers to every connection out come in again", () => {
    fc.assert(
      fc.property(tier, outByAny, (which, s) => {
        const rules = naclRules(which, s);
        const connections = of("out", rules).filter((rule) => rule.protocol === "tcp" && !ephemeral(rule));
        expect(connections.filter((rule) => !answers(rules, "in", rule))).to.deep.equal([]);
      }),
    );
  });

  it("let what the front sends to targets into the app tier", () => {
    fc.assert(
      fc.property(settings, (s) => {
        const into = of("in", naclRules("app", s));
        const front = of("out", naclRules("front", s)).filter((rule) => rule.cidr !== ANYONE);
        const open = (from: number) =>
          into.some((rule) => rule.protocol === "tcp" && rule.from <= from && from <= rule.to);
        const checked =
          s.healthCheckPort === undefined || s.targetPorts.includes(s.healthCheckPort) ? [] : [s.healthCheckPort];
        expect(new Set(front.map(({ from }) => from))).to.deep.equal(new Set([...s.targetPorts, ...checked]));
        expect(front.filter(({ from }) => !open(from))).to.deep.equal([]);
      }),
    );
  });

  it("let large packets be answered with their limit, in both directions of every tier that is not open to all", () => {
    fc.assert(
      fc.property(fc.constantFrom<Tier[]>("front", "app"), settings, (which, s) => {
        const icmp = naclRules(which, s).filter(({ protocol }) => protocol === "icmp");
        expect(icmp.map(row)).to.deep.equal([
          [900, "in", "icmp", "0-0", ANYONE],
          [900, "out", "icmp", "0-0", ANYONE],
        ]);
      }),
    );
  });

  it("let large packets of IPv6 be answered too, where there are any", () => {
    fc.assert(
      fc.property(fc.constantFrom<Tier[]>("front", "app"), settings, (which, s) => {
        const rules = naclRules(which, s);
        const byV6 = rules.filter(({ cidr }) => isV6(cidr));
        const consumers = s.hasInternalFrontDoor && s.internalFrontDoorHasIpv6 === true;
        expect(byV6.length > 0).to.equal(which === "app" && (consumers || s.accelerated?.ipv6 === true));
        expect(byV6.filter(({ protocol }) => protocol === "icmpv6").map(row)).to.deep.equal(
          byV6.length === 0
            ? []
            : [
                [910, "in", "icmpv6", "0-0", ANYONE_V6],
                [910, "out", "icmpv6", "0-0", ANYONE_V6],
              ],
        );
        expect(rules.filter(({ protocol }) => protocol === "icmpv6").every(({ cidr }) => isV6(cidr))).to.equal(true);
      }),
    );
  });

  it("leave what is there as it is when the accelerator's load balancer comes in beside another internal one", () => {
    fc.assert(
      fc.property(tier, settings, port, fc.boolean(), (which, s, own, ipv6) => {
        const before = naclRules(which, { ...s, hasInternalFrontDoor: true, accelerated: undefined });
        const after = naclRules(which, { ...s, hasInternalFrontDoor: true, accelerated: { port: own, ipv6 } });
        expect(after).to.include.deep.members(before);
        const large = s.internalFrontDoorHasIpv6 === true ? 0 : 2;
        const more = (own === s.servicePort ? 0 : 1) + (ipv6 ? 3 + large : 0);
        expect(after).to.have.length(before.length + (which === "app" ? more : 0));
      }),
    );
  });

  it("leave the inspection tier open, the same for every service: the firewall decides", () => {
    fc.assert(
      fc.property(settings, (s) => {
        expect(naclRules("inspection", s)).to.deep.equal(naclRules("inspection", dev));
      }),
    );
  });

  it("open every protocol in no other tier", () => {
    fc.assert(
      fc.property(fc.constantFrom<Tier[]>("front", "app"), settings, (which, s) => {
        expect(naclRules(which, s).filter(({ protocol }) => protocol === "all")).to.deep.equal([]);
      }),
    );
  });

  it("keep a rule's number when other settings change: a rule is known by its number", () => {
    fc.assert(
      fc.property(tier, settings, settings, (which, one, other) => {
        const numbers = (s: NaclSettings) =>
          new Map(naclRules(which, s).map((rule) => [`${rule.direction} ${purpose(rule, s)}`, rule.number]));
        const [before, after] = [numbers(one), numbers(other)];
        for (const [what, number] of before) expect(after.get(what) ?? number).to.equal(number);
      }),
    );
  });

  it("leave what is there as it is when a second backend's port comes in", () => {
    fc.assert(
      fc.property(tier, settings, port, (which, s, second) => {
        const before = naclRules(which, { ...s, targetPorts: [s.servicePort] });
        const after = naclRules(which, { ...s, targetPorts: [s.servicePort, second] });
        expect(after).to.include.deep.members(before);
        // By the public load balancer into the tier; by the internal one, which stands in it, in and out.
        const ways = which === "app" && s.hasInternalFrontDoor ? 3 : 1;
        const more = which === "inspection" || second === s.servicePort ? 0 : ways;
        expect(after).to.have.length(before.length + more);
      }),
    );
  });
});

describe("plan/network/acls: an internal load balancer, whatever the settings", () => {
  const withFrontDoor = (which: Tier, s: NaclSettings) => naclRules(which, { ...s, hasInternalFrontDoor: true });
  const without = (which: Tier, s: NaclSettings) =>
    naclRules(which, { ...s, hasInternalFrontDoor: false, accelerated: undefined });

  it("changes no rule of the tiers that it does not stand in", () => {
    fc.assert(
      fc.property(fc.constantFrom<Tier[]>("front", "inspection"), settings, (which, s) => {
        expect(withFrontDoor(which, s)).to.deep.equal(without(which, s));
      }),
    );
  });

  it("leaves the rules that are there as they are when it comes or goes", () => {
    fc.assert(
      fc.property(settings, (s) => {
        const own = [101, 102, 103, 104, 107, 112, 203, 213, 910];
        const others = withFrontDoor("app", s).filter(({ number }) => !own.includes(number));
        expect(others).to.deep.equal(without("app", s));
      }),
    );
  });

  it("is reached by consumers on the service port, and reaches the targets and their checks in every zone, out and in", () => {
    fc.assert(
      fc.property(settings, (s) => {
        const rules = withFrontDoor("app", s);
        const app = naclRules("front", s).find(({ number, direction }) => number === 110 && direction === "in")?.cidr;
        const open = (direction: "in" | "out", from: number, cidr: string | undefined) =>
          of(direction, rules).some((rule) => rule.protocol === "tcp" && rule.from === from && rule.cidr === cidr);
        const checked = s.healthCheckPort === undefined ? [] : [s.healthCheckPort];
        expect(open("in", s.servicePort, ANYONE)).to.equal(true);
        for (const direction of ["in", "out"] as const)
          expect([...s.targetPorts, ...checked].filter((each) => !open(direction, each, app))).to.deep.equal([]);
      }),
    );
  });
});
