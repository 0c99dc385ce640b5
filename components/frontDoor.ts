import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { ServiceConfig } from "../config";
import { targetGroupName, type Backend } from "../plan/names";
import { certificateId } from "../plan/tls";
import type { Weights } from "../plan/weights";
import { named } from "./tags";

/** A way to reach the targets of a backend: what the backend registers with, and opens itself to. */
export interface FrontDoor extends Forwarding {
  securityGroupId: pulumi.Output<string>;
  /**
   * Ranges from which it also reaches targets by connections that no reference to its security group admits. Default: none.
   * Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-register-targets.html#target-security-groups
   */
  unreferencedSources?: readonly string[];
}

/** The front doors in the order of their names. */
export function doorsOf(frontDoors: Readonly<Record<string, FrontDoor>>): FrontDoor[] {
  return Object.entries(frontDoors)
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([, door]) => door);
}

/** By what CloudWatch knows the load balancer and its target groups, and how connections are shared among these. */
export interface FrontDoorMetrics {
  loadBalancer: pulumi.Output<string>;
  targetGroups: Partial<Record<Backend, pulumi.Output<string>>>;
  weights: Weights;
}

/** The listener of a load balancer, and the target groups behind it. */
export interface Forwarding {
  targetGroupArns: Partial<Record<Backend, pulumi.Output<string>>>;
  listener: aws.lb.Listener;
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
  /** The port that the listener listens on. Default: the service's. Targets listen on the service's either way. */
  listenerPort?: number;
  /** With TLS, certificates of ACM by their ARNs: the default one first, then those for other names. Default: none. */
  certificates?: readonly string[];
  /** Whether another load balancer gets target groups of its own, so that it can be made before this one goes. Default: false. */
  replacedWithLoadBalancer?: boolean;
  /** Whether connections to targets begin with a proxy protocol v2 header. Default: as the service says. */
  proxyProtocol?: boolean;
}

/** A target group for each backend, and the listener that shares new connections among them. */
export function createForwarding(
  name: string,
  args: ForwardingArgs,
  loadBalancer: aws.lb.LoadBalancer,
  parent: pulumi.ComponentResource,
): Forwarding {
  const backends = Object.keys(args.weights).sort() as Backend[];
  const groups = Object.fromEntries(
    backends.map((backend) => [backend, createTargetGroup(name, backend, args, loadBalancer, parent)]),
  );
  const listener = createListener(name, args, loadBalancer, groups, parent);
  createCertificates(name, args, listener, parent);
  return {
    listener,
    targetGroupArns: Object.fromEntries(backends.map((backend) => [backend, groups[backend]?.arn])),
    metrics: {
      loadBalancer: loadBalancer.arnSuffix,
      targetGroups: Object.fromEntries(backends.map((backend) => [backend, groups[backend]?.arnSuffix])),
      weights: args.weights,
    },
  };
}

function createTargetGroup(
  name: string,
  backend: Backend,
  args: ForwardingArgs,
  loadBalancer: aws.lb.LoadBalancer,
  parent: pulumi.ComponentResource,
): aws.lb.TargetGroup {
  const groupName = targetGroupName(name, backend);
  const { service } = args;
  const terminates = service.terminateUnhealthyConnections ?? !(service.crossZone && service.zonalShift);
  return new aws.lb.TargetGroup(
    groupName,
    {
      vpcId: args.vpcId,
      targetType: args.targetTypes?.[backend] ?? "instance",
      protocol: "TCP",
      port: service.port,
      deregistrationDelay: service.deregistrationDelaySeconds,
      connectionTermination: service.terminateConnectionsOnDeregistration,
      // Always stated: AWS's own default differs between instances and addresses.
      preserveClientIp: String(args.preserveClientIp ?? service.preserveClientIp),
      proxyProtocolV2: args.proxyProtocol ?? service.proxyProtocol,
      healthCheck: healthCheck(service),
      targetHealthStates: [
        terminates
          ? { enableUnhealthyConnectionTermination: true }
          : {
              enableUnhealthyConnectionTermination: false,
              unhealthyDrainingInterval: service.unhealthyDrainingSeconds,
            },
      ],
      targetGroupHealth: {
        dnsFailover: {
          // A backend that gets no connections takes no zone out of DNS, however its targets are.
          minimumHealthyTargetsCount:
            args.weights[backend] === 0 ? "off" : String(service.targetHealth.dnsFailoverMinimumTargets),
          minimumHealthyTargetsPercentage: "off",
        },
        unhealthyStateRouting: {
          minimumHealthyTargetsCount: service.targetHealth.failOpenBelowTargets,
          minimumHealthyTargetsPercentage: "off",
        },
      },
      tags: named(groupName),
    },
    { parent, replaceWith: args.replacedWithLoadBalancer ? [loadBalancer] : [] },
  );
}

/** Elastic Load Balancing refuses a timeout that is not shorter than the interval. */
const DEFAULT_TIMEOUT_SECONDS = 5;

function healthCheck({ healthCheck: check }: ServiceConfig) {
  const http = check.protocol === "TCP" ? {} : { path: check.path ?? "/", matcher: check.matcher ?? "200-399" };
  return {
    enabled: true,
    protocol: check.protocol,
    port: check.port === undefined ? "traffic-port" : String(check.port),
    interval: check.intervalSeconds,
    timeout: check.timeoutSeconds ?? Math.min(DEFAULT_TIMEOUT_SECONDS, check.intervalSeconds - 1),
    healthyThreshold: check.healthyThreshold,
    unhealthyThreshold: check.unhealthyThreshold,
    ...http,
  };
}

/** Forwards by weights even to one group, so that another is added in place. */
function createListener(
  name: string,
  args: ForwardingArgs,
  loadBalancer: aws.lb.LoadBalancer,
  groups: Partial<Record<Backend, aws.lb.TargetGroup>>,
  parent: pulumi.ComponentResource,
): aws.lb.Listener {
  const targetGroups = Object.entries(groups).map(([backend, group]) => ({
    arn: group.arn,
    weight: args.weights[backend as Backend] ?? 0,
  }));
  return new aws.lb.Listener(
    `${name}-listener`,
    {
      loadBalancerArn: loadBalancer.arn,
      port: args.listenerPort ?? args.service.port,
      ...spoken(args),
      defaultActions: [{ type: "forward", forward: { targetGroups } }],
      tags: named(name),
    },
    { parent },
  );
}

/** What the listener speaks with clients. With targets it speaks TCP either way. */
function spoken({ service: { tls, idleTimeoutSeconds }, certificates = [] }: ForwardingArgs) {
  return tls
    ? { protocol: "TLS", sslPolicy: tls.securityPolicy, certificateArn: certificates[0] }
    : // Always stated: a value once set stays when it is no longer written.
      { protocol: "TCP", tcpIdleTimeoutSeconds: idleTimeoutSeconds };
}

/**
 * Those beside the default one, each by its own id: whichever comes or goes, the others stay. AWS refuses to take one off the list that
 * has become the default one meanwhile, and the provider goes on.
 * Source: https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/elbv2/listener_certificate.go
 */
function createCertificates(
  name: string,
  { service, certificates = [] }: ForwardingArgs,
  listener: aws.lb.Listener,
  parent: pulumi.ComponentResource,
): void {
  if (!service.tls) return;
  for (const certificateArn of certificates.slice(1))
    new aws.lb.ListenerCertificate(
      `${name}-certificate-${certificateId(certificateArn)}`,
      { listenerArn: listener.arn, certificateArn },
      { parent },
    );
}
