import { type GraphIndex } from "../../graph/graph";
import { regionOfArn } from "../../plan/arns";
import { roleStatements } from "../inventory/roles";
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

/** Parameters and secrets of another region, which tasks are started with: none starts while that one fails. */
export function foreignSecrets(index: GraphIndex): Finding[] {
  return (
    allowedResources(index, ["ssm:GetParameters", "secretsmanager:GetSecretValue"])
      // A statement of a team's own may be about those of any region.
      .filter(({ region, arn }) => isRegion(regionOfArn(arn)) && regionOfArn(arn) !== region)
      .map(({ region, arn, policy }) => ({
        severity: "warning",
        rule: "foreign-secret",
        text: `What starts in ${region} reads ${arn.split(":").slice(5).join(":")} from ${regionOfArn(arn)}: while ${regionOfArn(arn)} fails, nothing new starts in ${region}.`,
        fix: `Replicate the secret to ${region}, or copy the parameter, and name the one of each region ({ ${region}: … }).`,
        resources: [policy],
      }))
  );
}

const isRegion = (text: string): boolean => /^[a-z0-9-]+$/.test(text);

interface PulledImage {
  region: string;
  /** The region of the registry. */
  registry: string;
  repository: string;
  /** Logical name of what allows it. */
  policy: string;
}

/** Private images of ECR, by what lets instances and tasks pull them. */
const pulledImages = (index: GraphIndex): PulledImage[] =>
  allowedResources(index, ["ecr:BatchGetImage"]).flatMap(({ region, arn, policy }): PulledImage[] => {
    const [, registry, repository] = REPOSITORY.exec(arn) ?? [];
    return registry && repository ? [{ region, registry, repository, policy }] : [];
  });

/** What the execution roles and instances' roles of a region may do one of these with. */
function allowedResources(
  index: GraphIndex,
  actions: readonly string[],
): { region: string; arn: string; policy: string }[] {
  return roleStatements(index)
    .filter((each) => each.effect === "Allow" && each.actions.some((action) => actions.includes(action)))
    .flatMap(({ region, resources, policy }) => resources.map((arn) => ({ region, arn, policy })));
}
