import { type Expected, mistakesAt, noMistake, ruleMistake } from "../../support/mistakes";
import type { Changes } from "../../support/raw";

const I = "regions.eu-west-1";
const L = "regions.eu-west-2";

/** A second region, and what both say of DNS. */
const two = (ireland: object = {}, london: object = {}): Changes => ({
  [I]: { zones: ["a", "b", "c"], cidr: "10.0.0.0/16", ...ireland },
  [L]: { zones: ["a", "b", "c"], cidr: "10.1.0.0/16", ...london },
});

const by = (routing: string): Changes => ({ "dns.routing": routing });
const PRIMARY = { role: "primary" };
const SECONDARY = { role: "secondary" };

describe("routing", () => {
  const one = "simple, latency or multivalue, in a stack of one region";
  ruleMistake("simple with two regions", { ...two(), ...by("simple") }, [
    "dns.routing",
    "simple",
    "a routing that chooses among 2 regions",
    "choose failover",
  ]);
  for (const routing of ["failover", "weighted", "geoproximity"])
    ruleMistake(`${routing} with one region`, by(routing), ["dns.routing", routing, one, "choose latency"]);
  mistakesAt("geolocation with one region", { ...by("geolocation"), [`${I}.dns.locations`]: ["*"] }, ["dns.routing"]);
  for (const routing of ["simple", "latency", "multivalue"]) noMistake(`${routing} with one region`, by(routing));
  for (const routing of ["latency", "weighted", "geoproximity", "multivalue"])
    noMistake(`${routing} with two regions`, { ...two(), ...by(routing) });
  ruleMistake(
    "of the second name",
    { ...two(), "dns.second": { zone: "example.org", hostname: "tcp.example.org", routing: "simple" } },
    ["dns.second.routing", "simple", "a routing that chooses among 2 regions", "choose failover"],
  );
  mistakesAt("is no matter where no region is answered with", { ...by("failover"), options: ["privateLink"] }, []);
});

describe("where a hosted zone is", () => {
  const ROLE = "arn:aws:iam::210987654321:role/dns";
  const second = { zone: "net.example.com", hostname: "tcp.net.example.com" };
  ruleMistake("an id of a zone that is created", { "dns.hostedZoneId": "Z01", "dns.create": true }, [
    "dns.hostedZoneId",
    "Z01",
    "nothing beside dns.create: true, which makes a new zone",
    "set create: false",
  ]);
  ruleMistake(
    "one id for two zones",
    {
      "dns.hostedZoneId": "Z01",
      "dns.second": { zone: "example.org", hostname: "tcp.example.org", hostedZoneId: "Z01" },
    },
    ["dns.second.hostedZoneId", "Z01", "another zone than the first", "choose another"],
  );
  ruleMistake(
    "a parent that is the stack's own zone, and said to be elsewhere",
    {
      "dns.second": {
        ...second,
        create: true,
        delegation: { parentZone: "example.com", hostedZoneId: "Z01", assumeRoleArn: ROLE },
      },
    },
    ["dns.second.delegation.hostedZoneId", "Z01", "nothing: example.com is the zone of dns", "set dns.hostedZoneId"],
    ["dns.second.delegation.assumeRoleArn", ROLE, "nothing: example.com is the zone of dns", "set dns.assumeRoleArn"],
  );
  noMistake("zones by id in other accounts, and a parent in a third", {
    "dns.hostedZoneId": "Z01",
    "dns.assumeRoleArn": ROLE,
    "dns.second": {
      zone: "tcp.example.org",
      hostname: "tcp.example.org",
      create: true,
      assumeRoleArn: ROLE,
      delegation: { parentZone: "example.org", hostedZoneId: "Z02", assumeRoleArn: ROLE.replace("2109", "3109") },
    },
  });
  const logged = { "dns.assumeRoleArn": ROLE, guard: { audit: { queryLogs: {} }, keys: { kind: "created" } } };
  ruleMistake("logs of another account's zone, by a key of the stack's", logged, [
    "guard.audit.queryLogs",
    {},
    "nothing with both guard.keys and dns.assumeRoleArn",
    "have the zone's owner log its queries; or remove guard.keys",
  ]);
  noMistake("logs of another account's zone", { "dns.assumeRoleArn": ROLE, guard: { audit: { queryLogs: {} } } });
});

