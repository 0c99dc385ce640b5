import { z } from "zod";
import { EXISTING_VPC_PREFIX } from "../../plan/network/subnets";
import { VPC_SIZES } from "../editor/rules";
import { arnOf, byRegion, byZone, field, ipv6Address, oneOf, secondaryName, vpcCidr, zoneLetter } from "../fields";
import { existingVpcSection } from "./existingVpc";
import { acceleratorGroup } from "./globalAccelerator";
import { addressPool, allocationIdsByZone, secondaryAddress } from "./regions/addresses";
import { dns } from "./regions/dns";
import { firewall } from "./regions/firewall";
import { waySections } from "./ways";

const region = z
  .strictObject({
    zones: z
      .array(zoneLetter("A zone of the region."))
      .describe(
        "The zones to use, by letter, in any order: two or more, three with production. One more comes in place. One less replaces the load " +
          "balancer, an outage of minutes, and releases the zone's addresses unless they are parked. Without any, nothing is kept of the region " +
          "but parked addresses.",
      ),
    cidr: vpcCidr(
      "The range of the region's VPC, /16 to /22, with room for subnets in eight zones; of a VPC that exists, the range that its subnets here " +
        "lie in, /16 to /28. Another makes another VPC with all that is in it, an outage of minutes; addresses stay.",
      EXISTING_VPC_PREFIX,
    ),
    nat: oneOf(
      "How the service's own connections reach the internet. A NAT gateway costs by the hour and GB; one that goes cuts connections, and its " +
        "address is released unless it is parked.",
      {
        none: "Not at all; AWS's services by interface endpoints, which cost by the hour.",
        single: "By one NAT gateway; with its zone all zones lose the way.",
        perZone: "By a NAT gateway in each zone: none needs another.",
        existing: "As the routes of a VPC that exists lead (vpc), where this or none must be set.",
      },
    ).default("perZone"),
    natZone: zoneLetter(
      "With nat: single, the zone of the NAT gateway; in another it is another gateway with another address. Default: a, where that is one of zones.",
    ).optional(),
    addresses: allocationIdsByZone(
      "Elastic IPs of your own for clients to connect to, by zone: they are used, never changed and never released. A zone without one gets one made here. Another one replaces the load balancer, an outage of minutes.",
    ),
    egressAddresses: allocationIdsByZone(
      "Elastic IPs of your own for the NAT gateways, by zone, used as addresses are. Another one replaces the zone's gateway, which cuts connections.",
    ),
    secondaryEgressAddresses: byZone(
      z
        .record(secondaryName("The name of the address."), secondaryAddress)
        .describe("The further addresses of that zone, by name."),
    )
      .default({})
      .describe(
        "Further Elastic IPs of the NAT gateways, by zone and name, up to seven each, where 55,000 connections to one destination are too few. " +
          "The service's own connections then come from any of them.",
      ),
    addressPool: addressPool
      .optional()
      .describe(
        "The pool that addresses come from which are made from now on; those that exist stay. Default: none; they are Amazon's.",
      ),
    publishedIpv6: byZone(ipv6Address("An IPv6 address of the public load balancer."))
      .default({})
      .describe(
        "With service.ipv6, addresses that are on others' allow lists, by zone, as the output publicIpv6Addresses has them: a preview or " +
          "update after which the load balancer would have others does nothing but say so.",
      ),
    parkedAddresses: z
      .array(zoneLetter("A zone that has no load balancer any more."))
      .default([])
      .describe(
        "Zones no longer in zones whose addresses are kept, attached to nothing, so that they can come back. Each costs by the hour as before.",
      ),
    parkedEgressAddresses: z
      .array(zoneLetter("A zone that has no NAT gateway any more."))
      .default([])
      .describe(
        "Zones without a NAT gateway whose egress addresses are kept, attached to nothing. Each costs by the hour as before.",
      ),
    firewall: firewall.prefault({}).describe("The region's part of option networkFirewall."),
    accelerator: acceleratorGroup
      .prefault({})
      .describe("The region's part of option globalAccelerator: its endpoint group."),
    certificates: z
      .array(
        arnOf(
          "acm",
          "certificate/[\\w-]{1,64}",
          "A certificate of ACM in the region.",
          "certificate/01234567-89ab-cdef-0123-456789abcdef",
        ),
      )
      .default([])
      .describe(
        "With tls, which needs one or more, certificates of ACM in the region. The first is shown to clients that name no server or one that no " +
          "certificate has; the order of the others does not matter. Another comes in place.",
      ),
    role: oneOf(
      "Which part the region has in failover. Default: none; regions are alike, and DNS answers with the one of the lowest latency.",
      {
        primary: "DNS answers with it while it is healthy.",
        secondary: "DNS answers with it while no primary is.",
      },
    ).optional(),
    dns: dns.prefault({}).describe("When DNS answers with the region, by what dns.routing goes by."),
    ...waySections,
    vpc: existingVpcSection
      .optional()
      .describe("A VPC that exists, for the region to stand in. Default: none; one is made here."),
  })
  .meta({ description: "A region, with its zones, its VPC and its addresses.", editor: VPC_SIZES });

/** Everything regional is built once per entry. */
export const regionsSection = field(byRegion(region), {
  description:
    "The regions to serve from, by name. Each has a VPC, load balancers, targets and addresses of its own, all paid for.",
  examples: [{ "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16" } }],
  editor: { minProperties: 1 },
  allowed: "names of AWS regions, such as eu-west-1",
  fix: "write the name that `aws ec2 describe-regions` has: eu-west-1, not Ireland and not eu-west-1a",
});

export type RegionConfig = z.output<typeof region>;

/** Whether nothing of a region is left but its addresses. */
export const isParked = ({
  zones,
  parkedAddresses,
  parkedEgressAddresses,
}: Pick<RegionConfig, "zones" | "parkedAddresses" | "parkedEgressAddresses">): boolean =>
  zones.length === 0 && parkedAddresses.length + parkedEgressAddresses.length > 0;
