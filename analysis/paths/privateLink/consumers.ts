import { type ResourceNode, kindOf, referencesIn } from "../../../graph/graph";
import { regionOfServiceName } from "../../../plan/privateLink/endpointService";
import type { SecurityGroup } from "../network/filters";
import type { Network, Subnet, Topology } from "../network/vpc";
import { ENDPOINT_SERVICE, type EndpointService } from "./endpointServices";

/** An interface endpoint to an endpoint service of a plan, and the VPC that it stands in. */
export interface Consumer {
  /** Logical name of the component that the endpoint belongs to, else its own. */
  name: string;
  /** Logical name. */
  endpoint: string;
  urn: string;
  region: string;
  /** URN of its VPC; the id of one that is none of the plan's. */
  vpc: string;
  interfaces: EndpointInterface[];
  /** Undefined where the VPC is none of the plan's. */
  network?: Network;
  groups: SecurityGroup[];
  /** Whether it names security groups, be they in the plan or not. */
  hasSecurityGroups: boolean;
  /** Undefined where no plan has it, and where the plan lacks what is referred to. */
  service?: EndpointService;
  /** Logical name; as AWS names it, where no plan has it. */
  serviceName: string;
  /** Whether it is a service that no plan has. */
  elsewhere: boolean;
  /** The region in which it looks for the service. */
  serviceRegion: unknown;
  /** Whether it accepts its connection itself, as it can in the service's own account and region. */
  acceptsItself: boolean;
  /** Whether the service's private DNS name is turned on in its VPC. */
  privateDns: boolean;
}

/** Where an endpoint has an interface. */
export interface EndpointInterface {
  /** `eu-west-1a`; the region, where subnets are only named. */
  zone: string;
  subnet?: Subnet;
}

export const VPC_ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";

/** Those of the stack itself. What is behind a service that is only named is not known. */
export function consumersOf(topology: Topology, services: ReadonlyMap<ResourceNode, EndpointService>): Consumer[] {
  const { index, own } = topology;
  const named = new Set(
    index.ofType(PRIVATE_DNS).flatMap(({ inputs }) => endpointWithPrivateDns(topology, inputs) ?? []),
  );
  return index.ofType(VPC_ENDPOINT).flatMap((node) => {
    const { serviceName } = node.inputs;
    const [reference] = referencesIn(serviceName);
    const elsewhere = typeof serviceName === "string" && regionOfServiceName(serviceName) !== undefined;
    if (!own.has(node.urn) || !(elsewhere || reference?.kind === kindOf(ENDPOINT_SERVICE))) return [];
    const service = index.resolve(serviceName);
    const privateDns = node.inputs["privateDnsEnabled"] === true || named.has(node.urn);
    return [
      {
        ...consumerOf(topology, node),
        privateDns,
        service: service && services.get(service),
        serviceName: reference?.name ?? String(serviceName),
        elsewhere,
      },
    ];
  });
}

const PRIVATE_DNS = "aws:vpc/endpointPrivateDns:EndpointPrivateDns";

/** URN of the endpoint whose private DNS name a resource turns on. */
const endpointWithPrivateDns = ({ index }: Topology, { vpcEndpointId, privateDnsEnabled }: ResourceNode["inputs"]) =>
  privateDnsEnabled === true ? index.resolve(vpcEndpointId)?.urn : undefined;

type Served = Pick<Consumer, "service" | "serviceName" | "elsewhere" | "privateDns">;

function consumerOf(topology: Topology, node: ResourceNode): Omit<Consumer, keyof Served> {
  const { index, groups } = topology;
  const { name, urn, inputs } = node;
  const region = index.regionOf(node) ?? "";
  const interfaces = interfacesOf(topology, node, region);
  const groupIds = (inputs["securityGroupIds"] ?? []) as unknown[];
  return {
    name: index.ownerOf(node)?.name ?? name,
    endpoint: name,
    urn,
    region,
    vpc: index.resolve(inputs["vpcId"])?.urn ?? String(inputs["vpcId"]),
    interfaces,
    network: interfaces.find(({ subnet }) => subnet)?.subnet?.network,
    groups: groupIds.flatMap((id) => groups.get(index.resolve(id)?.name ?? "") ?? []),
    hasSecurityGroups: groupIds.length > 0,
    serviceRegion: inputs["serviceRegion"] ?? region,
    acceptsItself: inputs["autoAccept"] === true,
  };
}

/** All subnets that are only named are one place: nothing tells them apart. */
function interfacesOf({ index, subnets }: Topology, { inputs }: ResourceNode, region: string): EndpointInterface[] {
  const configured = ((inputs["subnetConfigurations"] ?? []) as { subnetId?: unknown }[]).map(
    ({ subnetId }) => subnetId,
  );
  const ids = (inputs["subnetIds"] ?? configured) as unknown[];
  const known = ids.flatMap((id) => {
    const node = index.resolve(id);
    return (node && subnets.get(node)) ?? [];
  });
  const named = known.map((subnet) => ({ zone: subnet.zone, subnet }));
  return known.length < ids.length ? [...named, { zone: region }] : named;
}

/** Where clients are: in no subnet that is for endpoints, unless there is no other. */
export function clientSubnets({ network, interfaces }: Consumer): Subnet[] {
  if (!network) return [];
  const used = new Set(interfaces.flatMap(({ subnet }) => subnet ?? []));
  const tiers = new Set([...used].flatMap(({ tier }) => tier ?? []));
  const others = network.subnets.filter((subnet) => !used.has(subnet) && !tiers.has(subnet.tier ?? ""));
  return others.length > 0 ? others : [...used];
}
