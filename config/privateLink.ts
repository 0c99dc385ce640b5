import { z } from "zod";
import { ZONE_LETTERS } from "../plan/regions";
import {
  anyCidr,
  anyRange,
  arnOf,
  domainName,
  field,
  flag,
  oneOf,
  port,
  regionName,
  vpcCidr,
  zoneLetter,
} from "./fields";

const IP_ADDRESS_TYPES = ["ipv4", "dualstack"] as const;

/** The id of something in a VPC: a prefix, and 17 (or 8) hexadecimal digits. */
const idOf = (prefix: string, command: string, description: string) =>
  field(z.string().regex(new RegExp(`^${prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`)), {
    description,
    allowed: `an id: ${prefix}- and 17 (or 8) hexadecimal digits`,
    fix: `copy it from \`aws ec2 ${command}\``,
  });

const consumerName = (description: string) =>
  field(z.string().regex(/^[a-z][a-z0-9-]{0,23}$/), {
    description,
    allowed: "1 to 24 lower-case letters, digits and hyphens, the first a letter",
    fix: "rename it before it is deployed: the name is part of the names of all its resources",
  });

const clients = (description: string) =>
  z.array(anyRange("A range of clients.")).min(1).optional().describe(description);

const createdVpc = z
  .strictObject({
    kind: z.literal("created"),
    cidr: vpcCidr("The range of the consumer's VPC, /16 to /24."),
    zones: z
      .array(zoneLetter("A zone of the consumer's region."))
      .min(1)
      .optional()
      .describe(
        "The zones of the VPC, as the account sees them. They must be named, as nothing else stays as it is: another list makes " +
          "another VPC.",
      ),
  })
  .describe("A VPC made here, with subnets for clients and for the endpoint in each zone.");

const existingVpc = z
  .strictObject({
    kind: z.literal("existing"),
    id: idOf("vpc", "describe-vpcs", "The VPC."),
    cidr: anyCidr("The range of the VPC: its clients may connect, where allowedClients says nothing else."),
    subnets: z
      .partialRecord(
        z.enum(ZONE_LETTERS),
        idOf("subnet", "describe-subnets", "The subnet of the endpoint in the zone."),
      )
      .describe("One subnet for the endpoint in each zone, by the zone's letter in the consumer's account."),
  })
  .describe("A VPC that exists. Its subnets, routes and network ACLs are left as they are.");

/** Somebody who connects to the service from a VPC of their own. */
export const consumerSection = z.strictObject({
  name: consumerName("The consumer's name; part of its resources' names."),
  region: regionName("The region of the consumer's VPC."),
  serviceRegion: regionName(
    "The region of the service to connect to. Default: the consumer's own where the service is in it, else the only one.",
  ).optional(),
  vpc: z.discriminatedUnion("kind", [createdVpc, existingVpc]).describe("Where the consumer's clients are."),
  allowedClients: clients(
    "Who may connect to the endpoint. Default: the client subnets of a VPC made here, all of one that exists. With dualstack a range " +
      "of IPv6 is among them.",
  ),
  privateDns: oneOf(
    "How clients find the endpoint: by a private hosted zone for the service's hostname, by the service's own private DNS " +
      "name, or by the endpoint's name alone. Default: hostedZone where the service has a hostname, else none.",
    ["hostedZone", "service", "none"],
  ).optional(),
  ipAddressType: oneOf("The addresses of the endpoint; dualstack only in a VPC that exists and has IPv6.", [
    ...IP_ADDRESS_TYPES,
  ]).default("ipv4"),
});

const principal = field(
  z.string().regex(/^(\*|arn:aws:iam::\d{12}:(root|(user|role)\/([\w+=,.@-]{1,128}\/)*[\w+=,.@-]{1,64}))$/),
  {
    description: "Who may connect an endpoint: an account, a user or a role, or * for everyone.",
    allowed: "an ARN such as arn:aws:iam::111122223333:root (an account), or one of a user or role; or *",
    fix: "write the ARN of the consumer's account, user or role",
  },
);

const EVENTS = ["Accept", "Reject", "Connect", "Delete"] as const;

const notifications = z.strictObject({
  topicArns: z
    .array(
      arnOf(
        "sns",
        "[\\w-]{1,256}",
        "A topic that hears of connections, in the region of the service. Its policy must let vpce.amazonaws.com publish, and that " +
          "of the key that it is encrypted with let it use the key.",
      ),
    )
    .default([])
    .describe("SNS topics that hear of connections; those of each region hear of that region's."),
  events: z
    .array(oneOf("What the topics hear of.", EVENTS))
    .min(1)
    .default([...EVENTS])
    .describe("What the topics hear of. Default: everything."),
});

