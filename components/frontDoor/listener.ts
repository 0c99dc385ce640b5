import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { ServiceConfig } from "../../config";
import type { Listening } from "../../plan/frontDoor/listeners";
import { type Backend, listenerName } from "../../plan/names";
import { certificateId } from "../../plan/tls";
import { nameTag } from "../shared";
import type { ForwardingArgs } from "./frontDoor";

type ServiceListening = Listening<NonNullable<ServiceConfig["tls"]>>;

/** Forwards by weights even to one group, so that another is added in place. */
export function createListener(
  name: string,
  args: ForwardingArgs,
  listening: ServiceListening,
  { loadBalancer, groups }: { loadBalancer: aws.lb.LoadBalancer; groups: Partial<Record<Backend, aws.lb.TargetGroup>> },
  parent: pulumi.ComponentResource,
): aws.lb.Listener {
  const targetGroups = Object.entries(groups).map(([backend, group]) => ({
    arn: group.arn,
    weight: args.weights[backend as Backend] ?? 0,
  }));
  const isOwn = listening.name === undefined;
  const listener = listenerName(name, listening.name);
  return new aws.lb.Listener(
    `${listener}-listener`,
    {
      loadBalancerArn: loadBalancer.arn,
      port: (isOwn ? args.listenerPort : undefined) ?? listening.port,
      ...listenerProtocol(args, listening),
      defaultActions: [{ type: "forward", forward: { targetGroups } }],
      tags: nameTag(listener),
    },
    { parent },
  );
}

/** The protocol between clients and the listener. */
function listenerProtocol(
  { service: { idleTimeoutSeconds }, certificates = [] }: ForwardingArgs,
  { tls }: ServiceListening,
) {
  return tls
    ? {
        protocol: "TLS",
        sslPolicy: tls.securityPolicy,
        certificateArn: certificates[0],
        // As with stickiness of targets, None is something to say.
        ...(tls.alpn && { alpnPolicy: tls.alpn }),
      }
    : // Always stated: a value once set stays when it is no longer written.
      { protocol: "TCP", tcpIdleTimeoutSeconds: idleTimeoutSeconds };
}

/**
 * Those beside the default one, each by its own id: whichever comes or goes, the others stay. AWS refuses to take one off the list that
 * has become the default one meanwhile, and the provider goes on.
 * Source: https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/elbv2/listener_certificate.go
 */
export function createCertificates(
  name: string,
  { certificates = [] }: ForwardingArgs,
  { name: listening, tls }: ServiceListening,
  listener: aws.lb.Listener,
  parent: pulumi.ComponentResource,
): void {
  if (!tls) return;
  for (const certificateArn of certificates.slice(1))
    new aws.lb.ListenerCertificate(
      `${listenerName(name, listening)}-certificate-${certificateId(certificateArn)}`,
      { listenerArn: listener.arn, certificateArn },
      { parent },
    );
}
