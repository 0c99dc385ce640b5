import { z } from "zod";
import { OPTIONS, OPTION_NAMES, type Option } from "../plan/options";
import type { Region } from "../plan/regions";
import { NO_CONFLICTS } from "./editor/rules";
import { field, flag } from "./fields";
import { accountSection } from "./sections/account";
import { AWS_KEY, awsSection } from "./sections/aws";
import { dnsSection } from "./sections/dns";
import { ecsSection } from "./sections/ecs";
import { globalAcceleratorSection } from "./sections/globalAccelerator";
import { guardSection } from "./sections/guard";
import { iamSection } from "./sections/iam";
import { instancesSection } from "./sections/instances";
import { kindSection } from "./sections/kind";
import { monitoringSection } from "./sections/monitoring";
import { networkSection } from "./sections/network";
import { networkFirewallSection } from "./sections/networkFirewall";
import { overridesSection } from "./sections/overrides";
import { privateLinkSection } from "./sections/privateLink";
import { publishedSection } from "./sections/published";
import { quotasSection } from "./sections/quotas";
import { type RegionConfig, isParked, regionsSection } from "./sections/regions";
import { serviceSection } from "./sections/service";
import { tagsSection } from "./sections/tags";
import { trafficSection } from "./sections/traffic";
import { weightsSection } from "./sections/weights";

/** The namespace of every key in a stack file: the project's name. */
export const NAMESPACE = "ha-tcp";

/** What the file of a service may say, by top-level key. An option that needs settings of its own adds its section here. */
export const SERVICE_SECTIONS = {
  kind: kindSection("service").default("service"),
  options: z
    .array(
      field(z.enum(OPTION_NAMES as [Option, ...Option[]]), {
        description: "An architecture.",
        meanings: Object.fromEntries(OPTION_NAMES.map((name) => [name, `${OPTIONS[name].title}.`])),
        allowed: `one of ${OPTION_NAMES.join(", ")}`,
        fix: "choose one of these options",
      }),
    )
    .min(1)
    // For editors; the program itself says why.
    .meta({
      description:
        "The architectures to compose, in any order; networkFirewall and globalAccelerator exclude each other. Another choice keeps every address, " +
        "parked where it is no longer used; `npm run plan -- STACK --to OPTIONS` says what else becomes of the stack, and in which steps.",
      editor: { allOf: NO_CONFLICTS, uniqueItems: true },
    }),
  service: serviceSection.describe("What clients connect to: its ports, who may connect, and how targets are checked."),
  regions: regionsSection,
  weights: weightsSection.optional(),
  instances: instancesSection
    .prefault({})
    .describe("The EC2 instances behind the load balancers, with option nlb and wherever ecs is not chosen."),
  ecs: ecsSection
    .prefault({})
    .describe(
      "The ECS tasks behind the load balancers, with option ecs. Every change of their ECS service renews them.",
    ),
  networkFirewall: networkFirewallSection
    .prefault({})
    .describe("What the firewall of option networkFirewall lets through, and what it tells."),
  privateLink: privateLinkSection
    .prefault({})
    .describe("The endpoint service of option privateLink, and its consumers."),
  globalAccelerator: globalAcceleratorSection
    .optional()
    .describe(
      "The accelerator, whose addresses are kept for as long as this is here; option globalAccelerator uses them. It costs by the hour. " +
        "Default: none.",
    ),
  dns: dnsSection.optional().describe("The public name. Default: none; clients use the load balancer's own name."),
  monitoring: monitoringSection
    .prefault({})
    .describe("What is watched, and who hears of it. Each alarm costs by the month."),
  network: networkSection.prefault({}).describe("Flow logs, endpoints and IPv6 of every region's network."),
  guard: guardSection
    .prefault({})
    .describe(
      "What guards the stack: protection from floods, zones that AWS takes out by itself, a budget, keys of its own, audits.",
    ),
  published: publishedSection,
  overrides: overridesSection,
  tags: tagsSection,
  traffic: trafficSection.prefault({}),
  account: accountSection,
  iam: iamSection.prefault({}).describe("What every role of the stack is like, where an account has rules for them."),
  quotas: quotasSection.prefault({}).describe("Quotas of the account that the stack asks AWS to raise."),
  protect: flag(
    "Whether addresses, load balancers and the zone are protected from deletion, and addresses and logs kept even then. With " +
      "true no update that would delete one of them runs; destroy needs steps of its own.",
  ).default(false),
  production: flag(
    "Whether the stack must have three zones or more in each region, and is refused with fewer.",
  ).default(false),
} as const;

export const serviceStackSchema = z.strictObject({ ...SERVICE_SECTIONS, [AWS_KEY]: awsSection });

/** The config of a stack of kind `service`. */
export interface StackConfig extends Omit<z.output<typeof serviceStackSchema>, "regions"> {
  regions: Partial<Record<Region, RegionConfig>>;
}

/** The regions with their names, sorted by name, so that nothing depends on their order in the file. */
export function regionEntries(config: Pick<StackConfig, "regions">): [Region, RegionConfig][] {
  const names = Object.keys(config.regions).sort() as Region[];
  return names.flatMap((name): [Region, RegionConfig][] => {
    const region = config.regions[name];
    return region ? [[name, { ...region, zones: [...region.zones].sort() }]] : [];
  });
}

/** The config as it would be without the regions of which only the addresses are kept. Nothing but the addresses knows of those. */
export function withoutParkedRegions(config: StackConfig): StackConfig {
  const regions = Object.entries(config.regions);
  const serving = regions.filter(([, region]) => !isParked(region));
  return serving.length === regions.length ? config : { ...config, regions: Object.fromEntries(serving) };
}
