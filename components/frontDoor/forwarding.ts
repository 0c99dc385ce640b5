import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Backend } from "../../plan/names";
import type { Forwarding, ForwardingArgs } from "./frontDoor";
import { createCertificates, createListener } from "./listener";
import { createTargetGroup } from "./targetGroup";

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
    },
  };
}
