import { DURATIONS, type Duration } from "../../../../analysis/switch/comparison/durations";
import type { Interruption } from "../../../../analysis/switch/comparison/interruption";
import type { ProviderEffects } from "../../../../graph/resourceChange";
import { PROVIDER_EFFECTS } from "../../../../graph/providerEffects";
import type { Raw } from "../../../support/recording";
import { type SwitchCase, switchTable } from "../../../support/switchTable";

const IRELAND = { zones: ["a", "b", "c"], cidr: "10.20.0.0/16", nat: "none" };
const FRANKFURT = { zones: ["a", "b"], cidr: "10.21.0.0/16", nat: "none" };
/** Without the zone c, whose address is kept. */
const SMALLER = { ...IRELAND, zones: ["a", "b"], parkedAddresses: ["c"] };
const BLUE = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/blue/0123456789abcdef";
const IMAGE = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/app:1.0";

/** A service by an accelerator, in one region, with other settings of the section, and of the stack. */
const one = (settings: Raw = {}, rest: Raw = {}): Raw => ({
  options: ["globalAccelerator"],
  service: { port: 5000 },
  regions: { "eu-west-1": IRELAND },
  globalAccelerator: settings,
  ...rest,
});

/** The same in two regions, with settings of their endpoint groups. */
const two = (ireland: Raw = {}, frankfurt: Raw = {}, settings: Raw = {}): Raw =>
  one(settings, {
    regions: {
      "eu-west-1": { ...IRELAND, accelerator: ireland },
      "eu-central-1": { ...FRANKFURT, accelerator: frankfurt },
    },
  });

const OTHER_DOOR = { options: ["nlb"] };

/** The accelerator parked, the public load balancer in use. */
const parked = (settings: Raw = {}, rest: Raw = {}): Raw => one(settings, { ...OTHER_DOOR, ...rest });

/** Both front doors in use. */
const beside = (settings: Raw = {}): Raw => one(settings, { options: ["nlb", "globalAccelerator"] });

/** Without the section. */
const without = (raw: Raw): Raw =>
  Object.fromEntries(Object.entries(raw).filter(([key]) => key !== "globalAccelerator"));

const V6 = { network: { ipv6: true } };
const dual = (settings: Raw = {}, rest: Raw = {}): Raw =>
  one({ ipAddressType: "dualstack", ...settings }, { ...V6, ...rest });

const both = (instances: number, tasks: number): Raw =>
  one({}, { options: ["nlb", "ecs", "globalAccelerator"], weights: { instances, tasks }, ecs: { image: IMAGE } });

const onPort = (port: number) => ({ service: { port } });
const ofClients = (...allowedClients: string[]) => ({ service: { port: 5000, allowedClients } });
const withEndpoint = (settings: Raw): Raw => two({ endpoints: [{ arn: BLUE, ...settings }] });

/** What is told: how bad, by which rule, to whom, what, for how long, and about which resources. */
type Expected = [Interruption["severity"], string, string, string, Duration, string];

const ADDRESSES = "clients of the accelerator's addresses";
const DOOR = "accel-eu-west-1";
const TO_DOOR = `clients that the accelerator leads to ${DOOR}`;
const GROUP = `${DOOR}-ec2`;
const FLEET = "fleet-eu-west-1-asg";
const FOR_GOOD = DURATIONS.forGood;

const NOWHERE: Expected = [
  "outage",
  "accelerator",
  ADDRESSES,
  "the addresses stay, and lead nowhere",
  FOR_GOOD,
  "accelerator-listener",
];

const ended = (what: string): Expected => ["outage", "accelerator", ADDRESSES, what, FOR_GOOD, "accelerator-listener"];
const GOES = ended("the accelerator is deleted: its addresses lead nowhere");
const LEFT_BEHIND = ended("the accelerator stays in the account, out of the stack's hands: its addresses lead nowhere");
const ANOTHER: Expected = [
  "outage",
  "accelerator",
  ADDRESSES,
  "another accelerator, with other addresses, takes its place: those that they know lead nowhere",
  FOR_GOOD,
  "anycast",
];

