import { join } from "node:path";
import * as aws from "@pulumi/aws";
import { StackRecorder } from "../../cli/recording/stackRecorder";
import { type SwitchArgs, type SwitchView, planSwitch } from "../../cli/switch/switch";
import { NetworkFirewall, type NetworkFirewallArgs } from "../../components";
import { type Graph, type ResourceNode, record } from "../../graph";
import program from "../../index";

export const ROOT = join(__dirname, "..", "..");

/** Keys of a stack file without the namespace, as a person would write them. */
export type Raw = Readonly<Record<string, unknown>>;

export interface RecordOptions {
  /** Default: test. */
  stack?: string;
  /** Default: false. */
  preview?: boolean;
  /** Keys without the namespace. Default: none. */
  secretKeys?: readonly string[];
}

/** The smallest stack: one region, two zones, one NAT gateway, and the default of everything else. */
export const BASE: Raw = {
  options: ["nlb"],
  service: { port: 5000 },
  regions: { "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16", nat: "single" } },
};

/** The same with what watches it. */
export const WATCHED: Raw = { ...BASE, monitoring: {} };

/** A key that names a namespace is of another: `aws:profile`. */
const namespaced = (key: string): string => (key.includes(":") ? key : `ha-tcp:${key}`);

/** As the engine hands config to a program: JSON for mappings and lists, its text for a lone value. */
export function engineConfig(raw: Raw): Record<string, string> {
  return Object.fromEntries(
    Object.entries(raw).map(([key, value]) => [
      namespaced(key),
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}

/** Recordings by what they are of. A graph is only ever read, so that tests share it. */
const recorded = new Map<string, Promise<Graph>>();

function once(key: string, make: () => Promise<Graph>): Promise<Graph> {
  const graph = recorded.get(key) ?? make();
  recorded.set(key, graph);
  return graph;
}

const UNWATCHED: Raw = { monitoring: { alarms: false, dashboard: false } };

/** What needs alarms, and says so where it is missing. */
const needsAlarms = ({ guard }: Raw): boolean => typeof guard === "object" && guard !== null && "autoshift" in guard;

/**
 * The graph of the program with a config. Without a word on monitoring it is left out: it is a third of a stack, and takes a third of the
 * time; `monitoring: {}` has its defaults.
 */
export function recordConfig(raw: Raw, options: RecordOptions = {}): Promise<Graph> {
  const { stack = "test", preview = false, secretKeys = [] } = options;
  const config = engineConfig(raw["kind"] === "consumer" || needsAlarms(raw) ? raw : { ...UNWATCHED, ...raw });
  return once(JSON.stringify([config, stack, preview, secretKeys]), () =>
    record({
      program,
      project: "ha-tcp",
      stack,
      preview,
      config,
      secretKeys: secretKeys.map(namespaced),
    }),
  );
}

const stackRecorder = StackRecorder.of(ROOT);

/** The graph of one of the repository's own stacks, `dev`, `prod`, or of a file. */
export const recordStack = (stackOrPath: string): Promise<Graph> => stackRecorder.graphOfStack(stackOrPath);

/** What a switch does, as the command finds it. */
export const plannedSwitch = (args: Partial<SwitchArgs>): Promise<SwitchView> =>
  planSwitch(ROOT, { stack: "dev", allowLoss: [], ...args }, stackRecorder);

/** The smallest firewall: of one zone, with one rule group. */
export const FIREWALL: NetworkFirewallArgs = {
  region: "eu-west-1",
  zones: ["a"],
  vpc: { cidr: "192.168.255.0/25" },
  homeRanges: ["10.20.0.0/16"],
  ruleGroups: [
    {
      key: "service",
      priority: 60_000,
      capacity: 200,
      variables: {},
      references: [],
      rules: "pass tcp any any -> any 5000 (sid:1;)",
      why: "clients",
    },
  ],
  tcpIdleTimeoutSeconds: 350,
  key: { kind: "aws" },
  protection: { deletion: false, policyChange: false, subnetChange: false },
  logs: { kind: "cloudWatch", types: ["ALERT", "FLOW"], retentionDays: 90 },
  flowLogs: { traffic: "ALL", retentionDays: 30, intervalSeconds: 600, destination: { kind: "cloudWatch" } },
};

/** The graph of a firewall alone, with arguments in place of those of `FIREWALL`. */
export function recordFirewall(args: Partial<NetworkFirewallArgs> = {}): Promise<Graph> {
  return once(JSON.stringify(["firewall", args]), () => {
    const alone = () => {
      const provider = new aws.Provider("aws-eu-west-1", { region: "eu-west-1" });
      new NetworkFirewall("firewall-eu-west-1", { ...FIREWALL, ...args }, { providers: [provider] });
      return {};
    };
    return record({ program: alone, project: "ha-tcp", stack: "test", config: {} });
  });
}

export function ofType(graph: Graph, type: string): ResourceNode[] {
  return graph.resources.filter((node) => node.type === type);
}

/**
 * The graph of what serves, without what only watches it: alarms come and go with what they are about, which test/components/monitoring
 * sees to.
 */
export const serving = (graph: Graph): Graph => ({
  ...graph,
  resources: graph.resources.filter(({ name }) => !name.startsWith("monitoring-")),
});

/** The one resource of a type and a name. Throws where there is none. */
export function find(graph: Graph, type: string, name: string): ResourceNode {
  const node = ofType(graph, type).find((each) => each.name === name);
  if (node) return node;
  const names = ofType(graph, type).map((each) => each.name);
  throw new Error(`no ${type} is named ${name}; there are: ${names.join(", ")}`);
}

/** Properties that hold JSON, which is compared by its content. */
const JSON_PROPERTIES = ["assumeRolePolicy", "defaultTags", "policy", "policyDocument"];

/** The whole inputs of a resource, JSON texts parsed. */
export function inputsOf(node: ResourceNode): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(node.inputs).map(([key, value]): [string, unknown] => [
      key,
      JSON_PROPERTIES.includes(key) && typeof value === "string" ? JSON.parse(value) : value,
    ]),
  );
}

/** The whole inputs of all resources of a type, by name: equal to what is expected only where none is missing or too many. */
export function inputs(graph: Graph, type: string): Record<string, Record<string, unknown>> {
  return Object.fromEntries(ofType(graph, type).map((node) => [node.name, inputsOf(node)]));
}

/** The logical name behind a URN. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** The names of what a resource depends on, sorted. */
export function dependenciesOf(node: ResourceNode): string[] {
  return node.dependencies.map(nameOf).sort();
}

export function decoded(base64: unknown): string {
  return Buffer.from(String(base64), "base64").toString("utf8");
}

const IRELAND = { zones: ["a", "b", "c"], cidr: "10.20.0.0/16" };
const FRANKFURT = { zones: ["a", "b"], cidr: "10.21.0.0/16", nat: "single", natZone: "b" };
const DNS = { zone: "example.com" };

/** What leads to private destinations without a subnet or a route more. */
const PRIVATE_WAY = { vpnGateway: { ranges: ["10.99.0.0/16"] } };
const NAMED_SERVICE = { port: 5000, hostname: "tcp.example.com" };

const PRIVATE_IMAGE = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/service:7";

/** One kept as a parameter, the other as a key of a secret. */
const SECRETS = {
  TOKEN: "arn:aws:ssm:eu-west-1:123456789012:parameter/tcp/token",
  PASSWORD: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:tcp/login-a1b2c3:password::",
};

const KEY_ARN = "arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0000-4000-8000-000000000001";

const EXISTING_SUBNETS = {
  a: "subnet-0a0a0a0a0a0a0a0a0",
  b: "subnet-0b0b0b0b0b0b0b0b0",
};

const OWN_RULE =
  'alert tcp $PARTNERS any -> $HOME_NET 5000 (msg:"A partner connects"; flow:to_server,established; sid:1000001; rev:1;)';

/** A load balancer of Ireland that this stack does not make. */
const otherBalancer = (name: string, account: string) =>
  `arn:aws:elasticloadbalancing:eu-west-1:${account}:loadbalancer/net/${name}/0123456789abcdef`;

const KINDS: Readonly<Record<string, Raw>> = {
  "two zones, one NAT gateway": BASE,
  "three zones, a NAT gateway each": { ...BASE, regions: { "eu-west-1": IRELAND } },
  "no NAT": { ...BASE, regions: { "eu-west-1": { ...IRELAND, nat: "none" } } },
  "two regions by latency": {
    ...BASE,
    service: NAMED_SERVICE,
    dns: { ...DNS, create: true },
    regions: { "eu-west-1": IRELAND, "eu-central-1": FRANKFURT },
    protect: true,
    tags: { Environment: "test", CostCentre: "4711" },
  },
  "two regions by role": {
    ...BASE,
    service: NAMED_SERVICE,
    dns: { ...DNS, healthCheck: { intervalSeconds: 10, failureThreshold: 2, minimumHealthyAddresses: 2 } },
    regions: { "eu-west-1": { ...IRELAND, role: "primary" }, "eu-central-1": { ...FRANKFURT, role: "secondary" } },
  },
  "two backends behind TLS, answered with their addresses": {
    ...BASE,
    options: ["nlb", "ecs"],
    weights: { instances: 90, tasks: 10 },
    service: { ...NAMED_SERVICE, tls: {} },
    dns: { ...DNS, routing: "multivalue" },
    monitoring: { latency: { regions: { "eu-north-1": {}, "eu-west-1": { handshakeMilliseconds: 100 } } } },
    regions: {
      "eu-west-1": {
        ...IRELAND,
        certificates: ["arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"],
      },
    },
  },
  "a private image without NAT": {
    ...BASE,
    regions: { "eu-west-1": { ...IRELAND, nat: "none" } },
    instances: {
      workload: {
        kind: "container",
        image: PRIVATE_IMAGE,
        containerPort: 8080,
        environment: { MODE: "fast", LEVEL: "info" },
      },
    },
  },
  "known clients, destinations and buckets": {
    ...BASE,
    service: {
      ...NAMED_SERVICE,
      allowedClients: ["203.0.113.0/24", "198.51.100.7/32"],
      preserveClientIp: false,
      healthCheck: { protocol: "HTTP", port: 8081 },
    },
    dns: DNS,
    regions: { "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16", nat: "single", ...PRIVATE_WAY } },
    instances: {
      egress: [
        { cidr: "192.0.2.0/24", port: 636 },
        { cidr: "10.99.0.0/16", port: 5432 },
      ],
    },
    network: { s3Buckets: ["team-files", "team-archive"] },
    monitoring: {
      latency: {
        regions: {
          "eu-north-1": {
            vpc: {
              id: "vpc-0123456789abcdef0",
              subnetIds: ["subnet-0123456789abcdef0"],
              egressAddresses: ["198.51.100.7"],
            },
          },
        },
      },
    },
  },
  "in a VPC that exists, without a way out": {
    ...BASE,
    options: ["nlb", "privateLink"],
    regions: {
      "eu-west-1": {
        zones: ["a", "b"],
        cidr: "10.64.0.0/16",
        nat: "none",
        vpc: {
          id: "vpc-0a1b2c3d4e5f60718",
          front: EXISTING_SUBNETS,
          app: { a: "subnet-0c0c0c0c0c0c0c0c0", b: "subnet-0d0d0d0d0d0d0d0d0" },
          interfaceEndpoints: "created",
          flowLogs: "created",
        },
      },
    },
  },
  "addresses of one's own": {
    ...BASE,
    regions: {
      "eu-west-1": {
        ...IRELAND,
        addresses: { a: "eipalloc-0a0a0a0a0a0a0a0a0", c: "eipalloc-0c0c0c0c0c0c0c0c0" },
        egressAddresses: { b: "eipalloc-0b0b0b0b0b0b0b0b0" },
      },
    },
    protect: true,
  },
  "parked addresses": {
    ...BASE,
    regions: {
      "eu-west-1": {
        zones: ["a", "b"],
        cidr: "10.20.0.0/16",
        nat: "single",
        parkedAddresses: ["c"],
        parkedEgressAddresses: ["b", "c"],
      },
    },
  },
  "steps and spot": {
    ...BASE,
    instances: {
      types: ["t3.small", "t3a.small"],
      spotPercent: 50,
      onDemandBase: 1,
      scaling: {
        targetCpuPercent: "none",
        stepsOut: [
          { above: 70, add: 1 },
          { above: 90, add: 3 },
        ],
        stepsIn: [
          { below: 20, remove: 1 },
          { below: 5, remove: 2 },
        ],
      },
    },
  },
  "tasks with interfaces of their own": {
    ...BASE,
    options: ["ecs"],
    regions: { "eu-west-1": { ...IRELAND, ...PRIVATE_WAY } },
    ecs: {
      image: PRIVATE_IMAGE,
      containerPort: 8080,
      command: ["serve", "--fast"],
      environment: { MODE: "fast", LEVEL: "info" },
      secrets: SECRETS,
      scaling: { targetConnectionsPerTask: 1000 },
      taskPolicyArns: [
        "arn:aws:iam::123456789012:policy/team/files",
        "arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess",
      ],
      exec: true,
      egress: [{ cidr: "10.99.0.0/16", port: 5432 }],
    },
  },
  "instances with a warm pool": {
    ...BASE,
    regions: { "eu-west-1": { ...IRELAND, nat: "none" } },
    instances: {
      types: ["m7g.large", "m7g.xlarge"],
      ami: { ids: { "eu-west-1": "ami-0123456789abcdef0" }, rootDevice: "/dev/xvda" },
      workload: { kind: "userData", userData: "#!/bin/bash\nsystemctl enable --now gruß\n" },
      warmPool: { minSize: 1, maxPreparedCapacity: 5, reuseOnScaleIn: true },
    },
  },
  "tasks on the bridge": {
    ...BASE,
    options: ["ecs"],
    service: { port: 5000, healthCheck: { protocol: "HTTP", port: 8081 } },
    ecs: { networkMode: "bridge", containerPort: 8080 },
  },
  "tasks with sidecars on spot hosts": {
    ...BASE,
    options: ["ecs"],
    ecs: {
      image: "registry.example.com/team/service:7",
      registryCredentials: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:registry-a1b2c3",
      memoryMiB: 900,
      dependsOn: { proxy: "healthy", migrate: "success" },
      sidecars: {
        proxy: {
          image: PRIVATE_IMAGE,
          command: ["proxy"],
          environment: { LEVEL: "info" },
          secrets: SECRETS,
          cpuUnits: 64,
          memoryMiB: 128,
          healthCheck: { command: ["proxy", "ping"] },
          dependsOn: { migrate: "complete" },
          readonlyRootFilesystem: true,
        },
        migrate: { image: "public.ecr.aws/team/migrate:1", essential: false },
      },
      hosts: {
        otherTypes: ["t3a.small"],
        spotPercent: 75,
        onDemandBase: 1,
        ami: { ids: { "eu-west-1": "ami-0123456789abcdef0" }, rootDevice: "/dev/sda1" },
      },
      deployment: { alarms: { names: { "eu-west-1": ["team-errors"] } } },
    },
  },
  "tasks on Fargate without NAT": {
    ...BASE,
    options: ["ecs"],
    regions: { "eu-west-1": { ...IRELAND, nat: "none" } },
    ecs: { launch: "fargate", image: PRIVATE_IMAGE, secrets: SECRETS, architecture: "arm64", fargateSpotPercent: 30 },
  },
  "both backends": { ...BASE, options: ["nlb", "ecs"], weights: { instances: 90, tasks: 10 } },
  "everything inspected": { ...BASE, options: ["networkFirewall"], regions: { "eu-west-1": IRELAND } },
  "inspected with rules of one's own": {
    ...BASE,
    options: ["networkFirewall", "ecs"],
    service: { ...NAMED_SERVICE, allowedClients: ["203.0.113.0/24", "198.51.100.7/32"], idleTimeoutSeconds: 900 },
    dns: DNS,
    regions: {
      "eu-west-1": {
        ...IRELAND,
        firewall: { cidr: "192.168.0.0/24", zones: ["a", "b", "c"], kmsKeyArn: KEY_ARN, bypassZones: ["c"] },
      },
    },
    ecs: { egress: [{ cidr: "192.0.2.0/24", port: 636 }] },
    networkFirewall: {
      denied: ["203.0.113.128/25"],
      allowed: ["198.51.100.7/32"],
      ipSets: { PARTNERS: ["203.0.113.0/25"] },
      suricata: {
        team: { rules: OWN_RULE, capacity: 50 },
        first: { rules: OWN_RULE.replace("1000001", "1000002"), priority: 1 },
      },
      egressDomains: [".amazonaws.com", "api.example.com"],
      customerManagedKey: true,
      logs: { kind: "s3", bucket: "log-archive", prefix: "firewall" },
    },
    monitoring: {
      notify: { ticket: { topicArns: ["arn:aws:sns:eu-west-1:123456789012:alarms"] } },
      thresholds: { firewallDroppedPackets: 50 },
    },
  },
  "two inspected regions, one by a firewall that exists": {
    ...BASE,
    options: ["networkFirewall"],
    regions: {
      "eu-west-1": {
        ...IRELAND,
        nat: "none",
        firewall: {
          existing: {
            arn: "arn:aws:network-firewall:eu-west-1:210987654321:firewall/central",
            zones: ["a", "b", "c"],
          },
        },
      },
      "eu-central-1": FRANKFURT,
    },
    networkFirewall: {
      customerManagedKey: true,
      protection: { deletion: true, policyChange: true, subnetChange: true },
      logs: { kind: "firehose", types: ["ALERT"], deliveryStream: "firewall-logs" },
    },
  },
  "PrivateLink beside the public load balancer": {
    ...BASE,
    options: ["nlb", "privateLink"],
    service: NAMED_SERVICE,
    dns: DNS,
    regions: { "eu-west-1": IRELAND },
    privateLink: {
      allowedPrincipals: [
        "arn:aws:iam::111122223333:root",
        "arn:aws:iam::444455556666:role/team/connector",
        "arn:aws:iam::444455556666:user/ops",
      ],
      allowedClients: ["172.16.0.0/16"],
      privateDnsName: "link.example.com",
      supportedRegions: ["us-east-1"],
      notifications: { topicArns: ["arn:aws:sns:eu-west-1:123456789012:connections"], events: ["Connect", "Delete"] },
      consumers: [
        { name: "acme", region: "eu-west-1", vpc: { kind: "created", cidr: "10.60.0.0/22", zones: ["a", "b", "c"] } },
        {
          name: "globex",
          region: "eu-west-1",
          vpc: { kind: "existing", id: "vpc-0a0a0a0a0a0a0a0a0", cidr: "10.20.0.0/16", subnets: EXISTING_SUBNETS },
          allowedClients: ["10.20.7.0/24"],
          privateDns: "service",
        },
        {
          name: "initech",
          region: "us-east-1",
          vpc: { kind: "created", cidr: "10.61.0.0/24", zones: ["b", "a"] },
          privateDns: "none",
        },
      ],
      connectedConsumers: [{ name: "hooli", endpointId: "vpce-0c0c0c0c0c0c0c0c0" }, { name: "umbrella" }],
    },
  },
  "PrivateLink alone, in dual stack, by rules of the endpoint only": {
    ...BASE,
    options: ["privateLink"],
    service: { ...NAMED_SERVICE, preserveClientIp: false, healthCheck: { protocol: "HTTP", port: 8081 } },
    // The header comes first on every port, and the echo server cannot read it.
    instances: { workload: { kind: "userData", userData: "#!/bin/bash\nexec own-server\n" } },
    dns: DNS,
    regions: { "eu-west-1": IRELAND },
    network: { ipv6: true },
    privateLink: {
      acceptanceRequired: false,
      allowedPrincipals: ["*"],
      allowAnyPrincipal: true,
      enforceSecurityGroup: false,
      ipAddressType: "dualstack",
      proxyProtocol: true,
      consumers: [
        {
          name: "globex",
          region: "eu-west-1",
          vpc: { kind: "existing", id: "vpc-0a0a0a0a0a0a0a0a0", cidr: "10.20.0.0/16", subnets: EXISTING_SUBNETS },
          ipAddressType: "dualstack",
          allowedClients: ["10.20.0.0/16", "2001:db8:7::/56"],
        },
      ],
    },
  },
  "PrivateLink to tasks in two regions, inspected elsewhere": {
    ...BASE,
    options: ["ecs", "networkFirewall", "privateLink"],
    regions: { "eu-west-1": IRELAND, "eu-central-1": FRANKFURT },
    privateLink: {
      allowedClients: ["172.16.0.0/16"],
      consumers: [
        {
          name: "acme",
          region: "eu-central-1",
          vpc: { kind: "created", cidr: "10.60.0.0/22", zones: ["a", "b", "c"] },
        },
        { name: "globex", region: "eu-west-1", vpc: { kind: "created", cidr: "10.62.0.0/22", zones: ["a", "b", "c"] } },
      ],
    },
  },
  "a consumer of a service of another account": {
    kind: "consumer",
    provider: {
      kind: "service",
      name: "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0",
      zoneIds: ["euw1-az1", "euw1-az3"],
      port: 5000,
      hostname: "tcp.example.com",
    },
    consumer: {
      name: "acme",
      region: "eu-west-1",
      vpc: { kind: "created", cidr: "10.60.0.0/22", zones: ["a", "b", "c"] },
    },
  },
  "an accelerator of two regions": {
    ...BASE,
    options: ["globalAccelerator"],
    regions: { "eu-west-1": IRELAND, "eu-central-1": { ...FRANKFURT, accelerator: { dial: 0, weight: 0 } } },
    protect: true,
    globalAccelerator: {},
  },
  "an accelerator beside the public load balancer, to both backends": {
    ...BASE,
    monitoring: { latency: { regions: { "eu-north-1": {} }, intervalMinutes: 1, failures: 5 } },
    options: ["nlb", "ecs", "globalAccelerator"],
    weights: { instances: 90, tasks: 10 },
    globalAccelerator: { clientAffinity: "sourceIp", crossZone: true },
  },
  "an accelerator beside PrivateLink, of known clients": {
    ...BASE,
    options: ["privateLink", "globalAccelerator"],
    service: { port: 5000, allowedClients: ["203.0.113.0/24", "198.51.100.7/32"] },
    privateLink: {
      allowedClients: ["172.16.0.0/16"],
      allowedPrincipals: ["arn:aws:iam::111122223333:root"],
    },
    globalAccelerator: {
      ownAddresses: ["198.51.100.99", "203.0.113.77"],
      flowLogs: { kind: "existing", bucket: "log-archive", prefix: "team/accelerator" },
    },
  },
  "an accelerator in dual stack": {
    ...BASE,
    options: ["globalAccelerator"],
    network: { ipv6: true },
    globalAccelerator: { ipAddressType: "dualstack" },
  },
  "an accelerator to another port and other load balancers, with flow logs": {
    ...BASE,
    options: ["ecs", "globalAccelerator"],
    regions: {
      "eu-west-1": {
        ...IRELAND,
        accelerator: {
          dial: 12.5,
          weight: 230,
          endpoints: [
            { arn: otherBalancer("green", "111122223333"), weight: 0, preserveClientIp: true },
            {
              arn: otherBalancer("blue", "444455556666"),
              weight: 25,
              attachmentArn: "arn:aws:globalaccelerator::444455556666:attachment/0a1b2c3d-0000-4000-8000-000000000001",
            },
          ],
        },
      },
    },
    globalAccelerator: {
      preserveClientIp: false,
      endpointPort: 5443,
      healthCheck: { intervalSeconds: 10, threshold: 2 },
      flowLogs: { kind: "created", retentionDays: 30 },
    },
    monitoring: { notify: { page: { topicArns: ["arn:aws:sns:us-west-2:123456789012:alarms"] } } },
  },
  "a parked accelerator": { ...BASE, protect: true, globalAccelerator: { flowLogs: { kind: "created" } } },
  "every way to other networks": {
    ...BASE,
    instances: {
      egress: [
        { cidr: "10.21.0.0/16", port: 5432 },
        { cidr: "172.16.0.0/16", port: 389 },
      ],
    },
    network: { peerRegions: [["eu-west-1", "eu-central-1"]] },
    regions: {
      "eu-central-1": {
        ...FRANKFURT,
        vpnGateway: {
          ranges: ["172.16.0.0/12"],
          frontRoutes: true,
          directConnect: { gatewayId: "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", owner: "210987654321" },
        },
      },
      "eu-west-1": {
        ...IRELAND,
        transitGateways: {
          hub: {
            id: "tgw-0a0a0a0a0a0a0a0a0",
            ranges: ["10.0.0.0/8", "100.64.0.0/10"],
            frontRoutes: true,
            applianceMode: true,
            associateWith: "tgw-rtb-0a0a0a0a0a0a0a0a0",
            propagateTo: ["tgw-rtb-0b0b0b0b0b0b0b0b0", "tgw-rtb-0a0a0a0a0a0a0a0a0"],
          },
          shared: { id: "tgw-0b0b0b0b0b0b0b0b0", owner: 210987654321, accepted: false, ranges: ["192.168.0.0/16"] },
        },
        peerings: {
          far: { vpcId: "vpc-0a0a0a0a0a0a0a0a0", region: "us-east-1", ranges: ["10.200.0.0/16"], dnsResolution: true },
          role: {
            vpcId: "vpc-0b0b0b0b0b0b0b0b0",
            account: "210987654321",
            assumeRoleArn: "arn:aws:iam::210987654321:role/peering",
            peerRouteTables: ["rtb-0b0b0b0b0b0b0b0b0", "rtb-0a0a0a0a0a0a0a0a0"],
            ranges: ["10.201.0.0/16"],
          },
          theirs: { vpcId: "vpc-0c0c0c0c0c0c0c0c0", account: "310987654321", ranges: ["10.202.0.0/17"] },
        },
        vpnGateway: {
          ranges: ["172.16.0.0/16"],
          amazonSideAsn: 64600,
          directConnect: { gatewayId: "1a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", allowedPrefixes: ["10.16.0.0/12"] },
        },
      },
    },
  },
  "the longest region names": {
    ...BASE,
    options: ["nlb", "privateLink"],
    regions: {
      "ap-southeast-4": { zones: ["a", "b"], cidr: "172.16.0.0/20" },
      "ap-northeast-1": { zones: ["d", "a"], cidr: "172.16.16.0/20", nat: "none" },
    },
  },
};

