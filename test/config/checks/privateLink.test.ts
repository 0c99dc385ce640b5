import { expect } from "chai";
import { complete, mistakesAt, mistakesIn, noMistake, placesIn, ruleMistake } from "../../support/mistakes";
import { type Changes, changed } from "../../support/raw";

const P = "privateLink";
const C = `${P}.consumers`;
const K = `${P}.connectedConsumers`;
const ACCOUNT = "arn:aws:iam::111122223333:root";
const LOW = "10.1.0.0/16";
const OTHER = "10.2.0.0/16";

/** The rules are those of the option that brings the service. */
const linked = (settings: Changes, others: Changes = {}): Changes => ({
  options: ["privateLink"],
  [P]: settings,
  ...others,
});

const created = (cidr: string, more: object = {}) => ({ kind: "created", cidr, zones: ["a", "b", "c"], ...more });
const existing = (more: object = {}) => ({
  kind: "existing",
  id: "vpc-01234567",
  cidr: "10.0.0.0/16",
  subnets: { a: "subnet-01234567" },
  ...more,
});
const consumer = (name: string, vpc: object, more: object = {}) => ({ name, region: "eu-west-1", vpc, ...more });

/** With one consumer. */
const one = (more: object = {}, vpc: object = created(LOW), others: Changes = {}, section: object = {}): Changes =>
  linked({ consumers: [consumer("acme", vpc, more)], ...section }, others);

const second = { "regions.eu-west-2": { zones: ["a", "b", "c"], cidr: "10.200.0.0/16" } };

describe("config: rules of principals", () => {
  const clients = { allowedClients: ["10.0.0.0/8"] };
  ruleMistake("a principal twice", linked({ ...clients, allowedPrincipals: [ACCOUNT, ACCOUNT] }), [
    `${P}.allowedPrincipals[1]`,
    ACCOUNT,
    "each principal once",
    "remove the repetition",
  ]);
  ruleMistake("everyone, without saying so", linked({ ...clients, allowedPrincipals: [ACCOUNT, "*"] }), [
    `${P}.allowedPrincipals[1]`,
    "*",
    "lets every account of AWS ask for a connection",
    "set privateLink.allowAnyPrincipal: true",
  ]);
  ruleMistake("everyone, said alone", linked({ ...clients, allowAnyPrincipal: true, allowedPrincipals: [ACCOUNT] }), [
    `${P}.allowAnyPrincipal`,
    true,
    "false, where allowedPrincipals has no *",
    "add * to allowedPrincipals",
  ]);
  noMistake("everyone, said", linked({ ...clients, allowAnyPrincipal: true, allowedPrincipals: ["*"] }));
});

describe("config: rules of consumers' names", () => {
  ruleMistake(
    "two consumers of a name",
    linked({ consumers: [consumer("acme", created(LOW)), consumer("acme", created(OTHER))] }),
    [`${C}[1].name`, "acme", "a name that no other consumer has", "choose another: consumers[0] has it already"],
  );
  ruleMistake(
    "a consumer here and one of another account",
    linked({ consumers: [consumer("acme", created(LOW))], connectedConsumers: [{ name: "b" }, { name: "acme" }] }),
    [`${K}[1].name`, "acme", "a name that no other consumer has", "consumers[0] has it already"],
  );
  ruleMistake(
    "two of other accounts",
    linked({ allowedClients: [LOW], connectedConsumers: [{ name: "b" }, { name: "c" }, { name: "b" }] }),
    [`${K}[2].name`, "b", "a name that no other consumer has", "connectedConsumers[0] has it already"],
  );
});

