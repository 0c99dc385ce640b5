import { z } from "zod";
import { CONTAINERS, FIXED_ADDRESSES, LOSSES, PREFERENCES } from "../plan/needs";
import { EXISTING_VPC_PREFIX } from "../plan/network/subnets";
import { REGION_NAMES, ZONE_LETTERS } from "../plan/regions";
import { LOAD_NAMES } from "../plan/traffic";
import {
  accountId,
  allocationId,
  domainName,
  field,
  flag,
  ipCidr,
  oneOf,
  port,
  publicAddress,
  regionName,
  vpcCidr,
  wholeNumber,
} from "./fields";
import { image } from "./sections/container";
import { existingVpcSection } from "./sections/existingVpc";
import { trafficSection } from "./sections/traffic";

const privateConsumer = z.strictObject({
  account: accountId("The account that it is in."),
  clients: z.array(ipCidr("A range of its clients.")).min(1).describe("The ranges that its clients connect from."),
});

const allowList = z.strictObject({
  elasticIps: z
    .partialRecord(
      z.enum(REGION_NAMES),
      z.partialRecord(z.enum(ZONE_LETTERS), allocationId("The allocation id of an Elastic IP that is on a list.")),
    )
    .default({})
    .describe("Elastic IPs, by region and zone."),
  anycast: z
    .array(publicAddress("An address of a range of your own that is on a list, for all regions."))
    .max(2)
    .default([])
    .describe("Addresses of an accelerator, of a range of your own (BYOIP): one or two."),
});

const neededVpc = existingVpcSection.pick({ id: true, front: true, app: true }).extend({
  cidr: vpcCidr("The range that its subnets lie in.", EXISTING_VPC_PREFIX),
});

const traffic = field(
  z.union([z.enum(LOAD_NAMES).transform((load) => trafficSection.parse({ load })), trafficSection]),
  {
    description: `What each region carries: ${LOAD_NAMES.join(", ")}, or the section traffic of a stack file.`,
    allowed: `one of ${LOAD_NAMES.join(", ")}, or a mapping as the section traffic of a stack file`,
    fix: "choose one of these words",
    words: LOAD_NAMES,
  },
);

/** What a service needs: each key is a flag of the command, a question, and a line of a file. */
export const NEEDS = {
  regions: z.array(regionName("A region.")).min(1).max(8).describe("The regions to serve from."),
  port: port("The TCP port that clients connect to.").default(5000),
  zones: wholeNumber("How many zones of each region.", "zones", 2, 6).default(3),
  internet: flag("Whether clients come over the internet.").default(true),
  fixedAddresses: oneOf(
    "Whether clients keep the service's addresses on allow lists: not, those of each region, or the same for all regions. Default: those " +
      "of each region, where clients come over the internet.",
    FIXED_ADDRESSES,
  ).optional(),
  allowList: allowList.prefault({}).describe("Addresses that are on allow lists already."),
  privateConsumers: z
    .array(privateConsumer)
    .default([])
    .describe("Consumers in other accounts that connect by PrivateLink, never over the internet."),
  inspection: flag("Whether all that comes from the internet passes a stateful firewall.").default(false),
  containers: oneOf(
    "Whether the service is a container: either, none, or tasks on EC2 or on Fargate.",
    CONTAINERS,
  ).default("either"),
  image: image().optional().describe("The container image, where the service is one."),
  ipv6: flag("Whether clients connect by IPv6, too.").default(false),
  existingVpcs: z
    .partialRecord(z.enum(REGION_NAMES), neededVpc)
    .default({})
    .describe("VPCs that exist, to stand in, by region."),
  hostname: domainName("The public name of the service. Needs dnsZone.").optional(),
  dnsZone: domainName("The hosted zone that holds the name.").optional(),
  budgetUsd: field(z.number().min(1).max(1_000_000_000), {
    description: "What a month may cost.",
    allowed: "a number of US dollars, 1 or more",
    fix: "give what a month may cost, in US dollars",
  }).optional(),
  recoverySeconds: wholeNumber(
    "Most seconds until clients are served again after a loss.",
    "seconds",
    5,
    86_400,
  ).optional(),
  survives: oneOf("What may be lost while the service goes on: any one zone, or any one region.", LOSSES).optional(),
  traffic: traffic.prefault("small"),
  prefer: oneOf(
    "What ranks first: the month's cost, the time of recovery, or the effort to set it up.",
    PREFERENCES,
  ).default("cost"),
} as const;

export type NeedsKey = keyof typeof NEEDS;
export const NEEDS_KEYS = Object.keys(NEEDS) as NeedsKey[];

export const needsSchema = z.strictObject(NEEDS);

/** Of the schema's JSON form, what is told. */
interface Described {
  description?: string;
  enum?: string[];
  default?: string | number | boolean | object;
}

/** More words are told by an example. */
const MOST_WORDS = 8;

/** What each key of such a schema is: with the words that it takes, and with what holds where nothing is said. */
export function descriptionsOf(schema: z.ZodObject): Record<string, string> {
  const { properties = {} } = z.toJSONSchema(schema, { io: "input" });
  return Object.fromEntries(
    Object.entries(properties).map(([key, property]) => {
      const { description = "", enum: words, default: otherwise } = property as Described;
      return [
        key,
        [
          description,
          ...(words && words.length <= MOST_WORDS ? [`One of ${words.join(", ")}.`] : []),
          ...(otherwise === undefined || typeof otherwise === "object" ? [] : [`Default: ${otherwise}.`]),
        ].join(" "),
      ];
    }),
  );
}

export const needDescriptions = (): Record<NeedsKey, string> => descriptionsOf(needsSchema);

export type ParsedNeeds = z.output<typeof needsSchema>;
