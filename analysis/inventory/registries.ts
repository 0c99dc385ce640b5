import { type GraphIndex, type ResourceNode } from "../../graph/graph";
import { containersOf } from "./containers";
import { TYPES } from "./resourceTypes";

/** A private registry of ECR is one of its region; any other is known by its host. */
export const registryOfImage = (image: string): string => {
  const [host = "", ...path] = image.split("/");
  const region = /^\d{12}\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com$/.exec(host)?.[1];
  return region ?? (path.length > 0 && /[.:]/.test(host) ? host : "docker.io");
};

/** Where the images of an Auto Scaling group or an ECS service come from, each once. Of a script of one's own that is not known. */
export function registriesOf(index: GraphIndex, backend: ResourceNode): string[] {
  const images =
    backend.type === TYPES.ecsService
      ? containersOf(index.resolve(backend.inputs["taskDefinition"])).flatMap(({ image }) => image ?? [])
      : imagesOfInstances(index, backend);
  return [...new Set(images.map(registryOfImage))].sort();
}

interface GroupInputs {
  mixedInstancesPolicy?: {
    launchTemplate?: { launchTemplateSpecification?: { launchTemplateId?: unknown } };
  };
  launchTemplate?: unknown;
}

/** As plan/instances/userData.ts starts one container. */
const RUN = /^docker run --detach (?:--\S+ (?:'(?:[^']|'\\'')*'|\S+) )*'([^']+)'/m;

function imagesOfInstances(index: GraphIndex, { inputs }: ResourceNode): string[] {
  const { mixedInstancesPolicy, launchTemplate } = inputs as GroupInputs;
  const id = mixedInstancesPolicy?.launchTemplate?.launchTemplateSpecification?.launchTemplateId ?? launchTemplate;
  const script = index.resolve(id)?.inputs["userData"];
  if (typeof script !== "string") return [];
  const image = RUN.exec(Buffer.from(script, "base64").toString("utf8"))?.[1];
  return image === undefined ? [] : [image];
}
