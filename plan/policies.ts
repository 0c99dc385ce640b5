import { PARTITION } from "./regions";

/* What policies are made of. Those of a part stand with the part. */

/** An IAM policy document as the API takes it, before it is turned into a string. */
export interface PolicyDocument {
  Version: "2012-10-17";
  Statement: readonly Statement[];
}

/** Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
export const CONDITION_OPERATORS = [
  ...["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike"],
  ...["StringNotLike", "NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals"],
  ...["NumericGreaterThan", "NumericGreaterThanEquals", "DateEquals", "DateNotEquals", "DateLessThan"],
  ...["DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals", "Bool", "BinaryEquals", "IpAddress"],
  ...["NotIpAddress", "ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "Null"],
] as const;

/**
 * Characters that all inline policies of a role may have together, white space left out.
 * Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const INLINE_POLICY_CHARACTERS = 10_240;

/** What the program's own inline policies of a role of instances or tasks need of it at most: one image, or the channels of ECS Exec. */
const OWN_CHARACTERS = 1_240;

/** What is left of it for the stack file. */
export const OWN_STATEMENT_CHARACTERS = INLINE_POLICY_CHARACTERS - OWN_CHARACTERS;

/** What of that the policy of an instance takes that says when it is ready. */
export const READINESS_CHARACTERS = 640;

/** Statements of the stack file as a policy; undefined where there are none. */
export const statementsDocument = (statements: readonly object[]): object | undefined =>
  statements.length === 0 ? undefined : { Version: "2012-10-17", Statement: statements };

export interface Statement {
  Sid?: string;
  Effect: "Allow" | "Deny";
  Principal?: "*" | Record<string, string | readonly string[]>;
  Action: readonly string[];
  Resource?: readonly string[];
  Condition?: Record<string, Record<string, string | readonly string[]>>;
}

/** A policy of these statements. */
export const document = (...statements: Statement[]): PolicyDocument => ({
  Version: "2012-10-17",
  Statement: statements,
});

/** Refuses whoever asks a bucket or topic for any of it unencrypted. */
export const encryptedTransport = (actions: readonly string[], resources: readonly string[]): Statement => ({
  Sid: "EncryptedTransport",
  Effect: "Deny",
  Principal: "*",
  Action: actions,
  Resource: resources,
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});

/** Lets a service take the role, for resources of this account alone. */
export function trustOf(service: string, account: string, sourceArn: string): PolicyDocument {
  return document({
    Effect: "Allow",
    Principal: { Service: service },
    Action: ["sts:AssumeRole"],
    Condition: { StringEquals: { "aws:SourceAccount": account }, ArnLike: { "aws:SourceArn": sourceArn } },
  });
}

/**
 * What a service does with a key that it encrypts with and decrypts. AWS's pages write `kms:ReEncrypt*` and `kms:GenerateDataKey*`; pairs of data
 * keys, which the latter has too, are for asymmetric encryption.
 */
export const KEY_USE = [
  "kms:Encrypt",
  "kms:Decrypt",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:DescribeKey",
] as const;

/** A key's policy must have it, or nobody could change the policy: the account's administrators decide over the key. */
export const administrators = (account: string): Statement => ({
  Sid: "Administrators",
  Effect: "Allow",
  Principal: { AWS: `arn:${PARTITION}:iam::${account}:root` },
  Action: ["kms:*"],
  Resource: ["*"],
});

/**
 * The firewall gets a grant from whoever deploys it, so it needs no statement.
 * Source: docs.aws.amazon.com/network-firewall/latest/developerguide/kms-encryption-at-rest.html
 */
export const firewallKeyPolicy = (account: string): PolicyDocument => document(administrators(account));
