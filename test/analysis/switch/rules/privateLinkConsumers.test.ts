import { expect } from "chai";
import { DURATIONS, type Duration } from "../../../../analysis/switch/comparison/durations";
import type { Interruption } from "../../../../analysis/switch/comparison/interruption";
import type { Raw } from "../../../support/recording";
import { type SwitchCase, switchBetween, switchTable } from "../../../support/switchTable";

/** Without NAT, so that a zone that goes takes no address of the service's own connections with it. */
const THREE = { zones: ["a", "b", "c"], cidr: "10.20.0.0/16", nat: "none" };
const TWO = { ...THREE, zones: ["a", "b"], parkedAddresses: ["c"] };
const FRANKFURT = { ...THREE, cidr: "10.21.0.0/16" };

const ACME = {
  name: "acme",
  region: "eu-west-1",
  vpc: { kind: "created", cidr: "10.60.0.0/22", zones: ["a", "b", "c"] },
};
const GLOBEX = {
  name: "globex",
  region: "eu-west-1",
  vpc: { kind: "created", cidr: "10.61.0.0/22", zones: ["a", "b", "c"] },
};

const LINK = { allowedPrincipals: ["arn:aws:iam::111122223333:root"], allowedClients: ["10.70.0.0/16"] };

/** A service by PrivateLink, with other settings of the section, and of the stack. */
const service = (settings: Raw = {}, rest: Raw = {}): Raw => ({
  options: ["privateLink"],
  service: { port: 5000, hostname: "tcp.example.com" },
  dns: { zone: "example.com" },
  regions: { "eu-west-1": THREE },
  privateLink: { ...LINK, ...settings },
  ...rest,
});

/** The same with consumers of its own. */
const link = (consumers: readonly Raw[] = [ACME], settings: Raw = {}, rest: Raw = {}): Raw =>
  service({ ...settings, consumers }, rest);

const consumer = (settings: Raw): Raw => link([{ ...ACME, ...settings }]);

const SUBNETS = { a: "subnet-0a0a0a0a0a0a0a0a0", b: "subnet-0b0b0b0b0b0b0b0b0" };

/** A VPC that exists. */
const existing = (settings: Raw = {}) => ({
  vpc: { kind: "existing", id: "vpc-0a0a0a0a0a0a0a0a0", cidr: "10.60.0.0/23", subnets: SUBNETS, ...settings },
});

/** A VPC made here, in some zones. */
const inZones = (...zones: string[]) => ({ vpc: { ...ACME.vpc, zones } });

/** The consumer of a service whose own name is the hostname, or another. */
const found = (privateDns: string, privateDnsName = "tcp.example.com"): Raw =>
  link([{ ...ACME, privateDns }], { privateDnsName });

const SERVICE = {
  kind: "service",
  name: "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0",
  zoneIds: ["euw1-az1", "euw1-az3"],
  port: 5000,
  hostname: "tcp.example.com",
  privateDnsName: "tcp.example.com",
};

/** The stack of a consumer of a service elsewhere. */
const alone = (settings: Raw = {}, provider: Raw = {}): Raw => ({
  kind: "consumer",
  provider: { ...SERVICE, ...provider },
  consumer: { ...ACME, ...settings },
});

const OTHER = { name: SERVICE.name.replace("svc-0", "svc-1") };

/** What is told: how bad, by which rule, to whom, what, for how long, and about which resource. */
type Expected = [Interruption["severity"], string, string, string, Duration, string];

const ENDPOINT = "consumer-acme-endpoint";
const FOR_GOOD = DURATIONS.forGood;

const ofConsumer = (severity: "outage" | "brief", what: string, duration: Duration, name = "acme"): Expected => [
  severity,
  "consumer",
  `the consumer ${name}`,
  what,
  duration,
  `consumer-${name}-endpoint`,
];

const gone = (name: string): Expected => ofConsumer("outage", "its endpoint is deleted", FOR_GOOD, name);

const MOVED = ofConsumer("outage", "its endpoint goes to another VPC; the one it has is left without", FOR_GOOD);
const OTHER_ACCEPTED = ofConsumer(
  "outage",
  "its name leads to another endpoint, which the provider has to accept first",
  DURATIONS.endpoint,
);
const FIRST_DELETED = ofConsumer("outage", "its endpoint goes before the next one comes", DURATIONS.endpoint);
const ANOTHER = ofConsumer("brief", "it gets another endpoint", DURATIONS.endpointMoved);

