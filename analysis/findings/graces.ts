import type { GraphIndex, ResourceNode } from "../../graph/graph";
import { leastInstanceGrace, leastTaskGrace } from "../../plan/graces";
import { TYPES } from "../inventory/resourceTypes";
import type { Finding } from "./finding";

interface Checks {
  interval?: number;
  healthyThreshold?: number;
}

/** What begins with a failed check and must be healthy sooner than its checks can say so is replaced again and again. */
export function shortGraces(index: GraphIndex): Finding[] {
  const groups = index.ofType(TYPES.autoScalingGroup).flatMap((node) =>
    shortGrace(index, node, {
      what: "an instance",
      section: "instances",
      given: node.inputs["healthCheckGracePeriod"],
      targetGroupArns: (node.inputs["targetGroupArns"] ?? []) as unknown[],
      least: leastInstanceGrace,
    }),
  );
  const services = index.ofType(TYPES.ecsService).flatMap((node) =>
    shortGrace(index, node, {
      what: "a task",
      section: "ecs",
      given: node.inputs["healthCheckGracePeriodSeconds"],
      targetGroupArns: ((node.inputs["loadBalancers"] ?? []) as { targetGroupArn?: unknown }[]).map(
        ({ targetGroupArn }) => targetGroupArn,
      ),
      least: leastTaskGrace,
    }),
  );
  return [...groups, ...services];
}

interface Grace {
  what: string;
  section: string;
  given: unknown;
  targetGroupArns: readonly unknown[];
  least: (checks: readonly { intervalSeconds: number; healthyThreshold: number }[]) => number;
}

function shortGrace(
  index: GraphIndex,
  { name }: ResourceNode,
  { what, section, given, targetGroupArns, least }: Grace,
): Finding[] {
  const needed = targetGroupArns.flatMap((arn) => {
    const { interval, healthyThreshold } = (index.resolve(arn)?.inputs["healthCheck"] ?? {}) as Checks;
    if (interval === undefined || healthyThreshold === undefined) return [];
    return least([{ intervalSeconds: interval, healthyThreshold }]);
  });
  const most = Math.max(0, ...needed);
  if (typeof given !== "number" || given >= most) return [];
  return [
    {
      severity: "warning",
      rule: "short-grace",
      text:
        `${name} waits ${given} s before the health of ${what} counts; to start, to be registered and to pass its checks it may need ${most} s, ` +
        "and what is not healthy by then is replaced, again and again.",
      fix: `Leave ${section}.healthCheckGraceSeconds out, or raise it.`,
      resources: [name],
    },
  ];
}
