import { isDeepStrictEqual } from "node:util";
import { NOBODY, NOBODY_V6 } from "./cidrs";
import type { Backend } from "./names";
import { OPTIONS, OPTION_NAMES, type Option, type OptionRow, compose, frontDoorKinds } from "./options";
import { sharesAmong } from "./traffic";
import { type Weights, weights } from "./weights";

/** What a stack file says that a switch of backends goes by; the rest is carried along. */
export interface SwitchConfig {
  options: readonly Option[];
  weights?: Weights;
  [section: string]: unknown;
}

/** One update of a switch, as the whole config after it. */
export interface Step {
  title: string;
  config: SwitchConfig;
}

/** The section of the stack file that says how a backend is. */
const SECTION: Record<Backend, string> = { instances: "instances", tasks: "ecs" };

const optionsBringing = (backend: Backend): Option[] =>
  OPTION_NAMES.filter((name) => (OPTIONS[name] as OptionRow).backends.includes(backend));

const weightsOf = (config: SwitchConfig): Weights => weights(compose(config.options).backends, config.weights);

const serving = (given: Weights): Backend[] =>
  (Object.keys(given) as Backend[]).filter((backend) => (given[backend] ?? 0) > 0);

/**
 * The updates that move from one config to another without a time in which new connections fail, the last being the target
 * itself: new backends first come up beside the old ones without a connection, then get theirs, and only then do the old ones
 * go. One step where nothing has to be prepared.
 */
export function steps(from: SwitchConfig, to: SwitchConfig): Step[] {
  const before = weightsOf(from);
  const after = weightsOf(to);
  const all = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort() as Backend[];
  const missing = all.filter((backend) => !(backend in after));
  // What the target does not bring is brought by its own option for as long as it lasts, with the settings it had.
  const both: SwitchConfig = {
    ...to,
    options: optionsOfBoth(to.options, missing),
    ...Object.fromEntries(missing.map((backend) => [SECTION[backend], from[SECTION[backend]]])),
  };
  const weighing = (given: Weights): Weights =>
    Object.fromEntries(all.map((backend) => [backend, given[backend] ?? 0]));
  const prepared = { title: prepareTitle(before, after), config: { ...both, weights: weighing(before) } };
  const moved = {
    title: `move the connections to the ${serving(after).join(" and ")}`,
    config: { ...both, weights: weighing(after) },
  };
  const last = { title: missing.length > 0 ? `take the ${missing.join(" and ")} away` : moved.title, config: to };
  const comes = all.some((backend) => !(backend in before));
  const moves = serving(before).join() !== serving(after).join();
  const prepares = comes && all.length > 1 && !isSame(prepared.config, to);
  return [...(prepares ? [prepared] : []), ...(moves && missing.length > 0 ? [moved] : []), last];
}

/**
 * Options that bring the backends of these and some more. Instances that are there for want of another backend are brought by their own
 * option, once there is another.
 */
function optionsOfBoth(options: readonly Option[], more: readonly Backend[]): Option[] {
  const wanted = [...compose(options).backends, ...more];
  const enough = withBackends(options, more);
  return withBackends(
    enough,
    wanted.filter((backend) => !compose(enough).backends.includes(backend)),
  );
}

const withBackends = (options: readonly Option[], backends: readonly Backend[]): Option[] =>
  OPTION_NAMES.filter(
    (name) => options.includes(name) || backends.some((backend) => optionsBringing(backend).includes(name)),
  );

/** Options in another order are the same. */
const isSame = ({ options: some, ...one }: SwitchConfig, { options: others, ...other }: SwitchConfig): boolean =>
  isDeepStrictEqual({ ...one, composed: compose(some) }, { ...other, composed: compose(others) });

function prepareTitle(before: Weights, after: Weights): string {
  const coming = (Object.keys(after) as Backend[]).filter((backend) => !(backend in before));
  return `bring up the ${coming.join(" and ")}, without connections`;
}

/**
 * The detours by which a backend changes whose target group has to be replaced: another backend takes all connections meanwhile. Where the
 * configs have both, it is that one; else one is brought up for the time. Not where its option would let clients in by a path that neither
 * config has.
 */
export function detours(from: SwitchConfig, to: SwitchConfig): Step[][] {
  const [before, after] = [compose(from.options).backends, compose(to.options).backends];
  const isPublic = ({ config: { options } }: Step) => compose(options).publicFrontDoor;
  const opens = (detour: readonly Step[]) =>
    detour.some(isPublic) && ![from, to].some(({ options }) => compose(options).publicFrontDoor);
  return after
    .filter((backend) => before.includes(backend))
    .map((backend) => detourAround(backend, backend === "instances" ? "tasks" : "instances", from, to))
    .filter((detour) => !opens(detour));
}

function detourAround(backend: Backend, other: Backend, from: SwitchConfig, to: SwitchConfig): Step[] {
  const withOtherBackend = (config: SwitchConfig): SwitchConfig => ({
    ...config,
    options: OPTION_NAMES.filter((name) =>
      [config.options, optionsBringing(other), optionsBringing(backend)].some((some) => some.includes(name)),
    ),
    weights: { [backend]: 0, [other]: 100 },
  });
  return [
    ...steps(from, withOtherBackend(from)),
    { title: `change the ${backend} while they have no connections`, config: withOtherBackend(to) },
    ...steps(withOtherBackend(to), to),
  ];
}

