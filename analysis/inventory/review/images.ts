import { GraphIndex, type Graph, type ResourceNode } from "../../../graph/graph";
import { containerImageIn } from "../../../plan/instances/userData";
import { containersOf } from "../containers";
import { hostGroups } from "../hosts";
import { GUARD_TYPES, TYPES } from "../resourceTypes";

/** An image that something runs. */
export interface ImageRow {
  region: string;
  /** `instances`, `hosts` of tasks, or `tasks`. */
  of: "instances" | "hosts" | "tasks";
  kind: "machine" | "container";
  /** An AMI's id, `resolve:ssm:` and the name of a parameter, or a container image's name. */
  image: string;
  /** Whether it is the same one until the stack file says another: an AMI by id, a container image by digest. */
  pinned: boolean;
}

/** By region; each once. User data that is encrypted tells of no container. */
export function imageRows(graph: Graph): ImageRow[] {
  const index = GraphIndex.of(graph);
  const rows = [...templateRows(index), ...taskRows(index)];
  const once = new Map(rows.map((row) => [JSON.stringify(row), row]));
  return [...once.values()].sort((one, other) => one.region.localeCompare(other.region));
}

function templateRows(index: GraphIndex): ImageRow[] {
  const ofHosts = new Set([...hostGroups(index)].flatMap((group) => templateOf(index, group) ?? []));
  return index.ofType(GUARD_TYPES.launchTemplate).flatMap((template): ImageRow[] => {
    const { imageId, userData } = template.inputs;
    const region = index.regionOf(template) ?? "";
    const of = ofHosts.has(template) ? "hosts" : "instances";
    const container = typeof userData === "string" ? containerImageIn(decoded(userData)) : undefined;
    return [
      ...(typeof imageId === "string" ? [machineRow({ region, of, image: imageId })] : []),
      ...(container === undefined ? [] : [containerRow({ region, of, image: container })]),
    ];
  });
}

/** A launch template has user data in base64. */
const decoded = (userData: string): string => Buffer.from(userData, "base64").toString("utf8");

/**
 * An AMI of a parameter is looked up at each launch; of one version of it (`:3`), it is always the same. Source: docs.aws.amazon.com/autoscaling/ec2/userguide/using-systems-manager-parameters.html
 */
const machineRow = (row: Omit<ImageRow, "kind" | "pinned">): ImageRow => ({
  ...row,
  kind: "machine",
  pinned: /^ami-|:\d+$/.test(row.image),
});

/** A tag may be moved to another image, a digest not. Source: docs.digitalocean.com/glossary/digest */
const containerRow = (row: Omit<ImageRow, "kind" | "pinned">): ImageRow => ({
  ...row,
  kind: "container",
  pinned: /@sha256:[0-9a-f]{64}$/.test(row.image),
});

interface TemplateUse {
  launchTemplate?: { id?: unknown };
  mixedInstancesPolicy?: { launchTemplate?: { launchTemplateSpecification?: { launchTemplateId?: unknown } } };
}

function templateOf(index: GraphIndex, { inputs }: ResourceNode): ResourceNode | undefined {
  const { launchTemplate, mixedInstancesPolicy } = inputs as TemplateUse;
  return index.resolve(
    launchTemplate?.id ?? mixedInstancesPolicy?.launchTemplate?.launchTemplateSpecification?.launchTemplateId,
  );
}

const taskRows = (index: GraphIndex): ImageRow[] =>
  index.ofType(TYPES.ecsService).flatMap((service) => {
    const region = index.regionOf(service) ?? "";
    const containers = containersOf(index.resolve(service.inputs["taskDefinition"]));
    return containers.flatMap(({ image }) =>
      image === undefined ? [] : [containerRow({ region, of: "tasks", image })],
    );
  });
