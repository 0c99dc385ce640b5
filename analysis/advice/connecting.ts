import { type Graph, GraphIndex } from "../../graph/graph";
import { letsNobodyIn } from "../inventory/securityGroups";
import { type Path, paths } from "../paths";

const KINDS: Partial<Record<Path["kind"], "internet" | "consumers">> = { client: "internet", consumer: "consumers" };

/** Where clients come from by a path; undefined for one that no client takes. */
export const comesFrom = ({ kind }: Pick<Path, "kind">): "internet" | "consumers" | undefined => KINDS[kind];

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
