import { type GraphIndex, type ResourceNode, kindOf } from "../../graph/graph";
import { OPTION_NAMES, type Option } from "../../plan/options";
import { TYPES } from "../inventory/resourceTypes";
import type { Layer } from "./types";

/** The layer that a component makes up, by its kind. What is made inside it belongs to it. */
export const LAYER_OF_COMPONENT: Readonly<Record<string, Layer>> = {
  FixedAddresses: "addresses",
  Network: "network",
  ExistingNetwork: "network",
  Ways: "network",
  RegionPeering: "network",
  NlbEip: "frontDoor",
  InstanceFleet: "instances",
  EcsService: "tasks",
  NetworkFirewall: "networkFirewall",
  AnycastAddresses: "globalAccelerator",
  AcceleratedNlb: "globalAccelerator",
  GlobalAccelerator: "globalAccelerator",
  PrivateLink: "privateLink",
  PrivateDnsName: "privateLink",
  PrivateLinkConsumer: "privateLink",
  Dns: "dns",
  PrivateDns: "dns",
  Monitoring: "monitoring",
  StackDashboard: "monitoring",
  Chat: "monitoring",
  LatencyProbe: "monitoring",
  EncryptionKey: "guard",
  AccessLogs: "guard",
  Audit: "guard",
  Shield: "guard",
  ZonalAutoshift: "guard",
  Budget: "guard",
  Quotas: "account",
};

/** What a type belongs to, wherever it is made: endpoints of the firewall lie in the network that they inspect. */
const LAYER_OF_TYPE: Readonly<Record<string, Layer>> = { [TYPES.endpointAssociation]: "networkFirewall" };

/** The layer of a resource; `account` for what is in no component that has one. */
export function layerOf(index: GraphIndex, node: ResourceNode): Layer {
  const own = LAYER_OF_TYPE[node.type];
  if (own) return own;
  for (let at = index.get(node.parent); at; at = index.get(at.parent)) {
    const layer = LAYER_OF_COMPONENT[kindOf(at.type)];
    if (layer) return layer;
  }
  return "account";
}

/** The layers that an option alone would bring, of those that not all of them have. */
const LAYERS_OF: Readonly<Record<Option, readonly Layer[]>> = {
  nlb: ["frontDoor", "instances"],
  ecs: ["frontDoor", "tasks"],
  networkFirewall: ["networkFirewall", "frontDoor", "instances"],
  globalAccelerator: ["globalAccelerator", "instances"],
  privateLink: ["privateLink", "instances"],
};

/** The chosen option that brings a layer; undefined where several do, or none. */
export function optionOf(layer: Layer, chosen: readonly string[]): Option | undefined {
  const [one, ...others] = OPTION_NAMES.filter(
    (option) => chosen.includes(option) && LAYERS_OF[option].includes(layer),
  );
  return others.length === 0 ? one : undefined;
}