const connectedConsumer = z.strictObject({
  name: consumerName("A name for the consumer; part of its acceptance's name."),
  endpointId: idOf(
    "vpce",
    "describe-vpc-endpoint-connections",
    "The consumer's endpoint, which is then accepted here: only with acceptanceRequired.",
  ).optional(),
  serviceRegion: regionName(
    "The region of the service that the endpoint is connected to. Default: the only one.",
  ).optional(),
});

/** The endpoint service of option privateLink, and its consumers. */
export const privateLinkSection = z.strictObject({
  acceptanceRequired: flag("Whether each connection waits until it is accepted.").default(true),
  allowedPrincipals: z
    .array(principal)
    .default([])
    .describe("Accounts, users and roles that may connect, beside the stack's own account."),
  allowAnyPrincipal: flag("Whether allowedPrincipals may be *: everyone in AWS.").default(false),
  privateDnsName: domainName("The service's own private DNS name, in the zone of the section dns.").optional(),
  supportedRegions: z
    .array(regionName("A region."))
    .default([])
    .describe(
      "Regions beside the service's own from which consumers may connect. The provider takes one away while another is left; the " +
        "last one goes by the AWS CLI.",
    ),
  ipAddressType: oneOf("The addresses by which consumers may connect.", [...IP_ADDRESS_TYPES]).default("ipv4"),
  proxyProtocol: flag(
    "Whether connections begin with a proxy protocol v2 header, by which the backends learn the consumer. Default: as " +
      "service.proxyProtocol is.",
  ).optional(),
  enforceSecurityGroup: flag(
    "Whether the security group of the load balancer decides about connections of consumers.",
  ).default(true),
  allowedClients: z
    .array(anyRange("A range of clients in a consumer's VPC."))
    .default([])
    .describe(
      "Clients in consumers' VPCs that the security group lets in, beside those of consumers. With dualstack one of all these is a " +
        "range of IPv6.",
    ),
  notifications: notifications.prefault({}).describe("Who hears of connections."),
  consumers: z.array(consumerSection).default([]).describe("Consumers in the stack's own account, made here."),
  connectedConsumers: z
    .array(connectedConsumer)
    .default([])
    .describe("Consumers of other accounts that are connected. While there are any, the option cannot be left."),
});

/** The service that a consumer stack connects to. */
export const providerSection = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: z.literal("stack"),
      stack: field(z.string().regex(/^([\w.-]{1,100}\/[\w.-]{1,100}\/)?[\w.-]{1,100}$/), {
        description: "The stack of the service, whose outputs are read.",
        allowed: "the name of a stack, such as prod or organization/ha-tcp/prod",
        fix: "copy the name from `pulumi stack ls --all`",
      }),
    })
    .describe("A stack of this program with option privateLink, whose outputs can be read."),
  z
    .strictObject({
      kind: z.literal("service"),
      name: field(z.string().regex(/^com\.amazonaws\.vpce\.[a-z0-9-]+\.vpce-svc-[0-9a-f]{17}$/), {
        description: "The endpoint service, by its name.",
        allowed: "a name such as com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0",
        fix: "ask the provider for it: its stack's output privateLink has it",
      }),
      zoneIds: z
        .array(
          field(z.string().regex(/^[a-z]{2,4}\d-az\d{1,2}$/), {
            description: "A zone of the service.",
            allowed: "the id of a zone, such as euw1-az1",
            fix: "give the id, not the name: names differ between accounts",
          }),
        )
        .min(1)
        .describe("The zones of the service, by their ids, which are the same in every account."),
      port: port("The TCP port of the service."),
      hostname: domainName("The public name of the service, for a private hosted zone.").optional(),
      privateDnsName: domainName("The service's own private DNS name.").optional(),
      ipAddressType: oneOf("The addresses by which the service lets consumers connect.", [...IP_ADDRESS_TYPES]).default(
        "ipv4",
      ),
    })
    .describe("A service whose stack cannot be read, by what its provider tells of it."),
]);

export type PrivateLinkConfig = z.output<typeof privateLinkSection>;
export type ConsumerConfig = z.output<typeof consumerSection>;
export type ConnectedConsumer = z.output<typeof connectedConsumer>;
export type ProviderConfig = z.output<typeof providerSection>;
