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
    description: "Who may connect an endpoint: an account, a user or a role; or *, everyone.",
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
    .describe("SNS topics that exist, each for the connections to the service in its own region."),
  events: z
    .array(oneOf("An event that the topics hear of.", EVENTS))
    .min(1)
    .default(Object.keys(EVENTS) as (keyof typeof EVENTS)[])
    .describe("Events that the topics hear of."),
});

const connectedConsumer = z
  .strictObject({
    name: consumerName(
      "A name for the consumer, and part of the name of its acceptance: another one accepts the endpoint a second time.",
    ),
    endpointId: resourceId(
      "vpce",
      "describe-vpc-endpoint-connections",
      "The consumer's endpoint, to accept it here; only with acceptanceRequired. Default: it is accepted by other means, or need not be.",
    ).optional(),
    serviceRegion: regionName(
      "The region of the service that the endpoint is connected to. Default: the only one.",
    ).optional(),
  })
  .describe("A consumer of another account.");

const privateZone = z.strictObject({
  hostname: domainName(
    "The private name that the clients use. Another one takes the place of the former at once. Default: service.hostname.",
  ).optional(),
  zone: domainName(
    "The name of the zone that is made here. In a wider one than the hostname the VPCs find nothing else of that name. Default: the hostname.",
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
    .describe(
      "VPCs that the zone made here answers in, beside those of the stack's regions. One taken out finds the name no more.",
    ),
  hostedZoneId: hostedZoneId(
    "A private zone that exists, in place of one made here. The VPCs that it answers in stay as they are. Default: one is made here.",
  ).optional(),
  assumeRoleArn: roleArn(
    "A role in the account of that zone, to assume for its records alone. Default: none: the zone is in the stack's account.",
    "dns",
  ).optional(),
});

/** The endpoint service of option privateLink, and its consumers. */
export const privateLinkSection = z.strictObject({
  acceptanceRequired: flag(
    "Whether each endpoint waits until somebody accepts it. With false, every allowed principal is connected at once.",
  ).default(true),
  allowedPrincipals: z
    .array(principal)
    .default([])
    .describe(
      "Accounts, users and roles that may connect an endpoint. The stack's own account may by itself where it has consumers. Who is taken out keeps " +
        "the endpoints that are connected.",
    ),
  allowAnyPrincipal: flag(
    "Whether allowedPrincipals may have *, everyone in AWS. With acceptanceRequired: false anybody can then connect.",
  ).default(false),
  privateDnsName: domainName(
    "The service's own private DNS name, which lies in the zone of dns. AWS verifies it by a TXT record, made here, that must be found in public DNS: " +
      "an update waits for that, and fails after half an hour. Only the AWS CLI takes it away again. Default: none.",
  ).optional(),
  supportedRegions: z
    .array(regionName("A region that consumers may connect from."))
    .default([])
    .describe(
      "Regions beside the service's own from which consumers may connect; service.idleTimeoutSeconds must then be 350. Only the AWS CLI takes the " +
        "last one away again.",
    ),
  ipAddressType: oneOf(
    "The families of addresses by which consumers may connect. dualstack needs network.ipv6, and can be taken back.",
    IP_ADDRESS_TYPES,
  ).default("ipv4"),
  proxyProtocol: flag(
    "Whether each connection begins with a header of proxy protocol v2, which tells the backends the client and the endpoint; they must read it: " +
      "a change is an outage until they do. Beside another way in it is as service.proxyProtocol. Default: as service.proxyProtocol.",
  ).optional(),
  enforceSecurityGroup: flag(
    "Whether the load balancer's security group decides which clients of consumers may connect. With false all of those whose endpoint is connected may.",
  ).default(true),
  allowedClients: z
    .array(ipCidr("A range of clients in a consumer's VPC."))
    .default([])
    .describe(
      "Clients in VPCs of consumers elsewhere, whom the load balancer's security group lets in: needed with allowedPrincipals. Those of consumers are let in " +
        "by themselves. With dualstack a range of IPv6 must be among all these.",
    ),
  privateZone: privateZone
    .optional()
    .describe(
      "A private name of the internal load balancers themselves, for clients in the stack's VPCs and in others that have a way to them: they need " +
        "no endpoint. Default: none.",
    ),
  notifications: notifications.prefault({}).describe("Who hears of connections."),
  consumers: z
    .array(consumerSection.describe("A consumer in the stack's own account."))
    .default([])
    .describe(
      "Consumers in the stack's own account, made here. Each has an endpoint, which costs 7 to 15 dollars a month in each zone, and by the GB.",
    ),
  connectedConsumers: z
    .array(connectedConsumer)
    .default([])
    .describe(
      "Consumers in other accounts that are connected, so that nobody takes the service from under them: while there are any, options without " +
        "privateLink are refused.",
    ),
});

export type PrivateLinkConfig = z.output<typeof privateLinkSection>;

export type PrivateZoneConfig = z.output<typeof privateZone>;
