import { type Graph, GraphIndex, type ResourceNode } from "../../graph/graph";

/** A listener and what is behind it. */
export interface FrontDoorRow {
  region: string;
  /** Logical name of the load balancer. */
  loadBalancer: string;
  port: number;
  /** By target group, its share of new connections in percent (to a tenth), and what is registered with it: groups, services. */
  targets: { targetGroup: string; weight: number; percent: number; backends: string[] }[];
}

interface ListenerAction {
  forward?: { targetGroups?: { arn: unknown; weight?: number }[] };
}

/** Every listener, by region and load balancer. */
export const frontDoors = (graph: Graph): FrontDoorRow[] =>
  listenerRows(graph).map(({ region, loadBalancer, port, targets }) => ({ region, loadBalancer, port, targets }));

/** The same, with the listener's logical name. */
export function listenerRows(graph: Graph): (FrontDoorRow & { listener: string })[] {
  const index = GraphIndex.of(graph);
  return index
    .ofType("aws:lb/listener:Listener")
    .map((listener) => ({
      listener: listener.name,
      region: index.regionOf(listener) ?? "",
      loadBalancer: index.resolve(listener.inputs["loadBalancerArn"])?.name ?? "",
      port: Number(listener.inputs["port"]),
      targets: targets(index, listener),
    }))
    .sort((one, other) => order(one).localeCompare(order(other)));
}

/** A load balancer and what is behind all of its listeners. */
export type LoadBalancerRow = Omit<FrontDoorRow, "port">;

/** The load balancers with listeners, each with the target groups behind any of them, each once. */
export function loadBalancerRows(graph: Graph): LoadBalancerRow[] {
  const found = new Map<string, LoadBalancerRow>();
  for (const { region, loadBalancer, targets: behind } of listenerRows(graph)) {
    const known = found.get(loadBalancer)?.targets ?? [];
    const others = behind.filter(({ targetGroup }) => !known.some((each) => each.targetGroup === targetGroup));
    found.set(loadBalancer, { region, loadBalancer, targets: [...known, ...others] });
  }
  return [...found.values()];
}

/** The names of what is registered with some target groups, each once. */
export const backendsOfTargets = (targets: FrontDoorRow["targets"]): string[] => [
  ...new Set(targets.flatMap(({ backends }) => backends)),
];

const order = ({ region, loadBalancer, port }: FrontDoorRow): string =>
  [region, loadBalancer, String(port).padStart(5, "0")].join(" ");

function targets(index: GraphIndex, listener: ResourceNode): FrontDoorRow["targets"] {
  const actions = (listener.inputs["defaultActions"] ?? []) as ListenerAction[];
  const groups = actions.flatMap(({ forward }) => forward?.targetGroups ?? []);
  const total = groups.reduce((sum, { weight = 0 }) => sum + weight, 0);
  return groups.map(({ arn, weight = 0 }) => {
    const group = index.resolve(arn);
    return {
      targetGroup: group?.name ?? "",
      weight,
      percent: total === 0 ? 0 : Math.round((1000 * weight) / total) / 10,
      backends: group ? backendsOf(index, group) : [],
    };
  });
}

function backendsOf(index: GraphIndex, targetGroup: ResourceNode): string[] {
  const isThis = (arn: unknown) => index.resolve(arn) === targetGroup;
  const groups = index
    .ofType("aws:autoscaling/group:Group")
    .filter(({ inputs }) => ((inputs["targetGroupArns"] ?? []) as unknown[]).some(isThis));
  const services = index
    .ofType("aws:ecs/service:Service")
    .filter(({ inputs }) =>
      ((inputs["loadBalancers"] ?? []) as { targetGroupArn?: unknown }[]).some((each) => isThis(each.targetGroupArn)),
    );
  return [...groups, ...services].map(({ name }) => name);
}
