import { z } from "zod";
import { OPTION_NAMES, type Option } from "../plan/options";
import type { Region } from "../plan/regions";
import { dnsSection } from "./dns";
import { ecsSection } from "./ecs";
import { field, flag } from "./fields";
import { instancesSection } from "./instances";
import { networkSection } from "./network";
import { networkFirewallSection } from "./networkFirewall";
import { publishedSection } from "./published";
import { regionsSection, type RegionConfig } from "./regions";
import { serviceSection } from "./service";
import { weightsSection } from "./weights";

/** The namespace of every key in a stack file: the project's name. */
export const NAMESPACE = "ha-tcp";

const tags = z
  .record(
    field(z.string().regex(/^(?![aA][wW][sS]:)[\p{L}\p{N} _.:/=+\-@]{1,128}$/u), {
      description: "A tag key.",
      allowed: "1 to 128 letters, digits, spaces and _ . : / = + - @, not beginning with aws:",
      fix: "rename the tag",
    }),
    field(z.string().regex(/^[\p{L}\p{N} _.:/=+\-@]{0,256}$/u), {
      description: "A tag value.",
      allowed: "up to 256 letters, digits, spaces and _ . : / = + - @",
      fix: "quote it, so that it stays a text",
    }),
  )
  .describe("Tags of every resource that can have tags.");

/** What a stack file may say, by top-level key. An option that needs settings of its own adds its section here. */
export const SECTIONS = {
  options: z
    .array(
      field(z.enum(OPTION_NAMES as [Option, ...Option[]]), {
        description: "An architecture.",
        allowed: `one of ${OPTION_NAMES.join(", ")}`,
        fix: "choose one of these options",
      }),
    )
    .min(1)
    .describe("The architectures to compose."),
  service: serviceSection.describe("What clients connect to."),
  regions: regionsSection,
  weights: weightsSection.optional(),
  instances: instancesSection.prefault({}).describe("The EC2 instances behind the load balancer."),
  ecs: ecsSection.prefault({}).describe("The ECS tasks behind the load balancer."),
  networkFirewall: networkFirewallSection
    .prefault({})
    .describe("What the firewall of option networkFirewall lets through, and what it tells."),
  dns: dnsSection.optional().describe("The public name. Without it, clients use the load balancer's own name."),
  network: networkSection.prefault({}).describe("Flow logs and endpoints of every region's network."),
  published: publishedSection,
  tags: tags.default({}),
  protect: flag(
    "Whether addresses, load balancers and the zone are protected from deletion, and addresses kept even then.",
  ).default(false),
  production: flag("Whether the stack must have three zones or more in each region.").default(false),
} as const;

export const configSchema = z.strictObject(SECTIONS);

export interface StackConfig extends Omit<z.output<typeof configSchema>, "regions"> {
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
