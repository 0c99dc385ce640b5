import { SHIELD_PRICE } from "../../../plan/guard/shield";
import { GUARD_TYPES } from "../../inventory/resourceTypes";
import { protections } from "../../inventory/shield";
import type { ByHand } from "../comparison/byHand";
import type { Comparison } from "../comparison/comparison";

const SOURCE = "docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_CreateSubscription.html";

/** The subscription that the first protections need, and that the last ones leave behind: it is the account's, and the stack has no part in it. */
export function shieldSubscriptions({ from, to }: Comparison): ByHand[] {
  const [before, after] = [from, to].map((index) => protections(index).map(({ name }) => name)) as [string[], string[]];
  if (before.length === 0 && after.length > 0) return [subscribing(after)];
  return before.length > 0 && after.length === 0 ? [leaving(before)] : [];
}

const subscribing = (resources: string[]): ByHand => ({
  rule: "shield-subscription",
  what:
    `Shield Advanced protects only in an account that is subscribed, for ${SHIELD_PRICE} at least; a subscription ` +
    "renews itself. Where the first command says INACTIVE the update ends with an error, until somebody has subscribed the account",
  commands: [
    "aws shield get-subscription-state --region us-east-1",
    "aws shield create-subscription --region us-east-1",
  ],
  source: SOURCE,
  resources,
});

const leaving = (resources: string[]): ByHand => ({
  rule: "shield-left",
  what:
    "the account stays subscribed to Shield Advanced, and pays, until the year ends, and for another unless its renewal is ended in the last " +
    "30 days before. Shield Standard protects on",
  commands: [
    "aws shield describe-subscription --region us-east-1",
    "aws shield update-subscription --region us-east-1 --auto-renew DISABLED",
  ],
  source: "docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_UpdateSubscription.html",
  resources,
});

/** That nobody is called any more, in the whole account. */
export function removedContacts({ from, to }: Comparison): ByHand[] {
  const [before, after] = [from, to].map((index) => index.ofType(GUARD_TYPES.contacts)) as [
    { name: string }[],
    unknown[],
  ];
  if (before.length === 0 || after.length > 0) return [];
  return [
    {
      rule: "shield-contacts-left",
      what:
        "with the contacts of Shield's response team the account loses all that it has, whatever stack named them, and the team calls nobody. Where " +
        "others rely on them, set them again afterwards",
      commands: [
        "aws shield update-emergency-contact-settings --region us-east-1 \\\n  --emergency-contact-list EmailAddress=ADDRESS,PhoneNumber=NUMBER",
        "aws shield enable-proactive-engagement --region us-east-1",
      ],
      source: "docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_UpdateEmergencyContactSettings.html",
      resources: before.map(({ name }) => name),
    },
  ];
}
