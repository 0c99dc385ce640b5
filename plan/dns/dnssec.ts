import { type PolicyDocument, document } from "../policies";
import { PARTITION } from "../regions";

/** What KMS calls a key that Route 53 can sign with. Source: docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec-cmk-requirements.html */
export const SIGNING_KEY = { customerMasterKeySpec: "ECC_NIST_P256", keyUsage: "SIGN_VERIFY" } as const;

const SERVICE = "dnssec-route53.amazonaws.com";

/**
 * The account's administrators decide over the key; Route 53 signs one zone of this account with it, and nobody who tricks it from
 * another account.
 * Source: docs.aws.amazon.com/Route53/latest/DeveloperGuide/access-control-managing-permissions.html#KMS-key-policy-for-DNSSEC
 */
export function signingKeyPolicy(account: string, hostedZoneId: string): PolicyDocument {
  return document(
    {
      Sid: "Administrators",
      Effect: "Allow",
      Principal: { AWS: `arn:${PARTITION}:iam::${account}:root` },
      Action: ["kms:*"],
      Resource: ["*"],
    },
    {
      Sid: "Sign",
      Effect: "Allow",
      Principal: { Service: SERVICE },
      Action: ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"],
      Resource: ["*"],
      Condition: {
        StringEquals: { "aws:SourceAccount": account },
        ArnEquals: { "aws:SourceArn": `arn:${PARTITION}:route53:::hostedzone/${hostedZoneId}` },
      },
    },
    {
      Sid: "Grant",
      Effect: "Allow",
      Principal: { Service: SERVICE },
      Action: ["kms:CreateGrant"],
      Resource: ["*"],
      Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  );
}
