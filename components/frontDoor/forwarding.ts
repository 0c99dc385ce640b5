import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { listeners, portsOfTargets } from "../../plan/frontDoor/listeners";
import type { Backend } from "../../plan/names";
import type { Forwarding, ForwardingArgs } from "./frontDoor";
import { createCertificates, createListener } from "./listener";
import { createTargetGroup } from "./targetGroup";

type TargetGroups = Partial<Record<Backend, aws.lb.TargetGroup>>;

/** For each port of the targets a target group of each backend, and the listeners that share new connections among these. */
export function createForwarding(
  name: string,
  args: ForwardingArgs,
  loadBalancer: aws.lb.LoadBalancer,
  parent: pulumi.ComponentResource,
): Forwarding {
  const ports = portsOfTargets(args.service).map(({ port, healthCheck }, index) => ({
    port,
    groups: createTargetGroups(
      name,
      { ...args, targetPort: port, healthCheck, first: index === 0 },
      loadBalancer,
      parent,
    ),
  }));
  const groupsOf = (targetPort: number): TargetGroups => ports.find(({ port }) => port === targetPort)?.groups ?? {};
  const [own, ...others] = listeners(args.service).map((listening) => {
    const listener = createListener(
      name,
      args,
      listening,
      { loadBalancer, groups: groupsOf(listening.targetPort) },
      parent,
    );
    createCertificates(name, args, listening, listener, parent);
    return listener;
  }) as Forwarding["listeners"];
  const [first, ...further] = ports;
  return {
    listeners: [own, ...others],
    targetGroupArns: mapGroups(first?.groups ?? {}, ({ arn }) => arn),
    furtherTargetGroupArns: further.map(({ port, groups }) => ({
      port,
      targetGroups: mapGroups(groups, ({ arn }) => arn),
    })),
    metrics: {
      loadBalancer: loadBalancer.arnSuffix,
      targetGroups: mapGroups(first?.groups ?? {}, ({ arnSuffix }) => arnSuffix),
      furtherTargetGroups: further.map(({ port, groups }) => ({
        port,
        targetGroups: mapGroups(groups, ({ arnSuffix }) => arnSuffix),
      })),
    },
  };
}

function createTargetGroups(
  name: string,
  args: Omit<Parameters<typeof createTargetGroup>[1], "backend">,
  loadBalancer: aws.lb.LoadBalancer,
  parent: pulumi.ComponentResource,
): TargetGroups {
  const backends = Object.keys(args.weights).sort() as Backend[];
  return Object.fromEntries(
    backends.map((backend) => [backend, createTargetGroup(name, { ...args, backend }, loadBalancer, parent)]),
  );
}

const mapGroups = <T>(groups: TargetGroups, valueOf: (group: aws.lb.TargetGroup) => T): Partial<Record<Backend, T>> =>
  Object.fromEntries(Object.entries(groups).map(([backend, group]) => [backend, valueOf(group)]));
