import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { firewallKeyPolicy } from "../../plan/policies";
import { createKmsKey } from "../shared";

/** Whose key encrypts a firewall: one of AWS, one made here, or another by its ARN. */
export type FirewallKey = { kind: "aws" } | { kind: "created" } | { kind: "own"; arn: pulumi.Input<string> };

/**
 * How firewall, policy and rule groups are encrypted; undefined for AWS's own key. The provider spells that one out with an empty key,
 * which the API refuses; where another key goes, it asks for AWS's of itself.
 * Source: EncryptionConfiguration of the Network Firewall API (KeyId of 1 to 2048 characters), and expandEncryptionConfiguration in
 * internal/service/networkfirewall of the provider.
 */
export function createFirewallKey(
  name: string,
  { key }: { key: FirewallKey },
  parent: pulumi.ComponentResource,
): aws.types.input.networkfirewall.FirewallEncryptionConfiguration | undefined {
  if (key.kind === "aws") return undefined;
  if (key.kind === "own") return { type: "CUSTOMER_KMS", keyId: key.arn };
  const account = aws.getCallerIdentityOutput({}, { parent }).accountId;
  const created = createKmsKey(
    `${name}-key`,
    { description: `Encrypts ${name}`, policy: account.apply(firewallKeyPolicy), alias: name, deletionDays: 30 },
    parent,
  );
  return { type: "CUSTOMER_KMS", keyId: created.arn };
}
