import { type GraphIndex, type ResourceNode } from "../../graph/graph";
import { contains } from "../../plan/cidrs";
import { loadBalancerSubnets } from "../inventory/loadBalancers";
import { TYPES } from "../inventory/resourceTypes";
import { fleetsOf, isOwnFleet } from "../paths/frontDoor/fleets";
import type { SecurityGroupRule } from "../paths/network/filters";
import { portText } from "../paths/network/ranges";
import { topologyOf } from "../paths/network/topology";
import type { Finding } from "./finding";

/** What runs something, by what it can be reached. */
interface Host {
  name: string;
  /** Logical names of its security groups. */
  groups: readonly string[];
  /** Whether it has a public address. */
  public: boolean;
}

/** Who reaches a host otherwise than by a load balancer. */
export function openHosts(index: GraphIndex): Finding[] {
  const topology = topologyOf(index.graph);
  const hosts = [...fleetsOf(topology).all.filter(isOwnFleet), ...lonelyInstances(index)];
  const frontDoors = frontDoorsOf(index);
  const groups = [...new Set(hosts.flatMap((host) => host.groups))].sort();
  return [
    ...hosts.filter((host) => host.public).map(publicHost),
    ...groups.flatMap((name) => {
      const { in: rules = [], inV6 = [] } = topology.groups.get(name) ?? {};
      // Load balancers reach their targets by IPv4.
      const open = [...rules.filter((rule) => !leadsFromFrontDoor(rule, frontDoors, groups)), ...inV6];
      return open.length === 0 ? [] : [openGroup(name, open)];
    }),
  ];
}

const INSTANCE = "aws:ec2/instance:Instance";

/** Instances that no group launches; the program itself has none. */
function lonelyInstances(index: GraphIndex): Host[] {
  const addressed = new Set(index.ofType(TYPES.eip).map(({ inputs }) => index.resolve(inputs["instance"])));
  return index.ofType(INSTANCE).map((node) => {
    const { associatePublicIpAddress, subnetId, vpcSecurityGroupIds = [] } = node.inputs;
    const byDefault = index.resolve(subnetId)?.inputs["mapPublicIpOnLaunch"];
    return {
      name: node.name,
      groups: (vpcSecurityGroupIds as unknown[]).flatMap((id) => index.resolve(id)?.name ?? []),
      public: (associatePublicIpAddress ?? byDefault) === true || addressed.has(node),
    };
  });
}

interface FrontDoors {
  /** Logical names of the load balancers' security groups. */
  groups: ReadonlySet<string>;
  /** Of their VPCs: some of their targets see the addresses of their nodes. */
  ranges: readonly string[];
}

function frontDoorsOf(index: GraphIndex): FrontDoors {
  const balancers = index.ofType(TYPES.loadBalancer);
  const groupsOf = ({ inputs }: ResourceNode) =>
    ((inputs["securityGroups"] ?? []) as unknown[]).flatMap((id) => index.resolve(id)?.name ?? []);
  return {
    groups: new Set(balancers.flatMap(groupsOf)),
    ranges: balancers
      .flatMap((node) => loadBalancerSubnets(index, node))
      .flatMap(({ inputs }) => index.resolve(inputs["vpcId"]) ?? [])
      .map(({ inputs }) => String(inputs["cidrBlock"])),
  };
}

/** Hosts may reach each other. */
const leadsFromFrontDoor = (
  { cidr, group }: SecurityGroupRule,
  frontDoors: FrontDoors,
  hostGroups: readonly string[],
): boolean =>
  cidr === undefined
    ? group !== undefined && (frontDoors.groups.has(group) || hostGroups.includes(group))
    : frontDoors.ranges.some((range) => contains(range, cidr));

const publicHost = ({ name }: Host): Finding => ({
  severity: "warning",
  rule: "open-host",
  text: `${name} has public addresses: whoever its security group lets in needs no load balancer.`,
  fix: "Launch it without public addresses.",
  resources: [name],
});

const openGroup = (group: string, rules: readonly SecurityGroupRule[]): Finding => ({
  severity: "warning",
  rule: "open-host",
  text: `${group} lets in ${rules.map(ruleText).sort().join(", ")}, past the load balancers.`,
  fix: "Let in the security groups of load balancers alone; to look around on an instance take Session Manager.",
  resources: [group],
});

const ruleText = ({ cidr, group, prefixList, ports }: SecurityGroupRule): string =>
  `${cidr ?? group ?? prefixList ?? "another security group"} on TCP ${portText(ports)}`;
