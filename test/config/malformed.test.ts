import { expect } from "chai";
import { complete, mistakesAt, mistakesIn, placesIn } from "../support/mistakes";
import { type Changes, changed } from "../support/raw";

const R = "regions.eu-west-1";
const ID = "eipalloc-0123456789abcdef0";

const inspected = (settings: Changes, others: Changes = {}): Changes => ({
  options: ["networkFirewall"],
  networkFirewall: settings,
  ...others,
});
const W = `${R}.firewall`;
const CAUSES_IN_FIREWALLS: [title: string, changes: Changes, place: string][] = [
  [
    "the zone of one that goes round the firewall",
    inspected({}, { [`${R}.zones`]: ["a", "b", "C"], [`${W}.bypassZones`]: ["c"] }),
    `${R}.zones[2]`,
  ],
  [
    "a zone that the firewall lacks",
    inspected({}, { [`${R}.zones`]: ["a", "b", "C"], [`${W}.zones`]: ["a"] }),
    `${R}.zones[2]`,
  ],
  ["a zone of the firewall", inspected({}, { [`${W}.zones`]: ["a", "b", "C"] }), `${W}.zones[2]`],
  [
    "the range that a firewall's VPC overlaps",
    inspected({}, { [`${R}.cidr`]: undefined, [`${W}.cidr`]: "10.0.0.0/24" }),
    `${R}.cidr`,
  ],
  [
    "whether a firewall is encrypted with a key of one's own",
    inspected({ customerManagedKey: "yes" }, { [`${W}.kmsKeyArn`]: "arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d" }),
    "networkFirewall.customerManagedKey",
  ],
  [
    "the clients of the load balancer",
    inspected({ allowed: ["198.51.100.0/24"] }, { "service.allowedClients": ["192.0.2.0/24", "198.51.100.0"] }),
    "service.allowedClients[1]",
  ],
  [
    "a range that is denied",
    inspected({ allowed: ["198.51.100.0/24"], denied: ["198.51.100.0/8"] }),
    "networkFirewall.denied[0]",
  ],
  ["the way out", inspected({ egressDomains: ["example.com"] }, { [`${R}.nat`]: "all" }), `${R}.nat`],
  [
    "the ranges of a set that rules name",
    inspected({ ipSets: { A: [] }, suricata: { team: { rules: "drop ip $A any -> any any (sid:1;)" } } }),
    "networkFirewall.ipSets.A",
  ],
  ["the rules of a group", inspected({ suricata: { team: { rules: "" } } }), "networkFirewall.suricata.team.rules"],
  ["an option that may be the firewall", { options: ["networkfirewall"], [W]: { zones: ["a"] } }, "options[0]"],
];

