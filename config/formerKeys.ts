import type { Mistake } from "./mistakes";
import { type ToldKey, toldKeys } from "./toldKeys";
import { AWS_KEY } from "./sections/aws";

/** The alarms of each part had a section of their own. */
const TOPICS =
  "name the topics in monitoring.notify.page.topicArns (who is woken) or monitoring.notify.ticket.topicArns";
const ALARMS = "nothing: all alarms are in the section monitoring";

/** Keys of the provider's settings that its earlier versions had, and that read otherwise now. */
export const FORMER_SETTINGS: readonly ToldKey[] = [
  {
    path: [AWS_KEY, "assumeRole"],
    allowed: "nothing: roles are a list in this version of the provider, aws:assumeRoles",
    fix: "write aws:assumeRoles: [{ roleArn: … }]",
  },
];

/** Keys that earlier versions had. No key of today is what a former one meant, so that the likest one must not be proposed. */
export const FORMER_KEYS: readonly ToldKey[] = [
  { path: ["dns", "alarms"], allowed: ALARMS, fix: `remove it; ${TOPICS}` },
  {
    path: ["ecs", "hosts", "min"],
    allowed: "nothing: hosts begin with none, as AWS wants it, and ECS starts as many as the tasks need",
    fix: "remove it; ecs.min says how many tasks there are at least, and hosts.targetCapacityPercent below 100 keeps hosts spare",
  },
  { path: ["globalAccelerator", "alarms"], allowed: ALARMS, fix: `remove it; ${TOPICS}` },
  {
    path: ["networkFirewall", "alarms"],
    allowed: ALARMS,
    fix:
      "remove it; write droppedPackets, strayPackets and endpointDroppedPackets as firewallDroppedPackets, firewallStrayPackets and " +
      `firewallEndpointDroppedPackets in monitoring.thresholds, and ${TOPICS}`,
  },
];

/** What a stack file of an earlier version says that there is no more. */
export const formerKeys = (raw: Record<string, unknown>): Mistake[] => toldKeys(raw, FORMER_KEYS);

/** The same of the provider's settings, in either kind of stack. */
export const formerSettings = (raw: Record<string, unknown>): Mistake[] => toldKeys(raw, FORMER_SETTINGS);
