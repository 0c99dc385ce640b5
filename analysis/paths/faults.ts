import { referencesIn } from "../../graph/graph";
import { TYPES } from "../comparison";
import { zoneOfEndpoint } from "../zoneWays";
import type { Way } from "./model";
import { addressesOf, within, type Addresses } from "./ranges";
import type { Topology } from "./topology";
import { decisionOf, endpointsOf } from "./verdict";

/** Something that breaks connections, or lets them past the firewall, and what is touched by it. */
export interface PathFault {
  /**
   * `dropped`; `asymmetric`: through one endpoint there, through another back; `one-direction`: through one there or back only;
   * `other-zone`: both ways through the endpoint of another zone; `uninspected`: past the firewall, while other connections of the
   * zone pass it; `dangling-route`: to something that is not in the graph; `edge-route`: a route that AWS refuses; `name`: a name that
   * does not lead a consumer's clients to their endpoint.
   */
  rule:
    | "dropped"
    | "asymmetric"
    | "one-direction"
    | "other-zone"
    | "uninspected"
    | "dangling-route"
    | "edge-route"
    | "name";
  region: string;
  /** Logical name of the resource to look at. */
  resource: string;
  /** What the first of the ways finds there. */
  text: string;
  /** Of the ways: where they pass the edge of their VPC. */
  zones: string[];
  kinds: Way["kind"][];
  /** How many ways have it. */
  ways: number;
}

export function faultsOf(topology: Topology, ways: readonly Way[]): PathFault[] {
  const bypassed = bypassedZones(topology, ways);
  const found = new Map<string, PathFault>();
  for (const way of ways) {
    const fault = faultOf(way, bypassed);
    if (!fault) continue;
    const { region, rule, resource } = fault;
    const key = [region, rule, resource].join(" ");
    const known = found.get(key);
    found.set(key, known ? joined(known, way) : { ...fault, region, zones: [way.zone], kinds: [way.kind], ways: 1 });
  }
  return [...found.values(), ...unusedDangling(topology, found), ...edgeRoutes(topology)];
}

/**
 * Zones that have an endpoint and of which nothing is inspected, in either direction: taken out of the firewall's way on purpose. A zone
 * without an endpoint was forgotten.
 */
function bypassedZones({ index }: Topology, ways: readonly Way[]): ReadonlySet<string> {
  const served = new Set(index.ofType(TYPES.endpointAssociation).map((node) => zoneOfEndpoint(index, node)));
  const open = ways.filter(
    ({ inspectable, verdict, kind }) => inspectable && isFinal(verdict) && kind !== "healthCheck",
  );
  const inspected = new Set(open.filter(isInspected).map(({ zone }) => zone));
  return new Set(open.map(({ zone }) => zone).filter((zone) => !inspected.has(zone) && served.has(zone)));
}

const isFinal = (verdict: Way["verdict"]): boolean => verdict === "open" || verdict === "asymmetric";

const isInspected = ({ there, back }: Way): boolean => [there, back].some((leg) => endpointsOf(leg).length > 0);

type Found = Pick<PathFault, "rule" | "region" | "resource" | "text">;

function faultOf(way: Way, bypassed: ReadonlySet<string>): Found | undefined {
  const { region, verdict, reason, there, zone } = way;
  if (verdict === "closed" || reason?.unplanned) return undefined;
  if (reason) {
    const rule = verdict === "dropped" ? (reason.dangling ? "dangling-route" : "dropped") : ruleOfAsymmetry(way);
    return { region, rule, resource: reason.at, text: reason.why };
  }
  const foreign = endpointsOf(there).find((hop) => hop.zone !== zone);
  const resource = decisionOf(there);
  if (foreign)
    return { region, rule: "other-zone", resource, text: `it leads through ${foreign.at}, in ${foreign.zone ?? ""}` };
  if (!way.inspectable || way.kind === "healthCheck" || isInspected(way) || bypassed.has(zone)) return undefined;
  return { region, rule: "uninspected", resource, text: "it leads past the firewall, there and back" };
}

const ruleOfAsymmetry = ({ there, back }: Way): "asymmetric" | "one-direction" =>
  [there, back].every((leg) => endpointsOf(leg).length > 0) ? "asymmetric" : "one-direction";

function joined(fault: PathFault, { zone, kind }: Way): PathFault {
  return {
    ...fault,
    zones: [...new Set([...fault.zones, zone])].sort(),
    kinds: [...new Set([...fault.kinds, kind])],
    ways: fault.ways + 1,
  };
}

const NO_WAYS = { zones: [], kinds: [], ways: 0 };

/** Routes that no way takes. */
function unusedDangling({ index, own }: Topology, found: ReadonlyMap<string, PathFault>): PathFault[] {
  return index.ofType("aws:ec2/route:Route").flatMap((node): PathFault[] => {
    const [reference] = referencesIn(node.inputs["vpcEndpointId"]);
    const region = index.regionOf(node) ?? "";
    const rule = "dangling-route";
    if (
      !own.has(node.urn) ||
      !reference ||
      index.referred(node.inputs["vpcEndpointId"]) ||
      found.has([region, rule, node.name].join(" "))
    )
      return [];
    return [
      { rule, region, resource: node.name, text: `it leads to ${reference.name}, which is not there`, ...NO_WAYS },
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
        ...NO_WAYS,
      }));
  });
}

const isSame = (one: Addresses, other: Addresses): boolean => within(one, other) && within(other, one);
