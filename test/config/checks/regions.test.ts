import { type Expected, formMistake, mistakesAt, noMistake, ruleMistake } from "../../support/mistakes";

const R = "regions.eu-west-1";
const ID = "eipalloc-0123456789abcdef0";
const OTHER = "eipalloc-0fedcba9876543210";
const second = (settings: object = {}) => ({
  "regions.eu-west-2": { zones: ["a", "b", "c"], cidr: "10.1.0.0/16", ...settings },
});

describe("config: rules of zones", () => {
  const few = (zones: string[], least: string): Expected => [
    `${R}.zones`,
    zones,
    least,
    "add zones of eu-west-1: a, b, c",
  ];
  ruleMistake("one zone", { [`${R}.zones`]: ["a"] }, few(["a"], "2 different zones or more"));
  ruleMistake(
    "one zone without the NAT gateway in it",
    { [`${R}.zones`]: ["b"], [`${R}.nat`]: "single" },
    few(["b"], "2 different zones or more"),
    [`${R}.natZone`, undefined, "a zone of this region's list: b", "name the zone of the one NAT gateway"],
  );
  ruleMistake(
    "one zone, twice",
    { [`${R}.zones`]: ["b", "b"], [`${R}.nat`]: "none" },
    few(["b", "b"], "2 different zones or more"),
    [`${R}.zones[1]`, "b", "each zone once", "remove the repetition"],
  );
  ruleMistake(
    "two zones in production",
    { [`${R}.zones`]: ["a", "b"], production: true },
    few(["a", "b"], "3 different zones or more in a stack marked production"),
  );
  ruleMistake("a zone that the region does not have", { [`${R}.zones`]: ["a", "d", "b"] }, [
    `${R}.zones[1]`,
    "d",
    "a zone of eu-west-1: a, b, c",
    "choose one of these letters",
  ]);
  noMistake("two zones", { [`${R}.zones`]: ["c", "a"] });
  noMistake("three zones in production", { production: true });
  // The health of the name is no matter of a stack without one.
  mistakesAt("no zones in a stack without dns", { [`${R}.zones`]: [], dns: undefined, "service.hostname": undefined }, [
    `${R}.zones`,
  ]);
});

