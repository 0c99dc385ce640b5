import { sdkInputs } from "../sdkInputs";
import type { PlannedEffect } from "./replacementTable";

/**
 * Arguments that the SDK has and the provider of the mapping does not: they are left out of the document, and named. By the SDK's
 * type and the path of the argument; the value is the reason. What is in neither place stops the export.
 */
export const NEWER_ARGUMENTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "aws:budgets/budget:Budget": {
    filterExpression:
      "version 6 of the provider has it first, so that the budget in the document is one of the whole account",
    metrics: "version 6 of the provider has it first",
  },
  "pulumi:providers:aws": {
    tagPolicyCompliance: "version 6 of the provider has it first",
    userAgents: "version 6 of the provider has it first",
  },
};

/** Why an argument is left out; undefined where that is not foreseen. */
export function newerReason(type: string, path: string): string | undefined {
  const told = NEWER_ARGUMENTS[type]?.[path];
  if (told !== undefined) return told;
  // An override may say what only the SDK's version of the provider takes.
  return sdkInputs(type).includes(path) ? "the SDK takes it, and this version of the provider does not" : undefined;
}

/** A resource type that the SDK has and the provider of the mapping does not. */
export interface NewerType {
  /** Why a document does not have it. */
  why: string;
  /** What happens to its inputs, as a later provider's source says: by path, for all that can happen. */
  effects: Readonly<Record<string, PlannedEffect>>;
  /** Where that stands. */
  source: string;
}

/** By the SDK's type. They are left out of the document, and named; what refers to their outputs refers to variables. */
export const NEWER_TYPES: Readonly<Record<string, NewerType>> = {
  "aws:arczonalshift/zonalAutoshiftConfiguration:ZonalAutoshiftConfiguration": {
    why: "version 6 of the provider has it first",
    effects: {
      allowedWindows: "update",
      blockedDates: "update",
      blockedWindows: "update",
      blockingAlarms: "update",
      "blockingAlarms.alarmIdentifier": "update",
      "blockingAlarms.type": "update",
      outcomeAlarms: "update",
      "outcomeAlarms.alarmIdentifier": "update",
      "outcomeAlarms.type": "update",
      resourceArn: "replace",
      zonalAutoshiftStatus: "update",
    },
    source: "internal/service/arczonalshift/zonal_autoshift_configuration.go of the provider's version 6",
  },
  "aws:ec2/natGatewayEipAssociation:NatGatewayEipAssociation": {
    why: "version 6 of the provider has it first",
    effects: { allocationId: "replace", natGatewayId: "replace" },
    source: "internal/service/ec2/vpc_nat_gateway_eip_association.go of the provider's version 6",
  },
  "aws:networkfirewall/vpcEndpointAssociation:VpcEndpointAssociation": {
    why: "version 6 of the provider has it first",
    effects: {
      description: "replace",
      firewallArn: "replace",
      subnetMapping: "replace",
      "subnetMapping.ipAddressType": "replace",
      "subnetMapping.subnetId": "replace",
      tags: "update",
      tagsAll: "update",
      vpcId: "replace",
    },
    source: "internal/service/networkfirewall/vpc_endpoint_association.go of the provider's version 6",
  },
};