describe("config: rules of where a consumer connects to", () => {
  ruleMistake(
    "a region that the stack is not in",
    one({ serviceRegion: "eu-west-2" }, created(LOW)),
    [
      `${C}[0].region`,
      "eu-west-1",
      "the region of the service, eu-west-2, or one of privateLink.supportedRegions",
      "add eu-west-1 to privateLink.supportedRegions",
    ],
    [`${C}[0].serviceRegion`, "eu-west-2", "a region of the stack: eu-west-1", "choose one of these"],
  );
  ruleMistake(
    "none, where it does not follow",
    one({ region: "eu-west-3" }, created(LOW), second, { supportedRegions: ["eu-west-3"] }),
    [`${C}[0].serviceRegion`, undefined, "a region of the stack: eu-west-1, eu-west-2", "say to which of them"],
  );
  ruleMistake("a region that is not supported", one({ region: "eu-west-3" }), [
    `${C}[0].region`,
    "eu-west-3",
    "the region of the service, eu-west-1, or one of privateLink.supportedRegions",
    "add eu-west-3 to privateLink.supportedRegions, or choose another region",
  ]);
  noMistake("the consumer's own region, where the service is in it", one({}, created(LOW), second));
  noMistake("the only region", one({ region: "eu-west-3" }, created(LOW), {}, { supportedRegions: ["eu-west-3"] }));
  noMistake(
    "another region of the stack, where it is supported",
    one({ serviceRegion: "eu-west-2" }, created(LOW), second, { supportedRegions: ["eu-west-1"] }),
  );
  const connected = (entry: object) =>
    linked({ allowedClients: [LOW], connectedConsumers: [{ name: "b", ...entry }] }, second);
  ruleMistake("a connected consumer of one of two regions", connected({}), [
    `${K}[0].serviceRegion`,
    undefined,
    "a region of the stack: eu-west-1, eu-west-2",
    "say to which of them it connects",
  ]);
  ruleMistake("a connected consumer of a region without the service", connected({ serviceRegion: "eu-west-3" }), [
    `${K}[0].serviceRegion`,
    "eu-west-3",
    "a region of the stack",
    "choose one of these",
  ]);
  noMistake("a connected consumer of a region that is said", connected({ serviceRegion: "eu-west-2" }));
});

describe("config: rules of regions that are supported", () => {
  ruleMistake("a region twice", linked({ supportedRegions: ["eu-west-2", "eu-west-2"] }), [
    `${P}.supportedRegions[1]`,
    "eu-west-2",
    "each region once",
    "remove the repetition",
  ]);
  ruleMistake("the only region of the stack", linked({ supportedRegions: ["eu-west-1"] }), [
    `${P}.supportedRegions[0]`,
    "eu-west-1",
    "regions other than the service's own",
    "remove it",
  ]);
  noMistake("a region of the stack, for the service in another", linked({ supportedRegions: ["eu-west-1"] }, second));
  ruleMistake(
    "an idle timeout of one's own",
    linked({ supportedRegions: ["eu-west-2"] }, { "service.idleTimeoutSeconds": 600 }),
    [`${P}.supportedRegions`, ["eu-west-2"], "nothing, where service.idleTimeoutSeconds is not 350", "remove one"],
  );
  noMistake("an idle timeout without other regions", linked({}, { "service.idleTimeoutSeconds": 600 }));
});

