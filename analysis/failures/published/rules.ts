/** What AWS does, as it says it. A test for each shows what this program makes of the sentence. */
export interface Rule {
  /** In this program's words. */
  rule: string;
  /** The sentence it comes from. */
  sentence: string;
  /** The page that has it. */
  source: string;
}

/** The day on which the pages were read. */
export const RULES_DATE = "2026-11-29";

const NLB = "docs.aws.amazon.com/elasticloadbalancing/latest/network";
const ROUTE_53 = "docs.aws.amazon.com/Route53/latest";
const ACCELERATOR = "docs.aws.amazon.com/global-accelerator/latest/dg";
const ISOLATION = "docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries";

const FAILOVER = `${ACCELERATOR}/about-endpoints-endpoint-weights.unhealthy-endpoints.html`;
const CHOOSING = `${ROUTE_53}/DeveloperGuide/health-checks-how-route-53-chooses-records.html`;

export const RULES = {
  zoneLeavesName: {
    rule: "A zone whose node reaches no healthy target leaves the load balancer's name.",
    sentence:
      "If target groups don't have a healthy target in an enabled Availability Zone, we remove the IP address for the corresponding subnet from DNS so that requests cannot be routed to targets in that Availability Zone.",
    source: `${NLB}/target-group-health-checks.html`,
  },
  listedAddress: {
    rule: "The address of a lost zone does not answer: whoever has it on a list, or keeps it, fails until the zone is back.",
    sentence:
      "If a client doesn't honor the time-to-live (TTL) and sends requests to the IP address after it is removed from DNS, the requests fail.",
    source: `${NLB}/introduction.html`,
  },
  crossZone: {
    rule: "Across zones, the node of a zone without targets serves by those of others.",
    sentence:
      "If you enable cross-zone load balancing, each load balancer node routes requests to the healthy targets in all enabled Availability Zones.",
    source: `${NLB}/target-group-health-checks.html`,
  },
  failsOpen: {
    rule: "Where all targets fail their checks, the load balancer sends connections to all of them.",
    sentence:
      "If all targets fail health checks at the same time in all enabled Availability Zones, the load balancer fails open.",
    source: `${NLB}/target-group-health-checks.html`,
  },
  unhealthyReset: {
    rule: "Open connections to a target that fails its checks are reset, where the target group ends them.",
    sentence:
      "If a target becomes unhealthy, the load balancer sends a TCP RST for packets received on the client connections associated with the target, unless the unhealthy target triggers the load balancer to fail open.",
    source: `${NLB}/target-group-health-checks.html`,
  },
  tlsAnswers: {
    rule: "Where TLS ends at the load balancer, a check of an address sees that alone, whatever becomes of the targets.",
    sentence: "The load balancer uses a server certificate to terminate the front-end connection.",
    source: `${NLB}/create-tls-listener.html`,
  },
  aliasHealth: {
    rule: "An alias that evaluates its load balancer is well while every target group of that has a healthy target.",
    sentence:
      "For an Application or Network Load Balancer to be considered healthy, every target group that contains targets must contain at least one healthy target.",
    source: `${ROUTE_53}/APIReference/API_AliasTarget.html`,
  },
  calculatedCheck: {
    rule: "A check of checks is well while as many are well as its threshold says.",
    sentence:
      "For health checks that monitor the status of other health checks, Route 53 adds up the number of health checks that Route 53 health checkers consider to be healthy.",
    source: `${ROUTE_53}/DeveloperGuide/dns-failover-determining-health-of-endpoints.html`,
  },
  silentAlarm: {
    rule: "A check that follows an alarm of a lost region stays what it was.",
    sentence:
      "LastKnownStatus: Route 53 uses the status of the health check from the last time that CloudWatch had sufficient data to determine the alarm state.",
    source: `${ROUTE_53}/APIReference/API_HealthCheckConfig.html`,
  },
  deletedCheck: {
    rule: "What becomes of records whose check is gone, nobody knows: here they count as well, and `check=` is the other case.",
    sentence:
      "If you delete a health check and you don't update the associated resource record sets, the future status of the health check can't be predicted and may change.",
    source: `${ROUTE_53}/APIReference/API_DeleteHealthCheck.html`,
  },
  allUnhealthy: {
    rule: "Where no record of a name is well, Route 53 answers as if all were.",
    sentence: "In this circumstance, Route 53 considers all the records in the group to be healthy.",
    source: CHOOSING,
  },
  primaryOfTwo: {
    rule: "Where neither of a failover pair is well, the answer is the primary.",
    sentence:
      "If Route 53 considers both the primary and secondary records unhealthy, Route 53 returns the primary record.",
    source: CHOOSING,
  },
  smallestPlace: {
    rule: "By places, clients for whom no record is well, not even the default, are answered with what is lost.",
    sentence:
      "If all applicable records are unhealthy, including the record for all locations, Route 53 responds to the DNS query using the value for the record for the smallest geographic region.",
    source: `${ROUTE_53}/DeveloperGuide/resource-record-sets-values-geo-alias.html`,
  },
  zeroWeight: {
    rule: "A record of weight 0 is answered with only while none above 0 is well.",
    sentence:
      "If all the records that have a weight greater than 0 are unhealthy, then Route 53 considers the zero-weighted records.",
    source: CHOOSING,
  },
  dnsGoesOn: {
    rule: "Going to another region by health checks needs no control plane.",
    sentence:
      "During a control plane impairment, CRUDL-type operations for Route 53 may not work, but DNS resolution and health checks, and updates to routing resulting from changes in health checks, will continue to work.",
    source: `${ISOLATION}/appendix-b---edge-network-global-service-guidance.html`,
  },
  routingControl: {
    rule: "A routing control is turned by people, against the cluster's own endpoints.",
    sentence:
      "You can use Route 53 Application Recovery Controller (ARC) routing controls to manually change the status of health checks and alter the responses to DNS queries.",
    source: `${ISOLATION}/appendix-b---edge-network-global-service-guidance.html`,
  },
  acceleratorHealth: {
    rule: "To an accelerator a load balancer is healthy only while every target group of it has a healthy target.",
    sentence:
      "Global Accelerator considers the load balancer endpoint to be healthy only if each target group behind the load balancer has at least one healthy target.",
    source: `${ACCELERATOR}/about-endpoint-groups-health-check-options.html`,
  },
  acceleratorFailover: {
    rule: "An accelerator leads clients of a group without a healthy endpoint to another group, whatever its dial.",
    sentence: "Note that for this failover, Global Accelerator ignores the traffic dial setting.",
    source: FAILOVER,
  },
  acceleratorFailsOpen: {
    rule: "Where no group has a healthy endpoint, an accelerator leads to the nearest all the same.",
    sentence:
      "If Global Accelerator doesn't find a healthy endpoint with a weight greater than zero after trying the three closest endpoint groups (that is, AWS Regions), it routes traffic to a random endpoint in the endpoint group that is closest to the client.",
    source: FAILOVER,
  },
  natOfZone: {
    rule: "With the zone of a shared NAT gateway the other zones lose their way out.",
    sentence:
      "If you have resources in multiple Availability Zones and they share one NAT gateway, and if the NAT gateway's Availability Zone is down, resources in the other Availability Zones lose internet access.",
    source: "docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html",
  },
  deadRoute: {
    rule: "A route to a lost endpoint or gateway drops what takes it until somebody changes the route.",
    sentence: "The blackhole state indicates that the route's target isn't available.",
    source: "docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html",
  },
  zonalShift: {
    rule: "A zone that drops packets and has healthy targets stays in the name until somebody shifts it away.",
    sentence:
      "With zonal shift, you can shift a Network Load Balancer resource away from an impaired Availability Zone with a single action.",
    source: `${NLB}/zonal-shift.html`,
  },
  consumerZones: {
    rule: "A consumer's endpoint has an interface in each of its zones; one that is lost leaves its name.",
    sentence:
      "Let's assume there is a network disruption in Availability Zone B, which leads to a backend health check for an Availability Zone B record failure, so now the VPCE-Regional DNS records only give out Availability Zone A records.",
    source: "docs.aws.amazon.com/whitepapers/latest/aws-privatelink/creating-highly-available-endpoint-services.html",
  },
  otherZone: {
    rule: "Auto Scaling launches in other zones what a zone has lost.",
    sentence:
      "If launch attempts fail in an Availability Zone, Auto Scaling attempts to launch instances in another healthy Availability Zone.",
    source: "docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-availability-zone-balanced.html",
  },
  replacedWell: {
    rule: "Where Auto Scaling goes by the load balancer's checks, it replaces instances that these wrongly fail.",
    sentence:
      "When Amazon EC2 Auto Scaling determines that an InService instance is unhealthy, it replaces it with a new instance to maintain the desired capacity of the group.",
    source: "docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-health-checks.html",
  },
  spreadTasks: {
    rule: "A service starts in other zones the tasks that a zone has lost.",
    sentence:
      "For services that specify their first placement strategy to be Availability Zone spread, AWS makes a best effort to evenly distribute service tasks across the available Availability Zones.",
    source: "docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html",
  },
  imagePulled: {
    rule: "No task starts while its image cannot be pulled; those that run go on.",
    sentence:
      "When a new task starts, the Amazon ECS container agent pulls the latest version of the specified image and tag for the container to use.",
    source: "docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",
  },
  staticallyStable: {
    rule: "What runs goes on while control planes fail; what is to be launched does not come.",
    sentence:
      "Data plane access to resources, once provisioned, has no dependency on the control plane, and therefore is not affected by any control plane impairment.",
    source: `${ISOLATION}/static-stability.html`,
  },
} as const satisfies Record<string, Rule>;

export type RuleName = keyof typeof RULES;

/** The rules that have decided anything so far. */
export type Applied = Set<RuleName>;
