import { servingRegions } from "../state/capacity";
import { balancersBehind } from "../state/reach";
import type { Situation } from "../state/situation";
import type { CapacityOutcome, CapacityTotal, ControlPlane } from "../types";

/** What is left, with what was there, and how it is once lost targets are replaced. */
interface Changed extends Situation {
  before: Situation;
  later: Situation;
  total: CapacityTotal;
}

/** Which control planes have to act until all is as it should be. What data planes do by themselves is none. */
export function controlPlanes(left: Changed): ControlPlane[] {
  const { before } = left;
  const all = [...launches(left), ...newRoutes(before, left), ...shifts(before, left), ...records(before, left)];
  if (all.length > 0) left.state.applied.add("staticallyStable");
  return all;
}

/** Where less is left than needed, in the regions that serve; else growth only puts back what is to spare. */
function launches(after: Changed): ControlPlane[] {
  const { left, needed } = after.total;
  if (left >= needed) return [];
  const serving = servingRegions(after.later);
  const rows = after.capacity.filter(({ region, regrows }) => regrows && serving.has(region));
  const back = rows.filter((row) => row.left < row.running);
  const restored = left + back.reduce((sum, row) => sum + row.running - row.left, 0);
  const more = restored < needed ? rows.filter(({ running, most }) => most > running) : [];
  return [
    ...back.flatMap((row) => launch(after, row, `brings ${row.backend} back to ${row.running} ${row.kind}`)),
    ...more.flatMap((row) =>
      launch(after, row, `grows ${row.backend} beyond ${row.running} ${row.kind}, to ${row.most} at most`),
    ),
  ];
}

function launch({ state }: Situation, { region, kind, backend }: CapacityOutcome, action: string): ControlPlane[] {
  const hosts = `Amazon EC2 Auto Scaling, ${region}`;
  const onHosts = state.model.backends.get(backend)?.onHosts === true;
  return [
    { service: kind === "tasks" ? `Amazon ECS, ${region}` : hosts, action, by: "AWS" },
    ...(onHosts ? [{ service: hosts, action: "launches hosts for them", by: "AWS" as const }] : []),
  ];
}

/** What goes by a NAT gateway can take another; a way to another network somebody makes again, at both ends. */
function newRoutes(before: Situation, after: Situation): ControlPlane[] {
  const lost = after.egress.filter(
    (row) =>
      !row.works && before.egress.some((was) => was.works && was.zone === row.zone && was.through === row.through),
  );
  const places = [...new Set(lost.map(({ region, through }) => JSON.stringify([region, through])))];
  return places.map((place) => {
    const [region = "", through = ""] = JSON.parse(place) as string[];
    const rows = lost.filter((row) => row.region === region && row.through === through);
    const zones = [...new Set(rows.map(({ zone }) => zone))].join(" and ");
    const action = after.state.lost.has(`way=${through}`)
      ? `leads ${zones} by another way than ${through}`
      : `gives ${zones} another way out than ${through}`;
    return { service: `Amazon EC2, ${region}`, action, by: "people" };
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