describe("config: rules of a VPC that is made for a consumer", () => {
  for (const [cidr, fix] of [
    ["10.0.0.0/15", "choose a smaller range"],
    ["10.1.0.0/25", "choose a larger range"],
  ] as const)
    it(`is of no size: ${cidr}`, () => {
      const [mistake] = mistakesIn(
        changed(complete(), one({}, created(cidr), { "regions.eu-west-1.cidr": "172.16.0.0/16" })),
      );
      expect(mistake?.path).to.deep.equal(["privateLink", "consumers", 0, "vpc", "cidr"]);
      expect(mistake?.allowed).to.equal("a range from /16 to /24");
      expect(mistake?.fix).to.include(fix);
    });
  noMistake("a /24", one({}, created("10.1.7.0/24")));
  ruleMistake("a zone twice", one({}, created(LOW, { zones: ["a", "b", "a"] })), [
    `${C}[0].vpc.zones[2]`,
    "a",
    "each zone once",
    "remove the repetition",
  ]);
  ruleMistake("a zone that the region does not have", one({}, created(LOW, { zones: ["a", "d"] })), [
    `${C}[0].vpc.zones[1]`,
    "d",
    "a zone of eu-west-1: a, b, c",
    "choose one of these letters",
  ]);

  const overlap = (value: string, other: string, whose: string, index: number) =>
    [
      `${C}[${index}].vpc.cidr`,
      value,
      "a range that no region's VPC and no other VPC made here overlaps",
      `choose another: it overlaps ${other} of ${whose}`,
    ] as const;
  const two = (first: object, next: object) => linked({ consumers: [consumer("acme", first), consumer("b", next)] });
  ruleMistake(
    "in the region's",
    one({}, created("10.0.7.0/24")),
    overlap("10.0.7.0/24", "10.0.0.0/16", "eu-west-1", 0),
  );
  ruleMistake(
    "that holds the region's",
    one({}, created(LOW), { "regions.eu-west-1.cidr": "10.1.4.0/22" }),
    overlap(LOW, "10.1.4.0/22", "eu-west-1", 0),
  );
  ruleMistake("the same as another's", two(created(LOW), created(LOW)), overlap(LOW, LOW, "acme", 1));
  ruleMistake("in another's", two(created(LOW), created("10.1.7.0/24")), overlap("10.1.7.0/24", LOW, "acme", 1));
  ruleMistake(
    "that holds another's",
    two(created("10.1.7.0/24"), created(LOW)),
    overlap(LOW, "10.1.7.0/24", "acme", 1),
  );
  noMistake("two beside each other", two(created("10.1.0.0/24"), created("10.1.1.0/24")));
  const [HERE, THERE] = ["subnet-01234567", "subnet-89abcdef"];
  noMistake("two that exist and overlap all", two(existing(), existing({ id: "vpc-89abcdef", subnets: { a: THERE } })));
  ruleMistake(
    "a subnet of two VPCs that exist",
    two(existing({ subnets: { a: THERE, b: HERE } }), existing({ id: "vpc-89abcdef", subnets: { a: HERE } })),
    [
      `${C}[1].vpc.subnets.a`,
      HERE,
      "a subnet of vpc-89abcdef; consumers[0] has this one in vpc-01234567",
      "give one of this VPC, or correct the VPC of one of the two",
    ],
  );
  it("a subnet of two endpoints of one VPC is no mistake", () => {
    const [one, other] = [{ privateDns: "none" }, {}].map((more, index) => consumer(`c${index}`, existing(), more));
    expect(placesIn(changed(complete(), linked({ consumers: [one, other] })))).to.deep.equal([]);
  });

  const unnamed = (cidr: string) => ({ kind: "created", cidr });
  ruleMistake("no zones", one({}, unnamed(LOW)), [
    `${C}[0].vpc.zones`,
    undefined,
    "the zones of the VPC, of those of eu-west-1: a, b, c",
    "name them, those of the service among them",
  ]);
  ruleMistake(
    "no zones where accounts see different ones",
    one({ region: "ap-northeast-1" }, unnamed(LOW), {}, { supportedRegions: ["ap-northeast-1"] }),
    [
      `${C}[0].vpc.zones`,
      undefined,
      "of those of ap-northeast-1: a, b, c, d",
      "accounts see different ones: name those that `aws ec2 describe-availability-zones --region ap-northeast-1` shows",
    ],
  );
  mistakesAt(
    "in a region that is no region: one mistake",
    one({ region: "eu-wst-1" }, created(LOW, { zones: ["d"] })),
    [`${C}[0].region`],
  );
});

describe("config: rules of a VPC that exists", () => {
  ruleMistake("no subnet", one({}, existing({ subnets: {} })), [
    `${C}[0].vpc.subnets`,
    {},
    "one subnet in each zone that the endpoint is to be in",
    "add subnets of the VPC",
  ]);
  ruleMistake(
    "a zone that the region does not have",
    one({}, existing({ subnets: { a: "subnet-01234567", h: "subnet-89abcdef" } })),
    [`${C}[0].vpc.subnets.h`, "subnet-89abcdef", "a zone of eu-west-1: a, b, c", "choose one of these letters"],
  );
  ruleMistake("a subnet in two zones", one({}, existing({ subnets: { a: "subnet-01234567", b: "subnet-01234567" } })), [
    `${C}[0].vpc.subnets.b`,
    "subnet-01234567",
    "a subnet of the zone; subnet-01234567 is the one of a",
    "give another",
  ]);
});

describe("config: rules of zones that a consumer and the service both have", () => {
  const zones = { "regions.eu-west-1.zones": ["b", "a"] };
  ruleMistake("none of a VPC made here", one({}, created(LOW, { zones: ["c"] }), zones), [
    `${C}[0].vpc.zones`,
    ["c"],
    "one of the service's zones at least: a, b",
    "add one of these, or add a zone",
  ]);
  ruleMistake("none of a VPC that exists", one({}, existing({ subnets: { c: "subnet-01234567" } }), zones), [
    `${C}[0].vpc.subnets`,
    ["c"],
    "one of the service's zones at least: a, b",
    "an endpoint stands in zones that both have",
  ]);
  noMistake("one is enough", one({}, created(LOW, { zones: ["c", "b"] }), zones));
  noMistake(
    "none are asked for from another region",
    one({ region: "eu-west-2" }, created(LOW, { zones: ["c"] }), zones, { supportedRegions: ["eu-west-2"] }),
  );
});

