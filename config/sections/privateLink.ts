import { z } from "zod";
import {
  domainName,
  field,
  flag,
  hostedZoneId,
  ipCidr,
  oneOf,
  regionName,
  roleArn,
  topicArn,
  resourceId,
} from "../fields";
import { IP_ADDRESS_TYPES, consumerName, consumerSection } from "./consumer";

const principal = field(
  z.string().regex(/^(\*|arn:aws:iam::\d{12}:(root|(user|role)\/([\w+=,.@-]{1,128}\/)*[\w+=,.@-]{1,64}))$/),
  {
    description: "Who may connect an endpoint: an account, a user or a role, or * for everyone.",
    allowed: "an ARN such as arn:aws:iam::111122223333:root (an account), or one of a user or role; or *",
    fix: "write the ARN of the consumer's account, user or role",
    examples: ["arn:aws:iam::111122223333:root"],
  },
);

/** Source: docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpointConnectionNotification.html (ConnectionEvents) */
const EVENTS = {
  Accept: "A connection was accepted.",
  Reject: "A connection was rejected.",
  Connect: "An endpoint asked to be connected.",
  Delete: "A consumer deleted an endpoint.",
} as const;

const notifications = z.strictObject({
  topicArns: z
    .array(
      topicArn(
        "A topic that hears of connections, in the region of the service. Its policy must let vpce.amazonaws.com publish, and that " +
          "of the key that it is encrypted with let it use the key.",
      ),
    )
    .default([])
    .describe("SNS topics that hear of connections; those of each region hear of that region's."),
  events: z
    .array(oneOf("An event that the topics hear of.", EVENTS))
    .min(1)
    .default(Object.keys(EVENTS) as (keyof typeof EVENTS)[])
    .describe("Events that the topics hear of."),
});

const connectedConsumer = z
  .strictObject({
    name: consumerName(
      "A name for the consumer; part of its acceptance's name. Another name accepts its endpoint anew.",
    ),
    endpointId: resourceId(
      "vpce",
      "describe-vpc-endpoint-connections",
      "The consumer's endpoint, which is then accepted here: only with acceptanceRequired. Default: it is accepted elsewhere, or need not be.",
    ).optional(),
    serviceRegion: regionName(
      "The region of the service that the endpoint is connected to. Default: the only one.",
    ).optional(),
  })
  .describe("A consumer of another account.");

const privateZone = z.strictObject({
  hostname: domainName("The private name that the clients use. Default: service.hostname.").optional(),
  zone: domainName(
    "The zone that is made here. Default: one of just the hostname, which hides no other name.",
  ).optional(),
  vpcs: z
    .array(
      z
        .strictObject({
          id: resourceId("vpc", "describe-vpcs", "A VPC of the stack's account."),
          region: regionName("The region of that VPC."),
        })
        .describe("A VPC whose clients find the name."),
    )
    .default([])
    .describe("Further VPCs that the zone made here answers in, beside those of the stack's regions."),
  hostedZoneId: hostedZoneId(
    "A private zone that exists; the VPCs that it answers in stay as they are. Default: one is made here.",
  ).optional(),
  assumeRoleArn: roleArn(
    "A role in that zone's account, to assume for its records alone. Default: it is in the stack's account.",
    "dns",
  ).optional(),
});

/** The endpoint service of option privateLink, and its consumers. */
export const privateLinkSection = z.strictObject({
  acceptanceRequired: flag(
    "Whether each connection waits until it is accepted. With false, every allowed principal is connected at once.",
  ).default(true),
  allowedPrincipals: z
    .array(principal)
    .default([])
    .describe(
      "Accounts, users and roles that may connect, beside the stack's own account. One taken away keeps the connections that it has.",
    ),
  allowAnyPrincipal: flag(
    "Whether allowedPrincipals may be *: everyone in AWS. Without acceptance anybody could then connect.",
  ).default(false),
  privateDnsName: domainName(
    "The service's own private DNS name, in the zone of the section dns: AWS verifies it by a TXT record, which is made here. Default: none.",
  ).optional(),
  supportedRegions: z
    .array(regionName("A region that consumers may connect from."))
    .default([])
    .describe(
      "Regions beside the service's own from which consumers may connect. The provider takes one away while another is left; the " +
        "last one goes by the AWS CLI.",
    ),
  ipAddressType: oneOf(
    "The addresses by which consumers may connect. dualstack needs network.ipv6.",
    IP_ADDRESS_TYPES,
  ).default("ipv4"),
  proxyProtocol: flag(
    "Whether connections begin with a proxy protocol v2 header, by which the backends learn the consumer. Default: as " +
      "service.proxyProtocol is.",
  ).optional(),
  enforceSecurityGroup: flag(
    "Whether the security group of the load balancer decides about connections of consumers. With false every connected consumer's client may connect.",
  ).default(true),
  allowedClients: z
    .array(ipCidr("A range of clients in a consumer's VPC."))
    .default([])
    .describe(
      "Clients in consumers' VPCs that the security group lets in, beside those of consumers. With dualstack one of all these is a " +
        "range of IPv6.",
    ),
  privateZone: privateZone
    .optional()
    .describe(
      "A name in a private hosted zone that leads to the internal load balancers themselves, for clients in the stack's VPCs and in " +
        "others that have a way to them. Default: none.",
    ),
  notifications: notifications.prefault({}).describe("Who hears of connections."),
  consumers: z
    .array(consumerSection.describe("A consumer in the stack's own account."))
    .default([])
    .describe(
      "Consumers in the stack's own account, made here: each an endpoint, which costs by the hour in each zone.",
    ),
  connectedConsumers: z
    .array(connectedConsumer)
    .default([])
    .describe("Consumers of other accounts that are connected. While there are any, the option cannot be left."),
});

export type PrivateLinkConfig = z.output<typeof privateLinkSection>;

export type PrivateZoneConfig = z.output<typeof privateZone>;
