import { z } from "zod";
import { CONSUMER_VPC_PREFIX } from "../../plan/network/subnets";
import { byZone, field, ipCidr, ipv4Cidr, oneOf, regionName, resourceId, vpcCidr, zoneLetter } from "../fields";

/** The families of an endpoint's addresses. */
export const IP_ADDRESS_TYPES = {
  ipv4: "IPv4 alone.",
  dualstack: "IPv4 and IPv6.",
} as const;

export const consumerName = (description: string) =>
  field(z.string().regex(/^[a-z][a-z0-9-]{0,23}$/), {
    description,
    allowed: "1 to 24 lower-case letters, digits and hyphens, the first a letter",
    fix: "rename it before it is deployed: the name is part of the names of all its resources",
    examples: ["billing"],
  });

const clients = (description: string) => z.array(ipCidr("A range of clients.")).min(1).optional().describe(description);

const createdVpc = z
  .strictObject({
    kind: z.literal("created"),
    cidr: vpcCidr(
      "The range of the consumer's VPC, /16 to /24. Another one makes another VPC and another endpoint, which is an outage for what runs in the former.",
      CONSUMER_VPC_PREFIX,
    ),
    zones: z
      .array(zoneLetter("A zone of the consumer's region."))
      .min(1)
      .optional()
      .describe(
        "The zones of the VPC, by the letters that the account has for them. Each has its subnets and an interface of the endpoint, which costs by the hour. " +
          "One that is taken out loses its subnets: move first what runs there.",
      ),
  })
  .meta({
    description: "A VPC made here, with subnets for clients and for the endpoint in each zone.",
    editor: { required: ["kind", "cidr", "zones"] },
  });

const existingVpc = z
  .strictObject({
    kind: z.literal("existing"),
    id: resourceId("vpc", "describe-vpcs", "The VPC. Another one makes another endpoint."),
    cidr: ipv4Cidr("The range of the VPC: its clients may connect, where allowedClients says nothing else."),
    subnets: byZone(resourceId("subnet", "describe-subnets", "The subnet of the endpoint in the zone.")).describe(
      "The endpoint's subnets, one in each zone, by the zone's letter in the consumer's account. In each the endpoint costs by the hour.",
    ),
  })
  .describe("A VPC that exists. Its subnets, routes and network ACLs are left as they are.");

/** Somebody who connects to the service from a VPC of their own. */
export const consumerSection = z.strictObject({
  name: consumerName(
    "The consumer's name, part of the names of its resources. Another is an outage: it makes all of them anew, the endpoint and a VPC made here too.",
  ),
  region: regionName(
    "The region of the consumer's VPC. Another than the service's must be one of privateLink.supportedRegions; traffic from there costs more and takes longer.",
  ),
  serviceRegion: regionName(
    "The region of the service to connect to. Default: the consumer's own where the service is in it, else the only one.",
  ).optional(),
  vpc: z.discriminatedUnion("kind", [createdVpc, existingVpc]).describe("Where the consumer's clients are."),
  allowedClients: clients(
    "Who may connect to the endpoint: its security group lets in nobody else. With dualstack a range of IPv6 must be among them. Default: the client " +
      "subnets of a VPC made here, the whole range of one that exists.",
  ),
  privateDns: oneOf("How clients find the endpoint. Default: hostedZone where the service has a hostname, else none.", {
    hostedZone: "By a private hosted zone for the service's hostname, made in the consumer's VPC.",
    service: "By the service's own private DNS name, which its provider must have verified.",
    none: "By the endpoint's own name alone.",
  }).optional(),
  ipAddressType: oneOf(
    "The families of the endpoint's addresses; dualstack only in a VPC that exists and has IPv6, and where the service has it.",
    IP_ADDRESS_TYPES,
  ).default("ipv4"),
});
export type ConsumerConfig = z.output<typeof consumerSection>;
