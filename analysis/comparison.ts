import type { Change } from "../graph/compare";
import { GraphIndex, type Graph, type ResourceNode } from "../graph/graph";
import { DURATIONS, type Duration } from "./durations";
import { frontDoors, type FrontDoorRow } from "./frontDoors";

/** What somebody notices of an update. */
export interface Interruption {
  /** A stable word for the rule. */
  rule: string;
  /**
   * `none`: told, though no connection is cut and none fails. `brief`: open connections are cut, new ones are accepted. `outage`: new
   * connections fail for a time.
   */
  severity: "none" | "brief" | "outage";
  /** Who notices. */
  who: string;
  what: string;
  duration: string;
  /** Where the duration comes from. */
  source: string;
  /** Whether it follows from what is wanted, however it is done: no way in steps avoids it. */
  lasting: boolean;
  /** Logical names. */
  resources: string[];
  /** Rules that decide here and that this program does not judge: a verdict holds apart from them. */
  unjudged?: string;
}

export interface Comparison {
  from: GraphIndex;
  to: GraphIndex;
  /** By type and name; names do not change where URNs do. */
  changes: Map<string, Change>;
  all: readonly Change[];
}

export const comparisonOf = (from: Graph, to: Graph, changes: readonly Change[]): Comparison => ({
  from: new GraphIndex(from),
  to: new GraphIndex(to),
  changes: new Map(changes.map((change) => [`${change.type} ${change.name}`, change])),
  all: changes,
});

export type Rule = (comparison: Comparison) => Interruption[];

export const TYPES = {
  loadBalancer: "aws:lb/loadBalancer:LoadBalancer",
  listener: "aws:lb/listener:Listener",
  targetGroup: "aws:lb/targetGroup:TargetGroup",
  group: "aws:autoscaling/group:Group",
  service: "aws:ecs/service:Service",
  record: "aws:route53/record:Record",
  natGateway: "aws:ec2/natGateway:NatGateway",
  route: "aws:ec2/route:Route",
  routeTable: "aws:ec2/routeTable:RouteTable",
  securityGroup: "aws:ec2/securityGroup:SecurityGroup",
  egressRule: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  discovery: "aws:servicediscovery/service:Service",
  routeTableAssociation: "aws:ec2/routeTableAssociation:RouteTableAssociation",
  endpointAssociation: "aws:networkfirewall/vpcEndpointAssociation:VpcEndpointAssociation",
  firewallPolicy: "aws:networkfirewall/firewallPolicy:FirewallPolicy",
  logging: "aws:networkfirewall/loggingConfiguration:LoggingConfiguration",
  logGroup: "aws:cloudwatch/logGroup:LogGroup",
  ruleGroup: "aws:networkfirewall/ruleGroup:RuleGroup",
  ingressRule: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
} as const;

export const timed = (duration: Duration) => ({
  duration: duration.text,
  source: duration.source,
  lasting: duration === DURATIONS.forGood || duration === DURATIONS.admitted,
});

export const ofType = ({ all }: Comparison, type: string, ...actions: Change["action"][]): Change[] =>
  all.filter((change) => change.type === type && actions.includes(change.action));

export interface DoorPair {
  door: string;
  before: FrontDoorRow["targets"];
  after: FrontDoorRow["targets"];
}

/** The load balancers that both have and that stay what they are. */
export function doors({ from, to, changes }: Comparison): DoorPair[] {
  const former = frontDoors(from.graph);
  return frontDoors(to.graph).flatMap(({ loadBalancer, targets }) => {
    const was = former.find((each) => each.loadBalancer === loadBalancer);
    const action = changes.get(`${TYPES.loadBalancer} ${loadBalancer}`)?.action;
    return was && action !== "replace" ? [{ door: loadBalancer, before: was.targets, after: targets }] : [];
  });
}

/** What the rules of one direction let through for a security group: ranges with their port. */
export function rangesOf(index: GraphIndex, ruleType: string, group: ResourceNode) {
  return index.ofType(ruleType).flatMap(({ name, inputs }) => {
    const { cidrIpv4: cidr, fromPort: port, securityGroupId } = inputs;
    const isOfGroup = index.referred(securityGroupId)?.name === group.name;
    return isOfGroup && typeof cidr === "string" ? [{ name, cidr, port }] : [];
  });
}

export const changeOfBackend = (changes: Comparison["changes"], name: string): Change | undefined =>
  changes.get(`${TYPES.group} ${name}`) ?? changes.get(`${TYPES.service} ${name}`);
