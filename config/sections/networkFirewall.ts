import { z } from "zod";
import { MANAGED_GROUPS, type ManagedGroupName } from "../../plan/networkFirewall/managedGroups";
import { CAPACITY_STEPS } from "../../plan/networkFirewall/ownGroups";
import { oneKeyOf } from "../editor/rules";
import { bucketName, field, flag, ipv4Cidr, oneOf, wholeNumber } from "../fields";
import { NUMBER_ALONE } from "../form/valueFixes";
import { retentionDays } from "./network";

const setName = field(z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,31}$/), {
  description: "The name by which rules refer to the ranges, after a dollar sign.",
  allowed: "1 to 32 letters, digits and underscores, the first a letter",
  fix: "rename it, here and in the rules",
  examples: ["PARTNERS"],
});

const groupName = field(z.string().regex(/^[a-z][a-z0-9-]{0,31}$/), {
  description: "The name of a rule group; part of its resource's name.",
  allowed: "1 to 32 lower-case letters, digits and hyphens, the first a letter",
  fix: "rename the group",
  examples: ["team"],
});

const ranges = (description: string) =>
  z.array(ipv4Cidr("A range of IPv4 addresses.")).default([]).describe(description);

const ownRules = z
  .strictObject({
    rules: field(z.string().min(1), {
      description: "Suricata rules, one on a line. Default: they are in file.",
      allowed: "a text of Suricata rules",
      fix: "write it as a YAML block (rules: |), or give file instead",
      examples: ['drop tcp any any -> any any (msg:"an old client"; content:"HELO"; sid:1; rev:1;)'],
    }).optional(),
    file: field(z.string().regex(/^(?!.*\.\.)\w[\w./-]*$/), {
      description: "A file of Suricata rules, by its path from the project's folder. Default: they are in rules.",
      examples: ["firewall/team.rules"],
      allowed: "the path of a file in the project's folder, such as firewall/team.rules",
      fix: "write the path from the folder of Pulumi.yaml",
    }).optional(),
    capacity: wholeNumber(
      "How many rules the group has room for, of the 30000 that all groups of a firewall have together. Another number replaces the group. " +
        `Default: the first of ${CAPACITY_STEPS.join(", ")} that its rules fit in.`,
      "rules",
      1,
      30000,
    ).optional(),
    priority: field(z.int().min(1).max(1000), {
      description:
        "The group's place among your own: the lower, the earlier. Default: after those that have one, in the order of the names.",
      allowed: "a whole number from 1 to 1000",
      fix: NUMBER_ALONE,
    }).optional(),
  })
  .meta({
    description: "A rule group of your own: rules, or a file of them.",
    examples: [{ file: "firewall/team.rules" }],
    editor: oneKeyOf("rules", "file"),
  });

const domain = field(z.string().regex(/^\.?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/), {
  description: "A name that may be connected to; with a dot before it, all names that end in it as well.",
  allowed: "a domain name in lower case, such as api.example.com or .example.com",
  fix: "write the name alone: no scheme, no port, no path, no star",
  examples: [".example.com"],
});

/** What each group finds. Source: plan/networkFirewall/managedGroups.ts */
const MANAGED_MEANINGS = Object.fromEntries(
  Object.entries(MANAGED_GROUPS).map(([name, { what }]) => [name, `Finds ${what}.`]),
) as Record<ManagedGroupName, string>;

const managedGroup = z
  .strictObject({
    alertOnly: flag(
      "Whether it only logs what it would drop, and lets it go on: a way to see first what that would be.",
    ).default(false),
    afterOwn: flag("Whether your own groups come before it, and may let pass what it would drop.").default(false),
  })
  .describe("A rule group that AWS keeps: its capacity counts against that of the policy, and some cost by the GB.");

const LOG_TYPES = {
  ALERT: "Rules that match: what was dropped, and why.",
  FLOW: "Every connection: far more, and paid for by the GB.",
} as const;

const logTypes = () =>
  z
    .array(oneOf("A kind of log.", LOG_TYPES, "choose one of these; there is no TLS log, as nothing is decrypted"))
    .min(1)
    .default(Object.keys(LOG_TYPES) as (keyof typeof LOG_TYPES)[])
    .describe("What is logged.");

