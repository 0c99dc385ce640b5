import type { AlarmPlan } from "../alarm";
import type { Thresholds } from "../thresholds";
import { learntAlarms, refusedAlarms, resetAlarms } from "./connections";
import { decidingBackends, furtherAlarms, targetAlarms } from "./targets";
import type { Place, WatchedFrontDoor } from "./watched";

/** Of one load balancer, by the key that the stack has for it. */
export function frontDoorAlarms<V>(
  key: string,
  frontDoor: WatchedFrontDoor<V>,
  place: Place,
  thresholds: Thresholds,
): AlarmPlan<V>[] {
  return [
    ...decidingBackends(frontDoor).flatMap((backend) => targetAlarms(key, frontDoor, backend, place)),
    ...frontDoor.furtherTargetGroups.flatMap((further) => furtherAlarms(key, frontDoor, further, place)),
    ...refusedAlarms(key, frontDoor, thresholds),
    ...resetAlarms(key, frontDoor, thresholds),
    ...learntAlarms(key, frontDoor, thresholds),
  ];
}
