import { TYPES } from "../../inventory/resourceTypes";
import type { NameRow } from "../../inventory/dns";
import type { Routing } from "../../../plan/dns/routing";
import type { ResourceNode } from "../../../graph";
import type { Box } from "../diagram";
import { boxId } from "../ids";
import { isDetailOf } from "../resourceTypes";
import { type Scene, detailsOf, resourcesNamed } from "../scene";

/** How a name chooses among its answers, in the words of Route 53. */
const POLICIES: Readonly<Record<Routing, string>> = {
  simple: "simple",
  failover: "failover",
  latency: "latency",
  weighted: "weighted",
  geolocation: "geolocation",
  geoproximity: "geoproximity",
  multivalue: "multivalue answer",
};

/** The names that lead to the service, public and private. */
export const nameBoxes = (scene: Scene): Box[] =>
  scene.names.map((row) => ({
    id: nameId(row),
    kind: "name",
    title: row.hostname,
    lines: [
      `Route 53, ${row.private ? "private zone, " : ""}${policyText(row)}`,
      ...(row.switched ? ["regions by routing controls"] : []),
      ...(row.ttlSeconds === undefined ? [] : [`kept ${row.ttlSeconds} s by resolvers`]),
      ...wellLines(row),
    ],
    resources: resourcesOf(scene, row),
  }));

export const nameId = ({ hostname, private: inside }: Pick<NameRow, "hostname" | "private">): string =>
  boxId("name", inside ? `private ${hostname}` : hostname);

function policyText({ routing, accelerated }: NameRow): string {
  if (routing === undefined) return "to the accelerator";
  return accelerated ? `the accelerator first, else ${POLICIES[routing]}` : `${POLICIES[routing]} routing`;
}

/** By region, where they are not the same in all. */
function wellLines({ answers }: NameRow): string[] {
  const conditions = [...new Set(answers.flatMap(({ well }) => well ?? []))];
  if (conditions.length < 2) return conditions.map((well) => `health: ${well}`);
  const byRegion = answers.flatMap(({ region = "accelerator", well }) =>
    well === undefined ? [] : [`health of ${region}: ${well}`],
  );
  return [...new Set(byRegion)];
}

/** The records below a name, their health checks, and with the first name of a component what else that has. */
function resourcesOf(scene: Scene, { record }: NameRow): string[] {
  const [root] = resourcesNamed(scene, TYPES.record, record);
  if (!root) return [];
  const ofComponent = detailsOf(scene, "name", root);
  const others = scene.names.filter(({ record: other }) => other !== record).map(({ record: other }) => other);
  const alone = scene.names.find((row) =>
    detailsOf(scene, "name", resourcesNamed(scene, TYPES.record, row.record)[0]).includes(root.urn),
  );
  if (others.length > 0 && alone?.record !== record) return treeOf(scene, root);
  const ofOthers = new Set(
    others.flatMap((other) => resourcesNamed(scene, TYPES.record, other)).flatMap((node) => treeOf(scene, node)),
  );
  return [...new Set([...treeOf(scene, root), ...ofComponent.filter((urn) => !ofOthers.has(urn))])];
}

/** Records of the same name, those that they are aliases of, and the health checks of all. */
function treeOf({ index }: Scene, root: ResourceNode): string[] {
  const records = index.ofType(TYPES.record);
  const found = new Set<ResourceNode>();
  const add = (node: ResourceNode | undefined): void => {
    if (!node || found.has(node)) return;
    found.add(node);
    add(index.resolve(node.inputs["healthCheckId"]));
    for (const child of (node.inputs["childHealthchecks"] ?? []) as unknown[]) add(index.resolve(child));
    if (node.type !== TYPES.record) return;
    const below = ((node.inputs["aliases"] ?? []) as { name?: unknown }[]).map(({ name }) => name);
    for (const other of records)
      if (
        other.inputs["zoneId"] === root.inputs["zoneId"] &&
        [node.inputs["name"], ...below].includes(other.inputs["name"])
      )
        add(other);
  };
  add(root);
  return [...found].filter(({ type }) => isDetailOf("name", type)).map(({ urn }) => urn);
}
