import { type TaskPorts, taskPorts, taskVariant } from "../plan/ecs/tasks";
import type { StackConfig } from "./schema";

/** The ports of the config's tasks. */
export function portsOfTasks({ ecs, service }: Pick<StackConfig, "ecs" | "service">): TaskPorts {
  return taskPorts({
    variant: taskVariant(ecs),
    servicePort: service.port,
    containerPort: ecs.containerPort,
    healthCheckPort: service.healthCheck.port,
  });
}
