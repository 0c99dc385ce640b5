import { GraphIndex, type Graph } from "../../../graph/graph";
import { ANYWHERE } from "../../../plan/cidrs";
import { healthCheckersListName } from "../../../plan/prefixLists";
import { endpointGroups } from "../accelerators";
import { ACCELERATOR_TYPES, TYPES } from "../resourceTypes";
import { type AdmittedClients, admittedClients } from "./admitted";

/** Whether Route 53's health checkers reach what they check. */
export interface CheckedLoadBalancer extends Pick<AdmittedClients, "region" | "loadBalancer" | "port"> {
  /** `everyone` may connect, so they may; by AWS's `list` of their ranges; `nothing` lets them in: the address looks dead. */
  by: "everyone" | "list" | "nothing";
}

/** `loadBalancers`: what they check; empty where nothing is checked by them. */
export interface HealthCheckers {
  loadBalancers: CheckedLoadBalancer[];
  /** Why nothing is checked: there is no name, or names are answered with by what load balancers say of their targets. */
  notNeeded?: "noName" | "targetHealth";
}

const HEALTH_CHECK = "aws:route53/healthCheck:HealthCheck";
const RECORD = TYPES.record;

/** Checks by connecting, of a stack's addresses; those that look at alarms or at other checks connect to nothing. */
export function healthCheckers(graph: Graph): HealthCheckers {
  const index = GraphIndex.of(graph);
  const checks = index.ofType(HEALTH_CHECK).filter(({ inputs }) => inputs["ipAddress"] !== undefined);
  const ports = new Set(checks.map(({ inputs }) => Number(inputs["port"])));
  const checked = checkedLoadBalancers(
    index,
    checks.map(({ inputs }) => index.resolve(inputs["ipAddress"])),
  );
  const loadBalancers = admittedClients(graph)
    .filter(({ loadBalancer, port }) => checked.has(loadBalancer) && ports.has(port))
    .map(checkedOf);
  if (checks.length > 0) return { loadBalancers };
  return { loadBalancers, notNeeded: index.ofType(RECORD).length > 0 ? "targetHealth" : "noName" };
}

/** Logical names: those with the Elastic IPs that are checked, or behind the accelerator that is. */
function checkedLoadBalancers(
  index: GraphIndex,
  targets: readonly (ReturnType<GraphIndex["resolve"]> | undefined)[],
): Set<string> {
  const regions = new Set(targets.flatMap((node) => (node?.type === TYPES.eip ? (index.regionOf(node) ?? []) : [])));
  const isAccelerated = targets.some((node) => node?.type === ACCELERATOR_TYPES.accelerator);
  const publicOnes = index
    .ofType(TYPES.loadBalancer)
    .filter((node) => node.inputs["internal"] !== true && regions.has(index.regionOf(node) ?? ""))
    .map(({ name }) => name);
  const behind = endpointGroups(index).flatMap(({ endpoints }) =>
    endpoints.flatMap(({ loadBalancer = [] }) => loadBalancer),
  );
  return new Set([...publicOnes, ...(isAccelerated ? behind : [])]);
}

function checkedOf({ region, loadBalancer, port, ranges, prefixLists }: AdmittedClients): CheckedLoadBalancer {
  const by = ranges.includes(ANYWHERE)
    ? "everyone"
    : prefixLists.includes(healthCheckersListName(region))
      ? "list"
      : "nothing";
  return { region, loadBalancer, port, by };
}
