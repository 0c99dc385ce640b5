import { type GraphIndex, type ResourceNode } from "../../graph/graph";
import { frontDoors } from "../inventory/frontDoors";
import { type Path, unroutedEgress } from "../paths";
import type { Finding } from "./finding";

/** Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html */
export function warmBackends({ graph }: GraphIndex): Finding[] {
  return frontDoors(graph).flatMap(({ loadBalancer, targets }) =>
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

interface MixedInstances {
  instancesDistribution?: { onDemandPercentageAboveBaseCapacity?: number };
  launchTemplate?: { overrides?: unknown[] };
}

export function spotPools(index: GraphIndex): Finding[] {
  return index
    .ofType("aws:autoscaling/group:Group")
    .filter(hasOneSpotPool)
    .map(({ name }) => ({
      severity: "warning",
      rule: "spot-pools",
      text: `${name} has a spot share and one instance type: when that type is reclaimed in a zone, no other replaces it.`,
      fix: "Name several types of one architecture in instances.types.",
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
    fix: "Join the VPC to that network, by peering or a transit gateway, and give the app subnets' route tables a route to it; or take the destination out of egress.",
    resources: [...new Set(all.flatMap(({ reason }) => (reason ? [reason.at] : [])))].sort(),
  }));
}

const sortedNames = (names: readonly string[]): string => [...new Set(names)].sort().join(" and ");
