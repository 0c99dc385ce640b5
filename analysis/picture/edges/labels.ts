import { frontDoors } from "../../inventory/frontDoors";
import type { Edge } from "../diagram";
import { boxId } from "../ids";
import type { Scene } from "../scene";
import { type Boxes } from "./collapse";
import type { Step } from "./paths";

/** What is said along an edge: the share of a backend, the dial and the weight of an accelerator. */
export function labelsOf(scene: Scene, boxes: Boxes): (step: Step) => Pick<Edge, "label"> {
  const labels = new Map([...shares(scene), ...dials(scene)]);
  const around = (id: string): string[] => {
    const { box, parent } = boxes.get(id) ?? {};
    return parent && parent.kind === box?.kind ? [id, parent.id] : [id];
  };
  return ({ kind, from, to }) => {
    const keys = around(from).flatMap((one) => around(to).map((other) => `${one} > ${other}`));
    const label = kind === "egress" ? undefined : keys.flatMap((key) => labels.get(key) ?? [])[0];
    return label === undefined ? {} : { label };
  };
}

/** The share of each backend, where several have a part of a listener's connections; of several listeners that of each. */
function shares({ followed }: Scene): [string, string][] {
  const { topology } = followed;
  const found = new Map<string, Set<string>>();
  for (const { loadBalancer, targets } of frontDoors(topology.index.graph))
    for (const { percent, backends } of targets)
      for (const backend of percent < 100 ? backends : []) {
        const key = `${boxId("loadBalancer", loadBalancer)} > ${boxId("targets", backend)}`;
        found.set(key, (found.get(key) ?? new Set()).add(`${percent} %`));
      }
  return [...found].map(([key, percents]) => [key, [...percents].join(", ")]);
}

function dials({ endpointGroups }: Scene): [string, string][] {
  return endpointGroups.flatMap((group) =>
    group.endpoints
      .filter(({ foreign }) => !foreign)
      .map(({ name }): [string, string] => [
        `${boxId("accelerator", group.accelerator?.name ?? "")} > ${boxId("loadBalancer", name)}`,
        dialText(group, name),
      ]),
  );
}

/** `dial 50 %, weight 230 of 255`; a lone endpoint's weight means nothing. */
export function dialText({ dial, endpoints }: Scene["endpointGroups"][number], name: string): string {
  const total = endpoints.reduce((sum, { weight }) => sum + weight, 0);
  const weight = endpoints.find((each) => each.name === name)?.weight ?? 0;
  return `dial ${dial} %${endpoints.length > 1 ? `, weight ${weight} of ${total}` : ""}`;
}
