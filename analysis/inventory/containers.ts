import type { ResourceNode } from "../../graph/graph";

/** A container of a task, as far as it is read here. */
export interface Container {
  name?: string;
  image?: string;
  secrets?: { valueFrom: string }[];
  repositoryCredentials?: { credentialsParameter: string };
  portMappings?: { containerPort?: number; hostPort?: number }[];
}

/** The containers of a task definition; none where they are kept encrypted. */
export function containersOf(taskDefinition: ResourceNode | undefined): Container[] {
  const definitions = taskDefinition?.inputs["containerDefinitions"];
  if (typeof definitions !== "string" || !definitions.startsWith("[{")) return [];
  return JSON.parse(definitions) as Container[];
}