const otherPort = (was: number, is: number): Expected => [
  "outage",
  "accelerator",
  `${ADDRESSES} that connect to port ${was}`,
  `the accelerator listens on port ${is} instead`,
  FOR_GOOD,
  "accelerator-listener",
];

const MOVED: Expected = [
  "outage",
  "endpoint-port",
  TO_DOOR,
  "it listens on another port before the accelerator connects to that",
  DURATIONS.acceleratorDeployed,
  `${DOOR}-listener`,
];

const leaves = (what: string): Expected => [
  "brief",
  "accelerator-region",
  "clients that the accelerator leads to eu-central-1",
  what,
  DURATIONS.accelerator,
  "accelerator-eu-central-1",
];

const LEAVES = leaves("their connections are cut where its load balancer goes; new ones go to eu-west-1");

/** Of the Auto Scaling group, where it leaves another target group. */
const afterDrain = ({ text }: Duration): Duration => ({
  text: `300 s at most, in which targets drain from the target group that they leave, then ${text}`,
  source: "docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DetachLoadBalancerTargetGroups.html",
});

const replaced = (severity: "outage" | "brief", meanwhile: string): Expected => [
  severity,
  "accelerated-load-balancer",
  TO_DOOR,
  `it is replaced, for subnetMappings: their connections are cut; ${meanwhile}`,
  afterDrain(DURATIONS.accelerated),
  DOOR,
];

const UNTIL = "until the next one has healthy targets,";

/** Of the zone that goes. */
const FEWER: Expected = [
  "brief",
  "fewer-targets",
  `connections open to what ${FLEET} stops`,
  "there may be 4 where there might be 6",
  DURATIONS.scaleIn,
  FLEET,
];

const otherAddresses = (region: string): Expected => [
  "brief",
  "accelerator-client-ip",
  `clients that the accelerator leads to ${region}`,
  "its load balancers see other addresses of them; AWS does not say whether open connections live on, and advises another load balancer",
  DURATIONS.preservation,
  `accelerator-${region}`,
];

const IPV4_ONLY: Expected = [
  "outage",
  "accelerator-ipv6",
  `${ADDRESSES} of IPv6`,
  "it is reached by IPv4 only",
  FOR_GOOD,
  "anycast",
];

const refusedRange = (range: string, name: string): Expected => [
  "outage",
  "clients",
  `clients in ${range}`,
  `${DOOR} lets them in no more`,
  FOR_GOOD,
  `${DOOR}-from-${name}`,
];

const cold = (group: string, duration: Duration = DURATIONS.accelerated): Expected => [
  "none",
  "cold-target-group",
  TO_DOOR,
  `until ${group} has a healthy target, the accelerator counts ${DOOR} as unhealthy: it leads them to another region that is well, or ` +
    "here all the same where none is",
  duration,
  group,
];

const empty = (group: string, backend: string, duration: Duration = DURATIONS.registration): Expected => [
  "outage",
  "empty-target-group",
  `100 % of the new connections to ${DOOR}`,
  `they go to ${group}, whose targets only start with this update`,
  duration,
  `${group}, ${backend}`,
];

/** Of a target group in place of another. */
const COLD = cold(GROUP, afterDrain(DURATIONS.accelerated));
const EMPTY = empty(GROUP, FLEET, afterDrain(DURATIONS.registration));

const drained = (rule: string, what: string): Expected => [
  "brief",
  rule,
  `connections open through ${DOOR} to ${FLEET}`,
  what,
  {
    text: "each within 300 s of its target's leaving; clients can connect again at once",
    source: "service.deregistrationDelaySeconds",
  },
  `${GROUP}, ${FLEET}`,
];

const ROLLING = drained("rolling", "its targets are renewed, some at a time");

/** Of the tasks that go. */
const NAME_GONE: Expected = [
  "brief",
  "private-name",
  "whoever looks up service.ha-tcp-test.internal inside the VPC",
  "the name is gone",
  FOR_GOOD,
  "tasks-eu-west-1-names-a",
];

/** What the other way in tells of itself. */
const NO_FRONT: Expected = [
  "outage",
  "load-balancer",
  "every client of front-eu-west-1",
  "it is deleted",
  FOR_GOOD,
  "front-eu-west-1",
];

