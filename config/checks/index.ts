import type { ConsumerStackConfig } from "../sections/consumerStack";
import { awsChecks, otherAccounts } from "./aws";
import type { Check, CheckOf } from "./common";
import { connectionChecks } from "./connections";
import { consumerStackChecks } from "./consumerStack";
import { dnsChecks } from "./dns";
import { ecsChecks } from "./ecs";
import { endpointChecks } from "./endpoints";
import { existingVpcChecks } from "./existingVpc";
import { globalAcceleratorChecks } from "./globalAccelerator";
import { guardChecks } from "./guard";
import { boundaryOfAccount, iamChecks } from "./iam";
import { instanceTypeChecks } from "./instanceTypes";
import { instanceChecks } from "./instances";
import { ipv6Checks } from "./ipv6";
import { ipv6EgressChecks } from "./ipv6Egress";
import { monitoringChecks } from "./monitoring";
import { networkChecks } from "./network";
import { networkFirewallChecks } from "./networkFirewall";
import { overriddenTypes } from "./overrides";
import { ofServing } from "./parkedRegions";
import { portChecks } from "./ports";
import { privateLinkChecks } from "./privateLink";
import { publishedChecks } from "./published";
import { quotaChecks } from "./quotas";
import { regionChecks } from "./regions";
import { serviceChecks } from "./service";
import { tagKeys } from "./tags";
import { trafficChecks } from "./traffic";
import { wayChecks } from "./ways";
import { peerRegions } from "./ways/peerings";
import { weightChecks } from "./weights";

/** What the schema of a service cannot say: rules over several fields. A check of an option to come is added to one of these lists. */
export const CHECKS: readonly Check[] = [
  tagKeys,
  overriddenTypes,
  awsChecks,
  otherAccounts,
  ...quotaChecks,
  ...regionChecks,
  ...existingVpcChecks,
  ...publishedChecks,
  peerRegions,
  ...[
    ...serviceChecks,
    ...connectionChecks,
    ...ipv6Checks,
    ...ipv6EgressChecks,
    ...portChecks,
    ...dnsChecks,
    ...weightChecks,
    ...instanceChecks,
    ...iamChecks,
    ...ecsChecks,
    ...networkChecks,
    ...endpointChecks,
    ...networkFirewallChecks,
    ...privateLinkChecks,
    ...globalAcceleratorChecks,
    ...instanceTypeChecks,
    ...monitoringChecks,
    ...guardChecks,
    ...wayChecks,
    ...trafficChecks,
  ].map(ofServing),
];

/** The same for a consumer's stack. */
export const CONSUMER_CHECKS: readonly CheckOf<ConsumerStackConfig>[] = [
  tagKeys,
  overriddenTypes,
  awsChecks,
  boundaryOfAccount,
  ...consumerStackChecks,
];
