import type { Model } from "../model/model";
import type { BalancerState } from "../model/loadBalancers";
import type { Applied } from "../published/rules";

/** Where an accelerator leads its clients. */
export interface AcceleratorState {
  /** Load balancers of the stack that it holds for healthy, with a weight above 0. */
  healthy: string[];
  /** Those that it leads anybody to, sorted. */
  leadsTo: string[];
}

/** How many endpoint groups are tried for a client: those closest to it. Source: the rule `acceleratorFailsOpen` */
const TRIED = 3;

/** By logical name. Endpoints that are only named by their ARNs are not followed. */
export function acceleratorStates(
  { groups }: Pick<Model, "groups">,
  lost: ReadonlySet<string>,
  balancers: ReadonlyMap<string, BalancerState>,
  applied: Applied,
): Map<string, AcceleratorState> {
  const names = new Set(groups.flatMap(({ accelerator }) => accelerator?.name ?? []));
  return new Map(
    [...names].map((name) => {
      const endpoints = groups
        .filter((group) => group.accelerator?.name === name && group.dropped === undefined)
        .flatMap(({ dial, region, endpoints: all }) =>
          all.flatMap((each) => (each.foreign || each.weight === 0 ? [] : [{ name: each.name, region, dial }])),
        );
      const there = endpoints.filter((each) => !lost.has(`endpoint=${each.name}`));
      const healthy = there.filter((each) => balancers.get(each.name)?.healthy === true);
      if (there.some((each) => balancers.get(each.name)?.healthy === false)) applied.add("acceleratorHealth");
      return [name, { healthy: namesOf(healthy), leadsTo: namesOf(chosen({ endpoints, there, healthy }, applied)) }];
    }),
  );
}

interface Endpoint {
  name: string;
  region: string;
  /** In percent. */
  dial: number;
}

interface Endpoints {
  endpoints: readonly Endpoint[];
  /** Those that are not lost. */
  there: readonly Endpoint[];
  healthy: readonly Endpoint[];
}

/** Those that it leads some client to: which groups are closest to a client is not known here. */
function chosen({ endpoints, there, healthy }: Endpoints, applied: Applied): readonly Endpoint[] {
  const dialled = endpoints.filter(({ dial }) => dial > 0);
  const regions = new Set(healthy.map(({ region }) => region));
  const failed = dialled.filter(({ region }) => !regions.has(region));
  if (failed.length === 0 && dialled.length > 0) return healthy.filter(({ dial }) => dial > 0);
  const unhealthy = new Set(endpoints.map(({ region }) => region).filter((region) => !regions.has(region)));
  if (healthy.length === 0 || unhealthy.size >= TRIED) applied.add("acceleratorFailsOpen");
  if (healthy.length === 0) return there;
  applied.add("acceleratorFailover");
  return unhealthy.size < TRIED ? healthy : [...healthy, ...failed];
}

const namesOf = (endpoints: readonly Endpoint[]): string[] => [...new Set(endpoints.map(({ name }) => name))].sort();
