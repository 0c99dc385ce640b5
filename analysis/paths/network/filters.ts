import type { GraphIndex, ResourceNode } from "../../../graph/graph";
import { ALL_ADDRESSES, ALL_PORTS, type Box, type Filter, type Span, addressesOf } from "./ranges";

/* Network ACLs and security groups as lists of filters, for TCP. */

/** `in`: the ranges are those of the source. `out`: of the destination. Ports are those of the destination, in both directions. */
export interface NetworkAcl {
  name: string;
  in: readonly Filter[];
  out: readonly Filter[];
}

interface NetworkAclEntry {
  ruleNo?: number;
  action?: string;
  protocol?: string | number;
  fromPort?: number;
  toPort?: number;
  cidrBlock?: string;
  ipv6CidrBlock?: string;
}

/** The entries in the order of their numbers. Source: docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html */
export function networkAclOf({ name, inputs }: ResourceNode): NetworkAcl {
  return {
    name,
    in: entryFilters((inputs["ingress"] ?? []) as NetworkAclEntry[], "inbound"),
    out: entryFilters((inputs["egress"] ?? []) as NetworkAclEntry[], "outbound"),
  };
}

function entryFilters(list: readonly NetworkAclEntry[], direction: string): Filter[] {
  return list
    .filter(({ protocol }) => coversTcp(protocol))
    .sort((one, other) => Number(one.ruleNo) - Number(other.ruleNo))
    .flatMap((entry) => {
      const cidr = entry.cidrBlock ?? entry.ipv6CidrBlock;
      if (cidr === undefined) return [];
      return {
        name: `${direction} rule ${String(entry.ruleNo)}`,
        allow: String(entry.action).toLowerCase() === "allow",
        box: { addresses: addressesOf(cidr), ports: portsOf(entry.protocol, entry) },
      };
    });
}

const ALL_PROTOCOLS = ["-1", "all"];
const TCP = ["6", "tcp"];

const coversTcp = (protocol: unknown): boolean => [...ALL_PROTOCOLS, ...TCP].includes(String(protocol).toLowerCase());

/** A rule of all protocols is one of all ports, whatever it says of them. */
function portsOf(protocol: unknown, { fromPort, toPort }: { fromPort?: number; toPort?: number }): Span {
  if (ALL_PROTOCOLS.includes(String(protocol).toLowerCase())) return ALL_PORTS;
  return { from: fromPort ?? ALL_PORTS.from, to: toPort ?? ALL_PORTS.to };
}

/** A rule of a security group: whom it lets in, or out to, by range, by group or by prefix list. */
export interface SecurityGroupRule {
  name: string;
  ports: Span;
  cidr?: string;
  /** Logical name of the group. */
  group?: string;
  /** The list's id. */
  prefixList?: string;
}

export interface SecurityGroup {
  name: string;
  in: SecurityGroupRule[];
  /** Inbound rules for ranges of IPv6, apart from the others: clients come by it to an accelerator or to a load balancer of both families. */
  inV6: SecurityGroupRule[];
  out: SecurityGroupRule[];
  /** The same outbound, where the service's own connections go out by IPv6. */
  outV6: SecurityGroupRule[];
}

/**
 * All security groups by their logical names, with the rules that stand beside them and those that are written into them. A group
 * without outbound rules lets nothing out: the provider takes away the one that AWS makes.
 */
export function securityGroups(index: GraphIndex): Map<string, SecurityGroup> {
  const groups = new Map(
    index.ofType("aws:ec2/securityGroup:SecurityGroup").map((node) => [
      node.name,
      {
        name: node.name,
        in: listRules(index, node, "ingress"),
        inV6: listIpv6Rules(index, node, "ingress"),
        out: listRules(index, node, "egress"),
        outV6: listIpv6Rules(index, node, "egress"),
      },
    ]),
  );
  for (const [type, direction] of RULE_TYPES)
    for (const { name, inputs } of index.ofType(type)) {
      const group = index.resolve(inputs["securityGroupId"]);
      if (!group || !coversTcp(inputs["ipProtocol"])) continue;
      const rule = securityGroupRule(index, name, inputs);
      const cidr = inputs["cidrIpv6"];
      if (typeof cidr !== "string") groups.get(group.name)?.[direction].push(rule);
      else groups.get(group.name)?.[`${direction}V6`].push({ ...rule, cidr });
    }
  return groups;
}

