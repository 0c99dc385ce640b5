import { acceleratorChecks } from "./accelerator";
import { backendChecks } from "./backends";
import type { ConsumerStackConfig } from "../schema";
import type { Check, CheckOf } from "./common";
import { consumerStackChecks } from "./consumerStack";
import { dnsChecks } from "./dns";
import { ecsChecks } from "./ecs";
import { firewallChecks } from "./firewall";
import { instanceChecks } from "./instances";
import { privateLinkChecks } from "./privateLink";
import { publishedChecks } from "./published";
import { regionChecks } from "./regions";
import { serviceChecks } from "./service";
import { tagKeys } from "./tags";

/** What the schema of a service cannot say: rules over several fields. A check of an option to come is added to one of these lists. */
export const CHECKS: readonly Check[] = [
  tagKeys,
  ...serviceChecks,
  ...regionChecks,
  ...dnsChecks,
  ...backendChecks,
  ...instanceChecks,
  ...ecsChecks,
  ...firewallChecks,
  ...privateLinkChecks,
  ...acceleratorChecks,
  ...publishedChecks,
];

/** The same for a consumer's stack. */
export const CONSUMER_CHECKS: readonly CheckOf<ConsumerStackConfig>[] = [tagKeys, ...consumerStackChecks];
