import { type Graph, GraphIndex, type ResourceNode } from "../../graph/graph";
import { withReferencedStacks } from "../../graph/referencedStacks";
import { PRIVATE_LINK_TYPES } from "./resourceTypes";

/** Somebody who connects to the service through an endpoint of their own. */
export interface ConsumerRow {
  /** As the stack file names it. */
  name: string;
  /** Of the endpoint. */
  region: string;
  /** The range of its VPC; the id of one that exists. */
  vpc: string;
  /** The zones that the endpoint is in; those of subnets that exist are not known here, so their ids. */
  zones: string[];
  /** The ranges that may use the endpoint. */
  clients: string[];
  /** What they may connect to, by number. */
  ports: number[];
  /** What clients connect to: a private hosted zone's name, `the service's private DNS name`, or `the endpoint's own name`. */
  found: string;
  /** Who lets the endpoint in. */
  acceptance: "here" | "not needed" | "by the provider";
  /** Logical name of the endpoint. */
  endpoint: string;
}

/** Endpoints of AWS's own services say so by their service's name. */
export const isConsumerEndpoint = ({ type, inputs }: ResourceNode): boolean =>
  type === PRIVATE_LINK_TYPES.endpoint &&
  inputs["vpcEndpointType"] === "Interface" &&
  !isAwsService(String(inputs["serviceName"]));

const isAwsService = (serviceName: string): boolean => /^com\.amazonaws\.(?!vpce\.)/.test(serviceName);

/** The name that the stack file gives a consumer, by its endpoint. */
export const consumerNameOf = (index: GraphIndex, endpoint: ResourceNode): string =>
  (index.ownerOf(endpoint)?.name ?? endpoint.name).replace(/^consumer-/, "");

/** All consumers that the stack makes, by name. */
export function consumers(graph: Graph): ConsumerRow[] {
  const index = GraphIndex.of(graph);
  const rules = clientRules(index);
  const nameOf = endpointNames(graph);
  const known = GraphIndex.of(withReferencedStacks(graph));
  const accepted = referring(index, PRIVATE_LINK_TYPES.accepter, "vpcEndpointId");
  return index
    .ofType(PRIVATE_LINK_TYPES.endpoint)
    .filter(isConsumerEndpoint)
    .map((endpoint) => {
      const vpc = index.resolve(endpoint.inputs["vpcId"]);
      const vpcId = String(endpoint.inputs["vpcId"]);
      const own = rules.get(index.resolve(endpoint.inputs["securityGroupIds"])) ?? [];
      return {
        name: consumerNameOf(index, endpoint),
        region: index.regionOf(endpoint) ?? "",
        vpc: vpc ? String(vpc.inputs["cidrBlock"]) : vpcId,
        zones: zonesOf(index, endpoint),
        clients: [...new Set(own.map(({ range }) => range))].sort(),
        ports: [...new Set(own.map(({ port }) => port))].sort((one, other) => one - other),
        found: endpointNameText(nameOf(endpoint)),
        acceptance: acceptanceOf(known, endpoint, accepted.has(endpoint)),
        endpoint: endpoint.name,
      };
    })
    .sort((one, other) => one.name.localeCompare(other.name));
}

function clientRules(index: GraphIndex): Map<ResourceNode | undefined, { range: string; port: number }[]> {
  const byGroup = new Map<ResourceNode | undefined, { range: string; port: number }[]>();
  for (const { inputs } of index.ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")) {
    const group = index.resolve(inputs["securityGroupId"]);
    const rule = { range: String(inputs["cidrIpv4"] ?? inputs["cidrIpv6"]), port: Number(inputs["fromPort"]) };
    byGroup.set(group, [...(byGroup.get(group) ?? []), rule]);
  }
  return byGroup;
}

/** How clients find an endpoint, beside its own name. */
export type EndpointName =
  | { kind: "hostedZone"; name: string }
  /** The name is that of the service; undefined where the service is in no plan. */
  | { kind: "service"; name?: string }
  | { kind: "none" };

/** By what the endpoints of a graph are found. */
export function endpointNames(graph: Graph): (endpoint: ResourceNode) => EndpointName {
  const index = GraphIndex.of(graph);
  const known = GraphIndex.of(withReferencedStacks(graph));
  const names = privateZoneNames(index);
  const resolved = referring(index, PRIVATE_LINK_TYPES.privateDns, "vpcEndpointId");
  return (endpoint) => {
    const name = names.get(endpoint);
    if (name !== undefined) return { kind: "hostedZone", name };
    if (!resolved.has(endpoint)) return { kind: "none" };
    return { kind: "service", name: serviceOf(known, endpoint)?.inputs["privateDnsName"] as string | undefined };
  };
}

function endpointNameText(endpointName: EndpointName): string {
  if (endpointName.kind === "hostedZone") return endpointName.name;
  return endpointName.kind === "service" ? "the service's private DNS name" : "the endpoint's own name";
}

/** The names of private hosted zones, by the endpoint that an alias in them leads to. */
function privateZoneNames(index: GraphIndex): Map<ResourceNode | undefined, string> {
  return new Map(
    index.ofType("aws:route53/record:Record").flatMap(({ inputs }) => {
      const zone = index.resolve(inputs["zoneId"]);
      if (zone?.inputs["vpcs"] === undefined) return [];
      const aliases = (inputs["aliases"] ?? []) as { name?: unknown }[];
      return aliases.map(({ name }) => [index.resolve(name), String(zone.inputs["name"])] as const);
    }),
  );
}

/** The service of an endpoint; undefined where it is only named. */
function serviceOf(known: GraphIndex, { inputs }: ResourceNode): ResourceNode | undefined {
  const service = known.resolve(inputs["serviceName"]);
  return service?.type === PRIVATE_LINK_TYPES.service ? service : undefined;
}

const referring = (index: GraphIndex, type: string, property: string): Set<ResourceNode | undefined> =>
  new Set(index.ofType(type).map(({ inputs }) => index.resolve(inputs[property])));

/** By their names; by the subnet's id where that is all that is known. */
export function zonesOf(index: GraphIndex, { inputs }: ResourceNode): string[] {
  return ((inputs["subnetIds"] ?? []) as unknown[])
    .map((id) => String(index.resolve(id)?.inputs["availabilityZone"] ?? id))
    .sort();
}

function acceptanceOf(known: GraphIndex, endpoint: ResourceNode, acceptedHere: boolean): ConsumerRow["acceptance"] {
  if (acceptedHere) return "here";
  const required = serviceOf(known, endpoint)?.inputs["acceptanceRequired"];
  return required === false ? "not needed" : "by the provider";
}
