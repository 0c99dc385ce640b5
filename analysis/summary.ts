import { GraphIndex, type Graph } from "../graph/graph";

export interface RegionSummary {
  region: string;
  vpcCidr: string;
  /** Letters. */
  zones: string[];
  natGateways: number;
  /** Instances: fewest, at the first deployment, most. */
  instances?: { min: number; desired: number; max: number };
}

/** What a stack is, in few words. */
export interface Summary {
  project: string;
  stack: string;
  options: string[];
  port?: number;
  /** The service's own name; undefined where clients use the load balancer's. */
  hostname?: string;
  regions: RegionSummary[];
  /** How many resources AWS will have; providers, components and what is only read left out. */
  resources: number;
}

export function summary(graph: Graph): Summary {
  const index = new GraphIndex(graph);
  const listener = index.ofType("aws:lb/listener:Listener")[0];
  const record = index.ofType("aws:route53/record:Record")[0];
  return {
    project: graph.project,
    stack: graph.stack,
    options: (graph.outputs["options"] ?? []) as string[],
    port: listener?.inputs["port"] as number | undefined,
    hostname: record?.inputs["name"] as string | undefined,
    regions: index
      .ofType("aws:ec2/vpc:Vpc")
      .map((vpc) => regionSummary(index, index.regionOf(vpc) ?? ""))
      .sort((one, other) => one.region.localeCompare(other.region)),
    resources: graph.resources.filter((node) => node.custom && !node.external && !node.type.startsWith("pulumi:"))
      .length,
  };
}

function regionSummary(index: GraphIndex, region: string): RegionSummary {
  const here = index.graph.resources.filter((node) => index.regionOf(node) === region);
  const ofType = (type: string) => here.filter((node) => node.type === type);
  const group = ofType("aws:autoscaling/group:Group")[0];
  const zones = ofType("aws:ec2/subnet:Subnet").map(({ inputs }) =>
    String(inputs["availabilityZone"]).slice(region.length),
  );
  return {
    region,
    vpcCidr: String(ofType("aws:ec2/vpc:Vpc")[0]?.inputs["cidrBlock"]),
    zones: [...new Set(zones)].sort(),
    natGateways: ofType("aws:ec2/natGateway:NatGateway").length,
    ...(group && {
      instances: {
        min: group.inputs["minSize"] as number,
        desired: group.inputs["desiredCapacity"] as number,
        max: group.inputs["maxSize"] as number,
      },
    }),
  };
}
