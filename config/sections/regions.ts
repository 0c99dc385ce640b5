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
    "Whether it is made here (created), or made here and kept without the gateway (parked), or the allocation id of an Elastic IP you have.",
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
    `The range of the firewall's own VPC, /16 to /25. Nothing routes to it. Another makes another VPC. Default: ${FIREWALL_VPC_CIDR}.`,
    FIREWALL_VPC_PREFIX,
  ).optional(),
  zones: zoneList(
    "The zones of the firewall's VPC, where they are settled for good: awsx then makes it whole, with a subnet in each. Another list makes " +
      "another VPC. Default: those of the region's list, with which the VPC grows.",
  ).optional(),
  existing: z
    .strictObject({
      arn: arnOf("network-firewall", "firewall/[\\w-]{1,128}", "The firewall, by its ARN.", "firewall/central"),
      zones: zoneList("The zones in which it has an endpoint of its own."),
    })
    .optional()
    .describe(
      "A firewall that exists, of this account or shared with it. Its owner has its rules, logs and alarms. Default: none; one is made here.",
    ),
  kmsKeyArn: kmsKeyArn(
    "A key of your own to encrypt with, with customerManagedKey. Default: none; the stack makes one.",
  ).optional(),
  bypassZones: z
    .array(zoneLetter("A zone whose traffic goes round the firewall."))
    .default([])
    .describe("Zones that have an endpoint and do not use it: for bringing the firewall in and out zone by zone."),
  parkedZones: z
    .array(zoneLetter("A zone that the firewall leaves with the next update."))
    .default([])
    .describe(
      "Zones taken out of zones in which the firewall keeps its own endpoint for one update more: AWS lets it leave a zone only once " +
        "no endpoint there is associated with it.",
    ),
});

/** Source: the typings of route53.Record, and docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-geoproximity.html */
const dns = z.strictObject({
  weight: wholeNumber(
    `With routing: weighted, the region's share. With 0 it answers only while no other is well. Default: ${DEFAULT_WEIGHT}.`,
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
      "With routing: geolocation, where the clients are that it answers to. Default: none; it must be said then.",
    ),
  bias: wholeNumber(
    "With routing: geoproximity, how far the region reaches: more than 0 farther, less than 0 less far, in percent. Default: 0.",
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
        "The zones to use, by letter, in any order. None, where the region is parked: then of all of it only its parked addresses are kept.",
      ),
    cidr: vpcCidr(
      "The range of the region's VPC, /16 to /22; of one that exists, the one that its subnets here lie in, /16 to /28. Another makes " +
        "another VPC: nothing but the addresses stays.",
      EXISTING_VPC_PREFIX,
    ),
    nat: oneOf("How the service's own connections reach the internet.", {
      none: "Not at all: interface endpoints lead to AWS's services, and cost by the hour.",
      single: "By one NAT gateway, which costs by the hour and GB; with its zone all zones lose the way.",
      perZone: "By a NAT gateway in each zone: no zone needs another, at the price of one each.",
      existing: "As the routes of a VPC that exists lead.",
    }).default("perZone"),
    natZone: zoneLetter("With nat: single, the zone of the one NAT gateway. Default: a.").optional(),
    addresses: allocationIdsByZone(
      "Elastic IPs of your own for clients to connect to, by zone. They are used, never changed. A zone without one gets one.",
    ),
    egressAddresses: allocationIdsByZone(
      "Elastic IPs of your own for the NAT gateways, by zone. A NAT gateway without one gets one.",
    ),
    secondaryEgressAddresses: byZone(
      z
        .record(secondaryName("The name of the address."), secondaryAddress)
        .describe("The further addresses of that zone, by name."),
    )
      .default({})
      .describe(
        "Further Elastic IPs of the NAT gateways, by zone and name, where 55,000 connections to one destination are too few. The service's own " +
          "connections come from all of them.",
      ),
    addressPool: addressPool
      .optional()
      .describe(
        "The pool that addresses made from now on come from; those that exist stay. Default: none: they are Amazon's.",
      ),
    publishedIpv6: byZone(ipv6Address("An IPv6 address of the public load balancer."))
      .default({})
      .describe(
        "With service.ipv6, addresses that are on others' allow lists, by zone, as the output publicIpv6Addresses gives them: nothing is done " +
          "where the load balancer would have others.",
      ),
    parkedAddresses: z
      .array(zoneLetter("A zone that has no load balancer any more."))
      .default([])
      .describe(
        "Zones taken out of zones whose addresses are kept, unattached, so that they can come back. Each is charged for.",
      ),
    parkedEgressAddresses: z
      .array(zoneLetter("A zone that has no NAT gateway any more."))
      .default([])
      .describe("Zones without a NAT gateway whose egress addresses are kept, unattached. Each is charged for."),
    firewall: firewall.prefault({}).describe("With option networkFirewall, what of it belongs to the region."),
    accelerator: acceleratorGroup.prefault({}).describe("With option globalAccelerator, the region's endpoint group."),
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
        "With service.tls, the region's certificates. The first is for clients that name no server or one that no certificate has; the " +
          "order of the others does not matter.",
      ),
    role: oneOf(
      "What the region is by failover. Default: none: the regions are alike, and DNS answers with the one that is fastest.",
      {
        primary: "The one that DNS answers with while it is well.",
        secondary: "One of those that it answers with else.",
      },
    ).optional(),
    dns: dns.prefault({}).describe("When DNS answers with the region, by the routing of the section dns."),
    ...waySections,
    vpc: existingVpcSection.optional().describe("A VPC that exists, to stand in. Default: one is made."),
  })
  .meta({ description: "A region, with its zones, its VPC and its addresses.", editor: VPC_SIZES });

/** Everything regional is built once per entry. */
export const regionsSection = field(byRegion(region), {
  description: "The regions to deploy to, by name. Each has its own of everything, which costs.",
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
