import { expect } from "chai";
import fc from "fast-check";
import {
  contains,
  covered,
  isOffTheInternet,
  isPrivate,
  isV6,
  normalized,
  normalizedV6,
  overlaps,
  parts,
  prefixLength,
} from "../../plan/cidrs";
import {
  CONSUMER_VPC_PREFIX,
  type ConsumerTier,
  FIREWALL_VPC_CIDR,
  FIREWALL_VPC_PREFIX,
  TIERS,
  type Tier,
  VPC_PREFIX,
  consumerSubnetCidr,
  consumerTierCidr,
  firewallSubnetCidr,
  subnetCidr,
  subnetCidrV6,
  tierCidr,
} from "../../plan/network/subnets";
import { ZONE_LETTERS, type ZoneLetter } from "../../plan/regions";
import { runs } from "../support/full";

/** First and last address as numbers, worked out without the library that the code under test uses. */
function range(cidr: string): { first: number; last: number; bits: number } {
  const [address = "", bits = ""] = cidr.split("/");
  const number = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(bits));
  const first = Math.floor(number / size) * size;
  return { first, last: first + size - 1, bits: Number(bits) };
}

const dotted = (number: number) => [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");
const within = (inner: string, outer: string) =>
  range(inner).first >= range(outer).first && range(inner).last <= range(outer).last;
const disjoint = (one: string, other: string) =>
  range(one).last < range(other).first || range(other).last < range(one).first;

const pairs = <T>(all: readonly T[]): [T, T][] =>
  all.flatMap((one, index) => all.slice(index + 1).map((other): [T, T] => [one, other]));

const address = fc.nat({ max: 2 ** 32 - 1 });
const cidrOf = (min: number, max: number) =>
  fc.tuple(address, fc.integer({ min, max })).map(([number, bits]) => {
    const size = 2 ** (32 - bits);
    return `${dotted(Math.floor(number / size) * size)}/${bits}`;
  });
const vpc = cidrOf(VPC_PREFIX.largest, VPC_PREFIX.smallest);

describe("plan/cidrs: the subnets of a VPC", () => {
  const table: [vpc: string, tier: Tier, whole: string, a: string, b: string, c: string, h: string][] = [
    ["10.0.0.0/16", "app", "10.0.0.0/17", "10.0.0.0/20", "10.0.16.0/20", "10.0.32.0/20", "10.0.112.0/20"],
    ["10.0.0.0/16", "front", "10.0.128.0/18", "10.0.128.0/21", "10.0.136.0/21", "10.0.144.0/21", "10.0.184.0/21"],
    ["10.0.0.0/16", "inspection", "10.0.192.0/19", "10.0.192.0/22", "10.0.196.0/22", "10.0.200.0/22", "10.0.220.0/22"],
    ["172.16.48.0/20", "app", "172.16.48.0/21", "172.16.48.0/24", "172.16.49.0/24", "172.16.50.0/24", "172.16.55.0/24"],
    [
      "172.16.48.0/20",
      "front",
      "172.16.56.0/22",
      "172.16.56.0/25",
      "172.16.56.128/25",
      "172.16.57.0/25",
      "172.16.59.128/25",
    ],
    [
      "172.16.48.0/20",
      "inspection",
      "172.16.60.0/23",
      "172.16.60.0/26",
      "172.16.60.64/26",
      "172.16.60.128/26",
      "172.16.61.192/26",
    ],
    [
      "192.168.4.0/22",
      "app",
      "192.168.4.0/23",
      "192.168.4.0/26",
      "192.168.4.64/26",
      "192.168.4.128/26",
      "192.168.5.192/26",
    ],
    [
      "192.168.4.0/22",
      "front",
      "192.168.6.0/24",
      "192.168.6.0/27",
      "192.168.6.32/27",
      "192.168.6.64/27",
      "192.168.6.224/27",
    ],
    [
      "192.168.4.0/22",
      "inspection",
      "192.168.7.0/25",
      "192.168.7.0/28",
      "192.168.7.16/28",
      "192.168.7.32/28",
      "192.168.7.112/28",
    ],
  ];
  for (const [cidr, tier, whole, a, b, c, h] of table)
    it(`${cidr}: the ${tier} tier has its slots`, () => {
      expect(tierCidr(cidr, tier)).to.equal(whole);
      const slots = (["a", "b", "c", "h"] as const).map((zone) => subnetCidr(cidr, tier, zone));
      expect(slots).to.deep.equal([a, b, c, h]);
    });

  for (const cidr of ["10.0.0.0/15", "10.0.0.0/8", "10.0.0.0/23", "10.0.0.0/28"])
    it(`refuses ${cidr}, which AWS or the slots do not allow`, () => {
      expect(() => subnetCidr(cidr, "app", "a")).to.throw(RangeError, `${cidr}: a VPC is /16 to /22`);
    });

  it("never overlap, of any two tiers and zones", () => {
    fc.assert(
      fc.property(vpc, (cidr) => {
        const all = TIERS.flatMap((tier) => ZONE_LETTERS.map((zone) => subnetCidr(cidr, tier, zone)));
        expect(pairs(all).filter(([one, other]) => !disjoint(one, other))).to.deep.equal([]);
      }),
    );
  });

  it("lie in their tier, the tiers in the VPC and beside each other", () => {
    fc.assert(
      fc.property(vpc, (cidr) => {
        const tiers = TIERS.map((tier) => tierCidr(cidr, tier));
        expect(tiers.filter((each) => !within(each, cidr))).to.deep.equal([]);
        expect(pairs(tiers).filter(([one, other]) => !disjoint(one, other))).to.deep.equal([]);
        for (const tier of TIERS)
          for (const zone of ZONE_LETTERS)
            expect(within(subnetCidr(cidr, tier, zone), tierCidr(cidr, tier))).to.be.true;
      }),
    );
  });

  it("are /28 at the smallest, which is as small as AWS allows, and exactly that at /22", () => {
    const smallest = (bits: number) =>
      Math.max(
        ...TIERS.flatMap((tier) => ZONE_LETTERS.map((zone) => range(subnetCidr(`10.0.0.0/${bits}`, tier, zone)).bits)),
      );
    expect([16, 17, 18, 19, 20, 21, 22].map(smallest)).to.deep.equal([22, 23, 24, 25, 26, 27, 28]);
  });

  it("stay where they are when zones are added or come in another order", () => {
    const zones = fc.shuffledSubarray([...ZONE_LETTERS]);
    const slots = (cidr: string, tier: Tier, chosen: readonly ZoneLetter[]) =>
      new Map(chosen.map((zone) => [zone, subnetCidr(cidr, tier, zone)]));
    fc.assert(
      fc.property(vpc, fc.constantFrom(...TIERS), zones, zones, (cidr, tier, before, added) => {
        const after = slots(cidr, tier, [...new Set([...added, ...before])]);
        for (const [zone, slot] of slots(cidr, tier, before)) expect(after.get(zone)).to.equal(slot);
      }),
    );
  });
});

describe("plan/cidrs: the VPC of a firewall", () => {
  const ends = (base: string, bits: number, ...starts: number[]) => starts.map((start) => `${base}.${start}/${bits}`);
  const table: [vpc: string, a: string, b: string, c: string, h: string][] = [
    ["192.168.255.0/25", ...(ends("192.168.255", 28, 0, 16, 32, 112) as [string, string, string, string])],
    ["192.168.255.128/25", ...(ends("192.168.255", 28, 128, 144, 160, 240) as [string, string, string, string])],
    ["10.9.8.0/24", ...(ends("10.9.8", 27, 0, 32, 64, 224) as [string, string, string, string])],
    ["10.0.0.0/16", "10.0.0.0/19", "10.0.32.0/19", "10.0.64.0/19", "10.0.224.0/19"],
  ];
  for (const [cidr, ...expected] of table)
    it(`${cidr}: an eighth for each zone letter`, () => {
      expect((["a", "b", "c", "h"] as const).map((zone) => firewallSubnetCidr(cidr, zone))).to.deep.equal(expected);
    });

  for (const cidr of ["10.0.0.0/15", "10.0.0.0/8", "10.0.0.0/26", "10.0.0.0/28"])
    it(`refuses ${cidr}, which AWS or the slots do not allow`, () => {
      expect(() => firewallSubnetCidr(cidr, "a")).to.throw(RangeError, `${cidr}: a firewall's VPC is /16 to /25`);
    });

  it("is a private range with a /28 for each zone, where nothing is said", () => {
    expect(FIREWALL_VPC_CIDR).to.equal("192.168.255.0/25");
    expect(isPrivate(FIREWALL_VPC_CIDR)).to.be.true;
    expect(prefixLength(FIREWALL_VPC_CIDR)).to.be.within(FIREWALL_VPC_PREFIX.largest, FIREWALL_VPC_PREFIX.smallest);
    expect(prefixLength(firewallSubnetCidr(FIREWALL_VPC_CIDR, "a"))).to.equal(28);
  });

  it("is filled by its slots, which never overlap", () => {
    const own = cidrOf(FIREWALL_VPC_PREFIX.largest, FIREWALL_VPC_PREFIX.smallest);
    fc.assert(
      fc.property(own, (cidr) => {
        const all = ZONE_LETTERS.map((zone) => firewallSubnetCidr(cidr, zone));
        expect(all.filter((each) => !within(each, cidr))).to.deep.equal([]);
        expect(pairs(all).filter(([one, other]) => !disjoint(one, other))).to.deep.equal([]);
        const size = (each: string) => range(each).last - range(each).first + 1;
        expect(all.reduce((sum, each) => sum + size(each), 0)).to.equal(size(cidr));
      }),
    );
  });
});

describe("plan/cidrs: the VPC of a consumer", () => {
  const BOTH: readonly ConsumerTier[] = ["clients", "endpoints"];
  const own = cidrOf(CONSUMER_VPC_PREFIX.largest, CONSUMER_VPC_PREFIX.smallest);
  const slotsOf = (cidr: string) =>
    BOTH.flatMap((tier) => ZONE_LETTERS.map((zone) => ({ tier, slot: consumerSubnetCidr(cidr, tier, zone) })));

  const table: [vpc: string, tier: ConsumerTier, whole: string, a: string, b: string, c: string, h: string][] = [
    ["10.0.0.0/16", "clients", "10.0.0.0/17", "10.0.0.0/20", "10.0.16.0/20", "10.0.32.0/20", "10.0.112.0/20"],
    ["10.0.0.0/16", "endpoints", "10.0.128.0/17", "10.0.128.0/20", "10.0.144.0/20", "10.0.160.0/20", "10.0.240.0/20"],
    ["10.60.0.0/22", "clients", "10.60.0.0/23", "10.60.0.0/26", "10.60.0.64/26", "10.60.0.128/26", "10.60.1.192/26"],
    ["10.60.0.0/22", "endpoints", "10.60.2.0/23", "10.60.2.0/26", "10.60.2.64/26", "10.60.2.128/26", "10.60.3.192/26"],
    ["10.61.7.0/24", "clients", "10.61.7.0/25", "10.61.7.0/28", "10.61.7.16/28", "10.61.7.32/28", "10.61.7.112/28"],
    [
      "10.61.7.0/24",
      "endpoints",
      "10.61.7.128/25",
      "10.61.7.128/28",
      "10.61.7.144/28",
      "10.61.7.160/28",
      "10.61.7.240/28",
    ],
  ];
  for (const [cidr, tier, whole, a, b, c, h] of table)
    it(`${cidr}: the ${tier} have a half, an eighth of it in each zone`, () => {
      expect(consumerTierCidr(cidr, tier)).to.equal(whole);
      const slots = (["a", "b", "c", "h"] as const).map((zone) => consumerSubnetCidr(cidr, tier, zone));
      expect(slots).to.deep.equal([a, b, c, h]);
    });

  for (const cidr of ["10.0.0.0/15", "10.0.0.0/8", "10.0.0.0/25", "10.0.0.0/28"])
    it(`refuses ${cidr}, which AWS or the slots do not allow`, () => {
      for (const tier of BOTH)
        expect(() => consumerSubnetCidr(cidr, tier, "a")).to.throw(
          RangeError,
          `${cidr}: a consumer's VPC is /16 to /24`,
        );
    });

  it("is filled by its slots, which never overlap, each in the half of its tier", () => {
    fc.assert(
      fc.property(own, (cidr) => {
        const all = slotsOf(cidr);
        for (const { tier, slot } of all) expect(within(slot, consumerTierCidr(cidr, tier)), slot).to.be.true;
        expect(pairs(all).filter(([one, other]) => !disjoint(one.slot, other.slot))).to.deep.equal([]);
        const size = (each: string) => range(each).last - range(each).first + 1;
        expect(all.reduce((sum, { slot }) => sum + size(slot), 0)).to.equal(size(cidr));
        expect(BOTH.map((tier) => within(consumerTierCidr(cidr, tier), cidr))).to.deep.equal([true, true]);
      }),
    );
  });

  it("has slots by the letters alone, in their order, and none smaller than AWS allows", () => {
    fc.assert(
      fc.property(own, fc.constantFrom(...BOTH), (cidr, tier) => {
        const starts = ZONE_LETTERS.map((zone) => range(consumerSubnetCidr(cidr, tier, zone)).first);
        expect(starts).to.deep.equal([...starts].sort((one, other) => one - other));
        for (const { slot } of slotsOf(cidr))
          expect(range(slot).bits)
            .to.equal(range(cidr).bits + 4)
            .and.to.be.at.most(28);
      }),
    );
  });
});

/** The sixteen bytes of an IPv6 address, worked out without the library that the code under test uses. */
function bytesOf(address: string): number[] {
  const [left = "", right = ""] = address.split("::");
  const groups = (text: string) => text.split(":").filter((each) => each !== "");
  const missing = address.includes("::") ? 8 - groups(left).length - groups(right).length : 0;
  const all = [...groups(left), ...Array.from({ length: missing }, () => "0"), ...groups(right)];
  return all.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) % 256]);
}

