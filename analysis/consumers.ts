import { GraphIndex, type Graph, type ResourceNode } from "../graph/graph";
import { joined } from "../graph/references";

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
  port: number;
  /** What clients connect to: a private hosted zone's name, `the service's private DNS name`, or `the endpoint's own name`. */
  found: string;
  /** Who lets the endpoint in. */
  acceptance: "here" | "not needed" | "by the provider";
  /** Logical name of the endpoint. */
  endpoint: string;
}

export const LINK_TYPES = {
  endpoint: "aws:ec2/vpcEndpoint:VpcEndpoint",
  service: "aws:ec2/vpcEndpointService:VpcEndpointService",
  principal: "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple",
  accepter: "aws:ec2/vpcEndpointConnectionAccepter:VpcEndpointConnectionAccepter",
  privateDns: "aws:vpc/endpointPrivateDns:EndpointPrivateDns",
  zone: "aws:route53/zone:Zone",
} as const;

/** Endpoints of AWS's own services say so by their service's name. */
export const isOfConsumer = ({ type, inputs }: ResourceNode): boolean =>
  type === LINK_TYPES.endpoint && inputs["vpcEndpointType"] === "Interface" && !isOfAws(String(inputs["serviceName"]));

const isOfAws = (serviceName: string): boolean => /^com\.amazonaws\.(?!vpce\.)/.test(serviceName);

/** The name that the stack file gives a consumer, by its endpoint. */
export const consumerOf = (index: GraphIndex, endpoint: ResourceNode): string =>
  (index.ownerOf(endpoint)?.name ?? endpoint.name).replace(/^consumer-/, "");

/** All consumers that the stack makes, by name. */
export function consumers(graph: Graph): ConsumerRow[] {
  const index = new GraphIndex(graph);
  const rules = clientRules(index);
  const found = foundBy(graph);
  const known = new GraphIndex(joined(graph));
  const accepted = referring(index, LINK_TYPES.accepter, "vpcEndpointId");
  return index
    .ofType(LINK_TYPES.endpoint)
    .filter(isOfConsumer)
    .map((endpoint) => {
      const vpc = index.referred(endpoint.inputs["vpcId"]);
      const vpcId = String(endpoint.inputs["vpcId"]);
      const own = rules.get(index.referred(endpoint.inputs["securityGroupIds"])) ?? [];
      return {
        name: consumerOf(index, endpoint),
        region: index.regionOf(endpoint) ?? "",
        vpc: vpc ? String(vpc.inputs["cidrBlock"]) : vpcId,
        zones: zonesOf(index, endpoint),
        clients: own.map(({ range }) => range).sort(),
        port: own[0]?.port ?? 0,
        found: foundText(found(endpoint)),
        acceptance: acceptanceOf(known, endpoint, accepted.has(endpoint)),
        endpoint: endpoint.name,
      };
    })
    .sort((one, other) => one.name.localeCompare(other.name));
}

function clientRules(index: GraphIndex): Map<ResourceNode | undefined, { range: string; port: number }[]> {
  const found = new Map<ResourceNode | undefined, { range: string; port: number }[]>();
  for (const { inputs } of index.ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")) {
    const group = index.referred(inputs["securityGroupId"]);
    const rule = { range: String(inputs["cidrIpv4"] ?? inputs["cidrIpv6"]), port: Number(inputs["fromPort"]) };
    found.set(group, [...(found.get(group) ?? []), rule]);
  }
  return found;
}

/** How clients find an endpoint, beside its own name. */
export type FoundBy =
  | { kind: "hostedZone"; name: string }
  /** The name is that of the service; undefined where the service is in no plan. */
  | { kind: "service"; name?: string }
  | { kind: "none" };

/** By what the endpoints of a graph are found. */
export function foundBy(graph: Graph): (endpoint: ResourceNode) => FoundBy {
  const index = new GraphIndex(graph);
  const known = new GraphIndex(joined(graph));
  const names = hostedNames(index);
  const resolved = referring(index, LINK_TYPES.privateDns, "vpcEndpointId");
  return (endpoint) => {
    const name = names.get(endpoint);
    if (name !== undefined) return { kind: "hostedZone", name };
    if (!resolved.has(endpoint)) return { kind: "none" };
    return { kind: "service", name: serviceOf(known, endpoint)?.inputs["privateDnsName"] as string | undefined };
  };
}

function foundText(found: FoundBy): string {
  if (found.kind === "hostedZone") return found.name;
  return found.kind === "service" ? "the service's private DNS name" : "the endpoint's own name";
}

/** The names of private hosted zones, by the endpoint that an alias in them leads to. */
function hostedNames(index: GraphIndex): Map<ResourceNode | undefined, string> {
  return new Map(
    index.ofType("aws:route53/record:Record").flatMap(({ inputs }) => {
      const zone = index.referred(inputs["zoneId"]);
      if (zone?.inputs["vpcs"] === undefined) return [];
      const aliases = (inputs["aliases"] ?? []) as { name?: unknown }[];
      return aliases.map(({ name }) => [index.referred(name), String(zone.inputs["name"])] as const);
    }),
  );
}

/** The service of an endpoint; undefined where it is only named. */
function serviceOf(known: GraphIndex, { inputs }: ResourceNode): ResourceNode | undefined {
  const service = known.referred(inputs["serviceName"]);
  return service?.type === LINK_TYPES.service ? service : undefined;
}

const referring = (index: GraphIndex, type: string, property: string): Set<ResourceNode | undefined> =>
  new Set(index.ofType(type).map(({ inputs }) => index.referred(inputs[property])));

/** By their names; by the subnet's id where that is all that is known. */
export function zonesOf(index: GraphIndex, { inputs }: ResourceNode): string[] {
  return ((inputs["subnetIds"] ?? []) as unknown[])
    .map((id) => String(index.referred(id)?.inputs["availabilityZone"] ?? id))
    .sort();
}

function acceptanceOf(known: GraphIndex, endpoint: ResourceNode, acceptedHere: boolean): ConsumerRow["acceptance"] {
  if (acceptedHere) return "here";
  const required = serviceOf(known, endpoint)?.inputs["acceptanceRequired"];
  return required === false ? "not needed" : "by the provider";
}
