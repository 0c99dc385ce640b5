import type { GraphIndex, ResourceNode } from "../graph/graph";
import { ANYWHERE } from "../plan/cidrs";
import { TYPES } from "./comparison";

/** Where a zone's packets go on their way to the internet, and so where those from it come by. */
type Way = "gateway" | `endpoint ${string}`;

export interface ZoneWay {
  region: string;
  zone: string;
  route: string;
  way: Way;
}

/** The default routes of the subnets that have one to the internet: by the gateway itself, or by a firewall's endpoint before it. */
export function zoneWays(index: GraphIndex): Map<string, ZoneWay> {
  const zones = new Map(
    index.ofType(TYPES.routeTableAssociation).map(({ inputs }): [string | undefined, unknown] => {
      return [
        index.referred(inputs["routeTableId"])?.urn,
        index.referred(inputs["subnetId"])?.inputs["availabilityZone"],
      ];
    }),
  );
  return new Map(
    index.ofType(TYPES.route).flatMap((route): [string, ZoneWay][] => {
      const way = wayOf(index, route);
      const zone = zones.get(index.referred(route.inputs["routeTableId"])?.urn);
      if (!way || typeof zone !== "string") return [];
      return [[route.name, { region: index.regionOf(route) ?? "", zone, route: route.name, way }]];
    }),
  );
}

function wayOf(index: GraphIndex, { inputs }: ResourceNode): Way | undefined {
  if (inputs["destinationCidrBlock"] !== ANYWHERE) return undefined;
  const endpoint = index.referred(inputs["vpcEndpointId"]);
  if (endpoint) return `endpoint ${endpoint.name}`;
  return inputs["gatewayId"] === undefined ? undefined : "gateway";
}

/** The zones that have a way to the internet, by name. */
export function openZones(index: GraphIndex): Set<string> {
  return new Set([...zoneWays(index).values()].map(({ zone }) => zone));
}

/** The zones whose packets pass an endpoint, by name: `eu-west-1a`. */
export function inspectedZones(index: GraphIndex): Map<string, ZoneWay> {
  const passing = [...zoneWays(index).values()].filter(({ way }) => way !== "gateway");
  return new Map(passing.map((each) => [each.zone, each]));
}

/** The zone of a firewall endpoint: that of its subnet. */
export function zoneOfEndpoint(index: GraphIndex, { inputs }: ResourceNode): unknown {
  const { subnetId } = (inputs["subnetMapping"] ?? {}) as { subnetId?: unknown };
  return index.referred(subnetId)?.inputs["availabilityZone"];
}