const logs = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: z.literal("cloudWatch"),
      types: logTypes(),
      retentionDays: retentionDays("Days that the logs are kept, which is paid for by the GB.").default(90),
    })
    .describe("Log groups made here, and a saved query for who was dropped."),
  z
    .strictObject({
      kind: z.literal("s3"),
      types: logTypes(),
      bucket: bucketName("A bucket that exists, for the logs."),
      prefix: field(z.string().regex(/^[^/\s][^\s]{0,200}$/), {
        description: "The folder in the bucket. Default: none.",
        allowed: "a folder that does not begin with a slash",
        fix: "remove the first slash",
        examples: ["firewall"],
      }).optional(),
    })
    .describe("A bucket that exists, and lets the log delivery service write."),
  z
    .strictObject({
      kind: z.literal("firehose"),
      types: logTypes(),
      deliveryStream: field(z.string().regex(/^[\w.-]{1,64}$/), {
        description:
          "The name of the delivery stream, which each region of the stack has, with the tag LogDeliveryEnabled: true.",
        allowed: "the name of a delivery stream: letters, digits, and _ . -",
        fix: "write the name, not the ARN",
        examples: ["firewall-logs"],
      }),
    })
    .describe("A delivery stream of Amazon Data Firehose that exists."),
]);

const protection = z.strictObject({
  deletion: flag(
    "Whether AWS and the engine refuse to delete the firewall: say false, and update, before you take the option or the stack away.",
  ).default(false),
  policyChange: flag(
    "Whether AWS refuses to give the firewall another policy. Rules of the policy that it has may change.",
  ).default(false),
  subnetChange: flag(
    "Whether AWS refuses to give the firewall other zones: say false in the update that does, and true again in the next.",
  ).default(false),
});

/** The firewall of option networkFirewall: what it lets through, and what it logs. */
export const networkFirewallSection = z.strictObject({
  denied: ranges(
    "Ranges from and to which every packet is dropped, before any other rule. One that is added loses its open connections.",
  ),
  allowed: ranges(
    "Clients that are let in before AWS's and your own rules, on the ports that they may use: in what they send no signature is looked for.",
  ),
  ipSets: z
    .record(setName, z.array(ipv4Cidr("A range of the set.")).min(1).describe("The ranges of the set."))
    .default({})
    .describe("Ranges by names, which your own rules call $NAME."),
  suricata: z
    .record(groupName, ownRules)
    .default({})
    .describe("Rule groups of your own, by name. They judge open connections, too, from the update on."),
  managedRuleGroups: z
    .partialRecord(
      oneOf(
        "A rule group that AWS keeps, by its name without StrictOrder.",
        MANAGED_MEANINGS,
        "choose one of these names, without StrictOrder or ActionOrder",
      ),
      managedGroup,
    )
    .default({})
    .describe(
      "Rule groups that AWS writes and renews, by name. Each takes part of the firewall's room of 30000 rules; AttackInfrastructure takes half, and " +
        "is charged for by the GB.",
    ),
  rejectEgress: flag(
    "Whether TCP connections that the service itself begins, and that no rule lets out, are reset, so that they fail at once. Else they are " +
      "dropped, and time out.",
  ).default(false),
  egressDomains: z
    .array(domain)
    .min(1)
    .optional()
    .describe(
      "Names that the service's own TLS connections to port 443 may ask for; one with a dot before it stands for all below it, too. Others, and " +
        "what is no TLS there, are not let out. Default: any.",
    ),
  protection: protection.prefault({}).describe("What AWS refuses to do to the firewall, whoever asks."),
  customerManagedKey: flag(
    "Whether a key of yours encrypts firewall, policy and rule groups: that of regions.*.firewall.kmsKeyArn, else of guard.keys, else one made " +
      "here, a dollar a month. Default: false: AWS's own does.",
  ).default(false),
  logs: logs
    .prefault({ kind: "cloudWatch" })
    .describe(
      "Where the firewall's logs go. Another kind deletes the log groups made here with what they hold, unless protect is true. Default: kind: cloudWatch, kept 90 days.",
    ),
});

export type NetworkFirewallConfig = z.output<typeof networkFirewallSection>;
