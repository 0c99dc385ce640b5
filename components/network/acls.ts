import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { isV6 } from "../../plan/cidrs";
import type { NaclRule } from "../../plan/network/aclRules";
import { type NaclSettings, naclRules } from "../../plan/network/acls";
import { PACKET_TOO_LARGE } from "../../plan/network/pathMtu";
import { TIERS, type Tier } from "../../plan/network/subnets";
import { nameTag } from "../shared";

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
        ingress: rules.filter(({ direction }) => direction === "in").map(aclEntry),
        egress: rules.filter(({ direction }) => direction === "out").map(aclEntry),
        tags: nameTag(`${name}-${tier}`),
      },
      { parent },
    );
  }
}

/** The provider gives the protocols that have no short name by their numbers. */
const PROTOCOLS: Record<NaclRule["protocol"], string> = { tcp: "tcp", icmp: "icmp", icmpv6: "58", all: "-1" };

/** An entry as the provider takes it. */
export function aclEntry({ number, protocol, from, to, cidr }: NaclRule) {
  const range = isV6(cidr) ? { ipv6CidrBlock: cidr } : { cidrBlock: cidr };
  return {
    ruleNo: number,
    action: "allow",
    protocol: PROTOCOLS[protocol],
    fromPort: from,
    toPort: to,
    ...range,
    ...((protocol === "icmp" || protocol === "icmpv6") && icmpOf(protocol)),
  };
}

function icmpOf(protocol: keyof typeof PACKET_TOO_LARGE) {
  const { type: icmpType, code: icmpCode } = PACKET_TOO_LARGE[protocol];
  return { icmpType, icmpCode };
}
