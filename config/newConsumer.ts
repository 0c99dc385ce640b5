import { z } from "zod";
import { answerMistakes } from "./answerMistakes";
import type { Mistake } from "./mistakes";
import { type RawNeeds } from "./needs";
import { NEEDS_KEYS } from "./needsSchema";
import { NEW_STACK_KEYS } from "./newStackSchema";
import { accountSection } from "./sections/account";
import { consumerSection } from "./sections/consumer";
import { CONSUMER_SECTIONS } from "./sections/consumerStack";

const { name, region, allowedClients, vpc } = consumerSection.shape;
const [created, existing] = vpc.options;
const [ofStack, ofService] = CONSUMER_SECTIONS.provider.options;

/** What the file of a consumer says: each key is a flag of the command and a question. */
const OF_NEW_CONSUMER = {
  serviceStack: ofStack.shape.stack
    .optional()
    .describe("The stack of the service, where its outputs can be read. Default: none, and serviceName in its place."),
  serviceName: ofService.shape.name
    .optional()
    .describe("Without serviceStack, the name of its endpoint service: ask the provider for it."),
  serviceZoneIds: ofService.shape.zoneIds
    .optional()
    .describe("With serviceName, the ids of the service's zones: ask the provider for them."),
  port: ofService.shape.port.optional().describe("With serviceName, the TCP port of the service. Default: 5000."),
  hostname: ofService.shape.hostname.describe(
    "With serviceName, the public name of the service, for a private zone. Default: clients use the endpoint's own name.",
  ),
  consumer: name.default("clients").describe("The consumer's name: part of the names of all its resources, for good."),
  region: region.default("eu-west-1").describe("The region of the clients."),
  vpcCidr: created.shape.cidr
    .default("10.60.0.0/22")
    .describe(
      "The range of the VPC made for the clients, or of the one that exists: nothing connected to it may use it.",
    ),
  consumerZones: created.shape.zones
    .unwrap()
    .default(["a", "b"])
    .describe("The zones of a VPC made here, by letter, as the account sees them."),
  existingVpc: existing
    .pick({ id: true, subnets: true })
    .optional()
    .describe("A VPC that exists, with a subnet for the endpoint in each zone. Default: one is made."),
  allowedClients: allowedClients.describe(
    "The ranges that may connect to the endpoint. Default: all of the VPC's clients.",
  ),
  account: accountSection.describe(
    "The id of the account that it is for: credentials of another one are refused. Default: any account.",
  ),
} as const;

export type NewConsumerKey = keyof typeof OF_NEW_CONSUMER;
export const NEW_CONSUMER_KEYS = Object.keys(OF_NEW_CONSUMER) as NewConsumerKey[];

export const newConsumerSchema = z.strictObject(OF_NEW_CONSUMER);

export type NewConsumer = z.output<typeof newConsumerSchema>;

/** Keys of a service's answers that a consumer has not. */
const FOREIGN = [...NEEDS_KEYS, ...NEW_STACK_KEYS].filter((key) => !(key in OF_NEW_CONSUMER));

/** All of a consumer's stack with its defaults, or every mistake in what is said. */
export function parseNewConsumer(
  raw: RawNeeds,
): { consumer: NewConsumer; mistakes?: undefined } | { mistakes: readonly Mistake[] } {
  const parsed = newConsumerSchema.safeParse(raw);
  if (!parsed.success) {
    const foreign = { keys: FOREIGN, fix: "remove it, or set --kind service" };
    return { mistakes: answerMistakes(parsed.error.issues, raw, { schema: newConsumerSchema, foreign }) };
  }
  const mistakes = ofProvider(parsed.data);
  return mistakes.length === 0 ? { consumer: parsed.data } : { mistakes };
}

/** The service is a stack that can be read, or is told by its provider. */
function ofProvider({ serviceStack, serviceName, serviceZoneIds, port, hostname }: NewConsumer): Mistake[] {
  if (serviceStack === undefined && serviceName === undefined)
    return [
      {
        path: ["serviceStack"],
        value: undefined,
        allowed: "the name of the service's stack, such as prod, or serviceName in its place",
        fix: "add serviceStack where you can read its outputs, else serviceName and serviceZoneIds",
      },
    ];
  if (serviceStack === undefined)
    return serviceZoneIds
      ? []
      : [
          {
            path: ["serviceZoneIds"],
            value: undefined,
            allowed: "the ids of the service's zones, such as euw1-az1",
            fix: "ask its provider for them: the output privateLink has them",
          },
        ];
  return Object.entries({ serviceName, serviceZoneIds, port, hostname }).flatMap(([key, value]): Mistake[] =>
    value === undefined
      ? []
      : [{ path: [key], value, allowed: "nothing, with serviceStack, whose outputs say it", fix: "remove it" }],
  );
}
