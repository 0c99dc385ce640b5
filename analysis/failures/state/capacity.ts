import type { Backend } from "../model/backends";
import { balancersBehind } from "./reach";
import type { State } from "./state";
import type { AddressOutcome, CapacityOutcome, CapacityTotal, EgressOutcome } from "../types";
import type { Way } from "./waysIn";

/** What is left of each backend, by region and name. */
export function capacityOutcomes(state: State, egress: readonly EgressOutcome[]): CapacityOutcome[] {
  return [...state.model.backends.values()]
    .map((backend): CapacityOutcome => {
      const { name, region, kind, least, running, most } = backend;
      const why = whyNotRegrown(state, backend, egress);
      return {
        region,
        backend: name,
        kind,
        left: state.backendStates.get(name)?.left ?? 0,
        running,
        least,
        most,
        regrows: why === undefined,
        ...(why !== undefined && { why }),
      };
    })
    .sort((one, other) => `${one.region} ${one.backend}`.localeCompare(`${other.region} ${other.backend}`));
}

/** Auto Scaling and the service go on with what zones there are; what starts needs its image. */
function whyNotRegrown(state: State, backend: Backend, egress: readonly EgressOutcome[]): string | undefined {
  const { lost, applied, backendStates } = state;
  const { name, region, zones, registries, pullsInside, kind, running } = backend;
  if (lost.has(`region=${region}`)) return "its region is lost";
  if (lost.has(`backend=${name}`)) return "for as long as it is lost";
  const alive = zones.filter((zone) => !lost.has(`zone=${zone}`));
  if (alive.length === 0) return "all of its zones are lost";
  const unreached = registries.find((registry) => lost.has(`registry=${registry}`));
  if (unreached !== undefined) {
    applied.add("imagePulled");
    return `its image cannot be pulled: the registry of ${unreached} is lost`;
  }
  const ways = egress.filter((each) => each.region === region && alive.includes(each.zone));
  if (!pullsInside && ways.length > 0 && ways.every(({ works }) => !works))
    return "its image cannot be pulled: no zone of it has a way out";
  if ((backendStates.get(name)?.left ?? 0) < running) applied.add(kind === "tasks" ? "spreadTasks" : "otherZone");
  return undefined;
}

interface Serving {
  state: State;
  ways: readonly Way[];
  addresses: readonly AddressOutcome[];
}

/**
 * The regions that clients are led to, by any way that comes through; else those whose addresses answer; all that have a backend, where there
 * is no way in.
 */
export function servingRegions({ state, ways, addresses }: Serving): Set<string> {
  if (ways.length === 0) return new Set([...state.model.backends.values()].map(({ region }) => region));
  const led = ways.filter(({ reach }) => reach !== "none").flatMap(({ leadsTo }) => balancersBehind(state, leadsTo));
  const answering = addresses.filter((row) => row.state === "answers" && row.purpose !== "anycast");
  return new Set((led.length > 0 ? led : answering).map(({ region }) => region));
}

/** Backends that no listener leads to, or with a weight of 0, carry nothing. */
const carrying = ({ model }: State): Set<string> =>
  new Set(
    [...model.balancers.values()].flatMap(({ groups }) =>
      groups.filter(({ used }) => used).flatMap(({ backends }) => backends),
    ),
  );

/**
 * What is needed is the least of all regions that serve while all is well: with so few the config plans to carry the load. What is left is
 * that of the regions that serve now, a standby among them.
 */
export function capacityTotal(
  state: State,
  capacity: readonly CapacityOutcome[],
  serving: { before: ReadonlySet<string>; now: ReadonlySet<string> },
): CapacityTotal {
  const used = carrying(state);
  const sum = (regions: ReadonlySet<string>, of: (row: CapacityOutcome) => number) =>
    capacity
      .filter(({ region, backend }) => regions.has(region) && used.has(backend))
      .reduce((total, row) => total + of(row), 0);
  return {
    left: sum(serving.now, ({ left }) => left),
    needed: sum(serving.before, ({ least }) => least),
    atMost: sum(serving.now, ({ regrows, most, left }) => (regrows ? most : left)),
  };
}

/** By zone of what runs, and by what it goes out through. A lost zone has nothing that runs. */
export function egressOutcomes(state: State): EgressOutcome[] {
  const rows = new Map<string, EgressOutcome>();
  for (const flow of state.model.egress) {
    const { region, zone, targetZone = zone, through = "internet" } = flow.path;
    if (state.lost.has(`zone=${targetZone}`) || state.lost.has(`region=${region}`)) continue;
    const key = `${region} ${targetZone} ${through}`;
    const works = isOut(state, flow.needs);
    const known = rows.get(key);
    rows.set(key, { region, zone: targetZone, through, works: works && (known?.works ?? true) });
    if (!works && through !== "internet") addRules(state, flow.needs);
  }
  return [...rows.values()];
}

/** What runs there may be lost; what comes in its place goes out by the same way. */
const isOut = ({ lost }: State, needs: readonly string[]): boolean =>
  !needs.some((need) => lost.has(need) && !need.startsWith("backend="));

function addRules({ lost, applied }: State, needs: readonly string[]): void {
  if (needs.some((need) => need.startsWith("zone=") && lost.has(need)) && needs.some((need) => need.startsWith("nat=")))
    applied.add("natOfZone");
  else applied.add("deadRoute");
}