describe("config: a malformed field", () => {
  const port = { "service.port": "80" };
  const hides: [title: string, changes: Changes, places: string[]][] = [
    [
      "overlapping VPCs",
      { ...port, "regions.eu-west-2": { zones: ["a", "b"], cidr: "10.0.0.0/17" } },
      ["service.port", "regions.eu-west-2.cidr"],
    ],
    [
      "a rule on another field of the section",
      { ...port, "service.hostname": "other.org" },
      ["service.port", "service.hostname"],
    ],
    [
      "a rule in a region without a range",
      { [`${R}.cidr`]: undefined, [`${R}.zones`]: ["a"] },
      [`${R}.zones`, `${R}.cidr`],
    ],
    [
      "a rule in a region without zones",
      { [`${R}.zones`]: undefined, [`${R}.cidr`]: "10.0.0.0/8" },
      [`${R}.cidr`, `${R}.zones`],
    ],
    [
      "a rule beside a region that does not exist",
      { "regions.eu-wst-1": {}, [`${R}.natZone`]: "a" },
      [`${R}.natZone`, "regions.eu-wst-1"],
    ],
    ["a rule where there are no options", { options: [], [`${R}.natZone`]: "a" }, ["options", `${R}.natZone`]],
    [
      "a rule where there is no service",
      { service: undefined, dns: undefined, [`${R}.natZone`]: "a" },
      [`${R}.natZone`, "service"],
    ],
    [
      "a rule where all regions are one text",
      { regions: "eu-west-1", "instances.types": ["t3.small", "t3.small"] },
      ["regions", "instances.types[1]"],
    ],
    [
      "a rule beside half a destination",
      { "instances.egress": [{ port: 1 }], "instances.min": 9, "instances.max": 1 },
      ["instances.egress[0].cidr", "instances.min"],
    ],
  ];
  for (const [title, changes, places] of hides)
    it(`does not hide ${title}`, () => {
      expect(placesIn(changed(complete(), changes))).to.have.members(places);
    });

  const causes: [title: string, changes: Changes, place: string][] = [
    ["the zone of the name", { "dns.zone": "Example.org", "service.hostname": "tcp.example.org" }, "dns.zone"],
    ["no zone of the name", { "dns.zone": undefined }, "dns.zone"],
    ["the section of the name", { dns: "example.com" }, "dns"],
    ["the name itself", { "service.hostname": "TCP.example.com" }, "service.hostname"],
    [
      "the service port that a check must not use",
      { "service.port": "5000", "service.healthCheck": { protocol: "HTTP", port: 5000 } },
      "service.port",
    ],
    [
      "the protocol that a path needs",
      { "service.healthCheck": { protocol: "http", path: "/" } },
      "service.healthCheck.protocol",
    ],
    [
      "the interval that bounds a timeout",
      { "service.healthCheck": { intervalSeconds: "60", timeoutSeconds: 30 } },
      "service.healthCheck.intervalSeconds",
    ],
    [
      "the setting that forbids closing",
      { "service.crossZone": "no", "service.terminateUnhealthyConnections": true },
      "service.crossZone",
    ],
    ["a zone that would be the second", { [`${R}.zones`]: ["a", "B"] }, `${R}.zones[1]`],
    ["a zone that would be the third", { [`${R}.zones`]: ["a", "b", "C"], production: true }, `${R}.zones[2]`],
    ["the zone of an address", { [`${R}.zones`]: ["a", "b", "C"], [`${R}.addresses`]: { c: ID } }, `${R}.zones[2]`],
    [
      "the zone of the NAT gateway",
      { [`${R}.zones`]: ["B", "c", "a"], [`${R}.nat`]: "single", [`${R}.natZone`]: "b" },
      `${R}.zones[0]`,
    ],
    ["the mode of NAT", { [`${R}.nat`]: "Single", [`${R}.natZone`]: "a" }, `${R}.nat`],
    [
      "the NAT zone of an egress address",
      { [`${R}.nat`]: "single", [`${R}.natZone`]: "B", [`${R}.egressAddresses`]: { b: ID } },
      `${R}.natZone`,
    ],
    ["the zones beside a parked one", { [`${R}.zones`]: undefined, [`${R}.parkedAddresses`]: ["c"] }, `${R}.zones`],
    [
      "the NAT zone that frees a parked one",
      { [`${R}.nat`]: "single", [`${R}.natZone`]: "B", [`${R}.parkedEgressAddresses`]: ["a"] },
      `${R}.natZone`,
    ],
    [
      "the region of the other role",
      { [`${R}.role`]: "primary", "regions.eu-wst-2": { zones: ["a", "b"], cidr: "10.1.0.0/16", role: "secondary" } },
      "regions.eu-wst-2",
    ],
    [
      "the region of an image",
      {
        "regions.eu-wst-2": { zones: ["a", "b"], cidr: "10.1.0.0/16" },
        "instances.ami": { ids: { "eu-west-1": "ami-01234567", "eu-west-2": "ami-01234567" }, rootDevice: "/dev/xvda" },
      },
      "regions.eu-wst-2",
    ],
    [
      "the type that sets the architecture",
      { "instances.types": ["t3", "t4g.small", "t3.small"] },
      "instances.types[0]",
    ],
    [
      "the workload of an HTTPS check",
      { "instances.workload": "nginx", "service.healthCheck": { protocol: "HTTPS", port: 8443 } },
      "instances.workload",
    ],
    [
      "the upper bound of a refresh",
      { "instances.instanceRefresh": { minHealthyPercent: 0, maxHealthyPercent: "100" } },
      "instances.instanceRefresh.maxHealthyPercent",
    ],
    [
      "the image of a rollback",
      { "instances.ami": "ami-1", "instances.instanceRefresh.autoRollback": true },
      "instances.ami",
    ],
    [
      "the range of a region that another's could overlap",
      { "regions.eu-central-1": { zones: ["a", "b", "c"] } },
      "regions.eu-central-1.cidr",
    ],
    [
      "the parked zone of an egress address",
      { [`${R}.parkedEgressAddresses`]: ["D"], [`${R}.egressAddresses`]: { d: ID } },
      `${R}.parkedEgressAddresses[0]`,
    ],
    [
      "the zone that counts as an address",
      { [`${R}.zones`]: ["a", "b", "C"], "dns.healthCheck.minimumHealthyAddresses": 3 },
      `${R}.zones[2]`,
    ],
  ];
  for (const [title, changes, place] of [...causes, ...CAUSES_IN_FIREWALLS])
    it(`is the one mistake, and not also what follows from it: ${title}`, () => {
      expect(placesIn(changed(complete(), changes))).to.deep.equal([place]);
    });

  it("in two regions without a range is no overlap of what stands in for the ranges", () => {
    const raw = changed(complete(), { [`${R}.cidr`]: undefined, "regions.eu-west-2": { zones: ["a", "b"] } });
    expect(placesIn(raw)).to.deep.equal([`${R}.cidr`, "regions.eu-west-2.cidr"]);
  });

  // An element that is taken out of a list for the rules moves those behind it; the places told are those of the file.
  mistakesAt("does not move the place of a repetition behind it", { [`${R}.zones`]: ["A", "a", "b", "a"] }, [
    `${R}.zones[0]`,
    `${R}.zones[3]`,
  ]);
  const clients = ["x", "y", "10.0.0.0/8", "10.1.0.0/16", "10.2.0.0/16", "10.0.0.0/8"];
  mistakesAt(
    "does not move the place of a repetition, where two are malformed",
    { "service.allowedClients": clients },
    ["service.allowedClients[0]", "service.allowedClients[1]", "service.allowedClients[5]"],
  );
  const nowhere = { cidr: "nowhere", port: 1 };
  const everywhere = { cidr: "0.0.0.0/0", port: 2 };
  mistakesAt("does not hide a rule on the next element of its list", { "instances.egress": [nowhere, everywhere] }, [
    "instances.egress[0].cidr",
    "instances.egress[1].cidr",
  ]);
  mistakesAt(
    "does not hide other mistakes of a firewall",
    inspected({ denied: ["x", "192.0.2.0/24", "192.0.2.0/24"], logs: { kind: "s3" } }, { [W]: { zones: ["A", "b"] } }),
    [`${W}.zones[0]`, "networkFirewall.denied[0]", "networkFirewall.denied[2]", "networkFirewall.logs.bucket"],
  );
  const parked = { [`${R}.parkedAddresses`]: ["D"], [`${R}.addresses`]: { d: ID } };
  mistakesAt("is the one mistake: the parked zone of an address", parked, [`${R}.parkedAddresses[0]`]);

  // A rule that is broken whatever the malformed field will be is a mistake of its own.
  mistakesAt("does not hide counts that fall without it", { instances: { min: "1", desired: 4, max: 3 } }, [
    "instances.min",
    "instances.desired",
  ]);
  mistakesAt(
    "does not hide a NAT zone that no list of zones allows",
    { [`${R}.zones`]: ["a", "b", "C"], [`${R}.natZone`]: "a" },
    [`${R}.zones[2]`, `${R}.natZone`],
  );

  // An unknown key with dots in it is not the field of that path.
  const dotted: [title: string, raw: Record<string, unknown>, places: string[]][] = [
    [
      "in a section",
      {
        ...complete(),
        service: {
          port: 1,
          hostname: "example.com",
          "healthCheck.port": 8080,
          healthCheck: { protocol: "HTTP", port: 8080 },
        },
      },
      ["service.healthCheck.port"],
    ],
    ["at the top", { ...complete(), "regions.eu-west-1": {} }, ["regions.eu-west-1"]],
  ];
  for (const [title, raw, places] of dotted)
    it(`with dots in its key does not take the field of that path with it: ${title}`, () => {
      expect(placesIn(raw)).to.deep.equal(places);
      expect(mistakesIn(raw)[0]?.path.length).to.equal(places[0]?.startsWith("service") ? 2 : 1);
    });
});
