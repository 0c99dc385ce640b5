import * as pulumi from "@pulumi/pulumi";
import {
  type AnycastAddresses,
  Budget,
  type Dns,
  type FrontDoor,
  type Monitoring,
  type ProtectedResource,
  Shield,
  ZonalAutoshift,
  zoneEntries,
} from "../components";
import type { StackConfig } from "../config";
import { regionOfArn } from "../plan/arns";
import type { CostTags } from "../plan/guard/budget";
import { aggregationOf } from "../plan/guard/shield";
import { DOWN, PRACTICE } from "../plan/monitoring/region";
import {
  ACCELERATOR_PROTECTION_NAME,
  BUDGET_NAME,
  SHIELD_NAME,
  addressProtectionName,
  autoshiftName,
} from "../plan/names";
import type { FrontDoorKind } from "../plan/options";
import { BUDGET_REGION } from "../plan/regions";
import type { Providers } from "./providers";
import type { RegionParts } from "./region";

interface ShieldParts {
  regions: Readonly<Record<string, RegionParts>>;
  dns: Dns | undefined;
  anycast: AnycastAddresses | undefined;
}

/** Shield Advanced on all addresses that clients connect to, in use or parked, where the config asks for it. */
export function createShield({ guard }: StackConfig, parts: ShieldParts, providers: Providers): Shield | undefined {
  const { shield } = guard;
  if (shield.kind !== "advanced") return undefined;
  const { regions, dns, anycast } = parts;
  const resources = [...protectedAddresses(regions, dns), ...protectedAccelerator(anycast, dns)];
  const aggregation = shield.aggregation ?? aggregationOf(membersOf(regions, anycast));
  return new Shield(
    SHIELD_NAME,
    { resources, aggregation, contacts: shield.contacts },
    // Shield is managed in us-east-1, whatever it protects.
    { providers: [providers.global] },
  );
}

function protectedAddresses(regions: ShieldParts["regions"], dns: Dns | undefined): ProtectedResource[] {
  return Object.entries(regions).flatMap(([region, { addresses }]) =>
    zoneEntries(addresses.front).map(([zone, { allocationId }]): ProtectedResource => {
      const check = dns?.healthChecks.find({ kind: "address", region, zone });
      const name = addressProtectionName(region, zone);
      return { kind: "address", name, region, allocationId, ...(check && { healthCheckArn: check.arn }) };
    }),
  );
}

function protectedAccelerator(anycast: AnycastAddresses | undefined, dns: Dns | undefined): ProtectedResource[] {
  if (!anycast) return [];
  const check = dns?.healthChecks.find({ kind: "accelerator" });
  const about = { name: ACCELERATOR_PROTECTION_NAME, arn: anycast.acceleratorArn };
  return [{ kind: "accelerator", ...about, ...(check && { healthCheckArn: check.arn }) }];
}

function membersOf(regions: ShieldParts["regions"], anycast: AnycastAddresses | undefined) {
  const all = Object.values(regions);
  return {
    regions: all.filter(({ addresses }) => zoneEntries(addresses.front).length > 0).length,
    parked: all.some(({ addresses, nlb, zones }) =>
      zoneEntries(addresses.front).some(([zone]) => !nlb || !zones.includes(zone)),
    ),
    accelerator: anycast !== undefined,
  };
}

type MonitoringByRegion = Readonly<Record<string, Monitoring>>;

/** What the stack may cost, where the config says. */
export function createBudget(
  { guard: { budget } }: StackConfig,
  monitoring: MonitoringByRegion,
  providers: Providers,
): Budget | undefined {
  if (!budget) return undefined;
  const tags: CostTags = { Project: pulumi.getProject(), Stack: pulumi.getStack() };
  // AWS lets a budget tell one topic: that made here, else the last of those named.
  const topicArn = monitoring[BUDGET_REGION]?.topics.ticket.at(-1);
  const args = { budget, tags, ...(topicArn !== undefined && { topicArn }) };
  return new Budget(BUDGET_NAME, args, { providers: [providers.global] });
}

/** Zonal autoshift of each region's load balancers, where the config says. */
export function createAutoshifts(
  { guard: { autoshift } }: StackConfig,
  regions: ShieldParts["regions"],
  monitoring: MonitoringByRegion,
  providers: Providers,
): void {
  if (!autoshift) return;
  for (const [region, parts] of Object.entries(regions)) {
    const { [PRACTICE]: outcome, [DOWN]: down } = monitoring[region]?.compositeArns ?? {};
    if (!outcome) continue;
    const { nlb, acceleratedNlb, privateLink } = parts;
    const frontDoors: Record<FrontDoorKind, [key: string, FrontDoor | undefined]> = {
      public: ["front", nlb],
      accelerator: ["accel", acceleratedNlb],
      privateLink: ["link", autoshift.privateLink ? privateLink : undefined],
    };
    const own = (arns: readonly string[]) => arns.filter((arn) => regionOfArn(arn) === region);
    new ZonalAutoshift(
      autoshiftName(region),
      {
        loadBalancers: Object.fromEntries(
          Object.values(frontDoors).flatMap(([key, frontDoor]) =>
            frontDoor ? [[key, frontDoor.listeners[0].loadBalancerArn]] : [],
          ),
        ),
        autoshift,
        outcomeAlarms: [outcome, ...own(autoshift.outcomeAlarmArns)],
        blockingAlarms: [...(down ? [down] : []), ...own(autoshift.blockingAlarmArns)],
        after: parts.ready,
      },
      { providers: [providers.of(region)] },
    );
  }
}
