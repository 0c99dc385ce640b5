import { type GraphIndex, type ResourceNode } from "../../graph/graph";
import { SSH_PORT } from "../../plan/ec2/hostPorts";
import { loadBalancerRows } from "../inventory/frontDoors";
import { hostGroups } from "../inventory/hosts";
import { TYPES } from "../inventory/resourceTypes";
import { type Path, unroutedEgress } from "../paths";
import type { Finding } from "./finding";

/** Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html */
export function warmBackends({ graph }: GraphIndex): Finding[] {
  return loadBalancerRows(graph).flatMap(({ loadBalancer, targets }) =>
    targets
      .filter(({ weight }) => weight === 0)
      .map(({ targetGroup }) => ({
        severity: "note",
        rule: "warm-backend",
        text: `${loadBalancer} sends no connection to ${targetGroup}: it is kept warm, and paid for.`,
        fix: "Give it a weight when it is to serve, or remove its option. A weight of 0 also ends the connections it had.",
        resources: [targetGroup],
      })),
  );
}

interface CheckedGroup {
  port?: number;
  proxyProtocolV2?: boolean;
  healthCheck?: { protocol?: string; port?: string };
}

/** Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html, health check connections. */
export function proxiedChecks(index: GraphIndex): Finding[] {
  return index.ofType(TYPES.targetGroup).flatMap(({ name, inputs }): Finding[] => {
    const { proxyProtocolV2, healthCheck: { protocol = "TCP", port = "traffic-port" } = {} } = inputs as CheckedGroup;
    if (proxyProtocolV2 !== true || protocol === "TCP") return [];
    const where = port === "traffic-port" ? "the port of the traffic" : `port ${port}`;
    return [
      {
        severity: "warning",
        rule: "proxied-checks",
        text: `Health checks of ${name} begin with a PROXY header, as all connections do: what does not read it on ${where} answers 400, and no target is ever healthy.`,
        fix: `Let ${where} read the header before ${protocol}, or check by TCP.`,
        resources: [name],
      },
    ];
  });
}

/** What listens on the port of sshd is sshd, unless the image or its script says otherwise. */
export function sshPorts(index: GraphIndex): Finding[] {
  return index.ofType(TYPES.targetGroup).flatMap(({ name, inputs }): Finding[] => {
    const { port, healthCheck } = inputs as CheckedGroup;
    const open = port === SSH_PORT || healthCheck?.port === String(SSH_PORT);
    if (!open || inputs["targetType"] === "ip") return [];
    return [
      {
        severity: "warning",
        rule: "sshd-port",
        text: `${name} has its targets on port ${SSH_PORT}, where sshd of Amazon Linux listens: unless your script ends it or moves it, it answers the health checks, and everyone who may connect.`,
        fix: "End sshd or move it in the script, or choose another port.",
        resources: [name],
      },
    ];
  });
}

/**
 * The provider saves the new template in the group before it starts a refresh, and AWS goes back to what the group has.
 * Source: github.com/hashicorp/terraform-provider-aws/issues/34189
 */
export function vainRollbacks(index: GraphIndex): Finding[] {
  return index.ofType(TYPES.autoScalingGroup).flatMap(({ name, inputs }): Finding[] => {
    const { preferences } = (inputs["instanceRefresh"] ?? {}) as { preferences?: { autoRollback?: boolean } };
    if (preferences?.autoRollback !== true) return [];
    return [
      {
        severity: "warning",
        rule: "vain-rollback",
        text: `${name} takes a refresh back that fails, and goes back to the new template, which the provider has saved by then: what it renewed is renewed once more, and as new.`,
        fix: "Set instances.instanceRefresh.autoRollback to false, and go back by an update with the former values.",
        resources: [name],
      },
    ];
  });
}

interface MixedInstances {
  instancesDistribution?: { onDemandPercentageAboveBaseCapacity?: number };
  launchTemplate?: { overrides?: unknown[] };
}

export function spotPools(index: GraphIndex): Finding[] {
  const hosts = hostGroups(index);
  return index
    .ofType("aws:autoscaling/group:Group")
    .filter(hasOneSpotPool)
    .map((group) => ({ name: group.name, key: hosts.has(group) ? "ecs.hosts.otherTypes" : "instances.types" }))
    .map(({ name, key }) => ({
      severity: "warning",
      rule: "spot-pools",
      text: `${name} has a spot share and one instance type: when that type is reclaimed in a zone, no other replaces it.`,
      fix: `Name several types of one architecture in ${key}.`,
      resources: [name],
    }));
}

function hasOneSpotPool({ inputs }: ResourceNode): boolean {
  const mixed = (inputs["mixedInstancesPolicy"] ?? {}) as MixedInstances;
  const onDemand = mixed.instancesDistribution?.onDemandPercentageAboveBaseCapacity ?? 100;
  return onDemand < 100 && (mixed.launchTemplate?.overrides ?? []).length < 2;
}

/** Where nothing leads to by the plan: who joins the VPC to that network makes the route, perhaps outside of the stack. */
export function unroutedDestinations({ graph }: GraphIndex): Finding[] {
  const byDestination = new Map<string, Path[]>();
  for (const path of unroutedEgress(graph)) {
    const key = `${path.region} ${path.traffic}`;
    byDestination.set(key, [...(byDestination.get(key) ?? []), path]);
  }
  return [...byDestination.values()].map((all) => ({
    severity: "warning",
    rule: "unrouted-destination",
    text: `${sortedNames(all.map(({ target }) => target))} may connect by ${all[0]?.traffic ?? ""}, and no route of the plan leads there: a NAT gateway leads to the internet alone.`,
    fix: "Set accepted: true of the way there once its owner has accepted; or take the destination out of egress.",
    resources: [...new Set(all.flatMap(({ reason }) => (reason ? [reason.at] : [])))].sort(),
  }));
}

const sortedNames = (names: readonly string[]): string => [...new Set(names)].sort().join(" and ");
