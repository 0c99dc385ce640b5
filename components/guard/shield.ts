import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ShieldAdvancedConfig } from "../../config";
import { type Aggregation, GROUP_ID_LENGTH, elasticIpArn } from "../../plan/guard/shield";
import { nameTag, physicalName } from "../shared";

export type ProtectedResource = {
  /** Logical name of the protection. */
  name: string;
  /** What is asked whether it is well: an attack is then found sooner. Default: nothing. */
  healthCheckArn?: pulumi.Input<string>;
} & (
  | { kind: "address"; region: string; allocationId: pulumi.Input<string> }
  | { kind: "accelerator"; arn: pulumi.Input<string> }
);

export interface ShieldArgs {
  resources: readonly ProtectedResource[];
  aggregation: Aggregation;
  /** Whom Shield's response team calls by itself. They are the account's. Default: nobody. */
  contacts?: ShieldAdvancedConfig["contacts"];
}

/**
 * Shield Advanced on what clients connect to, in an account that is subscribed: the subscription belongs to the account, for a year, and is
 * never made here. Load balancers are protected by their Elastic IPs.
 * Source: docs.aws.amazon.com/waf/latest/developerguide/ddos-protections-ec2-nlb.html
 */
export class Shield extends pulumi.ComponentResource {
  constructor(name: string, args: ShieldArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ha-tcp:index:Shield", name, {}, opts);
    const account = aws.getCallerIdentityOutput({}, { parent: this }).accountId;
    const protections = args.resources.map((resource) => createProtection(resource, account, this));
    createGroup(name, args, protections, this);
    createContacts(name, args, protections, this);
    this.registerOutputs();
  }
}

interface Protected {
  arn: pulumi.Output<string>;
  protection: aws.shield.Protection;
  association?: aws.shield.ProtectionHealthCheckAssociation;
}

function createProtection(resource: ProtectedResource, account: pulumi.Output<string>, parent: Shield): Protected {
  const { name, healthCheckArn } = resource;
  const arn = arnOf(resource, account);
  const protection = new aws.shield.Protection(name, { resourceArn: arn, tags: nameTag(name) }, { parent });
  if (healthCheckArn === undefined) return { arn, protection };
  const association = new aws.shield.ProtectionHealthCheckAssociation(
    `${name}-check`,
    { shieldProtectionId: protection.id, healthCheckArn },
    // A protection has one check: another comes when this one has gone.
    { parent, deleteBeforeReplace: true },
  );
  return { arn, protection, association };
}

function arnOf(resource: ProtectedResource, account: pulumi.Output<string>): pulumi.Output<string> {
  if (resource.kind === "accelerator") return pulumi.output(resource.arn);
  const { region, allocationId } = resource;
  return pulumi.all([account, allocationId]).apply(([id, allocation]) => elasticIpArn(region, id, allocation));
}

/** What is attacked in one member is then looked for in all. One alone needs none. */
function createGroup(name: string, { aggregation }: ShieldArgs, all: readonly Protected[], parent: Shield): void {
  if (all.length < 2) return;
  new aws.shield.ProtectionGroup(
    `${name}-group`,
    {
      protectionGroupId: physicalName(name, GROUP_ID_LENGTH).replaceAll("_", "-"),
      aggregation: aggregation.toUpperCase(),
      pattern: "ARBITRARY",
      members: all.map(({ arn }) => arn),
      tags: nameTag(`${name}-group`),
    },
    // A member must be protected, and leaves the group before its protection goes.
    { parent, dependsOn: all.map(({ protection }) => protection) },
  );
}

/** Once there are checks: the response team calls only for what has one. */
function createContacts(name: string, { contacts = [] }: ShieldArgs, all: readonly Protected[], parent: Shield): void {
  if (contacts.length === 0) return;
  new aws.shield.ProactiveEngagement(
    `${name}-contacts`,
    {
      enabled: true,
      emergencyContacts: contacts.map(({ email, phone, notes }) => ({
        emailAddress: email,
        ...(phone !== undefined && { phoneNumber: phone }),
        ...(notes !== undefined && { contactNotes: notes }),
      })),
    },
    { parent, dependsOn: all.flatMap(({ association }) => association ?? []) },
  );
}
