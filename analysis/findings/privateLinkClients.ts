import { type GraphIndex, type ResourceNode, kindOf, referencesIn } from "../../graph/graph";
import { isV6, overlaps } from "../../plan/cidrs";
import { isConsumerEndpoint } from "../inventory/consumers";
import { PRIVATE_LINK_TYPES, TYPES } from "../inventory/resourceTypes";
import type { Finding } from "./finding";

/* Whom the load balancer behind an endpoint service lets in, and whom it does not. */

/** A load balancer that enforces its security group on PrivateLink traffic. */
interface EnforcingLoadBalancer {
  service: ResourceNode;
  balancer: ResourceNode;
  rules: ResourceNode[];
}

function enforcingLoadBalancers(index: GraphIndex): EnforcingLoadBalancer[] {
  const rules = index.ofType(TYPES.ingressRule);
  return index.ofType(PRIVATE_LINK_TYPES.service).flatMap((service) =>
    ((service.inputs["networkLoadBalancerArns"] ?? []) as unknown[])
      .flatMap((arn) => index.resolve(arn) ?? [])
      .filter(({ inputs }) => inputs["enforceSecurityGroupInboundRulesOnPrivateLinkTraffic"] !== "off")
      .map((balancer) => ({ service, balancer, rules: rules.filter((rule) => isOf(index, rule, balancer)) })),
  );
}

const isOf = (index: GraphIndex, { inputs }: ResourceNode, balancer: ResourceNode): boolean =>
  referencesIn(balancer.inputs["securityGroups"]).some(
    ({ kind, name }) => kind === kindOf(TYPES.securityGroup) && name === index.resolve(inputs["securityGroupId"])?.name,
  );

const rangeOf = ({ inputs }: ResourceNode): string => String(inputs["cidrIpv4"] ?? inputs["cidrIpv6"]);

/**
 * Consumers of other accounts are connected, and nothing comes through: the security group sees the addresses of their clients.
 * Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
 */
export function shutOutConsumers(index: GraphIndex): Finding[] {
  return enforcingLoadBalancers(index).flatMap(({ service, balancer, rules }): Finding[] => {
    const own = ownRanges(index, service);
    const others = othersOf(index, service);
    if (others.length === 0 || rules.some((rule) => !own.has(rangeOf(rule)))) return [];
    const who = rules.length === 0 ? "nobody" : "only the clients of consumers made here";
    return [
      {
        severity: "warning",
        rule: "shut-out-consumers",
        text: `The security group of ${balancer.name} lets in ${who}: ${others.join(", ")} may connect, and then each connection times out.`,
        fix: "Name the ranges of their clients in privateLink.allowedClients, or set enforceSecurityGroup: false.",
        resources: [balancer.name],
      },
    ];
  });
}

/** The ranges that may use the endpoints made here. */
function ownRanges(index: GraphIndex, service: ResourceNode): Set<string> {
  const endpoints = index
    .ofType(PRIVATE_LINK_TYPES.endpoint)
    .filter((node) => isConsumerEndpoint(node) && index.resolve(node.inputs["serviceName"]) === service);
  const groups = new Set(endpoints.map(({ inputs }) => index.resolve(inputs["securityGroupIds"])));
  const rules = index.ofType(TYPES.ingressRule);
  return new Set(rules.filter(({ inputs }) => groups.has(index.resolve(inputs["securityGroupId"]))).map(rangeOf));
}

/** Those who may connect, and those whose endpoints are accepted, beside the stack's own account. */
function othersOf(index: GraphIndex, service: ResourceNode): string[] {
  const accounts = index.graph.invokes
    .filter(({ token }) => token === "aws:index/getCallerIdentity:getCallerIdentity")
    .map(({ result }) => String(result["accountId"]));
  const isOwn = (arn: string) => accounts.some((account) => arn.startsWith(`arn:aws:iam::${account}:`));
  const ofService = (type: string) =>
    index.ofType(type).filter(({ inputs }) => index.resolve(inputs["vpcEndpointServiceId"]) === service);
  const principals = ofService(PRIVATE_LINK_TYPES.principal).map(({ inputs }) => String(inputs["principalArn"]));
  const accepted = ofService(PRIVATE_LINK_TYPES.accepter).map(({ inputs }) => inputs["vpcEndpointId"]);
  const foreign = accepted.filter((id) => index.resolve(id) === undefined).map(String);
  return [...principals.filter((arn) => !isOwn(arn)), ...foreign].sort();
}

/** PrivateLink connects VPCs that overlap; the security group cannot tell them apart. */
export function overlappingClients(index: GraphIndex): Finding[] {
  return enforcingLoadBalancers(index).flatMap(({ balancer, rules }): Finding[] => {
    const vpc = vpcOf(index, balancer);
    const cidr = String(vpc?.inputs["cidrBlock"]);
    const over = rules.filter((rule) => vpc && !isV6(rangeOf(rule)) && overlaps(rangeOf(rule), cidr));
    if (!vpc || over.length === 0) return [];
    const ranges = over.map(rangeOf).sort().join(", ");
    return [
      {
        severity: "note",
        rule: "overlapping-clients",
        text: `${balancer.name} lets in ${ranges}, which ${over.length === 1 ? "overlaps" : "overlap"} the service's own VPC, ${cidr}: what runs there may connect, too.`,
        fix: "Where that must not be, name narrower ranges in allowedClients, of privateLink or of the consumer.",
        resources: over.map(({ name }) => name),
      },
    ];
  });
}

function vpcOf(index: GraphIndex, balancer: ResourceNode): ResourceNode | undefined {
  const [group] = (balancer.inputs["securityGroups"] ?? []) as unknown[];
  return index.resolve(index.resolve(group)?.inputs["vpcId"]);
}
