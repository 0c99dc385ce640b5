import * as pulumi from "@pulumi/pulumi";
import { type Monitoring, StackDashboard } from "../components";
import { type StackConfig, regionEntries } from "../config";
import type { MonitoredRegion } from "../plan/monitoring/dashboard/stack";
import { DASHBOARD_NAME } from "../plan/names";
import { plansIn } from "./monitoring";
import type { Providers } from "./providers";
import type { WatchedParts } from "./watched";

/** What an operator looks at, where it is wanted and anything serves. */
export function createDashboard(
  config: StackConfig,
  parts: WatchedParts,
  monitoring: Readonly<Record<string, Monitoring>>,
  providers: Providers,
): StackDashboard | undefined {
  const { dashboard, runbook } = config.monitoring;
  // It is of no region. Made through one that serves: an account may be forbidden any other.
  const home = regionEntries(config)[0]?.[0];
  if (!dashboard || home === undefined) return undefined;
  const regions = Object.entries(monitoring).map(([region, made]) => [region, monitored(region, config, parts, made)]);
  const watched = {
    name: `${pulumi.getProject()}-${pulumi.getStack()}`,
    runbook,
    regions: Object.fromEntries(regions) as Record<string, MonitoredRegion<pulumi.Input<string>>>,
  };
  return new StackDashboard(DASHBOARD_NAME, { region: home, watched }, { providers: [providers.of(home)] });
}

function monitored(
  region: string,
  config: StackConfig,
  parts: WatchedParts,
  { alarmArns, compositeArns }: Monitoring,
): MonitoredRegion<pulumi.Input<string>> {
  const flowLogGroup = parts.regions[region]?.network?.flowLogGroupName;
  return {
    ...plansIn(region, config, parts),
    arns: { ...alarmArns, ...compositeArns },
    ...(flowLogGroup && { flowLogGroup }),
  };
}
