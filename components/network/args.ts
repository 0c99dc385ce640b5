import type * as pulumi from "@pulumi/pulumi";
import type { NaclSettings } from "../../plan/network/acls";
import type { Endpoints } from "../../plan/network/endpoints";
import type { NatSettings } from "../../plan/network/nat";
import type { Address } from "../addresses";
import type { PerZone, RoleSettings } from "../shared";
import type { FlowLogSettings } from "./flowLogs";
import type { Inspection } from "./inspection";

export interface NetworkArgs extends NatSettings {
  region: string;
  /** A private range, /16 to /22. */
  cidr: string;
  /** An address for each zone with a NAT gateway. */
  egressAddresses: PerZone<Address>;
  /** Further addresses of NAT gateways, by zone and name. Default: none. */
  secondaryEgressAddresses?: PerZone<Readonly<Record<string, Address>>>;
  /** What the network ACLs let through. */
  traffic: Pick<
    NaclSettings,
    | "servicePort"
    | "targetPort"
    | "targetPorts"
    | "further"
    | "healthCheckPort"
    | "preserveClientIp"
    | "hasInternalFrontDoor"
    | "internalFrontDoorHasIpv6"
    | "clientsUseIpv6"
    | "ipv6Egress"
    | "egress"
  >;
  /** AWS services to reach without the internet. */
  endpoints: Endpoints;
  /** Seconds that targets in the app subnets keep their connections while they leave: their subnet is in use for so long. Default: 0. */
  drainSeconds?: number;
  flowLogs: FlowLogSettings;
  /** A customer managed key that encrypts the flow logs. Default: none. */
  kmsKeyArn?: pulumi.Input<string>;
  /** Whether the flow logs stay in the account when they leave the stack. Default: false. */
  protect?: boolean;
  /** What roles are like. */
  iam?: RoleSettings;
  /**
   * Whether the VPC and its app subnets have IPv6 addresses of Amazon's beside the others, to which there is no route; `public`: its
   * front subnets, too, with a route to the internet. Default: false.
   */
  ipv6?: boolean | "public";
  /** Whether the app subnets lead to the internet by IPv6, from where nobody connects to them; then they have IPv6 addresses. Default: false. */
  ipv6Egress?: boolean;
  /** The firewall that everything between the front subnets and the internet passes. Default: none. */
  inspection?: Inspection;
}
