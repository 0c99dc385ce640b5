import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { ServiceConfig } from "../../config";
import type { Backend } from "../../plan/names";
import { sortedEntries } from "../../plan/sortedEntries";
import type { Weights } from "../../plan/weights";
import type { AccessLogBucket } from "./accessLogs";

/** A load balancer in front of a backend's targets: what the backend registers with, and opens itself to. */
export interface FrontDoor extends Forwarding {
  securityGroupId: pulumi.Output<string>;
  /**
   * Ranges from which it also reaches targets by connections that no reference to its security group admits. Default: none.
   * Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-register-targets.html#target-security-groups
   */
  unreferencedSources?: readonly string[];
}

/** The front doors in the order of their names. */
export function sortFrontDoors(frontDoors: Readonly<Record<string, FrontDoor>>): FrontDoor[] {
  return sortedEntries(frontDoors).map(([, frontDoor]) => frontDoor);
}

/** By what CloudWatch knows the load balancer and its target groups. */
export interface FrontDoorMetrics {
  loadBalancer: pulumi.Output<string>;
  targetGroups: Partial<Record<Backend, pulumi.Output<string>>>;
  /** Those of the targets' other ports. */
  furtherTargetGroups: FurtherTargetGroups[];
}

/** The target groups of a port of the targets that the service's own port does not lead to, by backend. */
interface FurtherTargetGroups {
  port: number;
  targetGroups: Partial<Record<Backend, pulumi.Output<string>>>;
}

/** The listeners of a load balancer, and the target groups behind them. */
export interface Forwarding {
  /** Those of the service's own port. */
  targetGroupArns: Partial<Record<Backend, pulumi.Output<string>>>;
  furtherTargetGroupArns: FurtherTargetGroups[];
  /** That of the service's own port first. */
  listeners: [aws.lb.Listener, ...aws.lb.Listener[]];
  metrics: FrontDoorMetrics;
}

export interface ForwardingArgs {
  vpcId: pulumi.Input<string>;
  service: ServiceConfig;
  /** The backends behind the listener, with the share of new connections each gets. */
  weights: Weights;
  /** How the targets of a backend are named: by instance, or by address. Default: by instance. */
  targetTypes?: Partial<Record<Backend, "instance" | "ip">>;
  /** Whether targets see the client's address. Default: as the service says. */
  preserveClientIp?: boolean;
  /** What the listener of the service's own port listens on. Default: that port. */
  listenerPort?: number;
  /** With TLS, certificates of ACM by their ARNs: the default one first, then those for other names. Default: none. */
  certificates?: readonly string[];
  /** With TLS, where the load balancer writes down each connection. Default: nowhere. */
  accessLogs?: AccessLogBucket;
  /** Whether another load balancer gets target groups of its own, so that it can be made before this one goes. Default: false. */
  replacedWithLoadBalancer?: boolean;
  /** Whether connections to targets begin with a proxy protocol v2 header. Default: as the service says. */
  proxyProtocol?: boolean;
}
