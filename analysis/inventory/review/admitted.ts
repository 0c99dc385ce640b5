import { type Graph, GraphIndex, type ResourceNode } from "../../../graph/graph";
import { ANYWHERE } from "../../../plan/cidrs";
import { listenerRows } from "../frontDoors";
import { PRIVATE_LINK_TYPES, TYPES } from "../resourceTypes";

/** Who may connect to a port of a load balancer, by the rules of its security groups. */
export interface AdmittedClients {
  region: string;
  /** Logical name. */
  loadBalancer: string;
  port: number;
  /** CIDRs of both families, sorted. */
  ranges: string[];
  /** Names of lists of ranges where they are known, such as those of Route 53's health checkers; else ids. */
  prefixLists: string[];
  /** Logical names, or ids of groups that are not the stack's. */
  securityGroups: string[];
}

/** For each listener, by region, load balancer and port. A load balancer without security groups lets everyone in. */
export function admittedClients(graph: Graph): AdmittedClients[] {
  const index = GraphIndex.of(graph);
  const balancers = new Map(index.ofType(TYPES.loadBalancer).map((node) => [node.name, node]));
  return listenerRows(graph).flatMap(({ region, loadBalancer, port }): AdmittedClients[] => {
    const balancer = balancers.get(loadBalancer);
    return balancer ? [{ region, loadBalancer, port, ...sourcesOf(index, balancer, port) }] : [];
  });
}

type Sources = Pick<AdmittedClients, "ranges" | "prefixLists" | "securityGroups">;

function sourcesOf(index: GraphIndex, { inputs }: ResourceNode, port: number): Sources {
  const ids = (inputs["securityGroups"] ?? []) as unknown[];
  if (ids.length === 0) return { ranges: [ANYWHERE], prefixLists: [], securityGroups: [] };
  const groups = new Set(ids.map((id) => index.resolve(id)));
  const rules = index
    .ofType(TYPES.ingressRule)
    .filter((rule) => groups.has(index.resolve(rule.inputs["securityGroupId"])) && lets(rule, port));
  const of = (key: string, text: (value: unknown) => string = String) =>
    [...new Set(rules.flatMap((rule) => (rule.inputs[key] === undefined ? [] : [text(rule.inputs[key])])))].sort();
  return {
    ranges: [...of("cidrIpv4"), ...of("cidrIpv6")],
    prefixLists: of("prefixListId", (id) => prefixListName(index, id)),
    securityGroups: of("referencedSecurityGroupId", (id) => index.resolve(id)?.name ?? String(id)),
  };
}

/** A rule for all protocols has no ports. */
function lets({ inputs: { ipProtocol, fromPort, toPort } }: ResourceNode, port: number): boolean {
  if (String(ipProtocol) === "-1") return true;
  return ["tcp", "6"].includes(String(ipProtocol)) && Number(fromPort) <= port && port <= Number(toPort);
}

/** `com.amazonaws.eu-west-1.route53-healthchecks`, as a recording names what it asks for. */
function prefixListName(index: GraphIndex, id: unknown): string {
  const endpoint = index.resolve(id);
  if (endpoint?.type === PRIVATE_LINK_TYPES.endpoint) return endpoint.name;
  return /^\$\{PrefixList:(.+)\.id\}$/.exec(String(id))?.[1] ?? String(id);
}