const LOST_LOGS: Expected = [
  "none",
  "logs",
  "whoever reads anycast-logs",
  "buckets are deleted with what they hold; export that before, if it must be kept",
  FOR_GOOD,
  "anycast-logs",
];

const RELEASED = ["a", "b"].map(
  (zone) => `the address eu-central-1${zone} would be lost: it is released, and nobody gets it back`,
);

const SECOND_FAMILY =
  "anycast would get IPv6 addresses while it leads to load balancers, which AWS refuses: take the option globalAccelerator out first, " +
  "with the section as it is; then set ipAddressType; then put the option back";

/** What changes, from what, to what, what is told of it, and what is refused. */
type Case = SwitchCase<Expected>;

const REGIONS: Case[] = [
  ["a region comes", one(), two(), []],
  ["a region leaves", two(), one(), [LEAVES], RELEASED],
  ["a standby region leaves", two({}, { dial: 0 }), one(), [LEAVES], RELEASED],
  [
    "a region leaves that gets no new connections",
    two({}, { weight: 0 }),
    one(),
    [leaves("connections still open to it are cut where its load balancer goes; it gets no new ones")],
    RELEASED,
  ],
  ["a region leaves for one that got none", two({ weight: 0 }), one(), [LEAVES], RELEASED],
  ["another dial", two(), two({ dial: 50 }), []],
  ["a dial of 0", two(), two({}, { dial: 0 }), []],
  ["a dial of 0 no more", two({}, { dial: 0 }), two(), []],
  ["other weights", two(), two({ weight: 255 }, { weight: 1 }), []],
  ["a weight of 0", two(), two({}, { weight: 0 }), []],
  ["a weight of 0 no more", two({}, { weight: 0 }), two(), []],
  ["another load balancer beside the region's own", two(), withEndpoint({}), []],
  ["that one no more", withEndpoint({}), two(), []],
  ["another share of it", withEndpoint({}), withEndpoint({ weight: 0 }), []],
  ["client affinity", one(), one({ clientAffinity: "sourceIp" }), []],
  ["other health checks", one(), one({ healthCheck: { intervalSeconds: 10, threshold: 1 } }), []],
  ["targets of all zones", one(), one({ crossZone: true }), []],
  ["flow logs", one(), one({ flowLogs: { kind: "created" } }), []],
  ["flow logs no more", one({ flowLogs: { kind: "created" } }), one(), [LOST_LOGS]],
];

const OPTIONS: Case[] = [
  ["the option comes, with the section", without(parked()), beside(), []],
  ["the option comes to a parked accelerator", parked(), beside(), []],
  ["the option takes the other's place", parked(), one(), [NO_FRONT]],
  ["the option goes", beside(), parked(), [NOWHERE]],
  ["the option makes place for the other", one(), parked(), [NOWHERE]],
  ["the option goes from two regions", two(), { ...two(), ...OTHER_DOOR }, [NOWHERE]],
];

const PORTS: Case[] = [
  ["a port of the load balancer's own", one(), one({ endpointPort: 6000 }), [MOVED]],
  ["the service's port for it", one({ endpointPort: 6000 }), one(), [MOVED]],
  ["the service's port, written out", one(), one({ endpointPort: 5000 }), []],
  ["another port of the service", one(), one({}, onPort(5001)), [EMPTY, otherPort(5000, 5001), MOVED, ROLLING, COLD]],
  [
    "another port of the service, with a port of the load balancer's own",
    one({ endpointPort: 6000 }),
    one({ endpointPort: 6000 }, onPort(5001)),
    [EMPTY, otherPort(5000, 5001), ROLLING, COLD],
  ],
];

