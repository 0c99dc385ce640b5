import { type Monitoring, ZonalAutoshift } from "../components";
import type { StackConfig } from "../config";
import { regionOfArn } from "../plan/arns";
import { DOWN, PRACTICE } from "../plan/monitoring/region";
import { autoshiftName } from "../plan/names";
import type { Providers } from "./providers";
import type { RegionParts } from "./region";

/** Zonal autoshift of each region's load balancers, where the config says. */
export function createAutoshifts(
  { guard: { autoshift } }: StackConfig,
  regions: Readonly<Record<string, RegionParts>>,
  monitoring: Readonly<Record<string, Monitoring>>,
  providers: Providers,
): void {
  if (!autoshift) return;
  for (const [region, parts] of Object.entries(regions)) {
    const { [PRACTICE]: outcome, [DOWN]: down } = monitoring[region]?.compositeArns ?? {};
    if (!outcome) continue;
    const { nlb, acceleratedNlb, privateLink } = parts;
    const doors = { front: nlb, accel: acceleratedNlb, link: autoshift.privateLink ? privateLink : undefined };
    const own = (arns: readonly string[]) => arns.filter((arn) => regionOfArn(arn) === region);
    new ZonalAutoshift(
      autoshiftName(region),
      {
        loadBalancers: Object.fromEntries(
          Object.entries(doors).flatMap(([key, door]) => (door ? [[key, door.listener.loadBalancerArn]] : [])),
        ),
        autoshift,
        outcomeAlarms: [outcome, ...own(autoshift.outcomeAlarmArns)],
        blockingAlarms: [...(down ? [down] : []), ...own(autoshift.blockingAlarmArns)],
        topics: monitoring[region]?.topics ?? { page: [], ticket: [] },
        after: parts.ready,
      },
      { providers: [providers.of(region)] },
    );
  }
}