describe("plan/cidrs: IPv6 addresses of the app tier", () => {
  const table: [vpc: string, a: string, b: string, h: string][] = [
    ["2001:db8:1234:1a00::/56", "2001:db8:1234:1a00::/64", "2001:db8:1234:1a01::/64", "2001:db8:1234:1a07::/64"],
    ["2a05:d018:0:ff00::/56", "2a05:d018:0:ff00::/64", "2a05:d018:0:ff01::/64", "2a05:d018:0:ff07::/64"],
    ["2600:1f18:abcd:0::/56", "2600:1f18:abcd::/64", "2600:1f18:abcd:1::/64", "2600:1f18:abcd:7::/64"],
  ];
  for (const [vpc6, ...expected] of table)
    it(`${vpc6}: a /64 for each zone letter`, () => {
      expect((["a", "b", "h"] as const).map((zone) => subnetCidrV6(vpc6, "app", zone))).to.deep.equal(expected);
    });

  for (const vpc6 of ["2001:db8::/48", "2001:db8::/64", "2001:db8::/57"])
    it(`refuses ${vpc6}, which AWS gives no VPC`, () => {
      expect(() => subnetCidrV6(vpc6, "app", "a")).to.throw(RangeError, `${vpc6}: AWS gives a VPC a /56`);
    });

  it("differ in the eighth byte alone, by the letter's place", () => {
    const byte = fc.nat({ max: 255 });
    fc.assert(
      fc.property(fc.array(byte, { minLength: 7, maxLength: 7 }), fc.constantFrom(...ZONE_LETTERS), (seven, zone) => {
        const hex = (at: number) => (((seven[at] ?? 0) << 8) | (seven[at + 1] ?? 0)).toString(16);
        const vpc6 = `${hex(0)}:${hex(2)}:${hex(4)}:${((seven[6] ?? 0) << 8).toString(16)}::/56`;
        const zeros = Array.from({ length: 8 }, () => 0);
        const [network = "", bits] = subnetCidrV6(vpc6, "app", zone).split("/");
        expect(bytesOf(network)).to.deep.equal([...seven, ZONE_LETTERS.indexOf(zone), ...zeros]);
        expect(bits).to.equal("64");
      }),
    );
  });
});

