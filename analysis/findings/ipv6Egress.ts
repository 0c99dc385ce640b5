import type { GraphIndex, ResourceNode } from "../../graph/graph";
import { TYPES } from "../inventory/resourceTypes";
import type { Finding } from "./finding";

/** A name with addresses of both families is tried by IPv6 first. Source: RFC 6724, RFC 8305 */
export function ipv6Egress(index: GraphIndex): Finding[] {
  return index.ofType(TYPES.egressOnlyGateway).map((gateway): Finding => {
    const region = index.regionOf(gateway) ?? "";
    const addresses = natAddresses(index, region);
    return {
      severity: "warning",
      rule: "ipv6-egress",
      text:
        addresses.length > 0
          ? `Connections of the service in ${region} to names with AAAA records go out by IPv6, from addresses of its app subnets: whoever has only ${addresses.join(" and ")} on a list refuses them.`
          : `What runs in ${region} reaches the internet by IPv6 alone, from addresses of its app subnets, and by IPv4 S3 and a few services of AWS.`,
      fix: "Have others list the output egressIpv6Ranges; before network.ipv6Egress is set that is the first /61 of the IPv6 range that network.ipv6: true gives the VPC.",
      resources: [gateway.name],
    };
  });
}

const natAddresses = (index: GraphIndex, region: string): string[] =>
  index
    .ofType(TYPES.natGateway)
    .filter((node) => index.regionOf(node) === region)
    .map(({ inputs }) => index.resolve(inputs["allocationId"])?.name ?? String(inputs["allocationId"]));

/**
 * AWS's page says of the setting both that it is on by default, and that it is off.
 * Source: docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html, dual-stack VPC IPv6
 */
export function ipv6OfTasks(index: GraphIndex): Finding[] {
  const regions = new Set(index.ofType(TYPES.egressOnlyGateway).map((node) => index.regionOf(node)));
  const services = index
    .ofType(TYPES.ecsService)
    .filter((node) => regions.has(index.regionOf(node)) && hasInterfaces(node));
  return services.map(({ name }) => ({
    severity: "note",
    rule: "ipv6-tasks",
    text: `Tasks of ${name} have IPv6 addresses where the account's setting dualStackIPv6 is on when they start, which no plan knows; else they connect by IPv4 alone.`,
    fix: "Look: aws ecs list-account-settings --name dualStackIPv6 --effective-settings. Where it is disabled: aws ecs put-account-setting-default --name dualStackIPv6 --value enabled, which is for all of the account's tasks in the region.",
    resources: [name],
  }));
}

const hasInterfaces = ({ inputs }: ResourceNode): boolean => inputs["networkConfiguration"] !== undefined;