const leavingSubnet = (zone: string): Expected => [
  "outage",
  "client-subnet",
  `what runs in consumer-acme-clients-${zone}`,
  "the subnet is deleted; while anything is in it, AWS refuses that, and the update waits and fails",
  FOR_GOOD,
  `consumer-acme-clients-${zone}`,
];
const leaving = (zone: string): Expected => [
  "brief",
  "endpoint-zones",
  `clients of the consumer acme that connect by ${zone}`,
  "its endpoint is in that zone no more",
  DURATIONS.endpointMoved,
  "consumer-acme-endpoint",
];

const refused = (range: string, region = "eu-west-1"): Expected => [
  "outage",
  "clients",
  `clients in ${range}`,
  `link-${region} lets them in no more`,
  FOR_GOOD,
  `link-${region}-from-${range.replace(/[./:]/g, "-")}`,
];

const ofService = (what: string, region = "eu-west-1"): Expected => [
  "outage",
  "endpoint-service",
  `consumers of link-${region}-service in other accounts`,
  what,
  FOR_GOOD,
  `link-${region}-service`,
];

const DELETED =
  "it loses its targets and is deleted, which AWS refuses while any of them is connected: the update ends there";
const REPLACED = ofService(
  "its targets go to one of another name, which they must connect to; AWS refuses to delete this one while any of them is connected: " +
    "the update ends there",
);

const noFrontDoor = (region = "eu-west-1"): Expected => [
  "outage",
  "load-balancer",
  `every client of link-${region}`,
  "it is deleted",
  FOR_GOOD,
  `link-${region}`,
];

/** Of the zone that goes, which is what replaces the service. */
const FEWER: Expected = [
  "brief",
  "fewer-targets",
  "connections open to what fleet-eu-west-1-asg stops",
  "there may be 4 where there might be 6",
  DURATIONS.scaleIn,
  "fleet-eu-west-1-asg",
];

const noName = (name: string, what: string, duration: Duration = FOR_GOOD): Expected => [
  "outage",
  "consumer-name",
  `clients of the consumer acme that look up ${name}`,
  what,
  duration,
  ENDPOINT,
];

const GONE = "the name is gone there";
const GONE_LATER = "the name is gone there, where the update is made with pulumi up --refresh";
const UNSURE =
  "the zone goes; AWS refuses the update if the service's private DNS name is the same: set privateDns: none first";
const AFTER_AWS =
  "AWS's zone of that name goes before one is made here, which AWS refuses until then: update with pulumi up --refresh, twice if need be";
const ITS_NAME = "the service's private DNS name";

const TWO_ZONES =
  "the consumer acme would get the service's private DNS name while its own hosted zone of that name is there, which AWS refuses: " +
  "set its privateDns to none first, and to service with the next update";

const placeLeft = (places: string, what: string): Expected => [
  "brief",
  "endpoint-zones",
  `clients of the consumer acme that connect by ${places}`,
  `its endpoint is in ${what} no more`,
  DURATIONS.endpointMoved,
  ENDPOINT,
];

/** What an endpoint's own security group lets in no more. */
const closed = (range: string, name = "acme"): Expected => [
  "outage",
  "endpoint-clients",
  `clients in ${range}`,
  `the endpoint of the consumer ${name} lets them in no more`,
  FOR_GOOD,
  `consumer-${name}-from-${range.replace(/[./:]/g, "-")}`,
];

const otherPort = (was: number, is: number): Expected => [
  "outage",
  "endpoint-port",
  `clients of the consumer acme that connect to port ${was}`,
  `its endpoint is open on port ${is} instead`,
  FOR_GOOD,
  ENDPOINT,
];

const ENDPOINT_IPV4_ONLY: Expected = [
  "outage",
  "endpoint-ipv6",
  "clients of the consumer acme that connect by IPv6",
  "its endpoint is reached by IPv4 only",
  FOR_GOOD,
  ENDPOINT,
];

const TO_ENABLE: Expected = [
  "none",
  "link-zones",
  "consumers of link-eu-west-1",
  "they get no endpoint in eu-west-1c until AWS is told to enable the zone: " +
    "aws ec2 modify-vpc-endpoint-service-configuration --service-id vpce-svc-…, then pulumi up --refresh",
  DURATIONS.byHand,
  "link-eu-west-1",
];

