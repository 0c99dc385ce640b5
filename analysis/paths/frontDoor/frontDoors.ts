import type { ResourceNode } from "../../../graph/graph";
import { ANYWHERE_V6 } from "../../../plan/cidrs";
import type { SecurityGroup, SecurityGroupRule } from "../network/filters";
import type { Peer } from "../network/path";
import { ALL_PORTS, EPHEMERAL, onePort, within } from "../network/ranges";
import type { Subnet, Topology } from "../network/vpc";
import type { Fleets, Target } from "./fleets";

/** A listener of a Network Load Balancer, and what it forwards to. */
export interface FrontDoor {
  name: string;
  /** Of the load balancer. */
  urn: string;
  /** Logical name. */
  listener: string;
  port: number;
  tls: boolean;
  groups: SecurityGroup[];
  /** Whether it names security groups, be they in the plan or not. */
  hasSecurityGroups: boolean;
  /** Whether the groups' rules hold for what comes by PrivateLink too. AWS's default: they do. */
  guardsPrivateLink: boolean;
  /** Whether it has public addresses. */
  public: boolean;
  /** Whether it has IPv6 addresses beside the others. */
  dualStack: boolean;
  region: string;
  nodes: LoadBalancerNode[];
  targetGroups: TargetGroup[];
  /** Those that get no connections. */
  idleTargetGroups: TargetGroup[];
}

/** The load balancer in one zone. */
export interface LoadBalancerNode {
  subnet: Subnet;
  /** Logical name of its Elastic IP. */
  address?: string;
}

/** A target group behind a listener. */
export interface TargetGroup {
  name: string;
  /** Whether its targets have IPv6 addresses. */
  ipv6: boolean;
  targets: Target[];
  /** Whether the target sees the client's address, else it sees that of the load balancer's node. */
  preservesClientIp: boolean;
  /** Whether a node reaches the targets of other zones. */
  crossZone: boolean;
  /** Undefined where it is the target's own. */
  healthCheckPort?: number;
}

export function frontDoorsOf(topology: Topology, fleets: Fleets): FrontDoor[] {
  const { index, groups } = topology;
  return index.ofType("aws:lb/listener:Listener").flatMap((listener) => {
    const balancer = index.resolve(listener.inputs["loadBalancerArn"]);
    if (balancer?.inputs["loadBalancerType"] !== "network") return [];
    const ids = (balancer.inputs["securityGroups"] ?? []) as unknown[];
    return [
      {
        name: balancer.name,
        urn: balancer.urn,
        listener: listener.name,
        port: Number(listener.inputs["port"]),
        tls: listener.inputs["protocol"] === "TLS",
        groups: ids.flatMap((id) => groups.get(index.resolve(id)?.name ?? "") ?? []),
        hasSecurityGroups: ids.length > 0,
        guardsPrivateLink:
          ids.length > 0 && balancer.inputs["enforceSecurityGroupInboundRulesOnPrivateLinkTraffic"] !== "off",
        public: balancer.inputs["internal"] !== true,
        dualStack: balancer.inputs["ipAddressType"] === "dualstack",
        region: index.regionOf(balancer) ?? "",
        nodes: nodesOf(topology, balancer),
        ...targetGroupsOf(topology, fleets, listener, balancer),
      },
    ];
  });
}

interface SubnetMapping {
  subnetId?: unknown;
  allocationId?: unknown;
}

function nodesOf({ index, subnets, addressOf }: Topology, { inputs }: ResourceNode): LoadBalancerNode[] {
  const plain = ((inputs["subnets"] ?? []) as unknown[]).map((subnetId): SubnetMapping => ({ subnetId }));
  return ((inputs["subnetMappings"] ?? plain) as SubnetMapping[]).flatMap(({ subnetId, allocationId }) => {
    const subnetNode = index.resolve(subnetId);
    const subnet = subnetNode && subnets.get(subnetNode);
    return subnet ? [{ subnet, address: addressOf(allocationId) }] : [];
  });
}

interface ListenerAction {
  targetGroupArn?: unknown;
  forward?: { targetGroups?: { arn: unknown; weight?: number }[] };
}