describe("config: rules of names", () => {
  ruleMistake(
    "a private DNS name without the section dns",
    linked({ privateDnsName: "tcp.example.com" }, { dns: undefined, "service.hostname": undefined }),
    [`${P}.privateDnsName`, "tcp.example.com", "a name in the zone of the section dns", "add dns: { zone: … }"],
  );
  for (const name of ["tcp.example.org", "badexample.com"])
    ruleMistake(`a private DNS name in another zone: ${name}`, linked({ privateDnsName: name }), [
      `${P}.privateDnsName`,
      name,
      "example.com or a name that ends in .example.com",
      "choose a name in the zone",
    ]);
  noMistake("the zone itself", linked({ privateDnsName: "example.com" }));
  noMistake("a name in the zone", linked({ privateDnsName: "a.b.example.com" }));

  ruleMistake("the service's own name, where it has none", one({ privateDns: "service" }), [
    `${C}[0].privateDns`,
    "service",
    "another way than service, as the service has no private DNS name",
    "set privateLink.privateDnsName, or remove it",
  ]);
  noMistake(
    "the service's own name, where it has one",
    one({ privateDns: "service" }, created(LOW), {}, { privateDnsName: "link.example.com" }),
  );
  const nameless = { dns: undefined, "service.hostname": undefined };
  ruleMistake("a zone for a hostname that there is not", one({ privateDns: "hostedZone" }, created(LOW), nameless), [
    `${C}[0].privateDns`,
    "hostedZone",
    "another way than hostedZone, as the service has no hostname",
    "set service.hostname, or remove it",
  ]);
  noMistake("no name at all", one({}, created(LOW), nameless));

  const shared = (first: object, next: object, section: object = {}) =>
    linked({ consumers: [consumer("acme", existing(), first), consumer("b", existing(), next)], ...section });
  ruleMistake("two endpoints of a name in one VPC", shared({}, {}), [
    `${C}[1].privateDns`,
    undefined,
    "none, where vpc-01234567 has tcp.example.com for another endpoint",
    "set privateDns: none for one of the two: consumers[0] is in this VPC too",
  ]);
  noMistake("two endpoints in one VPC, one of them without a name", shared({ privateDns: "none" }, {}));
  noMistake(
    "two endpoints in one VPC by two names",
    shared({ privateDns: "service" }, {}, { privateDnsName: "link.example.com" }),
  );
  mistakesAt(
    "two endpoints in one VPC, whose names are the same for another reason",
    shared({ privateDns: "service" }, {}, { privateDnsName: "tcp.example.com" }),
    [`${C}[1].privateDns`],
  );
});

describe("config: rules of dual stack", () => {
  const ipv6 = { "network.ipv6": true };
  const V6 = "2001:db8::/56";
  const both = { ipAddressType: "dualstack" };
  ruleMistake("a service in a VPC without IPv6", linked({ ipAddressType: "dualstack" }), [
    `${P}.ipAddressType`,
    "dualstack",
    "ipv4, where the VPC has no IPv6 addresses",
    "set network.ipv6: true, or remove it",
  ]);
  noMistake("a service in a VPC with IPv6", linked({ ipAddressType: "dualstack" }, ipv6));
  ruleMistake(
    "a consumer in a VPC made here",
    one({ ipAddressType: "dualstack" }, created(LOW), ipv6, { ipAddressType: "dualstack", allowedClients: [V6] }),
    [`${C}[0].ipAddressType`, "dualstack", "ipv4 in a VPC made here", "give a VPC of your own that has IPv6"],
  );
  ruleMistake("a consumer of a service without it", one({ ipAddressType: "dualstack" }, existing()), [
    `${C}[0].ipAddressType`,
    "dualstack",
    "ipv4, as the service has no other addresses",
    "set privateLink.ipAddressType: dualstack",
  ]);
  noMistake(
    "a consumer in a VPC that exists, whose range of IPv6 the service lets in by that",
    one({ ...both, allowedClients: [LOW, V6] }, existing(), ipv6, both),
  );
  for (const allowedClients of [undefined, [LOW]])
    ruleMistake(
      `a consumer that lets nobody in by it: ${String(allowedClients)}`,
      one({ ...both, allowedClients }, existing(), ipv6, { ...both, allowedClients: [V6] }),
      [
        `${C}[0].allowedClients`,
        allowedClients,
        "a range of IPv6 among others, as the endpoint has such addresses",
        "add the IPv6 range of the VPC beside that of IPv4, or remove ipAddressType",
      ],
    );
  ruleMistake("a service that lets nobody in by it", linked({ ...both, allowedClients: [LOW] }, ipv6), [
    `${P}.allowedClients`,
    [LOW],
    "a range of IPv6, here or of a consumer, as the service has such addresses",
    "add the IPv6 ranges of consumers' clients, or remove privateLink.ipAddressType",
  ]);
  mistakesAt("a service whose only consumer comes by IPv4", one({}, existing(), ipv6, both), [`${P}.allowedClients`]);
  noMistake("a service that lets somebody in by it", linked({ ...both, allowedClients: [LOW, V6] }, ipv6));
  noMistake("a service whose group does not decide", linked({ ...both, enforceSecurityGroup: false }, ipv6));
});