/** Of the service's own private DNS name, link.example.com. */
const ownName = (severity: "outage" | "none", what: string, duration: Duration): Expected => [
  severity,
  "private-dns-name",
  "consumers that use link.example.com",
  what,
  duration,
  "link-eu-west-1-service",
];

const IPV4_ONLY: Expected = [
  "outage",
  "link-ipv6",
  "consumers' clients that reach link-eu-west-1-service by IPv6",
  "it is reached by IPv4 only",
  FOR_GOOD,
  "link-eu-west-1-service",
];

const ENFORCED: Expected = [
  "outage",
  "enforced-rules",
  "consumers' clients outside privateLink.allowedClients and of the VPCs in privateLink.consumers",
  "the security group of link-eu-west-1 lets them in no more",
  FOR_GOOD,
  "link-eu-west-1",
];

const NO_MORE = "can make no more endpoints; those that are connected stay so until they are rejected";

const excluded = (arn: string, key: string): Expected => [
  "none",
  "principal",
  arn,
  `it ${NO_MORE}`,
  DURATIONS.byHand,
  `link-eu-west-1-allows-${key}`,
];

const regionsLeft = (regions: string): Expected => [
  "none",
  "link-regions",
  `consumers in ${regions}`,
  `they ${NO_MORE}`,
  DURATIONS.byHand,
  "link-eu-west-1-service",
];

/** A change, all that is told of it, and why it is refused. */
type Case = SwitchCase<Expected>;

/** In whichever zones the region has. */
const zoned = (region: Raw, settings: Raw = {}, rest: Raw = {}): Raw =>
  service(settings, { regions: { "eu-west-1": region }, ...rest });

const LINK_NAME = "link.example.com";
const IPV6 = { network: { ipv6: true } };

const V6 = "2001:db8::/32";

/** A service, or an endpoint, that has IPv6, and whose clients have it. */
const DUALSTACK = { ipAddressType: "dualstack", allowedClients: ["10.70.0.0/16", V6] };
const DUAL = { ...existing(), ipAddressType: "dualstack", allowedClients: ["10.60.0.0/23", V6] };

/** A service elsewhere that has it. */
const BOTH = { ipAddressType: "dualstack" };

/** The security group of the load balancer decides about nobody. */
const OPEN = { enforceSecurityGroup: false, allowedClients: [] };

/** A consumer that has the service's own name. */
const BY_NAME = { privateDnsName: LINK_NAME, consumers: [{ ...ACME, privateDns: "service" }] };

const instead = (name: string): string =>
  `the service's own private DNS name is ${name} instead, once AWS has verified it`;

const TWO_REGIONS = { regions: { "eu-west-1": THREE, "eu-central-1": FRANKFURT } };

/** Two services that one consumer may connect to from the same place; another stays with the first. */
const towards = (serviceRegion: string, settings: Raw = {}, consumerSettings: Raw = {}): Raw =>
  link(
    [GLOBEX, { ...ACME, serviceRegion, ...consumerSettings }],
    {
      ...OPEN,
      supportedRegions: ["eu-west-1", "eu-central-1"],
      ...settings,
    },
    TWO_REGIONS,
  );

/** The security groups of the load balancers decide. */
const LINK_RULES = { enforceSecurityGroup: true, allowedClients: LINK.allowedClients };

const BESIDE_NLB = { options: ["nlb", "privateLink"] };

