import type { WorkloadPorts } from "../plan/ec2/echoServer";
import { type TaskPorts, taskPorts, taskVariant } from "../plan/ecs/tasks";
import { type ServedPort, portsOfTargets, servedPort } from "../plan/frontDoor/listeners";
import type { StackConfig } from "./schema";

/** The ports of the config's tasks. */
export function portsOfTasks({ ecs, service }: Pick<StackConfig, "ecs" | "service">): TaskPorts {
  const [own, ...further] = portsOfTargets(service);
  return taskPorts({
    variant: taskVariant(ecs),
    targetPort: own.port,
    containerPort: ecs.containerPort,
    healthCheckPort: own.healthCheck.port,
    further: further.map(servedPort),
  });
}

/** The ports of the config's instances. */
export function portsOfInstances({ service }: Pick<StackConfig, "service">): WorkloadPorts {
  const [own, ...further] = portsOfTargets(service).map(servedPort) as [ServedPort, ...ServedPort[]];
  return { ...own, ...(further.length > 0 && { further }) };
}
