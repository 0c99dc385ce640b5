import type * as pulumi from "@pulumi/pulumi";
import { type FrontDoor, Monitoring } from "../components";
import { type StackConfig, regionEntries } from "../config";
import { PUBLISHERS, alarmRegions, isHeard, subscribersIn } from "../config/monitoring";
import { type AlarmPlan, type CompositePlan } from "../plan/monitoring/alarm";
import type { WatchedFrontDoor } from "../plan/monitoring/frontDoor";
import { type WatchedRegion, regionAlarms, regionComposites } from "../plan/monitoring/region";
import { acceleratedNlbName, frontDoorName, monitoringName, privateLinkName } from "../plan/names";
import { compose } from "../plan/options";
import { weights } from "../plan/weights";
import type { Keys } from "./guard";
import type { Providers } from "./providers";
import type { RegionParts } from "./region";

type Value = pulumi.Input<string>;

/** What is watched in one region, of all that the stack has. */
interface RegionAlarms {
  alarms: AlarmPlan<Value>[];
  composites: CompositePlan[];
  after: pulumi.Resource[];
}

/** The alarms of the stack, in each region that has metrics of it. */
export function createMonitoring(
  config: StackConfig,
  regions: Readonly<Record<string, RegionParts>>,
  { keys, secretSections, providers }: { keys: Keys; secretSections: readonly string[]; providers: Providers },
): void {
  for (const region of alarmRegions(config)) {
    const { alarms, composites, after } = alarmsIn(region, config, regions[region]);
    if (alarms.length === 0) continue;
    new Monitoring(
      monitoringName(region),
      {
        region,
        alarms,
        composites,
        subscribers: subscribersIn(config, region),
        publishers: PUBLISHERS,
        kmsKeyArn: keys[region],
        secret: secretSections.includes("monitoring"),
        runbook: config.monitoring.runbook,
        after,
      },
      { providers: [providers.of(region)] },
    );
  }
}

function alarmsIn(region: string, config: StackConfig, parts: RegionParts | undefined): RegionAlarms {
  const watched = parts && watchedRegion(region, config, parts);
  if (!watched) return { alarms: [], composites: [], after: [] };
  const alarms = regionAlarms(watched);
  const heard = isHeard(config, region, "page");
  return { alarms, composites: regionComposites(watched, alarms, { heard }), after: [...parts.ready] };
}

/** What the region's parts are called by CloudWatch. */
function watchedRegion(region: string, config: StackConfig, parts: RegionParts): WatchedRegion<Value> | undefined {
  const settings = regionEntries(config).find(([name]) => name === region)?.[1];
  if (!settings) return undefined;
  const { nlb, privateLink, acceleratedNlb } = parts;
  const door = (name: string, { metrics }: FrontDoor): WatchedFrontDoor<Value> => ({
    name,
    ...metrics,
    weights: weights(compose(config.options).backends, config.weights),
  });
  return {
    region,
    zones: settings.zones,
    frontDoors: {
      ...(nlb && { front: door(frontDoorName(region), nlb) }),
      ...(privateLink && { link: door(privateLinkName(region), privateLink) }),
      ...(acceleratedNlb && { accel: door(acceleratedNlbName(region), acceleratedNlb) }),
    },
  };
}