const CONSUMERS: Case[] = [
  ["one comes", link(), link([ACME, GLOBEX]), []],
  ["the first one comes", service(), link(), []],
  ["one goes", link([ACME, GLOBEX]), link(), [refused("10.61.0.0/23"), gone("globex")]],
  [
    "the last one goes",
    link(),
    service(),
    [refused("10.60.0.0/23"), gone("acme"), excluded("arn:aws:iam::123456789012:root", "own-account")],
  ],
  ["a zone more of a VPC made here", consumer(inZones("a", "b")), link(), []],
  [
    "a zone less, in which it has an endpoint",
    link(),
    consumer(inZones("a", "b")),
    [leavingSubnet("c"), leaving("eu-west-1c")],
  ],
  [
    "a VPC made here, that goes with its consumer",
    link(),
    service(),
    [refused("10.60.0.0/23"), gone("acme"), excluded("arn:aws:iam::123456789012:root", "own-account")],
  ],
  ["to a VPC that exists", link(), consumer(existing()), [MOVED]],
  ["to another that exists", consumer(existing()), consumer(existing({ id: "vpc-0b0b0b0b0b0b0b0b0" })), [MOVED]],
  ["to another service of the stack", towards("eu-west-1"), towards("eu-central-1"), [ANOTHER]],
  [
    "to another service of the stack, where rules are asked",
    towards("eu-west-1", LINK_RULES),
    towards("eu-central-1", LINK_RULES),
    [ANOTHER],
  ],
  [
    "to another service of the stack, while its clients become fewer",
    towards("eu-west-1", LINK_RULES),
    towards("eu-central-1", LINK_RULES, { allowedClients: ["10.60.0.0/24"] }),
    [closed("10.60.0.0/23"), ANOTHER],
  ],
  [
    "to another service of the stack, while others go that it lets in",
    towards("eu-west-1", { ...LINK_RULES, allowedClients: ["10.70.0.0/16", "10.71.0.0/16"] }),
    towards("eu-central-1", LINK_RULES),
    [refused("10.71.0.0/16", "eu-central-1"), refused("10.71.0.0/16"), ANOTHER],
  ],
  [
    "it goes, and another stays with its service",
    towards("eu-west-1", LINK_RULES),
    link([GLOBEX], { ...LINK_RULES, supportedRegions: ["eu-west-1", "eu-central-1"] }, TWO_REGIONS),
    [refused("10.60.0.0/23"), gone("acme")],
  ],
  [
    "to another that needs no acceptance",
    towards("eu-west-1", { acceptanceRequired: false }),
    towards("eu-central-1", { acceptanceRequired: false }),
    [ANOTHER],
  ],
];

const ALONE: Case[] = [
  ["nothing changes", alone(), alone(), []],
  ["another name is another consumer", alone(), alone({ name: "globex" }), [gone("acme")]],
  ["to another VPC", alone(), alone(existing()), [MOVED]],
  ["to another VPC, where nobody looked up the name", alone(), alone({ ...existing(), privateDns: "none" }), [MOVED]],
  ["a zone less, in which the service is not", alone(), alone(inZones("a", "c")), [leavingSubnet("b")]],
  ["a zone more", alone(inZones("a", "c")), alone(), []],
  ["to another service, which may accept it or not", alone(), alone({}, OTHER), [OTHER_ACCEPTED]],
  [
    "to another service of a name that only one endpoint can have",
    alone({ privateDns: "service" }),
    alone({ privateDns: "service" }, OTHER),
    [FIRST_DELETED],
  ],
  ["to the stack of the service itself", alone(), link(), [ANOTHER]],
];

const SERVICES: Case[] = [
  [
    "it goes, and with it a principal",
    service({}, BESIDE_NLB),
    service({ allowedPrincipals: [] }, { options: ["nlb"] }),
    [noFrontDoor(), ofService(DELETED)],
  ],
  [
    "it goes with its consumer",
    link([ACME], {}, BESIDE_NLB),
    link([ACME], {}, { options: ["nlb"] }),
    [noFrontDoor(), ofService(DELETED), gone("acme")],
  ],
  [
    "one of two goes",
    service({}, { regions: { "eu-west-1": THREE, "eu-central-1": FRANKFURT } }),
    service(),
    [noFrontDoor("eu-central-1"), ofService(DELETED, "eu-central-1")],
    ["a", "b", "c"].map(
      (zone) => `the address eu-central-1${zone} would be lost: it is released, and nobody gets it back`,
    ),
  ],
  ["it is replaced for a zone that goes", zoned(THREE), zoned(TWO), [REPLACED, FEWER]],
  [
    "it is replaced, which is all that is told of what else it loses",
    zoned(
      THREE,
      { ...OPEN, privateDnsName: "link.example.com", ipAddressType: "dualstack", supportedRegions: ["us-east-1"] },
      IPV6,
    ),
    zoned(TWO, {}, IPV6),
    [REPLACED, FEWER],
  ],
  [
    "it is replaced under its consumer",
    zoned(THREE, { consumers: [ACME] }),
    zoned(TWO, { consumers: [ACME] }),
    [
      REPLACED,
      ofConsumer("outage", "the targets go to another service before its next endpoint is there", DURATIONS.endpoint),
      FEWER,
    ],
  ],
  [
    "it is replaced under one that has its name",
    zoned(THREE, BY_NAME),
    zoned(TWO, BY_NAME),
    [REPLACED, FIRST_DELETED, FEWER],
  ],
];

