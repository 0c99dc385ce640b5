import { type Changes, type RawConfig, changed } from "./raw";

/** One way to break any good config. */
export interface Mutation {
  title: string;
  /** Where the mistake is reported. `<region>` stands for the first region of the file, here and in the changes. */
  at: string;
  apply: (raw: RawConfig) => { raw: Record<string, unknown>; path: string };
}

const firstRegion = (raw: RawConfig): string => Object.keys(raw.regions)[0] ?? "";

/** A mistake that is reported at `at` once `changes` are made. */
const breaks = (title: string, at: string, changes: Changes): Mutation => ({
  title,
  at,
  apply: (raw) => {
    const placed = (path: string) => path.replaceAll("<region>", firstRegion(raw));
    const filled = (value: unknown): unknown =>
      value === undefined ? undefined : JSON.parse(placed(JSON.stringify(value)));
    const inPlace = Object.fromEntries(Object.entries(changes).map(([path, value]) => [placed(path), filled(value)]));
    return { raw: changed(raw, inPlace), path: placed(at) };
  },
});

const here = (title: string, at: string, value: unknown): Mutation => breaks(title, at, { [at]: value });

/** The rules of a backend are those of the options that bring it. */
const WITH_INSTANCES: Changes = { options: ["nlb"], weights: undefined };
const WITH_TASKS: Changes = { options: ["ecs"], weights: undefined };
const WITH_BOTH: Changes = { options: ["nlb", "ecs"], weights: { instances: 90, tasks: 10 } };

const WITH_FIREWALL: Changes = { options: ["networkFirewall"], weights: undefined };

const SHARED = { arn: "arn:aws:network-firewall:eu-west-1:123456789012:firewall/shared", zones: ["a", "b", "c"] };

/** In one region, of which the zones, the range and what of the firewall belongs to it are known. */
const withFirewallIn = (firewall: object, region: object = {}): Changes => ({
  ...WITH_FIREWALL,
  networkFirewall: {},
  regions: { "eu-west-1": { zones: ["a", "b"], cidr: "10.0.0.0/16", firewall, ...region } },
});