const RULE_TYPES = [
  ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "in"],
  ["aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "out"],
] as const;

function securityGroupRule(index: GraphIndex, name: string, inputs: ResourceNode["inputs"]): SecurityGroupRule {
  const { cidrIpv4, prefixListId, referencedSecurityGroupId, ipProtocol } = inputs;
  return {
    name,
    ports: portsOf(ipProtocol, inputs),
    ...(typeof cidrIpv4 === "string" && { cidr: cidrIpv4 }),
    ...(typeof prefixListId === "string" && { prefixList: prefixListId }),
    ...(referencedSecurityGroupId !== undefined && { group: index.resolve(referencedSecurityGroupId)?.name }),
  };
}

type Direction = "ingress" | "egress";

/** A rule of lists: one written into a group, or beside it in the older of the two ways, which the program itself does not take. */
interface ListRule {
  name: string;
  protocol?: string;
  fromPort?: number;
  toPort?: number;
  cidrBlocks?: string[];
  ipv6CidrBlocks?: string[];
  prefixListIds?: string[];
  securityGroups?: string[];
  self?: boolean;
}

const OLDER_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";

function listsOf(index: GraphIndex, node: ResourceNode, direction: Direction): ListRule[] {
  const inline = (node.inputs[direction] ?? []) as Omit<ListRule, "name">[];
  const beside = index
    .ofType(OLDER_RULE)
    .filter(({ inputs }) => inputs["type"] === direction && index.resolve(inputs["securityGroupId"]) === node)
    .map(({ name, inputs }) => {
      const { sourceSecurityGroupId: group } = inputs as { sourceSecurityGroupId?: string };
      return { ...inputs, name, ...(group !== undefined && { securityGroups: [group] }) };
    });
  const all = [...inline.map((rule) => ({ ...rule, name: `${direction} of ${node.name}` })), ...beside];
  return all.filter(({ protocol }: ListRule) => coversTcp(protocol));
}

const listRules = (index: GraphIndex, node: ResourceNode, direction: Direction): SecurityGroupRule[] =>
  listsOf(index, node, direction).flatMap((rule) => {
    const common = { name: rule.name, ports: portsOf(rule.protocol, rule) };
    return [
      ...(rule.cidrBlocks ?? []).map((cidr) => ({ ...common, cidr })),
      ...(rule.prefixListIds ?? []).map((prefixList) => ({ ...common, prefixList })),
      ...(rule.securityGroups ?? []).map((group) => ({ ...common, group: index.resolve(group)?.name })),
      ...(rule.self ? [{ ...common, group: node.name }] : []),
    ];
  });

const listIpv6Rules = (index: GraphIndex, node: ResourceNode, direction: Direction): SecurityGroupRule[] =>
  listsOf(index, node, direction).flatMap((rule) =>
    (rule.ipv6CidrBlocks ?? []).map((cidr) => ({ name: rule.name, ports: portsOf(rule.protocol, rule), cidr })),
  );

/** The rules as filters over the ports of one end, given who the other end is. */
export function filtersFor(
  rules: readonly SecurityGroupRule[],
  other: { groups: readonly string[]; prefixList?: string },
): Filter[] {
  return rules.flatMap((rule) => {
    const box = boxFor(rule, other);
    return box ? [{ name: rule.name, allow: true, box }] : [];
  });
}

function boxFor(rule: SecurityGroupRule, other: { groups: readonly string[]; prefixList?: string }): Box | undefined {
  if (rule.cidr !== undefined) return { addresses: addressesOf(rule.cidr), ports: rule.ports };
  const named =
    (rule.group !== undefined && other.groups.includes(rule.group)) ||
    (rule.prefixList !== undefined && rule.prefixList === other.prefixList);
  return named ? { addresses: ALL_ADDRESSES, ports: rule.ports } : undefined;
}