const FAMILIES: Case[] = [
  ["IPv6 beside IPv4, in use", one({}, V6), dual(), [], [SECOND_FAMILY]],
  ["IPv6 beside IPv4, in use, with that of the VPC", one(), dual(), [], [SECOND_FAMILY]],
  ["IPv6 beside IPv4, parked", parked({}, V6), parked({ ipAddressType: "dualstack" }, V6), []],
  ["IPv6 beside IPv4, with the option", parked({}, V6), dual({}, { options: ["nlb", "globalAccelerator"] }), []],
  [
    "IPv6 beside IPv4, as the option goes",
    one({}, V6),
    parked({ ipAddressType: "dualstack" }, V6),
    [NOWHERE],
    [SECOND_FAMILY],
  ],
  ["no IPv6 any more, in use", dual(), one({}, V6), [IPV4_ONLY]],
  ["no IPv6 any more, parked", parked({ ipAddressType: "dualstack" }, V6), parked({}, V6), []],
  ["no IPv6 any more, as the option goes", dual(), parked({}, V6), [NOWHERE]],
];

const CLIENTS: Case[] = [
  [
    "client addresses no more",
    two(),
    two({}, {}, { preserveClientIp: false }),
    [otherAddresses("eu-central-1"), otherAddresses("eu-west-1")],
  ],
  ["client addresses", one({ preserveClientIp: false }), one(), [otherAddresses("eu-west-1")]],
  [
    "client addresses no more, of another load balancer",
    withEndpoint({}),
    withEndpoint({ preserveClientIp: false }),
    [otherAddresses("eu-west-1")],
  ],
  ["a load balancer more that sees none", two(), withEndpoint({ preserveClientIp: false }), []],
  ["fewer clients", one(), one({}, ofClients("203.0.113.0/24")), [refusedRange("0.0.0.0/0", "0-0-0-0-0")]],
  ["more clients", one({}, ofClients("203.0.113.0/24")), one(), []],
  ["fewer clients of IPv6", dual(), dual({ allowedClientsIpv6: ["2001:db8::/32"] }), [refusedRange("::/0", "---0")]],
  ["more clients of IPv6", dual({ allowedClientsIpv6: ["2001:db8::/32"] }), dual(), []],
  [
    "other clients of IPv6",
    dual({ allowedClientsIpv6: ["2001:db8::/32", "3fff::/20"] }),
    dual({ allowedClientsIpv6: ["2001:db8::/48", "3fff::/16"] }),
    [refusedRange("2001:db8::/32", "2001-db8---32")],
  ],
];

const TARGETS: Case[] = [
  ["a second backend, without connections", beside(), both(100, 0), [cold(`${DOOR}-ecs`)]],
  ["a backend no more that has no connections", both(100, 0), beside(), [NAME_GONE]],
  [
    "another backend",
    one(),
    one({}, { options: ["ecs", "globalAccelerator"], ecs: { image: IMAGE } }),
    [
      empty(`${DOOR}-ecs`, "tasks-eu-west-1-awsvpc-service"),
      drained("backend-removed", `${GROUP} is taken away`),
      cold(`${DOOR}-ecs`),
    ],
  ],
  ["other shares", both(90, 10), both(10, 90), []],
];

const ZONES: Case[] = [
  ["a zone more", one({}, { regions: { "eu-west-1": SMALLER } }), one(), []],
  [
    "a zone less, of the only region",
    one(),
    one({}, { regions: { "eu-west-1": SMALLER } }),
    [replaced("outage", `${UNTIL} nothing else takes new ones`), FEWER],
  ],
  [
    "a zone less, of one of two",
    two(),
    one({}, { regions: { "eu-west-1": SMALLER, "eu-central-1": FRANKFURT } }),
    [FEWER, replaced("brief", `${UNTIL} new ones go to eu-central-1`)],
  ],
  [
    "a zone less, beside a region that only comes",
    one(),
    one({}, { regions: { "eu-west-1": SMALLER, "eu-central-1": FRANKFURT } }),
    [replaced("outage", `${UNTIL} nothing else takes new ones`), FEWER],
  ],
  [
    "a zone less, beside a region that gets nothing",
    two({}, { weight: 0 }),
    one({}, { regions: { "eu-west-1": SMALLER, "eu-central-1": { ...FRANKFURT, accelerator: { weight: 0 } } } }),
    [replaced("outage", `${UNTIL} nothing else takes new ones`), FEWER],
  ],
  [
    "a zone less, beside another load balancer of the region",
    one({}, { regions: { "eu-west-1": { ...IRELAND, accelerator: { endpoints: [{ arn: BLUE }] } } } }),
    one({}, { regions: { "eu-west-1": { ...SMALLER, accelerator: { endpoints: [{ arn: BLUE }] } } } }),
    [FEWER, replaced("brief", `${UNTIL} new ones go to eu-west-1`)],
  ],
  [
    "a zone less, of a region that gets nothing",
    two({ weight: 0 }),
    one({}, { regions: { "eu-west-1": { ...SMALLER, accelerator: { weight: 0 } }, "eu-central-1": FRANKFURT } }),
    [FEWER, replaced("brief", "it gets no new ones")],
  ],
  [
    "a zone less, protected",
    one({}, { protect: true }),
    one({}, { protect: true, regions: { "eu-west-1": SMALLER } }),
    [replaced("outage", `${UNTIL} nothing else takes new ones`), FEWER],
    [`${DOOR} is protected, and this would replace it`],
  ],
];

