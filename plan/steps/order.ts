import { compose } from "../options";
import type { PortSettings } from "./ports";
import { type Step, type SwitchConfig, sectionOfBoth } from "./switchConfig";
import type { InspectedRegion, InspectedRegions } from "./zones";

/* Updates that AWS takes only one after the other. */

/** What must be done first of what AWS takes only in two updates, and what is left for the second. */
interface Preparation {
  first: string;
  then: string;
  /** The config after the first. */
  config: SwitchConfig;
}

/**
 * The updates into which one falls that AWS refuses, since the engine would do at once, or in the wrong order, what must come one after the
 * other. Empty where there is nothing of the kind.
 */
export function inOrder(from: SwitchConfig, to: SwitchConfig): Step[] {
  const cleared = CLEARINGS.reduce<Step[]>((done, { title, clear }) => {
    const config = clear(done.at(-1)?.config ?? from, to);
    return config ? [...done, { title, config }] : done;
  }, []);
  const start = cleared.at(-1)?.config ?? from;
  const found = PREPARATIONS.flatMap((prepare) => {
    const preparation = prepare(start, to);
    return preparation ? [{ prepare, ...preparation }] : [];
  });
  if (cleared.length === 0 && found.length === 0) return [];
  // Each says something else of the config.
  const config = found.reduce((target, { prepare }) => prepare(start, target)?.config ?? target, to);
  const titles = (key: "first" | "then") => found.map((each) => each[key]).join("; ");
  return [
    ...cleared,
    ...(found.length > 0 ? [{ title: titles("first"), config }] : []),
    { title: found.length > 0 ? titles("then") : "change the rest", config: to },
  ];
}

/** What the former config must lose before anything else of the other one comes. */
const CLEARINGS: readonly {
  title: string;
  clear: (from: SwitchConfig, to: SwitchConfig) => SwitchConfig | undefined;
}[] = [
  { title: "end the protection from deletion", clear: withoutEndedProtections },
  { title: "take out what listens where the service's own port shall", clear: withoutOwnPort },
  { title: "take each consumer out, once it has deleted its endpoint", clear: withoutConnected },
];

/** The former config, without connected consumers where the endpoint service goes: AWS deletes none that has any. */
function withoutConnected(from: SwitchConfig, to: SwitchConfig): SwitchConfig | undefined {
  const { connectedConsumers = [], ...privateLink } = (from["privateLink"] ?? {}) as { connectedConsumers?: object[] };
  const goes = compose(from.options).privateFrontDoor && !compose(to.options).privateFrontDoor;
  return goes && connectedConsumers.length > 0 ? { ...from, privateLink } : undefined;
}

/** The former config, without the protections that end: what AWS protects is deleted only once that has ended. */
function withoutEndedProtections(from: SwitchConfig, to: SwitchConfig): SwitchConfig | undefined {
  const ofFirewall = ({ networkFirewall }: SwitchConfig) =>
    (networkFirewall ?? {}) as { protection?: { deletion?: boolean } };
  const [firewall, { protection: after = {} }] = [ofFirewall(from), ofFirewall(to)];
  const ends = from["protect"] === true && to["protect"] !== true;
  const firewallsEnds = firewall.protection?.deletion === true && after.deletion !== true;
  if (!ends && !firewallsEnds) return undefined;
  return {
    ...from,
    ...(ends && { protect: false }),
    ...(firewallsEnds && {
      networkFirewall: { ...firewall, protection: { ...firewall.protection, deletion: false } },
    }),
  };
}

const PREPARATIONS: readonly ((from: SwitchConfig, to: SwitchConfig) => Preparation | undefined)[] = [
  keepFirewallZones,
  prepareZonalShift,
  endDeploymentAlarms,
  freePorts,
];

/** The endpoints of a zone go first, then the firewall leaves it. */
function keepFirewallZones(from: SwitchConfig, to: SwitchConfig): Preparation | undefined {
  if (!compose(from.options).inspected || !compose(to.options).inspected) return undefined;
  const former = (from["regions"] ?? {}) as InspectedRegions;
  const regions = Object.entries((to["regions"] ?? {}) as InspectedRegions);
  const left = new Map(regions.map(([name, region]) => [name, firewallZonesLeft(former[name], region)]));
  if (![...left.values()].some((zones) => zones.length > 0)) return undefined;
  const changed = regions.map(([name, region]): [string, InspectedRegion] => {
    const zones = left.get(name) ?? [];
    if (zones.length === 0) return [name, region];
    const parkedZones = [...new Set([...(region.firewall?.parkedZones ?? []), ...zones])].sort();
    return [name, { ...region, firewall: { ...region.firewall, parkedZones } }];
  });
  const names = [...left].flatMap(([name, zones]) => zones.map((zone) => `${name}${zone}`));
  return {
    first: `change the rest, and keep the firewall's own endpoint in ${names.join(", ")}`,
    then: `let the firewall leave ${names.join(", ")}`,
    config: { ...to, regions: Object.fromEntries(changed) },
  };
}

