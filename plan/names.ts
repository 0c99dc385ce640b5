import { createHash } from "node:crypto";

/*
 * Logical names. They are identity: a changed name is a replaced resource, for an Elastic IP a lost address.
 * No name says an option, a position in a list or a subnet. What people want to read goes into the `Name` tag.
 */

/** `network-eu-west-1` */
export const networkName = (region: string): string => `network-${region}`;

/** What leads out of a region's VPC into other networks. */
export const waysName = (region: string): string => `ways-${region}`;

/** The peering of two of the stack's own VPCs, whichever of them is named first. */
export const regionPeeringName = (regions: readonly [string, string]): string =>
  `peering-${[...regions].sort().join("-")}`;

/**
 * A VPC that exists, or a subnet of it, as it is read: a name of its own, as with that of a VPC made here the engine would take the one for
 * a replacement of the other.
 */
export const existingName = (network: string, ...parts: readonly string[]): string =>
  [network, ...parts, "existing"].join("-");

/** The tier of a subnet that exists, by that name. */
export const tierOfExisting = (name: string): "front" | "app" | undefined =>
  /-(front|app)-[a-z]-existing$/.exec(name)?.[1] as "front" | "app" | undefined;

/** The component that holds a region's Elastic IPs. */
export const addressesName = (region: string): string => `addresses-${region}`;

/** An Elastic IP that clients connect to. */
export const publicAddressName = (region: string, zone: string): string => `addresses-${region}-${zone}`;

/** An Elastic IP that the service's own connections come from. */
export const egressAddressName = (region: string, zone: string): string => `addresses-${region}-egress-${zone}`;

/** A further Elastic IP of a zone's NAT gateway, by its own name. */
export const secondaryAddressName = (region: string, zone: string, name: string): string =>
  `${egressAddressName(region, zone)}-${name}`;

/** The own name of a zone's further address, from that of its resource; undefined where it is none. One that exists is only read, as `…-own`. */
export function secondaryNameIn(region: string, zone: string, resource: string): string | undefined {
  const prefix = secondaryAddressName(region, zone, "");
  const name = resource.startsWith(prefix) ? resource.slice(prefix.length).replace(/-own$/, "") : "own";
  return name === "own" ? undefined : name;
}

/** The public front door of a region, and the load balancer in it. */
export const frontDoorName = (region: string): string => `front-${region}`;

/** The PrivateLink service of a region, and the internal load balancer in it. Short: a target group's name has no room for more. */
export const privateLinkName = (region: string): string => `link-${region}`;

/** The internal load balancer of a region that the accelerator leads to. Short, as above. */
export const acceleratedNlbName = (region: string): string => `accel-${region}`;

/** The accelerator and its addresses. */
export const ANYCAST_NAME = "anycast";

/** What the accelerator does with what comes to its addresses. */
export const ACCELERATOR_NAME = "accelerator";

/** The alarms of a region. */
export const monitoringName = (region: string): string => `monitoring-${region}`;

/** What an operator looks at. */
export const DASHBOARD_NAME = "monitoring-dashboard";

/** The channels that hear of alarms. */
export const CHAT_NAME = "monitoring-chat";

/** A consumer of the service through PrivateLink, by its own name. */
export const consumerName = (name: string): string => `consumer-${name}`;

/** The firewall of a region, and the VPC that it stands in. */
export const firewallName = (region: string): string => `firewall-${region}`;

/** A rule group of a firewall, by its key (see plan/networkFirewall/ruleGroups.ts). */
export const ruleGroupName = (firewall: string, key: string): string => `${firewall}-${key}`;

/** The key of a region, by which what the stack stores there is encrypted. */
export const keyName = (region: string): string => `key-${region}`;

/** The access logs of a region's load balancers, and the bucket that they go to. */
export const accessLogsName = (region: string): string => `access-logs-${region}`;

/** What audits a region. */
export const auditName = (region: string): string => `audit-${region}`;

/** The instances of a region. */
export const fleetName = (region: string, vpcId?: string): string => inVpc(`fleet-${region}`, vpcId);

/** The ECS backend of a region. */
export const tasksName = (region: string, vpcId?: string): string => inVpc(`tasks-${region}`, vpcId);

/**
 * What runs in a VPC that exists has some digits of the VPC's id in its name: no Auto Scaling group and no service moves to another VPC, so
 * that another one comes up before the one goes.
 */
const inVpc = (name: string, vpcId: string | undefined): string =>
  vpcId === undefined ? name : `${name}-${vpcId.slice(-VPC_DIGITS)}`;

const VPC_DIGITS = 6;

/** What Shield Advanced protects, of all regions. */
export const SHIELD_NAME = "shield";

/** The protection of an Elastic IP that clients connect to. */
export const addressProtectionName = (region: string, zone: string): string => `${SHIELD_NAME}-${region}-${zone}`;

/** The protection of the accelerator. */
export const ACCELERATOR_PROTECTION_NAME = `${SHIELD_NAME}-accelerator`;