/** Of the accelerator, what its own list of addresses does, whether or not the table of the provider's answers has it. */
const EFFECTS: ProviderEffects = {
  ...PROVIDER_EFFECTS,
  effectOf: (type, path, change) =>
    type === "aws:globalaccelerator/accelerator:Accelerator" && path.startsWith("ipAddresses")
      ? "replace"
      : PROVIDER_EFFECTS.effectOf(type, path, change),
};

const DELETED = "the address anycast would be lost: the accelerator is deleted, and nobody gets its addresses back";
const LEFT =
  "the address anycast would be lost: the accelerator stays in the account, paid for and leading nowhere, and out of the stack's hands";

const LOSSES: Case[] = [
  ["the section goes", parked(), without(parked()), [], [DELETED]],
  ["the section goes with the option", one(), without(parked()), [GOES], [DELETED]],
  [
    "the section goes with the option, protected",
    one({}, { protect: true }),
    without(parked({}, { protect: true })),
    [LEFT_BEHIND],
    [LEFT, "accel-eu-west-1 is protected, and this would remove it"],
  ],
  ["the section goes, protected", parked({}, { protect: true }), without(parked({}, { protect: true })), [], [LEFT]],
  ["an own address", one(), one({ ownAddresses: ["198.51.100.9"] }), [ANOTHER], [DELETED]],
  ["an own address of one that is parked", parked(), parked({ ownAddresses: ["198.51.100.9"] }), [], [DELETED]],
  [
    "another own address",
    one({ ownAddresses: ["198.51.100.9"] }),
    one({ ownAddresses: ["203.0.113.9"] }),
    [ANOTHER],
    [
      "the address anycast would be lost: the accelerator is deleted, 198.51.100.9 stays yours, and nobody gets the others back",
    ],
  ],
  [
    "an own address, protected",
    one({}, { protect: true }),
    one({ ownAddresses: ["198.51.100.9"] }, { protect: true }),
    [ANOTHER],
    [LEFT],
  ],
  [
    "own addresses in another order",
    one({ ownAddresses: ["198.51.100.9", "203.0.113.9"] }),
    one({ ownAddresses: ["203.0.113.9", "198.51.100.9"] }),
    [],
  ],
];

const whole = ([severity, rule, who, what, { text, source }, resources]: Expected): Interruption => ({
  rule,
  severity,
  who,
  what,
  duration: text,
  source,
  lasting: text === FOR_GOOD.text,
  resources: resources.split(", "),
});

const table = (cases: readonly Case[]): void => {
  switchTable(cases, whole, EFFECTS);
};

describe("analysis/switch/rules/globalAccelerator: what an update means to those who come by the accelerator", () => {
  describe("regions, dials and weights", () => {
    table(REGIONS);
  });

  describe("the option", () => {
    table(OPTIONS);
  });

  describe("ports", () => {
    table(PORTS);
  });

  describe("families of addresses", () => {
    table(FAMILIES);
  });

  describe("addresses of clients", () => {
    table(CLIENTS);
  });

  describe("target groups", () => {
    table(TARGETS);
  });

  describe("zones", () => {
    table(ZONES);
  });

  describe("addresses that would be lost", () => {
    table(LOSSES);
  });
});
