import { type Graph, GraphIndex } from "../../graph/graph";
import { letsNobodyIn } from "../inventory/securityGroups";
import { type Path, comesFrom, paths } from "../paths";

/** The paths that clients take: not those that are closed on purpose, nor through a load balancer that lets nobody in. */
export function clientPaths(graph: Graph): Path[] {
  const index = GraphIndex.of(graph);
  return paths(graph).filter((path) => {
    const from = comesFrom(path);
    if (from === undefined || path.verdict === "closed") return false;
    return from === "consumers" || !letsNobodyIn(index, path.through ?? "", portOf(path));
  });
}

/** `TCP 5000 from 0.0.0.0/0` gives 5000. */
const portOf = ({ traffic }: Path): number => Number(/^TCP (\d+)/.exec(traffic)?.[1]);
