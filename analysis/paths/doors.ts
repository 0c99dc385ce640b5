import type { ResourceNode } from "../../graph/graph";
import type { GroupRule, SecurityGroup } from "./filters";
import type { Party } from "./model";
import { ALL_PORTS, EPHEMERAL, onePort, within } from "./ranges";
import type { Fleets, Target } from "./targets";
import type { Subnet, Topology } from "./topology";

/** A listener of a Network Load Balancer, and what it forwards to. */
export interface Door {
  name: string;
  /** Of the load balancer. */
  urn: string;
  /** Logical name. */
  listener: string;
  port: number;
  tls: boolean;
  groups: SecurityGroup[];
  /** Whether it names security groups, be they in the plan or not. */
  guarded: boolean;
  /** Whether the groups' rules hold for what comes by PrivateLink too. AWS's default: they do. */
  guardsPrivateLink: boolean;
  /** Whether it has public addresses. */
  public: boolean;
  /** Whether it has IPv6 addresses beside the others. */
  dualStack: boolean;
  region: string;
  nodes: DoorNode[];
  forwards: Forward[];
  /** Those that get no connections. */
  idle: Forward[];
}

/** The load balancer in one zone. */
export interface DoorNode {
  subnet: Subnet;
  /** Logical name of its Elastic IP. */
  address?: string;
}

/** A target group behind a listener. */
export interface Forward {
  targetGroup: string;
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

export function doorsOf(topology: Topology, fleets: Fleets): Door[] {
  const { index, groups } = topology;
  return index.ofType("aws:lb/listener:Listener").flatMap((listener) => {
    const balancer = index.referred(listener.inputs["loadBalancerArn"]);
    if (balancer?.inputs["loadBalancerType"] !== "network") return [];
    const ids = (balancer.inputs["securityGroups"] ?? []) as unknown[];
    return [
      {
        name: balancer.name,
        urn: balancer.urn,
        listener: listener.name,
        port: Number(listener.inputs["port"]),
        tls: listener.inputs["protocol"] === "TLS",
        groups: ids.flatMap((id) => groups.get(index.referred(id)?.name ?? "") ?? []),
        guarded: ids.length > 0,
        guardsPrivateLink:
          ids.length > 0 && balancer.inputs["enforceSecurityGroupInboundRulesOnPrivateLinkTraffic"] !== "off",
        public: balancer.inputs["internal"] !== true,
        dualStack: balancer.inputs["ipAddressType"] === "dualstack",
        region: index.regionOf(balancer) ?? "",
        nodes: nodesOf(topology, balancer),
        ...forwardsOf(topology, fleets, listener, balancer),
      },
    ];
  });
}

interface Mapping {
  subnetId?: unknown;
  allocationId?: unknown;
}

function nodesOf({ index, subnets, addressOf }: Topology, { inputs }: ResourceNode): DoorNode[] {
  const plain = ((inputs["subnets"] ?? []) as unknown[]).map((subnetId): Mapping => ({ subnetId }));
  return ((inputs["subnetMappings"] ?? plain) as Mapping[]).flatMap(({ subnetId, allocationId }) => {
    const place = index.referred(subnetId);
    const subnet = place && subnets.get(place);
    return subnet ? [{ subnet, address: addressOf(allocationId) }] : [];
  });
}

interface Action {
  targetGroupArn?: unknown;
  forward?: { targetGroups?: { arn: unknown; weight?: number }[] };
}

/** Those of weight 0 get nothing. */
function forwardsOf(
  { index }: Topology,
  fleets: Fleets,
  listener: ResourceNode,
  balancer: ResourceNode,
): Pick<Door, "forwards" | "idle"> {
  const all = ((listener.inputs["defaultActions"] ?? []) as Action[])
    .flatMap(({ forward, targetGroupArn }) => forward?.targetGroups ?? [{ arn: targetGroupArn, weight: 1 }])
    .flatMap(({ arn, weight }) => {
      const group = index.referred(arn);
      return group ? [{ weight, forward: forwardOf(fleets, group, balancer) }] : [];
    });
  return {
    forwards: all.filter(({ weight }) => weight !== 0).map(({ forward }) => forward),
    idle: all.filter(({ weight }) => weight === 0).map(({ forward }) => forward),
  };
}

function forwardOf({ targets }: Fleets, group: ResourceNode, balancer: ResourceNode): Forward {
  const { inputs, name } = group;
  const port = Number((inputs["healthCheck"] as { port?: unknown } | undefined)?.port);
  return {
    targetGroup: name,
    ipv6: inputs["ipAddressType"] === "ipv6",
    targets: targets.get(group) ?? [],
    preservesClientIp: preserves(inputs),
    crossZone: crosses(inputs, balancer),
    ...(port > 0 && { healthCheckPort: port }),
  };
}

/** By default those of instances do. Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html */
const preserves = ({ preserveClientIp, targetType = "instance" }: ResourceNode["inputs"]): boolean =>
  preserveClientIp === undefined ? targetType === "instance" : [true, "true"].includes(preserveClientIp as string);

function crosses({ loadBalancingCrossZoneEnabled }: ResourceNode["inputs"], { inputs }: ResourceNode): boolean {
  const own = String(loadBalancingCrossZoneEnabled);
  return own === "true" || own === "false" ? own === "true" : inputs["enableCrossZoneLoadBalancing"] === true;
}

export const nodeParty = (door: Door, { subnet, address }: DoorNode, ports = onePort(door.port)): Party => ({
  name: door.name,
  cidr: subnet.cidr,
  ports,
  groups: door.groups.map(({ name }) => name),
  address: address ?? door.name,
});

/** Whom the security groups let in to the listener; everyone, where there are none. */
export function admitted({ groups, port }: Pick<Door, "groups" | "port">): Party[] {
  if (groups.length === 0) return [clientParty({ name: "", ports: ALL_PORTS, cidr: "0.0.0.0/0" })];
  const rules = groups.flatMap((group) => group.in).filter(({ ports }) => within(onePort(port), ports));
  return rules.filter(({ group }) => group === undefined).map(clientParty);
}

/** The same for those who come by IPv6. */
export const admittedV6 = ({ groups, port }: Pick<Door, "groups" | "port">): Party[] =>
  groups
    .flatMap((group) => group.inV6)
    .filter(({ ports }) => within(onePort(port), ports))
    .map(clientParty);

/** Which addresses a prefix list has is not known here: whatever lets all of it through must let through all there are. */
function clientParty({ cidr = "0.0.0.0/0", prefixList }: GroupRule): Party {
  const name = prefixList === undefined ? cidr : listName(prefixList);
  return { name, cidr, ports: EPHEMERAL, groups: [], ...(prefixList !== undefined && { prefixList }) };
}

/** `${PrefixList:com.amazonaws.eu-west-1.route53-healthchecks.id}` gives `prefix list com.amazonaws.eu-west-1.route53-healthchecks`. */
const listName = (id: string): string => `prefix list ${/^\$\{\w+:(.*)\.\w+\}$/.exec(id)?.[1] ?? id}`;
