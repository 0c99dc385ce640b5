/** How Route 53 learns of the targets behind a region's public load balancer. */
export interface TargetHealth {
  /** By the health that the load balancer has in each zone, which it publishes as a metric. */
  followsZones: boolean;
  /** By what AWS calls the health of an alias. */
  evaluatesAlias: boolean;
}

/**
 * A connection to an address tells of the targets where it goes through to one. Where TLS ends at the load balancer, that answers by itself,
 * whatever becomes of them; then its zones are followed, too.
 *
 * An alias is healthy only while each target group of the load balancer has a healthy target: one that is empty, is just tried out or weighs
 * nothing would take the region out of the answers, though the other serves on. AWS excepts no weight from that. So with several target groups,
 * of two backends or two ports, only the zones are followed: there a group counts as its settings say (see components/frontDoor/targetGroup.ts).
 *
 * Sources: docs.aws.amazon.com/elasticloadbalancing/latest/network/create-tls-listener.html ("terminate the front-end connection"),
 * docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html (EvaluateTargetHealth: "every target group that contains targets",
 * "a target group that has no registered targets is considered unhealthy")
 */
export function targetHealth(settings: { tls: boolean; targetGroups: number; followZones?: boolean }): TargetHealth {
  const { tls, targetGroups, followZones } = settings;
  return {
    followsZones: followZones ?? (tls || targetGroups > 1),
    evaluatesAlias: targetGroups < 2 && followZones !== true,
  };
}

/**
 * How many of the checks of a region must be well, so that `least` of its addresses are and the load balancer has as many zones in its name:
 * `zones` checks of addresses, and as many that follow one alarm of the load balancer. A calculated check only counts, and looks at no other
 * of its kind; so the alarm counts as often as there are addresses, and no number of these makes up for it. Zones are not counted one by one
 * beside the addresses: one that is lost fails by both, and two of two such pairs would be no fewer than all targets of both zones.
 */
export const bothThreshold = (zones: number, least: number): number => zones + least;

/** What is watched of the zones that a load balancer has in its name. */
export interface FollowedZones {
  /** How many must be there. */
  least: number;
  /** Whether each is watched by itself, too, as names are answered with its address. */
  each: boolean;
}

/** When an alarm of the load balancer as a whole rings. */
export interface TooManyZonesDown {
  statistic: "Maximum" | "Minimum" | "Average";
  /** It rings below this. */
  threshold: number;
}

/**
 * That fewer than `least` of the zones are in the load balancer's name. Its metric has a 1 of each zone that is and a 0 of each that is not:
 * the largest says of one zone, the smallest of all, and what lies between is told by their average, half a zone away from either count.
 * Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html, ZonalHealthStatus
 */
export function tooManyZonesDown(zones: number, least: number): TooManyZonesDown {
  if (least === 1) return { statistic: "Maximum", threshold: 1 };
  if (least === zones) return { statistic: "Minimum", threshold: 1 };
  // In thousandths, so that it reads the same from wherever it has been.
  return { statistic: "Average", threshold: Math.round((1000 * (least - 0.5)) / zones) / 1000 };
}
