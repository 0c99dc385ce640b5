import type { Graph } from "../../graph";
import { acceleratorBoxes } from "./boxes/accelerators";
import { internetClients, internetOut, otherConsumers } from "./boxes/clients";
import { consumerAreas, providerAreas } from "./boxes/consumers";
import { nameBoxes } from "./boxes/names";
import { partnerNetworks } from "./boxes/partnerNetworks";
import { regionAreas } from "./boxes/regions";
import type { Box, Diagram, Edge } from "./diagram";
import { type Boxes, boxesOf, collapsed } from "./edges/collapse";
import { labelsOf } from "./edges/labels";
import {
  edge,
  firewallEdges,
  foreignEndpointEdges,
  nameEdges,
  otherConsumerEdges,
  partnerEdges,
  peeringEdges,
} from "./edges/others";
import { type Step, pathSteps } from "./edges/paths";
import { boxId } from "./ids";
import { type Scene, sceneOf } from "./scene";

/**
 * A stack as boxes and ways, from top to bottom as packets go: clients, names, accelerator, regions with their VPCs, the internet that its own
 * connections go to. Pure, and the same for every order of the config.
 */
export function diagramOf(graph: Graph): Diagram {
  const scene = sceneOf(graph);
  const boxes = [
    ...row("clients", [
      ...internetClients(scene),
      ...partnerNetworks(scene),
      ...otherConsumers(scene),
      ...consumerAreas(scene),
    ]),
    ...row("names", nameBoxes(scene)),
    ...row("accelerators", acceleratorBoxes(scene)),
    ...row("regions", [...regionAreas(scene), ...providerAreas(scene)]),
    ...row("out", internetOut(scene)),
  ];
  return { ...headingOf(scene), boxes, edges: edgesOf(scene, boxesOf(boxes)) };
}

/** What stands side by side, in an area that is not drawn itself. */
const row = (name: string, boxes: Box[]): Box[] =>
  boxes.length === 0
    ? []
    : [{ id: boxId("row", name), kind: "tier", title: "", lines: [], resources: [], arrange: "columns", boxes }];

function headingOf({ summary }: Scene): Pick<Diagram, "title" | "lines"> {
  const { project, stack, options, port, tls, furtherPorts = [], hostname } = summary;
  const ports = [...(port === undefined ? [] : [{ port, tls }]), ...furtherPorts];
  const service = ports.map((each) => `${each.tls ? "TLS" : "TCP"} ${each.port}`).join(", ");
  return {
    title: `${project} / ${stack}`,
    lines: [
      ...(options.length > 0 ? [`Options: ${options.join(", ")}`] : []),
      ...(options.length > 0 && service !== "" ? [`${service}${hostname === undefined ? "" : ` on ${hostname}`}`] : []),
    ],
  };
}

/** Only between boxes that are there: a path may stop where nothing is drawn. */
function edgesOf(scene: Scene, boxes: Boxes): Edge[] {
  const label = labelsOf(scene, boxes);
  const ways = collapsed(pathSteps(scene), boxes).map((step) =>
    edge(step.kind, step.from, step.to, { ...label(step), ...faultOf(step) }),
  );
  const all = [
    ...nameEdges(scene),
    ...partnerEdges(scene),
    ...ways,
    ...otherConsumerEdges(scene),
    ...foreignEndpointEdges(scene),
    ...firewallEdges(scene),
    ...peeringEdges(scene),
  ];
  const drawn = all.filter(({ from, to }) => boxes.has(from) && boxes.has(to));
  return [...new Map(drawn.map((each) => [each.id, each])).values()];
}

const faultOf = ({ fault }: Step): Pick<Edge, "remark"> => (fault === undefined ? {} : { remark: fault });
