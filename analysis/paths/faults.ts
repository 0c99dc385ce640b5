import { referencesIn } from "../../graph/graph";
import { TYPES } from "../inventory/resourceTypes";
import { zoneOfFirewallEndpoint } from "../inventory/zoneRoutes";
import type { Path } from "./network/path";
import type { PathFault } from "./network/pathFault";
import { type Addresses, addressesOf, within } from "./network/ranges";
import { decisionOf, firewallEndpointsIn } from "./network/verdict";
import type { Topology } from "./network/vpc";

export function faultsOf(topology: Topology, paths: readonly Path[]): PathFault[] {
  const bypassed = zonesBypassedOnPurpose(topology, paths);
  const found = new Map<string, PathFault>();
  for (const path of paths) {
    const fault = faultOf(path, bypassed);
    if (!fault) continue;
    const { region, rule, resource } = fault;
    const key = [region, rule, resource].join(" ");
    const known = found.get(key);
    found.set(
      key,
      known ? withPath(known, path) : { ...fault, region, zones: [path.zone], kinds: [path.kind], ways: 1 },
    );
  }
  return [...found.values(), ...unusedDangling(topology, found), ...edgeRoutes(topology)];
}

/**
 * Zones that have an endpoint and of which nothing is inspected, in either direction: taken off the firewall on purpose. A zone
 * without an endpoint was forgotten.
 */
function zonesBypassedOnPurpose({ index }: Topology, paths: readonly Path[]): ReadonlySet<string> {
  const served = new Set(index.ofType(TYPES.endpointAssociation).map((node) => zoneOfFirewallEndpoint(index, node)));
  const open = paths.filter(
    ({ inspectable, verdict, kind }) => inspectable && isFinal(verdict) && kind !== "healthCheck",
  );
  const inspected = new Set(open.filter(isInspected).map(({ zone }) => zone));
  return new Set(open.map(({ zone }) => zone).filter((zone) => !inspected.has(zone) && served.has(zone)));
}

const isFinal = (verdict: Path["verdict"]): boolean => verdict === "open" || verdict === "asymmetric";

const isInspected = ({ there, back }: Path): boolean =>
  [there, back].some((direction) => firewallEndpointsIn(direction).length > 0);

type FaultFound = Pick<PathFault, "rule" | "region" | "resource" | "text">;

function faultOf(path: Path, bypassed: ReadonlySet<string>): FaultFound | undefined {
  const { region, verdict, reason, there, zone } = path;
  if (verdict === "closed" || reason?.unplanned) return undefined;
  if (reason) {
    const rule = verdict === "dropped" ? (reason.dangling ? "dangling-route" : "dropped") : ruleOfAsymmetry(path);
    return { region, rule, resource: reason.at, text: reason.why };
  }
  const foreign = firewallEndpointsIn(there).find((hop) => hop.zone !== zone);
  const resource = decisionOf(there);
  if (foreign)
    return { region, rule: "other-zone", resource, text: `it leads through ${foreign.at}, in ${foreign.zone ?? ""}` };
  if (!path.inspectable || path.kind === "healthCheck" || isInspected(path) || bypassed.has(zone)) return undefined;
  return { region, rule: "uninspected", resource, text: "it leads past the firewall, there and back" };
}

const ruleOfAsymmetry = ({ there, back }: Path): "asymmetric" | "one-direction" =>
  [there, back].every((direction) => firewallEndpointsIn(direction).length > 0) ? "asymmetric" : "one-direction";

function withPath(fault: PathFault, { zone, kind }: Path): PathFault {
  return {
    ...fault,
    zones: [...new Set([...fault.zones, zone])].sort(),
    kinds: [...new Set([...fault.kinds, kind])],
    ways: fault.ways + 1,
  };
}

const NO_PATHS = { zones: [], kinds: [], ways: 0 };

/** Routes that no path takes. */
function unusedDangling({ index, own }: Topology, found: ReadonlyMap<string, PathFault>): PathFault[] {
  return index.ofType("aws:ec2/route:Route").flatMap((node): PathFault[] => {
    const [reference] = referencesIn(node.inputs["vpcEndpointId"]);
    const region = index.regionOf(node) ?? "";
    const rule = "dangling-route";
    if (
      !own.has(node.urn) ||
      !reference ||
      index.resolve(node.inputs["vpcEndpointId"]) ||
      found.has([region, rule, node.name].join(" "))
    )
      return [];
    return [
      { rule, region, resource: node.name, text: `it leads to ${reference.name}, which is not there`, ...NO_PATHS },
    ];
  });
}

/**
 * By a gateway's table AWS leads to an endpoint only what goes to a whole subnet or to the whole VPC.
 * Source: docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html
 */
function edgeRoutes({ networks }: Topology): PathFault[] {
  const owned = networks.filter(({ own }) => own);
  return owned.flatMap(({ region, cidr, subnets, gateway }) => {
    const wholes = [cidr, ...subnets.map((subnet) => subnet.cidr)].map(addressesOf);
    return (gateway?.table.routes ?? [])
      .filter(({ target, addresses }) => target.kind !== "local" && !wholes.some((whole) => isSame(whole, addresses)))
      .map((route) => ({
        rule: "edge-route" as const,
        region,
        resource: route.name,
        text: `${route.cidr} is the range of no subnet: AWS refuses the route`,
        ...NO_PATHS,
      }));
  });
}

const isSame = (one: Addresses, other: Addresses): boolean => within(one, other) && within(other, one);
