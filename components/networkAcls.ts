import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { isV6, TIERS, type Tier } from "../plan/cidrs";
import { naclRules, type NaclRule, type NaclSettings } from "../plan/nacls";
import { named } from "./tags";

export interface NetworkAclsArgs {
  vpcId: pulumi.Input<string>;
  /** The subnets of each tier. */
  subnetIds: Record<Tier, pulumi.Input<string>[]>;
  settings: NaclSettings;
}

/** One network ACL for each tier, over the tier's subnets in all zones. */
export function createNetworkAcls(name: string, args: NetworkAclsArgs, parent: pulumi.ComponentResource): void {
  for (const tier of TIERS) {
    const rules = naclRules(tier, args.settings);
    new aws.ec2.NetworkAcl(
      `${name}-${tier}-nacl`,
      {
        vpcId: args.vpcId,
        subnetIds: args.subnetIds[tier],
        ingress: rules.filter(({ direction }) => direction === "in").map(entry),
        egress: rules.filter(({ direction }) => direction === "out").map(entry),
        tags: named(`${name}-${tier}`),
      },
      { parent },
    );
  }
}

/** An entry as the provider takes it. */
export function entry({ number, protocol, from, to, cidr }: NaclRule) {
  // ICMP type 3, code 4: fragmentation needed.
  const icmp = protocol === "icmp" ? { icmpType: 3, icmpCode: 4 } : {};
  // The provider gives the protocol that means all of them by its number.
  const name = protocol === "all" ? "-1" : protocol;
  const range = isV6(cidr) ? { ipv6CidrBlock: cidr } : { cidrBlock: cidr };
  return { ruleNo: number, action: "allow", protocol: name, fromPort: from, toPort: to, ...range, ...icmp };
}
