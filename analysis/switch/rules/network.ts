import { TYPES } from "../../inventory/resourceTypes";
import { type Comparison, updated } from "../comparison/comparison";

/**
 * The engine changes a VPC before its subnets, and AWS takes no IPv6 range from a VPC while a subnet has part of it. From a subnet the
 * provider takes none.
 * Source: docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateVpcCidrBlock.html,
 * github.com/hashicorp/terraform-provider-aws/issues/40791
 */
export function removedIpv6Ranges(comparison: Comparison): string[] {
  const ofVpcs = updated(comparison, TYPES.vpc)
    .filter(({ change }) => change.action === "update")
    .filter(({ before, after }) => before.inputs[IPV6] === true && after.inputs[IPV6] !== true)
    .map(
      ({ after: { name } }) =>
        `${name} would lose its IPv6 range while its subnets have addresses of it, which AWS refuses: leave network.ipv6 as it is`,
    );
  return ofVpcs.length > 0 ? ofVpcs : removedSubnetRanges(comparison);
}

const removedSubnetRanges = (comparison: Comparison): string[] =>
  updated(comparison, TYPES.subnet)
    .filter(({ change }) => change.action === "update")
    .filter(({ before, after }) => before.inputs[SUBNET_IPV6] !== undefined && after.inputs[SUBNET_IPV6] === undefined)
    .map(
      ({ after: { name } }) =>
        `${name} would lose its IPv6 range, which the provider takes from no subnet: leave network.ipv6: public`,
    );

const IPV6 = "assignGeneratedIpv6CidrBlock";
const SUBNET_IPV6 = "ipv6CidrBlock";