describe("config: rules of acceptance", () => {
  const ENDPOINT = "vpce-0123456789abcdef0";
  const open = (entries: object[]) =>
    linked({ acceptanceRequired: false, allowedClients: [LOW], connectedConsumers: entries });
  ruleMistake(
    "an endpoint to accept where nothing waits for it",
    open([{ name: "a" }, { name: "b", endpointId: ENDPOINT }]),
    [
      `${K}[1].endpointId`,
      ENDPOINT,
      "nothing, where acceptanceRequired is false",
      "remove it and keep the name, or set acceptanceRequired: true",
    ],
  );
  noMistake("consumers who need none", open([{ name: "a" }]));
});

describe("config: rules of proxy protocol", () => {
  const both = { options: ["nlb", "privateLink"] };
  const proxied = { ...both, "service.proxyProtocol": true };
  const why = "the backends get the connections of all load balancers on one port";
  ruleMistake("for consumers alone", linked({ proxyProtocol: true }, both), [
    `${P}.proxyProtocol`,
    true,
    `false, as service.proxyProtocol is: ${why}`,
    "set both alike, or remove it",
  ]);
  ruleMistake("for the public alone", linked({ proxyProtocol: false }, proxied), [
    `${P}.proxyProtocol`,
    false,
    `true, as service.proxyProtocol is: ${why}`,
    "set both alike, or remove it",
  ]);
  const accelerated = { options: ["privateLink", "globalAccelerator"], globalAccelerator: {} };
  const all = { ...accelerated, options: ["nlb", "privateLink", "globalAccelerator"] };
  for (const [others, raw] of Object.entries({ "an accelerator": accelerated, "all other ways in": all })) {
    ruleMistake(`for consumers alone, beside ${others}`, linked({ proxyProtocol: true }, raw), [
      `${P}.proxyProtocol`,
      true,
      `false, as service.proxyProtocol is: ${why}`,
      "set both alike, or remove it",
    ]);
    noMistake(`for all, beside ${others}`, linked({ proxyProtocol: true }, { ...raw, "service.proxyProtocol": true }));
  }
  noMistake(
    "for consumers, beside an accelerator whose addresses are only kept",
    linked({ proxyProtocol: true }, { globalAccelerator: {} }),
  );
  noMistake("for both", linked({ proxyProtocol: true }, proxied));
  noMistake("for both, said once", linked({}, proxied));
  noMistake(
    "for nobody of consumers, where nobody else comes",
    linked({ proxyProtocol: false }, { "service.proxyProtocol": true }),
  );
  noMistake("for consumers, where nobody else comes", linked({ proxyProtocol: true }));
});