/** Zones that a region and its firewall would leave at once. */
function firewallZonesLeft(before: InspectedRegion | undefined, after: InspectedRegion): string[] {
  if (!before || before.firewall?.existing !== undefined || after.firewall?.existing !== undefined) return [];
  const kept = [...(after.zones ?? []), ...(after.firewall?.parkedZones ?? [])];
  // A region without a zone has no firewall.
  return (after.zones ?? []).length === 0
    ? []
    : [...(before.zones ?? [])].filter((zone) => !kept.includes(zone)).sort();
}

/** Ports of the load balancers that go from one listener to another: the one must be gone before the other takes its port. */
function freePorts(from: SwitchConfig, to: SwitchConfig): Preparation | undefined {
  const [before, after] = sectionOfBoth<PortSettings>("service", from, to);
  const former = new Map([["", before.port], ...namedPorts(before)].map(([name, port]) => [port, name]));
  const taken = (name: string, port: number | undefined) => former.has(port) && former.get(port) !== name;
  const others = after.alsoListens ?? [];
  const moved = others.filter(({ name, port }) => taken(name, port));
  // The service's own port cannot wait for its listener to come.
  if (moved.length === 0 || taken("", after.port)) return undefined;
  const names = moved.map(({ name, port }) => `${name} (${port})`).join(", ");
  const alsoListens = others.filter((each) => !moved.includes(each));
  return {
    first: `take out what listens where ${names} shall`,
    then: `let ${names} listen`,
    config: withService(to, { ...after, alsoListens }),
  };
}

/** The config with another service; where no port of it ends TLS, without certificates, which nothing would show. */
function withService(config: SwitchConfig, service: PortSettings): SwitchConfig {
  const endsTls = [service, ...(service.alsoListens ?? [])].some(({ tls }) => tls !== undefined);
  if (endsTls) return { ...config, service };
  const regions = Object.entries((config["regions"] ?? {}) as Record<string, { certificates?: unknown }>);
  return {
    ...config,
    service,
    regions: Object.fromEntries(regions.map(([name, { certificates: _unshown, ...region }]) => [name, region])),
  };
}

/** The former config, without what listens on the service's own port to be. */
function withoutOwnPort(from: SwitchConfig, to: SwitchConfig): SwitchConfig | undefined {
  const [before, after] = sectionOfBoth<PortSettings>("service", from, to);
  const { alsoListens = [] } = before;
  const kept = alsoListens.filter(({ port }) => port !== after.port);
  return kept.length === alsoListens.length ? undefined : withService(from, { ...before, alsoListens: kept });
}

const namedPorts = ({ alsoListens = [] }: PortSettings): [name: string, port: number][] =>
  alsoListens.map(({ name, port }) => [name, port]);

interface ZonalShiftSettings {
  crossZone?: boolean;
  zonalShift?: boolean;
  terminateUnhealthyConnections?: boolean;
}

/** Target groups cease to close connections to unhealthy targets before zonal shift begins across zones, and begin after that has ended. */
function prepareZonalShift(from: SwitchConfig, to: SwitchConfig): Preparation | undefined {
  const [before, after] = sectionOfBoth<ZonalShiftSettings>("service", from, to);
  const { terminateUnhealthyConnections: terminated = false } = before;
  const { terminateUnhealthyConnections: terminates = false } = after;
  if (terminated === terminates) return undefined;
  const open = { ...after, terminateUnhealthyConnections: false };
  if (terminates)
    return {
      first: "end zonal shift across zones, and close no connections to unhealthy targets yet",
      then: "close connections to unhealthy targets",
      config: { ...to, service: open },
    };
  const { crossZone = true, zonalShift = true } = before;
  return {
    first: "close no connections to unhealthy targets any more",
    then: "begin zonal shift across zones",
    config: { ...to, service: { ...open, crossZone, zonalShift }, ...acceleratorsCrossZone(from, to) },
  };
}

interface DeploymentSettings {
  deployment?: { alarms?: { enabled?: boolean } };
}

/** The provider leaves a service's alarms as they are when nothing is said of them, so the service is told first that it hears none. */
function endDeploymentAlarms(from: SwitchConfig, to: SwitchConfig): Preparation | undefined {
  const [before, after] = sectionOfBoth<DeploymentSettings>("ecs", from, to);
  const { alarms } = before.deployment ?? {};
  if (!alarms || alarms.enabled === false || after.deployment?.alarms) return undefined;
  if (![from, to].every(({ options }) => compose(options).backends.includes("tasks"))) return undefined;
  const deployment = { ...after.deployment, alarms: { ...alarms, enabled: false } };
  return {
    first: "have deployments hear no alarm",
    then: "take their alarms out",
    config: { ...to, ecs: { ...after, deployment } },
  };
}

/** The accelerator's load balancers have a setting of their own, which stays as it was. */
function acceleratorsCrossZone(from: SwitchConfig, to: SwitchConfig): { globalAccelerator?: object } {
  const [before, after] = [from, to].map(
    ({ globalAccelerator }) => globalAccelerator as ZonalShiftSettings | undefined,
  );
  const { crossZone = false } = before ?? {};
  return !after || (after.crossZone ?? false) === crossZone ? {} : { globalAccelerator: { ...after, crossZone } };
}
