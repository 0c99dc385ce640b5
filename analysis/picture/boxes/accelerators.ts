import { ACCELERATOR_TYPES } from "../../inventory/resourceTypes";
import type { Box } from "../diagram";
import { boxId } from "../ids";
import type { Scene } from "../scene";
import { addressLines } from "../texts";

/** Each accelerator with its addresses, parked or not. */
export function acceleratorBoxes(scene: Scene): Box[] {
  const { index, followed, addresses, graph } = scene;
  const ofType = (type: string) => index.ofType(type).filter(({ urn }) => followed.topology.own.has(urn));
  return ofType(ACCELERATOR_TYPES.accelerator).map((node) => {
    const listeners = ofType(ACCELERATOR_TYPES.listener).filter(
      ({ inputs }) => index.resolve(inputs["acceleratorArn"]) === node,
    );
    const groups = ofType(ACCELERATOR_TYPES.group).filter(({ inputs }) =>
      listeners.some((listener) => index.resolve(inputs["listenerArn"]) === listener),
    );
    return {
      id: boxId("accelerator", node.name),
      kind: "accelerator",
      title: "Global Accelerator",
      lines: [
        node.name,
        ...addresses
          .filter(({ name, purpose }) => purpose === "anycast" && name === node.name)
          .flatMap((row) => addressLines(row, graph)),
        ...(listeners.length === 0
          ? ["parked: it leads nowhere"]
          : listeners.map(({ inputs }) => listenerText(inputs))),
      ],
      resources: [node, ...listeners, ...groups].map(({ urn }) => urn),
    };
  });
}

interface ListenerInputs {
  protocol?: unknown;
  portRanges?: { fromPort: number; toPort: number }[];
  clientAffinity?: unknown;
}

function listenerText({ protocol, portRanges = [], clientAffinity }: ListenerInputs): string {
  const ports = portRanges.map(({ fromPort, toPort }) =>
    fromPort === toPort ? `${fromPort}` : `${fromPort}–${toPort}`,
  );
  const affinity = clientAffinity === "SOURCE_IP" ? ", a client stays with its endpoint" : "";
  return `${String(protocol)} ${ports.join(", ")}${affinity}`;
}

/** Load balancers that an accelerator leads to and that are none of the plan's. */
export function foreignEndpoints({ endpointGroups }: Scene, region: string): Box[] {
  const here = endpointGroups.filter((group) => group.region === region);
  const foreign = here.flatMap(({ endpoints }) => endpoints).filter((endpoint) => endpoint.foreign);
  return [...new Map(foreign.map((endpoint) => [endpoint.name, endpoint])).values()].map(({ name }) => ({
    id: foreignId(region, name),
    kind: "loadBalancer",
    title: "Another load balancer",
    lines: [name, "in no plan here"],
    resources: [],
  }));
}

export const foreignId = (region: string, name: string): string => boxId("loadBalancer", `${region} ${name}`);
