import { z } from "zod";
import { CONFLICTS, OPTION_NAMES, type Option } from "../plan/options";
import type { Region } from "../plan/regions";
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
        allowed: `one of ${OPTION_NAMES.join(", ")}`,
        fix: "choose one of these options",
      }),
    )
    .min(1)
    // For editors; the program itself says why.
    .meta({
      allOf: CONFLICTS.map(({ options }) => ({
        not: { allOf: options.map((each) => ({ contains: { const: each } })) },
      })),
    })
    .describe("The architectures to compose."),
  service: serviceSection.describe("What clients connect to."),
  regions: regionsSection,
  weights: weightsSection.optional(),
  instances: instancesSection.prefault({}).describe("The EC2 instances behind the load balancer."),
  ecs: ecsSection.prefault({}).describe("The ECS tasks behind the load balancer."),
  networkFirewall: networkFirewallSection
    .prefault({})
    .describe("What the firewall of option networkFirewall lets through, and what it tells."),
  privateLink: privateLinkSection
    .prefault({})
    .describe("The endpoint service of option privateLink, and its consumers."),
  globalAccelerator: globalAcceleratorSection
    .optional()
    .describe(
      "The accelerator, whose addresses are kept for as long as this is here; option globalAccelerator uses them.",
    ),
  dns: dnsSection.optional().describe("The public name. Without it, clients use the load balancer's own name."),
  monitoring: monitoringSection.prefault({}).describe("What is watched, and who hears of it."),
  network: networkSection.prefault({}).describe("Flow logs and endpoints of every region's network."),
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
    "Whether addresses, load balancers and the zone are protected from deletion, and addresses and logs kept even then.",
  ).default(false),
  production: flag("Whether the stack must have three zones or more in each region.").default(false),
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
  const serving = Object.entries(config.regions).filter(([, region]) => !isParked(region));
  return { ...config, regions: Object.fromEntries(serving) };
}
