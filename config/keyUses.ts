import { endsTls } from "../plan/frontDoor/listeners";
import { KEY_USES, type KeyUse } from "../plan/guard/keys";
import { compose } from "../plan/options";
import { ACCELERATOR_REGION, GLOBAL_REGION, type Region } from "../plan/regions";
import { flowLogKey, flowLogStore } from "./flowLogs";
import { alarmRegions, makesTopics } from "./monitoring";
import { type StackConfig, regionEntries } from "./schema";
import type { RegionConfig } from "./sections/regions";

/** Whether there are instances or hosts of tasks, whose volumes are encrypted. */
export function hasInstances({ options, ecs }: Pick<StackConfig, "options" | "ecs">): boolean {
  const { backends } = compose(options);
  return backends.includes("instances") || (backends.includes("tasks") && ecs.launch === "ec2");
}

/** Whether a region has log groups beside those of flow logs: of tasks, or of a firewall made here. */
function writesOtherLogs({ firewall }: RegionConfig, { options, networkFirewall }: StackConfig): boolean {
  const { backends, inspected } = compose(options);
  return backends.includes("tasks") || (inspected && !firewall.existing && networkFirewall.logs.kind === "cloudWatch");
}

/** What the stack stores in each region that a key can encrypt, by the names of the regions, which are sorted. */
export function keyUses(config: StackConfig): Partial<Record<Region, readonly KeyUse[]>> {
  const uses = new Map<Region, Set<KeyUse>>();
  const add = (region: Region, use: KeyUse) => uses.set(region, (uses.get(region) ?? new Set()).add(use));
  const { dns, service, guard, globalAccelerator, network, options } = config;
  const flowLogUse = flowLogStore(network.flowLogs);
  const addFlowLogs = (region: Region) => {
    if (flowLogUse && flowLogKey(network.flowLogs, region) === undefined) add(region, flowLogUse);
  };
  for (const [region, settings] of regionEntries(config)) {
    if (settings.vpc?.flowLogs !== "existing") addFlowLogs(region);
    if (writesOtherLogs(settings, config)) add(region, "logs");
    if (endsTls(service) && guard.audit.accessLogs) add(region, "buckets");
    if (hasInstances(config)) add(region, "volumes");
  }
  if (makesTopics(config)) for (const region of alarmRegions(config)) add(region as Region, "topics");
  if (compose(options).privateFrontDoor)
    for (const { region, vpc } of config.privateLink.consumers) if (vpc.kind === "created") addFlowLogs(region);
  if (dns && service.hostname !== undefined && guard.audit.queryLogs) add(GLOBAL_REGION, "logs");
  if (globalAccelerator?.flowLogs.kind === "created") add(ACCELERATOR_REGION, "buckets");
  return Object.fromEntries(
    [...uses]
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([region, found]) => [region, KEY_USES.filter((use) => found.has(use))]),
  );
}
