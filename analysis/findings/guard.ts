import { type GraphIndex, type ResourceNode } from "../../graph/graph";
import { COST_TAGS } from "../../plan/guard/budget";
import { SHIELD_PRICE } from "../../plan/guard/shield";
import { GUARD_TYPES } from "../inventory/resourceTypes";
import { protections } from "../inventory/shield";
import type { Finding } from "./finding";

/* What an owner of what guards the service should know. */

/** The subscription is the account's: what it costs, and that nothing can be protected without it. */
export function shieldSubscription(index: GraphIndex): Finding[] {
  const names = protections(index).map(({ name }) => name);
  if (names.length === 0) return [];
  return [
    {
      severity: "warning",
      rule: "shield-subscription",
      text:
        `Shield Advanced costs the account ${SHIELD_PRICE} at least, and fees for traffic. AWS refuses these ` +
        "protections in an account that is not subscribed; the stack subscribes nobody, and its end ends no subscription.",
      fix: "See aws shield get-subscription-state --region us-east-1; aws shield create-subscription subscribes, and renews by itself.",
      resources: names,
    },
  ];
}

/** Addresses and accelerators in use whose health Shield knows nothing of. Parked ones have no traffic. */
export function unseenAttacks(index: GraphIndex): Finding[] {
  const unseen = protections(index).filter(({ checked, address }) => !checked && address.attachedTo !== undefined);
  if (unseen.length === 0) return [];
  return [
    {
      severity: "warning",
      rule: "shield-unchecked",
      text: `No health check tells Shield Advanced how ${unseen.map(({ address }) => address.name).join(", ")} ${unseen.length === 1 ? "fares" : "fare"}: it finds attacks later, and its response team calls nobody.`,
      fix: "Set service.hostname and dns, which bring a health check of each.",
      resources: unseen.map(({ name }) => name),
    },
  ];
}

/** AWS has one list of contacts for an account. Source: docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_UpdateEmergencyContactSettings.html */
export function sharedContacts(index: GraphIndex): Finding[] {
  return index.ofType(GUARD_TYPES.contacts).map(({ name }) => ({
    severity: "note",
    rule: "shield-contacts",
    text: "The contacts of Shield's response team are the account's: another stack that names some replaces these, and where they leave this stack the account has none.",
    fix: "Let one stack of the account name them, for all.",
    resources: [name],
  }));
}

/** A budget by tags counts nothing until AWS counts costs by them. Source: docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/activating-tags.html */
export function costTags(index: GraphIndex): Finding[] {
  return index.ofType(GUARD_TYPES.budget).map(({ name }: ResourceNode) => ({
    severity: "note",
    rule: "cost-tags",
    text:
      `${name} counts costs by the tags ${COST_TAGS.join(" and ")}, from the day on which they are active cost allocation tags. AWS lists a tag ` +
      "there a day after its first use, and only in the account that pays.",
    fix: `In that account: aws ce update-cost-allocation-tags-status --cost-allocation-tags-status ${COST_TAGS.map((tag) => `TagKey=${tag},Status=Active`).join(" ")}.`,
    resources: [name],
  }));
}