describe("config: rules of parked regions", () => {
  const P = "regions.eu-west-2";
  const parked = (settings: object = {}, others: Record<string, unknown> = {}) => ({
    [P]: { zones: [], cidr: "10.1.0.0/16", parkedAddresses: ["a", "b"], parkedEgressAddresses: ["b"], ...settings },
    ...others,
  });
  noMistake("a region with its addresses alone", parked());
  noMistake("a region with its addresses for clients alone", parked({ parkedEgressAddresses: [] }));
  noMistake("a region with its egress addresses alone", parked({ parkedAddresses: [] }));
  noMistake("addresses of one's own", parked({ addresses: { b: ID }, egressAddresses: { b: OTHER } }));
  noMistake(
    "a published address that is parked",
    parked(
      {},
      {
        published: [{ region: "eu-west-2", zone: "b", for: "egress", allocationId: ID }],
      },
    ),
  );
  noMistake("fewer zones than production wants", parked({}, { production: true }));
  noMistake(
    "what it says for the day that it serves again",
    parked({
      role: "primary",
      nat: "single",
      natZone: "a",
      dns: { weight: 0, locations: ["europe"], bias: 5 },
      firewall: { bypassZones: ["a"], zones: ["c"] },
      accelerator: { dial: 0, weight: 0 },
      certificates: ["arn:aws:acm:us-east-1:123456789012:certificate/a"],
    }),
  );
  noMistake(
    "images and topics of the others",
    parked(
      { nat: "none" },
      {
        "instances.ami": { ids: { "eu-west-1": "ami-0123456789abcdef0" }, rootDevice: "/dev/xvda" },
        "instances.egress": [{ cidr: "192.0.2.0/24", port: 443 }],
        "dns.healthCheck.minimumHealthyAddresses": 3,
      },
    ),
  );
  ruleMistake(
    "an image for it",
    parked(
      {},
      {
        "instances.ami": {
          ids: { "eu-west-1": "ami-0123456789abcdef0", "eu-west-2": "ami-0123456789abcdef0" },
          rootDevice: "/dev/xvda",
        },
      },
    ),
    [
      "instances.ami.ids.eu-west-2",
      "ami-0123456789abcdef0",
      "the regions eu-west-1; eu-west-2 is parked and does not count",
      "remove it, or add the region",
    ],
  );
  ruleMistake("a role beside it", parked({ role: "primary" }, { [`${R}.role`]: "secondary" }), [
    `${R}.role`,
    "secondary",
    "one primary, and each other region secondary, in a stack of two regions or more; or no roles; eu-west-2 is parked and does not count",
    "remove the roles",
  ]);
  ruleMistake(
    "no zones, and no addresses",
    parked({ parkedAddresses: [], parkedEgressAddresses: [] }),
    [
      `${P}.zones`,
      [],
      "2 different zones or more",
      "add zones of eu-west-2: a, b, c, d; or, to keep nothing of it but its addresses, list their zones under parkedAddresses",
    ],
    ["dns.healthCheck.minimumHealthyAddresses", 1, "up to 0, the addresses of eu-west-2", "lower it, or add zones"],
  );
  ruleMistake(
    "all regions parked",
    parked({}, { [`${R}.zones`]: [], [`${R}.parkedAddresses`]: ["a"] }),
    [
      `${R}.zones`,
      [],
      "zones in one region or more: with all of them parked nobody is served",
      "give a region zones, or destroy the stack",
    ],
    [
      `${P}.zones`,
      [],
      "zones in one region or more: with all of them parked nobody is served",
      "give a region zones, or destroy the stack",
    ],
  );
  ruleMistake("an address twice", parked({ parkedAddresses: ["a", "a"] }), [
    `${P}.parkedAddresses[1]`,
    "a",
    "each zone once",
    "remove the repetition",
  ]);
  ruleMistake("its VPC over another's", parked({ cidr: "10.0.0.0/18" }), [
    `${P}.cidr`,
    "10.0.0.0/18",
    "a range that no other region's VPC overlaps",
    "it overlaps 10.0.0.0/16 of eu-west-1",
  ]);
});

describe("config: rules of VPCs", () => {
  ruleMistake("a VPC larger than AWS allows", { [`${R}.cidr`]: "10.0.0.0/15" }, [
    `${R}.cidr`,
    "10.0.0.0/15",
    "a range from /16 to /22",
    "AWS allows a VPC /16 at most",
  ]);
  ruleMistake("a VPC too small for eight zones", { [`${R}.cidr`]: "10.0.0.0/23" }, [
    `${R}.cidr`,
    "10.0.0.0/23",
    "a range from /16 to /22",
    "it holds the subnets of eight zones",
  ]);
  noMistake("the smallest VPC", { [`${R}.cidr`]: "10.0.0.0/22" });
  const overlap = (fix: string): Expected => [
    "regions.eu-west-2.cidr",
    "10.0.64.0/18",
    "a range that no other region's VPC overlaps",
    fix,
  ];
  ruleMistake(
    "VPCs that overlap",
    second({ cidr: "10.0.64.0/18" }),
    overlap("choose another: it overlaps 10.0.0.0/16 of eu-west-1"),
  );
  ruleMistake(
    "VPCs that overlap, the region that comes first by name after the other in the file",
    { "regions.eu-central-1": { zones: ["a", "b", "c"], cidr: "10.0.64.0/18" } },
    [
      `${R}.cidr`,
      "10.0.0.0/16",
      "a range that no other region's VPC overlaps",
      "it overlaps 10.0.64.0/18 of eu-central-1",
    ],
  );
  noMistake("VPCs side by side", second());
});

