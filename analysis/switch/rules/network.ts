import { TYPES } from "../../inventory/resourceTypes";
import { type Comparison, changesOfType } from "../comparison/comparison";

/**
 * The engine changes a VPC before its subnets, and AWS takes no IPv6 range from a VPC while a subnet has part of it.
 * Source: docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateVpcCidrBlock.html,
 * github.com/hashicorp/terraform-provider-aws/issues/40791
 */
export function removedIpv6Ranges(comparison: Comparison): string[] {
  const former = new Map(comparison.from.ofType(TYPES.vpc).map((node) => [node.name, node]));
  const after = new Map(comparison.to.ofType(TYPES.vpc).map((node) => [node.name, node]));
  return changesOfType(comparison, TYPES.vpc, "update").flatMap(({ name }) => {
    if (former.get(name)?.inputs[IPV6] !== true || after.get(name)?.inputs[IPV6] === true) return [];
    return [
      `${name} would lose its IPv6 range while its subnets have addresses of it, which AWS refuses: leave network.ipv6 true`,
    ];
  });
}

const IPV6 = "assignGeneratedIpv6CidrBlock";
