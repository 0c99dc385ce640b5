import { createHash } from "node:crypto";
import { OFFLINE_ACCOUNT } from "../invokes";

/** What ids of AWS begin with, by the kind of a resource. 17 hexadecimal digits follow. */
const ID_PREFIXES: Readonly<Record<string, string>> = {
  Eip: "eipalloc",
  FlowLog: "fl",
  InternetGateway: "igw",
  LaunchTemplate: "lt",
  NatGateway: "nat",
  PrivateDnsNamespace: "ns",
  NetworkAcl: "acl",
  PrefixList: "pl",
  RouteTable: "rtb",
  SecurityGroup: "sg",
  SecurityGroupEgressRule: "sgr",
  SecurityGroupIngressRule: "sgr",
  Subnet: "subnet",
  Vpc: "vpc",
  VpcAttachment: "tgw-attach",
  VpcEndpoint: "vpce",
  VpcEndpointAssociation: "vpce",
  VpcEndpointService: "vpce-svc",
  VpcPeeringConnection: "pcx",
  VpnGateway: "vgw",
};

/** ARNs whose form the provider checks, by the kind of a resource. */
const ARNS: Readonly<Record<string, (name: string, digits: string) => string>> = {
  Group: (name, digits) =>
    arn(
      "autoscaling",
      `autoScalingGroup:${digits.slice(0, 8)}-0000-4000-8000-000000000000:autoScalingGroupName/${name}`,
    ),
  Cluster: (name) => arn("ecs", `cluster/${name}`),
  InstanceProfile: (name) => `arn:aws:iam::${OFFLINE_ACCOUNT}:instance-profile/${name}`,
  Key: (_, digits) => arn("kms", `key/${digits.slice(0, 8)}-0000-4000-8000-000000000000`),
  Listener: (name, digits) =>
    arn("elasticloadbalancing", `listener/net/${name}/${digits.slice(0, 16)}/${digits.slice(1)}`),
  LoadBalancer: (name, digits) => arn("elasticloadbalancing", `loadbalancer/net/${name}/${digits.slice(0, 16)}`),
  LogGroup: (name) => arn("logs", `log-group:${name}`),
  HealthCheck: (_, digits) => `arn:aws:route53:::healthcheck/${uuidOf(digits)}`,
  Role: (name) => `arn:aws:iam::${OFFLINE_ACCOUNT}:role/${name}`,
  TaskDefinition: (name) => arn("ecs", `task-definition/${name}:1`),
  TargetGroup: (name, digits) => arn("elasticloadbalancing", `targetgroup/${name}/${digits.slice(0, 16)}`),
  Topic: (name) => arn("sns", name),
};

const uuidOf = (digits: string): string => `${digits.slice(0, 8)}-0000-4000-8000-${digits.slice(5).padStart(12, "0")}`;

function arn(service: string, resource: string): string {
  return `arn:aws:${service}:eu-west-1:${OFFLINE_ACCOUNT}:${resource}`;
}

/** 17 digits that follow from a text, so that the same resource gets the same id each time. */
export function idDigits(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 17);
}

/** AWS takes load balancers and target groups with short names only. */
const shortName = (name: string): string => name.replace(/[^A-Za-z0-9-]/g, "-").slice(0, 32);

/** A value in the form that AWS would give the property of a resource; nothing has it, and it says nothing. */
export function dummyValue({ kind, name, property: whole }: { kind: string; name: string; property: string }): string {
  // Of a member of a structure, the member: `dnsEntries_0_dnsName`.
  const property = whole.split("_").at(-1) ?? whole;
  const digits = idDigits(`${kind} ${name}`);
  if (/arn$/i.test(property))
    return ARNS[kind]?.(shortName(name), digits) ?? arn("ec2", `${kind.toLowerCase()}/${shortName(name)}`);
  if (property === "arnSuffix")
    return (ARNS[kind]?.(shortName(name), digits) ?? "").replace(/^.*:(loadbalancer\/)?/, "");
  if (/^(hostedZ|z)oneId$/.test(property) || /Zone$/.test(kind)) return `Z${digits.slice(0, 13).toUpperCase()}`;
  if (/Ip$|ipAddresses_\d+$/.test(whole)) return `203.0.113.${(Number.parseInt(digits.slice(0, 4), 16) % 254) + 1}`;
  if (/^(dnsName|fqdn)$/.test(property)) return `${shortName(name).toLowerCase()}.example.com`;
  if (/version$/i.test(property)) return "1";
  if (property === "serviceName") return `com.amazonaws.vpce.eu-west-1.vpce-svc-${digits}`;
  if (property === "availabilityZoneId") return `euw1-az${(Number.parseInt(digits.slice(0, 4), 16) % 3) + 1}`;
  if (property === "networkInterfaceId") return `eni-${digits}`;
  if (property === "name") return name;
  return idOf(kind, name, digits);
}

/** Kinds whose ids are their ARNs. */
const ID_IS_ARN = ["Cluster", "Listener", "LoadBalancer", "TargetGroup", "Topic"];

/** Kinds whose ids have the form of a UUID. */
const ID_IS_UUID = ["HealthCheck", "Protection"];

function idOf(kind: string, name: string, digits: string): string {
  const prefix = ID_PREFIXES[kind];
  if (prefix !== undefined) return `${prefix}-${digits}`;
  if (ID_IS_UUID.includes(kind)) return uuidOf(digits);
  return ID_IS_ARN.includes(kind) ? dummyValue({ kind, name, property: "arn" }) : name;
}