describe("config: rules of NAT", () => {
  ruleMistake("a NAT zone with a gateway per zone", { [`${R}.natZone`]: "a" }, [
    `${R}.natZone`,
    "a",
    "nothing, where nat is not single",
    "remove it, or set nat: single",
  ]);
  ruleMistake("a NAT zone without NAT", { [`${R}.nat`]: "none", [`${R}.natZone`]: "a" }, [
    `${R}.natZone`,
    "a",
    "nothing, where nat is not single",
    "remove it",
  ]);
  ruleMistake(
    "a NAT zone that is not used",
    { [`${R}.zones`]: ["c", "a"], [`${R}.nat`]: "single", [`${R}.natZone`]: "b" },
    [`${R}.natZone`, "b", "a zone of this region's list: a, c", "choose one of these"],
  );
  ruleMistake(
    "a single gateway with neither zone a nor a NAT zone",
    { [`${R}.zones`]: ["c", "b"], [`${R}.nat`]: "single" },
    [
      `${R}.natZone`,
      undefined,
      "a zone of this region's list: b, c",
      "so that a zone added later does not move it and its address",
    ],
  );
  noMistake("a single gateway in zone a", { [`${R}.nat`]: "single" });
  noMistake("a single gateway in a named zone", {
    [`${R}.zones`]: ["c", "b"],
    [`${R}.nat`]: "single",
    [`${R}.natZone`]: "b",
  });
});

describe("config: rules of your own addresses", () => {
  const single = { [`${R}.nat`]: "single", [`${R}.natZone`]: "b" };
  ruleMistake("an address in a zone without a load balancer", { [`${R}.addresses`]: { d: ID } }, [
    `${R}.addresses.d`,
    ID,
    "the zones a, b, c",
    "add the zone to zones, or remove the address",
  ]);
  ruleMistake("an egress address in a zone without a NAT gateway", { ...single, [`${R}.egressAddresses`]: { a: ID } }, [
    `${R}.egressAddresses.a`,
    ID,
    "the zones b",
    "give the zone a NAT gateway, or remove the address",
  ]);
  ruleMistake("an egress address without NAT", { [`${R}.nat`]: "none", [`${R}.egressAddresses`]: { a: ID } }, [
    `${R}.egressAddresses.a`,
    ID,
    "no zone: there is no NAT gateway",
    "give the zone a NAT gateway",
  ]);
  noMistake("addresses in zones that are used or parked", {
    ...single,
    [`${R}.parkedAddresses`]: ["d"],
    [`${R}.addresses`]: { a: ID, d: OTHER },
    [`${R}.parkedEgressAddresses`]: ["c"],
    [`${R}.egressAddresses`]: { b: "eipalloc-01234567", c: "eipalloc-76543210" },
  });

  const twice = (at: string, first: string): Expected => [
    at,
    ID,
    "an address not used twice",
    `it is used at ${first} already: give another`,
  ];
  ruleMistake(
    "an address in two zones",
    { [`${R}.addresses`]: { a: ID, b: ID } },
    twice(`${R}.addresses.b`, `${R}.addresses.a`),
  );
  ruleMistake(
    "an address for clients and for egress",
    { [`${R}.addresses`]: { a: ID }, [`${R}.egressAddresses`]: { a: ID } },
    twice(`${R}.egressAddresses.a`, `${R}.addresses.a`),
  );
  ruleMistake(
    "an address in two regions",
    { [`${R}.addresses`]: { a: ID }, ...second({ addresses: { a: ID } }) },
    twice("regions.eu-west-2.addresses.a", `${R}.addresses.a`),
  );
});