describe("roles", () => {
  const wrong = (at: string, value?: string): Expected => [
    `${at}.role`,
    value,
    "one primary, and each other region secondary, in a stack of two regions or more; or no roles",
    "DNS then answers with the nearest region",
  ];
  noMistake("a primary and a secondary", two(PRIMARY, SECONDARY));
  noMistake("a primary and two secondaries", {
    ...two(PRIMARY, SECONDARY),
    "regions.eu-west-3": { zones: ["a", "b", "c"], cidr: "10.2.0.0/16", ...SECONDARY },
  });
  ruleMistake("a role in a stack of one region", { [`${I}.role`]: "primary" }, wrong(I, "primary"));
  ruleMistake("a region without a role beside one that has one", two(PRIMARY), wrong(L));
  ruleMistake("two primaries", two(PRIMARY, PRIMARY), wrong(I, "primary"), wrong(L, "primary"));
  ruleMistake("no primary", two(SECONDARY, SECONDARY), wrong(I, "secondary"), wrong(L, "secondary"));
  ruleMistake("a secondary beside a region without a role", two(SECONDARY), wrong(I, "secondary"), wrong(L));
  ruleMistake("failover without roles", { ...two(), ...by("failover") }, wrong(I), wrong(L));
  mistakesAt(
    "are judged without the section dns, too",
    { ...two(PRIMARY), dns: undefined, "service.hostname": undefined },
    [`${L}.role`],
  );
  const unused = (at: string, value: string): Expected => [
    `${at}.role`,
    value,
    "nothing, with routing: latency",
    "remove it, or set routing: failover",
  ];
  ruleMistake(
    "roles that the routing does not obey",
    { ...two(PRIMARY, SECONDARY), ...by("latency") },
    unused(I, "primary"),
    unused(L, "secondary"),
  );
  noMistake("roles that the second name obeys", {
    ...two(PRIMARY, SECONDARY),
    ...by("latency"),
    "dns.second": { zone: "example.org", hostname: "tcp.example.org", routing: "failover" },
  });
});

describe("what a region says of DNS", () => {
  const DNS = { weight: 1, locations: ["*"], bias: 1 };
  for (const [key, routing] of [
    ["weight", "weighted"],
    ["locations", "geolocation"],
    ["bias", "geoproximity"],
  ] as const) {
    ruleMistake(`${key} without ${routing}`, { ...two({ dns: { [key]: DNS[key] } }), ...by("latency") }, [
      `${I}.dns.${key}`,
      DNS[key],
      "nothing, with routing: latency",
      `remove it, or set dns.routing: ${routing}`,
    ]);
    mistakesAt(
      `${key} without the section dns`,
      { ...two({ dns: { [key]: DNS[key] } }), dns: undefined, "service.hostname": undefined },
      [`${I}.dns.${key}`],
    );
  }
  const weight = (value: number) => ({ dns: { weight: value } });
  const zero = (at: string): Expected => [
    `${at}.dns.weight`,
    0,
    "a weight above 0 in one region or more",
    "give a region a share",
  ];
  ruleMistake("weights that are all 0", { ...two(weight(0), weight(0)), ...by("weighted") }, zero(I), zero(L));
  noMistake("one weight of 0", { ...two(weight(0), weight(1)), ...by("weighted") });
  noMistake("a weight of 0 beside the default", { ...two(weight(0)), ...by("weighted") });
});

describe("locations", () => {
  const at = (ireland: string[], london?: string[]): Changes => ({
    ...two({ dns: { locations: ireland } }, london && { dns: { locations: london } }),
    ...by("geolocation"),
  });
  noMistake("all there is, once", at(["*"], ["europe", "DE", "US-CA"]));
  ruleMistake("none for everywhere else", at(["europe"], ["DE"]), [
    `${I}.dns.locations`,
    ["europe"],
    "* among the locations of one region",
    'add "*" to the region',
  ]);
  ruleMistake("two for everywhere else", at(["*"], ["*"]), [
    `${L}.dns.locations[0]`,
    "*",
    "a location that no other region answers to",
    "it stands at regions.eu-west-1.dns.locations",
  ]);
  ruleMistake("one location twice in a region", at(["*", "DE", "DE"], ["FR"]), [
    `${I}.dns.locations[2]`,
    "DE",
    "a location that no other region answers to",
    "remove one of the two",
  ]);
  ruleMistake("a region without any", at(["*"]), [
    `${L}.dns.locations`,
    undefined,
    "one location or more, with routing: geolocation",
    "say where the clients are",
  ]);
  ruleMistake("a country that Route 53 does not know", at(["*"], ["EH"]), [
    `${L}.dns.locations[0]`,
    "EH",
    "a country or a state of the US that Route 53 knows",
    "write its ISO 3166-1 code",
  ]);
  ruleMistake("the code of a continent", at(["*"], ["EU"]), [
    `${L}.dns.locations[0]`,
    "EU",
    "a country or a state of the US that Route 53 knows",
    "write europe",
  ]);
  mistakesAt("a state that there is not", at(["*"], ["US-ZZ"]), [`${L}.dns.locations[0]`]);
});

