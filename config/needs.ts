import { z } from "zod";
import { CONTAINERS, FIXED_ADDRESSES, LOSSES, type Needs, PREFERENCES } from "../plan/needs";
import { REGION_NAMES, ZONE_LETTERS, zoneExists, zoneLetters } from "../plan/regions";
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
import { type Mistake, mistakesText, onePerPath, pathText } from "./mistakes";
import { schemaMistakes } from "./schemaMistakes";
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
  cidr: vpcCidr("The range that its subnets lie in."),
});

const traffic = field(
  z.union([z.enum(LOAD_NAMES).transform((load) => trafficSection.parse({ load })), trafficSection]),
  {
    description: "What each region carries: a word for about how much, or the section traffic of a stack file.",
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

const needsSchema = z.strictObject(NEEDS);

/** What each need is, by its key. */
export function needDescriptions(): Record<NeedsKey, string> {
  const { properties = {} } = z.toJSONSchema(needsSchema, { io: "input" });
  return Object.fromEntries(
    NEEDS_KEYS.map((key) => [key, (properties[key] as { description?: string }).description ?? ""]),
  ) as Record<NeedsKey, string>;
}
type ParsedNeeds = z.output<typeof needsSchema>;

/** What somebody says, before it is looked at. */
export type RawNeeds = Readonly<Record<string, unknown>>;

/** The needs with their defaults, or every mistake in them. */
export function parseNeeds(raw: RawNeeds): { needs: Needs; mistakes?: undefined } | { mistakes: Mistake[] } {
  const parsed = needsSchema.safeParse(raw);
  if (!parsed.success)
    return {
      mistakes: onePerPath(
        schemaMistakes(parsed.error.issues, raw, { schema: needsSchema, foreign: { keys: [], fix: "" } }),
      ),
    };
  const mistakes = CHECKS.flatMap((check) => check(parsed.data));
  if (mistakes.length > 0) return { mistakes };
  const { fixedAddresses, privateConsumers, ...rest } = parsed.data;
  return {
    needs: {
      ...rest,
      regions: [...rest.regions].sort(),
      fixedAddresses: fixedAddresses ?? (rest.internet ? "perRegion" : "none"),
      privateConsumers: privateConsumers.map(({ account, clients }) => ({
        account: String(account).padStart(12, "0"),
        clients,
      })),
    },
  };
}

/** All mistakes as text, in the form of those of a stack file. */
export const needsMistakesText = (source: string, mistakes: readonly Mistake[]): string =>
  mistakesText(`The needs${source} have`, mistakes, pathText);

type Check = (needs: ParsedNeeds) => Mistake[];

const CHECKS: readonly Check[] = [
  ({ regions }) =>
    regions.flatMap((region, index): Mistake[] =>
      regions.indexOf(region) === index
        ? []
        : [{ path: ["regions", index], value: region, allowed: "each region once", fix: "remove the repetition" }],
    ),
  ({ regions, zones }) =>
    regions.flatMap((region): Mistake[] => {
      const most = zoneLetters(region).length;
      return zones <= most
        ? []
        : [
            {
              path: ["zones"],
              value: zones,
              allowed: `up to ${most}: ${region} has no more`,
              fix: `choose ${most} or less, or leave ${region} out`,
            },
          ];
    }),
  ({ regions, allowList: { elasticIps }, existingVpcs }) =>
    [
      ...Object.keys(elasticIps).map((region) => ["allowList", "elasticIps", region]),
      ...Object.keys(existingVpcs).map((region) => ["existingVpcs", region]),
    ].flatMap((path): Mistake[] => {
      const region = path.at(-1) ?? "";
      return (regions as string[]).includes(region)
        ? []
        : [
            {
              path,
              value: region,
              allowed: `the regions of the service: ${regions.join(", ")}`,
              fix: `add ${region} to regions, or remove it`,
            },
          ];
    }),
  ({ allowList: { elasticIps } }) =>
    REGION_NAMES.flatMap((region) =>
      Object.keys(elasticIps[region] ?? {}).flatMap((zone): Mistake[] =>
        zoneExists(region, zone)
          ? []
          : [
              {
                path: ["allowList", "elasticIps", region, zone],
                value: zone,
                allowed: `a zone of ${region}: ${zoneLetters(region).join(", ")}`,
                fix: "choose one of these letters",
              },
            ],
      ),
    ),
  ({ internet, privateConsumers }) =>
    internet || privateConsumers.length > 0
      ? []
      : [
          {
            path: ["privateConsumers"],
            value: privateConsumers,
            allowed: "one consumer or more, where no client comes over the internet",
            fix: "name the consumers' accounts, or set internet: true",
          },
        ],
  ({ internet, ...needs }) => (internet ? [] : ofTheInternet(needs)),
  ({ hostname, dnsZone }) => {
    if (hostname === undefined && dnsZone === undefined) return [];
    if (hostname !== undefined && dnsZone !== undefined) return [];
    const missing = hostname === undefined ? "hostname" : "dnsZone";
    return [
      {
        path: [missing],
        value: undefined,
        allowed: "hostname and dnsZone together: the one lies in the other",
        fix: `add ${missing}, or leave both out`,
      },
    ];
  },
  ({ containers, image: given }) =>
    given !== undefined && containers === "none"
      ? [
          {
            path: ["image"],
            value: given,
            allowed: "nothing, where the service is no container",
            fix: "remove it, or set containers: either",
          },
        ]
      : [],
];

/** What only clients on the internet have. */
function ofTheInternet(needs: Omit<ParsedNeeds, "internet">): Mistake[] {
  const { fixedAddresses = "none", inspection, allowList: listed } = needs;
  const meaningless: [string, unknown, boolean][] = [
    ["fixedAddresses", fixedAddresses, fixedAddresses !== "none"],
    ["inspection", inspection, inspection],
    ["allowList", listed, listed.anycast.length > 0 || Object.keys(listed.elasticIps).length > 0],
  ];
  return meaningless.flatMap(([key, value, isSaid]): Mistake[] =>
    isSaid
      ? [
          {
            path: [key],
            value,
            allowed: "nothing, where no client comes over the internet",
            fix: "remove it, or set internet: true",
          },
        ]
      : [],
  );
}
