import { ofType, type Comparison } from "./comparison";
import { LINK_TYPES } from "./consumers";

/* What AWS refuses of an update because of those who come by PrivateLink, or by IPv6. */

/** Somebody of another account who is connected, as the config says that the stack has now, and the region of the service. */
export interface Connected {
  name: string;
  region?: string;
}

/**
 * AWS deletes no endpoint service while an endpoint is connected to it, and swaps no load balancer under one: the update would end there,
 * and so would each one after it. The program sees the new config alone, which may name nobody any more.
 * Source: docs.aws.amazon.com/vpc/latest/privatelink/delete-endpoint-service.html
 */
export function connectedServices(comparison: Comparison, connected: readonly Connected[]): string[] {
  const { from } = comparison;
  const services = new Map(from.ofType(LINK_TYPES.service).map((node) => [node.name, node]));
  return ofType(comparison, LINK_TYPES.service, "delete", "replace").flatMap(({ name, action }) => {
    const node = services.get(name);
    const region = node && from.regionOf(node);
    const who = connected.filter((each) => each.region === region).map((each) => each.name);
    if (who.length === 0) return [];
    const done = action === "delete" ? "deleted" : "replaced";
    return [
      `${name} would be ${done} while ${listed(who)} ${who.length === 1 ? "is" : "are"} connected to it, which AWS refuses: take ` +
        "consumers out of privateLink.connectedConsumers with an update of its own, once each has deleted its endpoint or you have " +
        "rejected it (aws ec2 reject-vpc-endpoint-connections)",
    ];
  });
}

/** `a`, `a and b`, `a, b and c` */
function listed(names: readonly string[]): string {
  const sorted = [...names].sort();
  const last = sorted.at(-1) ?? "";
  return sorted.length < 2 ? last : `${sorted.slice(0, -1).join(", ")} and ${last}`;
}

/**
 * The engine changes a VPC before its subnets, and AWS takes no IPv6 range from a VPC while a subnet has part of it.
 * Source: docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateVpcCidrBlock.html,
 * github.com/hashicorp/terraform-provider-aws/issues/40791
 */
export function ipv6TakenBack(comparison: Comparison): string[] {
  const former = new Map(comparison.from.ofType(VPC).map((node) => [node.name, node]));
  const after = new Map(comparison.to.ofType(VPC).map((node) => [node.name, node]));
  return ofType(comparison, VPC, "update").flatMap(({ name }) => {
    if (former.get(name)?.inputs[IPV6] !== true || after.get(name)?.inputs[IPV6] === true) return [];
    return [
      `${name} would lose its IPv6 range while its subnets have addresses of it, which AWS refuses: leave network.ipv6 true`,
    ];
  });
}

const VPC = "aws:ec2/vpc:Vpc";
const IPV6 = "assignGeneratedIpv6CidrBlock";