describe("names", () => {
  const label = "a".repeat(60);
  /** Of this many characters, in its zone. */
  const long = (length: number, zone: string) =>
    `${`${label}.${label}.${label}.${label}`.slice(0, length - zone.length - 1)}.${zone}`;
  const hostname = (length: number) => long(length, "example.com");
  // _failover-eu-west-1. is 20 characters, of 253.
  noMistake("a name that leaves room for those below it", { "service.hostname": hostname(233) });
  ruleMistake("a name that leaves no room for those below it", { "service.hostname": hostname(234) }, [
    "service.hostname",
    hostname(234),
    "233 characters, as names such as _failover-eu-west-1.… lie below it",
    "shorten it by 1",
  ]);
  const second = (section: object): Changes => ({ "dns.second": section });
  noMistake("a second name", second({ zone: "example.org", hostname: "tcp.example.org" }));
  mistakesAt("a second name that is too long", second({ zone: "example.org", hostname: long(234, "example.org") }), [
    "dns.second.hostname",
  ]);
  ruleMistake("a second name in the same zone", second({ zone: "example.com", hostname: "tls.example.com" }), [
    "dns.second.zone",
    "example.com",
    "another zone than the first",
    "choose another, or remove dns.second",
  ]);
  mistakesAt("a second name that is the first", second({ zone: "com.example.com", hostname: "tcp.example.com" }), [
    "dns.second.hostname",
  ]);
  ruleMistake("a second name outside its zone", second({ zone: "example.org", hostname: "tcp.example.net" }), [
    "dns.second.hostname",
    "tcp.example.net",
    "example.org or a name that ends in .example.org",
    "choose a name in the zone",
  ]);
});

for (const at of ["dns", "dns.second"])
  describe(`${at}: delegation and signatures`, () => {
    const base: Changes = at === "dns" ? {} : { "dns.second": { zone: "b.example.org", hostname: "b.example.org" } };
    const zone = at === "dns" ? "tcp.example.com" : "b.example.org";
    const parentZone = zone.slice(zone.indexOf(".") + 1);
    const given = (more: Changes): Changes => ({
      ...base,
      [`${at}.zone`]: zone,
      ...Object.fromEntries(Object.entries(more).map(([key, value]) => [`${at}.${key}`, value])),
    });
    noMistake("all of it", given({ create: true, delegation: { parentZone }, dnssec: { publish: true } }));
    noMistake("signatures alone", given({ dnssec: {} }));
    ruleMistake("a delegation of a zone that exists", given({ delegation: { parentZone } }), [
      `${at}.delegation`,
      { parentZone },
      "nothing, where the zone is not created here",
      "remove it, or set create: true",
    ]);
    ruleMistake("a parent that is none", given({ create: true, delegation: { parentZone: "ample.com" } }), [
      `${at}.delegation.parentZone`,
      "ample.com",
      `a zone that ${zone} lies in`,
      `name what follows a dot in ${zone}`,
    ]);
    mistakesAt("a zone as its own parent", given({ create: true, delegation: { parentZone: zone } }), [
      `${at}.delegation.parentZone`,
    ]);
    ruleMistake("a DS record for a parent of others", given({ create: true, dnssec: { publish: true } }), [
      `${at}.dnssec.publish`,
      true,
      "false, where the stack has no part of the parent zone",
      "enter the output dsRecord",
    ]);
  });

describe("zones that are followed", () => {
  const AT = "dns.healthCheck.followZones";
  const TLS: Changes = {
    "service.tls": {},
    [`${I}.certificates`]: ["arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"],
  };
  const BOTH: Changes = { options: ["nlb", "ecs"], weights: { instances: 90, tasks: 10 } };
  ruleMistake("not, with TLS", { ...TLS, [AT]: false }, [
    AT,
    false,
    "true, with service.tls: the load balancer answers connections by itself",
    "remove it",
  ]);
  ruleMistake("not, with two backends", { ...BOTH, [AT]: false }, [
    AT,
    false,
    "true, with two backends: an alias would lead clients elsewhere",
    "remove it",
  ]);
  noMistake("not, with one backend", { [AT]: false });
  for (const [title, changes] of Object.entries({ "with TLS": TLS, "with two backends": BOTH, "with one": {} })) {
    noMistake(`yes, ${title}`, { ...changes, [AT]: true });
    noMistake(`by default, ${title}`, changes);
  }
});

describe("routing controls", () => {
  const controls = (section: object): Changes => ({ "dns.routingControls": section });
  noMistake("controls that are there", { ...two(), ...controls({}) });
  noMistake("controls in use", { ...two(), ...controls({ use: true }) });
  noMistake("controls beside multivalue, not in use", { ...two(), ...controls({}), ...by("multivalue") });
  ruleMistake("controls of one region", controls({}), [
    "dns.routingControls",
    {},
    "nothing, where DNS does not choose among regions",
    "remove it, or add a region",
  ]);
  ruleMistake("controls that multivalue cannot obey", { ...two(), ...controls({ use: true }), ...by("multivalue") }, [
    "dns.routingControls.use",
    true,
    "false, with routing: multivalue",
    "choose another routing",
  ]);
});
