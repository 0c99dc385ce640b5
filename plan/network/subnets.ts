import { IPv6 } from "ipaddr.js";
import { Netmask } from "netmask";
import { ZONE_LETTERS, type ZoneLetter } from "../regions";

/** Front: load balancers and NAT gateways. App: instances and tasks. Inspection: firewall endpoints. */
export type Tier = "front" | "app" | "inspection";

export const TIERS: readonly Tier[] = ["front", "app", "inspection"];

/** VPC sizes the slots below fit in: at /22 an inspection subnet is a /28, the smallest that AWS allows. */
export const VPC_PREFIX = { largest: 16, smallest: 22 } as const;

/** Those of a VPC that exists. Source: docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
export const EXISTING_VPC_PREFIX = { largest: 16, smallest: 28 } as const;

/*
 * A VPC is cut into tiers, a tier into eight slots, one for each zone letter. For a /16:
 *
 *   10.0.0.0/17     app         a 10.0.0.0/20    b 10.0.16.0/20   c 10.0.32.0/20  … h
 *   10.0.128.0/18   front       a 10.0.128.0/21  b 10.0.136.0/21  …
 *   10.0.192.0/19   inspection  a 10.0.192.0/22  b 10.0.196.0/22  …
 *   10.0.224.0/19   transit     a 10.0.224.0/22  b 10.0.228.0/22  …  where a transit gateway is attached
 *
 * A slot follows from the letter alone, so neither another zone nor the order of the zones moves a subnet.
 * `offset` is in eighths of the VPC; `tierBits` and `slotBits` are added to the prefix length of the VPC.
 */
const LAYOUT: Record<Tier | "transit", { offset: number; tierBits: number; slotBits: number }> = {
  app: { offset: 0, tierBits: 1, slotBits: 4 },
  front: { offset: 4, tierBits: 2, slotBits: 5 },
  inspection: { offset: 6, tierBits: 3, slotBits: 6 },
  transit: { offset: 7, tierBits: 3, slotBits: 6 },
};

/** The addresses of a whole tier, all eight zones: `10.0.128.0/18`. */
export function tierCidr(vpcCidr: string, tier: Tier | "transit"): string {
  const vpc = new Netmask(vpcCidr);
  const { offset, tierBits } = LAYOUT[tier];
  const inUnitsOfTier = offset / 2 ** (3 - tierBits);
  return block(vpc, vpc.bitmask + tierBits, inUnitsOfTier);
}

/** The subnet of one zone in one tier. Throws where the VPC is not /16 to /22. */
export function subnetCidr(vpcCidr: string, tier: Tier | "transit", zone: ZoneLetter): string {
  const vpc = new Netmask(vpcCidr);
  if (vpc.bitmask < VPC_PREFIX.largest || vpc.bitmask > VPC_PREFIX.smallest)
    throw new RangeError(`${vpcCidr}: a VPC is /${VPC_PREFIX.largest} to /${VPC_PREFIX.smallest}`);
  return block(new Netmask(tierCidr(vpcCidr, tier)), vpc.bitmask + LAYOUT[tier].slotBits, ZONE_LETTERS.indexOf(zone));
}

/** The tiers that may have IPv6 addresses, and the first of the 256 subnets of a VPC that is theirs: each has eight, one for each letter. */
const SLOTS_V6 = { app: 0, front: 8 } as const;

/**
 * The IPv6 subnet of one zone in a tier: a /64, by the zone's letter. `vpcCidr` is the /56 that AWS gave the VPC. The inspection tier
 * has no IPv6 addresses.
 *
 * @throws RangeError where it is no /56.
 */
export const subnetCidrV6 = (vpcCidr: string, tier: keyof typeof SLOTS_V6, zone: ZoneLetter): string =>
  `${slotV6(vpcCidr, SLOTS_V6[tier] + ZONE_LETTERS.indexOf(zone))}/64`;

/** The IPv6 subnets of a whole tier, all eight zones, in one range: a /61, `2001:db8:0:1a00::/61`. Another zone does not change it. */
export const tierCidrV6 = (vpcCidr: string, tier: keyof typeof SLOTS_V6): string =>
  `${slotV6(vpcCidr, SLOTS_V6[tier])}/61`;

function slotV6(vpcCidr: string, slot: number): string {
  const [network, bits] = IPv6.parseCIDR(vpcCidr);
  if (bits !== 56) throw new RangeError(`${vpcCidr}: AWS gives a VPC a /56`);
  const bytes = network.toByteArray();
  bytes[7] = slot;
  return new IPv6(bytes).toString();
}

/** The range of a firewall's own VPC, where the stack file gives none. Such VPCs have no routes to anything, so each region has the same. */
export const FIREWALL_VPC_CIDR = "192.168.255.0/25";

/** Sizes of a firewall's own VPC: eight slots of a /28, the smallest subnet, and more. */
export const FIREWALL_VPC_PREFIX = { largest: 16, smallest: 25 } as const;

/** The subnet of a zone in the VPC of a firewall, which holds nothing else: an eighth of it, by the zone's letter. */
export function firewallSubnetCidr(vpcCidr: string, zone: ZoneLetter): string {
  const vpc = new Netmask(vpcCidr);
  if (vpc.bitmask < FIREWALL_VPC_PREFIX.largest || vpc.bitmask > FIREWALL_VPC_PREFIX.smallest)
    throw new RangeError(
      `${vpcCidr}: a firewall's VPC is /${FIREWALL_VPC_PREFIX.largest} to /${FIREWALL_VPC_PREFIX.smallest}`,
    );
  return block(vpc, vpc.bitmask + 3, ZONE_LETTERS.indexOf(zone));
}

/** Clients: whatever connects. Endpoints: the network interfaces of the endpoint. */
export type ConsumerTier = "clients" | "endpoints";

/** Sizes of a consumer's VPC: at /24 its subnets are /28, the smallest that AWS allows. */
export const CONSUMER_VPC_PREFIX = { largest: 16, smallest: 24 } as const;

/** The subnet of a zone in a consumer's VPC: clients in the first half, endpoints in the second, each half in eight slots by letter. */
export function consumerSubnetCidr(vpcCidr: string, tier: ConsumerTier, zone: ZoneLetter): string {
  const vpc = new Netmask(vpcCidr);
  if (vpc.bitmask < CONSUMER_VPC_PREFIX.largest || vpc.bitmask > CONSUMER_VPC_PREFIX.smallest)
    throw new RangeError(
      `${vpcCidr}: a consumer's VPC is /${CONSUMER_VPC_PREFIX.largest} to /${CONSUMER_VPC_PREFIX.smallest}`,
    );
  return block(new Netmask(consumerTierCidr(vpcCidr, tier)), vpc.bitmask + 4, ZONE_LETTERS.indexOf(zone));
}

/** The addresses of a whole tier of a consumer's VPC. */
export function consumerTierCidr(vpcCidr: string, tier: ConsumerTier): string {
  const vpc = new Netmask(vpcCidr);
  return block(vpc, vpc.bitmask + 1, tier === "clients" ? 0 : 1);
}

/** The `index`-th block of `prefix` bits from the start of `within`. */
function block(within: Netmask, prefix: number, index: number): string {
  const first = new Netmask(`${within.base}/${prefix}`);
  return (index === 0 ? first : first.next(index)).toString();
}
