import type { Endpoint, EndpointGroup, PortPair } from "./accelerators";
import { placesOf } from "./crossings";
import type { Door, DoorNode, Forward } from "./doors";
import type { Drop } from "./model";
import { onePort, within } from "./ranges";

/** A load balancer of an accelerator's endpoint group, with its listeners. */
export interface Lead {
  group: EndpointGroup;
  endpoint: Endpoint;
  behind: readonly Door[];
}

/** Why AWS refuses an endpoint, or what it is meant to do. Source: docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoints-caveats.html */
export function refusal(lead: Lead): Drop | undefined {
  const { group, endpoint, behind } = lead;
  const [door] = behind;
  if (endpoint.urn === undefined) return { at: group.name, why: `it leads to ${endpoint.name}, which is not there` };
  if (!door) return { at: endpoint.name, why: "it has no listener" };
  if (door.region !== group.region)
    return { at: group.name, why: `${door.name} is in ${door.region}, and AWS refuses it in ${group.region}` };
  return refusalOfDualStack(lead, door) ?? (endpoint.preservesClientIp ? refusalToPreserve(lead, door) : undefined);
}

function refusalOfDualStack({ group, endpoint }: Lead, door: Door): Drop | undefined {
  if (!group.accelerator?.dualStack) return undefined;
  if (!endpoint.preservesClientIp)
    return { at: group.name, why: "with a dual-stack accelerator every endpoint has to preserve client addresses" };
  if (door.dualStack) return undefined;
  return { at: door.name, why: "it has no IPv6 addresses, which a dual-stack accelerator leads to" };
}

/** Source: docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoints.sipp-caveats.html */
function refusalToPreserve({ group, behind }: Lead, door: Door): Drop | undefined {
  if (!door.guarded) return { at: door.name, why: "without a security group it preserves no client address" };
  const tls = behind.find((each) => each.tls);
  if (tls) return { at: tls.listener, why: `with a TLS listener ${door.name} preserves no client address` };
  if (door.dualStack && !group.accelerator?.dualStack)
    return { at: door.name, why: "with IPv6 addresses it preserves no client address behind an accelerator without" };
  const translating = targetGroupsOf(behind).find(({ ipv6 }) => ipv6);
  return translating && { at: translating.targetGroup, why: "with IPv6 targets it preserves no client address" };
}

/** Source: docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoint-groups-port-override.html */
export function overrideRefusal({ name, ports }: EndpointGroup, { client, door }: PortPair): Drop | undefined {
  if (client === door || !ports.some((range) => within(onePort(door), range))) return undefined;
  return { at: name, why: `AWS refuses to override ${client} by ${door}, a port that its listener has` };
}

const targetGroupsOf = (behind: readonly Door[]): Forward[] =>
  behind.flatMap(({ forwards, idle }) => [...forwards, ...idle]);

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
export function unhealthyTo({ behind, endpoint }: Lead, node: DoorNode): Unhealthy | undefined {
  const isEmpty = (forward: Forward) =>
    forward.targets.every(({ fleet }) => placesOf(node, forward, fleet).length === 0);
  const empty = targetGroupsOf(behind).find(isEmpty);
  if (!empty) return undefined;
  const { targetGroup: at, targets } = empty;
  const why =
    targets.length === 0
      ? `nothing is registered with it, and so ${endpoint.name} is unhealthy to the accelerator`
      : "it has no targets in the zone, which so is unhealthy to the accelerator";
  return { name: targets[0]?.fleet.name ?? at, dropped: { at, why } };
}

/** What no verdict says of the connections that come to a load balancer. */
export function noteOn({ group, endpoint, behind }: Lead): string | undefined {
  const { dial, endpoints } = group;
  const total = endpoints.reduce((sum, { weight }) => sum + weight, 0);
  const shares = endpoints
    .filter(({ foreign }) => foreign)
    .map(({ name, weight }) => `${percentText(weight, total)} of connections to ${name}, which is followed no further`);
  const notes = [
    ...(dial === 0 ? ["with a dial of 0 it gets connections only while no other region is healthy"] : []),
    ...(shares.length > 0 ? [`${group.name} leads ${shares.join(", ")}`] : []),
    ...(behind.some((door) => door.public) && endpoint.weight > 0
      ? [`clients come to ${endpoint.name} past the accelerator too, and their connections may collide`]
      : []),
  ];
  return notes.length === 0 ? undefined : notes.join("; ");
}

const percentText = (weight: number, total: number): string =>
  `${total === 0 ? 0 : Math.round((1000 * weight) / total) / 10} %`;
