import { GraphIndex, type Graph, type ResourceNode } from "../../graph/graph";
import { FRONT_DOORS, type FrontDoorKind } from "../../plan/options";
import { type KnownTraffic, type Traffic, trafficIn } from "../../plan/traffic";
import { ACCELERATOR_TYPES, PRIVATE_LINK_TYPES, TYPES } from "../inventory/resourceTypes";

/** What clients bring. */
export interface ClientLoad {
  newConnectionsPerSecond: number;
  openConnections: number;
  /** A month. */
  gbIn: number;
  gbOut: number;
}

/** What goes through a load balancer. */
export interface FrontDoorLoad extends ClientLoad {
  frontDoor: FrontDoorKind;
}

const NO_LOAD = { newConnectionsPerSecond: 0, openConnections: 0, gbIn: 0, gbOut: 0 };

/** A graph, and the traffic in it: what rules ask for. */
export class CostContext {
  readonly index: GraphIndex;
  private readonly assumed = new Set<string>();
  private readonly frontDoors: ReadonlyMap<ResourceNode, FrontDoorKind>;
  private readonly weights = new Map<string, Map<ResourceNode, number>>();

  constructor(
    readonly graph: Graph,
    readonly traffic: Traffic,
  ) {
    this.index = GraphIndex.of(graph);
    this.frontDoors = frontDoorsOf(this.index);
  }

  /** Something that is taken to be so; said once. */
  assume = (sentence: string): void => {
    this.assumed.add(sentence);
  };

  assumptions = (): string[] => [...this.assumed];

  regionOf = (node: ResourceNode): string => this.index.regionOf(node) ?? "global";

  /** Of a type, in a region. */
  inRegion = (type: string, region: string): ResourceNode[] =>
    this.index.ofType(type).filter((node) => this.regionOf(node) === region);

  trafficOf = (region: string): KnownTraffic => trafficIn(this.traffic, region);

  loadBalancers = (): ResourceNode[] => [...this.frontDoors.keys()];

  /** What a load balancer carries: the region's traffic is divided between its front doors. */
  loadOf(balancer: ResourceNode): FrontDoorLoad {
    const frontDoor = this.frontDoors.get(balancer) ?? "public";
    const region = this.regionOf(balancer);
    const { newConnectionsPerSecond, openConnections, gbInPerMonth, gbOutPerMonth } = this.trafficOf(region);
    const part = this.partOf(balancer, region);
    if (part === 0) return { frontDoor, ...NO_LOAD };
    return {
      frontDoor,
      newConnectionsPerSecond: newConnectionsPerSecond * part,
      openConnections: openConnections * part,
      gbIn: gbInPerMonth * part,
      gbOut: gbOutPerMonth * part,
    };
  }

  /** All that comes to a region, or what comes by a front door of a kind. */
  loadOfRegion(region: string, only?: FrontDoorKind): ClientLoad {
    return this.loadBalancers()
      .filter((each) => this.regionOf(each) === region && (only === undefined || this.frontDoors.get(each) === only))
      .map((each) => this.loadOf(each))
      .reduce(addLoads, NO_LOAD);
  }

  private partOf(balancer: ResourceNode, region: string): number {
    const weights = this.weights.get(region) ?? this.weightsIn(region);
    this.weights.set(region, weights);
    const sum = [...weights.values()].reduce((total, each) => total + each, 0);
    return sum === 0 ? 0 : (weights.get(balancer) ?? 0) / sum;
  }

  /** A front door that the file gives no share while it gives one to others has none. */
  private weightsIn(region: string): Map<ResourceNode, number> {
    const here = this.loadBalancers().filter((each) => this.regionOf(each) === region);
    const { frontDoors } = this.trafficOf(region);
    const shared = here.some((each) => (frontDoors?.[this.frontDoors.get(each) ?? "public"] ?? 0) > 0);
    if (here.length > 1 && !shared)
      this.assume(`${region}: clients divide evenly between ${named(here.map((each) => this.frontDoors.get(each)))}.`);
    return new Map(here.map((each) => [each, shared ? (frontDoors?.[this.frontDoors.get(each) ?? "public"] ?? 0) : 1]));
  }
}

const addLoads = (one: ClientLoad, other: ClientLoad): ClientLoad => ({
  newConnectionsPerSecond: one.newConnectionsPerSecond + other.newConnectionsPerSecond,
  openConnections: one.openConnections + other.openConnections,
  gbIn: one.gbIn + other.gbIn,
  gbOut: one.gbOut + other.gbOut,
});

const FRONT_DOOR_WORDS: Readonly<Record<FrontDoorKind, string>> = {
  public: "the public load balancer",
  accelerator: "the accelerator",
  privateLink: "PrivateLink",
};

function named(kinds: readonly (FrontDoorKind | undefined)[]): string {
  const words = FRONT_DOORS.filter((kind) => kinds.includes(kind)).map((kind) => FRONT_DOOR_WORDS[kind]);
  return words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}` : "its load balancers";
}

/** What leads to each load balancer of the graph. */
function frontDoorsOf(index: GraphIndex): Map<ResourceNode, FrontDoorKind> {
  const behindServices = new Set(
    index
      .ofType(PRIVATE_LINK_TYPES.service)
      .flatMap(({ inputs }) => (inputs["networkLoadBalancerArns"] ?? []) as unknown[])
      .map((arn) => index.resolve(arn)),
  );
  const behindAccelerators = new Set(
    index
      .ofType(ACCELERATOR_TYPES.group)
      .flatMap(({ inputs }) => (inputs["endpointConfigurations"] ?? []) as { endpointId?: unknown }[])
      .map(({ endpointId }) => index.resolve(endpointId)),
  );
  return new Map(
    index
      .ofType(TYPES.loadBalancer)
      .filter(({ external }) => !external)
      .map((balancer): [ResourceNode, FrontDoorKind] => {
        if (behindServices.has(balancer)) return [balancer, "privateLink"];
        return [balancer, behindAccelerators.has(balancer) ? "accelerator" : "public"];
      }),
  );
}
