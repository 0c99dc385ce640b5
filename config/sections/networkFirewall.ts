import { z } from "zod";
import { MANAGED_GROUPS, type ManagedGroupName } from "../../plan/networkFirewall/managedGroups";
import { oneKeyOf } from "../editor/rules";
import { bucketName, field, flag, ipv4Cidr, oneOf, wholeNumber } from "../fields";
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
      "Rules that the group has room for. It cannot be changed without replacing the group. Default: the next of fixed steps.",
      "rules",
      1,
      30000,
    ).optional(),
    priority: wholeNumber(
      "Which of your groups is looked at first: the lower. Default: all alike, in the order of their names.",
      "places",
      1,
      1000,
    ).optional(),
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
    alertOnly: flag("Whether what it would drop is logged and passes on, to see first what that would be.").default(
      false,
    ),
    afterOwn: flag("Whether your own groups are looked at before it, and may let pass what it would drop.").default(
      false,
    ),
  })
  .describe("A rule group that AWS keeps: its capacity counts against that of the policy, and some cost by the GB.");

const LOG_TYPES = {
  ALERT: "Rules that match: what was dropped, and why.",
  FLOW: "Every connection, which is far more, and costs.",
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
      retentionDays: retentionDays("Days that the firewall's logs are kept, which is paid for by the GB.").default(90),
    })
    .describe("Log groups made here, and a saved query for who was dropped."),
  z
    .strictObject({
      kind: z.literal("s3"),
      types: logTypes(),
      bucket: bucketName("A bucket that exists, for the logs."),
      prefix: field(z.string().regex(/^[^/\s][^\s]{0,200}$/), {
        description: "The path in the bucket. Default: none.",
        allowed: "a path that does not begin with a slash",
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
        description: "A delivery stream that exists in each region, tagged LogDeliveryEnabled: true.",
        allowed: "the name of a delivery stream: letters, digits, and _ . -",
        fix: "write the name, not the ARN",
        examples: ["firewall-logs"],
      }),
    })
    .describe("A delivery stream of Amazon Data Firehose that exists."),
]);

const protection = z.strictObject({
  deletion: flag("Whether deleting the firewall is refused, by AWS and by the engine.").default(false),
  policyChange: flag(
    "Whether another policy is refused by AWS: an update that brings one fails until it is false.",
  ).default(false),
  subnetChange: flag(
    "Whether other zones are refused by AWS: an update that adds one fails until it is false.",
  ).default(false),
});

/** The firewall of option networkFirewall: what it lets through, and what it logs. */
export const networkFirewallSection = z.strictObject({
  denied: ranges(
    "Ranges whose packets are dropped, from and to them, before any other rule. Connections that they have are cut.",
  ),
  allowed: ranges("Clients that are let in to the service port before your own rules: no signature is looked for."),
  ipSets: z
    .record(setName, z.array(ipv4Cidr("A range of the set.")).min(1).describe("The ranges of the set."))
    .default({})
    .describe("Named ranges for your own rules, which call them $NAME."),
  suricata: z
    .record(groupName, ownRules)
    .default({})
    .describe("Rule groups of your own, by name. What they drop is dropped from then on, also of live connections."),
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
    .describe("Rule groups that AWS keeps, by name."),
  rejectEgress: flag(
    "Whether TCP connections of the service's own that are not open are reset, so that they fail at once, and not dropped.",
  ).default(false),
  egressDomains: z
    .array(domain)
    .min(1)
    .optional()
    .describe(
      "Names that the service's own TLS connections on port 443 may go to; to others they are dropped. Default: any.",
    ),
  protection: protection.prefault({}).describe("What of the firewall AWS refuses to change, whoever asks."),
  customerManagedKey: flag(
    "Whether firewall, policy and rule groups are encrypted with a key of the stack's own, or that of the region's " +
      "firewall.kmsKeyArn. Default: false: with one of AWS.",
  ).default(false),
  logs: logs.prefault({ kind: "cloudWatch" }).describe("Where logs go. Default: kind: cloudWatch, kept 90 days."),
});

export type NetworkFirewallConfig = z.output<typeof networkFirewallSection>;