const FIREWALL: readonly Mutation[] = [
  breaks("an accelerator past the firewall", "options[1]", {
    ...WITH_FIREWALL,
    options: ["networkFirewall", "globalAccelerator"],
  }),
  here("a list for a firewall's section", "networkFirewall", ["10.0.0.0/8"]),
  here("an unknown key of a firewall", "networkFirewall.denyed", []),
  here("an unknown key of a region's firewall", "regions.<region>.firewall.subnets", []),
  here("a set of ranges without a range", "networkFirewall.ipSets.A", []),
  here("a set of ranges with a dollar sign", "networkFirewall.ipSets.$A", ["10.0.0.0/8"]),
  here("a rule group in capitals", "networkFirewall.suricata.Team", { file: "test/support/team.rules" }),
  here("a text for a rule group", "networkFirewall.suricata.team", "drop ip any any -> any any (sid:1;)"),
  here("a name with a star", "networkFirewall.egressDomains[0]", "*.example.com"),
  here("logs to nowhere", "networkFirewall.logs.kind", "kinesis"),
  breaks("logs of what is not decrypted", "networkFirewall.logs.types[0]", {
    "networkFirewall.logs": { kind: "s3", bucket: "own-logs", types: ["TLS"] },
  }),
  here("alarms of a firewall, as they were", "networkFirewall.alarms", { droppedPackets: 50 }),
  breaks("a firewall that exists without its zones", "regions.<region>.firewall.existing.zones", {
    "regions.<region>.firewall.existing": { arn: SHARED.arn },
  }),
  breaks("a zone without the firewall", "regions.eu-west-1.firewall.zones", withFirewallIn({ zones: ["a"] })),
  breaks(
    "a zone twice for a firewall",
    "regions.eu-west-1.firewall.zones[2]",
    withFirewallIn({ zones: ["a", "b", "a"] }),
  ),
  breaks(
    "a zone without the firewall that exists",
    "regions.eu-west-1.firewall.existing.zones",
    withFirewallIn({ existing: { ...SHARED, zones: ["b", "c"] } }),
  ),
  breaks(
    "a firewall that exists elsewhere",
    "regions.eu-west-1.firewall.existing.arn",
    withFirewallIn({ existing: { ...SHARED, arn: SHARED.arn.replace("eu-west-1", "eu-west-2") } }),
  ),
  breaks(
    "a VPC for a firewall that exists",
    "regions.eu-west-1.firewall.cidr",
    withFirewallIn({ existing: SHARED, cidr: "192.168.255.0/25" }),
  ),
  breaks("rules for firewalls that others own", "networkFirewall.denied", {
    ...withFirewallIn({ existing: SHARED }),
    networkFirewall: { denied: ["198.51.100.0/24"] },
  }),
  breaks(
    "a firewall's VPC without room",
    "regions.eu-west-1.firewall.cidr",
    withFirewallIn({ cidr: "192.168.255.0/26" }),
  ),
  breaks(
    "a firewall's VPC in the region's",
    "regions.eu-west-1.firewall.cidr",
    withFirewallIn({ cidr: "10.0.7.0/24" }),
  ),
  breaks(
    "the default of a firewall's VPC in the region's",
    "regions.eu-west-1.firewall.cidr",
    withFirewallIn({}, { cidr: "192.168.0.0/16" }),
  ),
  breaks(
    "a way round the firewall where nothing goes",
    "regions.eu-west-1.firewall.bypassZones[0]",
    withFirewallIn({ bypassZones: ["c"] }),
  ),
  breaks(
    "a key that nothing is encrypted with",
    "regions.eu-west-1.firewall.kmsKeyArn",
    withFirewallIn({ kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/0a1b" }),
  ),
  breaks("an allowed client that the load balancer refuses", "networkFirewall.allowed[0]", {
    ...withFirewallIn({}),
    "service.allowedClients": ["198.51.100.0/24"],
    networkFirewall: { allowed: ["203.0.113.0/24"] },
  }),
  breaks("a client that is allowed and denied", "networkFirewall.allowed[0]", {
    ...withFirewallIn({}),
    "service.allowedClients": ["198.51.100.0/24"],
    networkFirewall: { allowed: ["198.51.100.0/25"], denied: ["198.51.100.0/24"] },
  }),
  breaks("names for connections that cannot be made", "networkFirewall.egressDomains", {
    ...withFirewallIn({}, { nat: "none" }),
    networkFirewall: { egressDomains: ["example.com"] },
  }),
  breaks("a kind of log twice", "networkFirewall.logs.types[1]", {
    ...withFirewallIn({}),
    networkFirewall: { logs: { kind: "cloudWatch", types: ["FLOW", "FLOW"] } },
  }),
];

const GUARD: readonly Mutation[] = [
  here("a key of nobody's", "guard.keys.kind", "aws"),
  here("an unknown audit", "guard.audit.trail", true),
  breaks("no key where logs are stored", "guard.keys.arns.<region>", { "guard.keys": { kind: "existing", arns: {} } }),
  breaks("access logs without TLS", "guard.audit.accessLogs", {
    "guard.audit.accessLogs": {},
    "service.tls": undefined,
  }),
  breaks("query logs without a zone", "guard.audit.queryLogs", {
    "guard.audit.queryLogs": {},
    dns: undefined,
    "service.hostname": undefined,
  }),
];

/** A consumer in a VPC that no region of a stack has. */
const CONSUMER = {
  name: "acme",
  region: "eu-west-1",
  vpc: { kind: "created", cidr: "192.168.0.0/20", zones: ["a", "b", "c"] },
};

/** In one region, of which the zones and the range are known, with one consumer. */
const linkedWith = (section: object, consumer: object = {}, region: object = {}): Changes => ({
  options: ["privateLink"],
  weights: undefined,
  published: [],
  privateLink: { consumers: [{ ...CONSUMER, ...consumer }], ...section },
  regions: { "eu-west-1": { zones: ["a", "b"], cidr: "10.0.0.0/16", ...region } },
});

const AN_ACCOUNT = "arn:aws:iam::111122223333:root";

const PRIVATE_LINK: readonly Mutation[] = [
  here("a list for a private front door", "privateLink", [CONSUMER]),
  here("an unknown key of a private front door", "privateLink.acceptanceRequred", true),
  here("a principal that is no ARN", "privateLink.allowedPrincipals[0]", "111122223333"),
  here("an event that there is not", "privateLink.notifications.events[0]", "Acept"),
  breaks("a consumer in capitals", "privateLink.consumers[0].name", linkedWith({}, { name: "Acme" })),
  breaks(
    "a VPC that is neither made nor there",
    "privateLink.consumers[0].vpc.kind",
    linkedWith({}, { vpc: { kind: "x" } }),
  ),
  breaks("a policy of an endpoint", "privateLink.consumers[0].policy", linkedWith({}, { policy: {} })),
  breaks("an endpoint that is a service", "privateLink.connectedConsumers[0].endpointId", {
    ...linkedWith({ allowedClients: ["10.0.0.0/8"] }),
    "privateLink.connectedConsumers": [{ name: "b", endpointId: "vpce-svc-0123456789abcdef0" }],
  }),
  breaks("everyone, without saying so", "privateLink.allowedPrincipals[0]", linkedWith({ allowedPrincipals: ["*"] })),
  breaks(
    "a principal twice",
    "privateLink.allowedPrincipals[1]",
    linkedWith({ allowedPrincipals: [AN_ACCOUNT, AN_ACCOUNT] }),
  ),
  breaks(
    "a consumer and another's name",
    "privateLink.connectedConsumers[0].name",
    linkedWith({ connectedConsumers: [{ name: "acme" }] }),
  ),
  breaks("a consumer where nobody may be", "privateLink.consumers[0].region", linkedWith({}, { region: "us-east-1" })),
  breaks(
    "a consumer's VPC in the region's",
    "privateLink.consumers[0].vpc.cidr",
    linkedWith({}, { vpc: { kind: "created", cidr: "10.0.4.0/24", zones: ["a", "b", "c"] } }),
  ),
  breaks(
    "a consumer in other zones than the service",
    "privateLink.consumers[0].vpc.zones",
    linkedWith({}, { vpc: { ...CONSUMER.vpc, zones: ["c"] } }),
  ),
  breaks(
    "a consumer by a name that there is not",
    "privateLink.consumers[0].privateDns",
    linkedWith({}, { privateDns: "service" }),
  ),
  breaks("a private name in another zone", "privateLink.privateDnsName", {
    ...linkedWith({ privateDnsName: "tcp.example.org" }),
    "service.hostname": "tcp.example.com",
    dns: { zone: "example.com" },
  }),
  breaks("a header for consumers alone", "privateLink.proxyProtocol", {
    ...linkedWith({ proxyProtocol: true }),
    options: ["privateLink", "nlb"],
    "service.proxyProtocol": false,
  }),
  breaks(
    "ranges that nobody looks at",
    "privateLink.allowedClients",
    linkedWith({ enforceSecurityGroup: false, allowedClients: ["10.0.0.0/8"] }),
  ),
  breaks("consumers that would be cut off", "privateLink.connectedConsumers", {
    ...linkedWith({ connectedConsumers: [{ name: "b" }] }),
    options: ["nlb"],
  }),
];

/** The accelerator in use in one region, of which nothing else is said, with settings. */
const accelerated = (settings: object = {}, group: object = {}, others: Changes = {}): Changes => ({
  options: ["globalAccelerator"],
  weights: undefined,
  instances: undefined,
  published: undefined,
  privateLink: undefined,
  dns: undefined,
  "service.hostname": undefined,
  "service.allowedClients": undefined,
  network: undefined,
  regions: { "eu-west-1": { zones: ["a", "b", "c"], cidr: "10.0.0.0/16", accelerator: group } },
  globalAccelerator: settings,
  ...others,
});

const BALANCER = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/blue/0123456789abcdef";
const ATTACHMENT = "arn:aws:globalaccelerator::444455556666:attachment/0a1b2c3d-0000-4000-8000-00000000000a";
const ENDPOINTS = "regions.eu-west-1.accelerator.endpoints";

const ACCELERATOR: readonly Mutation[] = [
  here("a list for an accelerator", "globalAccelerator", ["anycast"]),
  here("an unknown key of an accelerator", "globalAccelerator.clientAfinity", "none"),
  here("an unknown key of an endpoint group", "regions.<region>.accelerator.dail", 50),
  here("a dial of more than all", "regions.<region>.accelerator.dial", 100.5),
  here("a share of less than none", "regions.<region>.accelerator.weight", -1),
  here("a check at an interval that AWS has not", "globalAccelerator.healthCheck.intervalSeconds", 20),
  here("a range for an address", "globalAccelerator.ownAddresses[0]", "203.0.113.0/24"),
  here("a published accelerator that is no ARN", "globalAccelerator.published", "anycast"),
  breaks(
    "an accelerator without its section",
    "globalAccelerator",
    accelerated({}, {}, { globalAccelerator: undefined }),
  ),
  breaks("a dial of nothing everywhere", "regions.eu-west-1.accelerator.dial", accelerated({}, { dial: 0 })),
  breaks("a weight of nothing everywhere", "regions.eu-west-1.accelerator.weight", accelerated({}, { weight: 0 })),
  breaks(
    "an endpoint of another region",
    `${ENDPOINTS}[0].arn`,
    accelerated({}, { endpoints: [{ arn: BALANCER.replace("eu-west-1", "eu-west-2") }] }),
  ),
  breaks(
    "an endpoint twice",
    `${ENDPOINTS}[1]`,
    accelerated({}, { endpoints: [{ arn: BALANCER }, { arn: BALANCER }] }),
  ),
  breaks(
    "an attachment of another account",
    `${ENDPOINTS}[0].attachmentArn`,
    accelerated({}, { endpoints: [{ arn: BALANCER, attachmentArn: ATTACHMENT }] }),
  ),
  breaks(
    "IPv6 that the network has not",
    "globalAccelerator.ipAddressType",
    accelerated({ ipAddressType: "dualstack" }),
  ),
  breaks(
    "ranges of clients that nobody sees",
    "globalAccelerator.preserveClientIp",
    accelerated({ preserveClientIp: false }, {}, { "service.allowedClients": ["203.0.113.0/24"] }),
  ),
  breaks(
    "addresses of one range",
    "globalAccelerator.ownAddresses[1]",
    accelerated({ ownAddresses: ["203.0.113.7", "203.0.113.8"] }),
  ),
];

export const MUTATIONS: readonly Mutation[] = [
  here("a kind of stack that there is not", "kind", "consmer"),
  here("a section of a consumer's stack", "provider", { kind: "stack", stack: "prod" }),
  here("no options key", "options", undefined),
  here("no option", "options", []),
  here("an option that does not exist", "options[0]", "nbl"),
  breaks("an option twice", "options[1]", { options: ["nlb", "nlb"] }),
  here("a text for a section", "service", "tcp"),
  here("no port", "service.port", undefined),
  here("a port out of range", "service.port", 65536),
  here("a fraction of a port", "service.port", 80.5),
  here("an unknown key", "service.prot", 80),
  here("an unknown section", "servce", {}),
  breaks("a client range with host bits", "service.allowedClients[0]", { "service.allowedClients": ["10.0.0.1/8"] }),
  breaks("a client twice", "service.allowedClients[1]", { "service.allowedClients": ["10.0.0.0/8", "10.0.0.0/8"] }),
  breaks("a check slower than its interval", "service.healthCheck.timeoutSeconds", {
    "service.healthCheck.intervalSeconds": 5,
    "service.healthCheck.timeoutSeconds": 6,
  }),
  breaks("a path for a check by TCP", "service.healthCheck.path", { "service.healthCheck": { path: "/" } }),
  breaks("a name without the section dns", "service.hostname", {
    "service.hostname": "tcp.example.com",
    dns: undefined,
  }),
  breaks("a name in another zone", "service.hostname", {
    "service.hostname": "tcp.example.com",
    dns: { zone: "example.org" },
  }),
  here("no regions", "regions", {}),
  here("a list of regions", "regions", ["eu-west-1"]),
  here("a region that does not exist", "regions.eu-wst-1", { zones: ["a", "b"], cidr: "10.0.0.0/16" }),
  here("one zone", "regions.<region>.zones", ["a"]),
  here("a zone by its full name", "regions.<region>.zones[0]", "eu-west-1a"),
  here("a zone that the region does not have", "regions.<region>.zones[1]", "h"),
  breaks("a zone twice", "regions.<region>.zones[2]", { "regions.<region>.zones": ["a", "b", "a"] }),
  here("a VPC with host bits", "regions.<region>.cidr", "10.0.0.1/16"),
  here("a public VPC", "regions.<region>.cidr", "8.8.0.0/16"),
  here("a VPC that is too large", "regions.<region>.cidr", "10.0.0.0/15"),
  here("a VPC that is too small", "regions.<region>.cidr", "10.0.0.0/23"),
  breaks("a NAT zone that is not used", "regions.<region>.natZone", {
    "regions.<region>.nat": "single",
    "regions.<region>.natZone": "h",
  }),
  breaks("a NAT zone without a single NAT gateway", "regions.<region>.natZone", {
    "regions.<region>.nat": "perZone",
    "regions.<region>.natZone": "b",
  }),
  breaks("a parked zone that is used", "regions.<region>.parkedAddresses[0]", {
    "regions.<region>.zones": ["a", "b", "d"],
    "regions.<region>.parkedAddresses": ["b"],
  }),
  breaks("an address in a zone without a use for it", "regions.<region>.addresses.h", {
    "regions.<region>.parkedAddresses": [],
    "regions.<region>.addresses": { h: "eipalloc-0123456789abcdef0" },
  }),
  here("a role without its counterpart", "regions.<region>.role", "secondary"),
  breaks("counts that fall", "instances.min", {
    ...WITH_INSTANCES,
    "instances.min": 9,
    "instances.max": 2,
    "instances.desired": undefined,
  }),
  breaks("types of two architectures", "instances.types[1]", {
    ...WITH_INSTANCES,
    "instances.types": ["t3.small", "t4g.small"],
  }),
  breaks("a workload of an unknown kind", "instances.workload.kind", { "instances.workload": { kind: "docker" } }),
  breaks("user data of more than 16 KiB", "instances.workload", {
    ...WITH_INSTANCES,
    "instances.workload": { kind: "userData", userData: "x".repeat(16385) },
  }),
  breaks("steps that meet", "instances.scaling.stepsIn", {
    ...WITH_INSTANCES,
    "instances.scaling": { stepsOut: [{ above: 50, add: 1 }], stepsIn: [{ below: 50, remove: 1 }] },
  }),
  breaks("a destination that is no other host", "instances.egress[0].cidr", {
    ...WITH_INSTANCES,
    "instances.egress": [{ cidr: "169.254.0.0/16", port: 5432 }],
  }),
  breaks("a destination that is everywhere", "instances.egress[0].cidr", {
    ...WITH_INSTANCES,
    "instances.egress": [{ cidr: "0.0.0.0/0", port: 5432 }],
  }),
  breaks("no weights for two backends", "weights", { ...WITH_BOTH, weights: undefined }),
  breaks("a weight for a backend that is not there", "weights.tasks", {
    ...WITH_INSTANCES,
    weights: { instances: 1, tasks: 1 },
  }),
  breaks("a backend without a weight", "weights.tasks", { ...WITH_BOTH, weights: { instances: 1 } }),
  breaks("a weight that is too large", "weights.instances", { ...WITH_BOTH, "weights.instances": 1000 }),
  breaks("weights of nothing", "weights", { ...WITH_BOTH, weights: { instances: 0, tasks: 0 } }),
  breaks("tasks that fall", "ecs.min", { ...WITH_TASKS, "ecs.min": 9, "ecs.max": 2, "ecs.desired": undefined }),
  breaks("the bridge on Fargate", "ecs.networkMode", {
    ...WITH_BOTH,
    "ecs.launch": "fargate",
    "ecs.networkMode": "bridge",
  }),
  breaks("a size that Fargate does not have", "ecs.memoryMiB", {
    ...WITH_TASKS,
    "ecs.launch": "fargate",
    "ecs.cpuUnits": 256,
    "ecs.memoryMiB": 4096,
  }),
  breaks("fewer hosts on the bridge than tasks", "ecs.hosts.max", {
    ...WITH_TASKS,
    "ecs.launch": "ec2",
    "ecs.networkMode": "bridge",
    "ecs.min": 2,
    "ecs.desired": 2,
    "ecs.max": 4,
    "ecs.cpuUnits": 256,
    "ecs.memoryMiB": 512,
    "ecs.hosts": { max: 3 },
  }),
  breaks("a task that its host has no memory for", "ecs.memoryMiB", {
    ...WITH_TASKS,
    "ecs.launch": "ec2",
    "ecs.architecture": undefined,
    "ecs.fargateSpotPercent": undefined,
    "ecs.memoryMiB": 2048,
    "ecs.hosts": { type: "t3.small" },
  }),
  breaks("a deployment without room", "ecs.deployment.maxHealthyPercent", {
    ...WITH_BOTH,
    "ecs.deployment": { maxHealthyPercent: 100 },
  }),
  breaks("a variable twice", "ecs.secrets.A", {
    ...WITH_TASKS,
    "ecs.environment": { A: "1" },
    "ecs.secrets": { A: "arn:aws:ssm:eu-west-1:123456789012:parameter/a" },
  }),
  breaks("a secret that is none", "ecs.secrets.A", { "ecs.secrets": { A: "token" } }),
  breaks("tasks that connect to everywhere", "ecs.egress[0].cidr", {
    ...WITH_TASKS,
    "ecs.egress": [{ cidr: "0.0.0.0/0", port: 5432 }],
  }),
  breaks("a published address in a zone without one", "published[0]", {
    "regions.<region>.parkedAddresses": [],
    published: [{ region: "<region>", zone: "h", allocationId: "eipalloc-0fedcba9876543210" }],
  }),
  breaks("a published address where another is named", "published[0].allocationId", {
    "regions.<region>.zones": ["a", "b", "c"],
    "regions.<region>.addresses": { b: "eipalloc-0123456789abcdef0" },
    published: [{ region: "<region>", zone: "b", allocationId: "eipalloc-0fedcba9876543210" }],
  }),
  breaks("a published address that is no id", "published[0].allocationId", {
    published: [{ region: "<region>", zone: "a", allocationId: "203.0.113.7" }],
  }),
  ...FIREWALL,
  ...GUARD,
  ...PRIVATE_LINK,
  ...ACCELERATOR,
  here("a number for a tag", "tags.Team", 7),
  here("a tag of AWS", "tags.aws:x", "y"),
  here("a text for a flag", "protect", "yes"),
];
