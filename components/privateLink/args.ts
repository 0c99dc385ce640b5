import type * as pulumi from "@pulumi/pulumi";
import type { PrivateLinkConfig } from "../../config";
import type { ForwardingArgs } from "../frontDoor";
import type { PerZone } from "../shared";

export interface PrivateLinkArgs extends Omit<ForwardingArgs, "preserveClientIp" | "proxyProtocol"> {
  region: string;
  /** An app subnet for each zone. */
  subnetIds: PerZone<pulumi.Input<string>>;
  /** The ranges those subnets lie in: where connections come from, as targets see them. */
  nodeRanges: readonly string[];
  /** The zones of the region, by name: their ids. */
  zoneIds: pulumi.Input<Record<string, string>>;
  privateLink: Pick<
    PrivateLinkConfig,
    | "acceptanceRequired"
    | "allowedPrincipals"
    | "privateDnsName"
    | "supportedRegions"
    | "ipAddressType"
    | "proxyProtocol"
    | "enforceSecurityGroup"
    | "notifications"
  >;
  /** The ranges of all clients that the security group lets in: those of the consumers' VPCs. */
  clientRanges: readonly string[];
  /** Whether consumers of the stack's own account connect. */
  ownConsumers: boolean;
  /** Endpoints of consumers elsewhere that are accepted here, by the consumers' names. */
  acceptedEndpoints: Readonly<Record<string, string>>;
  /** Whether deletion is refused, by AWS and by the engine. Default: false. */
  protect?: boolean;
}