const CALLED = { ...ACME, privateDns: "service" };

const MAYBE = "the service's own private DNS name may be another: one of the two is not known here";

const LATER_ZONE = [noName("tcp.example.com", AFTER_AWS, DURATIONS.privateZone)];

/** From each way to find the endpoint to each other, where the service's own name is the hostname, is another, and is not known. */
const NAMES: Case[] = [
  ["the same name: none → hostedZone", found("none"), found("hostedZone"), []],
  ["the same name: none → service", found("none"), found("service"), []],
  ["the same name: hostedZone → none", found("hostedZone"), found("none"), [noName("tcp.example.com", GONE)]],
  ["the same name: hostedZone → service", found("hostedZone"), found("service"), [], [TWO_ZONES]],
  ["the same name: service → none", found("service"), found("none"), [noName("tcp.example.com", GONE_LATER)]],
  ["the same name: service → hostedZone", found("service"), found("hostedZone"), LATER_ZONE],
  ["two names: none → hostedZone", found("none", LINK_NAME), found("hostedZone", LINK_NAME), []],
  ["two names: none → service", found("none", LINK_NAME), found("service", LINK_NAME), []],
  [
    "two names: hostedZone → none",
    found("hostedZone", LINK_NAME),
    found("none", LINK_NAME),
    [noName("tcp.example.com", GONE)],
  ],
  [
    "two names: hostedZone → service",
    found("hostedZone", LINK_NAME),
    found("service", LINK_NAME),
    [noName("tcp.example.com", GONE)],
  ],
  ["two names: service → none", found("service", LINK_NAME), found("none", LINK_NAME), [noName(LINK_NAME, GONE_LATER)]],
  [
    "two names: service → hostedZone",
    found("service", LINK_NAME),
    found("hostedZone", LINK_NAME),
    [noName(LINK_NAME, GONE_LATER)],
  ],
  ["not known: none → hostedZone", alone({ privateDns: "none" }), alone(), []],
  ["not known: none → service", alone({ privateDns: "none" }), alone({ privateDns: "service" }), []],
  ["not known: hostedZone → none", alone(), alone({ privateDns: "none" }), [noName("tcp.example.com", GONE)]],
  ["not known: hostedZone → service", alone(), alone({ privateDns: "service" }), [noName("tcp.example.com", UNSURE)]],
  [
    "not known: service → none",
    alone({ privateDns: "service" }),
    alone({ privateDns: "none" }),
    [noName(ITS_NAME, GONE_LATER)],
  ],
  [
    "not known: service → hostedZone",
    alone({ privateDns: "service" }),
    alone(),
    [noName(ITS_NAME, AFTER_AWS, DURATIONS.privateZone)],
  ],
  [
    "another zone",
    link(),
    link([ACME], {}, { service: { port: 5000, hostname: "new.example.com" } }),
    [noName("tcp.example.com", GONE)],
  ],
  [
    "another zone of a service elsewhere",
    alone(),
    alone({}, { hostname: "new.example.com" }),
    [noName("tcp.example.com", GONE)],
  ],
  [
    "a zone that stays",
    link(),
    link([{ ...ACME, allowedClients: ["10.70.0.0/16"] }, GLOBEX]),
    [refused("10.60.0.0/23")],
  ],
  [
    "a name of the service that stays",
    found("service"),
    link([{ ...ACME, privateDns: "service" }, GLOBEX], { privateDnsName: "tcp.example.com" }),
    [],
  ],
  [
    "another name of the service's own, told of the service",
    found("service", LINK_NAME),
    found("service", "new.example.com"),
    [ownName("outage", instead("new.example.com"), FOR_GOOD)],
  ],
  [
    "another name of the service's own with another service",
    zoned(THREE, BY_NAME),
    zoned(TWO, { ...BY_NAME, privateDnsName: "new.example.com" }),
    [
      REPLACED,
      FIRST_DELETED,
      noName(LINK_NAME, "the service's own private DNS name is new.example.com instead"),
      FEWER,
    ],
  ],
  [
    "to a service of the stack, from one elsewhere whose name is not known",
    alone({ privateDns: "service" }),
    link([CALLED], { privateDnsName: LINK_NAME }),
    [FIRST_DELETED, noName(ITS_NAME, MAYBE)],
  ],
  [
    "a name that the service takes at the same time",
    found("hostedZone", LINK_NAME),
    found("service"),
    [ownName("outage", instead("tcp.example.com"), FOR_GOOD)],
    [TWO_ZONES],
  ],
];