/** Zonal autoshift of a region's load balancers. */
export const autoshiftName = (region: string): string => `autoshift-${region}`;

/** The quotas of a region that the stack asks for. */
export const quotasName = (region: string): string => `quotas-${region}`;

/** What the stack may cost. */
export const BUDGET_NAME = "budget";

export const providerName = (region: string): string => `aws-${region}`;

/** The providers of hosted zones in other accounts: of the first name's zone, of the second's, of the zones above them, and of a private one. */
export type ZoneProvider =
  | "aws-dns"
  | "aws-dns-second"
  | "aws-dns-parent"
  | "aws-dns-second-parent"
  | "aws-dns-private";

/** Backends, by the suffix of their target groups. Three letters, as a target group's name has no room for more. */
export const BACKEND_SUFFIX = { instances: "ec2", tasks: "ecs" } as const;

export type Backend = keyof typeof BACKEND_SUFFIX;

/** A target group; one that is of a port of the targets alone ends with it: `front-eu-west-1-ec2-8883`. */
export const targetGroupName = (frontDoor: string, backend: Backend, port?: number): string =>
  `${frontDoor}-${BACKEND_SUFFIX[backend]}${port === undefined ? "" : `-${port}`}`;

/** What is there of a port beside the service's own begins with its name: `front-eu-west-1-mqtts`. */
export const listenerName = (frontDoor: string, listening: string | undefined): string =>
  listening === undefined ? frontDoor : `${frontDoor}-${listening}`;

/** `203.0.113.0/24` as part of a name: `203-0-113-0-24`; `2001:db8::/32` is `2001-db8---32`. */
export const cidrName = (cidr: string): string => cidr.replace(/[./:]/g, "-");

/** A text of at most so many characters: of a longer one the beginning, and a digest that tells it from others that begin so. */
export function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 7);
  return `${text.slice(0, limit - digest.length - 1)}-${digest}`;
}

/**
 * How long the beginnings of physical names may be that the provider goes on with: it adds 26 characters, the time and a count.
 * Source: roleNamePrefixMaxLen and instanceProfileNamePrefixMaxLen in internal/service/iam of the provider, UniqueIDSuffixLength of its SDK
 */
export const ROLE_PREFIX_LENGTH = 38;
export const INSTANCE_PROFILE_PREFIX_LENGTH = 102;

/** How much of it may be the account's. The rest tells a role's logical name, or its beginning and a digest of it. */
export const MAX_ROLE_PREFIX = 20;

/** `acme-` and `fleet-eu-west-1-role` give `acme-fleet-eu-west-1-role-`. */
export const prefixedName = (prefix: string, name: string, length: number): string =>
  `${shortened(`${prefix}${name}`, length - 1)}-`;

/** What the provider adds to a logical name to make the physical one: a hyphen and seven hex digits. */
export const AUTONAME_LENGTH = 8;

/**
 * How long physical names may be, by resource type, where the provider makes them from the logical name.
 * Source: the argument comments of the typings (`name` of lb.LoadBalancer and lb.TargetGroup) and the service APIs.
 */
export const NAME_LIMITS: Readonly<Record<string, number>> = {
  "aws:lb/loadBalancer:LoadBalancer": 32,
  "aws:lb/targetGroup:TargetGroup": 32,
  "aws:globalaccelerator/accelerator:Accelerator": 64,
  "aws:s3/bucket:Bucket": 63,
  "aws:iam/role:Role": 64,
  "aws:iam/instanceProfile:InstanceProfile": 128,
  "aws:ec2/launchTemplate:LaunchTemplate": 128,
  "aws:ec2/securityGroup:SecurityGroup": 255,
  "aws:autoscaling/group:Group": 255,
  "aws:cfg/rule:Rule": 128,
  "aws:cloudwatch/eventRule:EventRule": 64,
  "aws:cloudwatch/metricAlarm:MetricAlarm": 255,
  "aws:sns/topic:Topic": 256,
  "aws:cloudwatch/logGroup:LogGroup": 512,
  "aws:synthetics/canary:Canary": 255,
  "aws:networkfirewall/firewall:Firewall": 128,
  "aws:networkfirewall/firewallPolicy:FirewallPolicy": 128,
  "aws:networkfirewall/ruleGroup:RuleGroup": 128,
  "aws:shield/protection:Protection": 128,
};

/**
 * What the physical name of a target group begins with, where its logical name is too long for it: `8883-`. The provider makes the rest.
 * Source: the argument comments of the typings (`namePrefix` of lb.TargetGroup): up to 6 characters.
 */
export const targetGroupPrefix = (port: number): string => `${port}-`;

/** How many characters a logical name has too many for its physical name; 0 where it fits. */
export function nameExcess(type: string, logicalName: string): number {
  const limit = NAME_LIMITS[type];
  return limit === undefined ? 0 : Math.max(0, logicalName.length + AUTONAME_LENGTH - limit);
}
