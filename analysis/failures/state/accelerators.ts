import type { Applied } from "../published/rules";
import type { BalancerState } from "../model/loadBalancers";
import type { Model } from "../model/model";

/** Where an accelerator leads its clients. */
export interface AcceleratorState {
  /** Load balancers of the stack that it holds for healthy, with a weight above 0. */
  healthy: string[];
  /** Those that it leads anybody to, sorted. */
  leadsTo: string[];
}

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
        .flatMap(({ dial, endpoints: all }) =>
          all.flatMap((each) => (each.foreign || each.weight === 0 ? [] : [{ name: each.name, dial }])),
        );
      const there = endpoints.filter((each) => !lost.has(`endpoint=${each.name}`));
      const healthy = there.filter((each) => balancers.get(each.name)?.healthy === true);
      if (there.some((each) => balancers.get(each.name)?.healthy === false)) applied.add("acceleratorHealth");
      if (healthy.length < endpoints.length)
        applied.add(healthy.length > 0 ? "acceleratorFailover" : "acceleratorFailsOpen");
      const dialled = healthy.filter(({ dial }) => dial > 0);
      const chosen = dialled.length > 0 ? dialled : healthy.length > 0 ? healthy : there;
      const sorted = (all: readonly { name: string }[]) => [...new Set(all.map((each) => each.name))].sort();
      return [name, { healthy: sorted(healthy), leadsTo: sorted(chosen) }];
    }),
  );
}
