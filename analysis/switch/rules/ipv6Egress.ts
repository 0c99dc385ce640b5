import type { GraphIndex, ResourceNode } from "../../../graph/graph";
import { TYPES } from "../../inventory/resourceTypes";
import { type Comparison, changesOfType } from "../comparison/comparison";
import { DURATIONS } from "../comparison/durations";
import { type Interruption, timed } from "../comparison/interruption";

/** App subnets that lead to the internet by IPv6 from now on, no more, or from another range. */
export function changedIpv6Egress(comparison: Comparison): Interruption[] {
  const { from, to } = comparison;
  const [before, after] = [gatewaysByVpc(from), gatewaysByVpc(to)];
  const vpcs = new Set(from.ofType(TYPES.vpc).map(({ name }) => name));
  const replaced = new Set(changesOfType(comparison, TYPES.vpc, "replace").map(({ name }) => name));
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((vpc): Interruption[] => {
    const [was, is] = [before.get(vpc), after.get(vpc)];
    const common = {
      rule: "egress",
      severity: "outage" as const,
      resources: [(is ?? was ?? { name: vpc }).name],
    };
    if (!was && vpcs.has(vpc))
      return [
        {
          ...common,
          who: `the service's own connections out of ${vpc} to names with AAAA records, where others have addresses on a list`,
          what: "they come by IPv6 from the range of the output egressIpv6Ranges, and are refused where only NAT addresses are listed",
          ...timed(DURATIONS.admitted),
        },
      ];
    if (was && !is && to.ofType(TYPES.vpc).some(({ name }) => name === vpc))
      return [
        {
          ...common,
          who: `the service's own connections by IPv6 out of ${vpc}`,
          what: "open ones are cut; new ones go by IPv4, where the name has such addresses, and wait in vain before it until what runs there is renewed",
          ...timed(DURATIONS.forGood),
        },
      ];
    if (was && is && replaced.has(vpc))
      return [
        {
          ...common,
          who: `the service's own connections by IPv6 out of ${vpc}, where others have its range on a list`,
          what: "they come from another range",
          ...timed(DURATIONS.admitted),
        },
      ];
    return [];
  });
}

/** By the logical names of their VPCs, which have one each at most. */
const gatewaysByVpc = (index: GraphIndex): Map<string, ResourceNode> =>
  new Map(
    index.ofType(TYPES.egressOnlyGateway).map((node) => [index.resolve(node.inputs["vpcId"])?.name ?? node.name, node]),
  );

/** IPv6 destinations that a security group let its members connect to and lets them no more, while there is a way to them. */
export function closedIpv6Destinations({ from, to }: Comparison): Interruption[] {
  if (to.ofType(TYPES.egressOnlyGateway).length === 0) return [];
  const groups = new Set(to.ofType(TYPES.securityGroup).map(({ name }) => name));
  const keyOf = (index: GraphIndex, { inputs }: ResourceNode) =>
    [index.resolve(inputs["securityGroupId"])?.name, inputs["cidrIpv6"], inputs["fromPort"]].join(" ");
  const open = new Set(to.ofType(TYPES.egressRule).map((rule) => keyOf(to, rule)));
  return from.ofType(TYPES.egressRule).flatMap((rule): Interruption[] => {
    const { cidrIpv6, fromPort, securityGroupId } = rule.inputs;
    const group = from.resolve(securityGroupId)?.name ?? "";
    if (typeof cidrIpv6 !== "string" || !groups.has(group) || open.has(keyOf(from, rule))) return [];
    return [
      {
        rule: "egress",
        severity: "outage",
        who: `the service's own connections to ${cidrIpv6} on port ${String(fromPort)}`,
        what: `${group} lets them out no more`,
        ...timed(DURATIONS.forGood),
        resources: [rule.name],
      },
    ];
  });
}
