import type { ResourceNode } from "../../../graph/graph";
import type { FrontDoor } from "../frontDoor/frontDoors";
import { groupedBy } from "../network/peers";
import type { Topology } from "../network/vpc";

/** An endpoint service, by which consumers reach the load balancers behind it. */
export interface EndpointService {
  name: string;
  region: string;
  /** Whether it is of the stack itself, not of one that the stack refers to. */
  own: boolean;
  /** Its load balancers' listeners: an endpoint reaches each of them. */
  frontDoors: FrontDoor[];
  /** Whether anybody may connect. */
  allowsAny: boolean;
  acceptance: Acceptance;
  /** Further regions that it may be used from. */
  regions: ReadonlySet<unknown>;
  privateDnsName?: unknown;
}

/** Whom the provider lets in. */
interface Acceptance {
  required: boolean;
  /** URNs of endpoints. */
  endpoints: ReadonlySet<string>;
  /** Logical names of what accepts endpoints by their ids, which no plan has. */
  byId: readonly string[];
}

export const ENDPOINT_SERVICE = "aws:ec2/vpcEndpointService:VpcEndpointService";
const PRINCIPAL = "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple";
const ACCEPTER = "aws:ec2/vpcEndpointConnectionAccepter:VpcEndpointConnectionAccepter";

/** By their resources. */
export function endpointServices(
  topology: Topology,
  frontDoors: readonly FrontDoor[],
): Map<ResourceNode, EndpointService> {
  const { index, own } = topology;
  const behind = new Map(groupedBy(frontDoors, ({ urn }) => urn).map((each) => [each[0].urn, each]));
  const principals = byService(topology, PRINCIPAL);
  const accepters = byService(topology, ACCEPTER);
  return new Map(
    index.ofType(ENDPOINT_SERVICE).map((node) => {
      const { name, urn, inputs } = node;
      const balancers = (inputs["networkLoadBalancerArns"] ?? []) as unknown[];
      const service = {
        name,
        region: index.regionOf(node) ?? "",
        own: own.has(urn),
        frontDoors: balancers.flatMap((arn) => behind.get(index.resolve(arn)?.urn ?? "") ?? []),
        allowsAny: principals.has(urn) || ((inputs["allowedPrincipals"] ?? []) as unknown[]).length > 0,
        acceptance: acceptanceOf(topology, inputs["acceptanceRequired"] !== false, accepters.get(urn) ?? []),
        regions: new Set((inputs["supportedRegions"] ?? []) as unknown[]),
        privateDnsName: inputs["privateDnsName"],
      };
      return [node, service];
    }),
  );
}

function acceptanceOf({ index }: Topology, required: boolean, accepters: readonly ResourceNode[]): Acceptance {
  const known = accepters.map(({ name, inputs }) => ({ name, endpoint: index.resolve(inputs["vpcEndpointId"]) }));
  return {
    required,
    endpoints: new Set(known.flatMap(({ endpoint }) => endpoint?.urn ?? [])),
    byId: known.flatMap(({ name, endpoint }) => (endpoint ? [] : [name])),
  };
}

/** Resources of a type by the URN of the service that they belong to. */
function byService({ index }: Topology, type: string): Map<string, ResourceNode[]> {
  const grouped = groupedBy(
    index.ofType(type),
    ({ inputs }) => index.resolve(inputs["vpcEndpointServiceId"])?.urn ?? "",
  );
  return new Map(grouped.map((each) => [index.resolve(each[0].inputs["vpcEndpointServiceId"])?.urn ?? "", each]));
}