describe("plan/cidrs: ranges", () => {
  for (const [cidr, count, expected] of [
    ["10.0.0.0/16", 0, []],
    ["10.0.0.0/16", 1, ["10.0.0.0/16"]],
    ["10.0.0.0/16", 3, ["10.0.0.0/18", "10.0.64.0/18", "10.0.128.0/18"]],
    ["10.0.0.16/28", 4, ["10.0.0.16/30", "10.0.0.20/30", "10.0.0.24/30", "10.0.0.28/30"]],
  ] as const)
    it(`${cidr} in ${count} parts`, () => {
      expect(parts(cidr, count)).to.deep.equal(expected);
    });

  const any = cidrOf(0, 32);
  /** Two ranges of which one often lies in or beside the other: random ones almost never meet. */
  const near = fc.tuple(any, fc.integer({ min: 0, max: 32 }), fc.constantFrom(-1, 0, 1)).map(([one, bits, step]) => {
    const size = 2 ** (32 - bits);
    const start = (Math.floor(range(one).first / size) + step) * size;
    return [one, `${dotted(Math.min(Math.max(start, 0), 2 ** 32 - size))}/${bits}`] as const;
  });

  it("overlap exactly where they share an address, whichever comes first", () => {
    fc.assert(
      fc.property(near, ([one, other]) => {
        expect(overlaps(one, other)).to.equal(!disjoint(one, other));
        expect(overlaps(other, one)).to.equal(overlaps(one, other));
      }),
      runs(150),
    );
  });

  it("contain another exactly where they hold both its ends", () => {
    fc.assert(
      fc.property(near, ([one, other]) => {
        expect(contains(one, other)).to.equal(within(other, one));
        expect(contains(other, one)).to.equal(within(one, other));
      }),
      runs(150),
    );
  });

  const covering: [range: string, by: string[], expected: boolean][] = [
    ["10.0.0.0/16", [], false],
    ["10.0.0.0/16", ["10.0.0.0/16"], true],
    ["10.0.0.0/16", ["0.0.0.0/0"], true],
    ["10.0.0.0/16", ["10.0.0.0/17"], false],
    ["10.0.0.0/16", ["10.0.128.0/17", "10.0.0.0/17"], true],
    ["10.0.0.0/16", ["10.0.192.0/18", "10.0.0.0/17", "10.0.128.0/18"], true],
    ["10.0.0.0/16", ["10.0.192.0/18", "10.0.0.0/17", "10.0.128.0/19"], false],
    ["10.0.0.0/16", ["10.1.0.0/16", "10.0.0.0/17"], false],
    ["0.0.0.0/0", ["0.0.0.0/1", "128.0.0.0/1"], true],
    ["0.0.0.0/0", ["0.0.0.0/1"], false],
    ["203.0.113.7/32", ["203.0.113.7/32"], true],
    ["203.0.113.7/32", ["203.0.113.6/32"], false],
  ];
  for (const [whole, by, expected] of covering)
    it(`${whole} ${expected ? "is covered" : "is not covered"} by ${by.join(", ") || "nothing"}`, () => {
      expect(covered(whole, by)).to.equal(expected);
    });

  it("are covered by others exactly where each of their addresses is in one of them", () => {
    /** Within a /24, so that addresses can be counted. */
    const some = fc.tuple(fc.nat({ max: 255 }), fc.integer({ min: 24, max: 32 })).map(([number, bits]) => {
      const size = 2 ** (32 - bits);
      return `10.0.0.${Math.floor(number / size) * size}/${bits}`;
    });
    const addressesOf = (cidr: string) => {
      const { first, last } = range(cidr);
      return Array.from({ length: last - first + 1 }, (_, index) => first + index);
    };
    fc.assert(
      fc.property(some, fc.array(some, { maxLength: 6 }), (whole, by) => {
        const held = new Set(by.flatMap(addressesOf));
        expect(covered(whole, by)).to.equal(addressesOf(whole).every((each) => held.has(each)));
      }),
      runs(150),
    );
  });

  const touching: [string, string, boolean][] = [
    ["10.0.0.0/16", "10.0.0.0/16", true],
    ["10.0.0.0/16", "10.1.0.0/16", false],
    ["10.0.0.0/15", "10.1.0.0/16", true],
    ["10.0.255.255/32", "10.0.0.0/16", true],
    ["10.1.0.0/32", "10.0.0.0/16", false],
  ];
  for (const [one, other, expected] of touching)
    it(`${one} ${expected ? "overlaps" : "does not overlap"} ${other}`, () => {
      expect(overlaps(one, other)).to.equal(expected);
    });

  const privacy: [string, boolean][] = [
    ["10.0.0.0/8", true],
    ["10.255.255.255/32", true],
    ["10.0.0.0/7", false],
    ["11.0.0.0/16", false],
    ["172.16.0.0/12", true],
    ["172.31.255.0/24", true],
    ["172.15.0.0/16", false],
    ["172.32.0.0/16", false],
    ["172.16.0.0/11", false],
    ["192.168.0.0/16", true],
    ["192.168.255.0/28", true],
    ["192.169.0.0/16", false],
    ["192.168.0.0/15", false],
    ["0.0.0.0/0", false],
  ];
  for (const [cidr, expected] of privacy)
    it(`${cidr} ${expected ? "is private" : "is not wholly private"}`, () => {
      expect(isPrivate(cidr)).to.equal(expected);
    });

  const off: [cidr: string, expected: boolean][] = [
    ["10.99.0.0/16", true],
    ["100.64.0.0/10", true],
    ["100.127.255.0/24", true],
    ["100.128.0.0/16", false],
    ["100.0.0.0/8", false],
    ["192.0.2.0/24", false],
    ["0.0.0.0/0", false],
  ];
  for (const [cidr, expected] of off)
    it(`${cidr} ${expected ? "is off the internet" : "has addresses of the internet"}`, () => {
      expect(isOffTheInternet(cidr)).to.equal(expected);
    });

  const loose: [string, string][] = [
    ["10.0.0.7/16", "10.0.0.0/16"],
    ["10.0.255.255/17", "10.0.128.0/17"],
    ["203.0.113.9/32", "203.0.113.9/32"],
    ["203.0.113.9/0", "0.0.0.0/0"],
    ["10.0.0.0/16", "10.0.0.0/16"],
  ];
  for (const [cidr, expected] of loose)
    it(`${cidr} is ${expected} without its host bits`, () => {
      expect(normalized(cidr)).to.equal(expected);
    });

  it("lose their host bits and nothing else, at every prefix length", () => {
    fc.assert(
      fc.property(address, fc.integer({ min: 0, max: 32 }), (number, bits) => {
        const cidr = `${dotted(number)}/${bits}`;
        expect(normalized(cidr)).to.equal(`${dotted(range(cidr).first)}/${bits}`);
        expect(prefixLength(cidr)).to.equal(bits);
      }),
    );
  });
});