describe("config: rules of who is let in", () => {
  ruleMistake("ranges that nobody looks at", linked({ enforceSecurityGroup: false, allowedClients: [LOW] }), [
    `${P}.allowedClients`,
    [LOW],
    "nothing, where the security group does not decide about consumers",
    "remove it",
  ]);
  ruleMistake("a range twice", linked({ allowedClients: [LOW, LOW] }), [
    `${P}.allowedClients[1]`,
    LOW,
    "each range once",
    "remove the repetition",
  ]);
  ruleMistake("a range of a consumer twice", one({ allowedClients: [LOW, LOW] }), [
    `${C}[0].allowedClients[1]`,
    LOW,
    "each range once",
    "remove the repetition",
  ]);
  for (const [who, section] of [
    ["a principal", { allowedPrincipals: [ACCOUNT] }],
    ["a connected consumer", { connectedConsumers: [{ name: "b" }] }],
  ] as const) {
    ruleMistake(`${who}, and no range`, linked(section), [
      `${P}.allowedClients`,
      [],
      "the ranges of consumers' clients, as the security group lets nobody else in",
      "add the ranges that the allowed principals connect from, or set enforceSecurityGroup: false",
    ]);
    noMistake(`${who}, and a range`, linked({ ...section, allowedClients: [LOW] }));
    noMistake(`${who}, where the group does not decide`, linked({ ...section, enforceSecurityGroup: false }));
  }
  noMistake("nobody at all", linked({}));

  const many = (count: number) => Array.from({ length: count }, (_, index) => `10.${index + 1}.0.0/16`);
  ruleMistake("more ranges than rules", linked({ allowedClients: many(61) }), [
    `${P}.allowedClients`,
    "61 ranges in eu-west-1",
    "60 ranges of IPv4 and as many of IPv6, with those of consumers: each is a rule of one security group",
    "name a wider range",
  ]);
  noMistake("as many ranges as rules", linked({ allowedClients: many(60) }));
  const manyV6 = (count: number) =>
    Array.from({ length: count }, (_, index) => `2001:db8:${(index + 1).toString(16)}::/48`);
  const both = (v6: number) => ({
    ...linked({ allowedClients: [...many(60), ...manyV6(v6)], ipAddressType: "dualstack" }),
    "network.ipv6": true,
  });
  noMistake("as many ranges of either family as rules", both(60));
  ruleMistake("more IPv6 ranges than rules", both(61), [
    `${P}.allowedClients`,
    "61 ranges in eu-west-1",
    "60 ranges of IPv4 and as many of IPv6",
    "name a wider range",
  ]);
  const consumers = many(100).map((cidr, index) => consumer(`c${index}`, created(cidr)));
  mistakesAt("more consumers than rules", linked({ consumers }), [`${P}.allowedClients`]);
  noMistake("100 consumers in one range", linked({ consumers, allowedClients: ["10.0.0.0/8"] }));
  noMistake("100 consumers, where the group does not decide", linked({ consumers, enforceSecurityGroup: false }));
  ruleMistake(
    "a consumer with more ranges than rules",
    one({ allowedClients: many(61) }, created("172.16.0.0/16")),
    [
      `${C}[0].allowedClients`,
      "61 ranges",
      "60 ranges of IPv4 and as many of IPv6: each is a rule of one security group",
      "name wider ranges",
    ],
    [`${P}.allowedClients`, "61 ranges in eu-west-1", "60 ranges", "name a wider range"],
  );
});

describe("config: rules of IPv6 ranges of clients", () => {
  const V6 = "2001:db8::/32";
  const dual = { "network.ipv6": true };
  const DUAL = { ipAddressType: "dualstack" };
  /** A range where nothing has an address of its family. */
  const stranger = (at: string, place: string) =>
    [at, V6, `IPv4 ranges, where ${place} is ipv4`, `remove it, or set ${place}: dualstack`] as const;
  const ofService = (index: number) => stranger(`${P}.allowedClients[${index}]`, `${P}.ipAddressType`);

  ruleMistake("of a service that has no such addresses", linked({ allowedClients: [LOW, V6] }), ofService(1));
  ruleMistake("of such a service in a VPC that has IPv6", linked({ allowedClients: [V6] }, dual), ofService(0));
  ruleMistake("each of them", linked({ allowedClients: [V6, LOW, "2001:db8:1::/48"] }), ofService(0), [
    `${P}.allowedClients[2]`,
    "2001:db8:1::/48",
    "IPv4 ranges",
    "remove it",
  ]);
  noMistake("of a service with dual stack", linked({ ...DUAL, allowedClients: [LOW, V6, "::/0"] }, dual));
  ruleMistake("twice", linked({ ...DUAL, allowedClients: [V6, V6] }, dual), [
    `${P}.allowedClients[1]`,
    V6,
    "each range once",
    "remove the repetition",
  ]);
  mistakesAt(
    "where the group does not decide: one mistake",
    linked({ enforceSecurityGroup: false, allowedClients: [V6] }),
    [`${P}.allowedClients`],
  );
  mistakesAt("of a consumer whose endpoint has no such addresses", one({ allowedClients: [LOW, V6] }), [
    `${C}[0].allowedClients[1]`,
  ]);
  mistakesAt("of such a consumer of a service with dual stack", one({ allowedClients: [V6] }, existing(), dual, DUAL), [
    `${C}[0].allowedClients[0]`,
  ]);
  noMistake("of a consumer with dual stack", one({ ...DUAL, allowedClients: [V6, LOW] }, existing(), dual, DUAL));
  mistakesAt("of a consumer with dual stack that it cannot have", one({ ...DUAL, allowedClients: [V6] }, existing()), [
    `${C}[0].ipAddressType`,
  ]);
  it("of a consumer: the mistake says by which setting it may stand", () => {
    const [made] = mistakesIn(changed(complete(), one({ allowedClients: [V6] })));
    expect(made?.value).to.equal(V6);
    expect(made?.allowed).to.equal("IPv4 ranges, where the consumer's ipAddressType is ipv4");
    expect(made?.fix).to.equal("remove it: a VPC made here has IPv4 addresses only");
    const [there] = mistakesIn(changed(complete(), one({ allowedClients: [V6] }, existing())));
    expect(there?.fix).to.equal("remove it, or set ipAddressType: dualstack");
  });

  const asV6 = (count: number) =>
    Array.from({ length: count }, (_, index) => `2001:db8:${(index + 1).toString(16)}::/48`);
  mistakesAt("more than rules", linked({ ...DUAL, allowedClients: asV6(61) }, dual), [`${P}.allowedClients`]);
  noMistake("as many as rules", linked({ ...DUAL, allowedClients: asV6(60) }, dual));
  const named = (allowedClients: string[]) =>
    linked(
      { ...DUAL, allowedClients: asV6(60), consumers: [consumer("acme", existing(), { ...DUAL, allowedClients })] },
      dual,
    );
  noMistake("of a consumer, that the service lets in already", named(asV6(60)));
  mistakesAt("of a consumer, one more than the service lets in", named(["2001:db8:ffff::/48"]), [
    `${P}.allowedClients`,
  ]);
});

