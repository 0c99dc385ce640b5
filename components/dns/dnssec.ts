import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { SIGNING_KEY, signingKeyPolicy } from "../../plan/dns/dnssec";
import { nameTag } from "../shared";
import type { ZoneOptions } from "./zoneOptions";

export interface DnssecArgs {
  zoneId: pulumi.Input<string>;
  /** Whether the keys are protected from deletion: without them no answer of the zone is believed. */
  protect: boolean;
}

export interface Dnssec {
  /** There once the zone is signed. */
  signed: pulumi.Resource;
  dsRecord: pulumi.Output<string>;
}

/** Signs a zone, by a key in the zone's account. On deletion the signing ends first, then its key goes. */
export function createDnssec(name: string, { zoneId, protect }: DnssecArgs, opts: ZoneOptions): Dnssec {
  const account = aws.getCallerIdentityOutput({}, opts).accountId;
  const key = new aws.kms.Key(
    `${name}-dnssec-key`,
    {
      ...SIGNING_KEY,
      description: `Signs the zone of ${name}`,
      deletionWindowInDays: 30,
      policy: pulumi.all([account, zoneId]).apply(([id, zone]) => JSON.stringify(signingKeyPolicy(id, zone))),
      tags: nameTag(`${name}-dnssec-key`),
    },
    { ...opts, protect },
  );
  const ksk = new aws.route53.KeySigningKey(
    `${name}-ksk`,
    // Letters, digits and underscores only, which a made-up name is not.
    { hostedZoneId: zoneId, keyManagementServiceArn: key.arn, name: "service" },
    { ...opts, protect },
  );
  const signed = new aws.route53.HostedZoneDnsSec(
    `${name}-signing`,
    { hostedZoneId: ksk.hostedZoneId },
    { ...opts, dependsOn: ksk },
  );
  return { signed, dsRecord: ksk.dsRecord };
}