describe("plan/cidrs: ranges of IPv6", () => {
  const families: [range: string, v6: boolean][] = [
    ["10.0.0.0/8", false],
    ["0.0.0.0/0", false],
    ["::/0", true],
    ["2001:db8::/32", true],
    ["2001:db8:0:1:2:3:4:5/128", true],
    ["::ffff:198.51.100.7/128", true],
  ];
  for (const [range, v6] of families)
    it(`${range} is of ${v6 ? "IPv6" : "IPv4"}`, () => {
      expect(isV6(range)).to.equal(v6);
    });

  const loose: [cidr: string, expected: string][] = [
    ["2001:DB8:0::1/32", "2001:db8::/32"],
    ["2001:0db8:00ff:0000:0000:0000:0000:0000/48", "2001:db8:ff::/48"],
    ["2001:db8:ffff::/33", "2001:db8:8000::/33"],
    ["2001:db8:0:0:0:0:0:7/128", "2001:db8::7/128"],
    // Of two runs of zeros the longer is left out; a lone zero never is.
    ["2001:0:0:1:0:0:0:1/128", "2001:0:0:1::1/128"],
    ["2001:db8:0:1:1:1:1:1/128", "2001:db8:0:1:1:1:1:1/128"],
    ["2001:db8::1/0", "::/0"],
    ["2001:db8::/32", "2001:db8::/32"],
  ];
  for (const [cidr, expected] of loose)
    it(`${cidr} is ${expected} without its host bits, in the shortest form`, () => {
      expect(normalizedV6(cidr)).to.equal(expected);
    });

  const groups = fc.array(fc.oneof(fc.constant(0), fc.nat({ max: 0xffff })), { minLength: 8, maxLength: 8 });

  it("lose their host bits and nothing else, at every prefix length", () => {
    fc.assert(
      fc.property(groups, fc.integer({ min: 0, max: 128 }), (eight, bits) => {
        const full = eight.map((group) => group.toString(16)).join(":");
        const [network = "", length] = normalizedV6(`${full}/${bits}`).split("/");
        const kept = (index: number) => 256 - 2 ** (8 - Math.min(Math.max(bits - 8 * index, 0), 8));
        expect(bytesOf(network)).to.deep.equal(bytesOf(full).map((byte, index) => byte & kept(index)));
        expect(length).to.equal(String(bits));
      }),
    );
  });

  it("have one form, however they are written: it is part of a rule's name", () => {
    fc.assert(
      fc.property(groups, fc.integer({ min: 0, max: 128 }), (eight, bits) => {
        const text = (digits: number) => eight.map((group) => group.toString(16).padStart(digits, "0")).join(":");
        const one = normalizedV6(`${text(1)}/${bits}`);
        expect(normalizedV6(`${text(4).toUpperCase()}/${bits}`)).to.equal(one);
        expect(normalizedV6(one)).to.equal(one);
      }),
    );
  });
});