const ZONES: Case[] = [
  [
    "an endpoint leaves the subnet of a zone",
    consumer(existing()),
    consumer(existing({ subnets: { a: SUBNETS.a } })),
    [placeLeft(SUBNETS.b, "that subnet")],
  ],
  [
    "an endpoint goes to another subnet of the same zone",
    consumer(existing()),
    consumer(existing({ subnets: { ...SUBNETS, b: "subnet-0c0c0c0c0c0c0c0c0" } })),
    [placeLeft(SUBNETS.b, "that subnet")],
  ],
  [
    "an endpoint goes to other subnets of the same zones",
    consumer(existing()),
    consumer(existing({ subnets: { a: "subnet-0c0c0c0c0c0c0c0c0", b: "subnet-0d0d0d0d0d0d0d0d0" } })),
    [placeLeft(`${SUBNETS.a}, ${SUBNETS.b}`, "those subnets")],
  ],
  [
    "the service elsewhere leaves all zones but one",
    alone({}, { zoneIds: ["euw1-az1", "euw1-az2", "euw1-az3"] }),
    alone({}, { zoneIds: ["euw1-az1"] }),
    [placeLeft("eu-west-1b, eu-west-1c", "those zones")],
  ],
  ["an endpoint comes to another zone", consumer(existing({ subnets: { a: SUBNETS.a } })), consumer(existing()), []],
  [
    "the service elsewhere leaves a zone",
    alone(),
    alone({}, { zoneIds: ["euw1-az1"] }),
    [placeLeft("eu-west-1c", "that zone")],
  ],
  ["the service elsewhere comes to one", alone({}, { zoneIds: ["euw1-az1"] }), alone(), []],
  ["a third zone is added to the service", zoned(TWO), zoned(THREE), [TO_ENABLE]],
  [
    "a third zone, which a consumer has too",
    zoned(TWO, { consumers: [ACME] }),
    zoned(THREE, { consumers: [ACME] }),
    [TO_ENABLE],
  ],
  [
    "a third zone for two front doors, one of which has no endpoint service",
    zoned(TWO, {}, BESIDE_NLB),
    zoned(THREE, {}, BESIDE_NLB),
    [TO_ENABLE],
  ],
  [
    "a zone for another, which replaces the service",
    zoned(TWO),
    zoned({ ...THREE, zones: ["a", "c"], parkedAddresses: ["b"] }),
    [REPLACED],
  ],
  [
    "a third zone where there is no endpoint service",
    zoned(TWO, {}, { options: ["nlb"] }),
    zoned(THREE, {}, { options: ["nlb"] }),
    [],
  ],
];

