import { z } from "zod";
import { REGION_NAMES } from "../../plan/regions";
import { accountId, field, flag, ipv4Cidr, regionName, resourceId, roleArn } from "../fields";

/** Part of logical names, so no longer than it must be. */
const wayName = (description: string) =>
  field(z.string().regex(/^[a-z][a-z0-9-]{0,30}[a-z0-9]$/), {
    description,
    allowed: "2 to 32 lower-case letters, digits and hyphens, the first a letter and the last no hyphen",
    fix: "choose a name; it is for good, as resources are named by it",
    examples: ["backbone"],
  });

const ranges = (description: string) =>
  z.array(ipv4Cidr("A range of addresses on the other side.")).min(1).describe(description);

const frontRoutes = flag(
  "Whether the front subnets have the routes, too: for answers to clients that connect to the private addresses of the public load balancer.",
).default(false);

const transitGateway = z.strictObject({
  id: resourceId(
    "tgw",
    "describe-transit-gateways",
    "A transit gateway that exists in the region. Another is another attachment, to which the routes change at once.",
  ),
  ranges: ranges("What it leads to: the app subnets get a route to each."),
  frontRoutes,
  owner: accountId("The account that shares the gateway, by AWS RAM. Default: none; it is the stack's own.").optional(),
  accepted: flag(
    "Whether routes lead to it. AWS takes none before the owner of a shared gateway has accepted the attachment: where he must, write false " +
      "for the first update.",
  ).default(true),
  applianceMode: flag(
    "Whether both directions of a connection pass the attachment in one zone. Default: true with option networkFirewall, else false.",
  ).optional(),
  associateWith: resourceId(
    "tgw-rtb",
    "describe-transit-gateway-route-tables",
    "The gateway's route table for what comes from the VPC. Another cuts for seconds. Default: the gateway's own default one, if it has one.",
  ).optional(),
  propagateTo: z
    .array(
      resourceId(
        "tgw-rtb",
        "describe-transit-gateway-route-tables",
        "A route table of the gateway that learns the VPC's range.",
      ),
    )
    .min(1)
    .optional()
    .describe("Route tables of the gateway that learn the VPC's range. Default: its own default one, if it has one."),
});

const peering = z.strictObject({
  vpcId: resourceId(
    "vpc",
    "describe-vpcs",
    "The other VPC. Another is another peering, to which the routes change at once.",
  ),
  region: regionName(
    "The other VPC's region. What crosses regions costs more than what stays in one. Default: the same region.",
  ).optional(),
  account: accountId("The other VPC's account. Default: the stack's own.").optional(),
  ranges: ranges("What it leads to, of the other VPC's ranges: the app subnets get a route to each."),
  frontRoutes,
  assumeRoleArn: roleArn(
    "A role in the other account by which this program accepts the peering and makes routes there. Default: none; where the account is another, its owner accepts.",
    "peering",
  ).optional(),
  peerRouteTables: z
    .array(resourceId("rtb", "describe-route-tables", "A route table of the other VPC."))
    .default([])
    .describe("Route tables of the other VPC that get a route back. Default: none, their owner makes it."),
  dnsResolution: flag(
    "Whether public names of EC2 instances resolve to private addresses across the peering, in both directions.",
  ).default(false),
});

const vpnGateway = z.strictObject({
  ranges: ranges(
    "What is announced to it, and what the service may connect to. No routes are made of it: the app subnets learn them.",
  ),
  frontRoutes: flag(
    "Whether the front subnets learn the routes, too: for answers to clients that connect to the private addresses of the public load balancer.",
  ).default(false),
  // Source: docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpnGateway.html
  amazonSideAsn: field(z.union([z.int().min(64512).max(65534), z.int().min(4200000000).max(4294967294)]), {
    description:
      "The autonomous system number of AWS's side of BGP, a private one. Another replaces the gateway, and what ended there must be made again. Default: 64512, Amazon's own.",
    examples: [64512],
    allowed: "a private number: 64512 to 65534, or 4200000000 to 4294967294",
    fix: "choose one that no other of your networks has",
  }).optional(),
  directConnect: z
    .strictObject({
      gatewayId: field(z.uuid(), {
        description: "The Direct Connect gateway, by its id.",
        allowed: "the id of a Direct Connect gateway: 32 hexadecimal digits with hyphens",
        fix: "copy it from `aws directconnect describe-direct-connect-gateways`",
        examples: ["01234567-89ab-4def-8123-456789abcdef"],
      }),
      owner: accountId(
        "The account of the Direct Connect gateway, which must accept the association. Default: the stack's own.",
      ).optional(),
      accepted: flag(
        "Whether routes are learnt. Another account must accept the association first: write false for the first update.",
      ).default(true),
      allowedPrefixes: z
        .array(ipv4Cidr("A range that holds the VPC's."))
        .min(1)
        .optional()
        .describe("What of the VPC is announced to the other side of it. Default: the VPC's range."),
    })
    .optional()
    .describe("A Direct Connect gateway that is associated with it. Default: none."),
});

/** What leads out of a region's VPC into other networks. Every way has a name that its resources bear. */
export const waySections = {
  transitGateways: z
    .record(
      wayName("The name of an attachment."),
      transitGateway.describe("A transit gateway that the VPC is attached to."),
    )
    .default({})
    .describe(
      "Transit gateways that the VPC is attached to, by a name that you give for good. Each attachment costs by the hour and GB.",
    ),
  peerings: z
    .record(wayName("The name of a peering."), peering.describe("A VPC that the region's is peered with."))
    .default({})
    .describe(
      "VPCs that the region's is peered with, by a name that you give for good. Only what crosses zones or regions is paid for.",
    ),
  vpnGateway: vpnGateway
    .optional()
    .describe(
      "A virtual private gateway of the VPC, where VPN connections and Direct Connect end; itself it costs nothing. Default: none.",
    ),
};

/** Which of the stack's own VPCs are peered with each other. */
export const peerRegionsSection = z
  .union([
    field(z.literal("all"), {
      description: "Each region with each other.",
      allowed: "all, or a list of pairs of the stack's regions",
      fix: "write all, or pairs such as [eu-west-1, ap-south-1]",
    }),
    z.array(
      field(z.tuple([z.enum(REGION_NAMES), z.enum(REGION_NAMES)]), {
        description: "Two regions of the stack.",
        allowed: "two regions of the stack",
        fix: "write a pair such as [eu-west-1, ap-south-1]",
        examples: [["eu-west-1", "ap-south-1"]],
      }),
    ),
  ])
  .default([])
  .meta({
    description:
      "Regions of the stack whose VPCs are peered: all, or pairs of them. What crosses regions costs by the GB.",
    examples: ["all", [["eu-west-1", "ap-south-1"]]],
  });
