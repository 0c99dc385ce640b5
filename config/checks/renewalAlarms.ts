import type { Mistake, Path } from "../mistakes";
import type { StackConfig } from "../schema";
import type { RenewalAlarms } from "../sections/renewalAlarms";
import { repeated } from "./common";

/**
 * How many alarms an instance refresh takes; as many are given to a deployment of ECS, of which AWS publishes no number.
 * Source: docs.aws.amazon.com/autoscaling/ec2/APIReference/API_AlarmSpecification.html
 */
const MOST_ALARMS = 10;

/** Of them the stack's own, one for each load balancer at most. */
const OWN_ALARMS = 3;

/** Alarms that end a renewal are of the stack's regions, and not too many. */
export function renewalAlarmMistakes(
  alarms: RenewalAlarms | undefined,
  path: Path,
  regions: StackConfig["regions"],
): Mistake[] {
  if (!alarms?.enabled) return [];
  const { resets, names } = alarms;
  const mistakes: Mistake[] = [];
  if (!resets && Object.keys(names).length === 0)
    mistakes.push({
      path: [...path, "resets"],
      value: false,
      allowed: "true, where names has no alarm",
      fix: "name an alarm under names, or remove the section",
      because: [[...path, "names"]],
    });
  for (const [region, given] of Object.entries(names)) {
    const place: Path = [...path, "names", region];
    if (!(region in regions))
      mistakes.push({
        path: place,
        value: given,
        allowed: `the regions ${Object.keys(regions).sort().join(", ")}`,
        fix: "remove it, or add the region",
        because: [["regions"]],
      });
    mistakes.push(...repeated(given, place, "each alarm once"));
    const most = resets ? MOST_ALARMS - OWN_ALARMS : MOST_ALARMS;
    if (given.length > most)
      mistakes.push({
        path: place,
        value: `${given.length} alarms`,
        allowed: `${most} alarms or fewer${resets ? `, beside those that the stack makes` : ""}`,
        fix: "join some in a composite alarm",
        because: [[...path, "resets"]],
      });
  }
  return mistakes;
}
