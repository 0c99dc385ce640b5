import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** Options of what lies in a zone. */
export interface ZoneOptions {
  parent: pulumi.ComponentResource;
  /** Of the zone's account, where that is another than the stack's. */
  provider?: aws.Provider;
}

export const inZone = ({ provider }: { provider?: aws.Provider }, parent: pulumi.ComponentResource): ZoneOptions => ({
  parent,
  ...(provider && { provider }),
});
