import { z } from "zod";
import { type Aggregation, SHIELD_ADVANCED } from "../../../plan/guard/shield";
import { emailAddress, field, oneOf } from "../../fields";

const { usdPerMonth, months } = SHIELD_ADVANCED;

/** Source of the forms: docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_EmergencyContact.html */
const contact = z
  .strictObject({
    email: emailAddress("Where Shield's response team writes to."),
    phone: field(z.string().regex(/^\+[1-9]\d{1,14}$/), {
      description: "Where it calls; at least one contact must have a number. Default: it does not call this one.",
      examples: ["+353861234567"],
      allowed: "a telephone number with + and the code of its country, such as +353861234567",
      fix: "write it in quotes, with no spaces",
    }).optional(),
    notes: field(z.string().regex(/^[\w\s.\-,:/()+@]{1,1024}$/), {
      description: "What the team should know of the contact, such as hours and a time zone. Default: nothing.",
      examples: ["Mon-Fri 08:00-18:00 Europe/Dublin"],
      allowed: "up to 1024 letters, digits, spaces and . , - : / ( ) + @",
      fix: "leave out other characters",
    }).optional(),
  })
  .describe("Somebody whom the response team calls.");

/** Source: docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_CreateProtectionGroup.html */
const AGGREGATION_MEANINGS = {
  mean: "Their average: for what shares its traffic evenly, as the addresses of one load balancer do.",
  sum: "Their sum: for what is attacked together, as what is scaled by itself.",
  max: "The greatest: for what does not share its traffic.",
} as const satisfies Record<Aggregation, string>;

/** Protection from floods of traffic. */
export const shieldSection = z.discriminatedUnion("kind", [
  z
    .strictObject({ kind: z.literal("standard") })
    .describe("Shield Standard, which every account has and which costs nothing."),
  z
    .strictObject({
      kind: z.literal("advanced"),
      subscriptionUsdPerMonth: field(z.literal(usdPerMonth), {
        description:
          `What the account's own subscription costs a month, for ${months} months at least, written out so that nobody comes to it by accident. The ` +
          "subscription is not made here: without it AWS refuses the protections.",
        allowed: `${usdPerMonth}: what the account's own subscription costs a month, for ${months} months at least`,
        fix: `write ${usdPerMonth} if the account is to have it, or set kind: standard`,
      }),
      aggregation: oneOf(
        "How the traffic of all that is protected is put together before it is judged. Default: mean, where it is the zones of one region, else max.",
        AGGREGATION_MEANINGS,
      ).optional(),
      contacts: z
        .array(contact)
        .max(10)
        .default([])
        .describe(
          "Whom Shield's response team calls by itself when an attack makes the service unhealthy; this needs dns, for its health checks, and Business or " +
            "Enterprise Support. An account has one such list: let one stack name it.",
        ),
    })
    .describe("Shield Advanced on the public addresses and the accelerator, in an account that is subscribed to it."),
]);

type ShieldConfig = z.output<typeof shieldSection>;

export type ShieldAdvancedConfig = Extract<ShieldConfig, { kind: "advanced" }>;
