import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { cidrName } from "../../../plan/names";
import type { RoutedTier, WayRoute } from "../../../plan/network/ways";
import { type PerZone, zoneEntries } from "../../shared";

/** The route tables of a network's zones, by tier. */
export type RouteTables = Readonly<Record<RoutedTier, PerZone<pulumi.Output<string>>>>;

/** Where a route leads, and what must be there before. */
export interface WayTarget {
  target: { transitGatewayId: pulumi.Input<string> } | { vpcPeeringConnectionId: pulumi.Input<string> };
  ready: readonly pulumi.Resource[];
}

/**
 * A route in each zone's table. It is named by the table and the range and not by the way, so that another way is another target of the
 * same route: AWS takes no second route to a range.
 * Source: docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html (RouteAlreadyExists)
 */
export function createWayRoutes(
  name: string,
  routes: readonly WayRoute[],
  tables: RouteTables,
  targetOf: (way: WayRoute["way"]) => WayTarget,
  parent: pulumi.ComponentResource,
): aws.ec2.Route[] {
  return routes.flatMap(({ range, way, tiers }) => {
    const { target, ready } = targetOf(way);
    return tiers.flatMap((tier) =>
      zoneEntries(tables[tier]).map(
        ([zone, routeTableId]) =>
          new aws.ec2.Route(
            `${name}-${tier}-${zone}-${cidrName(range)}`,
            { routeTableId, destinationCidrBlock: range, ...target },
            { parent, dependsOn: [...ready] },
          ),
      ),
    );
  });
}
