import type { Routing } from "../dns/routing";
import { FRONT_DOORS, type FrontDoorKind } from "../options";
import { type AlarmPlan, type CompositePlan, type Part, keysOf } from "./alarm";

/** The ways that lead clients into a region. */
export interface Ways {
  role?: "primary" | "secondary";
  /** With a public load balancer: how the names that lead to it are answered. None where clients know its addresses alone. */
  names?: readonly Routing[];
  /** With an accelerator: the region's dial. */
  dial?: number;
  /** Whether consumers of PrivateLink come. */
  privateLink: boolean;
}

/** Whether clients come by a front door only when another region is lost; undefined where there is none of its kind. */
const STANDS_BY: Readonly<Record<FrontDoorKind, (ways: Ways) => boolean | undefined>> = {
  public: ({ role, names }) =>
    names && role === "secondary" && names.length > 0 && names.every((routing) => routing === "failover"),
  accelerator: ({ dial }) => (dial === undefined ? undefined : dial === 0),
  privateLink: ({ privateLink }) => (privateLink ? false : undefined),
};

/** Whether clients come only when another region is lost. Who serves nobody at all does not stand by. */
export function standsBy(ways: Ways): boolean {
  const frontDoors = FRONT_DOORS.flatMap((kind) => STANDS_BY[kind](ways) ?? []);
  return frontDoors.length > 0 && frontDoors.every(Boolean);
}

/** Parts that are graded by what they lead to, wherever they are watched. */
const GRADED_THEMSELVES: readonly Part[] = ["dns", "globalAccelerator", "latency"];

/** Of a region that stands by: what would wake somebody is a ticket, and so is each alarm on such alone. */
export function asTickets<V>(
  alarms: readonly AlarmPlan<V>[],
  composites: readonly CompositePlan[],
): { alarms: AlarmPlan<V>[]; composites: CompositePlan[] } {
  const own = alarms.filter(({ part, grade }) => grade === "page" && !GRADED_THEMSELVES.includes(part));
  const lowered = new Set(own.map(({ key }) => key));
  return {
    alarms: alarms.map((alarm) => (lowered.has(alarm.key) ? { ...alarm, grade: "ticket" } : alarm)),
    composites: composites.map((composite) =>
      keysOf(composite.rule).every((key) => lowered.has(key)) ? { ...composite, grade: "ticket" } : composite,
    ),
  };
}
