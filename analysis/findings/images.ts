import { type GraphIndex } from "../../graph/graph";
import type { PolicyDocument } from "../../plan/policies";
import type { Finding } from "./finding";

const REPOSITORY = /^arn:[\w-]+:ecr:([a-z0-9-]+):\d{12}:repository\/(.+)$/;

/** Images that a region pulls from the registry of another: nothing new starts there once that one has failed. */
export function foreignImages(index: GraphIndex): Finding[] {
  return pulledImages(index)
    .filter(({ region, registry }) => registry !== region)
    .map(({ region, registry, repository, policy }) => ({
      severity: "warning",
      rule: "foreign-image",
      text: `What runs in ${region} pulls ${repository} from the registry of ${registry}: while ${registry} fails, nothing new starts in ${region}.`,
      fix: `Have ECR replicate the repository to ${region}, and name the image of each region (image: { ${region}: … }).`,
      resources: [policy],
    }));
}

interface PulledImage {
  region: string;
  /** The region of the registry. */
  registry: string;
  repository: string;
  /** Logical name of what allows it. */
  policy: string;
}

/** Private images of ECR, by what lets instances and tasks pull them. */
function pulledImages(index: GraphIndex): PulledImage[] {
  return index.ofType("aws:iam/rolePolicy:RolePolicy").flatMap((node) => {
    const region = index.regionOf(node) ?? "";
    const { policy } = node.inputs;
    const statements =
      typeof policy === "string" && policy.startsWith("{") ? (JSON.parse(policy) as PolicyDocument).Statement : [];
    return statements
      .filter(({ Action }) => [Action].flat().includes("ecr:BatchGetImage"))
      .flatMap(({ Resource }) => [Resource ?? []].flat())
      .flatMap((arn): PulledImage[] => {
        const [, registry, repository] = REPOSITORY.exec(arn) ?? [];
        return registry && repository ? [{ region, registry, repository, policy: node.name }] : [];
      });
  });
}
