import { type Graph, GraphIndex, type ResourceNode } from "../../graph/graph";
import { ANYWHERE, prefixLength } from "../../plan/cidrs";
import { assumedTarget, tierOf } from "./existingVpcs";
import { TYPES } from "./resourceTypes";

export interface RouteRow {
  /** The range, or the prefix list of a gateway endpoint. */
  destination: string;
  /** Logical name of the gateway or endpoint. */
  target: string;
}

/** A subnet and where its packets go beyond the VPC. */
export interface SubnetRow {
  region: string;
  /** `eu-west-1a` */
  zone: string;
  tier: string;
  /** Undefined, as are its addresses, where it exists and nobody has asked AWS. */
  cidr?: string;
  /** Addresses that AWS leaves free: all but five. */
  usable?: number;
  routes: RouteRow[];
}

/** Addresses AWS keeps in each subnet. Source: docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
const RESERVED = 5;

/** All subnets, by region, tier and zone. */
export function subnets(graph: Graph): SubnetRow[] {
  const index = GraphIndex.of(graph);
  return index
    .ofType(TYPES.subnet)
    .map((subnet) => {
      const { cidrBlock: cidr } = subnet.inputs;
      return {
        region: index.regionOf(subnet) ?? "",
        zone: String(subnet.inputs["availabilityZone"]),
        tier: tierOf(subnet) ?? "",
        ...(typeof cidr === "string" && { cidr, usable: 2 ** (32 - prefixLength(cidr)) - RESERVED }),
        routes: subnet.external ? assumedRoutes(index, subnet) : routes(index, subnet),
      };
    })
    .sort((one, other) => order(one).localeCompare(order(other)));
}

const TIER_ORDER = ["front", "app", "inspection", "transit", "firewall", "clients", "endpoints"];
const order = ({ region, tier, zone }: SubnetRow): string => [region, TIER_ORDER.indexOf(tier), zone].join(" ");

function routes(index: GraphIndex, subnet: ResourceNode): RouteRow[] {
  const table = routeTableOf(index, subnet);
  if (!table) return [];
  const own = index
    .ofType("aws:ec2/route:Route")
    .filter(({ inputs }) => index.resolve(inputs["routeTableId"]) === table)
    .map(({ inputs }) => ({
      destination: String(inputs["destinationCidrBlock"] ?? inputs["destinationIpv6CidrBlock"]),
      target: targetName(index, inputs),
    }));
  const endpoints = index
    .ofType("aws:ec2/vpcEndpoint:VpcEndpoint")
    .filter(({ inputs }) => ((inputs["routeTableIds"] ?? []) as unknown[]).some((id) => index.resolve(id) === table))
    .map(({ name, inputs }) => ({ destination: `ranges of ${lastPart(String(inputs["serviceName"]))}`, target: name }));
  return [...own, ...endpoints].sort((one, other) => one.destination.localeCompare(other.destination));
}

const ASSUMED = { gateway: "an internet gateway, assumed", routes: "the internet somehow, assumed" };

/** Of a subnet that exists. */
function assumedRoutes(index: GraphIndex, subnet: ResourceNode): RouteRow[] {
  const target = assumedTarget(index, subnet);
  return target ? [{ destination: ANYWHERE, target: ASSUMED[target] }] : [];
}

function routeTableOf(index: GraphIndex, subnet: ResourceNode): ResourceNode | undefined {
  const association = index
    .ofType("aws:ec2/routeTableAssociation:RouteTableAssociation")
    .find(({ inputs }) => index.resolve(inputs["subnetId"]) === subnet);
  return index.resolve(association?.inputs["routeTableId"]);
}

const TARGETS = [
  "gatewayId",
  "natGatewayId",
  "egressOnlyGatewayId",
  "vpcEndpointId",
  "transitGatewayId",
  "vpcPeeringConnectionId",
  "networkInterfaceId",
];

/** What a route leads to, which is one thing: a reference or an id. */
export const routeTarget = (inputs: ResourceNode["inputs"]): unknown =>
  TARGETS.map((key) => inputs[key]).find((each) => each !== undefined);

function targetName(index: GraphIndex, inputs: Record<string, unknown>): string {
  const value = routeTarget(inputs);
  return index.resolve(value)?.name ?? (typeof value === "string" ? value : JSON.stringify(value ?? null));
}

const lastPart = (serviceName: string): string => serviceName.split(".").slice(3).join(".");
