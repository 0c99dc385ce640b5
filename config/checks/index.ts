import { backendChecks } from "./backends";
import type { Check } from "./common";
import { ecsChecks } from "./ecs";
import { firewallChecks } from "./firewall";
import { instanceChecks } from "./instances";
import { publishedChecks } from "./published";
import { regionChecks } from "./regions";
import { serviceChecks } from "./service";

/** What the schema cannot say: rules over several fields. A check of an option to come is added to one of these lists. */
export const CHECKS: readonly Check[] = [
  ...serviceChecks,
  ...regionChecks,
  ...backendChecks,
  ...instanceChecks,
  ...ecsChecks,
  ...firewallChecks,
  ...publishedChecks,
];
