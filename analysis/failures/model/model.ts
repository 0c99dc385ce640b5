import { type Graph, GraphIndex, type ResourceNode } from "../../../graph/graph";
import { type AddressRow, addresses } from "../../inventory/addresses";
import { privateNameRecords, publicRecords } from "../../inventory/dnsRecords";
import { TYPES } from "../../inventory/resourceTypes";
import { partnerAccess } from "../../paths/frontDoor/partnerAccess";
import { type EndpointGroup, type FollowedPaths, endpointGroups, follow } from "../../paths";
import { type Backend, backendsOf } from "./backends";
import { type Balancer, balancersOf } from "./loadBalancers";
import { type Flow, flowsOf } from "./flows";

/** What of a graph decides about losses, read once. */
export interface Model {
  graph: Graph;
  index: GraphIndex;
  /** Those that clients connect to. */
  addresses: (AddressRow & { purpose: "public" | "publicIpv6" | "anycast" })[];
  flows: Flow[];
  /** By logical name of the Elastic IP. */
  flowsOfAddress: ReadonlyMap<string, Flow[]>;
  /** By load balancer, zone of its node, and family: `front-eu-west-1 eu-west-1a`. */
  flowsOfNode: ReadonlyMap<string, Flow[]>;
  /** Of clients on the internet. */
  flowsOfBalancer: ReadonlyMap<string, Flow[]>;
  /** Names of the losses of the ways by which clients in other networks come to a load balancer, by its name. */
  waysTo: ReadonlyMap<string, string[]>;
  /** By consumer. */
  flowsOfConsumer: ReadonlyMap<string, Flow[]>;
  egress: Flow[];
  backends: ReadonlyMap<string, Backend>;
  balancers: ReadonlyMap<string, Balancer>;
  groups: EndpointGroup[];
  /** Of one name and type in one zone, by `recordKey`. */
  records: ReadonlyMap<string, ResourceNode[]>;
  /** A record of each name, for IPv4: those for IPv6 go where these go. */
  roots: { public: ResourceNode[]; private: ResourceNode[] };
}

const models = new WeakMap<Graph, Model>();

export function modelOf(graph: Graph): Model {
  const model = models.get(graph) ?? readModel(graph);
  models.set(graph, model);
  return model;
}

function readModel(graph: Graph): Model {
  const followed = follow(graph);
  const { topology } = followed;
  const { index } = topology;
  const flows = flowsOf(followed.paths);
  const ofClients = flows.filter(({ path }) => path.kind === "client");
  // Clients within come to an internal load balancer by ways that are not followed: what is behind it decides.
  const checked = flows.filter(({ path }) => path.kind === "healthCheck" && isInternal(followed, path.through));
  const entered = new Set(ofClients.map(({ path }) => path.through));
  const v4 = ofClients.filter(({ path }) => !path.ipv6);
  return {
    graph,
    index,
    addresses: addresses(graph).filter(isClients),
    flows,
    flowsOfAddress: grouped(v4, ({ path }) => path.address),
    flowsOfNode: grouped([...ofClients, ...checked.filter(({ path }) => !entered.has(path.through))], ({ path }) =>
      nodeKey(path.through ?? "", path.zone, path.ipv6),
    ),
    flowsOfBalancer: grouped(ofClients, ({ path }) => path.through),
    waysTo: waysTo(followed),
    flowsOfConsumer: grouped(
      flows.filter(({ path }) => path.kind === "consumer"),
      ({ path }) => path.consumer,
    ),
    egress: flows.filter(({ path }) => path.kind === "egress"),
    backends: backendsOf(followed),
    balancers: balancersOf(followed),
    groups: endpointGroups(topology),
    records: grouped(index.ofType(TYPES.record), ({ inputs }) => recordKey(inputs)),
    roots: {
      public: onePerName(publicRecords(GraphIndex.of(graph))),
      private: onePerName(privateNameRecords(GraphIndex.of(graph))),
    },
  };
}

const waysTo = ({ frontDoors }: FollowedPaths): Map<string, string[]> => {
  const access = grouped(partnerAccess(frontDoors), ({ frontDoor }) => frontDoor.name);
  return new Map([...access].map(([name, all]) => [name, [...new Set(all.map(({ way }) => `way=${way.name}`))]]));
};

const onePerName = (records: readonly ResourceNode[]): ResourceNode[] => {
  const ofIpv4 = records.filter(({ inputs }) => inputs["type"] === "A");
  return [...new Map(ofIpv4.map((node) => [String(node.inputs["name"]), node])).values()];
};

const isInternal = ({ frontDoors }: FollowedPaths, name: string | undefined): boolean =>
  frontDoors.some((frontDoor) => frontDoor.name === name && !frontDoor.public);

const isClients = (row: AddressRow): row is Model["addresses"][number] => row.purpose !== "egress";

export const nodeKey = (balancer: string, zone: string, ipv6?: boolean): string =>
  `${balancer} ${zone}${ipv6 ? " ipv6" : ""}`;

export const recordKey = ({ name, zoneId, type }: ResourceNode["inputs"]): string =>
  JSON.stringify([name, zoneId, type]);

export function grouped<T>(all: readonly T[], keyOf: (each: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const key = keyOf(each);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return groups;
}