interface PortSettings {
  port?: number;
  targetPort?: number;
  ipv6?: boolean;
  healthCheck?: object;
  alsoListens?: readonly { name: string; port: number; [key: string]: unknown }[];
}

/**
 * The updates that lead the service's own port to another port of instances, whose target group would begin empty: first the targets listen there,
 * too, behind a port of the load balancers that lets nobody in, which brings that target group; then the service's port goes there. Empty where
 * it leads to the same.
 */
export function throughFurtherPort(from: SwitchConfig, to: SwitchConfig): Step[] {
  const [before, after] = [from, to].map(({ service }) => (service ?? {}) as PortSettings) as [
    PortSettings,
    PortSettings,
  ];
  const [was, is] = [before, after].map(({ port, targetPort = port }) => targetPort);
  const instances = [from, to].every(({ options }) => compose(options).backends.includes("instances"));
  if (was === is || is === undefined || before.port !== after.port || !instances) return [];
  const others = before.alsoListens ?? [];
  const { endpointPort } = (from["globalAccelerator"] ?? {}) as { endpointPort?: number };
  const taken = [before.port, endpointPort, ...others.map(({ port }) => port)];
  const free = Array.from({ length: taken.length + 1 }, (_, index) => 65535 - index).find(
    (port) => !taken.includes(port),
  );
  const names = others.map(({ name }) => name);
  const next = {
    name: ["next", ...names.map((_, index) => `next-${index + 2}`)].find((name) => !names.includes(name)),
    port: free,
    targetPort: is,
    allowedClients: [NOBODY, ...(before.ipv6 ? [NOBODY_V6] : [])],
    ...(after.healthCheck && { healthCheck: after.healthCheck }),
  };
  return [
    {
      title: `have the targets listen on port ${is} too, behind a port that lets nobody in`,
      config: { ...from, service: { ...before, alsoListens: [...others, next] } },
    },
    { title: `lead the service's own port to port ${is}`, config: to },
  ];
}

/** What a region's entry says of its zones and the firewall's. */
export interface InspectedRegion {
  zones?: readonly string[];
  firewall?: {
    bypassZones?: readonly string[];
    parkedZones?: readonly string[];
    existing?: unknown;
    [key: string]: unknown;
  };
  [key: string]: unknown;
}

export type InspectedRegions = Readonly<Record<string, InspectedRegion>>;

/**
 * The updates that bring a firewall in zone by zone: first it comes up with nothing passing it, then one zone of each region passes
 * it, then all that shall. Empty where it is there already or does not come, or where there are no two zones to tell apart.
 */
export function zoneByZone(from: SwitchConfig, to: SwitchConfig): Step[] {
  if (compose(from.options).inspected || !compose(to.options).inspected) return [];
  const regions = (to["regions"] ?? {}) as InspectedRegions;
  const inspected = Object.values(regions).map((region) => inspectedZones(region));
  if (!inspected.some((zones) => zones.length > 1)) return [];
  const first = inspected.flatMap((zones) => zones.slice(0, 1));
  return [
    { title: "bring up the firewall, with every zone going round it", config: withInspectedZones(to, regions, 0) },
    { title: `let one zone pass it (${[...new Set(first)].join(", ")})`, config: withInspectedZones(to, regions, 1) },
    { title: "let the other zones pass it", config: to },
  ];
}

/** The zones of a region that shall pass the firewall, sorted. */
function inspectedZones({ zones = [], firewall }: InspectedRegion): string[] {
  return [...zones].sort().filter((zone) => !firewall?.bypassZones?.includes(zone));
}

/** The config with only so many zones of each region passing the firewall. */
function withInspectedZones(config: SwitchConfig, regions: InspectedRegions, count: number): SwitchConfig {
  const changed = Object.entries(regions).map(([name, region]): [string, InspectedRegion] => {
    if ((region.zones ?? []).length === 0) return [name, region];
    const some = inspectedZones(region).slice(0, count);
    const bypassZones = [...(region.zones ?? [])].sort().filter((zone) => !some.includes(zone));
    return [name, { ...region, firewall: { ...region.firewall, bypassZones } }];
  });
  return { ...config, regions: Object.fromEntries(changed) };
}

/**
 * A config with other options, and the rest as it was. Its weights are those it had where they name the new backends; else the
 * backends that were there go on alone, and new ones begin with none.
 */
export function withOptions(config: SwitchConfig, options: readonly Option[]): SwitchConfig {
  const { weights: given, ...kept } = config;
  const composition = compose(options);
  const { backends, acceleratedFrontDoor } = composition;
  // The section holds the addresses, and stays when the option goes.
  const sections = acceleratedFrontDoor ? { globalAccelerator: {}, ...kept } : kept;
  const { traffic } = sections;
  const rest =
    traffic === undefined ? sections : { ...sections, traffic: sharesAmong(traffic, frontDoorKinds(composition)) };
  if (backends.length < 2) return { ...rest, options };
  if (given && backends.every((backend) => given[backend] !== undefined)) return { ...rest, options, weights: given };
  const before = compose(config.options).backends;
  const stays = backends.some((backend) => before.includes(backend));
  return {
    ...rest,
    options,
    weights: Object.fromEntries(backends.map((backend) => [backend, !stays || before.includes(backend) ? 100 : 0])),
  };
}