const SETTINGS: Case[] = [
  [
    "the private DNS name is removed",
    service({ privateDnsName: LINK_NAME }),
    service(),
    [
      ownName(
        "none",
        "the service keeps the name but not its proof, without which AWS denies further endpoints: " +
          "aws ec2 modify-vpc-endpoint-service-configuration --remove-private-dns-name takes it away",
        DURATIONS.byHand,
      ),
    ],
  ],
  [
    "the private DNS name is another",
    service({ privateDnsName: LINK_NAME }),
    service({ privateDnsName: "new.example.com" }),
    [ownName("outage", instead("new.example.com"), FOR_GOOD)],
  ],
  ["the first private DNS name", service(), service({ privateDnsName: LINK_NAME }), []],
  ["IPv6 goes", service(DUALSTACK, IPV6), service({}, IPV6), [IPV4_ONLY]],
  ["IPv6 comes", service({}, IPV6), service(DUALSTACK, IPV6), []],
  ["rules are asked from now on", service(OPEN), service(), [ENFORCED]],
  ["rules are asked no more", service(), service(OPEN), []],
  [
    "a principal goes",
    service(),
    service({ allowedPrincipals: [] }),
    [excluded(LINK.allowedPrincipals[0]!, "111122223333-root")],
  ],
  [
    "everyone goes",
    service({ allowedPrincipals: ["*"], allowAnyPrincipal: true }),
    service(),
    [excluded("*", "everyone")],
  ],
  ["a principal comes", service({ allowedPrincipals: [] }), service(), []],
  ["the only other region goes", service({ supportedRegions: ["us-east-1"] }), service(), [regionsLeft("us-east-1")]],
  [
    "some of the other regions go",
    service({ supportedRegions: ["us-east-2", "us-east-1", "eu-north-1"] }),
    service({ supportedRegions: ["us-east-2"] }),
    [regionsLeft("eu-north-1, us-east-1")],
  ],
  [
    "another region comes",
    service({ supportedRegions: ["us-east-1"] }),
    service({ supportedRegions: ["us-east-1", "us-east-2"] }),
    [],
  ],
  ["acceptance is required from now on", link([ACME], { acceptanceRequired: false }), link(), []],
  ["acceptance is required no more", link(), link([ACME], { acceptanceRequired: false }), []],
];

const ADDRESSES: Case[] = [
  [
    "IPv6 goes from an endpoint",
    link([{ ...ACME, ...DUAL }], DUALSTACK, IPV6),
    link([{ ...ACME, ...existing() }], DUALSTACK, IPV6),
    [ENDPOINT_IPV4_ONLY],
  ],
  [
    "IPv6 goes from an endpoint and from the service, and with it the clients that have nothing else",
    link([{ ...ACME, ...DUAL }], DUALSTACK, IPV6),
    link([{ ...ACME, ...existing() }], {}, IPV6),
    [ENDPOINT_IPV4_ONLY, IPV4_ONLY],
  ],
  [
    "IPv6 comes to an endpoint",
    link([{ ...ACME, ...existing() }], DUALSTACK, IPV6),
    link([{ ...ACME, ...DUAL }], DUALSTACK, IPV6),
    [],
  ],
  ["IPv6 goes from an endpoint of a service elsewhere", alone(DUAL, BOTH), alone(existing()), [ENDPOINT_IPV4_ONLY]],
  [
    "IPv6 goes from an endpoint that clients find by its own name",
    alone({ ...DUAL, privateDns: "none" }, BOTH),
    alone({ ...existing(), privateDns: "none" }, BOTH),
    [ENDPOINT_IPV4_ONLY],
  ],
  ["IPv6 goes with another service", alone(DUAL, BOTH), alone(existing(), OTHER), [OTHER_ACCEPTED, ENDPOINT_IPV4_ONLY]],
  ["IPv6 goes with the VPC", alone(DUAL, BOTH), alone({}, BOTH), [MOVED]],
  ["IPv6 comes to an endpoint of a service elsewhere", alone(existing()), alone(DUAL, BOTH), []],
];

const allowing = (...allowedClients: string[]) => ({ ...existing(), allowedClients });
const allowingV6 = (range: string) => ({ ...DUAL, allowedClients: ["10.60.0.0/23", range] });

/** Consumers whose ranges the service lets in, whether they have them or not. */
const COVERED = { allowedClients: ["10.60.0.0/16"] };