describe("config: rules of parked addresses", () => {
  const inUse = (at: string, zone: string): Expected => [at, zone, "zones whose address is not in use", "remove it"];
  ruleMistake(
    "a parked zone that has a load balancer",
    { [`${R}.parkedAddresses`]: ["d", "c"] },
    inUse(`${R}.parkedAddresses[1]`, "c"),
  );
  ruleMistake(
    "a parked zone that has a NAT gateway",
    { [`${R}.nat`]: "single", [`${R}.parkedEgressAddresses`]: ["b", "a"] },
    inUse(`${R}.parkedEgressAddresses[1]`, "a"),
  );
  for (const key of ["parkedAddresses", "parkedEgressAddresses"])
    ruleMistake(`a zone twice in ${key}`, { [`${R}.${key}`]: ["d", "e", "d"] }, [
      `${R}.${key}[2]`,
      "d",
      "each zone once",
      "remove the repetition",
    ]);
  noMistake("a zone parked in both lists", { [`${R}.parkedAddresses`]: ["d"], [`${R}.parkedEgressAddresses`]: ["d"] });
});

describe("config: rules of regions together", () => {
  ruleMistake("no region", { regions: {} }, [
    "regions",
    {},
    "one region or more",
    "name a region with its zones and CIDR",
  ]);
});

describe("config: rules of further addresses of NAT gateways, and of pools", () => {
  const S = `${R}.secondaryEgressAddresses`;
  const POOL = { kind: "byoip", id: "ipv4pool-ec2-0123456789abcdef0" };
  noMistake("some, and parked ones without a gateway", {
    [R]: {
      zones: ["a", "b"],
      cidr: "10.0.0.0/16",
      nat: "single",
      secondaryEgressAddresses: { a: { second: ID }, b: { third: "parked" } },
    },
  });
  ruleMistake("one without a gateway", { [`${R}.nat`]: "single", [S]: { b: { second: "created" } } }, [
    `${S}.b.second`,
    "created",
    "parked, or a zone with a NAT gateway: a",
    "write parked",
  ]);
  ruleMistake("one's own without any gateway", { [`${R}.nat`]: "none", [S]: { b: { second: ID } } }, [
    `${S}.b.second`,
    ID,
    "parked: there is no NAT gateway",
    "remove it",
  ]);
  const eight = Object.fromEntries("abcdefgh".split("").map((name) => [name, "created"]));
  ruleMistake("eight beside the first", { [S]: { a: eight } }, [`${S}.a`, eight, "7 addresses", "park some"]);
  ruleMistake("one id twice", { [`${R}.egressAddresses`]: { a: ID }, [S]: { a: { second: ID } } }, [
    `${S}.a.second`,
    ID,
    "an address not used twice",
    `it is used at ${R}.egressAddresses.a already`,
  ]);
  ruleMistake(
    "published ones that the stack does not hold",
    {
      [S]: { a: { second: OTHER } },
      published: [
        { region: "eu-west-1", zone: "a", for: "egress", name: "second", allocationId: ID },
        { region: "eu-west-1", zone: "a", for: "egress", name: "third", allocationId: "eipalloc-00000001" },
        { region: "eu-west-1", zone: "a", name: "second", allocationId: "eipalloc-00000002" },
      ],
    },
    ["published[0].allocationId", ID, `${OTHER}, the address that`, "name the published address there"],
    ["published[1]", "eipalloc-00000001 in eu-west-1a, third", "addresses that the stack holds", "keep third: parked"],
    ["published[2].name", "second", "only a NAT gateway has further addresses", "set for: egress"],
  );
  ruleMistake(
    "a pool of nothing",
    {
      [R]: { zones: ["a", "b"], cidr: "10.0.0.0/16", nat: "none", addresses: { a: ID, b: OTHER }, addressPool: POOL },
    },
    [`${R}.addressPool`, POOL, "nothing, where every address of the region is one's own", "remove it"],
  );
  noMistake("a pool", { [`${R}.addressPool`]: POOL });
  formMistake(`${R}.addressPool.id`, "ipam-pool-0123456789abcdef0", "ipv4pool-ec2-", "describe-public-ipv4-pools", {
    given: { [`${R}.addressPool`]: POOL },
  });
  formMistake(`${S}.a.second`, "new", "created, parked, or an allocation id", "write created");
});
