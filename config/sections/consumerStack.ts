import { z } from "zod";
import { domainName, field, oneOf, port } from "../fields";
import { accountSection } from "./account";
import { AWS_KEY, awsSection } from "./aws";
import { IP_ADDRESS_TYPES, consumerSection } from "./consumer";
import { iamSection } from "./iam";
import { kindSection } from "./kind";
import { flowLogsSection } from "./network";
import { overridesSection } from "./overrides";
import { listeningName } from "./service";
import { tagsSection } from "./tags";
import { consumerTrafficSection } from "./traffic";

/** The service that a consumer stack connects to. */
const providerSection = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: z.literal("stack"),
      stack: field(z.string().regex(/^([\w.-]{1,100}\/[\w.-]{1,100}\/)?[\w.-]{1,100}$/), {
        description: "The stack of the service, whose outputs are read at each update: its name, ports and zones.",
        allowed: "the name of a stack, such as prod or organization/ha-tcp/prod",
        fix: "copy the name from `pulumi stack ls --all`",
        examples: ["organization/ha-tcp/prod"],
      }),
      alsoListens: z
        .array(listeningName("The name of a port in that stack's service.alsoListens."))
        .default([])
        .describe(
          "Further ports of the service that clients use, by their names in its service.alsoListens. Default: none.",
        ),
    })
    .describe("A stack of this program with option privateLink, whose outputs can be read."),
  z
    .strictObject({
      kind: z.literal("service"),
      name: field(z.string().regex(/^com\.amazonaws\.vpce\.[a-z0-9-]+\.vpce-svc-[0-9a-f]{17}$/), {
        description: "The name of the endpoint service. Another one makes another endpoint.",
        allowed: "a name such as com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0",
        fix: "ask the provider for it: its stack's output privateLink has it",
        examples: ["com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0"],
      }),
      zoneIds: z
        .array(
          field(z.string().regex(/^[a-z]{2,4}\d-az\d{1,2}$/), {
            description: "A zone of the service, by its id.",
            allowed: "the id of a zone, such as euw1-az1",
            fix: "give the id, not the name: names differ between accounts",
            examples: ["euw1-az1"],
          }),
        )
        .min(1)
        .describe(
          "The zones of the service by their ids, which mean the same in every account: the endpoint is in those that both sides have.",
        ),
      port: port("The TCP port of the service, which the endpoint's security group lets clients connect to."),
      alsoListens: z
        .array(
          z
            .strictObject({
              name: listeningName("What the port is called; part of the names of its rules."),
              port: port("The TCP port."),
            })
            .describe("A port of the service beside its own."),
        )
        .default([])
        .describe("Further ports of the service that clients use. Default: none."),
      hostname: domainName(
        "The public name of the service, for a private hosted zone with privateDns: hostedZone. Default: none.",
      ).optional(),
      privateDnsName: domainName(
        "The service's own private DNS name, with privateDns: service. Default: none.",
      ).optional(),
      ipAddressType: oneOf(
        "The families of addresses by which the service lets consumers connect.",
        IP_ADDRESS_TYPES,
      ).default("ipv4"),
    })
    .describe("A service whose stack cannot be read, by what its provider tells of it."),
]);
export type ProviderConfig = z.output<typeof providerSection>;

/** What the file of a stack of kind `consumer` may say, by top-level key. */
export const CONSUMER_SECTIONS = {
  kind: kindSection("consumer"),
  provider: providerSection.describe(
    "The service to connect to: a stack whose outputs can be read, or what its provider tells of it.",
  ),
  consumer: consumerSection.describe(
    "Who connects to the service, and from where: the endpoint, and its VPC where one is made.",
  ),
  flowLogs: flowLogsSection.describe("Flow logs of a VPC made here. They cost by the GB."),
  overrides: overridesSection,
  tags: tagsSection,
  traffic: consumerTrafficSection.prefault({}),
  account: accountSection,
  iam: iamSection.prefault({}).describe("What every role of the stack is like, where an account has rules for them."),
} as const;

export const consumerStackSchema = z.strictObject({ ...CONSUMER_SECTIONS, [AWS_KEY]: awsSection });

export type ConsumerStackConfig = z.output<typeof consumerStackSchema>;
