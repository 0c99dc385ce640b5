import type { GraphIndex } from "../../graph/graph";
import { acceleratedLoadBalancers, endpointGroups } from "../inventory/accelerators";
import { backendsOfTargets, loadBalancerRows } from "../inventory/frontDoors";
import { TYPES } from "../inventory/resourceTypes";
import type { Finding } from "./finding";

/* What the owner of an accelerator should know. */

/** Source: docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoint-groups-health-check-options.html */
export function togetherHealthy(index: GraphIndex): Finding[] {
  const behind = acceleratedLoadBalancers(index);
  return loadBalancerRows(index.graph)
    .filter(({ loadBalancer, targets }) => behind.has(loadBalancer) && targets.length > 1)
    .map(({ loadBalancer, region, targets }) => ({
      severity: "warning",
      rule: "together-healthy",
      text:
        `The accelerator counts ${loadBalancer} as healthy only while each of its target groups has a healthy target: without one in any ` +
        `of ${targets.map(({ targetGroup }) => targetGroup).join(", ")}, it leaves ${region}, though the others serve on.`,
      fix:
        backendsOfTargets(targets).length > 1
          ? "Keep both backends only for a move, and take the one that is no longer needed away."
          : "none, where clients need every port of the service. Else lead it to a targetPort that another one has.",
      resources: [loadBalancer],
    }));
}

/** Source: docs.aws.amazon.com/global-accelerator/latest/dg/introduction-how-it-works.html */
const ACCELERATOR_IDLE_SECONDS = 340;

export function silentConnections(index: GraphIndex): Finding[] {
  const behind = acceleratedLoadBalancers(index);
  const longIdle = index.ofType(TYPES.listener).filter(({ inputs }) => {
    const loadBalancer = index.resolve(inputs["loadBalancerArn"])?.name ?? "";
    return behind.has(loadBalancer) && ((inputs["tcpIdleTimeoutSeconds"] ?? 350) as number) > ACCELERATOR_IDLE_SECONDS;
  });
  if (longIdle.length === 0) return [];
  return [
    {
      severity: "note",
      rule: "accelerator-idle",
      text:
        `The accelerator forgets a connection that is silent for ${ACCELERATOR_IDLE_SECONDS} s, whatever service.idleTimeoutSeconds says; ` +
        "TCP keepalives do not help.",
      fix: "Let the protocol send something more often, or clients be ready to connect again.",
      resources: longIdle.map(({ name }) => name),
    },
  ];
}

/** Source: docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoints-endpoint-weights.unhealthy-endpoints.html */
export function standbyRegions(index: GraphIndex): Finding[] {
  const groups = endpointGroups(index);
  if (groups.length < 2) return [];
  return groups
    .filter(({ dial, endpoints }) => dial === 0 && endpoints.some(({ weight }) => weight > 0))
    .map(({ region, name }) => ({
      severity: "note",
      rule: "standby-region",
      text: `${region} has a dial of 0: it gets connections when no other region is healthy, as AWS then ignores the dials.`,
      fix: "none, for a standby. To keep it out of everything, set regions.*.accelerator.weight: 0 there.",
      resources: [name],
    }));
}

/** Source: docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoints.avoid-connection-collisions.html */
export function collidingConnections(index: GraphIndex): Finding[] {
  const behind = acceleratedLoadBalancers(index);
  const crossZone = index
    .ofType(TYPES.loadBalancer)
    .filter(({ name, inputs }) => behind.has(name) && inputs["enableCrossZoneLoadBalancing"] === true);
  if (crossZone.length === 0) return [];
  return [
    {
      severity: "warning",
      rule: "colliding-connections",
      text: "With crossZone, two connections of one client may reach a target with the same address and port, and one of them is dropped.",
      fix: "Set globalAccelerator.crossZone: false, as AWS advises.",
      resources: crossZone.map(({ name }) => name),
    },
  ];
}

/** Source: docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoints.sipp-caveats.html, which speaks of the other direction only. */
export function translatedClients(index: GraphIndex): Finding[] {
  const behind = acceleratedLoadBalancers(index);
  const dual = index
    .ofType(TYPES.loadBalancer)
    .filter(({ name, inputs }) => behind.has(name) && inputs["ipAddressType"] === "dualstack");
  if (dual.length === 0) return [];
  return [
    {
      severity: "warning",
      rule: "translated-clients",
      text:
        "Clients that come to the accelerator by IPv6 reach targets by IPv4. AWS says that client addresses are not preserved where IPv4 " +
        "is translated to IPv6, and of this direction nothing.",
      fix: "Try it by IPv6 before you publish such an address, or set globalAccelerator.ipAddressType: ipv4.",
      resources: dual.map(({ name }) => name),
    },
  ];
}
