import type { Mistake } from "../../mistakes";
import type { StackConfig } from "../../schema";
import type { ShieldAdvancedConfig } from "../../sections/guard/shield";
import { type Check, repeated } from "../common";

const CONTACTS = ["guard", "shield", "contacts"] as const;

/** Rules of what only Shield Advanced has. */
const ifAdvanced =
  (check: (shield: ShieldAdvancedConfig, config: StackConfig) => Mistake[]): Check =>
  (config) =>
    config.guard.shield.kind === "advanced" ? check(config.guard.shield, config) : [];

/**
 * Sources: docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_AssociateProactiveEngagementDetails.html ("at least one phone number"),
 * docs.aws.amazon.com/waf/latest/developerguide/ddos-srt-proactive-engagement.html ("only for … protections that have an associated … health check")
 */
function contacts({ contacts: all }: ShieldAdvancedConfig, { dns }: StackConfig): Mistake[] {
  if (all.length === 0) return [];
  return [
    ...repeated(
      all.map(({ email }) => email),
      [...CONTACTS],
      "each contact once, by its e-mail address",
    ),
    ...(all.some(({ phone }) => phone !== undefined)
      ? []
      : [
          {
            path: [...CONTACTS, 0, "phone"],
            value: undefined,
            allowed: "a telephone number of one contact or more: the response team calls",
            fix: "give one contact a phone",
          },
        ]),
    ...(dns
      ? []
      : [
          {
            path: [...CONTACTS],
            value: all,
            allowed: "nothing, without health checks: the response team calls when one of them fails in an attack",
            fix: "set service.hostname and dns, which bring a health check of each address, or remove the contacts",
            because: [["dns"]],
          },
        ]),
  ];
}

export const shieldChecks: readonly Check[] = [ifAdvanced(contacts)];
