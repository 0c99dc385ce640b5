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
    .describe(
      "What the firewall of option networkFirewall lets through, and where its logs go. Other rules are set in place.",
    ),
  privateLink: privateLinkSection
    .prefault({})
    .describe("The endpoint service of option privateLink: who may connect, and how."),
  globalAccelerator: globalAcceleratorSection
    .optional()
    .describe(
      "The accelerator. The section keeps it and its two addresses, also without option globalAccelerator, which has them lead somewhere; taken out, they are " +
        "lost. It costs 18 dollars a month, and by the GB. Default: none.",
    ),
  dns: dnsSection
    .optional()
    .describe(
      "The service's public name, service.hostname, in Route 53. Default: none: clients use the load balancer's own name.",
    ),
  monitoring: monitoringSection
    .prefault({})
    .describe("What is watched, and who hears of it. Each alarm costs 0.10 to 0.50 dollars a month."),
  network: networkSection
    .prefault({})
    .describe("What holds for the network of every region: IPv6, flow logs, endpoints of AWS services."),
  guard: guardSection
    .prefault({})
    .describe(
      "What guards the stack, each off until it is named: protection from floods, zones that AWS takes out by itself, a budget, keys of your own, audits.",
    ),
  published: publishedSection,
  overrides: overridesSection,
  tags: tagsSection,
  traffic: trafficSection.prefault({}),
  account: accountSection,
  iam: iamSection.prefault({}).describe("What every role of the stack is like, where an account has rules for them."),
  quotas: quotasSection.prefault({}).describe("Quotas of the account that the stack asks AWS to raise."),
  protect: flag(
    "Whether addresses, load balancers and a hosted zone made here are protected from deletion, and addresses and logs stay in the account should they " +
      "leave the stack all the same. With true an update that would delete one of them does nothing; destroy takes more steps: docs/operating.md.",
  ).default(false),
  production: flag("Whether a region with fewer than three zones is refused. It changes no resource.").default(false),
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