/** Those of weight 0 get nothing. */
function targetGroupsOf(
  { index }: Topology,
  fleets: Fleets,
  listener: ResourceNode,
  balancer: ResourceNode,
): Pick<FrontDoor, "targetGroups" | "idleTargetGroups"> {
  const all = ((listener.inputs["defaultActions"] ?? []) as ListenerAction[])
    .flatMap(({ forward, targetGroupArn }) => forward?.targetGroups ?? [{ arn: targetGroupArn, weight: 1 }])
    .flatMap(({ arn, weight }) => {
      const group = index.resolve(arn);
      return group ? [{ weight, forward: targetGroupOf(fleets, group, balancer) }] : [];
    });
  return {
    targetGroups: all.filter(({ weight }) => weight !== 0).map(({ forward }) => forward),
    idleTargetGroups: all.filter(({ weight }) => weight === 0).map(({ forward }) => forward),
  };
}

function targetGroupOf({ targets }: Fleets, group: ResourceNode, balancer: ResourceNode): TargetGroup {
  const { inputs, name } = group;
  const port = Number((inputs["healthCheck"] as { port?: unknown } | undefined)?.port);
  return {
    name: name,
    ipv6: inputs["ipAddressType"] === "ipv6",
    targets: targets.get(group) ?? [],
    preservesClientIp: preservesClientIp(inputs),
    crossZone: crossesZones(inputs, balancer),
    ...(port > 0 && { healthCheckPort: port }),
  };
}

/** By default those of instances do. Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html */
const preservesClientIp = ({ preserveClientIp, targetType = "instance" }: ResourceNode["inputs"]): boolean =>
  preserveClientIp === undefined ? targetType === "instance" : [true, "true"].includes(preserveClientIp as string);

function crossesZones({ loadBalancingCrossZoneEnabled }: ResourceNode["inputs"], { inputs }: ResourceNode): boolean {
  const own = String(loadBalancingCrossZoneEnabled);
  return own === "true" || own === "false" ? own === "true" : inputs["enableCrossZoneLoadBalancing"] === true;
}

export const nodePeer = (
  frontDoor: FrontDoor,
  { subnet, address }: LoadBalancerNode,
  ports = onePort(frontDoor.port),
): Peer => ({
  name: frontDoor.name,
  cidr: subnet.cidr,
  ports,
  groups: frontDoor.groups.map(({ name }) => name),
  address: address ?? frontDoor.name,
});

/** Whom the security groups let in to the listener; everyone, where there are none. */
export function admittedClients({ groups, port }: Pick<FrontDoor, "groups" | "port">): Peer[] {
  if (groups.length === 0) return [clientPeer({ name: "", ports: ALL_PORTS, cidr: "0.0.0.0/0" })];
  const rules = groups.flatMap((group) => group.in).filter(({ ports }) => within(onePort(port), ports));
  return rules.filter((rule) => rule.group === undefined && !isIpv6List(rule)).map(clientPeer);
}

/** The same for those who come by IPv6. */
export const admittedIpv6Clients = ({ groups, port }: Pick<FrontDoor, "groups" | "port">): Peer[] =>
  groups
    .flatMap((group) => [...group.inV6, ...group.in.filter(isIpv6List).map((rule) => ({ ...rule, cidr: ANYWHERE_V6 }))])
    .filter(({ ports }) => within(onePort(port), ports))
    .map(clientPeer);

/** A list of AWS's says its family in its name. */
const isIpv6List = ({ prefixList }: SecurityGroupRule): boolean =>
  prefixList !== undefined && prefixListName(prefixList).includes(".ipv6.");

/** Which addresses a prefix list has is not known here: whatever lets all of it through must let through all there are. */
function clientPeer({ cidr = "0.0.0.0/0", prefixList }: SecurityGroupRule): Peer {
  const name = prefixList === undefined ? cidr : prefixListName(prefixList);
  return { name, cidr, ports: EPHEMERAL, groups: [], ...(prefixList !== undefined && { prefixList }) };
}

/** `${PrefixList:com.amazonaws.eu-west-1.route53-healthchecks.id}` gives `prefix list com.amazonaws.eu-west-1.route53-healthchecks`. */
const prefixListName = (id: string): string => `prefix list ${/^\$\{\w+:(.*)\.\w+\}$/.exec(id)?.[1] ?? id}`;
