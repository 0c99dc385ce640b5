import type { FrontDoor, LoadBalancerNode, TargetGroup } from "../frontDoor/frontDoors";
import { reachableSubnets } from "../frontDoor/targetConnections";
import type { Drop } from "../network/path";
import { onePort, within } from "../network/ranges";
import type { AcceleratorEndpoint, EndpointGroup, PortMapping } from "./endpointGroups";

/** A load balancer of an accelerator's endpoint group, with its listeners. */
export interface EndpointInGroup {
  group: EndpointGroup;
  endpoint: AcceleratorEndpoint;
  frontDoors: readonly FrontDoor[];
}

/** Why AWS refuses an endpoint, or what it is to do. Source: docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoints-caveats.html */
export function refusal(endpointInGroup: EndpointInGroup): Drop | undefined {
  const { group, endpoint, frontDoors } = endpointInGroup;
  const [frontDoor] = frontDoors;
  if (endpoint.urn === undefined) return { at: group.name, why: `it leads to ${endpoint.name}, which is not there` };
  if (!frontDoor) return { at: endpoint.name, why: "it has no listener" };
  if (frontDoor.region !== group.region)
    return {
      at: group.name,
      why: `${frontDoor.name} is in ${frontDoor.region}, and AWS refuses it in ${group.region}`,
    };
  return (
    refusalOfDualStack(endpointInGroup, frontDoor) ??
    (endpoint.preservesClientIp ? refusalToPreserve(endpointInGroup, frontDoor) : undefined)
  );
}

function refusalOfDualStack({ group, endpoint }: EndpointInGroup, frontDoor: FrontDoor): Drop | undefined {
  if (!group.accelerator?.dualStack) return undefined;
  if (!endpoint.preservesClientIp)
    return { at: group.name, why: "with a dual-stack accelerator every endpoint has to preserve client addresses" };
  if (frontDoor.dualStack) return undefined;
  return { at: frontDoor.name, why: "it has no IPv6 addresses, which a dual-stack accelerator leads to" };
}

/** Source: docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoints.sipp-caveats.html */
function refusalToPreserve({ group, frontDoors }: EndpointInGroup, frontDoor: FrontDoor): Drop | undefined {
  if (!frontDoor.hasSecurityGroups)
    return { at: frontDoor.name, why: "without a security group it preserves no client address" };
  const tls = frontDoors.find((each) => each.tls);
  if (tls) return { at: tls.listener, why: `with a TLS listener ${frontDoor.name} preserves no client address` };
  if (frontDoor.dualStack && !group.accelerator?.dualStack)
    return {
      at: frontDoor.name,
      why: "with IPv6 addresses it preserves no client address behind an accelerator without",
    };
  const translating = allTargetGroups(frontDoors).find(({ ipv6 }) => ipv6);
  return translating && { at: translating.name, why: "with IPv6 targets it preserves no client address" };
}

/** Source: docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoint-groups-port-override.html */
export function overrideRefusal(
  { name, ports }: EndpointGroup,
  { client, loadBalancer: loadBalancerPort }: PortMapping,
): Drop | undefined {
  if (client === loadBalancerPort || !ports.some((range) => within(onePort(loadBalancerPort), range))) return undefined;
  return { at: name, why: `AWS refuses to override ${client} by ${loadBalancerPort}, a port that its listener has` };
}

const allTargetGroups = (frontDoors: readonly FrontDoor[]): TargetGroup[] =>
  frontDoors.flatMap(({ targetGroups, idleTargetGroups }) => [...targetGroups, ...idleTargetGroups]);

/** What makes a load balancer, or a zone of it, unhealthy. */
export interface Unhealthy {
  /** Of the targets, or the target group without any. */
  name: string;
  dropped: Drop;
}

/**
 * To the accelerator a zone is healthy while it has a healthy target in every target group of the load balancer, even in those that get
 * no connections. Source: docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoint-groups-health-check-options.html
 */
export function unhealthyTo({ frontDoors, endpoint }: EndpointInGroup, node: LoadBalancerNode): Unhealthy | undefined {
  const isEmpty = (targetGroup: TargetGroup) =>
    targetGroup.targets.every(({ fleet }) => reachableSubnets(node, targetGroup, fleet).length === 0);
  const empty = allTargetGroups(frontDoors).find(isEmpty);
  if (!empty) return undefined;
  const { name: at, targets } = empty;
  const why =
    targets.length === 0
      ? `nothing is registered with it, and so ${endpoint.name} is unhealthy to the accelerator`
      : "it has no targets in the zone, which so is unhealthy to the accelerator";
  return { name: targets[0]?.fleet.name ?? at, dropped: { at, why } };
}

/** What no verdict says of the connections that come to a load balancer. */
export function noteOf({ group, endpoint, frontDoors }: EndpointInGroup): string | undefined {
  const { dial, endpoints } = group;
  const total = endpoints.reduce((sum, { weight }) => sum + weight, 0);
  const shares = endpoints
    .filter(({ foreign }) => foreign)
    .map(({ name, weight }) => `${percentText(weight, total)} of connections to ${name}, which is followed no further`);
  const notes = [
    ...(dial === 0 ? ["with a dial of 0 it gets connections only while no other region is healthy"] : []),
    ...(shares.length > 0 ? [`${group.name} leads ${shares.join(", ")}`] : []),
    ...(frontDoors.some((frontDoor) => frontDoor.public) && endpoint.weight > 0
      ? [`clients come to ${endpoint.name} past the accelerator too, and their connections may collide`]
      : []),
  ];
  return notes.length === 0 ? undefined : notes.join("; ");
}

const percentText = (weight: number, total: number): string =>
  `${total === 0 ? 0 : Math.round((1000 * weight) / total) / 10} %`;
