import { sortedEntries } from "../../sortedEntries";
import type { AlarmPlan, CompositePlan } from "../alarm";
import type { WatchedRegion } from "../region";

/** What of a stack its dashboard shows. `V` is a value that only AWS knows, or in the program an output of it. */
export interface WatchedStack<V> {
  /** `ha-tcp-prod` */
  name: string;
  /** Of metrics that the stack makes itself. */
  namespace: string;
  /** Where the runbook is: a path or a URL. */
  runbook: string;
  /** Every region that has alarms, by name; those of global services are in regions that serve nobody. */
  regions: Readonly<Record<string, MonitoredRegion<V>>>;
}

/** What a region has that is watched, and its alarms. One that only has the metrics of global services has no load balancers. */
export interface MonitoredRegion<V> {
  watched: WatchedRegion<V>;
  alarms: readonly AlarmPlan<V>[];
  composites: readonly CompositePlan[];
  /** Of both, by their keys. */
  arns: Readonly<Record<string, V>>;
  /** The log group of its VPC's flow logs. Default: none. */
  flowLogGroup?: V;
}

/** Regions in the order of their names. */
export const regionsOf = ({ regions }: WatchedStack<string>): [string, MonitoredRegion<string>][] =>
  sortedEntries(regions);

/** An alarm, and where it is. */
export interface PlacedAlarm {
  region: string;
  plan: AlarmPlan;
}

export const alarmsOf = (stack: WatchedStack<string>): PlacedAlarm[] =>
  regionsOf(stack).flatMap(([region, { alarms }]) => alarms.map((plan) => ({ region, plan })));
