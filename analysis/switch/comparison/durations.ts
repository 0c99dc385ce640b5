/** How long something takes, and who says so. */
export interface Duration {
  text: string;
  source: string;
}

/** Figures that AWS publishes. Where it gives none, the text says so. */
export const DURATIONS = {
  registration: {
    text: "minutes: until the targets are registered and pass their checks",
    source: "docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-register-targets.html",
  },
  loadBalancer: {
    text: "minutes, AWS gives no figure: the old one must be gone before its addresses are free for the new one",
    source: "docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html",
  },
  weightZero: {
    text: "at once; clients can connect again at once",
    source: "docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html",
  },
  listener: {
    text: "seconds, AWS gives no figure: a load balancer has one listener on a port",
    source: "docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html",
  },
  alias: {
    text: "60 s, the time that an answer with a load balancer's address may be kept, after the record is back",
    source: "docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html",
  },
  aliasHealth: {
    text: "a minute or two, AWS gives no figure: until the record does not ask for all target groups any more, and the answers are forgotten",
    source: "docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html",
  },
  acceleratorAlias: {
    text: "the time that an answer with the accelerator's addresses may be kept, for which AWS gives no figure",
    // An alias has the time to live of what it leads to, and nothing says that of an accelerator's own name.
    source: "docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html",
  },
  undelegated: {
    text: "until the parent zone delegates to the new zone, and the former delegation is forgotten",
    source: "docs.aws.amazon.com/Route53/latest/DeveloperGuide/MigratingDNS.html",
  },
  otherZone: {
    text: "until lookups are led to that zone",
    source: "docs.aws.amazon.com/Route53/latest/DeveloperGuide/MigratingSubdomain.html",
  },
  noSuchName: {
    text: "900 s at most, the time that others may keep that there is no such name, where they ask before its records are there",
    source: "docs.aws.amazon.com/Route53/latest/DeveloperGuide/SOA-NSrecords.html",
  },
  natGateway: {
    text: "minutes, AWS gives no figure: the old one must be gone before its address is free for the new one",
    source: "docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html",
  },
  natAddress: {
    text: "350 s at most; new ones can be made at once",
    source: "docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateNatGatewayAddress.html",
  },
  scaleIn: {
    text: "until they have drained, as scaling goes on",
    source: "docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-termination-policies.html",
  },
  clientIp: {
    text: "at once; clients can connect again at once",
    source: "docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html",
  },
  inspected: {
    text: "each at most once; clients can connect again at once",
    source: "docs.aws.amazon.com/network-firewall/latest/developerguide/stream-exception-policy.html",
  },
  uninspected: {
    text: "seconds, until both routes of a zone are changed",
    source: "docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html",
  },
  rulesSpread: {
    text: "minutes, AWS gives no figure, in which endpoints may differ",
    source: "docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-policy-updating.html",
  },
  endpoint: {
    text: "minutes, AWS gives no figure: until the new endpoint is accepted and its name leads to it",
    source: "docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
  },
  endpointMoved: {
    text: "at once; clients can connect again by the endpoint's name",
    source: "docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html",
  },
  gatewayEndpoint: {
    text: "at once; they can be made again at once",
    source: "docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
  },
  endpointPolicy: {
    text: "minutes at most, until the change is in effect",
    source: "docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
  },
  privateZone: {
    text: "minutes, AWS gives no figure: until the consumer's own zone is there",
    source: "docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html",
  },
  accelerator: {
    text: "at once; clients can connect again at once, and about 30 s later where a region has failed",
    source: "docs.aws.amazon.com/global-accelerator/latest/dg/introduction-how-it-works.html",
  },
  acceleratorDeployed: {
    text: "until the accelerator is deployed again, minutes; AWS gives no figure",
    source: "docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoint-groups-port-override.html",
  },
  accelerated: {
    text: "minutes: until its targets are registered and pass their checks",
    source: "docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoint-groups-health-check-options.html",
  },
  preservation: {
    text: "at once; clients can connect again at once",
    source: "docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoints.sipp.html",
  },
  otherWay: {
    text: "at once; open connections go on only where the other way leads to the same hosts, past no other firewall",
    source: "docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceRoute.html",
  },
  association: {
    text: "seconds, AWS gives no figure: until the gateway has the attachment in its other route table",
    source: "docs.aws.amazon.com/vpc/latest/tgw/tgw-route-tables.html",
  },
  directConnect: {
    text: "minutes, AWS gives no figure: until the gateways are associated again and the routes learnt",
    source: "docs.aws.amazon.com/directconnect/latest/UserGuide/virtualgateways.html",
  },
  vpnGateway: {
    text: "until whatever ended at the old gateway ends at the new one, such as VPN connections",
    source: "docs.aws.amazon.com/vpn/latest/s2svpn/VPC_VPN.html",
  },
  byHand: {
    text: "until somebody does it",
    source: "docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html",
  },
  flowLog: {
    text: "minutes, AWS gives no figure: until the new flow log publishes",
    source: "docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html, flow logs basics",
  },
  lostKey: {
    text: "for good, unless somebody cancels the deletion of the key within its 30 days",
    source: "docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
  },
  renewed: { text: "until the targets are ready for it", source: "the two configs" },
  admitted: {
    text: "until whoever has the old address on a list has the new one on it",
    source: "the two configs",
  },
  forGood: { text: "for good", source: "the two configs" },
} as const satisfies Record<string, Duration>;

/**
 * Until targets are registered where their group leaves another target group in the same update: the provider waits for the drain of
 * that before it attaches the next. Source besides: the provider's internal/service/autoscaling/group.go.
 */
export function drainedFirst({ text, source }: Duration, deregistrationDelaySeconds: number): Duration {
  if (deregistrationDelaySeconds === 0) return { text, source };
  return {
    text: `${deregistrationDelaySeconds} s at most, in which targets drain from the target group that they leave, then ${text}`,
    source: "docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DetachLoadBalancerTargetGroups.html",
  };
}

/** How long targets keep their connections when they leave. */
export function draining(deregistrationDelaySeconds: number): Duration {
  return {
    text: `each within ${deregistrationDelaySeconds} s of its target's leaving; clients can connect again at once`,
    source: "service.deregistrationDelaySeconds",
  };
}
