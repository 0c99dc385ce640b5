import { z } from "zod";
import { LOCATION_PATTERN } from "../../plan/dns/geolocations";
import { DEFAULT_WEIGHT } from "../../plan/dns/routing";
import { EXISTING_VPC_PREFIX, FIREWALL_VPC_CIDR, FIREWALL_VPC_PREFIX } from "../../plan/network/subnets";
import { VPC_SIZES } from "../editor/rules";
import {
  ALLOCATION_ID,
  allocationId,
  arnOf,
  byRegion,
  byZone,
  field,
  ipv6Address,
  kmsKeyArn,
  oneOf,
  secondaryName,
  vpcCidr,
  wholeNumber,
  zoneLetter,
} from "../fields";
import { existingVpcSection } from "./existingVpc";
import { acceleratorGroup } from "./globalAccelerator";
import { waySections } from "./ways";

const allocationIdsByZone = (description: string) =>
  byZone(allocationId("The allocation id of an Elastic IP you have.")).default({}).describe(description);

/** How a further address of a NAT gateway is: made here, kept without the gateway, or one that exists. */
const SECONDARY_STATES = z.enum(["created", "parked"]).meta({
  meanings: {
    created: "It is made here, and attached to the NAT gateway.",
    parked: "It is made here and attached to nothing, so that it is kept. It is charged for all the same.",
  },
});

const secondaryAddress = field(z.union([SECONDARY_STATES, z.string().regex(ALLOCATION_ID)]), {
  description:
    "One that is made here (created), one that is made here and kept without the gateway (parked), or the allocation id of an Elastic IP you have.",
  allowed: "created, parked, or an allocation id: eipalloc- and 17 (or 8) hexadecimal digits",
  fix: "write created, or copy the id from `aws ec2 describe-addresses`",
  examples: ["created"],
});

/**
 * Whose range created addresses are of. It holds for those that are made from now on: AWS changes no address, and none is replaced.
 * Source: docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AllocateAddress.html
 */
const addressPool = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: z.literal("byoip"),
      id: field(z.string().regex(/^ipv4pool-ec2-[0-9a-f]{8,17}$/), {
        description: "The pool, by its id.",
        examples: ["ipv4pool-ec2-0123456789abcdef0"],
        allowed: "the id of a public IPv4 pool: ipv4pool-ec2- and hexadecimal digits",
        fix: "copy it from `aws ec2 describe-public-ipv4-pools`",
      }),
    })
    .describe("A pool of your own public range (BYOIP)."),
  z
    .strictObject({
      kind: z.literal("ipam"),
      id: field(z.string().regex(/^ipam-pool-[0-9a-f]{8,17}$/), {
        description: "The pool, by its id.",
        examples: ["ipam-pool-0123456789abcdef0"],
        allowed: "the id of an IPAM pool: ipam-pool- and hexadecimal digits",
        fix: "copy it from `aws ec2 describe-ipam-pools`",
      }),
    })
    .describe("A public IPv4 pool of IPAM, of your own range or of a contiguous one that Amazon provided."),
]);

const zoneList = (description: string) => z.array(zoneLetter("A zone of the region.")).min(1).describe(description);

const firewall = z.strictObject({
  cidr: vpcCidr(
    `The range of the firewall's own VPC, /16 to /25, to which nothing routes. Another makes another VPC and another firewall in it. Default: ${FIREWALL_VPC_CIDR}.`,
    FIREWALL_VPC_PREFIX,
  ).optional(),
  zones: zoneList(
    "The zones of the firewall's own VPC, where they are settled for good: awsx then makes it whole, with a subnet in each. Another list " +
      "makes another VPC and another firewall in it. Default: the zones of the region, with which the VPC grows.",
  ).optional(),
  existing: z
    .strictObject({
      arn: arnOf("network-firewall", "firewall/[\\w-]{1,128}", "The firewall, by its ARN.", "firewall/central"),
      zones: zoneList("The zones in which that firewall has an endpoint of its own."),
    })
    .optional()
    .describe(
      "A firewall that exists, in this account or shared with it; rules, logs and alarms are its owner's. Default: none; one is made here.",
    ),
  kmsKeyArn: kmsKeyArn(
    "Of networkFirewall.customerManagedKey, a key of your own to encrypt with. Default: none; the stack makes one.",
  ).optional(),
  bypassZones: z
    .array(zoneLetter("A zone whose traffic goes round the firewall."))
    .default([])
    .describe(
      "Zones whose traffic goes past their endpoint, uninspected: to bring the firewall in or out zone by zone.",
    ),
  parkedZones: z
    .array(zoneLetter("A zone that the firewall leaves with the next update."))
    .default([])
    .describe(
      "Zones no longer in the region's zones where the firewall keeps an endpoint for one update more: AWS lets it leave a zone only when no " +
        "other endpoint there is associated with it.",
    ),
});

/** Source: the typings of route53.Record, and docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-geoproximity.html */
const dns = z.strictObject({
  weight: wholeNumber(
    `With dns.routing: weighted, the region's share of answers, relative to the sum; with 0 it gets one only while no other is healthy. Default: ${DEFAULT_WEIGHT}.`,
    "shares",
    0,
    255,
  ).optional(),
  locations: z
    .array(
      field(z.string().regex(LOCATION_PATTERN), {
        description: "A continent, a country, a state of the US, or * for all others.",
        examples: ["europe", "DE", "US-NY", "*"],
        allowed:
          "* for everywhere else, a continent in words such as europe, a country's code such as DE, or US- and a state's",
        fix: "write a continent in words, as AF, AS, NA and SA are countries, too",
      }),
    )
    .min(1)
    .optional()
    .describe(
      "With dns.routing: geolocation, where the clients are that get the region. Default: none; it must be set then.",
    ),
  bias: wholeNumber(
    "With dns.routing: geoproximity, the bias in percent: above 0 the region takes clients from its neighbours, below 0 it leaves them some. Default: 0.",
    "percent",
    -99,
    99,
  ).optional(),
});

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