describe("config: rules of notifications", () => {
  const topic = (region: string) => `arn:aws:sns:${region}:123456789012:connections`;
  const told = (notifications: object) => linked({ notifications });
  ruleMistake("a topic elsewhere", told({ topicArns: [topic("eu-west-2")] }), [
    `${P}.notifications.topicArns[0]`,
    topic("eu-west-2"),
    "topics of the stack's regions: eu-west-1",
    "a service tells topics of its own region only: name one there",
  ]);
  mistakesAt("a topic twice", told({ topicArns: [topic("eu-west-1"), topic("eu-west-1")] }), [
    `${P}.notifications.topicArns[1]`,
  ]);
  ruleMistake("an event twice", told({ events: ["Accept", "Accept"] }), [
    `${P}.notifications.events[1]`,
    "Accept",
    "each event once",
    "remove the repetition",
  ]);
});

describe("config: rules of consumers that are connected", () => {
  const endpointId = "vpce-01234567";
  const connectedConsumers = [
    { name: "b", endpointId },
    { name: "acme", endpointId },
  ];
  ruleMistake("an endpoint twice", linked({ allowedClients: [LOW], connectedConsumers }), [
    `${K}[1].endpointId`,
    endpointId,
    "an endpoint of one consumer",
    "connectedConsumers[0] has it already",
  ]);
  for (const options of [["nlb"], ["networkFirewall"], ["ecs"]])
    ruleMistake(`an option that would cut them off: ${String(options)}`, { options, [P]: { connectedConsumers } }, [
      K,
      ["b", "acme"],
      "nobody, where options have no privateLink: acme, b would be cut off",
      "keep the option, or remove each from the list once it has moved",
    ]);
  noMistake("nobody, and another option", { options: ["nlb"], [P]: { connectedConsumers: [] } });
  mistakesAt("options that cannot be read", { options: ["privatLink"], [P]: { connectedConsumers } }, ["options[0]"]);
});

describe("config: the rules of privateLink", () => {
  const wrong = {
    allowedPrincipals: ["*"],
    privateDnsName: "tcp.example.org",
    consumers: [consumer("a", created("10.0.0.0/16")), consumer("a", existing({ subnets: {} }))],
  };
  it("wait until the option is chosen", () => {
    expect(placesIn(changed(complete(), { [P]: wrong }))).to.deep.equal([]);
    expect(placesIn(changed(complete(), linked(wrong)))).to.have.length(5);
  });

  it("are applied to consumers beside one that is malformed, each at its place in the file", () => {
    const consumers = [consumer("A", created(LOW)), consumer("b", created(OTHER)), consumer("c", created(OTHER))];
    expect(placesIn(changed(complete(), linked({ consumers })))).to.deep.equal([`${C}[0].name`, `${C}[2].vpc.cidr`]);
  });

  for (const key of ["region", "name", "vpc"])
    mistakesAt(`say nothing of what follows from a missing ${key}`, one({ [key]: undefined }), [`${C}[0].${key}`]);
  mistakesAt(
    "say nothing of what follows from a malformed list of regions",
    one({}, created(LOW), { "regions.eu-wst-2": { zones: ["a", "b"], cidr: "10.9.0.0/16" } }),
    ["regions.eu-wst-2"],
  );
});

