import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type TargetCheck, portInName, targetsSpeakTls } from "../../plan/frontDoor/listeners";
import { type Backend, targetGroupName, targetGroupPrefix } from "../../plan/names";
import { decidesHealth } from "../../plan/weights";
import { nameTag } from "../shared";
import type { ForwardingArgs } from "./frontDoor";

export interface TargetGroupArgs extends ForwardingArgs {
  backend: Backend;
  /** Where the targets listen. */
  targetPort: number;
  healthCheck: TargetCheck;
  /** Whether the service's own port leads here: its targets decide whether a zone stays in the load balancer's name. */
  first: boolean;
}

export function createTargetGroup(
  name: string,
  args: TargetGroupArgs,
  loadBalancer: aws.lb.LoadBalancer,
  parent: pulumi.ComponentResource,
): aws.lb.TargetGroup {
  const { service, backend, targetPort, first } = args;
  const named = portInName(backend, { targetPort, servicePort: service.port, first });
  const groupName = targetGroupName(name, backend, named);
  return new aws.lb.TargetGroup(
    groupName,
    {
      vpcId: args.vpcId,
      targetType: args.targetTypes?.[backend] ?? "instance",
      protocol: targetsSpeakTls(service, targetPort) ? "TLS" : "TCP",
      port: named ?? service.port,
      ...(named !== undefined && { namePrefix: targetGroupPrefix(named) }),
      deregistrationDelay: service.deregistrationDelaySeconds,
      connectionTermination: service.terminateConnectionsOnDeregistration,
      // Always stated: AWS's own default differs between instances and addresses.
      preserveClientIp: String(args.preserveClientIp ?? service.preserveClientIp),
      proxyProtocolV2: args.proxyProtocol ?? service.proxyProtocol,
      // The provider leaves on what is no longer written, so off is something to say.
      ...(service.stickiness !== undefined && { stickiness: { type: "source_ip", enabled: service.stickiness } }),
      healthCheck: targetHealthCheck(args.healthCheck),
      targetHealthStates: [
        service.terminateUnhealthyConnections
          ? { enableUnhealthyConnectionTermination: true }
          : {
              enableUnhealthyConnectionTermination: false,
              unhealthyDrainingInterval: service.unhealthyDrainingSeconds,
            },
      ],
      targetGroupHealth: {
        dnsFailover: {
          minimumHealthyTargetsCount:
            first && decidesHealth(backend, args.weights)
              ? String(service.targetHealth.dnsFailoverMinimumTargets)
              : "off",
          minimumHealthyTargetsPercentage: "off",
        },
        unhealthyStateRouting: {
          minimumHealthyTargetsCount: service.targetHealth.failOpenBelowTargets,
          minimumHealthyTargetsPercentage: "off",
        },
      },
      tags: nameTag(groupName),
    },
    { parent, replaceWith: args.replacedWithLoadBalancer ? [loadBalancer] : [] },
  );
}

/** Elastic Load Balancing refuses a timeout that is not shorter than the interval. */
const DEFAULT_TIMEOUT_SECONDS = 5;

function targetHealthCheck(check: TargetCheck) {
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
