import type { ConsumerStackConfig } from "../sections/consumerStack";
import { awsChecks } from "./aws";
import type { Check, CheckOf } from "./common";
import { consumerStackChecks } from "./consumerStack";
import { dnsChecks } from "./dns";
import { ecsChecks } from "./ecs";
import { globalAcceleratorChecks } from "./globalAccelerator";
import { guardChecks } from "./guard";
import { boundaryOfAccount, iamChecks } from "./iam";
import { instanceChecks } from "./instances";
import { monitoringChecks } from "./monitoring";
import { networkFirewallChecks } from "./networkFirewall";
import { ofServing } from "./parkedRegions";
import { privateLinkChecks } from "./privateLink";
import { publishedChecks } from "./published";
import { quotaChecks } from "./quotas";
import { regionChecks } from "./regions";
import { serviceChecks } from "./service";
import { tagKeys } from "./tags";
import { weightChecks } from "./weights";

/** What the schema of a service cannot say: rules over several fields. A check of an option to come is added to one of these lists. */
export const CHECKS: readonly Check[] = [
  tagKeys,
  awsChecks,
  ...quotaChecks,
  ...regionChecks,
  ...publishedChecks,
  ...[
    ...serviceChecks,
    ...dnsChecks,
    ...weightChecks,
    ...instanceChecks,
    ...iamChecks,
    ...ecsChecks,
    ...networkFirewallChecks,
    ...privateLinkChecks,
    ...globalAcceleratorChecks,
    ...monitoringChecks,
    ...guardChecks,
  ].map(ofServing),
];

/** The same for a consumer's stack. */
export const CONSUMER_CHECKS: readonly CheckOf<ConsumerStackConfig>[] = [
  tagKeys,
  awsChecks,
  boundaryOfAccount,
  ...consumerStackChecks,
];
