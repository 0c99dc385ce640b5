import type { GraphIndex, ResourceNode } from "../../graph/graph";
import { addressesOf, ALL_ADDRESSES, ALL_PORTS, type Box, type Filter, type Span } from "./ranges";

/* Network ACLs and security groups as lists of filters, for TCP. */

/** `in`: the ranges are those of the source. `out`: of the destination. Ports are those of the destination, both ways. */
export interface Acl {
  name: string;
  in: readonly Filter[];
  out: readonly Filter[];
}

interface Entry {
  ruleNo?: number;
  action?: string;
  protocol?: string | number;
  fromPort?: number;
  toPort?: number;
  cidrBlock?: string;
  ipv6CidrBlock?: string;
}

/** The entries in the order of their numbers. Source: docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html */
export function aclOf({ name, inputs }: ResourceNode): Acl {
  return {
    name,
    in: entries((inputs["ingress"] ?? []) as Entry[], "inbound"),
    out: entries((inputs["egress"] ?? []) as Entry[], "outbound"),
  };
}

function entries(list: readonly Entry[], direction: string): Filter[] {
  return list
    .filter(({ protocol }) => speaksOfTcp(protocol))
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

const speaksOfTcp = (protocol: unknown): boolean => [...ALL_PROTOCOLS, ...TCP].includes(String(protocol).toLowerCase());

/** A rule of all protocols is one of all ports, whatever it says of them. */
function portsOf(protocol: unknown, { fromPort, toPort }: { fromPort?: number; toPort?: number }): Span {
  if (ALL_PROTOCOLS.includes(String(protocol).toLowerCase())) return ALL_PORTS;
  return { from: fromPort ?? ALL_PORTS.from, to: toPort ?? ALL_PORTS.to };
}

/** A rule of a security group: whom it lets in, or out to, by range, by group or by prefix list. */
export interface GroupRule {
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
  in: GroupRule[];
  /** Inbound rules for ranges of IPv6, apart from the others: only an accelerator brings clients by it. */
  inV6: GroupRule[];
  out: GroupRule[];
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
        in: writtenInto(index, node, "ingress"),
        inV6: writtenV6(node),
        out: writtenInto(index, node, "egress"),
      },
    ]),
  );
  for (const [type, direction] of RULE_TYPES)
    for (const { name, inputs } of index.ofType(type)) {
      const group = index.referred(inputs["securityGroupId"]);
      if (!group || !speaksOfTcp(inputs["ipProtocol"])) continue;
      const rule = groupRule(index, name, inputs);
      const cidr = inputs["cidrIpv6"];
      if (typeof cidr !== "string") groups.get(group.name)?.[direction].push(rule);
      // Out to IPv6 nothing is followed.
      else if (direction === "in") groups.get(group.name)?.inV6.push({ ...rule, cidr });
    }
  return groups;
}

const RULE_TYPES = [
  ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "in"],
  ["aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "out"],
] as const;

function groupRule(index: GraphIndex, name: string, inputs: ResourceNode["inputs"]): GroupRule {
  const { cidrIpv4, prefixListId, referencedSecurityGroupId, ipProtocol } = inputs;
  return {
    name,
    ports: portsOf(ipProtocol, inputs),
    ...(typeof cidrIpv4 === "string" && { cidr: cidrIpv4 }),
    ...(typeof prefixListId === "string" && { prefixList: prefixListId }),
    ...(referencedSecurityGroupId !== undefined && { group: index.referred(referencedSecurityGroupId)?.name }),
  };
}

interface WrittenRule {
  protocol?: string;
  fromPort?: number;
  toPort?: number;
  cidrBlocks?: string[];
  ipv6CidrBlocks?: string[];
  prefixListIds?: string[];
  securityGroups?: string[];
  self?: boolean;
}

function writtenInto(index: GraphIndex, { name, inputs }: ResourceNode, direction: "ingress" | "egress"): GroupRule[] {
  return ((inputs[direction] ?? []) as WrittenRule[])
    .filter(({ protocol }) => speaksOfTcp(protocol))
    .flatMap((rule) => {
      const common = { name: `${direction} of ${name}`, ports: portsOf(rule.protocol, rule) };
      return [
        ...(rule.cidrBlocks ?? []).map((cidr) => ({ ...common, cidr })),
        ...(rule.prefixListIds ?? []).map((prefixList) => ({ ...common, prefixList })),
        ...(rule.securityGroups ?? []).map((group) => ({ ...common, group: index.referred(group)?.name })),
        ...(rule.self ? [{ ...common, group: name }] : []),
      ];
    });
}

const writtenV6 = ({ name, inputs }: ResourceNode): GroupRule[] =>
  ((inputs["ingress"] ?? []) as WrittenRule[])
    .filter(({ protocol }) => speaksOfTcp(protocol))
    .flatMap((rule) =>
      (rule.ipv6CidrBlocks ?? []).map((cidr) => ({
        name: `ingress of ${name}`,
        ports: portsOf(rule.protocol, rule),
        cidr,
      })),
    );

/** The rules as filters over the ports of one end, given who the other end is. */
export function filtersFor(
  rules: readonly GroupRule[],
  other: { groups: readonly string[]; prefixList?: string },
): Filter[] {
  return rules.flatMap((rule) => {
    const box = boxFor(rule, other);
    return box ? [{ name: rule.name, allow: true, box }] : [];
  });
}

function boxFor(rule: GroupRule, other: { groups: readonly string[]; prefixList?: string }): Box | undefined {
  if (rule.cidr !== undefined) return { addresses: addressesOf(rule.cidr), ports: rule.ports };
  const named =
    (rule.group !== undefined && other.groups.includes(rule.group)) ||
    (rule.prefixList !== undefined && rule.prefixList === other.prefixList);
  return named ? { addresses: ALL_ADDRESSES, ports: rule.ports } : undefined;
}
