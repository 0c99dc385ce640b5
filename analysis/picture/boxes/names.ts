import { TYPES } from "../../inventory/resourceTypes";
import type { NameRow } from "../../inventory/dns";
import type { Routing } from "../../../plan/dns/routing";
import type { Box } from "../diagram";
import { boxId } from "../ids";
import { type Scene, urnsNamed } from "../scene";

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
    resources: urnsNamed(scene, TYPES.record, row.record),
  }));

export const nameId = ({ hostname, private: inside }: Pick<NameRow, "hostname" | "private">): string =>
  boxId("name", inside ? `private ${hostname}` : hostname);

function policyText({ routing, accelerated }: NameRow): string {
  if (routing === undefined) return "to the accelerator";
  return accelerated ? `the accelerator first, else ${POLICIES[routing]}` : `${POLICIES[routing]} routing`;
}

function wellLines({ answers }: NameRow): string[] {
  const conditions = [...new Set(answers.flatMap(({ well }) => well ?? []))];
  return conditions.map((well) => `well with ${well}`);
}
