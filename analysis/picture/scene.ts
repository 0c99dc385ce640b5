import { type Graph, type GraphIndex, type ResourceNode } from "../../graph";
import { type AddressRow, addresses } from "../inventory/addresses";
import { type ConsumerRow, consumers } from "../inventory/consumers";
import { type NameRow, names } from "../inventory/dns";
import { type Summary, summary } from "../inventory/summary";
import { type FollowedPaths, follow } from "../paths";
import { type EndpointGroup, endpointGroups } from "../paths/globalAccelerator/endpointGroups";
import type { Network } from "../paths/network/vpc";
import type { BoxKind } from "./diagram";
import { isDetailOf } from "./resourceTypes";

/** All that a picture is made of: what is there, and where packets go. */
export interface Scene {
  graph: Graph;
  /** With the resources of stacks that the graph's own refers to. */
  index: GraphIndex;
  followed: FollowedPaths;
  /** The VPCs that are drawn: the stack's own, and those of other stacks that a path leads into. */
  networks: Network[];
  addresses: AddressRow[];
  names: NameRow[];
  consumers: ConsumerRow[];
  endpointGroups: EndpointGroup[];
  summary: Summary;
  /** The resources of each component, by its URN. */
  members: ReadonlyMap<string | undefined, readonly ResourceNode[]>;
}

export function sceneOf(graph: Graph): Scene {
  const followed = follow(graph);
  return {
    graph,
    index: followed.topology.index,
    followed,
    networks: drawnNetworks(followed),
    addresses: addresses(graph),
    names: names(graph),
    consumers: consumers(graph),
    endpointGroups: endpointGroups(followed.topology),
    summary: summary(graph),
    members: membersOf(followed.topology.index),
  };
}

function drawnNetworks({ topology, frontDoors, paths }: FollowedPaths): Network[] {
  const passed = new Set(paths.flatMap(({ through }) => through ?? []));
  const led = frontDoors
    .filter(({ name }) => passed.has(name))
    .flatMap(({ nodes }) => nodes.map(({ subnet }) => subnet.network));
  return topology.networks.filter((network) => network.own || led.includes(network));
}

/** The resource of a type and a logical name; nothing where there is none, as of a gateway that its VPC's owner has. */
export const resourcesNamed = (
  { index }: Pick<Scene, "index">,
  type: string,
  name: string | undefined,
): ResourceNode[] => index.ofType(type).filter((node) => node.name === name);

export const urnsNamed = (scene: Pick<Scene, "index">, type: string, name: string | undefined): string[] =>
  resourcesNamed(scene, type, name).map(({ urn }) => urn);

function membersOf(index: GraphIndex): Map<string | undefined, ResourceNode[]> {
  const members = new Map<string | undefined, ResourceNode[]>();
  for (const node of index.graph.resources.filter(({ custom }) => custom)) {
    const owner = index.ownerOf(node)?.urn;
    const known = members.get(owner);
    if (known) known.push(node);
    else members.set(owner, [node]);
  }
  return members;
}

/** What else a box of a kind stands for: what the component of its resource has beside it, by the table of resource types. */
export const detailsOf = ({ index, members }: Scene, kind: BoxKind, node: ResourceNode | undefined): string[] =>
  ((node && members.get(index.ownerOf(node)?.urn)) ?? [])
    .filter(({ type }) => isDetailOf(kind, type))
    .map(({ urn }) => urn)
    .sort();

/** The zones that a VPC has subnets in, by name. */
export const zonesOf = ({ subnets }: Network): string[] => [...new Set(subnets.map(({ zone }) => zone))].sort();
