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
 * nothing would take the region out of the answers, though the other serves on. AWS excepts no weight from that. So with two backends
 * only the zones are followed: there a target group counts as its settings say (see components/frontDoor/targetGroup.ts).
 *
 * Sources: docs.aws.amazon.com/elasticloadbalancing/latest/network/create-tls-listener.html ("terminate the front-end connection"),
 * docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html (EvaluateTargetHealth: "every target group that contains targets",
 * "a target group that has no registered targets is considered unhealthy")
 */
export function targetHealth(settings: { tls: boolean; backends: number; followZones?: boolean }): TargetHealth {
  const { tls, backends, followZones } = settings;
  return {
    followsZones: followZones ?? (tls || backends > 1),
    evaluatesAlias: backends < 2 && followZones !== true,
  };
}

/**
 * How many of the checks of a region must be well, so that so many of its zones are surely well in both respects: `zones` checks of addresses
 * and as many of what the load balancer says. Of two sets in `zones` things, `a` and `b` in number, at least `a + b − zones` are in both.
 */
export const bothThreshold = (zones: number, least: number): number => zones + least;
