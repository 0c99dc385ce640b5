import type { GraphIndex, ResourceNode } from "../../../graph/graph";
import { TYPES } from "../../inventory/resourceTypes";
import { type Comparison, frontDoorPairs } from "../comparison/comparison";
import { DURATIONS } from "../comparison/durations";
import { type Interruption, timed } from "../comparison/interruption";
import { isRenewed, targetGroupsOf } from "./targets";

/* Ports on which targets listen, or are checked, while they are not what they are to be. */

/** A port that targets listen on until they are renewed, and that the network ACLs let through no more. */
export function closedPorts(comparison: Comparison): Interruption[] {
  const { from, to } = comparison;
  return frontDoorPairs(comparison).flatMap(({ before, after }) =>
    before.flatMap(({ targetGroup, weight, backends }): Interruption[] => {
      if (weight === 0 || !after.some((each) => each.targetGroup === targetGroup && each.weight > 0)) return [];
      const [was, is] = [containerPort(from, backends), containerPort(to, backends)];
      // Ephemeral ports are open for answers anyway.
      if (was === undefined || was === is || was > LAST_PRIVILEGED_PORT) return [];
      return [
        {
          rule: "closed-port",
          severity: "outage",
          who: `new connections to ${backends.join(", ")}`,
          what: `the network ACLs let port ${was} through no more, on which its targets listen until they are renewed`,
          ...timed(DURATIONS.registration),
          resources: [targetGroup, ...backends],
        },
      ];
    }),
  );
}

const LAST_PRIVILEGED_PORT = 1023;

/** The port of targets that have addresses of their own. */
function containerPort(index: GraphIndex, backends: readonly string[]): number | undefined {
  const service = index.ofType(TYPES.ecsService).find(({ name }) => backends.includes(name));
  if (!service?.inputs["networkConfiguration"]) return undefined;
  const [first] = (service.inputs["loadBalancers"] ?? []) as { containerPort?: number }[];
  return first?.containerPort;
}

/**
 * Instances that get a target group of another port of theirs, on which they are checked before they are renewed, if they are. A group takes an
 * instance for unhealthy that one of its target groups does.
 * Source: docs.aws.amazon.com/autoscaling/ec2/userguide/health-checks-overview.html (Elastic Load Balancing)
 */
export function newTargetPorts(comparison: Comparison): Interruption[] {
  const { from, to } = comparison;
  return to.ofType(TYPES.autoScalingGroup).flatMap(({ name }): Interruption[] => {
    const [before, after] = [from, to].map((index) => targetGroupsOf(index, name)) as [ResourceNode[], ResourceNode[]];
    const known = before.map(portChecked);
    const added = after.filter(
      (each) => !known.includes(portChecked(each)) && !before.some((was) => was.name === each.name),
    );
    // Where they are checked now is not always known.
    if (!known.some((port) => port > 0) || added.length === 0 || isRenewed(comparison, name)) return [];
    const ports = [...new Set(added.map(portChecked))];
    return [
      {
        rule: "new-target-port",
        severity: "outage",
        who: `connections to ${name}, unless its instances listen on ${ports.join(" and ")} already`,
        what: "they are checked there at once, and what does not answer is unhealthy, whatever else it serves, and stopped",
        ...timed(DURATIONS.renewed),
        resources: [name, ...added.map((each) => each.name)],
      },
    ];
  });
}

/** Where the targets of a group are checked. */
function portChecked({ inputs }: ResourceNode): number {
  const port = Number((inputs["healthCheck"] as { port?: unknown } | undefined)?.port);
  return port > 0 ? port : Number(inputs["port"]);
}
