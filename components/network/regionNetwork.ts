import type * as pulumi from "@pulumi/pulumi";
import type { PerZone } from "../shared";

/** The network of a region, as front doors and backends use it: made here, or one that exists. */
export interface RegionNetwork {
  readonly vpcId: pulumi.Output<string>;
  /** Of zones with a node of a public load balancer. */
  readonly frontSubnetIds: PerZone<pulumi.Output<string>>;
  readonly appSubnetIds: PerZone<pulumi.Output<string>>;
  /** The ranges of S3 in this region. */
  readonly s3PrefixListId: pulumi.Output<string>;
  /** The ranges of DynamoDB in this region, where there is a way to it. */
  readonly dynamodbPrefixListId?: pulumi.Output<string>;
  /** Takes security group rules of the interface endpoints; undefined where none are made here. */
  readonly endpointSecurityGroupId?: pulumi.Output<string>;
  /** The log group of its flow logs; undefined where none are made here. */
  readonly flowLogGroupName?: pulumi.Output<string>;
  /** Of NAT gateways, where any are made here. */
  readonly natGatewayIds: PerZone<pulumi.Output<string>>;
  /** Where connections by IPv6 come from, where any go out: a /61. */
  readonly egressIpv6Range?: pulumi.Output<string>;
  /** Firewall endpoints, where there is a firewall, be they passed or not. */
  readonly firewallEndpointIds: PerZone<pulumi.Output<string>>;
  /**
   * What a public address in a front subnet needs in order to be reached and to answer, firewall endpoints among it. What depends on
   * it comes after it, with every zone that is added, and goes before it.
   */
  readonly inboundPaths: pulumi.Resource[];
  /**
   * What an instance needs in order to reach anything outside its subnet. What depends on it starts after it and ends before it:
   * an agent without an outbound path leaves whoever waits for its answer waiting.
   */
  readonly outboundPaths: pulumi.Resource[];
}