/** One config for each kind of stack, for what holds for all of them: with what watches it. */
export const SHAPES: Readonly<Record<string, Raw>> = Object.fromEntries(
  Object.entries(KINDS).map(([title, raw]) => [title, raw["kind"] === "consumer" ? raw : { monitoring: {}, ...raw }]),
);

/** Those with options and regions. The others are of consumers. */
export const SERVICE_SHAPES: Readonly<Record<string, Raw>> = Object.fromEntries(
  Object.entries(SHAPES).filter(([, raw]) => raw["kind"] !== "consumer"),
);

/** What an account has rules for: whose credentials may be used, and what roles are like. Of either kind of stack. */
export const OF_ACCOUNT = {
  account: "012345678901",
  iam: {
    permissionsBoundaryArn: "arn:aws:iam::012345678901:policy/boundary",
    path: "/tcp/",
    namePrefix: "acme-",
  },
};

/** The same with what is recorded of every shape beside it: protected, and of one account. */
export const ofProtectedAccount = (raw: Raw): Raw => ({ ...raw, protect: true, ...OF_ACCOUNT });

/** The error that something fails with. Fails itself where it does not. */
export async function failureOf(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => {
      throw new Error("it did not fail");
    },
    (reason: unknown) => reason as Error,
  );
}
