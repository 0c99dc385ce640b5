import { type GraphIndex, type ResourceNode } from "../../graph/graph";
import { isNobody } from "../../plan/cidrs";
import { ROUTE53_PREFIX_LIST_WEIGHT } from "../../plan/quotas";
import { PRIVATE_LINK_TYPES, TYPES } from "./resourceTypes";

/**
 * How many rules a rule counts as: that of a prefix list more than one, but for that of S3. The program names no other lists than these.
 * Source: docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
 */
export function ruleWeight(index: GraphIndex, { inputs }: ResourceNode): number {
  const list = inputs["prefixListId"];
  return list === undefined || index.resolve(list)?.type === PRIVATE_LINK_TYPES.endpoint
    ? 1
    : ROUTE53_PREFIX_LIST_WEIGHT;
}

/** A rule of ICMP has a type and a code where one of TCP has ports. */
const ICMP = ["icmp", "icmpv6", "1", "58"];

const isIcmp = ({ inputs: { ipProtocol } }: ResourceNode): boolean => ICMP.includes(String(ipProtocol).toLowerCase());

const tcpRules = (index: GraphIndex, ruleType: string): ResourceNode[] =>
  index.ofType(ruleType).filter((rule) => !isIcmp(rule));

/** What the rules of one direction let through for a security group: ranges with their port. */
export function rangesOfGroup(index: GraphIndex, ruleType: string, group: ResourceNode) {
  return tcpRules(index, ruleType).flatMap(({ name, inputs }) => {
    const { cidrIpv4: cidr, fromPort: port, securityGroupId } = inputs;
    const isOfGroup = index.resolve(securityGroupId)?.name === group.name;
    return isOfGroup && typeof cidr === "string" ? [{ name, cidr, port }] : [];
  });
}

/** A load balancer names its security groups otherwise than an endpoint. */
const securityGroupIdsOf = ({ inputs }: ResourceNode): unknown[] =>
  (inputs["securityGroups"] ?? inputs["securityGroupIds"] ?? []) as unknown[];

/** What the security groups of a load balancer or an endpoint let in: ranges of IPv4 and IPv6, with their port. */
export function admittedRanges(index: GraphIndex, node: ResourceNode): { rule: string; cidr: string; port: number }[] {
  const groups = new Set(securityGroupIdsOf(node).map((id) => index.resolve(id)));
  return tcpRules(index, TYPES.ingressRule).flatMap(({ name: rule, inputs }) => {
    const group = index.resolve(inputs["securityGroupId"]);
    const cidr = inputs["cidrIpv4"] ?? inputs["cidrIpv6"];
    return group && groups.has(group) && typeof cidr === "string"
      ? [{ rule, cidr, port: Number(inputs["fromPort"]) }]
      : [];
  });
}

/** Whether a load balancer has rules for a port, and these let in nobody that there is. */
export function letsNobodyIn(index: GraphIndex, loadBalancer: string, port: number): boolean {
  const balancer = index.ofType(TYPES.loadBalancer).find(({ name }) => name === loadBalancer);
  const clients = balancer ? admittedRanges(index, balancer).filter((each) => each.port === port) : [];
  return isNobody(clients.map(({ cidr }) => cidr));
}
