import { balancersBehind } from "./doors";
import type { Situation } from "./situation";
import type { CapacityTotal, ControlPlane } from "./types";

/** Which control planes have to act until all is as it should be. What data planes do by themselves is none. */
export function controlPlanes(before: Situation, after: Situation, total: CapacityTotal): ControlPlane[] {
  const all = [
    ...launches(after, total),
    ...newRoutes(before, after),
    ...shifts(before, after),
    ...records(before, after),
  ];
  if (all.length > 0) after.state.applied.add("staticallyStable");
  return all;
}

/** Where less is left than needed; else growth only puts back what is to spare. */
function launches({ capacity, state }: Situation, { left, needed }: CapacityTotal): ControlPlane[] {
  if (left >= needed) return [];
  return capacity
    .filter((row) => row.regrows && row.left < row.running)
    .flatMap(({ region, kind, running, backend }): ControlPlane[] => {
      const onHosts = state.model.backends.get(backend)?.onHosts === true;
      const of = kind === "tasks" ? "Amazon ECS" : "Amazon EC2 Auto Scaling";
      return [
        { service: `${of}, ${region}`, action: `brings ${backend} back to ${running} ${kind}`, by: "AWS" },
        ...(onHosts
          ? [{ service: `Amazon EC2 Auto Scaling, ${region}`, action: "launches hosts for them", by: "AWS" as const }]
          : []),
      ];
    });
}

function newRoutes(before: Situation, after: Situation): ControlPlane[] {
  const lost = after.egress.filter(
    (row) =>
      !row.works && before.egress.some((was) => was.works && was.zone === row.zone && was.through === row.through),
  );
  return [...new Set(lost.map(({ region }) => region))].map((region) => {
    const zones = [...new Set(lost.filter((row) => row.region === region).map(({ zone }) => zone))];
    return {
      service: `Amazon EC2, ${region}`,
      action: `gives ${zones.join(" and ")} another way out: a route, or a NAT gateway`,
      by: "people",
    };
  });
}

/** A zone whose way is cut stays in the name for as long as its targets are well. */
function shifts(before: Situation, after: Situation): ControlPlane[] {
  const { state } = after;
  const partly = after.ways.filter(
    (way, place) =>
      way.reach !== "all" &&
      (way.kind === "name" || way.kind === "loadBalancer") &&
      before.ways[place]?.reach === "all",
  );
  const balancers = new Set(partly.flatMap(({ leadsTo }) => balancersBehind(state, leadsTo)));
  return [...balancers]
    .filter(({ nodes }) => nodes.some(({ address }) => isSilent(after, address) && !isSilent(before, address)))
    .filter(({ name }) => (state.balancerStates.get(name)?.healthyZones.length ?? 0) > 1)
    .map(({ name, region, zonalShift }) => {
      state.applied.add("zonalShift");
      return zonalShift
        ? {
            service: `Amazon Application Recovery Controller, ${region}`,
            action: `shifts the zone away from ${name}`,
            by: "people",
          }
        : { service: `Elastic Load Balancing, ${region}`, action: `takes the zone off ${name}`, by: "people" };
    });
}

const isSilent = ({ addresses }: Situation, address: string | undefined): boolean =>
  addresses.some(({ name, state }) => name === address && state === "silent");

/** Where a name goes on leading to what is lost though something else is left. */
function records(before: Situation, after: Situation): ControlPlane[] {
  const { state } = after;
  const stuck = after.ways.filter(
    (way, place) => way.kind === "name" && way.reach !== "all" && before.ways[place]?.reach === "all",
  );
  const regions = new Set(stuck.flatMap(({ leadsTo }) => balancersBehind(state, leadsTo)).map(({ region }) => region));
  const dead = [...regions].filter((region) => state.lost.has(`region=${region}`));
  const others = [...state.model.balancers.values()].some(
    ({ region, name }) => !dead.includes(region) && state.balancerStates.get(name)?.healthy === true,
  );
  if (dead.length === 0 || !others) return [];
  state.applied.add("routingControl");
  const controls = state.model.index.ofType("aws:route53recoverycontrol/routingControl:RoutingControl");
  return [
    controls.length > 0
      ? {
          service: "Amazon Application Recovery Controller, the cluster's endpoints",
          action: `turns the routing control of ${dead.join(" and ")} Off`,
          by: "people",
        }
      : {
          service: "Amazon Route 53, us-east-1",
          action: `takes ${dead.join(" and ")} out of the records`,
          by: "people",
        },
  ];
}
