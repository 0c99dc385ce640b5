import { GraphIndex, type Graph, type ResourceNode } from "../graph/graph";

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
  const zones = privateZones(index);
  const resolved = referring(index, LINK_TYPES.privateDns, "vpcEndpointId");
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
        found:
          zones.get(vpcId) ?? (resolved.has(endpoint) ? "the service's private DNS name" : "the endpoint's own name"),
        acceptance: acceptanceOf(index, endpoint, accepted),
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

/** The names of private hosted zones, by the VPC they answer in. */
function privateZones(index: GraphIndex): Map<string, string> {
  return new Map(
    index
      .ofType(LINK_TYPES.zone)
      .flatMap(({ inputs }) =>
        ((inputs["vpcs"] ?? []) as { vpcId: unknown }[]).map(({ vpcId }): [string, string] => [
          String(vpcId),
          String(inputs["name"]),
        ]),
      ),
  );
}

const referring = (index: GraphIndex, type: string, property: string): Set<ResourceNode | undefined> =>
  new Set(index.ofType(type).map(({ inputs }) => index.referred(inputs[property])));

/** By their names; by the subnet's id where that is all that is known. */
export function zonesOf(index: GraphIndex, { inputs }: ResourceNode): string[] {
  return ((inputs["subnetIds"] ?? []) as unknown[])
    .map((id) => String(index.referred(id)?.inputs["availabilityZone"] ?? id))
    .sort();
}

function acceptanceOf(
  index: GraphIndex,
  endpoint: ResourceNode,
  accepted: ReadonlySet<ResourceNode | undefined>,
): ConsumerRow["acceptance"] {
  if (accepted.has(endpoint)) return "here";
  const service = index.referred(endpoint.inputs["serviceName"]);
  return service?.type === LINK_TYPES.service && service.inputs["acceptanceRequired"] === false
    ? "not needed"
    : "by the provider";
}
