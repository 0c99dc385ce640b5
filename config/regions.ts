import { z } from "zod";
import { FIREWALL_VPC_CIDR } from "../plan/cidrs";
import { REGION_NAMES, ZONE_LETTERS } from "../plan/regions";
import { allocationId, arnOf, field, oneOf, vpcCidr, zoneLetter } from "./fields";

const byZone = (description: string) =>
  z
    .partialRecord(z.enum(ZONE_LETTERS), allocationId("The allocation id of an Elastic IP you have."))
    .default({})
    .describe(description);

const zoneList = (description: string) => z.array(zoneLetter("A zone of the region.")).min(1).describe(description);

const firewall = z.strictObject({
  cidr: vpcCidr(
    `The range of the firewall's own VPC, /16 to /25. Nothing routes to it. Default: ${FIREWALL_VPC_CIDR}.`,
  ).optional(),
  zones: zoneList(
    "The zones in which the firewall's VPC has subnets. Another list makes another VPC. Default: all that the region has.",
  ).optional(),
  existing: z
    .strictObject({
      arn: arnOf("network-firewall", "firewall/[\\w-]{1,128}", "The firewall."),
      zones: zoneList("The zones in which it has an endpoint of its own."),
    })
    .optional()
    .describe("A firewall that exists, of this account or shared with it. Its owner has its rules, logs and alarms."),
  kmsKeyArn: arnOf("kms", "key/[\\w-]+", "A key of your own to encrypt with, with customerManagedKey.").optional(),
  bypassZones: z
    .array(zoneLetter("A zone whose traffic goes round the firewall."))
    .default([])
    .describe("Zones that have an endpoint and do not use it: for bringing the firewall in and out zone by zone."),
});

const region = z.strictObject({
  zones: z.array(zoneLetter("A zone of the region.")).describe("The zones to use, by letter, in any order."),
  cidr: vpcCidr("The range of the region's VPC, /16 to /22."),
  nat: oneOf(
    "How the service's own connections reach the internet: not at all, by one NAT gateway, or by one per zone.",
    ["none", "single", "perZone"],
  ).default("perZone"),
  natZone: zoneLetter("With nat: single, the zone of the one NAT gateway. Default: a.").optional(),
  addresses: byZone(
    "Elastic IPs of your own for clients to connect to, by zone. They are used, never changed. A zone without one gets one.",
  ),
  egressAddresses: byZone("Elastic IPs of your own for the NAT gateways, by zone. A NAT gateway without one gets one."),
  parkedAddresses: z
    .array(zoneLetter("A zone that has no load balancer any more."))
    .default([])
    .describe("Zones taken out of zones whose addresses are kept, unattached, so that they can come back."),
  parkedEgressAddresses: z
    .array(zoneLetter("A zone that has no NAT gateway any more."))
    .default([])
    .describe("Zones without a NAT gateway whose egress addresses are kept, unattached."),
  firewall: firewall.prefault({}).describe("With option networkFirewall, what of it belongs to the region."),
  role: oneOf("With two regions, which one DNS answers with while it is well. Without roles: the nearest one.", [
    "primary",
    "secondary",
  ]).optional(),
});

/** Everything regional is built once per entry. */
export const regionsSection = field(z.partialRecord(z.enum(REGION_NAMES), region), {
  description: "The regions to deploy to, by name.",
  allowed: "names of AWS regions, such as eu-west-1",
  fix: "name a region that plan/regions.ts lists",
});

export type RegionConfig = z.output<typeof region>;