const CLIENTS: Case[] = [
  ["half of them go", alone(allowing("10.60.0.0/23")), alone(allowing("10.60.0.0/24")), [closed("10.60.0.0/23")]],
  [
    "one of two ranges goes",
    alone(allowing("10.60.0.0/24", "10.60.1.0/24")),
    alone(allowing("10.60.0.0/24")),
    [closed("10.60.1.0/24")],
  ],
  ["a range becomes its halves", alone(allowing("10.60.0.0/23")), alone(allowing("10.60.0.0/24", "10.60.1.0/24")), []],
  ["a range becomes a wider one", alone(allowing("10.60.0.0/24")), alone(allowing("10.60.0.0/23")), []],
  [
    "a narrower range of a VPC made here",
    alone(),
    alone({ allowedClients: ["10.60.0.0/24"] }),
    [closed("10.60.0.0/23")],
  ],
  [
    "a range of IPv6 becomes another",
    alone(allowingV6(V6), BOTH),
    alone(allowingV6("2001:db9::/32"), BOTH),
    [closed(V6)],
  ],
  [
    "a range of IPv6 becomes a narrower one",
    alone(allowingV6(V6), BOTH),
    alone(allowingV6("2001:db8::/48"), BOTH),
    [closed(V6)],
  ],
  ["a range of IPv6 becomes a wider one", alone(allowingV6("2001:db8::/48"), BOTH), alone(allowingV6(V6), BOTH), []],
  ["they go with the VPC", alone(allowing("10.60.0.0/23")), alone({ allowedClients: ["10.60.0.0/24"] }), [MOVED]],
  [
    "they go from a consumer that the service lets in anyway",
    link([ACME], COVERED),
    link([{ ...ACME, allowedClients: ["10.60.0.0/24"] }], COVERED),
    [closed("10.60.0.0/23")],
  ],
  [
    "they go where the load balancer's rules are not asked",
    link([ACME], OPEN),
    link([{ ...ACME, allowedClients: ["10.60.0.0/24"] }], OPEN),
    [closed("10.60.0.0/23")],
  ],
  [
    "they go from the load balancer's rules, too",
    link(),
    link([{ ...ACME, allowedClients: ["10.60.0.0/24"] }]),
    [refused("10.60.0.0/23")],
  ],
  [
    "they go from one of two consumers with the same range",
    link([ACME, { ...GLOBEX, allowedClients: ["10.60.0.0/23"] }]),
    link([
      { ...ACME, allowedClients: ["10.60.0.0/24"] },
      { ...GLOBEX, allowedClients: ["10.60.0.0/23"] },
    ]),
    [closed("10.60.0.0/23")],
  ],
  [
    "a range of IPv6 becomes a narrower one of the service's",
    service(DUALSTACK, IPV6),
    service({ ...DUALSTACK, allowedClients: ["10.70.0.0/16", "2001:db8:7::/48"] }, IPV6),
    [refused(V6)],
  ],
];

const PORTS: Case[] = [
  ["another port of a service elsewhere", alone(), alone({}, { port: 5001 }), [otherPort(5000, 5001)]],
  [
    "another port of a service elsewhere, in a VPC that exists",
    alone(existing()),
    alone(existing(), { port: 5001 }),
    [otherPort(5000, 5001)],
  ],
  [
    "another port with another service",
    alone(),
    alone({}, { ...OTHER, port: 5001 }),
    [OTHER_ACCEPTED, otherPort(5000, 5001)],
  ],
  ["another port with another VPC", alone(), alone(existing(), { port: 5001 }), [MOVED]],
];

const whole = ([severity, rule, who, what, duration, resource]: Expected): Interruption => ({
  rule,
  severity,
  who,
  what,
  duration: duration.text,
  source: duration.source,
  lasting: duration === FOR_GOOD,
  resources: [resource],
});

const table = (cases: readonly Case[]): void => {
  switchTable(cases, whole);
};

describe("analysis/switch/rules/privateLinkConsumers: what an update means to those who come by PrivateLink", () => {
  describe("consumers of the stack itself", () => {
    table(CONSUMERS);
  });

  describe("a consumer's stack", () => {
    table(ALONE);
  });

  describe("the endpoint service", () => {
    table(SERVICES);
  });

  describe("the name that clients look up", () => {
    table(NAMES);
  });

  describe("addresses of an endpoint", () => {
    table(ADDRESSES);
  });

  describe("who may use an endpoint", () => {
    table(CLIENTS);
  });

  describe("ports of an endpoint", () => {
    table(PORTS);

    it("that of a service of the stack is told with its listener: once", async () => {
      const { interruptions } = await switchBetween(
        link(),
        link([ACME], {}, { service: { port: 5001, hostname: "tcp.example.com" } }),
      );
      const expected = interruptions.filter(({ rule }) => rule === "port" || rule === "endpoint-port");
      expect(expected.map(({ who, resources }) => [who, resources])).to.deep.equal([
        ["clients that connect to port 5000", ["link-eu-west-1-listener"]],
      ]);
    });
  });

  describe("zones", () => {
    table(ZONES);
  });

  describe("settings of the service", () => {
    table(SETTINGS);
  });
});
