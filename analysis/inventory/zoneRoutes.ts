import type { GraphIndex, ResourceNode } from "../../graph/graph";
import { ANYWHERE } from "../../plan/cidrs";
import { TYPES } from "./resourceTypes";

/** The next hop of a zone's packets to the internet, which those from it pass too. */
type NextHop = "gateway" | `endpoint ${string}`;

export interface ZoneRoute {
  region: string;
  zone: string;
  route: string;
  nextHop: NextHop;
}

/** The default routes of the subnets that have one to the internet: by the gateway itself, or by a firewall's endpoint before it. */
export function zoneRoutes(index: GraphIndex): Map<string, ZoneRoute> {
  const zones = new Map(
    index.ofType(TYPES.routeTableAssociation).map(({ inputs }): [string | undefined, unknown] => {
      return [
        index.resolve(inputs["routeTableId"])?.urn,
        index.resolve(inputs["subnetId"])?.inputs["availabilityZone"],
      ];
    }),
  );
  return new Map(
    index.ofType(TYPES.route).flatMap((route): [string, ZoneRoute][] => {
      const nextHop = nextHopOf(index, route);
      const zone = zones.get(index.resolve(route.inputs["routeTableId"])?.urn);
      if (!nextHop || typeof zone !== "string") return [];
      return [[route.name, { region: index.regionOf(route) ?? "", zone, route: route.name, nextHop }]];
    }),
  );
}

function nextHopOf(index: GraphIndex, { inputs }: ResourceNode): NextHop | undefined {
  if (inputs["destinationCidrBlock"] !== ANYWHERE) return undefined;
  const endpoint = index.resolve(inputs["vpcEndpointId"]);
  if (endpoint) return `endpoint ${endpoint.name}`;
  return inputs["gatewayId"] === undefined ? undefined : "gateway";
}

/** The zones that have a route to the internet, by name. */
export function zonesWithInternetRoute(index: GraphIndex): Set<string> {
  return new Set([...zoneRoutes(index).values()].map(({ zone }) => zone));
}

/** The zones whose packets pass an endpoint, by name: `eu-west-1a`. */
export function inspectedZones(index: GraphIndex): Map<string, ZoneRoute> {
  const passing = [...zoneRoutes(index).values()].filter(({ nextHop }) => nextHop !== "gateway");
  return new Map(passing.map((each) => [each.zone, each]));
}

/** The zone of a firewall endpoint: that of its subnet. */
export function zoneOfFirewallEndpoint(index: GraphIndex, { inputs }: ResourceNode): unknown {
  const { subnetId } = (inputs["subnetMapping"] ?? {}) as { subnetId?: unknown };
  return index.resolve(subnetId)?.inputs["availabilityZone"];
}

/** The zones in which a firewall has an endpoint of its own. */
export function zonesOfFirewall(index: GraphIndex, { inputs }: ResourceNode): unknown[] {
  const mappings = (inputs["subnetMappings"] ?? []) as { subnetId?: unknown }[];
  return mappings.map(({ subnetId }) => index.resolve(subnetId)?.inputs["availabilityZone"]);
}