describe("config: rules of the private zone", () => {
  const Z = `${P}.privateZone`;
  const zoned = (privateZone: object, section: object = {}, others: Changes = {}): Changes =>
    linked(
      { allowedClients: [LOW], privateZone: { hostname: "tcp.corp.internal", ...privateZone }, ...section },
      others,
    );
  const vpc = (id: string) => ({ id, region: "eu-west-1" });
  const found = { hostedZoneId: "Z0123456789EXAMPLE" };
  const inVpc = { ...existing({ id: "vpc-01234567" }) };

  noMistake("one that is made", zoned({ zone: "corp.internal", vpcs: [vpc("vpc-01234567")] }));
  noMistake(
    "one that exists, in another account",
    zoned({ ...found, assumeRoleArn: "arn:aws:iam::111122223333:role/dns" }),
  );
  noMistake("one in several regions", zoned({}, {}, second));
  ruleMistake(
    "no name",
    linked({ allowedClients: [LOW], privateZone: {} }, { "service.hostname": undefined, dns: undefined }),
    [`${Z}.hostname`, undefined, "the private name, where the service has no hostname", "set service.hostname"],
  );
  ruleMistake(
    "what a zone that exists has already",
    zoned({ ...found, zone: "corp.internal", vpcs: [vpc("vpc-01234567")] }),
    [`${Z}.zone`, "corp.internal", "nothing beside privateZone.hostedZoneId", "remove hostedZoneId"],
    [`${Z}.vpcs`, [vpc("vpc-01234567")], "nothing beside privateZone.hostedZoneId", "remove hostedZoneId"],
  );
  ruleMistake("a role for a zone that is made", zoned({ assumeRoleArn: "arn:aws:iam::111122223333:role/dns" }), [
    `${Z}.assumeRoleArn`,
    "arn:aws:iam::111122223333:role/dns",
    "nothing beside a zone that is made here",
    "set hostedZoneId",
  ]);
  ruleMistake("a name beside the zone", zoned({ zone: "other.internal" }), [
    `${Z}.hostname`,
    "tcp.corp.internal",
    "other.internal or a name that ends in .other.internal",
    "choose a name in the private zone",
  ]);
  const long = `${"a.".repeat(120)}internal`;
  ruleMistake("a name that leaves no room", zoned({ hostname: long }), [
    `${Z}.hostname`,
    long,
    "lie below it",
    "shorten it by",
  ]);
  ruleMistake("a VPC twice", zoned({ vpcs: [vpc("vpc-01234567"), vpc("vpc-01234567")] }), [
    `${Z}.vpcs[1].id`,
    "vpc-01234567",
    "each VPC once",
    "remove it",
  ]);
  const named = { consumers: [consumer("acme", inVpc, { privateDns: "hostedZone" })] };
  const service = { "service.hostname": "tcp.example.com", dns: { zone: "example.com" } };
  ruleMistake(
    "two zones of a name in one VPC",
    zoned({ hostname: "tcp.example.com", vpcs: [vpc("vpc-01234567")] }, named, service),
    [
      `${C}[0].privateDns`,
      "hostedZone",
      "none, where privateZone answers with tcp.example.com in the same VPC",
      "take the VPC out of privateZone.vpcs",
    ],
  );
  noMistake("two zones of other names in one VPC", zoned({ vpcs: [vpc("vpc-01234567")] }, named, service));
  ruleMistake(
    "a name in the zone of service discovery",
    zoned({}, {}, { options: ["privateLink", "ecs"], "ecs.discovery.namespace": "corp.internal" }),
    [`${Z}.hostname`, "tcp.corp.internal", "a name that is not in corp.internal", "choose another"],
  );
  const privateZone = { hostname: "tcp.corp.internal" };
  ruleMistake("nobody let in", linked({ privateZone }), [
    Z,
    privateZone,
    "nothing, where the load balancer of eu-west-1 lets nobody in",
    "add the ranges of its clients to privateLink.allowedClients",
  ]);
  ruleMistake("endpoints alone let in", linked({ privateZone, enforceSecurityGroup: false }), [
    Z,
    privateZone,
    "nothing, where the security group lets in endpoints alone",
    "set enforceSecurityGroup: true",
  ]);
  ruleMistake(
    "several regions with two backends",
    zoned({}, {}, { ...second, options: ["privateLink", "nlb", "ecs"], weights: { instances: 50, tasks: 50 } }),
    [Z, privateZone, "nothing in several regions", "remove it, or one of the two backends"],
  );
});
