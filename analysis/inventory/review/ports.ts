import { GraphIndex, type Graph, type ResourceNode } from "../../../graph/graph";
import { ACCELERATOR_TYPES, TYPES } from "../resourceTypes";

/** From the port that clients connect to, to that of targets. */
export interface PortWay {
  /** Of the accelerator, where there is one, else of the load balancer. */
  port: number;
  protocol: string;
  /** Of the load balancer, where an accelerator before it has another. */
  loadBalancerPort?: number;
  /** Of targets; several where target groups differ. */
  targets: { port: number; protocol: string }[];
}

/** Each once, by port; of several load balancers that listen alike, one. */
export function portWays(graph: Graph): PortWay[] {
  const index = GraphIndex.of(graph);
  const overrides = portOverrides(index);
  const ways = index.ofType(TYPES.listener).map((listener): PortWay => {
    const loadBalancerPort = Number(listener.inputs["port"]);
    const port = overrides.get(loadBalancerPort) ?? loadBalancerPort;
    return {
      port,
      protocol: String(listener.inputs["protocol"]),
      ...(port !== loadBalancerPort && { loadBalancerPort }),
      targets: targetsOf(index, listener),
    };
  });
  const once = new Map(ways.map((way) => [JSON.stringify(way), way]));
  return [...once.values()].sort((one, other) => one.port - other.port);
}

interface PortOverride {
  listenerPort: number;
  endpointPort: number;
}

/** The accelerator's port by that of load balancers. */
const portOverrides = (index: GraphIndex): Map<number, number> =>
  new Map(
    index
      .ofType(ACCELERATOR_TYPES.group)
      .flatMap(({ inputs }) => (inputs["portOverrides"] ?? []) as PortOverride[])
      .map(({ listenerPort, endpointPort }) => [endpointPort, listenerPort]),
  );

interface ForwardAction {
  targetGroupArn?: unknown;
  forward?: { targetGroups?: { arn: unknown }[] };
}

function targetsOf(index: GraphIndex, { inputs }: ResourceNode): PortWay["targets"] {
  const actions = (inputs["defaultActions"] ?? []) as ForwardAction[];
  const arns = actions.flatMap(({ targetGroupArn, forward }) => [
    ...(targetGroupArn === undefined ? [] : [targetGroupArn]),
    ...(forward?.targetGroups ?? []).map(({ arn }) => arn),
  ]);
  const targets = arns.flatMap((arn) => {
    const group = index.resolve(arn);
    return group ? [{ port: Number(group.inputs["port"]), protocol: String(group.inputs["protocol"]) }] : [];
  });
  return [...new Map(targets.map((target) => [JSON.stringify(target), target])).values()];
}
